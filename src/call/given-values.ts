// What a call is begun with: texts from outside, read as the flow declares them.
import { plainName } from '../flow/text/expression.ts'
import type { Slot } from '../flow/tree/flow.ts'
import type { Hearing, Value } from '../understand/hearing.ts'
import type { SlotType } from '../flow/tree/slot.ts'
import { kindFor } from '../understand/slots.ts'
import type { Draft } from './draft.ts'
import { rootOf } from './draft.ts'
import { zoneOf } from './scope-names.ts'

/** The most characters of a value that is given. */
export const LONGEST_GIVEN = 500

/** Notes what the call was given. What the flow does not declare, or what cannot be read, is not
 * known; the log tells both. */
export function takeGiven(draft: Draft, given: Record<string, string> | undefined): void {
  if (!given) return
  const { scope } = rootOf(draft)
  const known: Record<string, Value> = {}
  for (const [name, text] of Object.entries(given)) {
    const slot = declaredAs(scope.flow.given, name)
    const value = slot && readGiven(draft, slot, text)
    if (slot && value) known[slot.name] = value
    draft.events.push({ type: 'given', name: slot?.name ?? name, value: value ?? null })
  }
  draft.session.given = known
}

/** A value the flow is given, by its name; `_` may stand for a space. */
export const declaredAs = (given: ReadonlyMap<string, Slot>, name: string): Slot | undefined =>
  given.get(name) ?? [...given.values()].find((slot) => plainName(slot.name) === plainName(name))

/** Read as if it were said, but nobody can be asked which of two was meant, and all of the text must
 * belong to the value. */
function readGiven(draft: Draft, slot: Slot, text: string): Value | undefined {
  const written = text.trim()
  const { type } = slot
  if (written === '' || written.length > LONGEST_GIVEN) return undefined
  if (type === 'duration' && isoLength.test(written)) return readIso(written)
  if (figures[type]?.test(written) === false) return undefined
  const said = type === 'code' ? [...written].join(' ') : written
  const { readings, unsure } = kindFor(type).hear(said, slot, hearingOf(draft))
  const exact = readings.find(({ value }) => value === exactly(type, written))
  const meant = exact ?? (readings.length === 1 && !unsure ? readings[0] : undefined)
  if (type === 'code' && !exact) return undefined
  return meant && { value: meant.value, text: meant.text, from: 'line', confirmed: false }
}

const isoLength = /^P(?=[\dT])[\dYMWDTHS.]+$/

/** Figures with nothing else between them: readers of what is said pass over other words. */
const figures: Partial<Record<SlotType, RegExp>> = {
  digits: /^[\d\s.-]+$/,
  number: /^[+-]?\d+(?:[.,]\d+)?$/,
  ordinal: /^\d+$/,
  phone: /^[+\d\s().-]+$/,
}

/** A text that is its value already, but for the T of a moment and the signs between those of a
 * code. */
function exactly(type: SlotType, written: string): string {
  if (type === 'code') return written.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return type === 'date-time' ? written.replace(/^(\S+) (\d\d:\d\d)$/, '$1T$2') : written
}

/** A length of time as other programs write it. */
const readIso = (written: string): Value => ({
  value: written,
  text: written,
  from: 'line',
  confirmed: false,
})

/** Nothing is asked, so nothing else can be meant. */
function hearingOf(draft: Draft): Hearing {
  const { scope } = rootOf(draft)
  const { language } = draft.session
  return {
    language,
    options: [],
    anywhere: [],
    universals: {},
    confirming: false,
    done: false,
    questions: [],
    bands: scope.flow.confidence,
    now: draft.at,
    zone: zoneOf(scope),
    country: language.slice(-2),
  }
}
