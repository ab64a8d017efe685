// Public holidays by country and region. The tables are large, so they are loaded when a flow first
// names a calendar.
import { createRequire } from 'node:module'
import type Tables from 'date-holidays'
import { fold } from '../../languages/normalise.ts'
import { nearest } from '../text/diagnostic.ts'
import { DAY } from '../text/duration.ts'

/** ISO 3166 codes: `BY`, `GB` with region `ENG`. */
export type Calendar = { country: string; region?: string }

type Holidays = InstanceType<typeof Tables>

let tables: typeof Tables | undefined
const load = (): typeof Tables =>
  (tables ??= createRequire(import.meta.url)('date-holidays') as typeof Tables)

const spoken: Record<string, Calendar> = {
  uk: { country: 'GB' },
  'great britain': { country: 'GB' },
  england: { country: 'GB', region: 'ENG' },
  scotland: { country: 'GB', region: 'SCT' },
  wales: { country: 'GB', region: 'WLS' },
  'northern ireland': { country: 'GB', region: 'NIR' },
  usa: { country: 'US' },
  uae: { country: 'AE' },
}

const plain = (name: string): string =>
  fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/^the /, '')
    .trim()

let names: Map<string, Calendar> | undefined

function calendars(): Map<string, Calendar> {
  if (names) return names
  const english = new Intl.DisplayNames('en', { type: 'region' })
  const countries = Object.entries(new (load())().getCountries('en'))
  return (names = new Map([
    ...countries.flatMap(([country, name]) =>
      [name, english.of(country) ?? name].map((each): [string, Calendar] => [
        plain(each),
        { country },
      ]),
    ),
    ...Object.entries(spoken),
  ]))
}

/** `belarus`, `uk`, `germany bayern`: an English country name; after it, if wanted, a region by its
 * own name or its code. */
export function readCalendar(written: string): Calendar | undefined {
  const name = plain(written)
  const whole = calendars().get(name)
  if (whole) return whole
  const words = name.split(' ')
  for (let count = words.length - 1; count > 0; count--) {
    const country = calendars().get(words.slice(0, count).join(' '))?.country
    if (country === undefined) continue
    const regions = Object.entries(new (load())().getStates(country, 'en') ?? {})
    const wanted = words.slice(count).join(' ')
    const region = regions.find(
      ([code, label]) => plain(label) === wanted || plain(code) === wanted,
    )?.[0]
    if (region !== undefined) return { country, region }
  }
  return undefined
}

/** The calendar name nearest to what was written. */
export const nearestCalendar = (written: string): string | undefined =>
  nearest(plain(written), calendars().keys())

const years = new Map<string, Set<string>>()

/** Whether an ISO date is a public holiday. One that begins in the evening counts for the day
 * after. */
export const holidayOn = (calendar: Calendar, date: string): boolean =>
  holidaysOf(calendar, date.slice(0, 4)).has(date)

/** The public holidays of a year as ISO dates; empty when the calendar does not know that year. */
export function holidaysOf({ country, region }: Calendar, year: string): ReadonlySet<string> {
  const key = `${country} ${region ?? ''} ${year}`
  const known = years.get(key) ?? daysOf(holidayTable(country, region), Number(year))
  years.set(key, known)
  return known
}

function holidayTable(country: string, region: string | undefined): Holidays {
  const Table = load()
  const types = ['public' as const]
  return region === undefined
    ? new Table(country, { types })
    : new Table(country, region, { types })
}

function daysOf(holidays: Holidays, year: number): Set<string> {
  const days = new Set<string>()
  // a holiday of several days may reach over the new year
  for (const each of [...holidays.getHolidays(year - 1), ...holidays.getHolidays(year)]) {
    const [date = '', time = ''] = each.date.split(' ')
    const first = Date.parse(`${date}T00:00:00Z`) + (time >= '12' ? DAY : 0)
    const count = Math.max(1, Math.round((each.end.getTime() - each.start.getTime()) / DAY))
    for (let step = 0; step < count; step++)
      days.add(new Date(first + step * DAY).toISOString().slice(0, 10))
  }
  return days
}
