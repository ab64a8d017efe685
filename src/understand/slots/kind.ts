// What every slot type knows about itself: how it is heard and keyed in.
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { memo } from '../../ground/memo.ts'
import type { Hearing } from '../hearing.ts'

/** The engine phrase that tells why something cannot be an answer. */
export type Why = 'invalid' | 'invalid length' | 'invalid checksum' | 'invalid range'

/** One way to take what was said. `value` is normalised, `text` is what a person reads. */
export type Reading = { value: unknown; text: string }

/** No readings and no `why`: nothing of this type was said. Several readings: the best first.
 * `unsure`: the words fit loosely. */
export type Heard = { readings: Reading[]; why?: Why; unsure?: boolean }

/** `used` is how many of the keys belong to the answer. A refusal without `why` means that keys say
 * nothing here. */
export type Keying =
  | { state: 'complete'; reading: Reading; used: number }
  | { state: 'wait' }
  | { state: 'refused'; why?: Why; used: number }

export type SlotKind = {
  /** Words to readings. */
  hear: (text: string, spec: SlotSpec, hearing: Hearing) => Heard
  /** Keys to a value; `ended`: `#` or the timer closed the entry. Only money sees `*` inside. */
  key: (keys: string, spec: SlotSpec, hearing: Hearing, ended: boolean) => Keying
  /** Phrases for the recogniser, at most 100 characters each. */
  hints: (spec: SlotSpec, language: string) => string[]
  /** The most keys an answer can have; absent when only `#` or the timer ends it. */
  maxKeys: (spec: SlotSpec) => number | undefined
  expects: 'choice' | 'digits' | 'words'
  /** almost any words are an answer, so options of the step are looked for first */
  open?: (spec: SlotSpec) => boolean
}

export const nothing: Heard = { readings: [] }

/** An entry that is over and says something. */
export const accept = (entry: string, reading: Reading): Keying => ({
  state: 'complete',
  reading,
  used: entry.length,
})

/** An entry that is over and cannot be an answer; without `why` keys say nothing here. */
export const refuse = (entry: string, why?: Why): Keying => ({
  state: 'refused',
  why,
  used: entry.length,
})

/** An entry that is over: refused where something is wrong with what it says. */
export const settle = (entry: string, why: Why | undefined, reading: Reading): Keying =>
  why ? refuse(entry, why) : accept(entry, reading)

/** For types that have no keypad. */
export const noKeys = (keys: string): Keying => refuse(keys)

/** Readings that hold, or the reason of the first that does not. */
export function sift(readings: Reading[], check: (reading: Reading) => Why | undefined): Heard {
  const judged = readings.map((reading) => ({ reading, why: check(reading) }))
  const good = judged.filter(({ why }) => why === undefined).map(({ reading }) => reading)
  const distinct = good.filter(
    (reading, i) =>
      good.findIndex((other) => JSON.stringify(other.value) === JSON.stringify(reading.value)) ===
      i,
  )
  const why = judged.find((one) => one.why !== undefined)?.why
  return distinct.length > 0 || why === undefined ? { readings: distinct } : { readings: [], why }
}

/** The whole text fits the pattern; a pattern that cannot be compiled lets everything pass, since
 * the checker reports it. */
export function fits(text: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true
  return compiled(pattern)?.test(text) ?? true
}

/** Patterns of the slots in use: a code is tried in many forms. */
const MOST_COMPILED = 1000

const compiled = memo(
  (pattern: string): RegExp | undefined => {
    try {
      return new RegExp(`^(?:${pattern})$`, 'iu')
    } catch {
      return undefined
    }
  },
  { most: MOST_COMPILED },
)

/** The most characters of a phrase for the recogniser. */
const LONGEST_HINT = 100

/** Hints as a recogniser takes them. */
export function hintList(hints: Iterable<string>): string[] {
  return [...new Set(hints)]
    .map((hint) => hint.slice(0, LONGEST_HINT).trim())
    .filter((hint) => hint !== '')
}
