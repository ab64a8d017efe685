// Currencies as people name them: dollars, Canadian dollars, quid, $, EUR.
import {
  currencyCodes,
  currencyNamesOf,
  currencySigns,
  localCurrency,
} from '../languages/currency-names.ts'
import type { Language } from '../languages/language.ts'
import { textAt, type Token } from './tokens.ts'

/** A currency found in the words: ISO 4217 code, whether its hundredth was named, and the place
 * after (or before) it. */
export type Unit = { currency: string; cents: boolean; from: number; to: number; times?: number }

/** What settles whose dollars are meant: the language, and the country (ISO 3166) of the line. */
export type Locale = { language: Language; country: string }

/** Codes that are English words as well, and so are not heard as codes. */
const wordCodes = new Set(
  'ALL ANG BAM BAN BOB COP CUP GEL GIP LAK MAD MOP PEN RON SIT SOS STN TOP TRY'.split(' '),
)

/** Letters before a dollar sign. */
const dollars = new Map(
  Object.entries({
    AUD: 'a au aus',
    BRL: 'r',
    CAD: 'c ca can',
    HKD: 'hk',
    JMD: 'j',
    MXN: 'mex mx',
    NZD: 'nz',
    SGD: 's sg',
    TWD: 'nt',
    USD: 'us',
    XCD: 'ec',
  }).flatMap(([code, letters]) => letters.split(' ').map((own) => [own, code] as const)),
)

const codeSet = new Set(currencyCodes)

/** True when the word names a currency, its hundredth or its code. */
export function isUnit(word: string, language: Language): boolean {
  const { nouns, cents } = currencyNamesOf(language)
  return nouns.has(word) || cents.has(word) || codeOf(word) !== undefined
}

/** Where the name that ends in the noun at this place begins: with the adjectives before it, as in
 * "a New Zealand dollar". */
export function startOfName(said: readonly string[], noun: number, language: Language): number {
  const { nouns, qualifiers } = currencyNamesOf(language)
  let at = noun
  for (let before = said[at - 1]; before !== undefined; before = said[at - 1]) {
    if (nouns.has(before) || !qualifiers.has(language.stem(before))) break
    at--
  }
  return at
}

/** EUR, and MEUR for millions of them. */
function codeOf(word: string): { code: string; times?: number } | undefined {
  const upper = word.toUpperCase()
  if (codeSet.has(upper) && !wordCodes.has(upper)) return { code: upper }
  if (/^M[A-Z]{3}$/.test(upper) && codeSet.has(upper.slice(1)))
    return { code: upper.slice(1), times: 1e6 }
  return undefined
}

/** The most adjectives before the noun. */
const MOST_ADJECTIVES = 3

/** The currency named from this place on: a sign, a code, or adjectives, a noun and what settles
 * whose it is: "Swiss francs", "dollars of the USA". */
export function unitAt(said: readonly Token[], at: number, locale: Locale): Unit | undefined {
  const first = said[at]
  if (!first) return undefined
  const place = { from: at, to: at + 1 }
  if (first.kind === 'sign') return signUnit(first.text, place, locale)
  const small = currencyNamesOf(locale.language).cents.get(first.text)
  const currency = small && localCurrency(small, locale.country)
  return currency === undefined ? namedAt(said, at, locale) : { currency, cents: true, ...place }
}

type Place = { from: number; to: number }

function signUnit(sign: string, place: Place, { country }: Locale): Unit | undefined {
  const cents = sign === '¢'
  const owners = currencySigns.get(cents ? '$' : sign) ?? []
  const currency = localCurrency(owners, country)
  return currency === undefined ? undefined : { currency, cents, ...place }
}

function namedAt(said: readonly Token[], at: number, locale: Locale): Unit | undefined {
  const { language, country } = locale
  const { nouns, length } = currencyNamesOf(language)
  const before = narrow(said, { from: at, to: at + MOST_ADJECTIVES }, undefined, language)
  const owners = nouns.get(textAt(said, before.to))
  if (!owners) return before.to === at ? codeAt(said, at) : undefined
  const { left } = before
  const own = left ? owners.filter((code) => left.includes(code)) : owners
  if (own.length === 0) return undefined
  // "dollars of the USA", "pounds sterling"
  const noun = before.to + 1
  const after = narrow(said, { from: noun, to: said.length }, own, language)
  // "Cuban pesos" are not Cuban convertible pesos
  const plainest = (after.left ?? own).toSorted(
    (a, b) => (length.get(a) ?? 0) - (length.get(b) ?? 0),
  )
  const currency = left || after.to > noun ? plainest[0] : localCurrency(owners, country)
  return currency === undefined ? undefined : { currency, cents: false, from: at, to: after.to }
}

function codeAt(said: readonly Token[], at: number): Unit | undefined {
  const found = codeOf(textAt(said, at))
  return found && { currency: found.code, cents: false, from: at, to: at + 1, times: found.times }
}

/** The codes that are left by words that settle whose the currency is, and the place after them. */
function narrow(
  said: readonly Token[],
  { from, to }: Place,
  codes: string[] | undefined,
  language: Language,
): { left?: string[]; to: number } {
  const { nouns, qualifiers } = currencyNamesOf(language)
  let left = codes
  for (let at = from; at < to; at++) {
    const token = said[at]
    if (token?.kind !== 'word' || nouns.has(token.text)) return { left, to: at }
    const owners = qualifiers.get(language.stem(token.text)) ?? []
    const shared = left ? left.filter((code) => owners.includes(code)) : owners
    if (shared.length === 0) return { left, to: at }
    left = shared
  }
  return { left, to }
}

/** The currency that stands right before this place: $, US$, EUR, dollars. */
export function unitBefore(said: readonly Token[], end: number, locale: Locale): Unit | undefined {
  const last = said[end - 1]
  const unit = last && unitAt(said, end - 1, locale)
  if (!unit) return undefined
  if (last.kind === 'sign' && last.text === '$') return dollarBefore(said, end, unit)
  return !unit.cents && unit.to === end ? unit : undefined
}

/** US$, U.S.$, C$ and AUD$: whose dollar it is stands before the sign. */
function dollarBefore(said: readonly Token[], end: number, unit: Unit): Unit {
  const [word, sign] = [said[end - 2], said[end - 1]]
  if (word?.kind !== 'word') return unit
  if (word.text === 's' && textAt(said, end - 3) === 'u')
    return { ...unit, currency: 'USD', from: end - 3 }
  // a lone letter is the dollar's own only when nothing stands between
  const own = word.text.length > 1 || word.text === 'c' || sign?.glued
  const currency = own ? (dollars.get(word.text) ?? codeOf(word.text)?.code) : undefined
  return currency === undefined ? unit : { ...unit, currency, from: end - 2 }
}
