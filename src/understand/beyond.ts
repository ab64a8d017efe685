// Values that stand in what was said beyond the words of an option: "book a table for tomorrow at
// seven".
import type { SlotSpec, SlotType } from '../flow/tree/slot.ts'
import type { Hearing } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { clean, normalise, phraseAt, words } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import { choosables } from './slots/choice.ts'
import type { Reading } from './slots/kind.ts'

/** Types whose values are told from other words, those that say most first; a name or free text
 * would be anything. */
const types: readonly SlotType[] = [
  'email',
  'phone',
  'date-time',
  'date',
  'time',
  'money',
  'duration',
  'code',
  'digits',
  'choice',
  'number',
]

/** Any number in a sentence could be meant, so one that was not asked for is read back. */
const vague = new Set<SlotType>(['number', 'choice'])

/** The most words of an utterance that are gone through. */
const MOST_WORDS = 40

/** A mark that keeps the neighbours of what was taken out apart. */
const GAP = '…'

/** `other` is the second way in which it was heard. */
export type Given = { slot: string; reading: Reading; other?: Reading; unsure: boolean }

/** True for a slot that may be filled by what was not asked for. */
export const canBeGiven = (spec: SlotSpec): boolean =>
  types.includes(spec.type) && kindFor(spec.type).open?.(spec) !== true

/** What was said apart from one of the phrases: the longest that was said word for word, else all
 * words of weight in any of them. Undefined when none of them was said, as in "number two". */
export function beyond(text: string, phrases: readonly string[], tag: string): string | undefined {
  const said = split(text)
  const plain = said.map(normalise)
  const { small, stem } = languageOf(tag)
  const found = phrases
    .map(words)
    .filter((phrase) => phrase.length > 0)
    .toSorted((a, b) => b.length - a.length)
    .map((phrase) => ({ phrase, at: plain.findIndex((_, at) => phraseAt(plain, at, [phrase])) }))
    .find(({ at }) => at >= 0)
  if (found) return cutOut(said, found.at, found.at + found.phrase.length).join(' ')
  const own = new Set(
    phrases
      .flatMap(words)
      .filter((word) => !small.has(word))
      .map(stem),
  )
  const rest = said.map((word) => (own.has(stem(normalise(word))) ? GAP : word))
  return rest.includes(GAP) ? rest.join(' ') : undefined
}

const cutOut = (said: readonly string[], from: number, to: number): string[] => [
  ...said.slice(0, from),
  GAP,
  ...said.slice(to),
]

/** The values of some slots in an utterance. Each word counts once, for the slot that says most
 * about it. */
export function valuesIn(text: string, specs: readonly SlotSpec[], hearing: Hearing): Given[] {
  const given: Given[] = []
  let left = split(text)
  const inOrder = specs
    .filter(canBeGiven)
    .toSorted((a, b) => types.indexOf(a.type) - types.indexOf(b.type))
  for (const spec of inOrder) {
    const found = valueIn(left, spec, hearing)
    if (!found) continue
    const { reading, other, unsure, from, to } = found
    // "to" is two only where figures are awaited
    if (left.slice(from, to).every((word) => isSmall(word, hearing.language))) continue
    given.push({
      slot: spec.name,
      reading,
      ...(other && { other }),
      unsure: unsure || vague.has(spec.type),
    })
    left = cutOut(left, from, to)
  }
  return given
}

/** What is left of an utterance when the words of one slot's value are taken out. */
export function withoutValue(text: string, spec: SlotSpec, hearing: Hearing): string {
  const said = split(text)
  const found = valueIn(said, spec, hearing)
  return found ? cutOut(said, found.from, found.to).join(' ') : ''
}

function isSmall(word: string, tag: string): boolean {
  const { small, homophones } = languageOf(tag)
  return words(word).every((one) => small.has(one) || homophones.has(one))
}

const split = (text: string): string[] =>
  clean(text).split(' ').filter(Boolean).slice(0, MOST_WORDS)

/** A value with the fewest neighbouring words that give it. */
function valueIn(
  said: string[],
  spec: SlotSpec,
  hearing: Hearing,
): { reading: Reading; other?: Reading; unsure: boolean; from: number; to: number } | undefined {
  const hear = (from: number, to: number) =>
    spec.type === 'choice'
      ? hearLabel(said.slice(from, to), spec, hearing)
      : kindFor(spec.type).hear(said.slice(from, to).join(' '), spec, hearing)
  const whole = hear(0, said.length)
  const [reading] = whole.readings
  if (!reading) return undefined
  const same = (from: number, to: number) => {
    const { readings, unsure } = hear(from, to)
    return (
      from < to &&
      JSON.stringify(readings[0]?.value) === JSON.stringify(reading.value) &&
      readings.length <= whole.readings.length &&
      (!unsure || whole.unsure === true)
    )
  }
  let [from, to] = [0, said.length]
  while (same(from + 1, to)) from++
  while (same(from, to - 1)) to--
  const heard = hear(from, to)
  return {
    reading,
    other: heard.readings[1],
    unsure: heard.readings.length > 1 || heard.unsure === true || whole.readings.length > 1,
    from,
    to,
  }
}

/** Only a label or phrase that was said: a likeness with the rest of a sentence is chance. */
function hearLabel(
  said: string[],
  spec: SlotSpec,
  hearing: Hearing,
): { readings: Reading[]; unsure?: boolean } {
  const language = languageOf(hearing.language)
  const stems = (text: string) => words(text).map((word) => language.stem(word))
  const all = ` ${stems(said.join(' ')).join(' ')} `
  const items = choosables(spec, hearing.language).filter(({ label, phrases }) =>
    [label, ...phrases].some(
      (phrase) =>
        words(phrase).some((word) => !language.small.has(word)) &&
        all.includes(` ${stems(phrase).join(' ')} `),
    ),
  )
  return { readings: items.map(({ id, label }) => ({ value: id, text: label })) }
}
