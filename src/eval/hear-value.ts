// The best value that a slot hears in an utterance, by the same way as in calls.
import { SURE_AT } from '../flow/defaults.ts'
import type { SlotSpec, SlotType } from '../flow/tree/slot.ts'
import type { Hearing } from '../understand/hearing.ts'
import { kindFor } from '../understand/slots.ts'

/** When nothing tells: Monday, 2 March 2026, noon. */
export const ANY_TIME = Date.UTC(2026, 2, 2, 12)

/** `now` in UTC milliseconds, `country` by ISO 3166; `slot` holds limits. */
export type Setting = {
  language: string
  now: number
  country: string
  slot?: Partial<SlotSpec>
}

export type Wrong = { input: string; expected: unknown; got: unknown }

export type Scored = { right: number; total: number; wrong: Wrong[] }

/** Undefined when nothing of the type was heard. */
export function hearValue(
  type: SlotType,
  text: string,
  { language, now, country, slot }: Setting,
): unknown {
  const hearing: Hearing = {
    language,
    options: [],
    anywhere: [],
    universals: {},
    confirming: false,
    done: false,
    questions: [],
    bands: { reject: 0, sure: SURE_AT },
    now,
    zone: 'UTC',
    country,
  }
  const spec = { name: 'value', label: 'Value', ...slot, type }
  return kindFor(type).hear(text, spec, hearing).readings[0]?.value
}

/** How many of the cases are right; `wrongIn` tells what is wrong with one. */
export function tally<T>(cases: readonly T[], wrongIn: (one: T) => Wrong | undefined): Scored {
  const wrong = cases.map(wrongIn).filter((one) => one !== undefined)
  return { right: cases.length - wrong.length, total: cases.length, wrong }
}
