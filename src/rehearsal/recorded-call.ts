// The course a call took, worked out anew with the version it ran on: what was made of each input
// then, where it stood, what the outside answered.
import { resume, stillWorking } from '../call/engine.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { interpret, type Hear, type Interpreted } from '../call/interpret.ts'
import { advance, commitSession, hearingOf, type Logged } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'

/** What was made of an input at a question. Keys pressed ahead are heard at several questions, one
 * after the other. */
export type Heard = { leaf: Leaf; said: Interpreted }

/** `leaf` is where the call stood when the turn was over; `working`: the answer of a lookup was
 * still awaited. */
export type RecordedTurn = {
  seq: number
  answers: number | null
  inputs: { input: Input; heard: Heard[] }[]
  events: Event[]
  leaf: Leaf
  working: boolean
}

export type Taken = RecordedTurn['inputs'][number]

export type RecordedCall = { turns: RecordedTurn[]; session: Session; replies: Replies }

/** What the outside answered, by what it was asked: never asked again, only looked up. `times`: how
 * often the same was asked before. */
export type Replies = {
  request(key: string, times: number): Input | undefined
  people(desk: string): (Input & { type: 'people' }) | undefined
  callback(desk: string): (Input & { type: 'callback checked' }) | undefined
  add(effect: NonNullable<Session['working']>, input: Input): void
}

export type Asked = 'keys' | 'speech' | 'silence'
export const isHeard = (input: Input): input is Input & { type: Asked } =>
  input.type === 'keys' || input.type === 'speech' || input.type === 'silence'
export const isReply = (input: Input): boolean =>
  input.type === 'fetched' ||
  input.type === 'failed' ||
  input.type === 'people' ||
  input.type === 'callback checked'

/** Notes what understanding, or what takes its place, makes of inputs. */
export function noteMeanings(noted: Heard[], hear: Hear = interpret): Hear {
  return (draft, leaf, input, accepts) => {
    const said = hear(draft, leaf, input, accepts)
    noted.push({ leaf, said })
    return said
  }
}

/** Throws when the log does not begin with the start of a call. */
export function retraceCall(machine: Machine, log: Logged[]): RecordedCall {
  let session: Session | undefined
  const replies = makeReplies()
  const turns: RecordedTurn[] = []
  for (const logged of log) {
    const { seq, answers, at, inputs } = logged
    const hear = hearingOf(logged)
    const events: Event[] = []
    const taken: RecordedTurn['inputs'] = []
    if (inputs.length === 0 && session) ({ session } = stillWorking(machine, session, at))
    for (const input of inputs) {
      const heard: Heard[] = []
      if (session?.working && isReply(input)) replies.add(session.working, input)
      const turn =
        session && isHeard(input)
          ? resume(machine, session, input, noteMeanings(heard, hear))
          : advance(machine, session, input)
      taken.push({ input, heard })
      if (turn) {
        ;({ session } = turn)
        events.push(...turn.events)
      }
    }
    if (!session) throw new Error('the log does not begin with the start of a call')
    session = commitSession(session, answers)
    turns.push({
      seq,
      answers,
      inputs: taken,
      events,
      leaf: leafOf(machine, session),
      working: session.working !== undefined,
    })
  }
  if (!session) throw new Error('the log is empty')
  return { turns, session, replies }
}

export function leafOf(machine: Machine, { state }: Session): Leaf {
  const leaf = machine.leaves.get(state.leaf)
  if (!leaf) throw new Error(`the machine has no leaf "${state.leaf}"`)
  return leaf
}

/** What a lookup is asked, as a text. */
export const keyOf = (lookup: string, params: Record<string, unknown>): string =>
  JSON.stringify([lookup, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))])

/** Asked the same several times, a lookup gives its answers in order, then the last one again. */
function makeReplies(): Replies {
  const requests = new Map<string, Input[]>()
  const people = new Map<string, Input & { type: 'people' }>()
  const callbacks = new Map<string, Input & { type: 'callback checked' }>()
  return {
    request(key, times) {
      const given = requests.get(key) ?? []
      return given[Math.min(times, given.length - 1)]
    },
    people: (desk) => people.get(desk),
    callback: (desk) => callbacks.get(desk),
    add(effect, input) {
      if (effect.kind === 'people') {
        if (input.type === 'people') people.set(effect.desk, input)
        return
      }
      if (effect.kind === 'callback') {
        if (input.type === 'callback checked') callbacks.set(effect.desk, input)
        return
      }
      const key = keyOf(effect.lookup, effect.params)
      requests.set(key, [...(requests.get(key) ?? []), input])
    },
  }
}
