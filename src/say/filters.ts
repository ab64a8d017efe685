// The filters of `{{ name | filter }}`: a value as it should be said, written or counted.
import { DateTime, Duration } from 'luxon'
import { formOf, languageOf, type Forms } from '../languages/language.ts'
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

type Scene = { language: string; zone: string; now?: number }
type Filter = (subject: Filterable, args: string[], scene: Scene) => string | number | undefined

const filters: Record<FilterName, Filter> = {
  spoken: (subject, _args, scene) => spoken(subject, scene),
  digits: ({ value }) =>
    sayDigits(
      written(value)
        .replace(/^\+/, '')
        .replace(/;ext=\d*$/, ''),
    ),
  letters: ({ value }) => sayLetters(written(value)),
  date: (subject, _args, scene) => {
    const moment = momentOf(subject, scene)
    return moment?.date && writeDate(moment.date, scene.language)
  },
  time: (subject, _args, scene) => {
    const moment = momentOf(subject, scene)
    return moment?.time && sayTime(moment.time, scene.language)
  },
  money: ({ value }, [currency], { language }) => {
    if (isMoney(value)) return sayMoney(value.amount, value.currency, language)
    const amount = numberOf(value)
    return amount === undefined ? undefined : sayMoney(amount, currency?.toUpperCase(), language)
  },
  plural: ({ value }, forms, { language }) => {
    const count = numberOf(value)
    return count === undefined ? undefined : formOf(count, categories(forms, language), language)
  },
  add: (subject, [amount = ''], scene) => shifted(subject, amount, 1, scene),
  plus: (subject, [amount = ''], scene) => shifted(subject, amount, 1, scene),
  minus: (subject, [amount = ''], scene) => shifted(subject, amount, -1, scene),
  capitalize: (subject, _args, { language }) => {
    const text = plain(subject)
    const [first = ''] = text
    return first.toLocaleUpperCase(languageOf(language).code) + text.slice(first.length)
  },
  downcase: (subject, _args, { language }) =>
    plain(subject).toLocaleLowerCase(languageOf(language).code),
}

/**
 * A filter applied to a value; never throws, and a filter that does not fit leaves the text as it
 * is.
 * `plus`, `minus` and `add` give a number for numbers, and an ISO date or time for dates and times
 * ("3 days").
 * With `now` (UTC ms) a spoken date names its year only when that is not the current one.
 */
export function applyFilter(
  name: string,
  args: string[],
  subject: Filterable,
  language: string,
  zone: string,
  now?: number,
): string | number {
  if (!Object.hasOwn(filters, name)) return plain(subject)
  try {
    return filters[name as FilterName](subject, args, { language, zone, now }) ?? plain(subject)
  } catch {
    return plain(subject)
  }
}

/** What is shown of a value: for a choice its label. */
function plain({ value, text }: Filterable): string {
  return text ?? written(value)
}

function written(value: unknown): string {
  if (isMoney(value)) return `${value.amount} ${value.currency}`
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim())
    ? Number(value)
    : undefined
}

/** The best way to say a value: by its type, else by its form. */
function spoken(subject: Filterable, scene: Scene): string | undefined {
  const { value, type, text } = subject
  const { language, now } = scene
  if (isMoney(value)) return sayMoney(value.amount, value.currency, language)
  if (typeof value === 'boolean') return languageOf(language).words[value ? 'yes' : 'no']
  const number = numberOf(value)
  if (type === 'duration')
    return number === undefined
      ? sayLength(written(value), language)
      : sayDuration(number, language)
  if (type === 'digits') return sayDigits(String(value))
  if (type === 'phone') return sayPhone(String(value), language)
  if (type === 'ordinal') return sayPlace(value, language)
  if (type === 'code') return sayCode(String(value), language)
  if (type === 'email') return sayAddress(String(value), language)
  const moment = momentOf(subject, scene)
  if (moment?.date && moment.time)
    return sayDateTime(`${moment.date}T${moment.time}`, language, now)
  if (moment?.date) return sayDate(moment.date, language, now)
  if (moment?.time) return sayTime(moment.time, language)
  // a text that looks like a number is left as it was written, except where numbers are meant
  return number !== undefined &&
    (typeof value === 'number' || type === 'number' || type === 'money')
    ? sayNumber(number, language)
    : text
}

/** The day and the time of day in a value; an instant is told in the zone. */
function momentOf(
  { value, type }: Filterable,
  { zone }: Scene,
): { date?: string; time?: string } | undefined {
  if (type === 'instant' && typeof value === 'number') {
    const local = DateTime.fromMillis(value, { zone })
    return local.isValid
      ? { date: local.toFormat('yyyy-MM-dd'), time: local.toFormat('HH:mm') }
      : undefined
  }
  if (typeof value !== 'string') return undefined
  const found =
    /^(\d{4}-\d{2}-\d{2})?(?:(?:^|[T ])(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      value.trim(),
    )
  if (!found || (!found[1] && !found[2])) return undefined
  if (found[1] && found[3])
    return momentOf(
      { value: DateTime.fromISO(value.trim().replace(' ', 'T')).toMillis(), type: 'instant' },
      { zone, language: '' },
    )
  const checked = DateTime.fromISO(`${found[1] ?? '2000-01-01'}T${found[2] ?? '00:00'}`, {
    zone: 'utc',
  })
  return checked.isValid ? { date: found[1], time: found[2] } : undefined
}

/** Numbers take a number; dates, times, instants and durations take "3 days", "30 minutes". */
function shifted(
  subject: Filterable,
  amount: string,
  sign: 1 | -1,
  scene: Scene,
): string | number | undefined {
  const number = numberOf(subject.value)
  const step = numberOf(amount)
  if (number !== undefined && step !== undefined) return Number((number + sign * step).toFixed(6))
  const length = durationOf(amount)
  if (!length) return undefined
  const change = sign === 1 ? length : length.negate()
  if (subject.type === 'duration')
    return number === undefined
      ? longer(written(subject.value), change)
      : number + change.toMillis()
  if (number !== undefined && subject.type === 'instant')
    return DateTime.fromMillis(number, { zone: scene.zone }).plus(change).toMillis()
  const moment = momentOf(subject, scene)
  if (!moment) return undefined
  const moved = DateTime.fromISO(`${moment.date ?? '2000-01-01'}T${moment.time ?? '00:00'}`, {
    zone: 'utc',
  }).plus(change)
  return moved.toFormat(
    moment.date && moment.time ? "yyyy-MM-dd'T'HH:mm" : moment.date ? 'yyyy-MM-dd' : 'HH:mm',
  )
}

/** An ISO 8601 duration made longer or shorter, but not below nothing. */
function longer(iso: string, change: Duration): string | undefined {
  const sum = Duration.fromISO(iso).plus(change)
  const length = sum.isValid && sum.toMillis() >= 0 ? parseLength(sum.toISO()) : undefined
  return length && formatLength(length)
}

function durationOf(text: string): Duration | undefined {
  const found = /^(\d{1,6}) (second|minute|hour|day|week|month|year)s?$/.exec(text.trim())
  return found ? Duration.fromObject({ [`${found[2]}s`]: Number(found[1]) }) : undefined
}

/** Forms in the order staff write them: one, other in English; one, few, many in Russian and
 * Belarusian, where a fraction takes `few`. */
function categories([one = '', second = one, third = second]: string[], tag: string): Forms {
  return languageOf(tag).code === 'en'
    ? { one, other: second }
    : { one, few: second, many: third, other: second }
}
