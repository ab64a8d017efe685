// Ringing a desk without a queue: its people in order or together, round after round, until the
// time is up.
import { LEAST_RINGS, RINGS, WAIT_AT_MOST } from '../flow/defaults.ts'
import type { Desk } from '../flow/tree/flow.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { SECOND } from '../flow/text/duration.ts'
import type { Draft } from './draft.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'

const MOST_ROUNDS = 3

/** Begins to ring; false when there is nobody to ring. */
export function beginRinging(
  draft: Draft,
  desk: Desk,
  leaf: Leaf,
  { people, order }: Input & { type: 'people' },
): boolean {
  if (people.length === 0) return false
  draft.session.ringing = {
    desk: leaf.step,
    handoff: draft.session.handoff ?? '',
    people: people.map(({ to }) => ({ to })),
    order,
    next: 0,
    round: 1,
    since: draft.at,
  }
  return ringNext(draft, desk)
}

type Ringing = NonNullable<Session['ringing']>

/** The next attempt; false when all was tried or the time is up. */
export function ringNext(draft: Draft, desk: Desk): boolean {
  const before = draft.session.ringing
  if (!before) return false
  const ringing = { ...before, people: before.people.map((person) => ({ ...person })) }
  draft.session.ringing = ringing
  const left = (desk['wait at most']?.value ?? WAIT_AT_MOST) - (draft.at - ringing.since)
  const seconds = Math.floor(Math.min(desk.rings?.value ?? RINGS, left) / SECOND)
  if (seconds < LEAST_RINGS / SECOND) return false
  return ringing.order === 'together'
    ? ringTogether(draft, desk, ringing, seconds)
    : ringInOrder(draft, desk, ringing, seconds)
}

/** All who did not refuse, and once more. */
function ringTogether(draft: Draft, desk: Desk, ringing: Ringing, seconds: number): boolean {
  const willing = ringing.people.filter(({ refused }) => !refused).map(({ to }) => to)
  if (ringing.next >= 2 || willing.length === 0) return false
  noteRinging(draft, desk, willing, seconds)
  ringing.next++
  return true
}

/** One after the other, round after round; those who refused are left out. */
function ringInOrder(draft: Draft, desk: Desk, ringing: Ringing, seconds: number): boolean {
  if (ringing.people.every(({ refused }) => refused)) return false
  for (;;) {
    if (ringing.next >= ringing.people.length) {
      ringing.next = 0
      ringing.round++
    }
    if (ringing.round > MOST_ROUNDS) return false
    const person = ringing.people[ringing.next++]
    if (!person || person.refused) continue
    noteRinging(draft, desk, [person.to], seconds)
    return true
  }
}

function noteRinging(draft: Draft, desk: Desk, people: string[], seconds: number): void {
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
