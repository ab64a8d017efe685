// What counts as right for yes or no, numbers, ordinals, sums and telephone numbers, and which
// cases a telephone slot need not take.
import { languageOf } from '../languages/language.ts'
import { isMoney } from '../flow/text/money.ts'
import { sums } from '../understand/slots/money.ts'
import type { Marked } from './marked-cases.ts'
import type { SlotRules } from './slot-cases.ts'

/** Numbers are the same within one part in a million. */
const precision = 1e-6

const otherScript =
  /(?!\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Common}|\p{Script=Inherited})\p{L}/u

function resolutionOf({ Resolution }: Marked, key = 'value'): unknown {
  return Resolution?.[key]
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= precision * Math.max(Math.abs(a), Math.abs(b))
}

function scripts(input: string): string | undefined {
  return otherScript.test(input) ? 'letters that are neither Latin nor Cyrillic' : undefined
}

export const yesNo: SlotRules = {
  outside: scripts,
  expected: (marked) => resolutionOf(marked),
  same: (got, expected) => got === expected,
}

export const number: SlotRules = {
  outside: scripts,
  expected: (marked) => Number(resolutionOf(marked)),
  // a labelled sum of two units may be counted in the smaller: 101 roubles 11 kopecks as 10111
  same: (got, expected, input, language) =>
    typeof got === 'number' &&
    typeof expected === 'number' &&
    (near(got, expected) ||
      (near(got * 100, expected) && sums(input, languageOf(language), '')[0]?.joined === true)),
}

export const ordinal: SlotRules = {
  outside: scripts,
  expected: (marked) => resolutionOf(marked),
  same: (got, expected) => String(got) === String(expected),
}

/** ISO 4217 codes of units that a file names without a code; a name that several countries share
 * stands for any of theirs. */
const units: Record<string, string[]> = {
  dollar: ['USD'],
  cent: ['USD'],
  pound: ['GBP'],
  pence: ['GBP'],
  penny: ['GBP', 'USD'],
  franc: ['CHF', 'FRF', 'BEF', 'LUF', 'XOF', 'XAF'],
  peseta: ['ESP'],
  rupee: ['INR', 'PKR', 'LKR', 'NPR', 'MUR', 'SCR'],
  peso: ['MXN', 'ARS', 'CLP', 'COP', 'PHP', 'UYU', 'DOP', 'CUP'],
  'finnish markka': ['FIM'],
  'netherlands guilder': ['NLG'],
  'deutsche mark': ['DEM'],
  mark: ['DEM'],
  sen: ['MYR', 'IDR', 'JPY'],
  krone: ['NOK', 'DKK'],
  krona: ['SEK', 'ISK'],
  dinar: ['KWD', 'RSD', 'JOD', 'BHD', 'DZD', 'IQD', 'TND', 'LYD'],
  rial: ['IRR', 'OMR', 'QAR', 'SAR', 'YER'],
  ruble: ['RUB', 'BYN'],
  euro: ['EUR'],
  won: ['KRW', 'KPW'],
  yuan: ['CNY'],
  yen: ['JPY'],
  lira: ['TRY', 'ITL'],
  real: ['BRL'],
}

/** Units that count hundredths of their currency. */
const hundredths = new Set(['cent', 'pence', 'penny', 'sen'])

export const money: SlotRules = {
  outside: (input, marked) => {
    const unit = String(resolutionOf(marked, 'unit') ?? '').toLowerCase()
    if (resolutionOf(marked) === null || resolutionOf(marked) === undefined)
      return 'a currency without an amount'
    if (resolutionOf(marked, 'isoCurrency') === undefined && !units[unit])
      return 'a unit without an ISO 4217 code'
    return scripts(input)
  },
  expected: (marked) => {
    const unit = String(resolutionOf(marked, 'unit')).toLowerCase()
    const code = resolutionOf(marked, 'isoCurrency')
    return {
      amount: Number(resolutionOf(marked)) / (hundredths.has(unit) ? 100 : 1),
      currency: code === undefined ? units[unit] : [code],
    }
  },
  same: (got, expected) => {
    const { amount, currency } = expected as { amount: number; currency: string[] }
    // a slot keeps whole cents, so half a cent is not wrong
    return (
      isMoney(got) &&
      currency.includes(got.currency) &&
      (near(got.amount, amount) || Math.abs(got.amount - amount) <= 0.005)
    )
  },
}

/** The digits of a number without an international prefix, without the trunk zero in brackets, with
 * those of an extension. */
function digitsOf(text: string): string {
  return text
    .replace(/\(0\)/, '')
    .replace(/\D/g, '')
    .replace(/^(?:00|011)(?=[1-9])/, '')
}

export const phone: SlotRules = {
  outside: scripts,
  expected: (marked) => resolutionOf(marked),
  // the same digits, or those of the same number with its country before it instead of the trunk
  // zero
  same: (got, expected) => {
    const [heard, said] = [digitsOf(String(got)), digitsOf(String(expected))]
    const national = said.replace(/^0/, '')
    return (
      heard === said ||
      (national.length >= 7 && heard.endsWith(national) && heard.length - national.length <= 3) ||
      sameAbroad(heard, said)
    )
  },
}

// A trunk zero after the country's code is not dialled: 44 07700 is 44 7700.
function sameAbroad(heard: string, said: string): boolean {
  return [1, 2, 3].some(
    (length) => said[length] === '0' && said.slice(0, length) + said.slice(length + 1) === heard,
  )
}
