// Durations as people write them, "1 minute 30 seconds", always with their unit, and as ISO 8601.
import { plural } from '../../ground/plural.ts'
import { Duration } from 'luxon'

/** Units of time in milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const units: Record<string, number> = { second: SECOND, minute: MINUTE, hour: HOUR, day: DAY }
const short: Record<string, string> = {
  s: 'second',
  sec: 'second',
  secs: 'second',
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  d: 'day',
}

const part = /^(\d{1,7}(?:\.\d{1,3})?) *(second|minute|hour|day)s?(?: +(?:and +)?|$)/i

/** Milliseconds, or undefined when the text is no duration. A bare number is none; each unit stands
 * once, the larger first. */
export function parseDuration(text: string): number | undefined {
  let rest = text.trim()
  let total = 0
  let last = Infinity
  while (rest !== '') {
    const [whole, count, unit] = part.exec(rest) ?? []
    const size = units[unit?.toLowerCase() ?? '']
    if (whole === undefined || size === undefined || size >= last) return undefined
    total += Number(count) * size
    last = size
    rest = rest.slice(whole.length)
  }
  return last === Infinity || /\band *$/i.test(text) ? undefined : Math.round(total)
}

/** Milliseconds of an ISO 8601 duration such as PT1H30M, a month counting as 30 days and a year as
 * 365; undefined when it is none. */
export function isoDuration(text: string): number | undefined {
  const read = Duration.fromISO(text)
  if (!read.isValid) return undefined
  const { years, months, weeks, days, hours, minutes, seconds } = read
  return (
    ((years * 365 + months * 30 + weeks * 7 + days) * 24 + hours) * HOUR +
    minutes * MINUTE +
    seconds * SECOND
  )
}

/** How a duration should have been written, when that can be guessed: `5` is meant as seconds,
 * `10m` as minutes. */
export function durationHint(text: string): string | undefined {
  if (parseDuration(text) !== undefined) return undefined
  const [, count, letters] = /^(\d+(?:[.,]\d+)?) *([a-z]*)\.?$/i.exec(text.trim()) ?? []
  if (count === undefined || letters === undefined) return undefined
  const unit = unitMeant(letters.toLowerCase())
  return unit && writeDuration(Number(count.replace(',', '.')) * (units[unit] ?? 0))
}

function unitMeant(letters: string): string | undefined {
  if (letters === '') return 'second'
  const singular = letters.replace(/s$/, '')
  const byBeginning = () => Object.keys(units).find((name) => name.startsWith(singular))
  return short[letters] ?? (letters.length > 2 ? byBeginning() : undefined)
}

/** The shortest exact way to write so many milliseconds: `1 minute 30 seconds`. */
export function writeDuration(ms: number): string {
  let rest = ms
  const parts = Object.entries(units)
    .toReversed()
    .flatMap(([unit, size]) => {
      const count = unit === 'second' ? rest / size : Math.floor(rest / size)
      rest -= count * size
      return count > 0 ? [plural(count, unit)] : []
    })
  return parts.join(' ') || '0 seconds'
}

/** A duration as an author or a lookup wrote it, "90 minutes" or PT90M, as ISO 8601; undefined when
 * it is none. */
export function isoDurationOf(text: string): string | undefined {
  const ms = parseDuration(text)
  if (ms !== undefined) return Duration.fromMillis(ms).rescale().toISO() ?? undefined
  return Duration.fromISO(text).isValid ? text : undefined
}
