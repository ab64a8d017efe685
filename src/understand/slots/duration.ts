// Lengths of time: counted in words, or keyed in as minutes. The value is ISO 8601 text, so that "a
// month" stays a month.
import { formatLength, parseLength } from '../../flow/text/length.ts'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { numeralAt } from '../numbers.ts'
import { languageOf } from '../../languages/language.ts'
import { sayLength } from '../../say/speak-value.ts'
import { hintList, sift, type Keying, type Reading, type SlotKind, type Why } from './kind.ts'
import { lengthAt, secondsOf, type LengthFound } from './length.ts'
import { meant, saidIn, type Said } from './said.ts'

/** The most keys when no maximum is set: 69 days in minutes. */
const longest = 5

function fault(iso: string, { min, max }: SlotSpec): Why | undefined {
  const length = parseLength(iso)
  const ms = length && secondsOf(length) * 1000
  if (ms === undefined || ms <= 0) return 'invalid'
  return ms < (min ?? -Infinity) || ms > (max ?? Infinity) ? 'invalid range' : undefined
}

const reading = (iso: string, language: string): Reading => ({
  value: iso,
  text: sayLength(iso, language),
})

type Found = LengthFound & { from: number }

/** All lengths in the words; those that were counted come before "the week". */
function lengths(said: Said): readonly Found[] {
  const found: Found[] = []
  for (let at = 0; at < said.plain.length;) {
    const clock = /^(\d{1,2}):([0-5]\d)$/.exec(said.plain[at]!)
    const here = clock
      ? {
          length: { months: 0, days: 0, seconds: Number(clock[1]) * 3600 + Number(clock[2]) * 60 },
          to: at + 1,
          counted: true,
          vague: false,
        }
      : lengthAt(at, said)
    if (here) found.push(...alternative(at, here, said), { ...here, from: at })
    at = here?.to ?? at + 1
  }
  const counted = found.some((one) => one.counted) ? found.filter((one) => one.counted) : found
  return meant(counted, said)
}

/** "ten or fifteen minutes", "two-three hours": the first number has the unit of the second. */
function alternative(at: number, found: LengthFound, said: Said): Found[] {
  const { or, clock } = said.language.calendar
  const end =
    or.has(said.plain[at - 1] ?? '') || clock.to.has(said.plain[at - 1] ?? '') ? at - 1 : at
  const first = [1, 2, 3]
    .map((back) => (end < back ? undefined : numeralAt(said.tokens, end - back, said.language)))
    .find((numeral) => numeral?.to === end)
  const count = numeralAt(said.tokens, at, said.language)?.value
  const share = first && count ? first.value / count : undefined
  const { months, days, seconds } = found.length
  const length = share !== undefined && {
    months: months * share,
    days: days * share,
    seconds: Math.round(seconds * share * 1e6) / 1e6,
  }
  return length && Object.values(length).every(Number.isInteger)
    ? [{ ...found, length, from: at }]
    : []
}

export const duration: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = lengths(saidIn(text, hearing.language))
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
    const iso = formatLength({ months: 0, days: 0, seconds: Number(entry) * 60 })
    const why = fault(iso, spec)
    return why
      ? { state: 'refused', why, used: entry.length }
      : { state: 'complete', reading: reading(iso, hearing.language), used: entry.length }
  },
  hints: (_spec, tag) =>
    hintList(
      Object.values(languageOf(tag).calendar.forms).flatMap((forms) => Object.values(forms)),
    ),
  maxKeys,
  expects: 'words',
}

function maxKeys({ max }: SlotSpec): number {
  return max === undefined
    ? longest
    : Math.min(longest, String(Math.max(1, Math.floor(max / 60_000))).length)
}
