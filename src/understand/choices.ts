// Which of several things was meant: by its very words, by its number or place, or by its
// likelihood.
import { bare, core } from './classify/features.ts'
import { classify, modelOf, plain } from './classify/models.ts'
import type { Alternative, Choosable } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { numeralAt, tokens } from './numbers.ts'

export { outsideIn, unofferedOutside } from './classify/calibration.ts'
export { classify, modelOf, type Likelihood, type Model } from './classify/models.ts'

/** `index` is the place in the list that was asked; `score` its probability, 0..1; `rival` another
 * one that is about as likely. */
export type Match = { index: number; score: number; sure: boolean; rival?: number }

/** From this probability on the likeliest item is accepted; under it nothing was meant. */
export const acceptAt = 0.45

/** From this probability on an item needs no confirmation. */
export const sureAt = 0.8

/** An item with this share of the best one's probability is its rival. */
const close = 0.5

/** A word that stands in this share of an item's phrases is a name of it. */
const half = 0.5

/** Choices with the keys they are given: their own, or the next free figure in order. */
export function withKeys<T extends { key?: string }>(items: readonly T[]): T[] {
  const taken = new Set(items.map((item) => item.key).filter((key) => key !== undefined))
  const free = '123456789'.split('').filter((key) => !taken.has(key))
  return items.map((item) => (item.key === undefined ? { ...item, key: free.shift() } : item))
}

/**
 * The item that was meant, or undefined when none was; `bands` are probabilities as in a flow's
 * `confidence`. Two items that are close are accepted
 * together, when they reach the middle between the bands. `outside` is the share of what is said
 * that belongs to no item. A number or place said alone is the item there, unless another one has
 * it in its own words.
 */
export function choose(
  readings: string | readonly Alternative[],
  items: readonly Choosable[],
  tag: string,
  bands = { reject: acceptAt, sure: sureAt },
  outside?: number,
): Match | undefined {
  const alternatives = typeof readings === 'string' ? [{ text: readings, confidence: 1 }] : readings
  const [first] = alternatives
  if (items.length === 0 || !first) return undefined
  const numbered = chooseExactly(first.text, items, tag) ?? byNumber(first.text, items, tag)
  if (numbered) return numbered
  const [best, second] = classify(modelOf(items, tag), alternatives, outside)
  if (!best) return undefined
  const named =
    alternatives.length === 1 && best.probability < plain
      ? alsoNamed(first.text, best.index, items, tag)
      : undefined
  const sure = best.probability >= bands.sure && named === undefined
  const rival =
    !sure && second && second.probability >= close * best.probability ? second : undefined
  const together =
    rival !== undefined && best.probability + rival.probability >= (bands.reject + bands.sure) / 2
  return best.probability >= bands.reject || together
    ? { index: best.index, score: best.probability, sure, rival: named ?? rival?.index }
    : undefined
}

/** Another item of which a word was said that stands in half of its phrases, or more, and in none
 * of the best one's: "parcel complaint". */
function alsoNamed(
  text: string,
  best: number,
  items: readonly Choosable[],
  tag: string,
): number | undefined {
  const { held, language } = modelOf(items, tag).learnt
  const said = core(text, language).split(' ')
  const ownWord = (index: number, other: number) =>
    said.some(
      (stem) => (held[index]!.stems.get(stem) ?? 0) >= half && !held[other]!.stems.has(stem),
    )
  const found = held.findIndex(
    (_, index) => index !== best && ownWord(index, best) && ownWord(best, index),
  )
  return found < 0 ? undefined : found
}

/** The item whose label or phrase was said word for word, apart from words of courtesy. */
export function chooseExactly(
  text: string,
  items: readonly Choosable[],
  tag: string,
): Match | undefined {
  const { exact, language } = modelOf(items, tag).learnt
  const whole = bare(text, language)
  const index = whole === '' ? undefined : exact.get(whole)
  return index === undefined ? undefined : { index, score: plain, sure: true }
}

/** "two", "number two", "press 2": the one with that key; "the second one", "the last": the one in
 * that place. */
export function byNumber(
  text: string,
  items: readonly Choosable[],
  tag: string,
): Match | undefined {
  const language = languageOf(tag)
  const said = tokens(text).filter(({ text: word }) => !language.fillers.has(word))
  const ordinalAt = said.findIndex(
    ({ text: word, kind }) =>
      kind === 'ordinal' || language.ordinals.has(word) || language.last.has(word),
  )
  const alone = said.filter(
    ({ text: word }, i) =>
      !language.carriers.has(word) &&
      (!language.small.has(word) || i === ordinalAt) &&
      !(ordinalAt >= 0 && i > ordinalAt && language.numbers.get(word) === 1),
  )
  const first = alone[0]
  if (alone.length !== 1 || !first) return undefined
  const numeral = numeralAt(alone, 0, language)
  if (!numeral && !language.last.has(first.text)) return undefined
  const owners = modelOf(items, tag).learnt.held.flatMap(({ stems }, index) =>
    stems.has(language.stem(first.text)) ? [index] : [],
  )
  if (owners.length === 1) return { index: owners[0]!, score: plain, sure: true }
  const listed = items.some(({ key }) => key !== undefined)
    ? items.filter(({ key }) => key !== undefined)
    : [...items]
  const found = language.last.has(first.text)
    ? listed.at(-1)
    : numeral?.ordinal
      ? listed[numeral.value - 1]
      : numeral &&
        (items.find(({ key }) => key === numeral.digits) ??
          (items.some(({ key }) => key !== undefined) ? undefined : items[numeral.value - 1]))
  return found && { index: items.indexOf(found), score: plain, sure: true }
}
