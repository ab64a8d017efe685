// A schedule for people to read: the usual week once, and the days that differ from it.
import { DAY } from '../flow/text/duration.ts'
import type { Moment, Schedule } from './schedule.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

const timeOf = ({ local }: Moment): string => local.slice(11)
const dayOf = (date: string): number => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7

export function weekText(
  { from, to, zone, moments }: Schedule,
  shown: (file: string) => string,
): string {
  const dates = datesBetween(from, to, zone)
  const byDate = new Map(
    dates.map((date) => [date, moments.filter(({ local }) => local.startsWith(date))]),
  )
  const usual = weekdays.map((_, day) =>
    mostFrequent(dates.filter((date) => dayOf(date) === day).map((date) => byDate.get(date) ?? [])),
  )
  const lines = ['    the usual week']
  const told = new Set<string>()
  for (const [what, on] of groupByEvent(usual)) {
    lines.push(`      ${on.days.join(' ')}  ${what}`)
    for (const { place, file, line, before, after } of on.moment.changes) {
      const change = `        ${shown(file)}:${line}: ${place}: ${inBrief(before)} → ${inBrief(after)}`
      if (!told.has(change)) lines.push(change)
      told.add(change)
    }
  }
  const others = dates.filter(
    (date) => signature(byDate.get(date) ?? []) !== signature(usual[dayOf(date)] ?? []),
  )
  if (others.length > 0) lines.push('    other days')
  for (const date of others)
    lines.push(
      `      ${date} ${weekdays[dayOf(date)]}  ${(byDate.get(date) ?? []).map(inShort).join('; ') || 'nothing changes'}`,
    )
  return lines.join('\n')
}

const inBrief = (words: string): string => (words.length > 70 ? `${words.slice(0, 70)}…` : words)

/** Whole days only: the first and the last are cut off. */
function datesBetween(from: number, to: number, zone: string): string[] {
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  const all: string[] = []
  for (let at = from; at <= to; at += DAY) all.push(date.format(at))
  return [...new Set(all)].slice(1, -1)
}

const inShort = (moment: Moment): string =>
  `${timeOf(moment)} ${moment.hours.map(({ name, before, after }) => `${name} ${before} → ${after}`).join(', ') || moment.changes.map(({ place }) => place).join(', ')}`

const signature = (day: Moment[]): string => day.map(inShort).join('; ')

function mostFrequent(days: Moment[][]): Moment[] {
  const counts = new Map<string, { count: number; day: Moment[] }>()
  for (const day of days)
    counts.set(signature(day), { count: (counts.get(signature(day))?.count ?? 0) + 1, day })
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.day ?? []
}

/** What happens in the week, with the days on which it does, in the order of the day. */
function groupByEvent(week: Moment[][]): [string, { days: string[]; moment: Moment }][] {
  const found = new Map<string, { days: string[]; moment: Moment }>()
  week.forEach((day, index) => {
    for (const moment of day) {
      const known = found.get(inShort(moment)) ?? { days: [], moment }
      known.days.push(weekdays[index] ?? '')
      found.set(inShort(moment), known)
    }
  })
  return [...found].sort(([a], [b]) => a.localeCompare(b))
}
