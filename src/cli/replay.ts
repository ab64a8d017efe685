// callflow replay: goes through a call that was made, with the version it ran on or with another.
import { DateTime } from 'luxon'
import { replay, type Difference, type Replayed } from '../call/replay.ts'
import { messageLine, type Message } from '../call/message.ts'
import type { Session } from '../call/session.ts'
import { compile } from '../flow/machine/compile.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { readProject } from '../flow/tree/project.ts'
import type { LoggedTurn, Store } from '../store/store.ts'
import { errorsIn } from './flow-errors.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { companyOf, openFlow, printFindings } from './flow-files.ts'
import { replayCalls } from './replay-calls.ts'
import { cardText, eventText, inputText } from './show-events.ts'
import { withStore } from './open-store.ts'

/** `dir` leads to the sources shown; `other`: not the version the call ran on, but a draft of a
 * company, or of all that share a flat folder. */
type Version = { machine: Machine; dir: string; other: boolean; company?: string }

/** `anew`: words are understood again, instead of taken for what they were taken for then. */
type Replaying = Version & { anew: boolean }

export async function replayCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    flow: { type: 'string' },
    calls: { type: 'string' },
    words: { type: 'boolean' },
    anew: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [callId, more] = positionals
  if (values.calls !== undefined) return many(values.calls, positionals, values, io)
  if (callId === undefined || more !== undefined) throw new UsageError('name one call, by its id')
  const { anew = false, json = false } = values
  return withStore(io, async (store) => {
    const session = await store.loadCall(callId)
    if (!session) throw new UsageError(`the store has no call "${callId}"`)
    const version =
      values.flow === undefined
        ? await storedVersion(store, session)
        : await otherVersion(values.flow, io, json)
    if (!version) return exit.problems
    const [log, messages] = [await store.turns(callId), await store.messages(callId)]
    return tell(io, { ...version, anew: anew || version.other }, { session, log, messages }, json)
  })
}

type Stored = { session: Session; log: LoggedTurn[]; messages: Message[] }

type Many = { flow?: string; words?: boolean; anew?: boolean; json?: boolean }

/** The calls since some moment, on a draft. */
async function many(
  since: string,
  named: string[],
  { flow, words = false, anew, json = false }: Many,
  io: Io,
): Promise<number> {
  if (named.length > 0) throw new UsageError('name one call, or tell since when with --calls')
  if (anew) throw new UsageError('--anew is for one call: with --calls words are understood anew')
  if (flow === undefined)
    throw new UsageError('--calls needs --flow: the draft to replay them with')
  const version = await otherVersion(flow, io, json)
  if (!version) return exit.problems
  const { machine: draft, company } = version
  const asked = { since, draft, company, words, json }
  return withStore(io, (store) => replayCalls(asked, store, io))
}

/** The machine a stored call ran on. */
export async function storedVersion(store: Store, { version }: Session): Promise<Version> {
  const kept = await store.loadVersion(version)
  if (!kept) throw new Error(`the store does not have flow version ${version}`)
  const flow = [...readProject(kept.sources).flows.values()].find(
    ({ name }) => name.value === kept.flow,
  )
  if (!flow) throw new Error(`the stored sources of version ${version} hold no flow "${kept.flow}"`)
  return { machine: { ...compile(flow, kept.sources), version }, dir: '', other: false }
}

async function otherVersion(file: string, io: Io, json: boolean): Promise<Version | undefined> {
  const { flow, opened } = await openFlow(file, io)
  const errors = errorsIn(flow, opened)
  if (errors.length === 0)
    return {
      machine: compile(flow, opened.project.sources),
      dir: opened.dir,
      other: true,
      company: companyOf(opened),
    }
  printFindings(io, opened, errors, json)
  return undefined
}

function tell(io: Io, version: Replaying, stored: Stored, json: boolean): number {
  const { session, log, messages } = stored
  if (!log[0]?.inputs.length)
    throw new UsageError(
      `what was said in call "${session.callId}" has been erased, so it can no longer be replayed`,
    )
  const replayed = replay(version.machine, log, version)
  const same = version.other || JSON.stringify(replayed.session) === JSON.stringify(session)
  const { callId, flow } = session
  if (json)
    printJson(io, {
      callId,
      flow,
      ran: session.version,
      replayed: version.machine.version,
      turns: replayed.turns,
      messages,
      differs: replayed.differs,
      sameSession: version.other ? undefined : same,
    })
  else {
    const began = DateTime.fromMillis(session.startedAt, { zone: 'utc' })
    const moment = began.toFormat("yyyy-MM-dd HH:mm:ss 'UTC'")
    print(io, `Call ${callId}, flow ${flow}, version ${session.version}, ${moment}`)
    for (const turn of replayed.turns) showTurn(io, turn, version, stored)
    print(io, `\n${verdict(replayed, version, same)}`)
  }
  return replayed.differs || !same ? exit.problems : exit.fine
}

function showTurn(
  io: Io,
  { seq, inputs, events }: Replayed['turns'][number],
  { machine, dir }: Version,
  { session, messages }: Stored,
): void {
  const [first] = inputs
  const seconds = first && Math.round((first.at - session.startedAt) / 1000)
  const after = seconds === undefined ? '' : `, after ${plural(seconds, 'second')}`
  const came = inputs.map(inputText).join(', then ') || 'the lookup was still awaited'
  print(io, `\nTurn ${seq}${after}: ${came}`)
  for (const event of events) {
    if (event.type === 'entered')
      print(io, `    ${dir ? `${dir}/` : ''}${event.file}:${event.line}: ${lineOf(machine, event)}`)
    if (event.type === 'decided')
      print(io, `      decides ${event.event} because ${JSON.stringify(event.grounds)}`)
    const text = eventText(event, machine, { dir })
    if (text !== undefined) print(io, text)
    if (event.type === 'handed off') print(io, cardText(event.handoff))
    if (event.type !== 'recorded') continue
    const message = messages.find(({ recording }) => recording === event.recording)?.text
    if (message !== undefined) print(io, `      ${messageLine(message)}`)
  }
}

const lineOf = ({ sources }: Machine, { file, line }: { file: string; line: number }): string =>
  sources[file]?.split(/\r?\n/)[line - 1]?.trim() ?? ''

function verdict(
  { differs }: Replayed,
  { other, anew, machine }: Replaying,
  same: boolean,
): string {
  if (differs) {
    const understood = anew ? ' when its words are understood anew' : ''
    const how = other ? ` with version ${machine.version}` : understood
    return `Turn ${differs.seq} goes another way${how}:\n${differing(differs)}`
  }
  if (!same) return 'The replay arrives at another session than the one stored.'
  if (other) return `With version ${machine.version} the call goes the same way.`
  return anew
    ? 'Understood anew, the call arrives at the stored session, byte for byte.'
    : 'The replay arrives at the stored session, byte for byte.'
}

const differing = ({ was, now, refused }: Difference): string =>
  refused
    ? `  what came next does not fit there: ${inputText(refused)}`
    : `  it was  ${was ? JSON.stringify(was) : 'nothing more'}\n  now     ${now ? JSON.stringify(now) : 'nothing more'}`
