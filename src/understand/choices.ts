// Which of several things was meant: by its very words, by its number or place, or by its
// likelihood.
import { ACCEPT_AT, SURE_AT } from '../flow/defaults.ts'
import { unlessEmpty } from '../ground/lists.ts'
import { languageOf, type Language } from '../languages/language.ts'
import { substanceOf, withoutFillers } from './classify/features.ts'
import type { Held } from './classify/held.ts'
import { CERTAIN, classify, modelOf, type Likelihood } from './classify/models.ts'
import type { Alternative, Choosable } from './hearing.ts'
import { numeralAt, type Numeral } from './numbers.ts'
import { tokens, type Token } from './tokens.ts'

/** `index` is the place in the list that was asked; `score` its probability, 0..1; `rival` another
 * one that is about as likely. */
export type Match = { index: number; score: number; sure: boolean; rival?: number }

/** An item with this share of the best one's probability is its rival. */
const RIVAL_SHARE = 0.5

/** A word that stands in this share of an item's phrases is a name of it. */
const NAME_SHARE = 0.5

/** Probabilities as in a flow's `confidence`; `outside` is the share of what is said that belongs
 * to no item. */
export type Limits = { reject: number; sure: number; outside?: number }

/** Choices with the keys they are given: their own, or the next free figure in order. */
export function withKeys<T extends { key?: string }>(items: readonly T[]): T[] {
  const taken = new Set(items.map((item) => item.key).filter((key) => key !== undefined))
  const free = [...'123456789'].filter((key) => !taken.has(key))
  return items.map((item) => (item.key === undefined ? { ...item, key: free.shift() } : item))
}

/**
 * The item that was meant, or undefined when none was. Two items that are close are accepted
 * together, when they reach the middle between the bands. A number or place said alone is the item
 * there, unless another one has it in its own words. `tag` is a BCP 47 tag.
 */
export function choose(
  readings: string | readonly Alternative[],
  items: readonly Choosable[],
  tag: string,
  limits: Limits = { reject: ACCEPT_AT, sure: SURE_AT },
): Match | undefined {
  const alternatives = typeof readings === 'string' ? [{ text: readings, confidence: 1 }] : readings
  const [first] = alternatives
  if (items.length === 0 || !first) return undefined
  const numbered = chooseExactly(first.text, items, tag) ?? chooseByNumber(first.text, items, tag)
  if (numbered) return numbered
  const likely = classify(modelOf(items, tag), alternatives, limits.outside)
  const [best] = likely
  if (!best) return undefined
  const named = alternatives.length === 1 ? alsoNamed(first.text, best, items, tag) : undefined
  const sure = best.probability >= limits.sure && named === undefined
  const rival = sure ? undefined : rivalIn(likely)
  if (best.probability < limits.reject && !reachTogether(best, rival, limits)) return undefined
  return { index: best.index, score: best.probability, sure, rival: named ?? rival?.index }
}

function rivalIn([best, second]: readonly Likelihood[]): Likelihood | undefined {
  const close = best && second && second.probability >= RIVAL_SHARE * best.probability
  return close ? second : undefined
}

const reachTogether = (
  best: Likelihood,
  rival: Likelihood | undefined,
  { reject, sure }: Limits,
): boolean => rival !== undefined && best.probability + rival.probability >= (reject + sure) / 2

/** Another item of which a word was said that stands in half of its phrases, or more, and in none
 * of the best one's: "parcel complaint". */
function alsoNamed(
  text: string,
  best: Likelihood,
  items: readonly Choosable[],
  tag: string,
): number | undefined {
  const { held, language } = modelOf(items, tag).learnt
  const own = held[best.index]
  if (!own || best.probability >= CERTAIN) return undefined
  const said = substanceOf(text, language).split(' ')
  const hasOwnWord = (one: Held, other: Held) =>
    said.some((stem) => (one.stems.get(stem) ?? 0) >= NAME_SHARE && !other.stems.has(stem))
  const found = held.findIndex((one) => one !== own && hasOwnWord(one, own) && hasOwnWord(own, one))
  return found < 0 ? undefined : found
}

const certain = (index: number): Match => ({ index, score: CERTAIN, sure: true })

/** The item whose label or phrase was said word for word, apart from words of courtesy. */
export function chooseExactly(
  text: string,
  items: readonly Choosable[],
  tag: string,
): Match | undefined {
  const { exact, language } = modelOf(items, tag).learnt
  const whole = withoutFillers(text, language)
  const index = whole === '' ? undefined : exact.get(whole)
  return index === undefined ? undefined : certain(index)
}

/** "two", "number two", "press 2": the one with that key; "the second one", "the last": the one in
 * that place. */
export function chooseByNumber(
  text: string,
  items: readonly Choosable[],
  tag: string,
): Match | undefined {
  const language = languageOf(tag)
  const only = onlyToken(text, language)
  if (!only) return undefined
  const numeral = numeralAt([only], 0, language)
  const last = language.last.has(only.text)
  if (!numeral && !last) return undefined
  const stem = language.stem(only.text)
  const owners = [...modelOf(items, tag).learnt.held.entries()].filter(([, { stems }]) =>
    stems.has(stem),
  )
  const [owner, ...others] = owners
  if (owner && others.length === 0) return certain(owner[0])
  const found = last ? inOrder(items).at(-1) : numeral && itemNumbered(numeral, items)
  return found && certain(items.indexOf(found))
}

/** The only token of weight; "one" after a place is none: "the second one". */
function onlyToken(text: string, language: Language): Token | undefined {
  const { fillers, ordinals, last, carriers, small, numbers } = language
  const said = tokens(text).filter(({ text: word }) => !fillers.has(word))
  const place = said.findIndex(
    ({ text: word, kind }) => kind === 'ordinal' || ordinals.has(word) || last.has(word),
  )
  const [only, ...more] = said.filter(
    ({ text: word }, i) =>
      !carriers.has(word) &&
      (!small.has(word) || i === place) &&
      !(place >= 0 && i > place && numbers.get(word) === 1),
  )
  return more.length === 0 ? only : undefined
}

/** The items that are counted: those with keys, where some have. */
function inOrder(items: readonly Choosable[]): readonly Choosable[] {
  const keyed = items.filter(({ key }) => key !== undefined)
  return unlessEmpty(keyed, items)
}

function itemNumbered(
  { value, digits, ordinal }: Numeral,
  items: readonly Choosable[],
): Choosable | undefined {
  const counted = inOrder(items)
  if (ordinal) return counted[value - 1]
  const byKey = items.find(({ key }) => key === digits)
  return byKey ?? (counted === items ? items[value - 1] : undefined)
}
