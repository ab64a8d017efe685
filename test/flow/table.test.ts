// Tables: what their files may look like, what rows are found by, and that they are found as a search
// through all rows would find them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Diagnostic } from '../../src/flow/text/diagnostic.ts'
import { compare } from '../../src/flow/tree/compare.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import type { SlotType } from '../../src/flow/tree/slot.ts'
import { readCell } from '../../src/flow/tree/table-cells.ts'
import {
  decodeTable,
  LARGEST_TABLE,
  MOST_ROWS,
  placeOf,
  readTable,
} from '../../src/flow/tree/table-file.ts'
import type { TableLookup } from '../../src/flow/tree/table-lookup.ts'

const flow = (lookup: string): string => `flow: t
languages: { en-GB: Polly.Amy-Neural }
start: bye
slots: { weight: { type: number, label: Weight } }
lookups: { it: ${lookup} }
steps: { bye: { say: Goodbye., then: hang up } }
`

function project(lookup: string, csv: string) {
  return readProject({ 't.yaml': flow(lookup) }, { tables: { 'tables/t.csv': csv } })
}

function answers(lookup: string, csv: string): TableLookup {
  const found = project(lookup, csv).flows.get('t.yaml')?.lookups.get('it')?.answers
  if (!found) throw new Error('no table')
  return found
}

function read(csv: string): { columns?: string[]; rows?: string[][]; found: string[] } {
  const found: string[] = []
  const table = readTable('t.csv', csv, ({ range, message }) => {
    found.push(`${range.line}:${range.column} ${message}`)
  })
  return { columns: table?.columns, rows: table?.rows, found }
}

describe('a file', () => {
  it.each([
    ['commas', 'a,b\n1,2\n'],
    ['semicolons, as Russian and Belarusian Excel writes them', 'a;b\r\n1;2\r\n'],
    ['tabs', 'a\tb\n1\t2'],
    ['a byte order mark', '\ufeffa,b\n1,2\n'],
    ['quotes', '"a","b"\n"1","2"\n'],
    ['spaces and empty lines', ' a , b \n\n 1 , 2 \n , \n\n'],
  ])('with %s is read alike', (_, csv) => {
    expect(read(csv)).toEqual({ columns: ['a', 'b'], rows: [['1', '2']], found: [] })
  })

  it('keeps commas, quotes and line breaks in quoted cells', () => {
    expect(read('a;b\n"x; ""y""";"1\n2"\n').rows).toEqual([['x; "y"', '1\n2']])
  })

  it('of other encodings, or too large, is refused', () => {
    const told = (bytes: Uint8Array) => decodeTable('t.csv', bytes).diagnostics[0]?.message
    expect(told(Uint8Array.of(0xc3, 0xee, 0xf2))).toBe('the table is not saved as UTF-8')
    expect(told(new Uint8Array(LARGEST_TABLE + 1).fill(97))).toContain('larger than 2 MB')
    expect(decodeTable('t.csv', Buffer.from('\ufeffа,б')).text).toBe('а,б')
  })

  it(`may have ${MOST_ROWS} rows and no more`, () => {
    const rows = (count: number) => `a\n${Array.from({ length: count }, (_, i) => i).join('\n')}`
    expect(read(rows(MOST_ROWS)).rows).toHaveLength(MOST_ROWS)
    expect(read(rows(MOST_ROWS + 1)).found).toEqual([
      `1:1 a table has at most ${MOST_ROWS} rows, and this has ${MOST_ROWS + 1}`,
    ])
  })

  it('has each cell where it stands, whatever is in it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ж', ',', ';', '"', '\n', ' ') })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';'),
        (rows, delimiter) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}x"`
          const line = (cells: string[]) => cells.map(quoted).join(delimiter)
          const text = [['one', 'two', 'three'], ...rows].map(line).join('\n')
          for (const [row, cells] of rows.entries())
            for (const [at, written] of cells.entries()) {
              const { start, end, line: number, column } = placeOf({ file: '', text }, row + 1, at)
              expect(text.slice(start, end)).toBe(quoted(written))
              const before = text.split('\n').slice(0, number - 1)
              expect(before.join('\n').length + Number(number > 1) + column - 1).toBe(start)
            }
        },
      ),
    )
  })

  it('of any bytes is read or refused, and never throws', () => {
    const told: Pick<Diagnostic, 'range'>[] = []
    const sign = fc.constantFrom('"', ',', ';', '\t', '\n', '\r', 'a', '1', ' ', '\0', '\ufeff')
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 60 }), (text) => {
        readTable('t.csv', text, (one) => told.push(one))
        const { diagnostics } = project('{ table: t, takes: [a], gives: { b: number } }', text)
        for (const { range } of [...told, ...diagnostics]) {
          expect(range.line).toBeGreaterThan(0)
          expect(range.column).toBeGreaterThan(0)
        }
        told.length = 0
      }),
    )
  })
})

describe('a cell', () => {
  it.each<[SlotType, string, unknown]>([
    ['number', '1 200,5', 1200.5],
    ['number', '12.5', 12.5],
    ['number', 'twelve', undefined],
    ['money', '12,50', 12.5],
    ['money', '12.50 BYN', { amount: 12.5, currency: 'BYN' }],
    ['money', 'EUR 3', { amount: 3, currency: 'EUR' }],
    ['yes-no', 'да', true],
    ['yes-no', 'FALSE', false],
    ['yes-no', 'perhaps', undefined],
    ['date', '31.12.2026', '2026-12-31'],
    ['date', '2026-02-30', undefined],
    ['date', '12/31/2026', undefined],
    ['time', '9:05', '09:05'],
    ['time', '25:00', undefined],
    ['date-time', '31.12.2026 9:05', '2026-12-31T09:05'],
    ['duration', '5 minutes', 'PT5M'],
    ['digits', '12-34 56', '123456'],
    ['phone', '+375 29 123-45-67', '+375291234567'],
    ['text', 'anything', 'anything'],
  ])('of type %s: %j is %j', (type, cell, value) => {
    expect(readCell(type, cell)).toEqual(value)
  })
})

describe('a row', () => {
  it('is found without case and accents, by value, and the types come from slots', () => {
    const table = answers(
      '{ table: t, takes: [zone, weight], gives: { fee: money } }',
      'zone,weight,fee\nÉtoile,1.0,4\netoile,2,5\n',
    )
    expect(table.find({ zone: 'ETOILE', weight: 1 })).toEqual({ fee: 4 })
    expect(table.find({ zone: 'étoile', weight: 2 })).toEqual({ fee: 5 })
    expect(table.find({ zone: 'étoile', weight: 3 })).toBeUndefined()
    expect(table.find({ zone: 'étoile' })).toBeUndefined()
    expect(table.find({ zone: 'étoile', weight: 'heavy' })).toBeUndefined()
  })

  it('gives nothing for an empty cell, and every other column where the lookup names none', () => {
    const table = answers('{ table: t, takes: [a_b] }', 'a b,c,d\nx,,2\n')
    expect(table.find({ a_b: 'X' })).toEqual({ d: '2' })
  })

  it('comes with all others of its key where a list is given', () => {
    const table = answers(
      '{ table: t, takes: [a], gives: { rows: [{ b: number }] } }',
      'a,b\nx,1\ny,2\nX,3\n',
    )
    expect(table.find({ a: 'x' })).toEqual({ rows: [{ b: 1 }, { b: 3 }] })
  })

  const keys: [SlotType, fc.Arbitrary<string>][] = [
    ['text', fc.constantFrom('Öl', 'ol', 'OL', 'oil', 'Жанна', 'жанна', 'a  b', 'a b')],
    ['digits', fc.constantFrom('12', '1 2', '1-2', '012', '21')],
    ['number', fc.constantFrom('1', '1.0', '1,0', '-1', '10', '1 000', '1000')],
    ['date', fc.constantFrom('2026-03-05', '05.03.2026', '2026-05-03')],
    ['time', fc.constantFrom('9:00', '09:00', '21:00')],
    ['duration', fc.constantFrom('60 minutes', '1 hour', 'PT1H', 'PT60M', '1 minute')],
    ['yes-no', fc.constantFrom('yes', 'true', 'да', 'no', 'FALSE')],
    ['phone', fc.constantFrom('+375291234567', '+375 29 123-45-67', '+375291234568')],
  ]

  it('is the one that a search through all rows finds', () => {
    const types = fc.subarray(keys, { minLength: 1, maxLength: 3 })
    const cases = types.chain((columns) =>
      fc.record({
        columns: fc.constant(columns.map(([type]) => type)),
        rows: fc.array(fc.tuple(...columns.map(([, cell]) => cell)), { maxLength: 12 }),
        asked: fc.tuple(...columns.map(([, cell]) => cell)),
      }),
    )
    fc.assert(
      fc.property(cases, ({ columns, rows, asked }) => {
        const names = columns.map((_, index) => `c${index}`)
        const lines = rows.map((cells, row) =>
          [...cells, String(row)].map((cell) => `"${cell}"`).join(','),
        )
        const takes = names.map((name, index) => `${name}: ${columns[index]}`).join(', ')
        const csv = `${[...names, 'row'].join(',')}\n${lines.join('\n')}`
        const table = answers(`{ table: t, takes: { ${takes} }, gives: { row: number } }`, csv)
        const values = asked.map((cell, index) => readCell(columns[index] ?? 'text', cell))
        const first = rows.findIndex((cells) =>
          cells.every((cell, index) => {
            const type = columns[index] ?? 'text'
            const written = String(readCell(type, cell))
            return compare({ type, value: values[index] }, 'is', written, () => '')
          }),
        )
        const params = Object.fromEntries(names.map((name, index) => [name, values[index]]))
        expect(table.find(params)).toEqual(first < 0 ? undefined : { row: first })
      }),
      { numRuns: 300 },
    )
  })
})

describe('a version', () => {
  it('has its table in it, and another one with another table', () => {
    const lookup = '{ table: t, takes: [a], gives: { b: number } }'
    const [one, other] = ['a,b\nx,1\n', 'a,b\nx,2\n'].map((csv) => {
      const { flows, sources } = project(lookup, csv)
      const read = flows.get('t.yaml')
      if (!read) throw new Error('no flow')
      return compile(read, sources)
    })
    expect(one?.version).not.toBe(other?.version)
    expect(one?.sources['tables/t.csv']).toBe('a,b\nx,1\n')
    const again = readProject(one?.sources ?? {})
      .flows.get('t.yaml')
      ?.lookups.get('it')
    expect(again?.answers?.find({ a: 'x' })).toEqual({ b: 1 })
  })

  it('of a company has its own table before that of all, also when it is brought back', () => {
    const file = flow('{ table: t, takes: [a], gives: { b: number } }')
    const tables = { 'swift/tables/t.csv': 'a,b\nx,1\n', 'shared/tables/t.csv': 'a,b\nx,2\n' }
    const answer = (sources: Record<string, string>, beside: object, name: string) =>
      readProject(sources, beside).flows.get(name)?.lookups.get('it')?.answers?.find({ a: 'x' })
    const own = { folder: 'swift/', tables }
    expect(answer({ 'swift/t.yaml': file }, own, 'swift/t.yaml')).toEqual({ b: 1 })
    expect(answer({ 'shared/t.yaml': file }, own, 'shared/t.yaml')).toEqual({ b: 1 })
    const all = { folder: 'oak/', tables }
    expect(answer({ 'oak/t.yaml': file }, all, 'oak/t.yaml')).toEqual({ b: 2 })
    const kept = { 'shared/t.yaml': file, 'swift/tables/t.csv': 'a,b\nx,1\n' }
    expect(answer(kept, {}, 'shared/t.yaml')).toEqual({ b: 1 })
  })
})
