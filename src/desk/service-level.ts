// How well a queue was served: counts of its contacts, and the eight usual service levels made of
// them. Pure.
import { SECOND } from '../flow/text/duration.ts'
import type { Contact, ContactStatus } from './contact.ts'

/** `within` is T, in which callers are to be answered; an abandon before `short` was not worth
 * counting. Both in ms. */
export type Target = { within: number; short: number }

/** 80 % within 20 s is a convention; whose origin nobody knows. */
export const USUAL_TARGET: Target = { within: 20 * SECOND, short: 5 * SECOND }

/**
 * What became of one contact in its queue, `wait` ms after it joined: an operator talked with the
 * caller, the caller hung up, took a
 * callback, or left by another way (overflow, the desk's `nobody`). `waiting`: not decided yet.
 */
export type Fate =
  | { how: 'answered' | 'abandoned' | 'callback' | 'flowed out'; wait: number; at: number }
  | { how: 'waiting' }

/** Counts and sums (ms) of contacts; those of several intervals or queues are added, never their
 * percentages averaged. */
export type Tally = {
  offered: number
  answered: number
  answeredInTime: number
  abandoned: number
  abandonedInTime: number
  /** sooner than the target's `short` */
  short: number
  callbacks: number
  callbacksInTime: number
  /** callbacks among them */
  flowedOut: number
  waitOfAnswered: number
  waitOfAbandoned: number
}

export const EMPTY_TALLY: Tally = {
  offered: 0,
  answered: 0,
  answeredInTime: 0,
  abandoned: 0,
  abandonedInTime: 0,
  short: 0,
  callbacks: 0,
  callbacksInTime: 0,
  flowedOut: 0,
  waitOfAnswered: 0,
  waitOfAbandoned: 0,
}

const FATES: Partial<Record<ContactStatus, 'abandoned' | 'callback' | 'flowed out'>> = {
  abandoned: 'abandoned',
  callback: 'callback',
  left: 'flowed out',
  nobody: 'flowed out',
}

/**
 * A contact is answered when the first operator talks with the caller; whisper and ringing belong
 * to the wait. What comes after (a dropped
 * leg, a transfer) is the same contact, counted at the desk that has it now.
 */
export function fateOf({
  status,
  since,
  enqueuedAt,
  talks,
}: Pick<Contact, 'status' | 'since' | 'enqueuedAt' | 'talks'>): Fate {
  const [first] = talks
  if (first) return { how: 'answered', at: first.from, wait: first.from - enqueuedAt }
  const how = FATES[status]
  return how ? { how, at: since, wait: since - enqueuedAt } : { how: 'waiting' }
}

/**
 * Counts calls, not callbacks, whose wait is promised and no caller's. A contact is offered in the
 * interval in which it joined and answered,
 * abandoned or gone in the one in which that happened, so the two sides need not agree. `from`
 * belongs to the interval, `to` does not.
 */
export function tally(
  contacts: readonly Pick<Contact, 'kind' | 'status' | 'since' | 'enqueuedAt' | 'talks'>[],
  { within, short }: Target = USUAL_TARGET,
  { from = -Infinity, to = Infinity } = {},
): Tally {
  const counts = { ...EMPTY_TALLY }
  const inside = (at: number): boolean => at >= from && at < to
  for (const contact of contacts) {
    if (contact.kind !== 'call') continue
    if (inside(contact.enqueuedAt)) counts.offered++
    const fate = fateOf(contact)
    if (fate.how === 'waiting' || !inside(fate.at)) continue
    // answered within T is inclusive, a short abandon is strict
    const inTime = Number(fate.wait <= within)
    switch (fate.how) {
      case 'answered':
        counts.answered++
        counts.answeredInTime += inTime
        counts.waitOfAnswered += fate.wait
        break
      case 'abandoned':
        counts.abandoned++
        counts.abandonedInTime += inTime
        counts.short += Number(fate.wait < short)
        counts.waitOfAbandoned += fate.wait
        break
      case 'callback':
        counts.callbacks++
        counts.callbacksInTime += inTime
        counts.flowedOut++
        break
      case 'flowed out':
        counts.flowedOut++
    }
  }
  return counts
}

const COUNTS = Object.keys(EMPTY_TALLY) as (keyof Tally)[]

/** Several tallies as one. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = { ...EMPTY_TALLY }
  for (const one of tallies) for (const name of COUNTS) sum[name] += one[name]
  return sum
}

type Share = { met: number; of: number }

/**
 * A: only answered calls count. B: each abandon counts against. C: but for short ones (ours where
 * nothing else is said). D: but for those
 * within T. E: abandons within T are successes. F: short abandons are. G: whoever left the queue
 * within T, of all who were offered. H: callers
 * who went another way count against too.
 */
export const serviceLevels = {
  A: ({ answeredInTime, answered }) => ({ met: answeredInTime, of: answered }),
  B: ({ answeredInTime, answered, abandoned }) => ({
    met: answeredInTime,
    of: answered + abandoned,
  }),
  C: ({ answeredInTime, answered, abandoned, short }) => ({
    met: answeredInTime,
    of: answered + abandoned - short,
  }),
  D: ({ answeredInTime, answered, abandoned, abandonedInTime }) => ({
    met: answeredInTime,
    of: answered + abandoned - abandonedInTime,
  }),
  E: ({ answeredInTime, answered, abandoned, abandonedInTime }) => ({
    met: answeredInTime + abandonedInTime,
    of: answered + abandoned,
  }),
  F: ({ answeredInTime, answered, abandoned, short }) => ({
    met: answeredInTime + short,
    of: answered + abandoned,
  }),
  G: ({ answeredInTime, abandonedInTime, callbacksInTime, offered }) => ({
    met: answeredInTime + abandonedInTime + callbacksInTime,
    of: offered,
  }),
  H: ({ answeredInTime, answered, abandoned, flowedOut }) => ({
    met: answeredInTime,
    of: answered + abandoned + flowedOut,
  }),
} as const satisfies Record<string, (counts: Tally) => Share>

export type ServiceLevel = keyof typeof serviceLevels

export const USUAL_SERVICE_LEVEL: ServiceLevel = 'C'

/** A part from 0 to 1; null where there is nothing to be a part of. */
export const ratio = ({ met, of }: Share): number | null => (of === 0 ? null : met / of)

export const serviceLevel = (
  counts: Tally,
  variant: ServiceLevel = USUAL_SERVICE_LEVEL,
): number | null => ratio(serviceLevels[variant](counts))

/** Average speed of answer, ms: the mean wait of those who were answered. */
export const averageWait = ({ waitOfAnswered, answered }: Tally): number | null =>
  ratio({ met: waitOfAnswered, of: answered })

export const averageAbandon = ({ waitOfAbandoned, abandoned }: Tally): number | null =>
  ratio({ met: waitOfAbandoned, of: abandoned })

/** Abandoned of offered; `short`: without short abandons on either side. */
export const abandonRate = (
  { abandoned, offered, short }: Tally,
  { withoutShort = false } = {},
): number | null =>
  ratio({
    met: abandoned - Number(withoutShort) * short,
    of: offered - Number(withoutShort) * short,
  })
