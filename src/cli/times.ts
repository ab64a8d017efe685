// callflow check --times: how long callers listen, as a table, against budgets.
import { zoneOf } from '../call/scope-names.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { parseDuration } from '../flow/text/duration.ts'
import type { Budget, Flow } from '../flow/tree/flow.ts'
import { budgetKeys, overBudget, type BudgetKey } from '../times/budget.ts'
import { countsOf } from '../times/counts.ts'
import type { Counts } from '../times/expected-length.ts'
import {
  listeningTimes,
  outsideOf,
  type LanguageTimes,
  type Times,
} from '../times/listening-times.ts'
import type { Store } from '../store/store.ts'
import { errorsIn } from './flow-errors.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, UsageError, type Io } from './io.ts'
import { companyOf, renderFinding, shownPath, startingFlows, type Opened } from './flow-files.ts'
import { withStore } from './open-store.ts'
import { readSince } from './since.ts'

/** `budget` as on the command line: `person 60 seconds`. `calls`: since when calls in the store are
 * counted. */
export type TimesOptions = { budget?: string[]; calls?: string; json?: boolean }

type Timed = { opened: Opened; flow: Flow; times: Times; calls: number; over: string[] }

export async function timesCommand(
  opened: Opened[],
  io: Io,
  { budget, calls, json }: TimesOptions,
): Promise<number> {
  const given = budgetOf(budget ?? [])
  const flows = opened.flatMap((one) => startingFlows(one).map((flow) => ({ one, flow })))
  for (const { one, flow } of flows) {
    const [error] = errorsIn(flow, one).filter(({ code }) => code !== 'over-budget')
    if (!error) continue
    print(io, renderFinding(one, error))
    return exit.problems
  }
  const timeAll = async (store?: Store): Promise<Timed[]> => {
    const timed: Timed[] = []
    for (const { one, flow } of flows) {
      const counted = store && {
        store,
        since: readSince('--calls', calls ?? '', zoneOf({ prefix: '', flow })),
      }
      timed.push(await timesOf(one, flow, given, counted))
    }
    return timed
  }
  const timed = calls === undefined ? await timeAll() : await withStore(io, timeAll)
  if (json) printJson(io, { flows: timed.map(asJson) })
  else for (const one of timed) show(io, one)
  return timed.some(({ over }) => over.length > 0) ? exit.problems : exit.fine
}

async function timesOf(
  opened: Opened,
  flow: Flow,
  given: Budget,
  counted: { store: Store; since: number } | undefined,
): Promise<Timed> {
  const machine = compile(flow, opened.project.sources)
  const company = companyOf(opened)
  const { calls = 0, counts } = counted ? await countCalls(machine, company, counted) : {}
  const times = listeningTimes(machine, { ...outsideOf(opened.project), counts })
  const over = overBudget({ ...flow.budget, ...given }, times).map(({ message }) => message)
  return { opened, flow, times, calls, over }
}

async function countCalls(
  machine: Machine,
  company: string | undefined,
  { store, since }: { store: Store; since: number },
): Promise<{ calls?: number; counts?: Counts }> {
  const rows = (await store.calls({ tenant: company, since, limit: MOST_CALLS })).filter(
    (call) => call.flow === machine.flow && !call.practice,
  )
  const events = []
  for (const { callId } of rows)
    events.push(...(await store.turns(callId)).flatMap((turn) => turn.events))
  return { calls: rows.length, counts: countsOf(machine, events) }
}

/** The latest ones, at most. */
const MOST_CALLS = 10_000

/** `option 25 seconds` */
function budgetOf(written: string[]): Budget {
  const nowhere = { file: '', start: 0, end: 0, line: 0, column: 0 }
  return Object.fromEntries(
    written
      .flatMap((one) => one.split(','))
      .map((one) => {
        const [, key, time = ''] = /^\s*(\w+)\s+(.+?)\s*$/.exec(one) ?? []
        const value = parseDuration(time)
        if (!budgetKeys.includes(key as BudgetKey) || value === undefined)
          throw new UsageError(
            `--budget is such as "person 60 seconds", with ${budgetKeys.join(', ')}; not "${one.trim()}"`,
          )
        return [key, { value, range: nowhere }]
      }),
  )
}

function show(io: Io, { opened, flow, times, calls, over }: Timed): void {
  for (const one of times.languages) {
    print(io, `${shownPath(opened, flow.file)}, ${one.language}`)
    for (const { time, step, label, option, key, file, line } of one.options) {
      const keyed = key === undefined ? '' : ` (${key})`
      const place = `${shownPath(opened, file)}:${line}`
      print(io, `  ${column(time)}  ${step}: ${label || option}${keyed}  ${place}`)
    }
    for (const { time, what } of others(one, calls)) print(io, `  ${column(time)}  ${what}`)
    print(io, '')
  }
  for (const message of over) print(io, `over budget: ${message}`)
  if (over.length > 0) print(io, '')
}

const others = (
  { person, silence, call }: LanguageTimes,
  calls: number,
): { time?: number; what: string }[] => [
  {
    time: person,
    what: 'until somebody is rung, or a recorder listens, for who asks for a person at once',
  },
  {
    time: silence,
    what: 'until who says nothing comes to a person, a recorder or a goodbye, at the longest',
  },
  {
    time: call,
    what: `the call to be expected${calls > 0 ? `, by ${plural(calls, 'call')}` : ''}`,
  },
]

/** Seconds, to the right. */
const column = (time: number | undefined): string =>
  time === undefined ? '  no end' : `${(time / 1000).toFixed(1)} s`.padStart(8)

const inSeconds = (time: number | undefined): number | null =>
  time === undefined ? null : Math.round(time / 100) / 10

function asJson({ opened, flow, times, calls, over }: Timed) {
  return {
    flow: flow.name.value,
    file: shownPath(opened, flow.file),
    calls,
    over,
    languages: times.languages.map(({ language, options, person, silence, call }) => ({
      language,
      options: options.map(({ time, file, ...option }) => ({
        ...option,
        file: shownPath(opened, file),
        seconds: inSeconds(time),
      })),
      personSeconds: inSeconds(person),
      silenceSeconds: inSeconds(silence),
      callSeconds: inSeconds(call),
    })),
  }
}
