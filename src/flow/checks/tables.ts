// Rules about lookups that a table answers: their keys, the columns, and each cell.
import { didYouMean, oneOf } from '../text/diagnostic.ts'
import { plainName } from '../text/expression.ts'
import { stepsWith } from '../steps/index.ts'
import type { Lookup } from '../tree/flow.ts'
import { BARE } from '../tree/lookup-answer.ts'
import type { SlotType } from '../tree/slot.ts'
import { notInCells, readCell } from '../tree/table-cells.ts'
import { MOST_TOLD, placeOf, type Table } from '../tree/table-file.ts'
import type { Column, TableLookup } from '../tree/table-lookup.ts'
import type { Find, Rule } from './rule.ts'

/** Types that a row is never found by. */
const notKeys: readonly SlotType[] = [...notInCells, 'money']

/** Keys of a lookup that say nothing, or cannot be, with a table. */
function findKeys(lookup: Lookup, find: Find): void {
  const { name, takes, changes, optional, example } = lookup
  const { range } = lookup.table ?? name
  const say = (message: string, hint: string, at = range) => find({ range: at, message, hint })
  if (!takes?.value.length)
    say(`nothing is taken by "${name.value}", so no row could be found`, 'takes: [ … ]')
  if (changes?.value)
    say('a table cannot be changed by a call', 'take "changes" away', changes.range)
  if (optional) say('a row is found by all that is taken', 'take "optional" away', optional.range)
  if (example) say('the rows of the table are the example', 'take "example" away', example.range)
  for (const [taken, type] of takes?.types ?? [])
    if (notKeys.includes(type))
      say(`no row can be found by "${taken}", a ${type}`, 'a text, number, date or the like')
}

/** What no row could give. */
function findGives({ name, table, fields = [] }: Lookup, find: Find): void {
  const { range } = table ?? name
  if (fields.some((field) => field.name === BARE))
    find({
      range,
      message: 'a table gives cells by the names of their columns',
      hint: 'gives: { price: money }',
    })
  if (fields.length > 1 && fields.some(({ type }) => typeof type !== 'string'))
    find({
      range,
      message: 'a table gives the cells of one row, or one list of rows, not both',
      hint: 'gives: { rows: [{ … }] }',
    })
}

/** Types without a table are of no use: other systems say what they take. */
function findTypesAlone({ table, takes }: Lookup, find: Find): void {
  if (!table && takes && takes.types.size > 0)
    find({
      range: takes.range,
      message: 'only a table compares what is taken by its type',
      hint: `takes: [${takes.value.map(({ value }) => value).join(', ')}]`,
    })
}

const fileName = (file: string): string => file.replace(/^.*\//, '')

function findColumns(lookup: Lookup, { table, columns }: TableLookup, find: Find): void {
  for (const { name, index } of [...columns.takes, ...columns.gives]) {
    if (index >= 0) continue
    const near = table.columns.findIndex((column) => didYouMean(name, [column]))
    find({
      range: placeOf(table, 0, Math.max(0, near)),
      message: `there is no column "${name}", which lookup "${lookup.name.value}" of ${fileName(lookup.name.range.file)} names; expected ${oneOf(table.columns)}`,
      hint:
        didYouMean(name, table.columns) &&
        `call this column "${name}", or name "${table.columns[near] ?? ''}" there`,
    })
  }
}

const examples: Partial<Record<SlotType, string>> = {
  'yes-no': 'yes or no',
  number: 'a number such as 12.5',
  money: 'an amount such as 12.50 or 12.50 EUR',
  date: 'a date such as 2026-12-31',
  time: 'a time such as 18:00',
  'date-time': 'a moment such as 2026-12-31 18:00',
  duration: 'a duration such as 5 minutes',
  phone: 'a telephone number such as +375291234567',
}

/** Finds cell after cell, but tells only the first of many. */
function findCells({ table, columns }: TableLookup, find: Find): void {
  const keys = new Set(columns.takes.map(({ index }) => index))
  let told = 0
  for (const [row, cells] of table.rows.entries())
    for (const column of [...columns.takes, ...columns.gives]) {
      const message = faultOf(column, cells[column.index], keys.has(column.index))
      if (message === undefined) continue
      if (told++ >= MOST_TOLD) return
      find({ range: placeOf(table, row + 1, column.index), message })
    }
}

function faultOf({ name, type }: Column, cell: string | undefined, isKey: boolean) {
  if (cell === undefined) return undefined
  if (cell === '') return isKey ? `a row is found by "${name}", so it cannot be empty` : undefined
  if (readCell(type, cell) !== undefined) return undefined
  return `"${cell}" in column "${name}" is no ${type}; expected ${examples[type] ?? `a ${type}`}`
}

function findDoubles(answers: TableLookup, find: Find): void {
  const { table, columns, file } = answers
  const placeIn = (row: number) => placeOf(table, row + 1, columns.takes[0]?.index ?? 0)
  const names = columns.takes.map(({ name }) => `"${name}"`).join(' and ')
  let told = 0
  for (const { row, first } of answers.doubles()) {
    if (told++ >= MOST_TOLD) return
    find({
      range: placeIn(row),
      message: `line ${placeIn(first).line} of ${fileName(file)} has the same ${names}, and the first row counts`,
      hint: 'take one of the two away, or give all: gives: { rows: [{ … }] }',
    })
  }
}

const withTables = (lookups: Iterable<Lookup>): { lookup: Lookup; answers: TableLookup }[] =>
  [...lookups].flatMap((lookup) => (lookup.answers ? [{ lookup, answers: lookup.answers }] : []))

/** What is missing is told, and is most often written otherwise. */
const lacksColumns = ({ columns: { takes, gives } }: TableLookup): boolean =>
  [...takes, ...gives].some(({ index }) => index < 0)

/** Each name of a column that some lookup of the project uses. */
function usedColumns(table: Table, lookups: Iterable<Lookup>): Set<string> {
  const columns = withTables(lookups).flatMap(({ answers }) =>
    answers.table === table ? [...answers.columns.takes, ...answers.columns.gives] : [],
  )
  return new Set(columns.map(({ name }) => plainName(name)))
}

export const tableRules: Rule[] = [
  {
    code: 'wrong-table',
    severity: 'error',
    about: 'A lookup that a table answers has keys that cannot be, or is asked by a "notify" step.',
    check({ flow }, find) {
      for (const lookup of flow.lookups.values()) {
        findTypesAlone(lookup, find)
        if (!lookup.table) continue
        findKeys(lookup, find)
        findGives(lookup, find)
      }
      for (const { notify } of stepsWith(flow, 'notify'))
        if (notify && flow.lookups.get(notify.value)?.table)
          find({
            range: notify.range,
            message: 'a table cannot be told anything; "request" asks it',
          })
    },
  },
  {
    code: 'missing-column',
    severity: 'error',
    about: 'A table has no column of a name that a lookup takes or gives.',
    check({ flow }, find) {
      for (const { lookup, answers } of withTables(flow.lookups.values()))
        findColumns(lookup, answers, find)
    },
  },
  {
    code: 'table-type',
    severity: 'error',
    about: 'A cell of a table is not of the type that a lookup gives or takes, or a key is empty.',
    check({ flow }, find) {
      for (const { answers } of withTables(flow.lookups.values())) findCells(answers, find)
    },
  },
  {
    code: 'table-duplicate',
    severity: 'error',
    about: 'Two rows of a table have the same key, so that the second would never be found.',
    check({ flow }, find) {
      for (const { answers } of withTables(flow.lookups.values()))
        if (answers.columns.list === undefined) findDoubles(answers, find)
    },
  },
  {
    code: 'table-unused',
    severity: 'info',
    about: 'A column of a table is named by no lookup.',
    check({ flow, project }, find) {
      const all = [...project.flows.values()].flatMap(({ lookups }) => [...lookups.values()])
      for (const { answers } of withTables(flow.lookups.values())) {
        if (lacksColumns(answers)) continue
        const used = usedColumns(answers.table, all)
        for (const [index, name] of answers.table.columns.entries())
          if (!used.has(plainName(name)))
            find({
              range: placeOf(answers.table, 0, index),
              message: `no lookup names column "${name}"`,
            })
      }
    },
  },
]
