// callflow stress: what callers, failures of the world and the calendar do to a flow.
import { stat } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { zoneOf } from '../call/names.ts'
import { compile } from '../flow/compile.ts'
import type { Flow } from '../flow/flow.ts'
import type { Machine } from '../flow/machine.ts'
import { lineValues } from '../proof/stress/world.ts'
import { errorsIn } from './check.ts'
import { counted, exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { asJson, openFlow, openPaths, rendered, shownPath, type Opened } from './paths.ts'
import { eventText } from './show.ts'
import { runCallers, type CallersRun } from './stress/callers.ts'
import { runFaults, type Ended, type FaultsRun } from './stress/faults.ts'
import { scriptedCall } from './stress/told.ts'

const parts = ['callers', 'faults', 'schedule'] as const
type Part = (typeof parts)[number]

const CALLS = 2000

type Subject = { opened: Opened; flow: Flow; machine: Machine; values: Record<string, string> }

export async function stressCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, { calls: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' }, from: { type: 'string' }, json: { type: 'boolean' } })
  const only = parts.find((part) => part === values.only)
  if (values.only !== undefined && !only) throw new UsageError(`--only is one of ${parts.join(', ')}, not "${values.only}"`)
  const calls = wholeNumber('--calls', values.calls, CALLS)
  const seed = wholeNumber('--seed', values.seed, 1)
  const { subjects, broken } = await subjectsOf(positionals, io)
  if (broken.length > 0 && !values.json) for (const text of broken.map(({ opened, found }) => rendered(opened, found))) print(io, text)
  const reports = []
  for (const [index, subject] of subjects.entries()) {
    const from = startOf(values.from, zoneOf({ prefix: '', flow: subject.flow }))
    const share = Math.floor(calls / subjects.length) + (index < calls % subjects.length ? 1 : 0)
    const report = await stress(subject, { seed, calls: share, from, only })
    reports.push({ subject, report })
    if (!values.json) show(io, subject, report)
  }
  if (values.json) printJson(io, { seed, findings: broken.map(({ opened, found }) => asJson(opened, found)), flows: reports.map(({ subject, report }) => jsonOf(subject, report)) })
  return broken.length > 0 || reports.some(({ report }) => failing(report)) ? exit.problems : exit.fine
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw new UsageError(`${name} is a whole number from 1, not "${text}"`)
  return Number(text)
}

function startOf(text: string | undefined, zone: string): number {
  if (text === undefined) return Date.now()
  const at = DateTime.fromISO(text, { zone })
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !at.isValid) throw new UsageError(`--from is a date such as 2026-03-02, not "${text}"`)
  return at.toMillis()
}

type Broken = { opened: Opened; found: ReturnType<typeof errorsIn>[number] }

/** The flows that calls begin with, of the folders, files and flows named. */
async function subjectsOf(named: string[], io: Io): Promise<{ subjects: Subject[]; broken: Broken[] }> {
  const paths: string[] = []
  const chosen: { flow: Flow; opened: Opened }[] = []
  for (const name of named) {
    if (name.endsWith('.yaml') || (await stat(name).catch(() => undefined))?.isDirectory()) paths.push(name)
    else chosen.push(await openFlow(name, io))
  }
  if (paths.length > 0 || named.length === 0) {
    for (const opened of await openPaths(paths, io)) {
      for (const flow of opened.project.flows.values()) if (flow.ends.length === 0 && (!opened.only || opened.only.has(flow.file))) chosen.push({ flow, opened })
    }
  }
  if (chosen.length === 0) throw new UsageError('there is no flow here that calls begin with')
  const broken = chosen.flatMap(({ flow, opened }) => errorsIn(flow, opened).map((found): Broken => ({ opened, found })))
  const whole = chosen.filter(({ flow, opened }) => errorsIn(flow, opened).length === 0)
  return {
    broken,
    subjects: whole.map(({ flow, opened }) => {
      const machine = compile(flow, opened.project.sources)
      const line = [...(opened.project.lines?.lines.values() ?? [])].find(({ value }) => value.flow?.value === flow.name.value)?.value
      return { flow, opened, machine, values: { ...lineValues(machine), ...Object.fromEntries([...(line?.values ?? [])].map(([name, { value }]) => [name, value.value])) } }
    }),
  }
}

type Report = { callers?: CallersRun; faults?: FaultsRun }

async function stress({ machine, values }: Subject, { seed, calls, from, only }: { seed: number; calls: number; from: number; only?: Part }): Promise<Report> {
  const wanted = (part: Part): boolean => only === undefined || only === part
  return {
    callers: wanted('callers') ? await runCallers(machine, { seed, calls, from, values, bounds: {} }) : undefined,
    faults: wanted('faults') ? await runFaults(machine, { from, values }) : undefined,
  }
}

const failing = ({ callers, faults }: Report): boolean => (callers?.failed ?? 0) > 0 || lost(faults).length > 0

const lost = (faults: FaultsRun | undefined) => (faults?.ended ?? []).filter(({ how }) => how === 'lost')

function show(io: Io, { opened, flow, machine }: Subject, { callers, faults }: Report): void {
  print(io, `${shownPath(opened, flow.file)}`)
  if (callers) {
    print(io, `  callers: ${counted(callers.calls, 'call')}, ${counted(callers.turns, 'turn')}, ${callers.stored} of the calls through the store too, ${callers.reached} % of steps and ways: ${callers.failed === 0 ? 'nothing found' : counted(callers.failed, 'call') + ' found fault'}`)
    for (const { seed, fault, plan } of callers.failures) {
      print(io, `\n  turn ${fault.seq} of the call of seed ${seed}, made short: ${fault.message} (${fault.rule})\n`)
      print(io, indented(scriptedCall(machine, plan, `stress, seed ${seed}: ${fault.rule}`)))
    }
  }
  if (faults) {
    const count = (how: Ended['how']): number => faults.ended.filter((one) => one.how === how).length
    print(io, `  faults: ${counted(faults.combinations, 'combination')}: ${count('a person')} end with a person, ${count('a message')} with a message, ${count('a goodbye')} with a goodbye, ${count('lost')} lost`)
    for (const { combination, wrong, events } of lost(faults)) {
      print(io, `\n  ${combination}: ${wrong ?? 'the call is lost'}\n`)
      print(io, indented(events.flatMap((event) => eventText(event, machine, opened) ?? []).join('\n')))
    }
  }
}

const indented = (text: string): string => text.trimEnd().split('\n').map((line) => `    ${line}`).join('\n')

function jsonOf({ opened, flow, machine }: Subject, { callers, faults }: Report) {
  return {
    flow: flow.name.value,
    file: shownPath(opened, flow.file),
    callers: callers && { ...callers, failures: callers.failures.map(({ seed, fault, plan }) => ({ seed, ...fault, script: scriptedCall(machine, plan, `stress, seed ${seed}: ${fault.rule}`) })) },
    faults: faults?.ended.map(({ combination, how, wrong }) => ({ combination, how, wrong })),
  }
}
