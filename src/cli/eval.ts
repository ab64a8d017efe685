// callflow eval: how well is understood what callers say, by a labelled file or by real calls.
import { zoneOf } from '../call/scope-names.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import type { Progress } from '../eval/measure.ts'
import { evalMarked, evalUnanswered } from './eval-calls.ts'
import { evalFlow } from './eval-flow.ts'
import { evalMenus, evalOptions } from './eval-options.ts'
import { evalSlots } from './eval-slots.ts'
import { openFlow } from './flow-files.ts'
import { readSince } from './since.ts'
import type { Evaluated } from './evaluated.ts'

type Values = ReturnType<typeof readValues>['values']

export async function evalCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readValues(args)
  const progress = progressTo(io)
  const evaluated =
    (await evalCalls(values, io, progress)) ?? (await evalFiles(positionals, values, io, progress))
  const [first, ...more] = evaluated
  if (values.json)
    printJson(io, more.length === 0 ? first?.json : evaluated.map(({ json }) => json))
  else print(io, evaluated.map(({ lines }) => lines.join('\n')).join('\n\n'))
  return exit.fine
}

function readValues(args: string[]) {
  const { values, positionals } = readArgs(args, {
    train: { type: 'string' },
    flow: { type: 'string' },
    step: { type: 'string' },
    slot: { type: 'string' },
    language: { type: 'string' },
    menus: { type: 'string' },
    seed: { type: 'string' },
    unanswered: { type: 'string' },
    marked: { type: 'string' },
    json: { type: 'boolean' },
  })
  const { train, flow, step, slot, unanswered, marked, menus } = values
  const kinds = [train, flow, slot, unanswered, marked].filter((given) => given !== undefined)
  if (kinds.length !== 1)
    throw new UsageError(
      'say by what: one of --train FILE, --flow FLOW --step STEP, --slot TYPE, --unanswered SINCE, --marked SINCE',
    )
  if (menus !== undefined && train === undefined) throw new UsageError('--menus goes with --train')
  if ((step === undefined) !== (flow === undefined))
    throw new UsageError('--flow and --step go together')
  const calls = unanswered ?? marked
  if (calls !== undefined && positionals.length > 0)
    throw new UsageError('real calls are read from the store, not from a file')
  if (calls === undefined && positionals.length === 0) throw new UsageError('name a labelled file')
  return {
    values: {
      ...values,
      menus: wholeNumber('--menus', menus),
      seed: wholeNumber('--seed', values.seed) ?? 1,
    },
    positionals,
  }
}

/** Undefined when no calls are asked for. */
async function evalCalls(
  { unanswered, marked }: Values,
  io: Io,
  progress: Progress,
): Promise<Evaluated[] | undefined> {
  const zone = await zoneOfFlows(io)
  if (unanswered !== undefined)
    return [await evalUnanswered(io, readSince('--unanswered', unanswered, zone), progress)]
  if (marked !== undefined)
    return [await evalMarked(io, readSince('--marked', marked, zone), progress)]
  return undefined
}

/** The clocks of the first line's flow; of this machine where there is none. */
const zoneOfFlows = (io: Io): Promise<string> =>
  openFlow(undefined, io).then(
    ({ flow }) => zoneOf({ prefix: '', flow }),
    () => 'local',
  )

async function evalFiles(
  files: readonly string[],
  values: Values,
  io: Io,
  progress: Progress,
): Promise<Evaluated[]> {
  const { train = '', flow, step = '', slot, language = 'en-US', menus, seed } = values
  const evaluate = (file: string): Promise<Evaluated> => {
    if (slot !== undefined) return evalSlots(file, slot, language)
    if (flow !== undefined)
      return evalFlow(file, { flow, step, language: values.language }, io, progress)
    if (menus !== undefined) return evalMenus({ file, train, language }, { menus, seed }, progress)
    return evalOptions({ file, train, language }, progress)
  }
  const evaluated: Evaluated[] = []
  for (const file of files) evaluated.push(await evaluate(file))
  return evaluated
}

/** How often what is under way is told on stderr, in milliseconds: short runs stay silent. */
const EVERY = 2000

function progressTo(io: Io): Progress {
  let last = performance.now()
  return (done, of, what) => {
    if (performance.now() - last < EVERY) return
    last = performance.now()
    io.stderr.write(`${done} of ${plural(of, what)}\n`)
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0)
    throw new UsageError(`${name} is a whole number from 1, not "${text}"`)
  return Number(text)
}
