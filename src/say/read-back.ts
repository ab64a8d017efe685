// How the value of each type of slot is read back to the caller.
import { DateTime } from 'luxon'
import { isMoney } from '../flow/text/money.ts'
import { labelOf, type SlotSpec, type SlotType } from '../flow/tree/slot.ts'
import { languageOf } from '../languages/language.ts'
import {
  sayDate,
  sayDateTime,
  sayDigits,
  sayLength,
  sayLetters,
  sayMoney,
  sayNumber,
  sayPhone,
  sayPlace,
  sayTime,
} from './speak-value.ts'
import { sayAddress, sayAlphabet, sayCode, saySpelled } from './spell-out.ts'

/** The value as the engine says it. With `now` (UTC ms) the year is said only when it is not the
 * current one. */
export function readBack(value: unknown, spec: SlotSpec, tag: string, now?: number): string {
  if (spec.type === 'money' && isMoney(value)) return sayMoney(value.amount, value.currency, tag)
  const text = String(value)
  switch (spec.type) {
    case 'choice': {
      const own = spec.options?.find((option) => option.value === value)
      return own ? labelOf(own, tag) : text
    }
    case 'yes-no':
      return languageOf(tag).words[value === true ? 'yes' : 'no']
    case 'digits':
      return sayDigits(text)
    case 'number':
    case 'money':
      return sayNumber(Number(value), tag)
    case 'ordinal':
      return sayPlace(value, tag)
    case 'date':
      return sayDate(text, tag, yearless(text, now))
    case 'time':
      return sayTime(text, tag)
    case 'date-time':
      return sayDateTime(text, tag, yearless(text, now))
    case 'duration':
      return sayLength(text, tag)
    case 'phone':
      return sayPhone(text, tag)
    case 'code':
      return sayCode(text, tag)
    case 'email':
      return sayAddress(text, tag)
    case 'name':
    case 'text':
    case 'row':
      return text
    case 'recording':
      return ''
  }
}

/** The present, for a date that is not behind it anywhere on earth: without its year it would be
 * heard as one ahead. */
function yearless(date: string, now: number | undefined): number | undefined {
  if (now === undefined) return undefined
  const yesterday = DateTime.fromMillis(now, { zone: 'utc' }).minus({ days: 1 })
  return date.slice(0, 10) >= yesterday.toFormat('yyyy-MM-dd') ? now : undefined
}

type SpellOut = (text: string, tag: string) => string

const spelled: Partial<Record<SlotType, SpellOut>> = {
  name: (text, tag) =>
    text
      .split(' ')
      .map((word) => saySpelled(word, tag))
      .join('. '),
  code: sayAlphabet,
  email: (text, tag) => sayAddress(text, tag, sayLetters),
}

/** True for a value that can be read back a second time letter by letter. */
export const isSpelled = (type: SlotType): boolean => type in spelled

/** The value letter by letter, for a second read-back; undefined for a type that is read back as
 * before. */
export const spellOut = (value: unknown, { type }: SlotSpec, tag: string): string | undefined =>
  spelled[type]?.(String(value), tag)
