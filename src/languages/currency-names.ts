// Currencies as a language names them, from the Unicode locale data that Node carries and the
// language's own words.
import { memo } from '../ground/memo.ts'
import type { Language } from './language.ts'
import { list, words } from './normalise.ts'

/** Currencies that went out of use but are still spoken of. */
const FORMER = words('ATS BEF BYR DEM EEK ESP FIM FRF GRD IEP ITL LTL LVL NLG PTE SIT SKK').map(
  (code) => code.toUpperCase(),
)

/** Where a name or a sign is shared, the first of these is meant, unless the country of the line
 * has its own. */
const ORDER = list(`
  USD EUR GBP RUB BYN JPY CNY CHF INR KRW MXN SEK NOK TRY SAR IRR KWD AED KES UZS RON CRC AZN GHS
  ZMW DEM NLG PTE
`)

/** ISO 4217 codes of money, without those of metals, funds and tests. */
export const currencyCodes: readonly string[] = [
  ...Intl.supportedValuesOf('currency').filter((code) => !/^X(?!AF|OF|PF|CD|CG)/.test(code)),
  ...FORMER,
]

/** By word the codes it may mean, the likeliest first; qualifiers are stems. `length`: how many
 * words beside the noun a name has. */
export type CurrencyNames = {
  nouns: Map<string, string[]>
  qualifiers: Map<string, string[]>
  cents: Map<string, string[]>
  length: Map<string, number>
}

/** All names of currencies in a language, made when money is first heard in it. */
export const currencyNamesOf = memo(makeNames, { key: ({ code }) => code })

/** A currency's name for a count, from the locale data: "5 Canadian dollars" without the 5. */
export function currencyName(
  count: number,
  code: string,
  { code: locale }: Pick<Language, 'code'>,
): string {
  return namesFor([count], code, locale).join('')
}

function namesFor(counts: readonly number[], currency: string, locale: string): string[] {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'name',
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  })
  return counts.map((count) => {
    const name = format.formatToParts(count).find(({ type }) => type === 'currency')
    return name?.value ?? currency
  })
}

/** Counts that bring out every form of a noun. */
const COUNTS = [1, 2, 5, 1.5]

function makeNames(language: Language): CurrencyNames {
  const nouns = new Map<string, string[]>()
  const cents = new Map<string, string[]>()
  const qualifiers = new Map<string, string[]>()
  const length = new Map<string, number>()
  for (const { code, words: own, cents: small } of language.currencies) {
    for (const word of own) add(nouns, word, code)
    for (const word of small) add(cents, word, code)
  }
  for (const code of currencyCodes) {
    // years in brackets tell old money from new
    const forms = namesFor(COUNTS, code, language.code).map((name) =>
      words(name.replace(/\(.*\)/, '')),
    )
    const [first = []] = forms
    const place = nounPlace(first, language)
    length.set(code, first.length - 1)
    for (const form of forms) {
      const noun = form[place]
      if (noun === undefined || noun === code.toLowerCase()) continue
      for (const word of [noun, ...accusativeOf(noun, language)]) add(nouns, word, code)
      form.forEach((word, i) => i !== place && add(qualifiers, language.stem(word), code))
    }
  }
  for (const [word, code] of language.currencyOf) add(qualifiers, language.stem(word), code)
  for (const table of [nouns, cents]) for (const list of table.values()) list.sort(byRank)
  return { nouns, qualifiers, length, cents }
}

function add(table: Map<string, string[]>, word: string, code: string): void {
  const codes = table.get(word) ?? []
  if (!codes.includes(code)) table.set(word, [...codes, code])
}

const rank = (code: string): number => {
  const at = ORDER.indexOf(code)
  return at < 0 ? ORDER.length : at
}

/** For sorting: those that are likelier meant first. */
const byRank = (a: string, b: string): number => rank(a) - rank(b)

function nounPlace(form: string[], { currencyAdjective }: Language): number {
  const noun = currencyAdjective ? form.findIndex((word) => !currencyAdjective.test(word)) : -1
  return noun < 0 ? form.length - 1 : noun
}

function accusativeOf(noun: string, { accusative }: Language): string[] {
  const rule = accusative.find(([ending]) => ending.test(noun))
  return rule ? [noun.replace(...rule)] : []
}

/** By sign the codes it may mean, the likeliest first. */
export const currencySigns: ReadonlyMap<string, string[]> = signTable()

function signTable(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const code of currencyCodes) {
    const format = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
      currencyDisplay: 'narrowSymbol',
    })
    const sign = format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? ''
    if (/^\p{Sc}$/u.test(sign)) found.set(sign, [...(found.get(sign) ?? []), code].sort(byRank))
  }
  return found
}

/** The currency of the line's country, else the likeliest: the first two letters of a code are
 * those of its country (ISO 4217). */
export function localCurrency(candidates: readonly string[], country: string): string | undefined {
  const own =
    country === ''
      ? undefined
      : candidates.find((code) => code.startsWith(country.toUpperCase()) && !FORMER.includes(code))
  return own ?? candidates[0]
}

/** True when the bare noun in this language means another currency first: "dollars" are those of
 * the USA. */
export function needsFullName(
  code: string,
  noun: string,
  language: Language,
  region: string,
): boolean {
  const owners = currencyNamesOf(language).nouns.get(noun) ?? []
  return localCurrency(owners, region) !== code
}
