// Each moment of the next year at which callers hear something else or go elsewhere because of the
// clock, found from the calendar and asked of the engine just before and just after.
import { shownName } from '../flow/machine/scoped-name.ts'
import { engineIds, leafId } from '../flow/machine/leaf-id.ts'
import { DateTime } from 'luxon'
import { DAY } from '../flow/text/duration.ts'
import { derive } from '../call/derive.ts'
import { draftOf, type Draft } from '../call/draft.ts'
import { start, type Turn } from '../call/engine.ts'
import { holds, zoneOf } from '../call/scope-names.ts'
import { makeSetting } from '../call/setting.ts'
import type { Condition } from '../flow/text/expression.ts'
import { changesBetween, stateAt, type Hours } from '../flow/tree/hours.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import { firstText, type Option } from '../flow/tree/option.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { withIncluded } from '../flow/tree/project.ts'
import { isDayWord } from '../flow/tree/weekdays.ts'
import { countersOf } from '../flow/machine/counters.ts'
import { walker, type Walker } from '../flow/machine/walk.ts'
import { calendarFindings, type CalendarFinding } from './hours-gaps.ts'
import { hingesIn } from './condition-worlds.ts'
import { textOf } from '../say/speech.ts'

/** What is different at one place: where callers go from a step or desk, or what they hear
 * there. */
export type Change = { place: string; file: string; line: number; before: string; after: string }

/** `at` in UTC milliseconds; `local` as the clock of the flow shows it. `hours` tells which opening
 * hours changed, and how. */
export type Moment = {
  at: number
  local: string
  hours: { name: string; before: string; after: string }[]
  changes: Change[]
}

export type Schedule = {
  from: number
  to: number
  zone: string
  moments: Moment[]
  findings: CalendarFinding[]
}

export const DAYS = 400

/** `from` in UTC milliseconds; `values` are those of the line. */
export function scheduleOf(
  machine: Machine,
  from: number,
  values: Record<string, string> = {},
): Schedule {
  const to = from + DAYS * DAY
  const zone = zoneOf({ prefix: '', flow: machine.root })
  const hours = hoursOf(machine)
  const changed = new Map<number, Moment['hours']>()
  for (const [name, one] of hours)
    for (const { at, before, after } of changesBetween(one, from, to))
      changed.set(at, [...(changed.get(at) ?? []), { name, before, after }])
  for (const at of momentsAsked(machine, zone, from, to)) if (!changed.has(at)) changed.set(at, [])
  const probes = probesOf(machine, values)
  const moments = [...changed]
    .sort(([a], [b]) => a - b)
    .map(([at, hours]): Moment => ({
      at,
      local: DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm'),
      hours,
      changes: changesAt(probes, at),
    }))
  return {
    from,
    to,
    zone,
    moments: moments.filter(({ hours, changes }) => hours.length > 0 || changes.length > 0),
    findings: calendarFindings(machine, hours, { from, to }),
  }
}

/** All opening hours by name; those of sub-flows are theirs where they have a name of their own. */
function hoursOf(machine: Machine): Map<string, Hours> {
  return new Map(
    withIncluded(machine.root)
      .toReversed()
      .flatMap((flow) => [...flow.hours].map(([name, { value }]) => [name, value] as const)),
  )
}

/** Midnights and times that conditions compare today and now with. */
function momentsAsked(machine: Machine, zone: string, from: number, to: number): number[] {
  const tests = withIncluded(machine.root)
    .flatMap((flow) => hingesIn(flow.steps).conditions)
    .flatMap(({ tests }) => tests)
  const found = tests.flatMap(({ path, value }) => {
    const text = value?.text ?? ''
    if (!['today', 'now'].includes(path.names[0] ?? '')) return []
    const time = /^(\d\d?):(\d\d)$/.exec(text)
    const days =
      time || isDayWord(text)
        ? Array.from({ length: DAYS + 1 }, (_, day) =>
            DateTime.fromMillis(from, { zone })
              .startOf('day')
              .plus({ days: day })
              .set({ hour: Number(time?.[1] ?? 0), minute: Number(time?.[2] ?? 0) }),
          )
        : [DateTime.fromISO(text.replace(' ', 'T'), { zone })]
    return days
      .filter((day) => day.isValid)
      .flatMap((day) =>
        [day, day.plus({ minutes: 1 }), day.startOf('day').plus({ days: 1 })].map((moment) =>
          moment.toMillis(),
        ),
      )
  })
  return [...new Set(found)].filter((at) => at > from && at <= to)
}

function changesAt(probes: Probe[], at: number): Change[] {
  const before = probes.map(({ ask }) => ask(at - 1))
  return probes.flatMap(({ place, file, line, ask }, index): Change[] => {
    const [was = '', is] = [before[index], ask(at)]
    return was === is ? [] : [{ place, file, line, before: was, after: is }]
  })
}

type Probe = { place: string; file: string; line: number; ask(at: number): string }

/** Asks of each place that depends on the clock where it leads, or what is heard, at a moment. */
function probesOf(machine: Machine, values: Record<string, string>): Probe[] {
  const walk = walker(machine.config, countersOf(machine))
  // several probes ask of the same moment
  let last: { at: number; turn: Turn } | undefined
  const beginAt = (at: number): Turn => {
    if (last?.at !== at) {
      const { started } = makeSetting(machine, { callId: 'schedule', at, values })
      last = { at, turn: start(machine, started) }
    }
    return last.turn
  }
  const draftAt = (at: number): Draft => draftOf(machine, beginAt(at).session, at)
  const first: Probe = {
    place: 'a call begins',
    file: machine.root.file,
    line: machine.root.name.range.line,
    ask: (at) =>
      beginAt(at)
        .events.flatMap((event) =>
          event.type === 'said' || event.type === 'asked' || event.type === 'handed off'
            ? [textOf(event.speech)]
            : [],
        )
        .filter(Boolean)
        .join(' '),
  }
  return [
    first,
    ...deciding(machine, walk, draftAt),
    ...desks(machine, walk),
    ...conditional(machine, draftAt),
  ]
}

function deciding(machine: Machine, walk: Walker, draftAt: (at: number) => Draft): Probe[] {
  return [...machine.leaves.values()]
    .filter(
      (leaf) =>
        leaf.kind === 'decide' &&
        clockConditions(hingesIn(machine.steps.get(leaf.step)?.step).conditions).length > 0,
    )
    .map((leaf) => ({
      place: leaf.step,
      file: leaf.file,
      line: leaf.line,
      ask(at) {
        const derived = derive(draftAt(at), leaf)
        return 'event' in derived ? leadsTo(machine, walk, leaf, derived.event) : ''
      },
    }))
}

function desks(machine: Machine, walk: Walker): Probe[] {
  return [...machine.leaves.values()]
    .filter(({ kind }) => kind === 'hours')
    .flatMap((leaf): Probe[] => {
      const found = machine.desks.get(leaf.step)
      const hours = found?.scope.flow.hours.get(found.desk.hours?.value ?? '')?.value
      if (!hours) return []
      return [
        {
          place: leaf.step,
          file: leaf.file,
          line: leaf.line,
          ask: (at) =>
            stateAt(hours, at) === 'open'
              ? 'its people are rung'
              : leadsTo(machine, walk, leaf, 'SHUT'),
        },
      ]
    })
}

/** Options that exist, and pieces that are said, only at some times. */
function conditional(machine: Machine, draftAt: (at: number) => Draft): Probe[] {
  return [...machine.steps].flatMap(([name, { step, scope }]) => {
    const { file, line } = step.name.range
    const parts = partsIn(step)
    return parts
      .filter(({ condition }) => clockConditions([condition]).length > 0)
      .map(({ what, condition }): Probe => ({
        place: `${name}, ${what}`,
        file,
        line,
        ask: (at) =>
          holds({ draft: draftAt(at), scope }, condition).holds ? 'there' : 'not there',
      }))
  })
}

function partsIn(part: unknown): { what: string; condition: Condition }[] {
  if (typeof part !== 'object' || part === null) return []
  const condition = 'if' in part ? (part.if as Condition | undefined) : undefined
  const own =
    condition && 'tests' in condition && !('then' in part && !('label' in part))
      ? [{ what: nameOf(part), condition }]
      : []
  return [
    ...own,
    ...(part instanceof Map ? [...part.values()] : Object.values(part)).flatMap(partsIn),
  ]
}

function nameOf(part: object): string {
  if ('label' in part) return `option "${firstText((part as Option).label)}"`
  const text =
    Object.values((part as Prompt['pieces'][number]).texts ?? {})[0]?.source ?? 'a recording'
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}

/** Those that ask for the time, a day or opening hours. */
const clockConditions = (conditions: Condition[]): Condition[] =>
  conditions.filter(({ tests }) =>
    tests.some(({ path }) => ['hours', 'today', 'now'].includes(path.names[0] ?? '')),
  )

function leadsTo(machine: Machine, walk: Walker, leaf: Leaf, event: MachineEvent): string {
  const context = Object.fromEntries(countersOf(machine).map((counter) => [counter, 0]))
  const move = walk.next({ leaf: leaf.id, context }, event)
  const entered = move?.actions.find((action) => action.type === 'enter')
  if (entered) return `"${shownName(entered.params.step)}"`
  const isLast = move?.to.leaf === leafId(engineIds.lastResort, 'tone1')
  return isLast ? 'the last resort' : 'the end of the call'
}
