// What may be heard at a question, and what was made of it.
import type { SlotSpec } from '../flow/tree/slot.ts'
import type { Universal } from '../languages/caller-words.ts'

/** One reading of what was said, as the recogniser gave it. `confidence` is 0..1, absent when it
 * gave none. */
export type Alternative = { text: string; confidence?: number }

/** A value with where it came from and how sure we are. `value` is normalised (ISO dates, E.164,
 * plain digits), `text` is what is shown. */
export type Value = {
  value: unknown
  text: string
  from: 'keys' | 'speech' | 'lookup' | 'line' | 'flow'
  confidence?: number
  confirmed: boolean
  /** the caller gave it unasked, so the question for it may be skipped once */
  volunteered?: boolean
  /** heard in more ways than one: read back before it is taken */
  unsure?: boolean
  /** the other way it was heard, while the caller is asked which of the two is meant */
  other?: { value: unknown; text: string }
  /** letter by letter, while it is read back a second time */
  spelled?: string
}

/** Something that can be chosen by words or key. `phrases` are in the language listened for, the
 * label among them. */
export type Choosable = { id: string; label: string; phrases: string[]; key?: string }

/** All that counts as an answer at one moment of a call. */
export type Hearing = {
  /** BCP 47 tag of the language the caller is spoken to in */
  language: string
  options: Choosable[]
  anywhere: Choosable[]
  /** keys of the universals; a universal that is absent is off, both key and word; an empty key
   * leaves the word alone */
  universals: Partial<Record<Universal, string>>
  /** the value asked for, a yes or no, or a row of a list */
  wants?:
    | { kind: 'slot'; slot: SlotSpec }
    | { kind: 'yes-no' }
    | { kind: 'rows'; rows: Choosable[]; none?: string }
  /** yes and no are answers too, because something is being confirmed */
  confirming: boolean
  /** the two options between which the caller is asked to choose */
  between?: (Choosable & { anywhere: boolean })[]
  /** the value that was read back and may be corrected */
  held?: Value
  /** "no, thank you" and "goodbye" end the visit (event DONE) */
  done: boolean
  /** questions of the FAQ that may be asked here: id and phrasings in this language */
  questions: Choosable[]
  /** below `reject` nothing was understood; from `sure` on nothing need be confirmed. Both the
   * recogniser and our own understanding must reach them */
  bands: { reject: number; sure: number }
  /** UTC milliseconds and IANA zone, for "tomorrow" */
  now: number
  zone: string
  /** country for telephone numbers without a prefix, ISO 3166 */
  country: string
}

/**
 * What the machine's alphabet is made from. `sure: false` asks for a confirmation, with `rival`
 * which of the two was meant. The confidence of an option or
 * a question is the smaller one of two: how sure the recogniser was of the words, and how likely
 * they mean this. `why` is the engine phrase that tells what was wrong.
 */
export type Meaning =
  | {
      kind: 'option'
      id: string
      anywhere: boolean
      sure: boolean
      confidence?: number
      text: string
      rival?: { id: string; anywhere: boolean }
      volunteered?: Value
    }
  | { kind: 'value'; value: Value; sure: boolean }
  | { kind: 'row'; row: number; sure: boolean; confidence?: number }
  | { kind: 'none' }
  | { kind: 'yes' | 'no' | 'done' }
  | { kind: 'universal'; universal: Universal }
  | { kind: 'question'; id: string; confidence?: number }
  | { kind: 'invalid'; why: 'invalid' | 'invalid length' | 'invalid checksum' | 'invalid range' }
  | { kind: 'no match' }

/** What keys came to: a meaning and the keys left over for the next question, or nothing yet
 * (`wait`) with all keys kept. */
export type Keyed = { meaning: Meaning; rest: string } | { wait: true; kept: string }
