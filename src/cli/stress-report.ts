// What callflow stress found, as text and as data.
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Schedule } from '../times/schedule.ts'
import { plural } from '../ground/plural.ts'
import { print, type Io } from './io.ts'
import { shownPath, type Opened } from './flow-files.ts'
import { eventText } from './show-events.ts'
import type { CallersRun } from '../stress/callers-over-http.ts'
import type { Ended } from '../stress/fault-matrix.ts'
import { scriptedCall } from '../stress/failing-call.ts'
import { weekText } from '../times/week.ts'

/** A flow under stress; `values` are those of the line it answers. */
export type Subject = {
  opened: Opened
  flow: Flow
  machine: Machine
  values: Record<string, string>
}

/** What was asked for, and what came of it; `from` is the day it begins with. */
export type Report = { from: string; callers?: CallersRun; faults?: Ended[]; schedule?: Schedule }

export const failing = ({ callers, faults, schedule }: Report): boolean =>
  (callers?.failed ?? 0) > 0 ||
  lostIn(faults).length > 0 ||
  (schedule?.findings ?? []).some(({ severity }) => severity === 'problem')

const lostIn = (faults: Ended[] = []): Ended[] => faults.filter(({ how }) => how === 'lost')

/** `whole`: only one part was asked for, so it is shown with all it has. */
export function show(
  io: Io,
  subject: Subject,
  { from, callers, faults, schedule }: Report,
  whole: boolean,
): void {
  print(io, shownPath(subject.opened, subject.flow.file))
  if (callers) showCallers(io, subject, callers, from)
  if (faults) showFaults(io, subject, faults, whole)
  if (schedule) showSchedule(io, subject, schedule, whole)
}

function showCallers(
  io: Io,
  { opened, flow, machine }: Subject,
  { calls, turns, stored, reached, failed, failures }: CallersRun,
  from: string,
): void {
  print(
    io,
    `  callers: ${plural(calls, 'call')}, ${plural(turns, 'turn')}, ${stored} of the calls through the store too, ${reached} % of steps and ways reached: ${failed === 0 ? 'nothing found' : `${plural(failed, 'call')} found a fault`}`,
  )
  for (const { seed, fault, plan } of failures) {
    print(
      io,
      `\n    ${fault.message} (${fault.rule}, call of seed ${seed}, made short${plan.leaves === undefined ? '' : `; the caller hangs up while ${plan.leaves}`}):\n`,
    )
    print(io, `${indent(scriptedCall(machine, plan, nameOf(seed, fault.rule)))}\n`)
    print(
      io,
      `    the whole call again: callflow stress ${shownPath(opened, flow.file)} --only callers --calls 1 --seed ${seed} --from ${from}\n`,
    )
  }
}

const nameOf = (seed: number, rule: string): string => `stress, seed ${seed}: ${rule}`

function showFaults(io: Io, { opened, machine }: Subject, faults: Ended[], whole: boolean): void {
  const count = (how: Ended['how']): number => faults.filter((one) => one.how === how).length
  print(
    io,
    `  faults: ${plural(faults.length, 'combination')}: ${count('a person')} end with a person, ${count('a message')} with a message, ${count('a goodbye')} with a goodbye, ${count('lost')} lost`,
  )
  const width = Math.max(...faults.map(({ combination }) => combination.length))
  if (whole)
    for (const { combination, how } of faults) print(io, `    ${combination.padEnd(width)}  ${how}`)
  for (const { combination, wrong, events } of lostIn(faults)) {
    print(io, `\n    ${combination}: ${wrong ?? 'the call is lost'}\n`)
    print(
      io,
      `${indent(events.flatMap((event) => eventText(event, machine, opened) ?? []).join('\n'))}\n`,
    )
  }
}

function showSchedule(io: Io, { opened }: Subject, schedule: Schedule, whole: boolean): void {
  const { moments, findings, zone } = schedule
  print(
    io,
    `  schedule: ${plural(moments.length, 'moment')} in 400 days at which callers go elsewhere (${zone}): ${findings.length === 0 ? 'nothing found' : `${plural(findings.length, 'finding')}`}`,
  )
  for (const { severity, message, range, code } of findings)
    print(
      io,
      `    ${shownPath(opened, range.file)}:${range.line}: ${severity}: ${message} [${code}]`,
    )
  if (whole && moments.length > 0)
    print(
      io,
      weekText(schedule, (file) => shownPath(opened, file)),
    )
}

const indent = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n')

export function jsonOf(
  { opened, flow, machine }: Subject,
  { from, callers, faults, schedule }: Report,
) {
  return {
    flow: flow.name.value,
    file: shownPath(opened, flow.file),
    from,
    callers: callers && {
      ...callers,
      failures: callers.failures.map(({ seed, fault, plan }) => ({
        seed,
        ...fault,
        script: scriptedCall(machine, plan, nameOf(seed, fault.rule)),
      })),
    },
    faults: faults?.map(({ combination, how, wrong }) => ({ combination, how, wrong })),
    schedule: schedule && {
      from: new Date(schedule.from).toISOString(),
      to: new Date(schedule.to).toISOString(),
      zone: schedule.zone,
      findings: schedule.findings.map(({ code, severity, message, range, first }) => ({
        file: shownPath(opened, range.file),
        line: range.line,
        code,
        severity,
        message,
        first: first === undefined ? undefined : new Date(first).toISOString(),
      })),
      moments: schedule.moments.map(({ at, local, hours, changes }) => ({
        at: new Date(at).toISOString(),
        local,
        hours,
        changes: changes.map((change) => ({ ...change, file: shownPath(opened, change.file) })),
      })),
    },
  }
}
