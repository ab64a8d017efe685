// What a scripted call must have reached, beside what it reached.
import type { Event } from '../call/event.ts'
import { sameName } from '../call/scope-names.ts'
import type { Handoff, Session } from '../call/session.ts'
import type { Located, Range } from '../flow/text/located.ts'
import type { CallScript } from '../flow/tree/scripted-calls.ts'
import type { Stage } from './stage.ts'

/** What did not come as written; at most one of the talk, then those of `reaches`. */
export type Mismatch = { message: string; range: Range }

/** Where a call did not come to what the script says it reaches. */
export function compareReached({ log, session }: Stage, { reaches }: CallScript): Mismatch[] {
  if (!reaches) return []
  const events = log.flatMap((turn) => turn.events)
  const handoffs = handoffsIn(events)
  return [
    ...compareGoal(events, reaches),
    ...compareDesk(handoffs, reaches),
    ...compareEnd(session, reaches),
    ...compareSlots(session, reaches),
    ...compareCard(handoffs.at(-1), reaches),
  ]
}

type Reaches = NonNullable<CallScript['reaches']>

const mismatch = (expected: Located<unknown>, message: string): Mismatch => ({
  message: `expected ${message}`,
  range: expected.range,
})

const quoteAll = (names: string[]): string =>
  names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : 'none'

/** Callers handed to a desk, and promised a call back by one. */
const handoffsIn = (events: Event[]): Handoff[] =>
  events.flatMap((event) => {
    if (event.type === 'handed off') return [event.handoff]
    const promised = event.type === 'callback promised' && event.handoff
    return typeof promised === 'object' ? [promised] : []
  })

function compareGoal(events: Event[], { goal }: Reaches): Mismatch[] {
  const goals = events.flatMap((event) => (event.type === 'reached goal' ? [event.goal] : []))
  if (!goal || goals.includes(goal.value)) return []
  return [mismatch(goal, `the goal "${goal.value}", but reached ${quoteAll(goals)}`)]
}

function compareDesk(handoffs: Handoff[], { desk }: Reaches): Mismatch[] {
  const desks = handoffs.map((one) => one.desk)
  if (!desk || desks.some((one) => sameName(one, desk.value))) return []
  return [mismatch(desk, `the desk "${desk.value}", but reached ${quoteAll(desks)}`)]
}

function compareEnd({ status, state }: Session, { ended }: Reaches): Mismatch[] {
  if (!ended || (status === 'ended') === ended.value) return []
  const message = ended.value
    ? `the call to be over, but it is at "${state.leaf}"`
    : 'the call to go on, but it is over'
  return [mismatch(ended, message)]
}

function compareSlots(session: Session, { slots }: Reaches): Mismatch[] {
  return [...(slots?.values() ?? [])].flatMap(({ name, value }) => {
    const held = Object.entries(session.slots).find(([slot]) => sameName(slot, name.value))?.[1]
    if (held && [held.text, valueText(held.value)].includes(value.value)) return []
    const found = held ? `"${held.text}"` : 'nothing'
    return [mismatch(value, `"${value.value}" in slot "${name.value}", but found ${found}`)]
  })
}

function compareCard(last: Handoff | undefined, { card }: Reaches): Mismatch[] {
  return [...(card?.values() ?? [])].flatMap(({ name, value }) => {
    if (!last)
      return [mismatch(value, `a card with "${name.value}", but the call was handed to nobody`)]
    const text = last.values.find(({ slot }) => sameName(slot, name.value))?.text ?? 'not asked'
    if (text === value.value) return []
    return [
      mismatch(value, `"${value.value}" for "${name.value}" on the card, but found "${text}"`),
    ]
  })
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}
