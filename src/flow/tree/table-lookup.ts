// A lookup that is answered by a table: its rows by what the lookup takes, found without a search.
import type { Field, Lookup } from './flow.ts'
import { sameValueKey } from './compare.ts'
import type { SlotType } from './slot.ts'
import { readCell } from './table-cells.ts'
import type { Table } from './table-file.ts'

/** A column of a table with the type of its cells; `index` is -1 where the table has none of that
 * name. */
export type Column = { name: string; index: number; type: SlotType }

/** The columns of a lookup. `list`: the name under which several rows are given. */
export type Columns = { takes: Column[]; gives: Column[]; list?: string }

/** Names are the same but for `_` and spaces. */
const plain = (name: string): string => name.replace(/[\s_]+/g, ' ').toLowerCase()

/** Which columns a lookup asks by and answers from. `typeOf` a taken value where the lookup does not
 * say it. Without `gives` all other columns are given, as texts. */
export function columnsOf(
  { takes, fields }: Pick<Lookup, 'takes' | 'fields'>,
  { columns }: Pick<Table, 'columns'>,
  typeOf: (taken: string) => SlotType | undefined,
): Columns {
  const at = (name: string): number => columns.findIndex((one) => plain(one) === plain(name))
  const taken = (takes?.value ?? []).map(({ value: name }): Column => ({
    name,
    index: at(name),
    type: takes?.types.get(name) ?? typeOf(name) ?? 'text',
  }))
  const others = columns.filter((name) => !taken.some((one) => plain(one.name) === plain(name)))
  const given = fields ?? others.map((name): Field => ({ name, type: 'text' }))
  const [only] = given
  const rows = only && typeof only.type === 'object' ? only : undefined
  const gives = rows && typeof rows.type === 'object' ? rows.type.list : given
  return {
    takes: taken,
    gives: gives.flatMap(({ name, type }) =>
      typeof type === 'string' ? [{ name, index: at(name), type }] : [],
    ),
    list: rows?.name,
  }
}

const BETWEEN = '\0'

/** What a row is found by; undefined when one of the values cannot be of its type. */
export function keyOfRow(takes: readonly Column[], cells: readonly string[]): string | undefined {
  return keyOfValues(takes, ({ type, index }) => readCell(type, cells[index] ?? ''))
}

function keyOfValues(
  takes: readonly Column[],
  valueOf: (column: Column) => unknown,
): string | undefined {
  let key = ''
  for (const column of takes) {
    const one = sameValueKey(column.type, valueOf(column))
    if (one === undefined) return undefined
    key += one + BETWEEN
  }
  return key
}

/** Its rows are kept out of sight, so that who walks through a flow does not walk through them. */
export class TableLookup {
  readonly file: string
  readonly #table: Table
  readonly #columns: Columns
  /** rows by key, in order */
  readonly #rows = new Map<string, number[]>()

  constructor(table: Table, columns: Columns) {
    this.file = table.file
    this.#table = table
    this.#columns = columns
    for (const [row, cells] of table.rows.entries()) {
      const key = keyOfRow(columns.takes, cells)
      if (key === undefined) continue
      const same = this.#rows.get(key)
      if (same) same.push(row)
      else this.#rows.set(key, [row])
    }
  }

  get table(): Table {
    return this.#table
  }

  get columns(): Columns {
    return this.#columns
  }

  /** The answer to these values, by the name of each; undefined where no row has them. Of several
   * rows the first, unless the lookup gives a list. */
  find(params: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
    const { takes, list } = this.#columns
    const key = keyOfValues(takes, ({ name }) => params[name.replaceAll(' ', '_')])
    const rows = key === undefined ? undefined : this.#rows.get(key)
    if (!rows) return undefined
    return list === undefined
      ? this.row(rows[0] ?? 0)
      : { [list]: rows.map((row) => this.row(row)) }
  }

  /** What a row gives; an empty cell gives nothing. */
  row(index: number): Record<string, unknown> {
    const cells = this.#table.rows[index] ?? []
    const given: Record<string, unknown> = {}
    for (const { name, type, index: column } of this.#columns.gives) {
      const cell = cells[column] ?? ''
      if (cell !== '') given[name] = readCell(type, cell)
    }
    return given
  }

  /** Rows that have the same key as one before, each with that one. */
  *doubles(): Generator<{ row: number; first: number }> {
    for (const [first = 0, ...others] of this.#rows.values())
      for (const row of others) yield { row, first }
  }

  /** One answer for each of the first keys there are. */
  *answers(): Generator<Record<string, unknown>> {
    const { list } = this.#columns
    for (const rows of this.#rows.values())
      yield list === undefined
        ? this.row(rows[0] ?? 0)
        : { [list]: rows.map((row) => this.row(row)) }
  }
}
