// The caller's side of the desk on the practice phone: what is heard while waiting, the written
// conversation, a callback that rings.
import { waitingWords, type QueueFacts } from '../call/waiting.ts'
import type { Session } from '../call/session.ts'
import { isBridged } from '../flow/machine/leaf-id.ts'
import type { Contact } from '../desk/contact.ts'
import type { Runtime } from '../world/runtime.ts'
import { textOf } from '../say/speech.ts'

/** `words` are what a waiting caller hears again and again, `keys` what they may press. `lines` is
 * the conversation with the operator so far. */
export type CallerSide =
  | { is: 'waiting'; words: string; keys: string[] }
  | {
      is: 'talking' | 'talked'
      with: string
      held: boolean
      lines: { who: 'caller' | 'operator'; text: string }[]
    }
  /** the desk calls back: `ringing` until the caller answers; before that it is only promised */
  | { is: 'promised' | 'ringing' }

/** Undefined where operators have nothing to do with the call. A callback counts before the call it
 * was promised in, else the newest. */
export async function callerSide(
  runtime: Runtime,
  session: Session,
): Promise<CallerSide | undefined> {
  const { desk, store } = runtime
  const [contact] = (await store.contacts({ callId: session.callId, limit: 10 })).toSorted(
    (a, b) => Number(b.kind === 'callback') - Number(a.kind === 'callback') || b.since - a.since,
  )
  if (!desk.isOpen || !contact) return undefined
  if (waitsInQueue(session, contact))
    return waitingSide(runtime, session, await desk.place(contact.id))
  const { status, talks } = contact
  const operator = talks.at(-1)?.operator
  if (operator === undefined) return contact.kind === 'callback' ? callbackSide(status) : undefined
  return {
    is: status === 'talking' ? 'talking' : 'talked',
    with: (await desk.operator(operator))?.name || 'an operator',
    held: contact.hold !== undefined,
    lines: (await store.lines(contact.id)).map(({ who, text }) => ({ who, text })),
  }
}

const waitsInQueue = ({ queued, status, state }: Session, { kind }: Contact): boolean =>
  queued !== undefined && status === 'waiting' && kind === 'call' && !isBridged({ state })

async function waitingSide(
  { library, now }: Runtime,
  session: Session,
  place: QueueFacts,
): Promise<CallerSide> {
  const machine = await library.machine(session.version)
  const { speech, keys } = waitingWords(machine, session, { at: now(), facts: place })
  return { is: 'waiting', words: textOf(speech), keys }
}

function callbackSide(status: Contact['status']): CallerSide | undefined {
  if (status === 'briefed') return { is: 'ringing' }
  return ['queued', 'offered', 'accepted'].includes(status) ? { is: 'promised' } : undefined
}

/** The contact in which the caller of a practice call writes or is rung now. */
export async function openContactOf(
  { store }: Pick<Runtime, 'store'>,
  callId: string,
): Promise<Contact | undefined> {
  return (await store.contacts({ callId, limit: 10 })).find(
    ({ status, kind }) => status === 'talking' || (kind === 'callback' && status === 'briefed'),
  )
}
