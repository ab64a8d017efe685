// All that a language is: what callers say in it, how values are written and said, and the engine's
// own phrases.
import type { Calendar } from './calendar.ts'
import type { CallerWords } from './caller-words.ts'
import type { CurrencyWords } from './currencies.ts'
import { fallback, languages } from './index.ts'
import type { LetterNames } from './letter-recordings.ts'
import type { NumberWords } from './numerals.ts'
import type { PhraseId } from './phrases.ts'
import type { PromptWording } from './prompt-wording.ts'
import type { ReadBackWords } from './read-back.ts'
import type { Samples } from './samples.ts'
import type { EdgeSentence } from './sentences.ts'
import type { SpellingWords } from './spelling.ts'

/** Forms of a noun by CLDR category; `other` stands in for those a language lacks. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** A language callers may speak. Whatever holds for one language and not for another stands here:
 * its words, and what it can (`monthFirst`, `negatesTwice`), so that nothing else asks which one it
 * is. */
export type Language = NumberWords &
  CallerWords &
  CurrencyWords & {
    /** ISO 639, as `Intl` takes it */
    code: string
    /** the order in which a date is keyed in and written with figures */
    monthFirst: boolean
    /** the weights of the classifier were fitted on it, so that likeness of words can be trusted */
    calibrated: boolean
    /** a recogniser of the telephone knows it */
    recognised: boolean
    calendar: Calendar
    spelling: SpellingWords
    readBack: ReadBackWords
    /** a word without its endings */
    stem: (word: string) => string
    /** words that mean about the same, one idea a line; `_` joins words that count only together */
    thesaurus: string
    /** words that come together when callers talk of one matter, a scene a line; may be empty */
    scenes: string
    /** a pair of opposite sides a line, with a stroke between them */
    opposites: string
    /** talk of anything, a sentence a line: what belongs to no option in particular */
    background: string
    words: { yes: string; no: string; minus: string; plus: string }
    phrases: Record<PhraseId, string>
    sentences: Record<EdgeSentence, string>
    letterNames: LetterNames
    promptWording: PromptWording
    samples: Samples
  }

/** Every language once, without its regional forms. */
export const allLanguages = (): Language[] =>
  Object.values(languages).filter(
    ({ code }, at, all) => all.findIndex((other) => other.code === code) === at,
  )

/** The language of a BCP 47 tag; English for one that is not known. */
export function languageOf(tag: string): Language {
  const known = tag.toLowerCase()
  return languages[known] ?? languages[known.split('-')[0] ?? ''] ?? fallback
}

/** The right form of a noun for a count. */
export function formOf(count: number, forms: Forms, tag: string): string {
  return forms[new Intl.PluralRules(languageOf(tag).code).select(count)] ?? forms.other
}

/** Forms in the order staff write them: one and other, or one, few and many in a language that tells
 * these apart; there a fraction takes `few`. */
export function formsOf([one = '', second = one, third = second]: string[], tag: string): Forms {
  const { pluralCategories } = new Intl.PluralRules(languageOf(tag).code).resolvedOptions()
  return pluralCategories.includes('few')
    ? { one, few: second, many: third, other: second }
    : { one, other: second }
}

/** A phrase of the engine with its placeholders filled. A placeholder without a value is left
 * out. */
export function phrase(
  id: PhraseId,
  tag: string,
  values: Record<string, string | number> = {},
): string {
  return languageOf(tag)
    .phrases[id].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
    .replace(/\s+/g, ' ')
    .trim()
}
