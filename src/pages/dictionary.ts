// The languages of the pages, and what a language does to numbers and moments. Each page has its
// words in a file a language, and those in English say which there must be.
/** Each language by its own name. */
export const languageNames = { en: 'English', be: 'Беларуская', ru: 'Русский' }

export type PageLanguage = keyof typeof languageNames

/** In the order in which words give them. */
const FORMS: Intl.LDMLPluralRule[] = ['one', 'few', 'many']

const rules: Record<PageLanguage, Intl.PluralRules> = {
  en: new Intl.PluralRules('en'),
  be: new Intl.PluralRules('be'),
  ru: new Intl.PluralRules('ru'),
}

/** A whole number with the form that goes with it: `counted('ru', 3, 'минута', 'минуты', 'минут')`
 * is `3 минуты`. The forms are for one, then for few and many where the language tells them apart;
 * the last is for all others. */
export function counted(language: PageLanguage, count: number, ...forms: string[]): string {
  const form = forms[FORMS.indexOf(rules[language].select(count))] ?? forms.at(-1)
  return `${count} ${form}`
}

/** The word for what may have none: a name out of a log, a code that an author wrote. */
export const wordFor = <T>(words: Record<string, T>, name: string): T | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined

/** A moment as staff read it, in the time of the server. */
export const momentOf = (at: number, language: PageLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(at)
