// A place in a row: the third, the 21st, the last, the last but one, the next.
import type { SlotSpec } from '../../flow/slot.ts'
import { languageOf } from '../languages.ts'
import { numerals, tokens } from '../numbers.ts'
import { sift, type Reading, type SlotKind, type Why } from './kind.ts'

function fault(value: unknown, spec: SlotSpec): Why | undefined {
  return typeof value === 'number' && (value < 1 || value > (spec.max ?? Infinity)) ? 'invalid range' : undefined
}

function reading(value: number): Reading {
  return { value, text: String(value) }
}

export const ordinal: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = numerals(tokens(text), languageOf(hearing.language)).filter((numeral) => numeral.ordinal)
    return sift(found.map(({ value }) => reading(value)), ({ value }) => fault(value, spec))
  },
  key: (keys, spec, _hearing, ended) => {
    if (keys.length < 9 && !ended) return { state: 'wait' }
    const value = Number(keys.slice(0, 9))
    const why = fault(value, spec)
    return why ? { state: 'refused', why, used: keys.length } : { state: 'complete', reading: reading(value), used: Math.min(keys.length, 9) }
  },
  readBack: (value) => String(value),
  hints: () => [],
  maxKeys: (spec) => (spec.max === undefined ? undefined : String(Math.floor(spec.max)).length),
  expects: 'words',
}
