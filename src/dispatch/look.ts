// One look at everything: what is due happens, calls and contacts are brought together, offers are
// made.
import { assign } from '../desk/assign.ts'
import { SECOND } from '../flow/text/duration.ts'
import { readQueue, inBackground, show, showUnseen, type Dispatch } from './dispatch.ts'
import { whatIsDue, type Due } from './due.ts'
import { makeOffers, preferLastOperators } from './offers.ts'
import { compare, takeHappening } from './take-happening.ts'

/** So often, ms, a look also compares all calls with their contacts; in between only those that are
 * known to have changed are. */
const COMPARE_ALL = 5 * SECOND
const COMPARED_TOGETHER = 10

/** One look at a time; what comes meanwhile is seen by the next. Never rejects. */
export function lookSoon(dispatch: Dispatch): Promise<void> {
  dispatch.again = true
  dispatch.looking ??= lookWhileAsked(dispatch)
  return dispatch.looking
}

async function lookWhileAsked(dispatch: Dispatch): Promise<void> {
  try {
    while (dispatch.again && !dispatch.closed) {
      dispatch.again = false
      await look(dispatch)
    }
  } catch (error) {
    dispatch.log.error({ err: error }, 'the desk could not look at its queue; it looks again')
  } finally {
    dispatch.looking = undefined
  }
}

async function look(dispatch: Dispatch): Promise<void> {
  let [contacts, staff] = await readQueue(dispatch)
  const at = dispatch.now()
  showUnseen(dispatch, contacts, staff)
  let moved = false
  for (const due of whatIsDue(contacts, staff, at)) if (await takeDue(dispatch, due)) moved = true

  const { comparedAt, changedCalls, toCompare } = dispatch
  // nobody is offered a caller who left before this process was there
  const first = comparedAt === undefined
  if (first || at - comparedAt >= COMPARE_ALL) {
    dispatch.comparedAt = at
    if (!first) for (const { id } of contacts) toCompare.add(id)
  }
  const concerned = contacts.filter(
    ({ callId, status, waitUntil }) =>
      first || changedCalls.has(callId) || (status === 'queued' && waitUntil <= at),
  )
  changedCalls.clear()
  for (const { id } of concerned) if (await compare(dispatch, id)) moved = true

  if (moved) [contacts, staff] = await readQueue(dispatch)
  const asking = await preferLastOperators(dispatch, contacts, staff, at)
  await makeOffers(dispatch, assign(asking, staff, at), staff, at)
  forgetAllBut(dispatch, new Set(contacts.map(({ id }) => id)))
  await compareSome(dispatch)
}

/** True when something happened to a contact, so that the queue is another. */
async function takeDue(dispatch: Dispatch, due: Due): Promise<boolean> {
  if ('presence' in due) {
    const { presence } = due
    if ((await dispatch.store.changeDesk({ presences: [presence] })) === 'committed')
      show(dispatch, undefined, presence)
    return false
  }
  const work = takeHappening(dispatch, due.contact, due.happening)
  if (due.later) {
    void inBackground(dispatch, work, 'a wrap-up could not be ended', due.contact)
    return false
  }
  await work
  return true
}

function forgetAllBut({ tellings, lastOperators }: Dispatch, open: Set<string>): void {
  for (const known of [tellings, lastOperators])
    for (const id of known.keys()) if (!open.has(id)) known.delete(id)
}

/** A long queue is compared a few at a time, so that neither a request nor an offer waits for all
 * of it. */
async function compareSome(dispatch: Dispatch): Promise<void> {
  let count = 0
  for (const id of dispatch.toCompare) {
    if (count >= COMPARED_TOGETHER && (dispatch.again || dispatch.closed)) return
    if (count++ % COMPARED_TOGETHER === 0)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    dispatch.toCompare.delete(id)
    await compare(dispatch, id)
  }
}
