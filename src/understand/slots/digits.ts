// Digits: identifiers said one by one, in groups or with number words, and their checksums.
import type { Checksum, SlotSpec } from '../../flow/slot.ts'
import { languageOf, type Language } from '../languages.ts'
import { numerals, tokens, type Numeral, type Token } from '../numbers.ts'
import { sayDigits } from '../speaking.ts'
import { fits, type SlotKind, type Why } from './kind.ts'

/** The most digits a slot without a length takes. */
const longest = 40

const checks: Record<Checksum, (digits: number[]) => boolean> = {
  'luhn': (digits) => digits.toReversed().reduce((sum, digit, i) => sum + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0) % 10 === 0,
  // ISO/IEC 7064, MOD 11,10
  'iso 7064': (digits) => digits.reduce((rest, digit, i) => (i === digits.length - 1 ? (rest + digit) % 10 : (((rest + digit) % 10 || 10) * 2) % 11), 10) === 1,
  'ean': (digits) => digits.toReversed().reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0,
  'weighted 11': (digits) => digits.toReversed().reduce((sum, digit, i) => sum + digit * (i + 1), 0) % 11 === 0,
}

/** True when the last digit agrees with the others. */
export function sums(digits: string, checksum: Checksum): boolean {
  return digits.length > 1 && checks[checksum]([...digits].map(Number))
}

/** All ways to read a row of digits, the likeliest first: the whole, its last stretch, word by word, with misheard words taken as figures. */
export function digitRows(text: string, language: Language): string[] {
  const said = tokens(text)
  const heard = said.map((token): Token => (token.kind === 'word' && language.homophones.has(token.text) ? { text: String(language.homophones.get(token.text)), kind: 'figures' } : token))
  const rows = [said, ...(heard.some((token, i) => token !== said[i]) ? [heard] : [])].flatMap((one) => {
    const all = numerals(one, language)
    const runs = stretches(all, one)
    return [all, ...runs.toReversed(), ...runs.toSorted((a, b) => b.length - a.length)].flatMap((run) => [run.map(({ digits }) => digits).join(''), run.flatMap(({ parts }) => parts).join('')])
  })
  return [...new Set(rows)].filter((row) => row !== '' && row.length <= longest)
}

// Numbers with only signs between them belong together.
function stretches(all: Numeral[], said: Token[]): Numeral[][] {
  const runs: Numeral[][] = []
  for (const numeral of all) {
    const before = runs.at(-1)?.at(-1)
    if (before && said.slice(before.to, numeral.from).every(({ kind }) => kind === 'sign')) runs.at(-1)!.push(numeral)
    else runs.push([numeral])
  }
  return runs
}

function fault(digits: string, spec: SlotSpec): Why | undefined {
  const { length, checksum, pattern } = spec
  if (length && (digits.length < length.min || digits.length > length.max)) return 'invalid length'
  if (checksum && !sums(digits, checksum)) return 'invalid checksum'
  return fits(digits, pattern) ? undefined : 'invalid'
}

export const digits: SlotKind = {
  hear: (text, spec, hearing) => {
    const rows = digitRows(text, languageOf(hearing.language))
    const good = rows.find((row) => fault(row, spec) === undefined)
    if (good !== undefined) return { readings: [{ value: good, text: good }] }
    const faults = rows.map((row) => fault(row, spec))
    return { readings: [], why: faults.find((why) => why !== 'invalid length') ?? faults[0] }
  },
  key: (keys, spec, _hearing, ended) => {
    const max = spec.length?.max ?? longest
    const entry = keys.slice(0, max)
    if (entry.length < max && !ended) return { state: 'wait' }
    const why = fault(entry, spec)
    return why ? { state: 'refused', why, used: entry.length } : { state: 'complete', reading: { value: entry, text: entry }, used: entry.length }
  },
  readBack: (value) => sayDigits(String(value)),
  hints: () => [],
  maxKeys: (spec) => spec.length?.max,
  expects: 'digits',
}
