// Currencies as people name them: dollars, Canadian dollars, quid, $, EUR.
import {
  currencyCodes,
  currencyNamesOf,
  currencySigns,
  localCurrency,
} from '../languages/currency-names.ts'
import type { Language } from '../languages/language.ts'
import type { Token } from './tokens.ts'

/** A currency found in the words: ISO 4217 code, whether its hundredth was named, and the place
 * after (or before) it. */
export type Unit = { currency: string; cents: boolean; from: number; to: number; times?: number }

/** Codes that are English words as well, and so are not heard as codes. */
const wordCodes = new Set(
  'ALL ANG BAM BAN BOB COP CUP GEL GIP LAK MAD MOP PEN RON SIT SOS STN TOP TRY'.split(' '),
)

/** Letters before a dollar sign. */
const dollars: Record<string, string> = {
  us: 'USD',
  c: 'CAD',
  ca: 'CAD',
  can: 'CAD',
  a: 'AUD',
  au: 'AUD',
  aus: 'AUD',
  nz: 'NZD',
  hk: 'HKD',
  s: 'SGD',
  sg: 'SGD',
  nt: 'TWD',
  mex: 'MXN',
  mx: 'MXN',
  r: 'BRL',
  ec: 'XCD',
  j: 'JMD',
}

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
  while (at > 0 && !nouns.has(said[at - 1]!) && qualifiers.has(language.stem(said[at - 1]!))) at--
  return at
}

/** EUR, and MEUR for millions of them. */
function codeOf(word: string): { code: string; times?: number } | undefined {
  const upper = word.toUpperCase()
  if (codeSet.has(upper) && !wordCodes.has(upper)) return { code: upper }
  return /^M[A-Z]{3}$/.test(upper) && codeSet.has(upper.slice(1))
    ? { code: upper.slice(1), times: 1e6 }
    : undefined
}

/** The currency named from this place on: adjectives, its noun and what settles whose it is: "Swiss
 * francs", "dollars of the USA". */
export function unitAt(
  said: readonly Token[],
  at: number,
  language: Language,
  country: string,
): Unit | undefined {
  const { nouns, cents, qualifiers, length } = currencyNamesOf(language)
  const first = said[at]
  if (!first) return undefined
  if (first.kind === 'sign') {
    if (first.text === '¢')
      return {
        currency: localCurrency(currencySigns.get('$')!, country)!,
        cents: true,
        from: at,
        to: at + 1,
      }
    const code = localCurrency(currencySigns.get(first.text) ?? [], country)
    return code === undefined ? undefined : { currency: code, cents: false, from: at, to: at + 1 }
  }
  const small = cents.get(first.text)
  if (small) return { currency: localCurrency(small, country)!, cents: true, from: at, to: at + 1 }
  let of: string[] | undefined
  let place = at
  const narrow = (word: string) => {
    const owners = qualifiers.get(language.stem(word)) ?? []
    const left = of === undefined ? owners : of.filter((code) => owners.includes(code))
    if (left.length === 0) return false
    of = left
    return true
  }
  while (
    place < at + 3 &&
    place < said.length &&
    !nouns.has(said[place]!.text) &&
    said[place]!.kind === 'word' &&
    narrow(said[place]!.text)
  )
    place++
  const noun = nouns.get(said[place]?.text ?? '')
  if (!noun) {
    const code = place === at ? codeOf(first.text) : undefined
    return code && { currency: code.code, cents: false, from: at, to: at + 1, times: code.times }
  }
  const adjectives = of as string[] | undefined
  of = adjectives ? noun.filter((code) => adjectives.includes(code)) : noun
  if (of.length === 0) return undefined
  let to = place + 1
  // "dollars of the USA", "pounds sterling"
  while (said[to]?.kind === 'word' && !nouns.has(said[to]!.text) && narrow(said[to]!.text)) to++
  // "Cuban pesos" are not Cuban convertible pesos
  const named =
    adjectives || to > place + 1
      ? of.toSorted((a, b) => length.get(a)! - length.get(b)!)[0]
      : localCurrency(noun, country)
  return { currency: named!, cents: false, from: at, to }
}

/** The currency that stands right before this place: $, US$, EUR, dollars. */
export function unitBefore(
  said: readonly Token[],
  end: number,
  language: Language,
  country: string,
): Unit | undefined {
  const last = said[end - 1]
  if (!last) return undefined
  const unit = unitAt(said, end - 1, language, country)
  if (last.kind !== 'sign' || !unit || last.text !== '$')
    return unit && !unit.cents && unit.to === end ? unit : undefined
  const word = said[end - 2]
  if (word?.kind !== 'word') return unit
  const dotted = word.text === 's' && said[end - 3]?.text === 'u'
  // a lone letter is the dollar's own only when nothing stands between
  const own = dotted
    ? 'USD'
    : word.text.length > 1 || word.text === 'c' || last.glued
      ? (dollars[word.text] ?? codeOf(word.text)?.code)
      : undefined
  return own === undefined ? unit : { ...unit, currency: own, from: end - (dotted ? 3 : 2) }
}
