// What operators do about their own state, and what their consoles report.
import type { Presence } from '../desk/operator.ts'
import { chooseStatus, reportTab, type Choice } from '../desk/presence.ts'
import { MOST_RACES, readPresence, show, type Dispatch } from './dispatch.ts'
import { takeHappening } from './take-happening.ts'

/** A break chosen while it rings declines the offer. */
export async function choose(
  dispatch: Dispatch,
  operator: string,
  choice: Choice,
): Promise<Presence | { refused: 'offered' }> {
  const { status, contact } = await readPresence(dispatch, operator)
  if (status === 'offered' && contact !== undefined && choice.status !== 'ready')
    await takeHappening(dispatch, contact, { type: 'declined', by: operator })
  for (let race = 0; race < MOST_RACES; race++) {
    const before = await readPresence(dispatch, operator)
    const after = chooseStatus(before, choice, dispatch.now())
    if ('refused' in after) return after
    if ((await dispatch.store.changeDesk({ presences: [after] })) === 'stale') continue
    show(dispatch, undefined, after)
    void dispatch.wake()
    return after
  }
  throw new Error(`the state of operator ${operator} was changed by others ${MOST_RACES} times`)
}

export async function report(
  dispatch: Dispatch,
  operator: string,
  tab: string,
  takeOver: boolean,
): Promise<Presence | 'taken'> {
  const before = await readPresence(dispatch, operator)
  const after = reportTab(before, tab, dispatch.now(), takeOver)
  if (after === 'taken') return after
  await dispatch.store.lease(after)
  if (after.tab !== before.tab) show(dispatch, undefined, after)
  return after
}
