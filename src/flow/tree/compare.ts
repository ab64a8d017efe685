// Comparing a value with what an author wrote, by the value's declared type.
import { DateTime } from 'luxon'
import { isoDuration, parseDuration, SECOND } from '../text/duration.ts'
import type { Comparison } from '../text/expression.ts'
import { fold } from '../../languages/normalise.ts'
import { isDayWord, isOnDay } from './weekdays.ts'

/** A value with its declared type: a slot type, `duration` (milliseconds, or ISO 8601 text), or
 * `list`; any other counts as text. */
export type Known = { value: unknown; type: string }

type Compared = Exclude<Comparison, 'is known' | 'is not known'>

/** An empty text tells nothing, so it is not known. */
export const isKnown = (known: Known | undefined): known is Known =>
  known !== undefined && known.value !== undefined && known.value !== null && known.value !== ''

const ordered = ['number', 'money', 'duration', 'date', 'time', 'date-time']
const numeric = /^-?\d+(?:[.,]\d+)?$/

/** Why this comparison can never hold for a value of this type, for the checker; undefined when it
 * can. */
export function comparisonFault(
  type: string,
  comparison: Comparison,
  text: string,
): string | undefined {
  if (comparison === 'is known' || comparison === 'is not known') return undefined
  if (comparison === 'contains' || comparison === 'starts with') return partFault(type, comparison)
  const isEqual = comparison === 'is' || comparison === 'is not'
  if (!isEqual && !ordered.includes(type))
    return `"${comparison}" is for numbers, amounts, durations, dates and times, and this is a ${type}`
  if (!isEqual || !hasDays(type)) return valueFault(type, text)
  return isDayWord(text) ? undefined : valueFault(type, text, ', or a day such as saturday')
}

const hasDays = (type: string): boolean => type === 'date' || type === 'date-time'

function partFault(type: string, comparison: 'contains' | 'starts with'): string | undefined {
  const isText = !ordered.includes(type) && type !== 'yes-no'
  if (comparison === 'contains')
    return isText ? undefined : `"contains" is for texts and lists, and this is a ${type}`
  return isText && type !== 'list'
    ? undefined
    : `"starts with" is for texts and numbers that are no quantities, and this is a ${type}`
}

/** Why a text can be no value of this type; undefined when it can. `also` is what else may stand
 * there. */
export function valueFault(type: string, text: string, also = ''): string | undefined {
  if (type === 'yes-no' && yesNo(text) === undefined)
    return `expected yes or no, but found "${text}"`
  const against = { text, today: () => '2000-01-01' }
  if (!ordered.includes(type) || scale(type, text, against) !== undefined) return undefined
  return `expected ${examples[type] ?? type}${also}, but found "${text}"`
}

const examples: Record<string, string> = {
  number: 'a number',
  money: 'an amount such as 12.50',
  duration: 'a duration such as 5 minutes',
  date: 'a date such as 2026-12-31, or today',
  time: 'a time such as 18:00',
  'date-time': 'a date such as 2026-12-31, a date with a time such as 2026-12-31T18:00, or a time',
}

/** What can be compared with what: figures with figures, moments with moments. */
const kinds: Record<string, 'figure' | 'length' | 'moment'> = {
  number: 'figure',
  money: 'figure',
  duration: 'length',
  date: 'moment',
  time: 'moment',
  'date-time': 'moment',
}

/** Why a value of one type can never be more or less than one of another; undefined when it
 * can. */
export function orderFault(type: string, other: string): string | undefined {
  const dayAndTime = [type, other].includes('date') && [type, other].includes('time')
  if (kinds[type] !== undefined && kinds[type] === kinds[other] && !dayAndTime) return undefined
  return `a value of type ${type} and one of type ${other} cannot be compared: both must be numbers, durations, dates or times`
}

/** A value as an author would have written it to compare it with a value of type `against`. */
export function asWritten({ type, value }: Known, against: string): string {
  if (type === 'duration' && typeof value === 'number') return `PT${value / SECOND}S`
  const text = amountText(value, against).trim()
  return type === 'date-time' && against === 'time' ? (/T([\d:]+)/.exec(text)?.[1] ?? '') : text
}

/** An amount keeps its currency only beside another amount. */
function amountText(value: unknown, against: string): string {
  if (typeof value !== 'object' || value === null || !('amount' in value)) return asText(value)
  const currency = 'currency' in value && against === 'money' ? `${asText(value.currency)} ` : ''
  return `${currency}${asText(value.amount)}`
}

/** `today` gives the ISO date that the word `today` stands for. */
export function compare(
  known: Known,
  comparison: Compared,
  text: string,
  today: () => unknown,
): boolean {
  if (comparison === 'is not') return !compare(known, 'is', text, today)
  if (comparison === 'contains') return contains(known, text)
  if (comparison === 'starts with') return startsWith(known, text)
  if (comparison === 'is' && hasDays(known.type) && isDayWord(text)) return fallsOn(known, text)
  if (comparison === 'is' && !ordered.includes(known.type)) return equal(known, text)
  if (!ordered.includes(known.type) || !sameCurrency(known.value, text)) return false
  const against = { text, today }
  const left = scale(known.type, known.value, against)
  const right = scale(known.type, text, against)
  return left !== undefined && right !== undefined && orders[comparison](left, right)
}

const orders: Record<
  Exclude<Compared, 'is not' | 'contains' | 'starts with'>,
  (left: number, right: number) => boolean
> = {
  is: (left, right) => left === right,
  over: (left, right) => left > right,
  under: (left, right) => left < right,
  'at least': (left, right) => left >= right,
  'at most': (left, right) => left <= right,
}

/** Types of figures that people write with spaces, dashes and points between them. */
const figureTypes = ['digits', 'phone', 'code']

function equal({ type, value }: Known, text: string): boolean {
  if (type === 'yes-no' || typeof value === 'boolean')
    return yesNo(value) !== undefined && yesNo(value) === yesNo(text)
  if (figureTypes.includes(type)) return figures(value) === figures(text)
  return !Array.isArray(value) && fold(asText(value)) === fold(text)
}

function contains({ type, value }: Known, text: string): boolean {
  if (Array.isArray(value)) return value.some((item) => fold(asText(item)) === fold(text))
  if (figureTypes.includes(type)) return figures(value).includes(figures(text))
  return !ordered.includes(type) && fold(text) !== '' && fold(asText(value)).includes(fold(text))
}

/** A telephone number begins with its country whether the plus is written or not. */
function startsWith({ type, value }: Known, text: string): boolean {
  if (ordered.includes(type) || Array.isArray(value) || fold(text) === '') return false
  if (!figureTypes.includes(type)) return fold(asText(value)).startsWith(fold(text))
  const [whole, begin] = [figures(value), figures(text)]
  return (
    begin !== '' && (begin.startsWith('+') ? whole : whole.replace(/^\+/, '')).startsWith(begin)
  )
}

function fallsOn({ value }: Known, word: string): boolean {
  const day = instant(asText(value).slice(0, 10))
  return day !== undefined && isOnDay(day, word)
}

const asText = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)
const figures = (value: unknown): string =>
  asText(value)
    .replace(/[\s().-]/g, '')
    .toLowerCase()

function yesNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  return { yes: true, on: true, true: true, no: false, off: false, false: false }[
    fold(asText(value))
  ]
}

/** What the author wrote, which tells how exact a date-time is meant, and what `today` is. */
type Against = { text: string; today: () => unknown }

/** A value on the scale of its type, as a number. */
function scale(type: string, value: unknown, against: Against): number | undefined {
  if (type === 'duration' && typeof value === 'number') return value
  const text = asText(
    typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value,
  ).trim()
  switch (type) {
    case 'number':
      return numeric.test(text) ? Number(text.replace(',', '.')) : undefined
    case 'money':
      return money(text)
    case 'duration':
      return parseDuration(text) ?? isoDuration(text)
    case 'time':
      return clock(text)
    default:
      return moment(type, text, against)
  }
}

function moment(type: string, text: string, against: Against): number | undefined {
  const day = fold(text) === 'today' ? asText(against.today()) : text
  const wholeDay = /^\d{4}-\d\d-\d\d$/.test(against.text) || fold(against.text) === 'today'
  if (type === 'date' || wholeDay) return instant(day.slice(0, 10))
  // a date-time against a time of day: "now over 18:00"
  if (clock(against.text) !== undefined)
    return clock(text) ?? clock(/T(\d\d:\d\d(?::\d\d)?)/.exec(text)?.[1] ?? '')
  // a wall clock time is compared with the wall clock of the value, wherever that is
  const placed = /T.*(?:Z|[+-]\d\d:?\d\d)$/.test(against.text)
  return instant(placed ? day : day.replace(/(T[\d:.]+).*$/, '$1'))
}

/** 12.50, 1 200, EUR 5, 5 roubles: the figure in it. */
function money(text: string): number | undefined {
  const figure = /^[^\d-]*(-?\d[\d\s]*(?:[.,]\d+)?)[^\d]*$/.exec(text)?.[1]
  return figure === undefined ? undefined : Number(figure.replace(/\s/g, '').replace(',', '.'))
}

/** Two amounts with known and different currency codes cannot be compared. */
function sameCurrency(value: unknown, text: string): boolean {
  const code = /\b[A-Z]{3}\b/.exec(text)?.[0]
  if (typeof value !== 'object' || value === null || !('currency' in value)) return true
  return code === undefined || value.currency === code
}

/** Seconds since midnight. */
function clock(text: string): number | undefined {
  const [, hours, minutes, seconds] = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? []
  return hours === undefined
    ? undefined
    : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)
}

/** Without an offset a date-time is wall clock, read as if in UTC on both sides; a space may stand
 * for the T. */
function instant(text: string): number | undefined {
  const iso = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
  if (!/^\d{4}-\d\d-\d\d/.test(iso)) return undefined
  const read = DateTime.fromISO(iso, { zone: 'utc' })
  return read.isValid ? read.toMillis() : undefined
}

/** A text that two values of a type share exactly when one `is` the other: for finding by value
 * without comparing with each. Undefined when it is no value of the type. */
export function sameValueKey(type: string, value: unknown): string | undefined {
  if (value === undefined || value === null || Array.isArray(value)) return undefined
  if (type === 'yes-no') return yesNo(value)?.toString()
  const text = asText(value)
  const key = figureTypes.includes(type) ? figures(value) : fold(text)
  if (!ordered.includes(type)) return key === '' ? undefined : key
  return scale(type, value, { text, today: () => '' })?.toString()
}
