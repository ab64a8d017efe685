// The days on which feasts fall: fixed, on the nth weekday of a month, or by Easter.
import { DateTime } from 'luxon'
import type { Feast } from '../../languages/calendar.ts'

export const iso = (date: DateTime): string => date.toFormat('yyyy-MM-dd')

/** The ISO date, if there is such a day. */
export function dateOf(year: number, month: number, day: number): string | undefined {
  const date = DateTime.utc(year, month, day)
  return date.isValid && year >= 1000 && year <= 9999 ? iso(date) : undefined
}

/** The date of a feast in a year from 1900 to 2099, in which the reckonings of Easter hold. */
export function feastIn(feast: Feast, year: number): string | undefined {
  if (year < 1900 || year > 2099) return undefined
  if ('day' in feast) return dateOf(year, feast.month, feast.day)
  if ('easter' in feast)
    return iso(
      (feast.easter === 'western' ? westernEaster(year) : easternEaster(year)).plus({
        days: feast.plus,
      }),
    )
  const first = DateTime.utc(year, feast.month, 1)
  const [from, step] =
    feast.nth > 0
      ? [first, feast.nth - 1]
      : [first.endOf('month').startOf('day').minus({ days: 6 }), 0]
  const date = from.plus({ days: ((feast.weekday - from.weekday + 7) % 7) + step * 7 })
  return date.month === feast.month ? iso(date.plus({ days: feast.plus ?? 0 })) : undefined
}

/** The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
function westernEaster(year: number): DateTime {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h =
    (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const days = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return DateTime.utc(year, Math.floor(days / 31), (days % 31) + 1)
}

/** Meeus' Julian computus, moved by the thirteen days between the calendars from 1900 to 2099. */
function easternEaster(year: number): DateTime {
  const d = (19 * (year % 19) + 15) % 30
  const days = d + ((2 * (year % 4) + 4 * (year % 7) - d + 34) % 7) + 114
  return DateTime.utc(year, Math.floor(days / 31), (days % 31) + 1).plus({ days: 13 })
}
