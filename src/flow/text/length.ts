// Lengths of time as they are kept: ISO 8601 with its calendar units, since months and days are not
// all equally long.
import { Duration } from 'luxon'

/** Each part may be negative. */
export type Length = { months: number; days: number; seconds: number }

/** In seconds. */
export const SECONDS_OF_MINUTE = 60
export const SECONDS_OF_HOUR = 60 * SECONDS_OF_MINUTE
export const SECONDS_OF_DAY = 24 * SECONDS_OF_HOUR

/** What a part of a month counts as. */
export const DAYS_OF_MONTH = 30

export function addLengths(a: Length, b: Length): Length {
  return { months: a.months + b.months, days: a.days + b.days, seconds: a.seconds + b.seconds }
}

/** Parts of a month are counted in days, parts of a day in seconds. */
export function multiplyLength({ months, days, seconds }: Length, count: number): Length {
  const wholeMonths = Math.trunc(months * count)
  const allDays = days * count + (months * count - wholeMonths) * DAYS_OF_MONTH
  const wholeDays = Math.trunc(allDays + 1e-9)
  return {
    months: wholeMonths,
    days: wholeDays,
    seconds: Math.round(seconds * count + (allDays - wholeDays) * SECONDS_OF_DAY),
  }
}

/** ISO 8601, in its shortest form: PT1H30M, P2W, P1Y6M. */
export function formatLength({ months, days, seconds }: Length): string {
  if (days > 0 && days % 7 === 0 && months === 0 && seconds === 0) return `P${days / 7}W`
  const part = (count: number, unit: string) => (count === 0 ? '' : `${count}${unit}`)
  const date = part(Math.floor(months / 12), 'Y') + part(months % 12, 'M') + part(days, 'D')
  const clock =
    part(Math.floor(seconds / SECONDS_OF_HOUR), 'H') +
    part(Math.floor((seconds % SECONDS_OF_HOUR) / SECONDS_OF_MINUTE), 'M') +
    part(seconds % SECONDS_OF_MINUTE, 'S')
  if (clock !== '') return `P${date}T${clock}`
  return date === '' ? 'PT0S' : `P${date}`
}

/** The length an ISO 8601 duration stands for; undefined when it is none. Parts of a unit count as
 * in speech. */
export function parseLength(iso: string): Length | undefined {
  const read = Duration.fromISO(iso)
  if (!read.isValid) return undefined
  const months = multiplyLength({ months: 1, days: 0, seconds: 0 }, read.years * 12 + read.months)
  const days = multiplyLength({ months: 0, days: 1, seconds: 0 }, read.weeks * 7 + read.days)
  return addLengths(addLengths(months, days), {
    months: 0,
    days: 0,
    seconds: Math.round(
      read.hours * SECONDS_OF_HOUR + read.minutes * SECONDS_OF_MINUTE + read.seconds,
    ),
  })
}
