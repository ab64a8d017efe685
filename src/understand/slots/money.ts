// Sums of money, with the currency that was named or without one.
import { unlessEmpty } from '../../ground/lists.ts'
import { isMoney } from '../../flow/text/money.ts'
import { memo } from '../../ground/memo.ts'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { correcting } from '../self-corrections.ts'
import { isUnit, startOfName, unitAt, unitBefore, type Locale, type Unit } from '../currencies.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { clean, words } from '../../languages/normalise.ts'
import { textAt, type Token } from '../tokens.ts'
import { quantities, type Quantity } from '../quantities.ts'
import { sayNumber } from '../../say/speak-value.ts'
import {
  hintList,
  refuse,
  settle,
  sift,
  type Heard,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'

/** The most keys of one amount. */
const MOST_KEYS = 16

function amountOf(value: unknown): number {
  return isMoney(value) ? value.amount : Number(value)
}

/** A hundredth of a cent is kept, so that 64.2 cents stay what they are. */
function round(amount: number): number {
  return Math.round(amount * 10_000) / 10_000
}

function reading({ amount, currency }: Sum, hearing: Hearing): Reading {
  const sum = round(amount)
  if (currency === undefined) return { value: sum, text: sayNumber(sum, hearing.language) }
  const text = new Intl.NumberFormat(languageOf(hearing.language).code, {
    style: 'currency',
    currency,
    minimumFractionDigits: Number.isInteger(sum) ? 0 : 2,
  }).format(sum)
  return { value: { amount: sum, currency }, text: text.replace(/\s/g, ' ') }
}

function fault(value: unknown, spec: SlotSpec): Why | undefined {
  const amount = amountOf(value)
  return amount < (spec.min ?? 0) || amount > (spec.max ?? Infinity) ? 'invalid range' : undefined
}

/** An amount with the currency that was named. `joined`: of two numbers, as 3 dollars 50. */
export type Sum = { amount: number; currency?: string; joined?: boolean }

/** All sums in what was said, the likeliest first; those without a currency only where none has
 * one. */
export function sums(text: string, language: Language, country: string): readonly Sum[] {
  const amounts = quantities(withOne(text, language), language, (word) =>
    isUnit(word, language),
  ).filter(({ ordinal }) => !ordinal)
  const found: Sum[] = []
  for (let i = 0; i < amounts.length;) {
    const own = sumsOf(amounts.slice(i, i + 2), { language, country })
    found.push(...own)
    i += own.some(({ joined }) => joined) ? 2 : 1
  }
  const named = found.filter(({ currency }) => currency)
  return unlessEmpty(named, found)
}

/** What the first of two amounts comes to, by itself or joined with the second; none where it
 * counts something else. */
function sumsOf([amount, next]: readonly Quantity[], locale: Locale): Sum[] {
  if (!amount) return []
  const { unit, end, main, whole } = priceOf(amount, next, locale)
  const small = whole ? smallAfter(next, end, unit, locale) : undefined
  const currency = unit?.currency ?? small?.currency
  if (small && currency !== undefined)
    return [{ amount: main + (Math.sign(main || 1) * small.value) / 100, currency, joined: true }]
  // "five fifty" is 5.50 to most and 550 to some
  if (small && amount.value > 0)
    return [
      { amount: main + small.value / 100, joined: true },
      { amount: main * 100 + small.value, joined: true },
    ]
  if (!unit && isCounted(amount.said[amount.to], locale.language)) return []
  return [{ amount: unit?.cents ? main / 100 : main, currency }]
}

/** An amount with its unit. `end` is the place after both; `whole`: hundredths may follow. */
type Price = { unit?: Unit; end: number; main: number; whole: boolean }

function priceOf(amount: Quantity, next: Quantity | undefined, locale: Locale): Price {
  const { from, to, said, value } = amount
  const unit = unitOf(amount, next, locale)
  const integer = Number.isInteger(value)
  if (!unit) return { end: to, main: value, whole: integer }
  const end = Math.max(unit.to, to)
  const times = timesAt(said, end, unit, locale.language)
  const negative = unit.from < from && isMinus(said[unit.from - 1], locale.language)
  return {
    unit,
    end,
    main: (negative ? -1 : 1) * value * (times ?? 1) * (unit.times ?? 1),
    whole: integer && !unit.cents && !times && !unit.times,
  }
}

/** Nouns of which one is meant when no number stands before them: "rouble" in Russian. */
const singulars = memo(
  ({ currencies }: Language): Set<string> =>
    new Set(
      currencies.flatMap(({ main }) =>
        main?.one && main.one !== main.other && !main.one.includes(' ') ? words(main.one) : [],
      ),
    ),
)

/** "a dollar fifty", and in Russian "rouble twenty", "Canadian dollar": one is not said. */
function withOne(text: string, language: Language): string {
  const { articles, numbers } = language
  const [one = ''] = [...numbers].find(([, value]) => value === 1) ?? []
  const said = clean(text).split(' ')
  const plain = said.map((word) => words(word)[0] ?? '')
  const alone = articles.size > 0 ? new Set<number>() : startsUncounted(plain, language)
  return said
    .map((word, at) => {
      if (articles.has(plain[at] ?? '') && isUnit(plain[at + 1] ?? '', language)) return one
      return alone.has(at) ? `${one} ${word}` : word
    })
    .join(' ')
}

/** Where names of currencies begin that no number stands before. */
function startsUncounted(plain: readonly string[], language: Language): Set<number> {
  const { numbers, ordinals, scales } = language
  const isNumber = (word: string) =>
    numbers.has(word) || ordinals.has(word) || scales.has(word) || /\d/.test(word)
  const starts = plain.flatMap((word, at) =>
    singulars(language).has(word) ? [startOfName(plain, at, language)] : [],
  )
  return new Set(starts.filter((at) => !isNumber(plain[at - 1] ?? '')))
}

function isMinus(token: Token | undefined, language: Language): boolean {
  return token !== undefined && (token.text === '-' || language.minus.has(token.text))
}

/** The unit after an amount, or else the one before it; one that is written onto the next amount
 * belongs to that. */
function unitOf(
  { from, to, said }: Quantity,
  next: Quantity | undefined,
  locale: Locale,
): Unit | undefined {
  const place = locale.language.of.has(textAt(said, to)) ? to + 1 : to
  const after = unitAt(said, place, locale)
  const before = unitBefore(said, textAt(said, from) === '-' ? from + 1 : from, locale)
  if (!after) return before
  if (before && !before.cents) return { ...before, to: sameMoney(before, after) ? after.to : to }
  return next?.from === after.to && said[after.to]?.glued ? before : after
}

function sameMoney(a: Unit, b: Unit): boolean {
  return a.currency === b.currency || b.cents
}

/** "75 USD million". */
function timesAt(
  said: readonly Token[],
  at: number,
  { cents }: Unit,
  { scales }: Language,
): number | undefined {
  return cents ? undefined : scales.get(textAt(said, at))
}

/** The cents after a whole amount, named or not: 3 dollars and 50 cents, three fifty, three oh
 * five. */
function smallAfter(
  next: Quantity | undefined,
  end: number,
  unit: Unit | undefined,
  locale: Locale,
): { value: number; currency?: string } | undefined {
  if (!next || !isHundredths(next.value)) return undefined
  const { value, said } = next
  const { and, letterZeros } = locale.language
  const linked = unit !== undefined && and.has(textAt(said, end))
  const gap = linked ? end + 1 : end
  const zero = letterZeros.has(textAt(said, gap)) && value < 10
  if (next.from !== gap + Number(zero)) return undefined
  const named = unitAt(said, next.to, locale)
  if (unit) return named && !named.cents ? undefined : { value }
  const two = value > 9
  if (!named) return zero || two ? { value } : undefined
  return two && !named.cents ? { value, currency: named.currency } : undefined
}

const isHundredths = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < 100

/** "3 times", "70 of us": a number of something else. */
function isCounted(next: Token | undefined, { of, small, fillers }: Language): boolean {
  if (next?.kind !== 'word') return false
  return of.has(next.text) || !(small.has(next.text) || fillers.has(next.text))
}

export const money: SlotKind = {
  hear: (text, spec, hearing) => {
    const hear: SlotKind['hear'] = (said) =>
      sift(
        sums(said, languageOf(hearing.language), hearing.country).map((sum) =>
          reading(sum, hearing),
        ),
        ({ value }) => fault(value, spec),
      )
    // "twenty pounds, sorry, thirty": the currency stays
    const currencyOf = (heard: Heard) =>
      heard.readings.map(({ value }) => value).find(isMoney)?.currency
    return correcting(hear, (after, before) => ({
      ...after,
      readings: after.readings.map((one) =>
        isMoney(one.value)
          ? one
          : reading({ amount: Number(one.value), currency: currencyOf(before) }, hearing),
      ),
    }))(text, spec, hearing)
  },
  key: (keys, spec, hearing, ended) => {
    const point = keys.indexOf('*')
    const full = point >= 0 && keys.length >= point + 3 ? point + 3 : MOST_KEYS
    if (keys.length < full && !ended) return { state: 'wait' }
    const entry = keys.slice(0, full)
    if (!/^\d+(\*\d{1,2})?$/.test(entry)) return refuse(entry, 'invalid')
    const found = reading({ amount: Number(entry.replace('*', '.')) }, hearing)
    const why = fault(found.value, spec)
    return settle(entry, why, found)
  },
  hints: (_spec, language) =>
    hintList(languageOf(language).currencies.flatMap(({ main }) => Object.values(main ?? {}))),
  maxKeys: () => undefined,
  expects: 'digits',
}
