// Opens the desk: it looks at its queue when something changes, and each second by itself.
import type { Legs } from '../desk/control.ts'
import type { Desk } from '../desk/desk.ts'
import { NOT_YOURS } from '../desk/happening.ts'
import type { Operator } from '../desk/operator.ts'
import { SECOND } from '../flow/text/duration.ts'
import { readStaff, type DeskParts, type Dispatch } from './dispatch.ts'
import { lookSoon } from './look.ts'
import { choose, report } from './operators.ts'
import { findPlace, viewOf } from './queue-facts.ts'
import { compare, takeHappening } from './take-happening.ts'

type Options = {
  operators: () => Promise<Operator[]>
  legs: Legs
  /** how often it looks by itself, ms */
  every?: number
}

/** It emits `desk` on `live` after each change, with the ids of the contact and operator
 * concerned. */
export function openDesk(parts: DeskParts, { every = SECOND, ...options }: Options): Desk {
  const dispatch = makeDispatch(parts, options)
  const { live, operators } = dispatch
  const onTurn = (callId: string): void => {
    dispatch.changedCalls.add(callId)
    void dispatch.wake()
  }
  live.on('turn', onTurn)
  const timer = setInterval(() => void dispatch.wake(), every)
  timer.unref()
  const operator = async (id: string) => (await operators()).find((one) => one.id === id)
  return {
    isOpen: true,
    happened: (contact, happening) => takeHappening(dispatch, contact, happening),
    async accept(contact, by) {
      const reach = (await operator(by))?.reach
      return reach ? takeHappening(dispatch, contact, { type: 'accepted', by, reach }) : NOT_YOURS
    },
    choose: (id, choice) => choose(dispatch, id, choice),
    report: (id, tab, takeOver = false) => report(dispatch, id, tab, takeOver),
    operator,
    staff: () => readStaff(dispatch),
    ...viewOf(dispatch),
    place: (contact) => findPlace(dispatch, contact),
    async compare(contact) {
      await compare(dispatch, contact)
    },
    async settle() {
      await dispatch.wake()
      while (dispatch.underWay.size > 0 || dispatch.looking)
        await Promise.all([...dispatch.underWay, dispatch.looking])
    },
    async close() {
      dispatch.closed = true
      clearInterval(timer)
      live.off('turn', onTurn)
      await dispatch.looking
      await Promise.allSettled(dispatch.underWay)
    },
  }
}

function makeDispatch(parts: DeskParts, options: Omit<Options, 'every'>): Dispatch {
  const dispatch: Dispatch = {
    ...parts,
    ...options,
    tellings: new Map(),
    lastOperators: new Map(),
    handling: new Map(),
    changedCalls: new Set(),
    toCompare: new Set(),
    underWay: new Set(),
    seen: new Map(),
    again: false,
    closed: false,
    wake: () => lookSoon(dispatch),
  }
  return dispatch
}
