// Currencies as people name them: dollars, Canadian dollars, «гривен», quid, $, EUR. Names come
// from the Unicode locale data that Node carries.
import type { Language } from '../languages/language.ts'
import { words } from '../languages/normalise.ts'
import type { Token } from './numbers.ts'

/** A currency found in the words: ISO 4217 code, whether its hundredth was named, and the place
 * after (or before) it. */
export type Unit = { currency: string; cents: boolean; from: number; to: number; times?: number }

/** Currencies that went out of use but are still spoken of. */
const former = [
  'ATS',
  'BEF',
  'BYR',
  'DEM',
  'EEK',
  'ESP',
  'FIM',
  'FRF',
  'GRD',
  'IEP',
  'ITL',
  'LTL',
  'LVL',
  'NLG',
  'PTE',
  'SIT',
  'SKK',
]

/** Where a name or a sign is shared, the first of these is meant, unless the country of the line
 * has its own. */
const order = [
  'USD',
  'EUR',
  'GBP',
  'RUB',
  'BYN',
  'JPY',
  'CNY',
  'CHF',
  'INR',
  'KRW',
  'MXN',
  'SEK',
  'NOK',
  'TRY',
  'SAR',
  'IRR',
  'KWD',
  'AED',
  'KES',
  'UZS',
  'RON',
  'CRC',
  'AZN',
  'GHS',
  'ZMW',
  'DEM',
  'NLG',
  'PTE',
]

/** Codes that are English words as well, and so are not heard as codes. */
const wordCodes = new Set([
  'ALL',
  'ANG',
  'BAM',
  'BAN',
  'BOB',
  'COP',
  'CUP',
  'GEL',
  'GIP',
  'LAK',
  'MAD',
  'MOP',
  'PEN',
  'RON',
  'SIT',
  'SOS',
  'STN',
  'TOP',
  'TRY',
])

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

/** `length`: how many words beside the noun a name has. */
type Names = {
  nouns: Map<string, string[]>
  qualifiers: Map<string, string[]>
  length: Map<string, number>
  cents: Map<string, string[]>
  language: Language
}

const codes = [
  ...Intl.supportedValuesOf('currency').filter((code) => !/^X(?!AF|OF|PF|CD|CG)/.test(code)),
  ...former,
]
const codeSet = new Set(codes)
const signs = signTable()

// Made once for each language, when money is first heard in it.
const made = new Map<Language['code'], Names>()

function namesOf(language: Language): Names {
  return made.get(language.code) ?? made.set(language.code, makeNames(language)).get(language.code)!
}

/** A currency's name for a count, from the locale data: "5 Canadian dollars" without the 5. */
export function currencyName(
  count: number,
  code: string,
  language: Pick<Language, 'code'>,
): string {
  return formsOf([count], code, language)[0]!
}

function formsOf(
  counts: number[],
  code: string,
  { code: locale }: Pick<Language, 'code'>,
): string[] {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: code,
    currencyDisplay: 'name',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  return counts.map(
    (count) => format.formatToParts(count).find(({ type }) => type === 'currency')?.value ?? code,
  )
}

function makeNames(language: Language): Names {
  const nouns = new Map<string, string[]>()
  const cents = new Map<string, string[]>()
  const qualifiers = new Map<string, string[]>()
  const length = new Map<string, number>()
  const put = (table: Map<string, string[]>, word: string, code: string) =>
    table.set(
      word,
      [...(table.get(word) ?? []), code].filter((one, i, all) => all.indexOf(one) === i),
    )
  for (const { code, words: own, cents: small } of language.currencies) {
    for (const word of own) put(nouns, word, code)
    for (const word of small) put(cents, word, code)
  }
  for (const code of codes) {
    // years in brackets tell old money from new
    const forms = formsOf([1, 2, 5, 1.5], code, language).map((name) =>
      words(name.replace(/\(.*\)/, '')),
    )
    const place = nounPlace(forms[0]!, language)
    length.set(code, forms[0]!.length - 1)
    for (const form of forms) {
      const noun = form[place]
      if (noun === undefined || noun === code.toLowerCase()) continue
      for (const word of [noun, ...accusative(noun)]) put(nouns, word, code)
      form.forEach((word, i) => i !== place && put(qualifiers, language.stem(word), code))
    }
  }
  for (const [word, code] of language.currencyOf) put(qualifiers, language.stem(word), code)
  for (const table of [nouns, cents])
    for (const list of table.values()) list.sort((a, b) => rank(a) - rank(b))
  return { nouns, qualifiers, length, cents, language }
}

function rank(code: string): number {
  const at = order.indexOf(code)
  return at < 0 ? order.length : at
}

// English puts the noun last; Russian and Belarusian after the adjectives and before "of the USA".
function nounPlace(form: string[], { code }: Language): number {
  if (code === 'en') return form.length - 1
  const noun = form.findIndex((word) => !/(?:[иыо]й|[ая]я|ое|[іы]|ае)$/.test(word))
  return noun < 0 ? form.length - 1 : noun
}

// «одну гривну», «тысячу иен»
function accusative(noun: string): string[] {
  return /а$/.test(noun)
    ? [noun.replace(/а$/, 'у')]
    : /я$/.test(noun)
      ? [noun.replace(/я$/, 'ю')]
      : []
}

function signTable(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const code of codes) {
    const sign = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
      currencyDisplay: 'narrowSymbol',
    })
      .formatToParts(1)
      .find(({ type }) => type === 'currency')!.value
    if (/^\p{Sc}$/u.test(sign))
      found.set(
        sign,
        [...(found.get(sign) ?? []), code].sort((a, b) => rank(a) - rank(b)),
      )
  }
  return found
}

// The first two letters of a code are those of its country (ISO 4217).
function local(candidates: readonly string[], country: string): string | undefined {
  return (
    candidates.find(
      (code) => country !== '' && code.startsWith(country.toUpperCase()) && !former.includes(code),
    ) ?? candidates[0]
  )
}

/** True when the word names a currency, its hundredth or its code. */
export function isUnit(word: string, language: Language): boolean {
  const { nouns, cents } = namesOf(language)
  return nouns.has(word) || cents.has(word) || codeOf(word) !== undefined
}

/** Where the name that ends in the noun at this place begins: with the adjectives before it, as in
 * «новозеландский доллар». */
export function startOfName(said: readonly string[], noun: number, language: Language): number {
  const { nouns, qualifiers } = namesOf(language)
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
 * francs", «долларов США». */
export function unitAt(
  said: readonly Token[],
  at: number,
  language: Language,
  country: string,
): Unit | undefined {
  const { nouns, cents, qualifiers, length } = namesOf(language)
  const first = said[at]
  if (!first) return undefined
  if (first.kind === 'sign') {
    if (first.text === '¢')
      return { currency: local(signs.get('$')!, country)!, cents: true, from: at, to: at + 1 }
    const code = local(signs.get(first.text) ?? [], country)
    return code === undefined ? undefined : { currency: code, cents: false, from: at, to: at + 1 }
  }
  const small = cents.get(first.text)
  if (small) return { currency: local(small, country)!, cents: true, from: at, to: at + 1 }
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
  // «долларов США», «фунтов стерлингов»
  while (said[to]?.kind === 'word' && !nouns.has(said[to]!.text) && narrow(said[to]!.text)) to++
  // "Cuban pesos" are not Cuban convertible pesos
  const named =
    adjectives || to > place + 1
      ? of.toSorted((a, b) => length.get(a)! - length.get(b)!)[0]
      : local(noun, country)
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

/** True when the bare noun in this language means another currency first: "dollars" are those of
 * the USA. */
export function needsFullName(
  code: string,
  noun: string,
  language: Language,
  region: string,
): boolean {
  const owners = namesOf(language).nouns.get(noun) ?? []
  return local(owners, region) !== code
}
