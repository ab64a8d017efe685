// The languages of the pages, and what a language does to numbers and names. Each page has its words
// in a file a language; those in English say which there must be.
import type { languageNames } from './words.ts'

export type PageLanguage = keyof typeof languageNames

const rules: Record<PageLanguage, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  be: new Intl.PluralRules('be'),
  ru: new Intl.PluralRules('ru'),
}

/** In the order in which words give them. */
const FORMS: Intl.LDMLPluralRule[] = ['one', 'few', 'many']

/** A whole number with the form that goes with it: `plural('en', 3, 'minute', 'minutes')` is
 * `3 minutes`. The forms are for one, then for few and many where the language tells them apart;
 * the last is for all others. */
export function plural(language: PageLanguage, count: number, ...forms: string[]): string {
  const form = forms[FORMS.indexOf(rules[language].select(count))] ?? forms.at(-1)
  return `${count} ${form}`
}

/** The word for what may have none: a name out of a log, a code that an author wrote. */
export const wordFor = <T>(words: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined

/** The language of a BCP 47 tag by its name; what names none stays as it is. */
export function nameLanguage(tag: string, language: PageLanguage): string {
  try {
    const names = new Intl.DisplayNames([language], { type: 'language' })
    return names.of(tag.split('-')[0] ?? tag) ?? tag
  } catch {
    return tag
  }
}
