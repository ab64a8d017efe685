// What is wrong with opening hours over a year: gaps and overlaps between them, clock changes,
// exceptions and holidays that nobody keeps up.
import { DateTime, IANAZone } from 'luxon'
import {
  changesBetween,
  clockTime,
  hoursAt,
  spansOn,
  stateAt,
  type Hours,
} from '../flow/tree/hours.ts'
import { lastDayOf } from '../flow/tree/exceptions.ts'
import { holidaysOf } from '../flow/tree/holidays.ts'
import { DAY, HOUR, MINUTE } from '../flow/text/duration.ts'
import type { Range } from '../flow/text/located.ts'
import { sameName } from '../call/scope-names.ts'
import type { Condition } from '../flow/text/expression.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import { hingesIn } from './condition-worlds.ts'

/** `problem`: callers go wrong; `remark`: somebody should look at it. `first` is the first moment
 * of it, in UTC milliseconds. */
export type CalendarFinding = {
  code: 'never open' | 'no holidays' | 'gap' | 'overlap' | 'clock change' | 'exceptions past'
  severity: 'problem' | 'remark'
  message: string
  range: Range
  first?: number
}

/** A time in which nobody is there is a gap when it is shorter: longer ones are nights. */
const LONGEST_GAP = 4 * HOUR

/** From when until when it is looked at, in UTC milliseconds. */
type Period = { from: number; to: number }

export function calendarFindings(
  machine: Machine,
  hours: Map<string, Hours>,
  period: Period,
): CalendarFinding[] {
  return [
    ...[...hours].flatMap(([name, one]) => [
      ...neverOpen(name, one, period),
      ...exceptionsPast(name, one, period),
      ...noHolidays(name, one, period),
      ...clockChanges(name, one, period),
    ]),
    ...together(machine, period),
  ]
}

const dateOf = ({ zone }: Hours, at: number): string =>
  DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd')

function neverOpen(name: string, hours: Hours, { from, to }: Period): CalendarFinding[] {
  if (hoursAt(hours, from).opens || stateAt(hours, from) === 'open') return []
  const message = `"${name}" does not open from ${dateOf(hours, from)} to ${dateOf(hours, to)}`
  return [{ code: 'never open', severity: 'problem', message, range: hours.range }]
}

function exceptionsPast(name: string, hours: Hours, { from }: Period): CalendarFinding[] {
  const today = dateOf(hours, from)
  const all = hours.except
    .filter((one) => lastDayOf(one) !== undefined)
    .sort((a, b) => (a.to < b.to ? -1 : 1))
  const past = all.filter(({ to }) => to < today).map(({ name: day }) => day)
  if (past.length === 0) return []
  const [what, are] = past.length === 1 ? ['an exception', 'is'] : ['exceptions', 'are']
  const message =
    past.length === all.length
      ? `all exceptions of "${name}" are past (the last one ${past.at(-1)}): those of the coming year are missing, or these can go`
      : `${what} of "${name}" ${are} past and can go: ${past.join(', ')}`
  return [{ code: 'exceptions past', severity: 'remark', message, range: hours.range }]
}

function noHolidays(name: string, hours: Hours, { from, to }: Period): CalendarFinding[] {
  const { holidays, range } = hours
  if (!holidays) return []
  const [first, last] = [from, to].map((at) => Number(dateOf(hours, at).slice(0, 4)))
  const years: number[] = []
  for (let year = first ?? 0; year <= (last ?? 0); year++)
    if (holidaysOf(holidays, String(year)).size === 0) years.push(year)
  if (years.length === 0) return []
  const message = `the holiday calendar of "${name}" knows no holidays of ${years.join(' and ')}`
  return [{ code: 'no holidays', severity: 'problem', message, range }]
}

/** Spans that begin or end in the hour that a clock change leaves out or brings twice. */
function clockChanges(name: string, hours: Hours, period: Period): CalendarFinding[] {
  return shifts(IANAZone.create(hours.zone), period).flatMap((shift) => {
    // the hour as the wall clock shows it, as if in UTC
    const begins = shift.at + Math.min(shift.before, shift.after) * MINUTE
    const ends = shift.at + Math.max(shift.before, shift.after) * MINUTE
    const midnight = Math.floor(begins / DAY) * DAY
    const jumps = shift.after > shift.before
    const what = jumps ? 'does not exist' : 'comes twice'
    const date = new Date(midnight).toISOString().slice(0, 10)
    return edgesOf(hours, [midnight - DAY, midnight])
      .filter(({ wall }) => wall >= begins && wall < ends)
      .map(({ opens, minutes }): CalendarFinding => {
        const counts = opens ? 'the first one counts' : 'the last one counts'
        const taken = jumps ? 'the moment the clock jumps counts' : counts
        return {
          code: 'clock change',
          severity: 'remark',
          message: `"${name}" ${opens ? 'opens' : 'closes'} at ${clockTime(minutes)} on ${date}, when that time ${what} because the clock changes: ${taken}`,
          range: hours.range,
          first: shift.at,
        }
      })
  })
}

/** When hours open and close on some days; `wall` as the wall clock shows it, as if in UTC. */
function edgesOf(hours: Hours, days: number[]) {
  return days.flatMap((day) =>
    spansOn(hours, day).flatMap(({ from, to }) => [
      { wall: day + from * MINUTE, minutes: from, opens: true },
      { wall: day + to * MINUTE, minutes: to, opens: false },
    ]),
  )
}

/** When a zone's offset changes, to the minute; offsets in minutes. */
function shifts(
  zone: IANAZone,
  { from, to }: Period,
): { at: number; before: number; after: number }[] {
  const found: { at: number; before: number; after: number }[] = []
  for (let day = from; day < to; day += DAY) {
    const [before, after] = [zone.offset(day), zone.offset(day + DAY)]
    if (before === after) continue
    let [low, high] = [Math.floor(day / MINUTE), Math.ceil((day + DAY) / MINUTE)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (zone.offset(middle * MINUTE) === before) low = middle
      else high = middle
    }
    found.push({ at: high * MINUTE, before, after })
  }
  return found
}

/** Hours that one step chooses between: times when several are open, and short times between them
 * when none is. */
function together(machine: Machine, period: Period): CalendarFinding[] {
  return [...machine.steps].flatMap(([name, { step, scope }]) => {
    const names = hoursAsked(hingesIn(step).conditions, scope)
    const used = names.flatMap((one) => {
      const hours = scope.flow.hours.get(one)?.value
      return hours ? [{ name: one, hours }] : []
    })
    const [first] = used
    if (!first || used.length < 2) return []
    const stretches = stretchesOf(used, period)
    const all = names.map((one) => `"${one}"`).join(' and ')
    const find = (code: 'gap' | 'overlap', found: Stretch[], words: (when: string) => string) =>
      describeTimes(found, first.hours).map(({ text, first: at }): CalendarFinding => ({
        code,
        severity: 'remark',
        message: `at "${name}" ${words(text)}`,
        range: step.name.range,
        first: at,
      }))
    return [
      ...find('gap', stretches.filter(isGap), (when) => `neither of ${all} is open ${when}`),
      ...find(
        'overlap',
        stretches.filter(({ open }) => open.length > 1),
        (when) => `more than one of ${all} is open ${when}: the first condition that holds wins`,
      ),
    ]
  })
}

/** A time in which nothing opens or closes, and what is open in it, before it and after it. */
type Stretch = { at: number; until: number; open: string[]; before: string[]; after: string[] }

const isGap = ({ at, until, open, before, after }: Stretch): boolean =>
  open.length === 0 &&
  until - at < LONGEST_GAP &&
  before.length > 0 &&
  after.length > 0 &&
  before.join() !== after.join()

function stretchesOf(used: { name: string; hours: Hours }[], { from, to }: Period): Stretch[] {
  const changes = used.flatMap(({ hours }) => changesBetween(hours, from, to).map(({ at }) => at))
  const moments = [...new Set(changes)].sort((a, b) => a - b)
  const openAt = (at: number): string[] =>
    used.filter(({ hours }) => stateAt(hours, at) === 'open').map(({ name }) => name)
  return moments.slice(0, -1).map((at, index) => {
    const until = moments[index + 1] ?? to
    return { at, until, open: openAt(at), before: openAt(at - 1), after: openAt(until) }
  })
}

/** Times of the same length of the day together: how often, and the first. */
function describeTimes(
  times: { at: number; until: number }[],
  { zone }: Hours,
): { text: string; first: number }[] {
  const formatTime = (at: number, format: string): string =>
    DateTime.fromMillis(at, { zone }).toFormat(format)
  const groups = new Map<string, number[]>()
  for (const { at, until } of times) {
    const span = `${formatTime(at, 'HH:mm')} to ${formatTime(until, 'HH:mm')}`
    groups.set(span, [...(groups.get(span) ?? []), at])
  }
  return [...groups].map(([span, ats]) => ({
    text: `from ${span} (${ats.length === 1 ? 'once' : `${ats.length} times`}, first on ${formatTime(ats[0] ?? 0, 'yyyy-MM-dd')})`,
    first: ats[0] ?? 0,
  }))
}

/** Names of opening hours that a condition asks for. */
const hoursAsked = (conditions: Condition[], scope: Scope): string[] => [
  ...new Set(
    conditions
      .flatMap(({ tests }) => tests)
      .flatMap(({ path: { names } }) =>
        names[0] === 'hours'
          ? [...scope.flow.hours.keys()].filter((name) => sameName(names[1] ?? '', name))
          : [],
      ),
  ),
]
