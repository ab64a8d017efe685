// Ringing a desk without a queue: its people in order or together, round after round, until the
// time is up.
import type { Desk } from '../flow/tree/flow.ts'
import type { Draft } from './draft.ts'
import type { Person } from './input.ts'

const RINGS = 20_000
const WAIT_AT_MOST = 300_000
const MOST_ROUNDS = 3

/** Begins to ring; false when there is nobody to ring. */
export function beginRinging(
  draft: Draft,
  desk: Desk,
  name: string,
  handoff: string,
  people: Person[],
  order: 'in order' | 'together',
): boolean {
  if (people.length === 0) return false
  draft.session.ringing = {
    desk: name,
    handoff,
    people: people.map(({ to }) => ({ to })),
    order,
    next: 0,
    round: 1,
    since: draft.at,
  }
  return ringNext(draft, desk)
}

/** The next attempt; false when all was tried or the time is up. Those who refused are not rung
 * again; together, only one more round is made. */
export function ringNext(draft: Draft, desk: Desk): boolean {
  const before = draft.session.ringing
  if (!before) return false
  const ringing = { ...before, people: before.people.map((person) => ({ ...person })) }
  draft.session.ringing = ringing
  const left = (desk['wait at most']?.value ?? WAIT_AT_MOST) - (draft.at - ringing.since)
  const seconds = Math.floor(Math.min(desk.rings?.value ?? RINGS, left) / 1000)
  if (seconds < 5) return false
  const willing = ringing.people.filter(({ refused }) => !refused)
  if (ringing.order === 'together') {
    if (ringing.next >= 2 || willing.length === 0) return false
    rang(
      draft,
      desk,
      willing.map(({ to }) => to),
      seconds,
    )
    ringing.next++
    return true
  }
  if (willing.length === 0) return false
  do {
    if (ringing.next >= ringing.people.length) {
      ringing.next = 0
      ringing.round++
    }
    if (ringing.round > MOST_ROUNDS) return false
  } while (ringing.people[ringing.next++]?.refused)
  const person = ringing.people[ringing.next - 1]
  if (!person) return false
  rang(draft, desk, [person.to], seconds)
  return true
}

function rang(draft: Draft, desk: Desk, people: string[], seconds: number): void {
  const { ringing } = draft.session
  if (!ringing) return
  draft.events.push({
    type: 'rang',
    desk: ringing.desk,
    handoff: ringing.handoff,
    people,
    seconds,
    attempt: (ringing.round - 1) * ringing.people.length + ringing.next + 1,
    showNumber: desk['show number']?.value ?? 'line',
    record: desk.record?.value ?? false,
  })
}
