// callflow stress: what callers, failures of the world and the calendar do to a flow.
import { stat } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { zoneOf } from '../call/scope-names.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { scheduleOf } from '../times/schedule.ts'
import { boundsOf } from '../stress/bounds.ts'
import { lineValues } from '../stress/world-by-lot.ts'
import { errorsIn } from './flow-errors.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import {
  findingJson,
  linesOf,
  openFlow,
  openPaths,
  renderFinding,
  startingFlows,
  valuesOf,
  type Opened,
} from './flow-files.ts'
import { runCallers } from '../stress/callers-over-http.ts'
import { runFaults } from '../stress/fault-matrix.ts'
import { failing, jsonOf, show, type Report, type Subject } from './stress-report.ts'

const parts = ['callers', 'faults', 'schedule'] as const
type Part = (typeof parts)[number]

const CALLS = 2000

export async function stressCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    calls: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
  })
  const only = parts.find((part) => part === values.only)
  if (values.only !== undefined && !only)
    throw new UsageError(`--only is one of ${parts.join(', ')}, not "${values.only}"`)
  const calls = wholeNumber('--calls', values.calls, CALLS)
  const seed = wholeNumber('--seed', values.seed, 1)
  const { subjects, broken } = await subjectsOf(positionals, io)
  if (broken.length > 0 && !values.json)
    for (const text of broken.map(({ opened, found }) => renderFinding(opened, found)))
      print(io, text)
  const reports = []
  for (const [index, subject] of subjects.entries()) {
    const from = startOf(values.from, zoneOf({ prefix: '', flow: subject.flow }))
    const share = Math.floor(calls / subjects.length) + (index < calls % subjects.length ? 1 : 0)
    const report = await stress(subject, { seed, calls: share, from, only })
    reports.push({ subject, report })
    if (!values.json) show(io, subject, report, only !== undefined)
  }
  if (values.json)
    printJson(io, {
      seed,
      findings: broken.map(({ opened, found }) => findingJson(opened, found)),
      flows: reports.map(({ subject, report }) => jsonOf(subject, report)),
    })
  if (broken.length > 0 || reports.some(({ report }) => failing(report))) return exit.problems
  return exit.fine
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new UsageError(`${name} is a whole number from 1, not "${text}"`)
  return Number(text)
}

/** The beginning of a day, so that a date and a seed give the same calls again. */
function startOf(text: string | undefined, zone: string): number {
  if (text === undefined) return DateTime.now().setZone(zone).startOf('day').toMillis()
  const at = DateTime.fromISO(text, { zone })
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !at.isValid)
    throw new UsageError(`--from is a date such as 2026-03-02, not "${text}"`)
  return at.toMillis()
}

type Broken = { opened: Opened; found: ReturnType<typeof errorsIn>[number] }

/** The flows that calls begin with, of the folders, files and flows named. */
async function subjectsOf(
  named: string[],
  io: Io,
): Promise<{ subjects: Subject[]; broken: Broken[] }> {
  const paths: string[] = []
  const chosen: { flow: Flow; opened: Opened }[] = []
  for (const name of named) {
    if (name.endsWith('.yaml') || (await stat(name).catch(() => undefined))?.isDirectory())
      paths.push(name)
    else chosen.push(await openFlow(name, io))
  }
  if (paths.length > 0 || named.length === 0) {
    for (const opened of await openPaths(paths, io))
      chosen.push(...startingFlows(opened).map((flow) => ({ flow, opened })))
  }
  if (chosen.length === 0) throw new UsageError('there is no flow here that calls begin with')
  const broken = chosen.flatMap(({ flow, opened }) =>
    errorsIn(flow, opened).map((found): Broken => ({ opened, found })),
  )
  const whole = chosen.filter(({ flow, opened }) => errorsIn(flow, opened).length === 0)
  return {
    broken,
    subjects: whole.map(({ flow, opened }) => {
      const machine = compile(flow, opened.project.sources)
      const line = linesOf(opened).find(({ value }) => value.flow?.value === flow.name.value)
      const values = { ...lineValues(machine), ...(line && valuesOf(line.value)) }
      return { flow, opened, machine, values }
    }),
  }
}

async function stress(
  { machine, values }: Subject,
  { seed, calls, from, only }: { seed: number; calls: number; from: number; only?: Part },
): Promise<Report> {
  const runsPart = (part: Part): boolean => only === undefined || only === part
  return {
    from: DateTime.fromMillis(from, { zone: zoneOf({ prefix: '', flow: machine.root }) }).toFormat(
      'yyyy-MM-dd',
    ),
    callers: runsPart('callers')
      ? await runCallers(machine, { seed, calls, from, values, bounds: boundsOf(machine) })
      : undefined,
    faults: runsPart('faults') ? await runFaults(machine, { from, values }) : undefined,
    schedule: runsPart('schedule') ? scheduleOf(machine, from, values) : undefined,
  }
}
