// callflow eval: how well is understood what callers say, by a labelled file or by real calls.
import { DateTime } from 'luxon'
import { counted, exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { evalFlow } from '../eval/flow-options.ts'
import { evalMenus, evalOptions } from '../eval/labelled-options.ts'
import { markedCalls, unansweredQuestions } from '../eval/real-calls.ts'
import { evalSlots } from '../eval/slot-report.ts'

/** What each kind of evaluation comes to: a document for `--json`, and its lines for people. */
export type Evaluated = { json: unknown; lines: string[] }

export async function evalCommand(args: string[], io: Io): Promise<number> {
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
  const kinds = [values.train, values.flow, values.slot, values.unanswered, values.marked].filter(
    (given) => given !== undefined,
  )
  if (kinds.length !== 1)
    throw new UsageError(
      'say by what: one of --train FILE, --flow FLOW --step STEP, --slot TYPE, --unanswered SINCE, --marked SINCE',
    )
  if (values.menus !== undefined && values.train === undefined)
    throw new UsageError('--menus goes with --train')
  if ((values.step === undefined) !== (values.flow === undefined))
    throw new UsageError('--flow and --step go together')
  const calls = values.unanswered ?? values.marked
  if (calls !== undefined && positionals.length > 0)
    throw new UsageError('real calls are read from the store, not from a file')
  if (calls === undefined && positionals.length === 0) throw new UsageError('name a labelled file')
  const { language = 'en-US' } = values
  const progress = progressTo(io)
  const [menus, seed] = [
    wholeNumber('--menus', values.menus),
    wholeNumber('--seed', values.seed) ?? 1,
  ]
  const evaluated: Evaluated[] = []
  if (values.unanswered !== undefined)
    evaluated.push(await unansweredQuestions(io, sinceOf(values.unanswered), progress))
  else if (values.marked !== undefined)
    evaluated.push(await markedCalls(io, sinceOf(values.marked), progress))
  for (const file of positionals) {
    if (values.slot !== undefined) evaluated.push(await evalSlots(file, values.slot, language))
    else if (values.flow !== undefined)
      evaluated.push(
        await evalFlow(file, values.flow, values.step ?? '', values.language, io, progress),
      )
    else if (menus !== undefined)
      evaluated.push(await evalMenus(file, values.train ?? '', { menus, seed, language }, progress))
    else evaluated.push(await evalOptions(file, values.train ?? '', language, progress))
  }
  if (values.json)
    printJson(io, evaluated.length === 1 ? evaluated[0]!.json : evaluated.map(({ json }) => json))
  else print(io, evaluated.map(({ lines }) => lines.join('\n')).join('\n\n'))
  return exit.fine
}

/** Told on stderr every other second, so that short runs stay silent. */
export type Progress = (done: number, of: number, what: string) => void

const EVERY = 2000

function progressTo(io: Io): Progress {
  let last = performance.now()
  return (done, of, what) => {
    if (performance.now() - last < EVERY) return
    last = performance.now()
    io.stderr.write(`${done} of ${counted(of, what)}\n`)
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0)
    throw new UsageError(`${name} is a whole number from 1, not "${text}"`)
  return Number(text)
}

/** A date, or a number of days ago. */
function sinceOf(text: string): number {
  const days = /^(\d{1,4}) days?$/.exec(text)
  if (days) return Date.now() - Number(days[1]) * 86_400_000
  const at = DateTime.fromISO(text)
  if (!/^\d{4}-\d\d-\d\d/.test(text) || !at.isValid)
    throw new UsageError(
      `"${text}" is neither a date such as 2026-03-02 nor a number of days such as "7 days"`,
    )
  return at.toMillis()
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
export const milliseconds = (time: number): string =>
  `${time < 10 ? time.toFixed(3) : time.toFixed(0)} ms`
