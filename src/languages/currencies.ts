// The words for money in one language, beyond the names that the locale data has.
import type { Forms } from './language.ts'
import { wordSet } from './normalise.ts'

/** `code` is an ISO 4217 code; `main` and `small` are the forms in which the commonest are read
 * back. */
export type Currency = {
  code: string
  words: Set<string>
  cents: Set<string>
  main?: Forms
  small?: Forms
}

export type CurrencyWords = {
  currencies: Currency[]
  /** adjectives that settle whose currency is meant: Russian → RUB */
  currencyOf: Map<string, string>
  /** how the adjectives end that stand before the noun in the locale data's names; absent where the
   * noun stands last: Canadian dollars */
  currencyAdjective?: RegExp
  /** endings of a noun as it is when money is paid or wanted, where that is a form of its own */
  accusative: [ending: RegExp, instead: string][]
  /** between the whole and its hundredths: five euros *and* ten cents */
  moneyLink: string
}

/** Currencies that are understood by these words and never read back by them. */
export const heardCurrencies = (words: Record<string, [main: string, small: string]>): Currency[] =>
  Object.entries(words).map(([code, [main, small]]) => ({
    code,
    words: wordSet(main),
    cents: wordSet(small),
  }))

/** Each of the words with the code of the currency it settles. */
export const ownersOf = (words: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries(words).flatMap(([code, list]) => [...wordSet(list)].map((word) => [word, code])),
  )
