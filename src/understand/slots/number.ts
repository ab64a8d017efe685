// A number between limits.
import { unlessEmpty } from '../../ground/lists.ts'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { correcting } from '../self-corrections.ts'
import { languageOf } from '../../languages/language.ts'
import { isAlone, quantities } from '../quantities.ts'
import { sums } from './money.ts'
import { settle, sift, type Reading, type SlotKind, type Why } from './kind.ts'

/** The most digits that can be keyed in when no maximum is set. */
const MOST_KEYS = 15

function fault(value: number, spec: SlotSpec): Why | undefined {
  const outside = value < (spec.min ?? -Infinity) || value > (spec.max ?? Infinity)
  return outside ? 'invalid range' : undefined
}

// 15 digits are exact; what stands behind them comes of counting with fractions.
function reading(value: number): Reading {
  return { value: Number(value.toPrecision(15)), text: String(Number(value.toPrecision(12))) }
}

export const number: SlotKind = {
  hear: correcting((text, spec, hearing) => {
    const language = languageOf(hearing.language)
    const said = quantities(text, language)
    const [sum, other] = said.length > 1 ? sums(text, language, hearing.country) : []
    // a sum of two units is one number: 12 roubles 50 kopecks
    if (sum?.joined && sum.currency && !other)
      return sift([reading(sum.amount)], ({ value }) => fault(value as number, spec))
    const counted = said.filter(({ ordinal }) => !ordinal)
    // "the third" is a number where nothing else was said; "the third floor" is none
    const meant = unlessEmpty(
      counted,
      said.filter((one) => isAlone(one, language)),
    )
    return sift(
      meant.map(({ value }) => reading(value)),
      ({ value }) => fault(value as number, spec),
    )
  }),
  key: (keys, spec, _hearing, ended) => {
    const max = spec.max ?? Infinity
    // an entry is over when another digit could only make it too large
    const full = [...keys].findIndex(
      (_, i) => Number(keys.slice(0, i + 1)) * 10 > max || i + 1 === MOST_KEYS,
    )
    if (full < 0 && !ended) return { state: 'wait' }
    const entry = full < 0 ? keys : keys.slice(0, full + 1)
    const value = Number(entry)
    const why = fault(value, spec)
    return settle(entry, why, reading(value))
  },
  hints: () => [],
  maxKeys: (spec) =>
    spec.max === undefined ? undefined : String(Math.max(0, Math.floor(spec.max))).length,
  expects: 'digits',
}
