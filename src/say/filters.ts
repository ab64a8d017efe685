// The filters of `{{ name | filter }}`: a value as it should be said, written or counted.
import { DateTime, Duration } from 'luxon'
import { formOf, formsOf, languageOf } from '../languages/language.ts'
import { formatLength, parseLength } from '../flow/text/length.ts'
import { isMoney } from '../flow/text/money.ts'
import {
  sayDate,
  sayDateTime,
  sayDigits,
  sayDuration,
  sayLength,
  sayLetters,
  sayMoney,
  sayNumber,
  sayPhone,
  sayPlace,
  sayTime,
  writeDate,
} from './speak-value.ts'
import { sayAddress, sayCode } from './spell-out.ts'

export const filterNames = [
  'spoken',
  'digits',
  'letters',
  'date',
  'time',
  'money',
  'plural',
  'add',
  'plus',
  'minus',
  'capitalize',
  'downcase',
] as const
export type FilterName = (typeof filterNames)[number]

/** `type` is a slot type, or `duration` (ms, or ISO 8601 text) or `instant` (UTC ms); `text` is
 * what is shown when a filter does not fit. */
export type Filterable = { value: unknown; type?: string; text?: string }

/** Where a value is said: a BCP 47 tag, an IANA zone, and the present in UTC ms. With it a spoken
 * date names its year only when that is not the current one. */
export type Scene = { language: string; zone: string; now?: number }

/** A filter as it stands in a template. */
export type AppliedFilter = { name: string; args: string[] }

type Filter = (subject: Filterable, args: string[], scene: Scene) => string | number | undefined

const filters: Record<FilterName, Filter> = {
  spoken: (subject, _args, scene) => speak(subject, scene),
  digits: ({ value }) =>
    sayDigits(
      formatValue(value)
        .replace(/^\+/, '')
        .replace(/;ext=\d*$/, ''),
    ),
  letters: ({ value }) => sayLetters(formatValue(value)),
  date: (subject, _args, scene) => {
    const date = momentOf(subject, scene.zone)?.date
    return date && writeDate(date, scene.language)
  },
  time: (subject, _args, scene) => {
    const time = momentOf(subject, scene.zone)?.time
    return time && sayTime(time, scene.language)
  },
  money: ({ value }, [currency], { language }) => {
    if (isMoney(value)) return sayMoney(value.amount, value.currency, language)
    const amount = numberOf(value)
    return amount === undefined ? undefined : sayMoney(amount, currency?.toUpperCase(), language)
  },
  plural: ({ value }, forms, { language }) => {
    const count = numberOf(value)
    return count === undefined ? undefined : formOf(count, formsOf(forms, language), language)
  },
  add: (subject, [amount = ''], scene) => shift(subject, amount, 1, scene.zone),
  plus: (subject, [amount = ''], scene) => shift(subject, amount, 1, scene.zone),
  minus: (subject, [amount = ''], scene) => shift(subject, amount, -1, scene.zone),
  capitalize: (subject, _args, { language }) => {
    const text = textOf(subject)
    const [first = ''] = text
    return first.toLocaleUpperCase(languageOf(language).code) + text.slice(first.length)
  },
  downcase: (subject, _args, { language }) =>
    textOf(subject).toLocaleLowerCase(languageOf(language).code),
}

const isFilter = (name: string): name is FilterName => Object.hasOwn(filters, name)

/**
 * A filter applied to a value; never throws, and a filter that does not fit leaves the text as it
 * is.
 * `plus`, `minus` and `add` give a number for numbers, and an ISO date or time for dates and times
 * ("3 days").
 */
export function applyFilter(
  { name, args }: AppliedFilter,
  subject: Filterable,
  scene: Scene,
): string | number {
  if (!isFilter(name)) return textOf(subject)
  try {
    return filters[name](subject, args, scene) ?? textOf(subject)
  } catch {
    return textOf(subject)
  }
}

/** A value as words, through its filters one after the other. */
export function applyFilters(subject: Filterable, chain: AppliedFilter[], scene: Scene): string {
  if (chain.length === 0) return subject.text ?? formatPlainly(subject.value)
  const end = chain.reduce(
    (value, filter) => ({
      type: value.type,
      value: applyFilter(filter, value, scene),
      text: undefined,
    }),
    subject,
  )
  return formatPlainly(end.value)
}

function formatPlainly(value: unknown): string {
  if (Array.isArray(value)) return value.map(formatPlainly).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return Object.entries(value)
    .filter(([key]) => key !== '')
    .map(([, inner]) => formatPlainly(inner))
    .join(' ')
}

/** What is shown of a value: for a choice its label. */
const textOf = ({ value, text }: Filterable): string => text ?? formatValue(value)

function formatValue(value: unknown): string {
  if (isMoney(value)) return `${value.amount} ${value.currency}`
  if (!['string', 'number', 'boolean'].includes(typeof value)) return ''
  return String(value)
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())) return Number(value)
  return undefined
}

/** Types with a way to be said that their form does not tell. */
const sayAs = new Map(
  Object.entries<(value: unknown, language: string) => string>({
    duration: (value, language) => {
      const ms = numberOf(value)
      return ms === undefined ? sayLength(formatValue(value), language) : sayDuration(ms, language)
    },
    digits: (value) => sayDigits(String(value)),
    phone: (value, language) => sayPhone(String(value), language),
    ordinal: sayPlace,
    code: (value, language) => sayCode(String(value), language),
    email: (value, language) => sayAddress(String(value), language),
  }),
)

/** The best way to say a value: by its type, else by its form. */
function speak({ value, type, text }: Filterable, scene: Scene): string | undefined {
  const { language } = scene
  if (isMoney(value)) return sayMoney(value.amount, value.currency, language)
  if (typeof value === 'boolean') return languageOf(language).words[value ? 'yes' : 'no']
  const say = sayAs.get(type ?? '')
  return (
    say?.(value, language) ??
    speakMoment({ value, type }, scene) ??
    speakNumber({ value, type }, language) ??
    text
  )
}

// a text that looks like a number is left as it was written, except where numbers are meant
function speakNumber({ value, type }: Filterable, language: string): string | undefined {
  const number = numberOf(value)
  if (number === undefined) return undefined
  const isMeant = typeof value === 'number' || type === 'number' || type === 'money'
  return isMeant ? sayNumber(number, language) : undefined
}

function speakMoment(subject: Filterable, { language, zone, now }: Scene): string | undefined {
  const { date, time } = momentOf(subject, zone) ?? {}
  if (date && time) return sayDateTime(`${date}T${time}`, language, now)
  if (date) return sayDate(date, language, now)
  return time && sayTime(time, language)
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})?(?:(?:^|[T ])(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** The day and the time of day in a value; an instant is told in the zone. */
function momentOf(
  { value, type }: Filterable,
  zone: string,
): { date?: string; time?: string } | undefined {
  if (type === 'instant' && typeof value === 'number') return localMoment(value, zone)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const [, date, time, offset] = MOMENT.exec(text) ?? []
  if (date && offset) return localMoment(DateTime.fromISO(text.replace(' ', 'T')).toMillis(), zone)
  if ((!date && !time) || !wallClock(date, time).isValid) return undefined
  return { date, time }
}

function localMoment(instant: number, zone: string): { date: string; time: string } | undefined {
  const local = DateTime.fromMillis(instant, { zone })
  if (!local.isValid) return undefined
  return { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') }
}

/** A day or a time of day that is to be counted with; any day serves for a time alone. */
const wallClock = (date = '2000-01-01', time = '00:00'): DateTime =>
  DateTime.fromISO(`${date}T${time}`, { zone: 'utc' })

/** Numbers take a number; dates, times, instants and durations take "3 days", "30 minutes". */
function shift(
  { value, type }: Filterable,
  amount: string,
  sign: 1 | -1,
  zone: string,
): string | number | undefined {
  const number = numberOf(value)
  const step = numberOf(amount)
  if (number !== undefined && step !== undefined) return Number((number + sign * step).toFixed(6))
  const length = durationOf(amount)
  if (!length) return undefined
  const change = sign === 1 ? length : length.negate()
  if (type === 'duration')
    return number === undefined ? lengthen(formatValue(value), change) : number + change.toMillis()
  if (number !== undefined && type === 'instant')
    return DateTime.fromMillis(number, { zone }).plus(change).toMillis()
  const { date, time } = momentOf({ value, type }, zone) ?? {}
  if (!date && !time) return undefined
  const format = [date && 'yyyy-MM-dd', time && 'HH:mm'].filter(Boolean).join("'T'")
  return wallClock(date, time).plus(change).toFormat(format)
}

/** An ISO 8601 duration made longer or shorter, but not below nothing. */
function lengthen(iso: string, change: Duration): string | undefined {
  const sum = Duration.fromISO(iso).plus(change)
  if (!sum.isValid || sum.toMillis() < 0) return undefined
  const length = parseLength(sum.toISO())
  return length && formatLength(length)
}

function durationOf(text: string): Duration | undefined {
  const [, count, unit] =
    /^(\d{1,6}) (second|minute|hour|day|week|month|year)s?$/.exec(text.trim()) ?? []
  return unit === undefined ? undefined : Duration.fromObject({ [`${unit}s`]: Number(count) })
}
