// Lengths of time: counted in words, or keyed in as minutes. The value is ISO 8601 text, so that "a
// month" stays a month.
import { unlessEmpty } from '../../ground/lists.ts'
import { MINUTE, SECOND } from '../../flow/text/duration.ts'
import {
  formatLength,
  parseLength,
  SECONDS_OF_HOUR,
  SECONDS_OF_MINUTE,
  type Length,
} from '../../flow/text/length.ts'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { findAll } from '../tokens.ts'
import { languageOf } from '../../languages/language.ts'
import { sayLength } from '../../say/speak-value.ts'
import {
  hintList,
  settle,
  sift,
  type Keying,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'
import { lengthAt, secondsOf, type LengthFound } from './length.ts'
import { numeralIn, saidIn, selectMeant, wordAt, type Said } from './said.ts'

/** The most keys when no maximum is set: 69 days in minutes. */
const MOST_KEYS = 5

function fault(iso: string, { min, max }: SlotSpec): Why | undefined {
  const length = parseLength(iso)
  const ms = length && secondsOf(length) * SECOND
  if (ms === undefined || ms <= 0) return 'invalid'
  return ms < (min ?? -Infinity) || ms > (max ?? Infinity) ? 'invalid range' : undefined
}

const reading = (iso: string, language: string): Reading => ({
  value: iso,
  text: sayLength(iso, language),
})

type Found = LengthFound & { from: number }

/** All lengths in the words; those that were counted come before "the week". */
function lengthsIn(said: Said): readonly Found[] {
  const found = findAll(said.plain.length, (at): Found | undefined => {
    const here = clockLengthAt(at, said) ?? lengthAt(at, said)
    return here && { ...here, from: at }
  }).flatMap((one) => [...alternatives(one, said), one])
  const counted = found.filter((one) => one.counted)
  return selectMeant(unlessEmpty(counted, found), said)
}

/** 1:30 as hours and minutes. */
function clockLengthAt(at: number, said: Said): LengthFound | undefined {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(wordAt(at, said))
  if (!clock) return undefined
  const seconds = Number(clock[1]) * SECONDS_OF_HOUR + Number(clock[2]) * SECONDS_OF_MINUTE
  return { length: { months: 0, days: 0, seconds }, to: at + 1, counted: true, vague: false }
}

/** The most words of the first of two numbers. */
const LONGEST_FIRST = 3

/** "ten or fifteen minutes", "two-three hours": the first number has the unit of the second. */
function alternatives(found: Found, said: Said): Found[] {
  const { or, clock } = said.language.calendar
  const link = wordAt(found.from - 1, said)
  const end = or.has(link) || clock.to.has(link) ? found.from - 1 : found.from
  const first = Array.from({ length: Math.min(LONGEST_FIRST, end) }, (_, i) =>
    numeralIn(end - 1 - i, said),
  ).find((numeral) => numeral?.to === end)
  const count = numeralIn(found.from, said)?.value
  if (!first || !count) return []
  const share = first.value / count
  const { months, days, seconds } = found.length
  const length: Length = {
    months: months * share,
    days: days * share,
    seconds: Math.round(seconds * share * 1e6) / 1e6,
  }
  return Object.values(length).every(Number.isInteger) ? [{ ...found, length }] : []
}

export const duration: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = lengthsIn(saidIn(text, hearing.language))
    const heard = sift(
      found.map(({ length }) => reading(formatLength(length), hearing.language)),
      ({ value }) => fault(String(value), spec),
    )
    return found.some(({ vague }) => vague) ? { ...heard, unsure: true } : heard
  },
  key: (keys, spec, hearing, ended): Keying => {
    const most = maxKeys(spec)
    if (keys.length < most && !ended) return { state: 'wait' }
    const entry = keys.slice(0, most)
    const iso = formatLength({ months: 0, days: 0, seconds: Number(entry) * SECONDS_OF_MINUTE })
    const why = fault(iso, spec)
    return settle(entry, why, reading(iso, hearing.language))
  },
  hints: (_spec, tag) =>
    hintList(
      Object.values(languageOf(tag).calendar.forms).flatMap((forms) => Object.values(forms)),
    ),
  maxKeys,
  expects: 'words',
}

function maxKeys({ max }: SlotSpec): number {
  if (max === undefined) return MOST_KEYS
  return Math.min(MOST_KEYS, String(Math.max(1, Math.floor(max / MINUTE))).length)
}
