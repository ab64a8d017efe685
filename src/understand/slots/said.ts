// What was said as a row of words in which days, hours and lengths of time are looked for.
import { simplify, phraseAt } from '../../languages/normalise.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { tokens, type Token } from '../tokens.ts'

/** `plain` are the normalised texts of the tokens, place for place. */
export type Said = { tokens: readonly Token[]; plain: readonly string[]; language: Language }

/** A text in one language, with what recognisers write brought into words of their own. */
export function saidIn(text: string, tag: string): Said {
  const language = languageOf(tag)
  const spread = simplify(
    text.replace(
      /(\d*)\s?([¼½¾])/g,
      (_, whole: string, part: string) =>
        ` ${Number(whole) + { '¼': 0.25, '½': 0.5, '¾': 0.75 }[part]!} `,
    ),
  )
  return said(
    split(
      tokens(
        language.calendar.rewrites.reduce((rest, [from, to]) => rest.replace(from, to), spread),
      ),
      language,
    ),
    language,
  )
}

// 2020/23 beside the name of a month is two numbers, and so is the 10-15 of minutes
function split(all: readonly Token[], language: Language): Token[] {
  return all.flatMap((token, at) =>
    /^(?:\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4})$/.test(token.text) ||
    (/^\d{1,2}-\d{1,2}$/.test(token.text) &&
      all[at + 1]?.kind === 'word' &&
      units(language).some((words) => words.has(all[at + 1]!.text)))
      ? token.text.split(/[-/]/).map((text): Token => ({ text, kind: 'figures' }))
      : [token],
  )
}

const units = ({ calendar: { yearUnits, monthUnits, dayUnits, secondUnits } }: Language) => [
  yearUnits,
  monthUnits,
  dayUnits,
  secondUnits,
]

function said(all: readonly Token[], language: Language): Said {
  return { tokens: all, plain: all.map(({ text }) => text), language }
}

/** The same with a mark in place of some words, which keeps their neighbours apart. */
export function without(from: number, to: number, { tokens: all, language }: Said): Said {
  return said(
    all.toSpliced(
      from,
      to - from,
      ...Array.from({ length: to - from }, () => ({ text: '-', kind: 'sign' as const })),
    ),
    language,
  )
}

/** The place after any of these words from here on. */
export function past(
  words: { has: (word: string) => boolean },
  at: number,
  { plain }: Said,
): number {
  let place = at
  while (words.has(plain[place] ?? '')) place++
  return place
}

/** The place after one of these phrases; undefined when none stands here. */
export function after(
  phrases: readonly string[][],
  at: number,
  { plain }: Said,
): number | undefined {
  const phrase = phraseAt(plain, at, phrases)
  return phrase && at + phrase.length
}

/** The value of the longest named phrase that stands here, and the place after it. */
export function named<T>(
  names: readonly [string[], T][],
  at: number,
  { plain }: Said,
): { value: T; to: number } | undefined {
  const found = names.find(([phrase]) => phraseAt(plain, at, [phrase]))
  return found && { value: found[1], to: at + found[0].length }
}

/** What is meant of several finds: not what follows a "not", and not what comes before "no, I
 * mean", as long as something else is left. */
export function meant<T extends { from: number; to: number }>(
  found: readonly T[],
  said: Said,
): readonly T[] {
  const { not, instead, clock } = said.language.calendar
  const denied = ({ from }: T) =>
    not.has(said.plain[from - 1] ?? '') ||
    (not.has(said.plain[from - 2] ?? '') && clock.at.has(said.plain[from - 1] ?? ''))
  const kept = found.some((one) => !denied(one)) ? found.filter((one) => !denied(one)) : found
  const turn = said.plain.findLastIndex(
    (_, at) => after(instead, at, said) !== undefined && kept.some(({ from }) => from > at),
  )
  return turn < 0 ? kept : kept.filter(({ from }) => from > turn)
}
