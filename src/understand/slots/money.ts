// Sums of money, with the currency that was named or without one.
import { isMoney } from '../../flow/text/money.ts'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { correcting } from '../self-corrections.ts'
import { isUnit, startOfName, unitAt, unitBefore, type Unit } from '../currencies.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { clean, words } from '../../languages/normalise.ts'
import type { Token } from '../tokens.ts'
import { quantities, type Quantity } from '../quantities.ts'
import { sayNumber } from '../../say/speak-value.ts'
import { hintList, sift, type Heard, type Reading, type SlotKind, type Why } from './kind.ts'

/** The most keys of one amount. */
const longest = 16

function amountOf(value: unknown): number {
  return isMoney(value) ? value.amount : Number(value)
}

// A hundredth of a cent is kept, so that 64.2 cents stay what they are.
function rounded(amount: number): number {
  return Math.round(amount * 10_000) / 10_000
}

function reading({ amount, currency }: Sum, hearing: Hearing): Reading {
  const sum = rounded(amount)
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
export function sums(text: string, language: Language, country: string): Sum[] {
  const amounts = quantities(withOne(text, language), language, (word) =>
    isUnit(word, language),
  ).filter(({ ordinal }) => !ordinal)
  const found: Sum[] = []
  for (let i = 0; i < amounts.length; i++) {
    const { value, to, said } = amounts[i]!
    const unit = unitOf(amounts[i]!, amounts[i + 1], language, country)
    const end = unit && unit.to > to ? unit.to : to
    const times = timesAt(said, end, unit, language)
    const sign =
      unit && unit.from < amounts[i]!.from && isMinus(said[unit.from - 1], language) ? -1 : 1
    const main = sign * value * (times?.value ?? 1) * (unit?.times ?? 1)
    const small =
      unit?.cents || times || unit?.times || !Number.isInteger(value)
        ? undefined
        : smallAfter(amounts[i + 1], end, unit, language, country)
    if (small && (unit || small.currency)) {
      found.push({
        amount: main + (Math.sign(main || 1) * small.value) / 100,
        currency: unit?.currency ?? small.currency,
        joined: true,
      })
      i++
    } else if (small && value > 0) {
      // "five fifty" is 5.50 to most and 550 to some
      found.push(
        { amount: main + small.value / 100, joined: true },
        { amount: main * 100 + small.value, joined: true },
      )
      i++
    } else if (unit || !isCounted(said, to, language))
      found.push({ amount: unit?.cents ? main / 100 : main, currency: unit?.currency })
  }
  return found.some(({ currency }) => currency) ? found.filter(({ currency }) => currency) : found
}

/** "a dollar fifty", and in Russian "rouble twenty", "Canadian dollar": one is not said. */
function withOne(text: string, language: Language): string {
  const singular = new Set(
    language.currencies.flatMap(({ main }) =>
      main?.one && main.one !== main.other && !main.one.includes(' ') ? words(main.one) : [],
    ),
  )
  const [one = ''] = [...language.numbers].find(([, value]) => value === 1) ?? []
  const said = clean(text).split(' ')
  const plain = said.map((word) => words(word)[0] ?? '')
  const counts = (word: string) =>
    language.numbers.has(word) ||
    language.ordinals.has(word) ||
    language.scales.has(word) ||
    /\d/.test(word)
  const starts =
    language.articles.size > 0
      ? []
      : plain.flatMap((word, at) => (singular.has(word) ? [startOfName(plain, at, language)] : []))
  const alone = new Set(starts.filter((at) => !counts(plain[at - 1] ?? '')))
  return said
    .map((word, at) => {
      if (language.articles.has(plain[at]!) && isUnit(plain[at + 1] ?? '', language)) return one
      return alone.has(at) ? `${one} ${word}` : word
    })
    .join(' ')
}

function isMinus(token: Token | undefined, language: Language): boolean {
  return token !== undefined && (token.text === '-' || language.minus.has(token.text))
}

/** The unit after an amount, or else the one before it; one that is written onto the next amount
 * belongs to that. */
function unitOf(
  { from, to, said }: Quantity,
  next: Quantity | undefined,
  language: Language,
  country: string,
): Unit | undefined {
  const place = language.of.has(said[to]?.text ?? '') ? to + 1 : to
  const after = unitAt(said, place, language, country)
  const before = unitBefore(said, said[from]?.text === '-' ? from + 1 : from, language, country)
  if (after && before && !before.cents)
    return { ...before, to: sameMoney(before, after) ? after.to : to }
  const taken = after && next && next.from === after.to && said[next.from]?.glued
  return taken ||
    (after &&
      after.to > place &&
      said[after.from]?.kind === 'sign' &&
      next?.from === after.to &&
      said[next.from]?.glued)
    ? before
    : (after ?? before)
}

function sameMoney(a: Unit, b: Unit): boolean {
  return a.currency === b.currency || b.cents
}

/** "75 USD million". */
function timesAt(
  said: readonly Token[],
  at: number,
  unit: Unit | undefined,
  language: Language,
): { value: number } | undefined {
  const scale = unit && !unit.cents ? language.scales.get(said[at]?.text ?? '') : undefined
  return scale === undefined ? undefined : { value: scale }
}

/** The cents after a whole amount, named or not: 3 dollars and 50 cents, three fifty, three oh
 * five. */
function smallAfter(
  next: Quantity | undefined,
  end: number,
  unit: Unit | undefined,
  language: Language,
  country: string,
): { value: number; currency?: string } | undefined {
  if (!next || !Number.isInteger(next.value) || next.value < 0 || next.value >= 100)
    return undefined
  const { said } = next
  const gap = unit && language.and.has(said[end]?.text ?? '') ? end + 1 : end
  const zero = language.letterZeros.has(said[gap]?.text ?? '') && next.value < 10
  if (next.from !== (zero ? gap + 1 : gap)) return undefined
  const named = unitAt(said, next.to, language, country)
  if (named && !named.cents)
    return unit || next.value < 10 ? undefined : { value: next.value, currency: named.currency }
  if (!unit && named?.cents) return undefined
  return unit || zero || next.value > 9 ? { value: next.value } : undefined
}

// "3 times", "70 of us": a number of something else.
function isCounted(said: readonly Token[], to: number, language: Language): boolean {
  const next = said[to]
  return (
    next?.kind === 'word' &&
    (language.of.has(next.text) ||
      !(language.small.has(next.text) || language.fillers.has(next.text)))
  )
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
    const full = point >= 0 && keys.length >= point + 3 ? point + 3 : longest
    if (keys.length < full && !ended) return { state: 'wait' }
    const entry = keys.slice(0, full)
    if (!/^\d+(\*\d{1,2})?$/.test(entry))
      return { state: 'refused', why: 'invalid', used: entry.length }
    const found = reading({ amount: Number(entry.replace('*', '.')) }, hearing)
    const why = fault(found.value, spec)
    return why
      ? { state: 'refused', why, used: entry.length }
      : { state: 'complete', reading: found, used: entry.length }
  },
  hints: (_spec, language) =>
    hintList(languageOf(language).currencies.flatMap(({ main }) => Object.values(main ?? {}))),
  maxKeys: () => undefined,
  expects: 'digits',
}
