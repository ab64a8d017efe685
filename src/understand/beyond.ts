// Values that stand in what was said beyond the words of an option: "book a table for tomorrow at
// seven".
import type { SlotSpec, SlotType } from '../flow/tree/slot.ts'
import type { Hearing } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { normalise, clean, words } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import { choosables } from './slots/choice.ts'
import type { Reading } from './slots/kind.ts'

/** Types whose values are told from other words, those that say most first; a name or free text
 * would be anything. */
const told: SlotType[] = [
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
const most = 40

/** A mark that keeps the neighbours of what was taken out apart. */
const gap = '…'

/** `other` is the second way in which it was heard. */
export type Given = { slot: string; reading: Reading; other?: Reading; unsure: boolean }

/** True for a slot that may be filled by what was not asked for. */
export const canBeGiven = (spec: SlotSpec): boolean =>
  told.includes(spec.type) && kindFor(spec.type).open?.(spec) !== true

/** What was said apart from one of the phrases: the longest that was said word for word, else all
 * words of weight in any of them. Undefined when none of them was said, as in "number two". */
export function beyond(text: string, phrases: readonly string[], tag: string): string | undefined {
  const said = split(text)
  const plain = said.map(normalise)
  const language = languageOf(tag)
  const found = phrases
    .map(words)
    .filter((phrase) => phrase.length > 0)
    .toSorted((a, b) => b.length - a.length)
    .map((phrase) => ({
      phrase,
      at: plain.findIndex((_, at) => phrase.every((word, i) => plain[at + i] === word)),
    }))
    .find(({ at }) => at >= 0)
  if (found)
    return [...said.slice(0, found.at), gap, ...said.slice(found.at + found.phrase.length)].join(
      ' ',
    )
  const own = new Set(
    phrases
      .flatMap(words)
      .filter((word) => !language.small.has(word))
      .map((word) => language.stem(word)),
  )
  const rest = said.map((word, at) => (own.has(language.stem(plain[at]!)) ? gap : word))
  return rest.includes(gap) ? rest.join(' ') : undefined
}

/** The values of some slots in an utterance. Each word counts once, for the slot that says most
 * about it. */
export function valuesIn(text: string, specs: readonly SlotSpec[], hearing: Hearing): Given[] {
  const given: Given[] = []
  let left = split(text)
  for (const spec of specs
    .filter(canBeGiven)
    .toSorted((a, b) => told.indexOf(a.type) - told.indexOf(b.type))) {
    const found = valueIn(left, spec, hearing)
    // "to" is two only where figures are awaited
    if (!found || left.slice(found.from, found.to).every((word) => isSmall(word, hearing.language)))
      continue
    given.push({
      slot: spec.name,
      reading: found.reading,
      ...(found.other ? { other: found.other } : {}),
      unsure: found.unsure || vague.has(spec.type),
    })
    left = [...left.slice(0, found.from), gap, ...left.slice(found.to)]
  }
  return given
}

/** What is left of an utterance when the words of one slot's value are taken out. */
export function withoutValue(text: string, spec: SlotSpec, hearing: Hearing): string {
  const said = split(text)
  const found = valueIn(said, spec, hearing)
  return found ? [...said.slice(0, found.from), gap, ...said.slice(found.to)].join(' ') : ''
}

const isSmall = (word: string, tag: string): boolean =>
  words(word).every((one) => languageOf(tag).small.has(one) || languageOf(tag).homophones.has(one))

const split = (text: string): string[] => clean(text).split(' ').filter(Boolean).slice(0, most)

/** A value with the fewest neighbouring words that give it. */
function valueIn(
  said: string[],
  spec: SlotSpec,
  hearing: Hearing,
): { reading: Reading; other?: Reading; unsure: boolean; from: number; to: number } | undefined {
  const hear = (from: number, to: number) =>
    spec.type === 'choice'
      ? chosen(said.slice(from, to), spec, hearing)
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
function chosen(
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
