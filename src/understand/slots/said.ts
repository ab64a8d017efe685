// What was said as a row of words in which days, hours and lengths of time are looked for.
import { unlessEmpty } from '../../ground/lists.ts'
import { simplify, phraseAt } from '../../languages/normalise.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { numeralAt, type Numeral } from '../numbers.ts'
import { tokens, type Token } from '../tokens.ts'

/** `plain` are the normalised texts of the tokens, place for place. */
export type Said = { tokens: readonly Token[]; plain: readonly string[]; language: Language }

/** A text in one language, with what recognisers write brought into words of their own. */
export function saidIn(text: string, tag: string): Said {
  const language = languageOf(tag)
  const spread = text.replace(
    /(\d*)\s?([¼½¾])/g,
    (_, whole: string, part: string) => ` ${Number(whole) + (quarters.get(part) ?? 0)} `,
  )
  const rewritten = language.calendar.rewrites.reduce(
    (rest, [from, to]) => rest.replace(from, to),
    simplify(spread),
  )
  return rowOf(splitPairs(tokens(rewritten), language), language)
}

const quarters = new Map([
  ['¼', 0.25],
  ['½', 0.5],
  ['¾', 0.75],
])

/** 2020/23 beside the name of a month is two numbers, and so is the 10-15 of minutes. */
function splitPairs(all: readonly Token[], language: Language): Token[] {
  return all.flatMap((token, at) =>
    /^(?:\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4})$/.test(token.text) ||
    (/^\d{1,2}-\d{1,2}$/.test(token.text) && isUnit(all[at + 1], language))
      ? token.text.split(/[-/]/).map((text): Token => ({ text, kind: 'figures' }))
      : [token],
  )
}

function isUnit(token: Token | undefined, { calendar }: Language): boolean {
  const { yearUnits, monthUnits, dayUnits, secondUnits } = calendar
  return (
    token?.kind === 'word' &&
    [yearUnits, monthUnits, dayUnits, secondUnits].some((units) => units.has(token.text))
  )
}

function rowOf(all: readonly Token[], language: Language): Said {
  return { tokens: all, plain: all.map(({ text }) => text), language }
}

/** The same with a mark in place of some words, which keeps their neighbours apart. */
export function blankOut(
  { from, to }: { from: number; to: number },
  { tokens: all, language }: Said,
): Said {
  const mark: Token = { text: '-', kind: 'sign' }
  return rowOf(
    all.map((token, at) => (at >= from && at < to ? mark : token)),
    language,
  )
}

/** The word at a place, nothing before the first and after the last. */
export const wordAt = (at: number, { plain }: Pick<Said, 'plain'>): string => plain[at] ?? ''

/** The number at a place. */
export const numeralIn = (at: number, { tokens: all, language }: Said): Numeral | undefined =>
  numeralAt(all, at, language)

/** The place after any of these words from here on. */
export function skip(
  words: { has: (word: string) => boolean },
  at: number,
  said: Pick<Said, 'plain'>,
): number {
  let place = at
  while (words.has(wordAt(place, said))) place++
  return place
}

/** The place after one of these words, or the same where none stands. */
export const skipOne = (words: ReadonlySet<string>, at: number, said: Said): number =>
  words.has(wordAt(at, said)) ? at + 1 : at

/** The place after one of these phrases; undefined when none stands here. */
export function endOf(
  phrases: readonly string[][],
  at: number,
  { plain }: Said,
): number | undefined {
  const phrase = phraseAt(plain, at, phrases)
  return phrase && at + phrase.length
}

/** The value of the longest named phrase that stands here, and the place after it. */
export function namedAt<T>(
  names: readonly [string[], T][],
  at: number,
  { plain }: Said,
): { value: T; to: number } | undefined {
  const found = names.find(([phrase]) => phraseAt(plain, at, [phrase]))
  return found && { value: found[1], to: at + found[0].length }
}

/** What is meant of several finds: not what follows a "not", and not what comes before "no, I
 * mean", as long as something else is left. */
export function selectMeant<T extends { from: number; to: number }>(
  found: readonly T[],
  said: Said,
): readonly T[] {
  const { not, instead, clock } = said.language.calendar
  const isDenied = ({ from }: T) =>
    not.has(wordAt(from - 1, said)) ||
    (not.has(wordAt(from - 2, said)) && clock.at.has(wordAt(from - 1, said)))
  const meant = found.filter((one) => !isDenied(one))
  const left = unlessEmpty(meant, found)
  const turn = said.plain.findLastIndex(
    (_, at) => endOf(instead, at, said) !== undefined && left.some(({ from }) => from > at),
  )
  return turn < 0 ? left : left.filter(({ from }) => from > turn)
}
