// Tells a call what the desk decided for it.
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { Contact } from '../desk/contact.ts'
import { SECOND } from '../flow/text/duration.ts'
import { inBackground, type Dispatch } from './dispatch.ts'

/** A call that was told something is told again when it has not gone on by then, ms. */
const TELL_AGAIN = 5 * SECOND

/** Never rejects: a call that could not be told is found at the next look. */
export function tellCall(
  dispatch: Dispatch,
  { id, callId }: Contact,
  session: Session,
  input: Input,
): Promise<unknown> {
  const { legs, now, tellings, changedCalls } = dispatch
  const before = tellings.get(id)
  if (before?.seq === session.seq && before.at > now() - TELL_AGAIN) return before.work
  const telling = legs.tell(session, input).finally(() => {
    changedCalls.add(callId)
    void dispatch.wake()
  })
  const work = inBackground(dispatch, telling, 'a call could not be told what the desk decided', id)
  tellings.set(id, { seq: session.seq, at: now(), work })
  return work
}
