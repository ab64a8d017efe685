// The languages callers speak: their words, and the engine's own phrases in them.
import type { PhraseId } from '../flow/tree/phrases.ts'
import type { Calendar } from './calendar.ts'
import type { Universal } from '../understand/hearing.ts'
import { be } from './be/words.ts'
import { en, enUS } from './en/words.ts'
import { ru } from './ru/words.ts'
import type { NumberWords } from '../understand/numbers.ts'

/** Forms of a noun by CLDR category; `other` stands in for those a language lacks. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Lists of phrases are split into words, longest phrase first. Maps go from a normalised word to
 * its value. */
export type Language = NumberWords & {
  code: 'en' | 'ru' | 'be'
  /** the order in which a date is keyed in and written with figures */
  monthFirst: boolean
  last: Set<string>
  calendar: Calendar
  /** words for currencies beyond those of the locale data, and the forms in which the commonest are
   * read back */
  currencies: {
    code: string
    words: Set<string>
    cents: Set<string>
    main?: Forms
    small?: Forms
  }[]
  /** adjectives that settle whose currency is meant: российский → RUB */
  currencyOf: Map<string, string>
  yes: string[][]
  no: string[][]
  /** "I do", "it is": a yes when nothing follows */
  echoes: string[][]
  /** I think so, I doubt it: an answer that is asked about */
  likely: string[][]
  unlikely: string[][]
  unsure: string[][]
  /** good morning, right now: what only looks like an answer */
  neither: string[][]
  /** words that turn the answer after them round: not right, not wrong */
  negations: Set<string>
  wrong: Set<string>
  not: Set<string>
  universals: Record<Universal, string[][]>
  done: string[][]
  none: string[][]
  /** words that carry "number two", "press two" and add nothing */
  carriers: Set<string>
  fillers: Set<string>
  /** words of courtesy and grammar that decide nothing */
  small: Set<string>
  /** said before a name or an answer: "my name is", "it is" */
  leads: string[][]
  nameLeads: string[][]
  stem: (word: string) => string
  words: { yes: string; no: string; minus: string; plus: string }
  phrases: Record<PhraseId, string>
}

const all = new Map<string, Language>([
  ['en', en],
  ['en-us', enUS],
  ['ru', ru],
  ['be', be],
])

/** The language of a BCP 47 tag; English for one that is not known. */
export function languageOf(tag: string): Language {
  const known = tag.toLowerCase()
  return all.get(known) ?? all.get(known.split('-')[0] ?? '') ?? en
}

/** The right form of a noun for a count. */
export function formOf(count: number, forms: Forms, tag: string): string {
  return forms[new Intl.PluralRules(languageOf(tag).code).select(count)] ?? forms.other
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
