// Words of the pages in three languages; each page has its own, and the types let none be missing.
import type { InterfaceLanguage } from '../staff/account.ts'

/**
 * The same words in each language: texts, or functions of what is put into them.
 * The English ones give the keys; a missing or unknown key in another language is a type error.
 */
export function dictionary<T extends Record<string, unknown>>(words: {
  en: T
  be: NoInfer<T>
  ru: NoInfer<T>
}): Record<InterfaceLanguage, T> {
  return words
}

/** Each language by its own name. */
export const languageNames: Record<InterfaceLanguage, string> = {
  en: 'English',
  be: 'Беларуская',
  ru: 'Русский',
}

const rules: Record<InterfaceLanguage, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  be: new Intl.PluralRules('be'),
  ru: new Intl.PluralRules('ru'),
}

/** The form that goes with a number: `counted('ru', 3, { one: 'минута', few: 'минуты', other:
 * 'минут' })` is `3 минуты`. */
export function counted(
  language: InterfaceLanguage,
  count: number,
  forms: { one: string; few?: string; many?: string; other: string },
): string {
  const rule = rules[language].select(count)
  return `${count} ${(rule === 'one' ? forms.one : rule === 'few' ? forms.few : rule === 'many' ? forms.many : undefined) ?? forms.other}`
}

/** A moment as staff read it, in the time of the server. */
export const momentOf = (at: number, language: InterfaceLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at)
