// The caller's side of the desk on the practice phone: what is heard while waiting, the written
// conversation, a callback that rings.
import { isBridged } from '../flow/machine/leaf-id.ts'
import { waitingWords } from '../call/waiting.ts'
import type { Session } from '../call/session.ts'
import type { Contact } from '../desk/contact.ts'
import type { Runtime } from '../world/runtime.ts'
import { textOf } from '../call/prompt-words.ts'

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
  const { desk, store, library, now } = runtime
  if (!desk) return undefined
  const [contact] = (await store.contacts({ callId: session.callId, limit: 10 })).toSorted(
    (a, b) => Number(b.kind === 'callback') - Number(a.kind === 'callback') || b.since - a.since,
  )
  if (!contact) return undefined
  if (
    session.queued &&
    session.status === 'waiting' &&
    contact.kind === 'call' &&
    !isBridged(session)
  ) {
    const { speech, keys } = waitingWords(
      await library.machine(session.version),
      session,
      now(),
      await desk.place(contact.id),
    )
    return { is: 'waiting', words: textOf(speech), keys }
  }
  if (contact.kind === 'callback' && contact.talks.length === 0)
    return contact.status === 'briefed'
      ? { is: 'ringing' }
      : contact.status === 'queued' || contact.status === 'offered' || contact.status === 'accepted'
        ? { is: 'promised' }
        : undefined
  if (contact.talks.length === 0) return undefined
  const operator = contact.talks.at(-1)?.operator
  const name = (operator && (await desk.operator(operator))?.name) || 'an operator'
  return {
    is: contact.status === 'talking' ? 'talking' : 'talked',
    with: name,
    held: contact.hold !== undefined,
    lines: (await store.lines(contact.id)).map(({ who, text }) => ({ who, text })),
  }
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
