// How a notice of the staff stands: on or off, its words by language, until when, who set it so.

/** By language tag. Under `''` stand words from before they were by language, good for all. */
export type Texts = Record<string, string>

/** What changed a notice when it was nobody who was signed in. */
export const hands = ['command line', 'practice phone', 'its end'] as const

export type Hand = (typeof hands)[number]

/** Times are UTC milliseconds; at `until` it is off by itself. `seq` grows by one with each change,
 * 0 for what was never set. `by` is an account's id, or one of `hands`. */
export type Standing = {
  on: boolean
  texts: Texts
  until?: number
  seq: number
  at?: number
  by?: string
}

export const neverSet: Standing = { on: false, texts: {}, seq: 0 }

export const isOn = ({ on, until }: Pick<Standing, 'on' | 'until'>, now: number): boolean =>
  on && (until === undefined || now < until)

/** The words for a language; undefined where there are none. */
export const textFor = (texts: Texts, language: string): string | undefined =>
  texts[language] ?? texts['']

/** The words of these languages, and those good for all. */
export const textsFor = (texts: Texts, languages: readonly string[]): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([one]) => one === '' || languages.includes(one)))

/** The languages that have no words yet, in their order. */
export const withoutWords = (texts: Texts, languages: readonly string[]): string[] =>
  languages.filter((language) => textFor(texts, language) === undefined)

/** What was written, without languages left empty. */
export const writtenTexts = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([language, text]) => {
      const clean = text.replace(/\s+/g, ' ').trim()
      return clean === '' ? [] : [[language, clean]]
    }),
  )

/** Characters of words in one language. */
export const LONGEST_TEXT = 500
