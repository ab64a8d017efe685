// A table of a company, as it stands in its CSV file: columns by name, rows of cells, and where each
// cell stands.
import { CsvError, parse } from 'csv-parse/sync'
import { error, type Diagnostic, type Report } from '../text/diagnostic.ts'
import type { Range } from '../text/located.ts'

export const MOST_ROWS = 20_000
/** Bytes: a hundred for each of the most rows. */
export const LARGEST_TABLE = 2_000_000
const MEGABYTE = 1_000_000

/** `rows` hold as many cells as there are columns, without the spaces around them. */
export type Table = { file: string; text: string; columns: string[]; rows: string[][] }

const delimiters = [',', ';', '\t'] as const

const startOf = (file: string): Range => ({ file, start: 0, end: 0, line: 1, column: 1 })

/** The text of a table's bytes. Refuses what is too large or not UTF-8. */
export function decodeTable(
  file: string,
  bytes: Uint8Array,
): { text?: string; diagnostics: Diagnostic[] } {
  const refuse = (message: string, hint?: string) => ({
    diagnostics: [{ ...error('table-unreadable', message, startOf(file), hint), file }],
  })
  if (bytes.length > LARGEST_TABLE)
    return refuse(`the table is larger than ${LARGEST_TABLE / MEGABYTE} MB`)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), diagnostics: [] }
  } catch {
    return refuse('the table is not saved as UTF-8', 'in Excel: save as "CSV UTF-8"')
  }
}

/** Reads a table whose first row names its columns. Undefined when it cannot be read at all; rows
 * with too few or too many cells are reported and left out. */
export function readTable(file: string, source: string, report: Report): Table | undefined {
  const text = source.replace(/^\ufeff/, '')
  const records = parseRecords(file, text, report)
  if (!records) return undefined
  const [columns, ...rows] = records.filter(hasWords)
  if (!columns) {
    report(
      error(
        'table-unreadable',
        'the table is empty; its first row names the columns',
        startOf(file),
      ),
    )
    return undefined
  }
  const table = { file, text, columns, rows: [] }
  if (rows.length > MOST_ROWS) {
    report(
      error(
        'table-unreadable',
        `a table has at most ${MOST_ROWS} rows, and this has ${rows.length}`,
        startOf(file),
      ),
    )
    return undefined
  }
  return hasGoodColumns(table, report)
    ? { ...table, rows: fitting({ ...table, rows }, report) }
    : undefined
}

const hasWords = (cells: readonly string[]): boolean => cells.some((cell) => cell !== '')

function parseRecords(file: string, text: string, report: Report): string[][] | undefined {
  try {
    return parse(text, { delimiter: delimiterOf(text), relaxColumnCount: true, trim: true })
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault
    const unclosed = fault.code === 'CSV_QUOTE_NOT_CLOSED'
    const range = unclosed ? lastCell(file, text) : lineOf(file, text, Number(fault.lines))
    const message = unclosed
      ? 'a quote is opened here and never closed'
      : 'in this line a quote stands inside a cell'
    const hint =
      'quotes go around a whole cell, and a quote inside it is written twice: "the ""best"" one"'
    report(error('table-unreadable', message, range, hint))
    return undefined
  }
}

function lineOf(file: string, text: string, line: number): Range {
  const before = text.split('\n', line - 1)
  const start = before.reduce((sum, one) => sum + one.length + 1, 0)
  return { file, start, end: start, line, column: 1 }
}

/** The cell that a quote without an end makes of all the rest. */
function lastCell(file: string, text: string): Range {
  let start = 0
  for (const cells of cellsIn(text)) start = cells.at(-1)?.start ?? start
  return rangeOf(file, text, { start, end: start + 1 })
}

/** What separates cells: as the first row has it most, outside quotes. Russian and Belarusian Excel
 * writes semicolons. */
export function delimiterOf(text: string): string {
  const [head = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1)
  const counts = delimiters.map((one) => head.split(one).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

function hasGoodColumns(table: Table, report: Report): boolean {
  const bad = table.columns.findIndex(
    (name, index) => name === '' || table.columns.indexOf(name) < index,
  )
  const name = table.columns[bad]
  if (name === undefined) return true
  const message = name === '' ? 'this column has no name' : `two columns are called "${name}"`
  report(error('table-column', message, placeOf(table, 0, bad)))
  return false
}

/** Faults of one table that are told; more would only be the same again. */
export const MOST_TOLD = 20

function fitting(table: Table, report: Report): string[][] {
  let told = 0
  return table.rows.filter((cells, index) => {
    if (cells.length === table.columns.length) return true
    const message = `this row has ${cells.length} cells, but there are ${table.columns.length} columns`
    const hint = 'a cell with a comma, a semicolon or a line break in it stands in quotes'
    if (told++ < MOST_TOLD)
      report(error('table-cells', message, placeOf(table, index + 1, 0), hint))
    return false
  })
}

/** Where a cell stands; records count from 0, the row of names. */
export function placeOf(
  { file, text }: Pick<Table, 'file' | 'text'>,
  record: number,
  cell: number,
): Range {
  let at = -1
  for (const cells of cellsIn(text)) {
    if (!cells.some(({ start, end }) => text.slice(start, end).trim() !== '')) continue
    at++
    if (at < record) continue
    return rangeOf(file, text, cells[cell] ?? cells.at(-1) ?? { start: 0, end: 0 })
  }
  return startOf(file)
}

function rangeOf(file: string, text: string, { start, end }: Span): Range {
  const before = text.slice(0, start)
  const line = before.split('\n').length
  return { file, start, end, line, column: start - before.lastIndexOf('\n') }
}

type Span = { start: number; end: number }

/** The cells of each record by their places; a quote opens and closes what separators do not cut. */
function* cellsIn(text: string): Generator<Span[]> {
  const delimiter = delimiterOf(text)
  let cells: Span[] = []
  let [start, quoted] = [0, false]
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at]
    if (sign === '"') quoted = !quoted
    const ends = sign === undefined || (sign === '\n' && !quoted)
    if (!ends && (sign !== delimiter || quoted)) continue
    cells.push(spanOf(text, start, at))
    start = at + 1
    if (!ends) continue
    yield cells
    cells = []
  }
}

function spanOf(text: string, start: number, end: number): Span {
  const cell = text.slice(start, end)
  const from = start + (cell.length - cell.trimStart().length)
  return { start: from, end: Math.max(from, start + cell.trimEnd().length) }
}
