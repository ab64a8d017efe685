// Sums of money, with the currency that was named or without one.
import type { SlotSpec } from '../../flow/slot.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../languages.ts'
import type { Token } from '../numbers.ts'
import { quantities } from '../quantities.ts'
import { sayMoney, sayNumber } from '../speaking.ts'
import { hintList, sift, type Reading, type SlotKind, type Why } from './kind.ts'

export type Money = { amount: number; currency: string }

const signs: Record<string, string> = { '$': 'USD', '€': 'EUR', '£': 'GBP', '₽': 'RUB' }

/** The most keys of one amount. */
const longest = 16

/** True for a sum with its currency. */
export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'number' && 'currency' in value && typeof value.currency === 'string'
}

function amountOf(value: unknown): number {
  return isMoney(value) ? value.amount : Number(value)
}

function rounded(amount: number): number {
  return Math.round(amount * 100) / 100
}

function reading(amount: number, currency: string | undefined, hearing: Hearing): Reading {
  const sum = rounded(amount)
  if (currency === undefined) return { value: sum, text: sayNumber(sum, hearing.language) }
  const text = new Intl.NumberFormat(languageOf(hearing.language).code, { style: 'currency', currency, minimumFractionDigits: Number.isInteger(sum) ? 0 : 2 }).format(sum)
  return { value: { amount: sum, currency }, text: text.replace(/\s/g, ' ') }
}

function fault(value: unknown, spec: SlotSpec): Why | undefined {
  const amount = amountOf(value)
  return amount < (spec.min ?? 0) || amount > (spec.max ?? Infinity) ? 'invalid range' : undefined
}

type Unit = { currency: string; cents: boolean; to: number }

/** The currency named at this place; "roubles" are those of the country the line is in. */
function unitAt(said: readonly Token[], at: number, language: Language, country: string): Unit | undefined {
  const adjective = language.currencyOf.get(said[at]?.text ?? '')
  const word = said[adjective ? at + 1 : at]?.text ?? ''
  const to = adjective ? at + 2 : at + 1
  const sign = signs[word]
  const found = language.currencies.find(({ words, cents }) => words.has(word) || cents.has(word))
  if (!found && !sign) return undefined
  const code = adjective ?? sign ?? found!.code
  const local = code === 'RUB' && !adjective && country.toUpperCase() === 'BY' ? 'BYN' : code
  return { currency: local, cents: found?.cents.has(word) ?? false, to }
}

function sums(text: string, hearing: Hearing): Reading[] {
  const language = languageOf(hearing.language)
  const amounts = quantities(text, language)
  const readings: Reading[] = []
  for (let i = 0; i < amounts.length; i++) {
    const { value, from, to, said } = amounts[i]!
    const before = signs[said[from - 1]?.text ?? ''] ? unitAt(said, from - 1, language, hearing.country) : undefined
    const unit = before ? { ...before, to } : unitAt(said, to, language, hearing.country)
    const next = amounts[i + 1]
    const gap = unit && !unit.cents && language.and.has(said[unit.to]?.text ?? '') ? unit.to + 1 : (unit?.to ?? to)
    const small = next && next.from === gap && !unit?.cents && next.value > 0 && next.value < 100 && Number.isInteger(next.value) && Number.isInteger(value) ? next : undefined
    const cents = small && unitAt(said, small.to, language, hearing.country)
    if (small && unit) {
      readings.push(reading(value + small.value / 100, unit.currency, hearing))
      i++
    } else if (small && small.value > 9) {
      // "five fifty" is 5.50 to most and 550 to some
      readings.push(reading(value + small.value / 100, cents?.currency, hearing), reading(value * 100 + small.value, cents?.currency, hearing))
      i++
    } else readings.push(reading(unit?.cents ? value / 100 : value, unit?.currency, hearing))
  }
  return readings
}

export const money: SlotKind = {
  hear: (text, spec, hearing) => sift(sums(text, hearing), ({ value }) => fault(value, spec)),
  key: (keys, spec, hearing, ended) => {
    const point = keys.indexOf('*')
    const full = point >= 0 && keys.length >= point + 3 ? point + 3 : longest
    if (keys.length < full && !ended) return { state: 'wait' }
    const entry = keys.slice(0, full)
    if (!/^\d+(\*\d{1,2})?$/.test(entry)) return { state: 'refused', why: 'invalid', used: entry.length }
    const found = reading(Number(entry.replace('*', '.')), undefined, hearing)
    const why = fault(found.value, spec)
    return why ? { state: 'refused', why, used: entry.length } : { state: 'complete', reading: found, used: entry.length }
  },
  readBack: (value, _spec, language) => (isMoney(value) ? sayMoney(value.amount, value.currency, language) : sayNumber(Number(value), language)),
  hints: (_spec, language) => hintList(languageOf(language).currencies.flatMap(({ main }) => Object.values(main))),
  maxKeys: () => undefined,
  expects: 'digits',
}
