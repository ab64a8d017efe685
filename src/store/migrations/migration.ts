// What a migration is: numbered statements that are applied once and never changed afterwards.
import {
  CompiledQuery,
  type ColumnDefinitionBuilder,
  type Compilable,
  type SchemaModule,
} from 'kysely'

/** How a database counts. */
export type IdColumn = 'integer' | 'bigserial'

/** Its statements in order. A column added to a table may be null, since programs of before go on
 * writing rows without it. */
export type Migration = {
  number: number
  statements: (schema: SchemaModule, idColumn: IdColumn) => Compilable[]
}

/** What Kysely has no words for. */
export const plain = (text: string): Compilable => ({ compile: () => CompiledQuery.raw(text) })

/** A column that alone tells its rows apart. */
export const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.primaryKey().notNull()

/** A column that every row has. */
export const must = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull()
