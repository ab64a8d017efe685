// A table as large as tables may be: how long it takes to read and check, and to find a row.
import { check } from '../../src/flow/checks/check.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { MOST_ROWS } from '../../src/flow/tree/table-file.ts'

const flow = `flow: prices
languages: { en-GB: Polly.Amy-Neural }
start: bye
lookups:
  price: { table: prices, takes: { place: text, weight: number }, gives: { fee: money, due: date } }
steps:
  bye: { say: Goodbye., then: hang up }
`
const WEIGHTS = 20
const LOOKUPS = 100_000

const placeOf = (row: number): string => `Place ${Math.floor(row / WEIGHTS)}`

function csv(): string {
  const rows = Array.from(
    { length: MOST_ROWS },
    (_, row) => `${placeOf(row)};${row % WEIGHTS},0;${row % 90},50;0${1 + (row % 9)}.03.2026`,
  )
  return ['place;weight;fee;due', ...rows].join('\n')
}

/** Milliseconds to read and index the table, to check each cell, and for one lookup. */
export function timeTable(): { read: number; checked: number; lookup: number } {
  const text = csv()
  const begun = performance.now()
  const project = readProject({ 'prices.yaml': flow }, { tables: { 'tables/prices.csv': text } })
  const read = performance.now()
  const errors = check(project).filter(({ code }) => code.startsWith('table-'))
  if (errors.length > 0) throw new Error(errors[0]?.message)
  const checked = performance.now()
  const table = project.flows.get('prices.yaml')?.lookups.get('price')?.answers
  for (let n = 0; n < LOOKUPS; n++) {
    const row = (n * 7919) % MOST_ROWS
    const found = table?.find({ place: placeOf(row).toUpperCase(), weight: row % WEIGHTS })
    if (found?.fee !== (row % 90) + 0.5) throw new Error(`row ${row} was not found`)
  }
  const lookup = (performance.now() - checked) / LOOKUPS
  return { read: read - begun, checked: checked - read, lookup }
}
