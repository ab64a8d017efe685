// Which of several things was meant: a score for each from the words they share, from their keys and from their order.
import { distance } from 'fastest-levenshtein'
import type { Alternative, Choosable } from './hearing.ts'
import { languageOf, type Language } from './languages.ts'
import { words } from './normalise.ts'
import { numeralAt, tokens } from './numbers.ts'

/** `index` is the place in the list that was asked; `score` is 0..1; `sure` is false when another one is close or the words fit loosely. */
export type Match = { index: number; score: number; sure: boolean }

/** Under this nothing fits; from `firm` on a match needs no confirmation; two scores nearer than `close` are a doubt. */
const least = 0.4
const firm = 0.66
const close = 0.1

/** The most words of one utterance that are compared. */
const most = 60

/** Choices with the keys they are given: their own, or the next free figure in order. */
export function withKeys<T extends { key?: string }>(items: readonly T[]): T[] {
  const taken = new Set(items.map((item) => item.key).filter((key) => key !== undefined))
  const free = '123456789'.split('').filter((key) => !taken.has(key))
  return items.map((item) => (item.key === undefined ? { ...item, key: free.shift() } : item))
}

/** The best match among the items, or undefined when nothing fits. */
export function choose(text: string, items: readonly Choosable[], tag: string): Match | undefined {
  const language = languageOf(tag)
  const scored = scores(text, items, language)
  const [best, second] = scored.toSorted((a, b) => b.score - a.score)
  if (best && best.score >= least) {
    const doubt = best.score < 1 && second !== undefined && second.score > best.score - close
    if (best.score >= firm || !byNumber(text, items, language)) return { ...best, sure: best.score >= firm && !doubt }
  }
  return byNumber(text, items, language)
}

/** What is known of a set of things to choose from, ready to be asked. */
export type Model = { items: readonly Choosable[]; language: string }

/** How likely each item was meant, 0..1; the sum falls short of 1 by the probability that none was. */
export type Likelihood = { id: string; index: number; probability: number }

/** From this probability on the best item is accepted; under it nothing was meant. */
export const acceptAt = least

/** Learns the items from their labels and phrases. `language` is a BCP 47 tag. */
export function modelOf(items: readonly Choosable[], language: string): Model {
  return { items, language }
}

/** The items by how likely they were meant, the likeliest first; each reading of the recogniser counts by its confidence. */
export function classify({ items, language }: Model, alternatives: readonly Alternative[]): Likelihood[] {
  const weights = alternatives.map(({ confidence }) => confidence ?? 0.6)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const readings = alternatives.map(({ text }) => scores(text, items, languageOf(language)))
  const expected = items.map((_, index) => readings.reduce((sum, reading, i) => sum + (weights[i]! / all) * reading[index]!.score, 0))
  const total = Math.max(1, expected.reduce((sum, score) => sum + score, 0))
  return items.map(({ id }, index) => ({ id, index, probability: expected[index]! / total })).sort((a, b) => b.probability - a.probability)
}

/** The item whose label or phrase was said word for word, apart from words of courtesy. */
export function chooseExactly(text: string, items: readonly Choosable[], tag: string): Match | undefined {
  const language = languageOf(tag)
  const whole = wordsOf(text, language).join(' ')
  const index = whole === '' ? -1 : items.findIndex((item) => phrasesOf(item).some((phrase) => wordsOf(phrase, language).join(' ') === whole))
  return index < 0 ? undefined : { index, score: 1, sure: true }
}

function phrasesOf(item: Choosable): string[] {
  return [item.label, ...item.phrases]
}

/** Words without fillers; fillers stay when there is nothing else. */
function wordsOf(text: string, language: Language): string[] {
  const all = words(text).slice(0, most)
  const kept = all.filter((word) => !language.fillers.has(word))
  return kept.length > 0 ? kept : all
}

type Term = { word: string; stem: string; weight: number }

function scores(text: string, items: readonly Choosable[], language: Language): { index: number; score: number }[] {
  const stemOf = memo((word: string) => String(language.numbers.get(word) ?? language.stem(word)))
  const phrases = items.map((item) => phrasesOf(item).map((phrase) => wordsOf(phrase, language)))
  const holders = new Map<string, number>()
  for (const own of phrases) for (const stem of new Set(own.flat().map(stemOf))) holders.set(stem, (holders.get(stem) ?? 0) + 1)
  // A word that many items share tells little; a word of grammar next to nothing.
  const weigh = (word: string): Term => {
    const shared = holders.get(stemOf(word)) ?? 1
    return { word, stem: stemOf(word), weight: (language.small.has(word) ? 0.08 : 1) / Math.sqrt(shared) }
  }
  const said = wordsOf(text, language).map(weigh)
  const refused = said.some(({ word }) => language.not.has(word))
  return phrases.map((own, index) => ({ index, score: Math.max(0, ...own.map((phrase) => score(said, phrase.map(weigh), refused && !phrase.some((word) => language.not.has(word))))) }))
}

function score(said: Term[], phrase: Term[], refused: boolean): number {
  if (said.length === 0 || phrase.length === 0) return 0
  if (said.length === phrase.length && said.every(({ word }, i) => word === phrase[i]!.word)) return 1
  const likeness = said.map((term) => Math.max(...phrase.map((other) => alike(term, other))))
  const recall = share(phrase, phrase.map((term) => Math.max(...said.map((other) => alike(other, term)))))
  const precision = share(said, likeness)
  const held = contains(said, phrase) ? 0.5 + 0.2 * Math.min(1, phrase.reduce((sum, { weight }) => sum + weight, 0) / 3) + 0.28 * precision : 0
  const loose = 0.95 * (0.45 * recall + 0.55 * precision)
  return Math.max(held, loose) - (refused ? 0.25 : 0)
}

function share(terms: Term[], likeness: number[]): number {
  const all = terms.reduce((sum, { weight }) => sum + weight, 0)
  return terms.reduce((sum, { weight }, i) => sum + weight * likeness[i]!, 0) / all
}

function alike(a: Term, b: Term): number {
  if (a.word === b.word) return 1
  if (a.stem === b.stem) return 0.95
  const shorter = Math.min(a.stem.length, b.stem.length)
  if (shorter < 4 || a.stem[0] !== b.stem[0] || Math.abs(a.stem.length - b.stem.length) > 2) return 0
  const far = distance(a.stem, b.stem)
  return far === 1 && shorter >= 5 ? 0.8 : far <= 2 && shorter >= 8 ? 0.7 : 0
}

function contains(said: Term[], phrase: Term[]): boolean {
  return said.some((_, at) => phrase.every(({ stem }, i) => said[at + i]?.stem === stem))
}

function memo(make: (word: string) => string): (word: string) => string {
  const made = new Map<string, string>()
  return (word) => made.get(word) ?? made.set(word, make(word)).get(word)!
}

/** "two", "number two", "press 2": the one with that key; "the second one", "the last": the one in that place. */
function byNumber(text: string, items: readonly Choosable[], language: Language): Match | undefined {
  const said = tokens(text).filter(({ text: word }) => !language.fillers.has(word))
  const ordinalAt = said.findIndex(({ text: word, kind }) => kind === 'ordinal' || language.ordinals.has(word) || language.last.has(word))
  const bare = said.filter(({ text: word }, i) => !language.carriers.has(word) && (!language.small.has(word) || i === ordinalAt) && !(ordinalAt >= 0 && i > ordinalAt && language.numbers.get(word) === 1))
  const first = bare[0]
  if (bare.length !== 1 || !first) return undefined
  const listed = items.some(({ key }) => key !== undefined) ? items.filter(({ key }) => key !== undefined) : [...items]
  const numeral = numeralAt(bare, 0, language)
  const found = language.last.has(first.text)
    ? listed.at(-1)
    : numeral?.ordinal
      ? listed[numeral.value - 1]
      : numeral && (items.find(({ key }) => key === numeral.digits) ?? (items.some(({ key }) => key !== undefined) ? undefined : items[numeral.value - 1]))
  return found && { index: items.indexOf(found), score: 0.9, sure: true }
}
