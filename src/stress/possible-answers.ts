// What callers could say or key in where a call stands: taken from what is listened for there, so
// that each flow makes its own callers.
import { DateTime } from 'luxon'
import { draftOf, leafOf } from '../call/draft.ts'
import { hearingAt } from '../call/hear.ts'
import type { Facts } from '../call/input.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { labelOf, type SlotSpec } from '../flow/tree/slot.ts'
import type { Choosable, Hearing } from '../understand/hearing.ts'
import { languageOf } from '../languages/language.ts'
import { kindFor } from '../understand/slots.ts'
import { readBack } from '../say/read-back.ts'

/** One thing a caller could do at a question. `means` tells what for, so that each meaning is tried
 * once: an option, a value, yes, no, a universal. */
export type Answer = {
  means: string
  act: { type: 'keys'; keys: string } | { type: 'caller'; text: string }
}

/** Answers that fit, by key and by voice, those of the step first and the universals last. Empty
 * where nobody listens. */
export function answersAt({ machine, session }: Stage, facts?: Facts): Answer[] {
  const draft = draftOf(machine, session, session.at, facts)
  const leaf = leafOf(draft)
  if (leaf.kind !== 'answer' && leaf.kind !== 'confirm' && leaf.kind !== 'more') return []
  const hearing = hearingAt(draft, leaf)
  const { done, universals } = languageOf(hearing.language)
  return [
    ...(hearing.confirming ? agreement(hearing) : []),
    ...hearing.options.flatMap((option) => byChoice(`option ${option.id}`, option)),
    ...answersToWants(hearing),
    ...(hearing.done ? byPhrases('done', done) : []),
    ...hearing.questions.flatMap(({ id, phrases }) =>
      phrases.map((text) => byWords(`question ${id}`, text)),
    ),
    ...hearing.anywhere.flatMap((option) => byChoice(`anywhere ${option.id}`, option)),
    ...Object.entries(hearing.universals).flatMap(([name, key]) => [
      ...(key ? [byKeys(name, key)] : []),
      ...byPhrases(name, universals[name as keyof typeof universals]),
    ]),
  ]
}

const byKeys = (means: string, keys: string): Answer => ({ means, act: { type: 'keys', keys } })
const byWords = (means: string, text: string): Answer => ({ means, act: { type: 'caller', text } })
const byPhrases = (means: string, phrases: string[][]): Answer[] =>
  phrases.map((words) => byWords(means, words.join(' ')))

function agreement({ language }: Hearing): Answer[] {
  const { yes, no } = languageOf(language)
  return [byKeys('yes', '1'), byKeys('no', '2'), ...byPhrases('yes', yes), ...byPhrases('no', no)]
}

const byChoice = (means: string, { key, phrases }: Choosable): Answer[] => [
  ...(key === undefined ? [] : [byKeys(means, key)]),
  ...phrases.map((phrase) => byWords(means, phrase)),
]

function answersToWants(hearing: Hearing): Answer[] {
  const { wants, language } = hearing
  if (!wants) return []
  if (wants.kind === 'yes-no') return agreement(hearing)
  if (wants.kind === 'rows') {
    const none =
      wants.none === undefined
        ? []
        : [byKeys('none', wants.none), ...byPhrases('none', languageOf(language).none)]
    return [...wants.rows.flatMap((row) => byChoice(`row ${row.id}`, row)), ...none]
  }
  return valuesFor(wants.slot, hearing)
}

const HOUR = 3_600_000
const known = new WeakMap<SlotSpec, Map<string, Answer[]>>()

/** Values of a slot that are taken there, keyed in where they can be, and said as the engine would
 * say them. Days change with the time, other values do not. */
function valuesFor(slot: SlotSpec, hearing: Hearing): Answer[] {
  const when =
    slot.type === 'date' || slot.type === 'date-time' ? Math.floor(hearing.now / HOUR) : ''
  const key = `${hearing.language} ${hearing.country} ${hearing.zone} ${when}`
  const kept = known.get(slot) ?? new Map<string, Answer[]>()
  known.set(slot, kept)
  const values = kept.get(key) ?? tryValues(slot, hearing)
  kept.set(key, values)
  return values
}

function tryValues(slot: SlotSpec, hearing: Hearing): Answer[] {
  const kind = kindFor(slot.type)
  return samples(slot, hearing).flatMap(({ value, keys, words }) => {
    const text = words ?? readBack(value, slot, hearing.language, hearing.now)
    const keying = keys === undefined ? undefined : kind.key(keys, slot, hearing, true)
    return [
      ...(keying?.state === 'complete' ? [byKeys(`value ${String(value)}`, keys ?? '')] : []),
      ...(kind.hear(text, slot, hearing).readings.length > 0
        ? [byWords(`value ${String(value)}`, text)]
        : []),
    ]
  })
}

/** `words` where the engine's own way to say a value is not a caller's. */
type Sample = { value: unknown; keys?: string; words?: string }

const MOST_TRIED = 400

function samples(slot: SlotSpec, hearing: Hearing): Sample[] {
  switch (slot.type) {
    case 'choice':
      return (slot.options ?? []).map((option, index) => ({
        value: option.value,
        keys: option.key ?? String(index + 1),
        words: labelOf(option, hearing.language),
      }))
    case 'yes-no':
      return [
        { value: 'yes', keys: '1' },
        { value: 'no', keys: '2' },
      ]
    case 'digits':
      return rows(slot, hearing)
    case 'number':
      return [
        ...new Set([
          slot.min ?? 1,
          Math.ceil(((slot.min ?? 1) + (slot.max ?? 9)) / 2),
          slot.max ?? 9,
        ]),
      ].map((value) => ({ value, keys: `${value}#` }))
    case 'ordinal':
      return [1, 2, 3].map((value) => ({ value, keys: `${value}#` }))
    case 'date':
      return days(slot, hearing).map((day) => ({
        value: day.toISODate(),
        keys: day.toFormat(languageOf(hearing.language).monthFirst ? 'MMddyyyy' : 'ddMMyyyy'),
      }))
    case 'time':
      return ['10:30', '18:00'].map((value) => ({ value, keys: value.replace(':', '') }))
    case 'duration':
      return [
        Math.ceil((slot.min ?? 600_000) / 60_000),
        Math.floor((slot.max ?? 5_400_000) / 60_000),
      ].map((minutes) => ({ value: `PT${minutes}M`, keys: `${minutes}#` }))
    case 'date-time':
      return days(slot, hearing).map((day) => ({ value: `${day.toISODate()}T10:30` }))
    case 'money':
      return [slot.min ?? 12.5, slot.max ?? 40].map((value) => ({
        value,
        keys: `${String(value).replace('.', '*')}#`,
      }))
    case 'phone':
      return [
        { value: '+442079460123', keys: '00442079460123#' },
        { value: '+12025550143', keys: '0012025550143#' },
      ]
    case 'name':
      return [
        {
          value: 'Anna Novak',
          words: languageOf(hearing.language).samples.names[0],
        },
      ]
    case 'email':
      return [{ value: 'anna.novak@example.com' }]
    case 'code':
      return [...samplesOfPattern(slot.pattern), ...rows(slot, hearing)]
    case 'text':
      return [...samplesOfPattern(slot.pattern), { value: 'it has been like that since Monday' }]
    case 'recording':
    case 'row':
      return []
  }
}

/** Rows of digits of the right length that pass the slot's checksum and pattern, found by
 * trying. */
function rows(slot: SlotSpec, hearing: Hearing): Sample[] {
  const kind = kindFor(slot.type)
  const lengths = [...new Set([slot.length?.min ?? 4, slot.length?.max ?? 6])]
  return lengths.flatMap((length) => {
    const found: Sample[] = []
    for (let tried = 0; tried < MOST_TRIED && found.length < 2; tried++) {
      const digits = String(1_234_567_890 + tried * 37)
        .repeat(Math.ceil(length / 10))
        .slice(-length)
        .padStart(length, '1')
      const keys = `${digits}#`
      if (kind.key(digits, slot, hearing, true).state === 'complete')
        found.push({ value: digits, keys: length === slot.length?.max ? digits : keys })
    }
    return found
  })
}

/** Around today and at the ends of what the slot takes. */
function days({ from, to }: SlotSpec, { now, zone }: Hearing): DateTime[] {
  const today = DateTime.fromMillis(now, { zone }).startOf('day')
  const bound = (text: string | undefined): DateTime | undefined => {
    if (text === 'today') return today
    return text === undefined ? undefined : DateTime.fromISO(text, { zone })
  }
  const [first, last] = [bound(from), bound(to)]
  const near: (DateTime | undefined)[] = [
    today,
    today.plus({ days: 1 }),
    today.minus({ days: 1 }),
    today.plus({ days: 9 }),
    first,
    last,
  ]
  return near
    .filter((day) => day !== undefined)
    .filter((day) => !(first && day < first) && !(last && day > last))
}

/** A pattern of letter and digit classes with counts is written out; of another one, its samples
 * are up to the other types. */
function samplesOfPattern(pattern: string | undefined): Sample[] {
  if (pattern === undefined) return []
  const written = pattern
    .replace(/\[A-Z[^\]]*\]|\\p\{L\}/gi, 'A')
    .replace(/\[0-9\]|\\d/g, '7')
    .replace(/(.)\{(\d+)(?:,\d*)?\}/g, (_, letter: string, count: string) =>
      letter.repeat(Number(count)),
    )
    .replace(/(.)[?*]/g, '')
    .replace(/\+/g, '')
  return /^[\w -]*$/.test(written) ? [{ value: written, words: [...written].join(' ') }] : []
}
