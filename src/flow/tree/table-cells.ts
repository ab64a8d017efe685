// What stands in a cell of a table, by its type: as people and their spreadsheets write it.
import { DateTime } from 'luxon'
import { languages } from '../../languages/index.ts'
import { isoDurationOf } from '../text/duration.ts'
import type { SlotType } from './slot.ts'

/** The value as a lookup would give it; undefined when it is none of the type. */
export function readCell(type: SlotType, cell: string): unknown {
  return readers[type]?.(cell) ?? (type in readers ? undefined : cell)
}

/** Types whose values cells cannot hold. */
export const notInCells: readonly SlotType[] = ['recording', 'row']

const readers: Partial<Record<SlotType, (cell: string) => unknown>> = {
  'yes-no': (cell) => words.get(cell.toLowerCase()),
  number: readNumber,
  money: readMoney,
  date: readDate,
  time: readTime,
  'date-time': readMoment,
  duration: isoDurationOf,
  ordinal: (cell) => (/^\d+$/.test(cell) ? cell : undefined),
  digits: (cell) => (/^[\d\s-]+$/.test(cell) ? cell.replace(/\D/g, '') : undefined),
  phone(cell) {
    const figures = cell.replace(/[\s().-]/g, '')
    return /^\+?\d{5,15}$/.test(figures) ? figures : undefined
  },
}

/** Yes and no, in the words of each language too. */
const words = new Map<string, boolean>([
  ['true', true],
  ['false', false],
  ...Object.values(languages).flatMap(({ words: { yes, no } }): [string, boolean][] => [
    [yes.toLowerCase(), true],
    [no.toLowerCase(), false],
  ]),
])

/** Spaces between thousands, and a comma before the fraction. */
function readNumber(cell: string): number | undefined {
  const plain = cell.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?:\D|$))/g, '$1').replace(',', '.')
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** An amount, alone or with the code of its currency on either side. */
function readMoney(cell: string): unknown {
  const currency = /^[A-Z]{3}\b|\b[A-Z]{3}$/.exec(cell)?.[0]
  const amount = readNumber(currency === undefined ? cell : cell.replace(currency, '').trim())
  return amount === undefined || currency === undefined ? amount : { amount, currency }
}

/** 2026-12-31, or 31.12.2026. */
function readDate(cell: string): string | undefined {
  const [, day, month, year] = /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(cell) ?? []
  const iso =
    year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell
  return /^\d{4}-\d\d-\d\d$/.test(iso) && DateTime.fromISO(iso).isValid ? iso : undefined
}

/** 9:00 is 09:00; seconds that are none are left out. */
function readTime(cell: string): string | undefined {
  const [, hour = '', rest = ''] = /^([01]?\d|2[0-3])(:[0-5]\d)(?::00)?$/.exec(cell) ?? []
  return hour === '' ? undefined : hour.padStart(2, '0') + rest
}

function readMoment(cell: string): string | undefined {
  const [, day = '', hour = ''] = /^(\S+?)[T ]+(\S+)$/.exec(cell) ?? []
  const [date, time] = [readDate(day), readTime(hour)]
  return date && time ? `${date}T${time}` : undefined
}
