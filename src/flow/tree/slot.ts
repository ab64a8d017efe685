// A slot as the rest of the engine needs it: a declared value with its type and limits, without
// source positions.
import { fitsDigits } from './pattern.ts'

export const slotTypes = [
  'choice',
  'yes-no',
  'digits',
  'number',
  'ordinal',
  'date',
  'time',
  'date-time',
  'duration',
  'name',
  'phone',
  'money',
  'code',
  'email',
  'text',
  'recording',
  'row',
] as const
export type SlotType = (typeof slotTypes)[number]

export const checksums = [
  'luhn',
  'iso 7064',
  'iso 7064 mod 97',
  'iban',
  'ean',
  'weighted 11',
  'verhoeff',
  'damm',
] as const
export type Checksum = (typeof checksums)[number]

/** Phrases and labels by language; `''` holds those written without a language, which count for
 * every language. */
export type ByLanguage<T> = Record<string, T>

export type Choice = {
  value: string
  key?: string
  labels: ByLanguage<string>
  phrases: ByLanguage<string[]>
}

/** What stands for a language: its own entry, that of its base language, or the one written without
 * a language. */
export function inLanguage<T>(table: ByLanguage<T>, tag: string): T | undefined {
  const [base] = tag.split('-')
  const near = Object.keys(table).find((key) => key !== '' && key.split('-')[0] === base)
  return table[tag] ?? (near === undefined ? undefined : table[near]) ?? table['']
}

/** What a choice is called in a language. */
export function labelOf(choice: Choice, tag: string): string {
  return inLanguage(choice.labels, tag) ?? choice.value
}

/** Limits are inclusive. `min` and `max` of a duration are milliseconds; its value is ISO 8601
 * text. `from` and `to` of dates are ISO dates or `today`. `pattern` is a bounded regular
 * expression for text, names, codes and digits. */
export type SlotSpec = {
  name: string
  type: SlotType
  label: string
  length?: { min: number; max: number }
  checksum?: Checksum
  min?: number
  max?: number
  options?: Choice[]
  /** a choice that accepts answers outside its list */
  others?: boolean
  from?: string
  to?: string
  hints?: string[]
  pattern?: string
  private?: boolean
  readBack?: boolean
}

/** True when a telephone's keys can give the value; words cannot be keyed in, and a code only where
 * its pattern is content with digits. */
export function hasKeypad({ type, pattern }: Pick<SlotSpec, 'type' | 'pattern'>): boolean {
  if (type === 'code') return pattern !== undefined && fitsDigits(pattern)
  return type !== 'name' && type !== 'text' && type !== 'email'
}
