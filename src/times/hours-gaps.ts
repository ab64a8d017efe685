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
import { holidaysOf } from '../flow/tree/holidays.ts'
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

const DAY = 86_400_000
/** A time in which nobody is there is a gap when it is shorter: longer ones are nights. */
const LONGEST_GAP = 4 * 3_600_000

export function calendarFindings(
  machine: Machine,
  hours: Map<string, Hours>,
  from: number,
  to: number,
): CalendarFinding[] {
  return [
    ...[...hours].flatMap(([name, one]) => alone(name, one, from, to)),
    ...together(machine, from, to),
  ]
}

function alone(name: string, hours: Hours, from: number, to: number): CalendarFinding[] {
  const { range, holidays, except } = hours
  const date = (at: number): string =>
    DateTime.fromMillis(at, { zone: hours.zone }).toFormat('yyyy-MM-dd')
  const found: CalendarFinding[] = []
  const past = Object.keys(except).filter((day) => day < date(from))
  if (!hoursAt(hours, from).opens && stateAt(hours, from) !== 'open')
    found.push({
      code: 'never open',
      severity: 'problem',
      message: `"${name}" does not open from ${date(from)} to ${date(to)}`,
      range,
    })
  if (past.length > 0)
    found.push({
      code: 'exceptions past',
      severity: 'remark',
      message:
        past.length === Object.keys(except).length
          ? `all exceptions of "${name}" are past (the last one ${past.toSorted().at(-1)}): those of the coming year are missing, or these can go`
          : `${past.length === 1 ? 'an exception' : 'exceptions'} of "${name}" ${past.length === 1 ? 'is' : 'are'} past and can go: ${past.toSorted().join(', ')}`,
      range,
    })
  const years = holidays
    ? yearsBetween(date(from), date(to)).filter((year) => holidaysOf(holidays, year).size === 0)
    : []
  if (years.length > 0)
    found.push({
      code: 'no holidays',
      severity: 'problem',
      message: `the holiday calendar of "${name}" knows no holidays of ${years.join(' and ')}`,
      range,
    })
  return [...found, ...clockChanges(name, hours, from, to)]
}

const yearsBetween = (first: string, last: string): string[] =>
  Array.from({ length: Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1 }, (_, index) =>
    String(Number(first.slice(0, 4)) + index),
  )

/** Spans that begin or end in the hour that a clock change leaves out or brings twice. */
function clockChanges(name: string, hours: Hours, from: number, to: number): CalendarFinding[] {
  const zone = IANAZone.create(hours.zone)
  return shifts(zone, from, to).flatMap(({ at, before, after }) => {
    // the hour as the wall clock shows it, as if in UTC
    const [begins, ends] = [
      at + Math.min(before, after) * 60_000,
      at + Math.max(before, after) * 60_000,
    ]
    const midnight = Math.floor(begins / DAY) * DAY
    const what = after > before ? 'does not exist' : 'comes twice'
    return [midnight - DAY, midnight].flatMap((day) =>
      spansOn(hours, day).flatMap((span) =>
        [span.from, span.to].flatMap((minutes, index): CalendarFinding[] => {
          const wall = day + minutes * 60_000
          if (wall < begins || wall >= ends) return []
          const taken =
            after > before
              ? 'the moment the clock jumps counts'
              : index === 0
                ? 'the first one counts'
                : 'the last one counts'
          return [
            {
              code: 'clock change',
              severity: 'remark',
              message: `"${name}" ${index === 0 ? 'opens' : 'closes'} at ${clockTime(minutes)} on ${new Date(midnight).toISOString().slice(0, 10)}, when that time ${what} because the clock changes: ${taken}`,
              range: hours.range,
              first: at,
            },
          ]
        }),
      ),
    )
  })
}

/** When a zone's offset changes, to the minute; offsets in minutes. */
function shifts(
  zone: IANAZone,
  from: number,
  to: number,
): { at: number; before: number; after: number }[] {
  const found: { at: number; before: number; after: number }[] = []
  for (let day = from; day < to; day += DAY) {
    const [before, after] = [zone.offset(day), zone.offset(day + DAY)]
    if (before === after) continue
    let [low, high] = [Math.floor(day / 60_000), Math.ceil((day + DAY) / 60_000)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (zone.offset(middle * 60_000) === before) low = middle
      else high = middle
    }
    found.push({ at: high * 60_000, before, after })
  }
  return found
}

/** Hours that one step chooses between: times when several are open, and short times between them
 * when none is. */
function together(machine: Machine, from: number, to: number): CalendarFinding[] {
  return [...machine.steps].flatMap(([name, { step, scope }]) => {
    const names = hoursAsked(hingesIn(step).conditions, scope)
    const used = names.flatMap((one) => scope.flow.hours.get(one)?.value ?? [])
    if (used.length < 2) return []
    const moments = [
      ...new Set(used.flatMap((one) => changesBetween(one, from, to).map(({ at }) => at))),
    ].sort((a, b) => a - b)
    const openAt = (at: number): string[] =>
      names.filter((_, index) => used[index] && stateAt(used[index], at) === 'open')
    const times = moments.slice(0, -1).map((at, index) => ({
      at,
      until: moments[index + 1] ?? to,
      open: openAt(at),
      before: openAt(at - 1),
      after: openAt(moments[index + 1] ?? to),
    }))
    const quote = (list: string[]): string => list.map((one) => `"${one}"`).join(' and ')
    const gaps = times.filter(
      ({ at, until, open, before, after }) =>
        open.length === 0 &&
        until - at < LONGEST_GAP &&
        before.length > 0 &&
        after.length > 0 &&
        before.join() !== after.join(),
    )
    const overlaps = times.filter(({ open }) => open.length > 1)
    return [
      ...describeTimes(gaps, used[0] as Hours).map(({ text, first }): CalendarFinding => ({
        code: 'gap',
        severity: 'remark',
        message: `at "${name}" neither of ${quote(names)} is open ${text}`,
        range: step.name.range,
        first,
      })),
      ...describeTimes(overlaps, used[0] as Hours).map(({ text, first }): CalendarFinding => ({
        code: 'overlap',
        severity: 'remark',
        message: `at "${name}" more than one of ${quote(names)} is open ${text}: the first condition that holds wins`,
        range: step.name.range,
        first,
      })),
    ]
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
