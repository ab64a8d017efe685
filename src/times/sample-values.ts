// Values of each type, as long as they get or as long as they usually are.
import { MINUTE } from '../flow/text/duration.ts'
import type { SlotSpec } from '../flow/tree/slot.ts'
import { readBack } from '../say/read-back.ts'
import type { Value } from '../understand/hearing.ts'

/** How long values are taken to be: the longest there are, or usual ones. */
export type Extent = 'worst' | 'typical'
type Sample<T> = Readonly<Record<Extent, T>>

/** A winter morning, so that dates of the year after are said with their year. UTC milliseconds. */
export const SAMPLE_AT = Date.UTC(2026, 0, 14, 9)

export const repeatWord = (word: string, times: number): string =>
  Array.from({ length: times }, () => word).join(' ')

const sample = <T>(worst: T, typical: T): Sample<T> => ({ worst, typical })

/** Texts of lookups have no limit, so 25 words stand for the longest. */
export const texts = sample(repeatWord('word', 25), repeatWord('word', 5))
export const durations = sample(23 * MINUTE, 5 * MINUTE)
const digits = sample(16, 8)
const numbers = {
  number: sample(999_999, 42),
  ordinal: sample(23, 3),
  money: sample(9999.99, 25.5),
}

/** Longest and usual values of each type where the flow sets no limit. */
const others: Record<string, Sample<unknown>> = {
  'yes-no': sample(true, true),
  date: sample('2027-09-29', '2026-03-04'),
  time: sample('23:45', '10:00'),
  'date-time': sample('2027-09-29T23:45', '2026-03-04T10:00'),
  name: sample(repeatWord('name', 4), repeatWord('name', 2)),
  phone: sample('+888888888888888', '+88888888888'),
  code: sample('K8K8K8K8K8K8', 'K8K8K8'),
  email: sample('first.middle.last.name@longest.example.com', 'name@example.com'),
  duration: durations,
}

/** A value of a type, raw, as a lookup would give it. */
export function rawOf(type: string, extent: Extent, spec?: SlotSpec): unknown {
  switch (type) {
    case 'choice':
      return choiceOf(spec, extent)?.value ?? repeatWord('word', 3)
    case 'digits':
      return '8'.repeat(spec?.length?.max ?? digits[extent])
    case 'number':
    case 'ordinal':
      return Math.min(numberOf(type, extent, spec), spec?.max ?? Infinity)
    case 'money':
      return numberOf(type, extent, spec)
    case 'recording':
    case 'row':
      return ''
    default:
      return type === 'code' && spec?.length
        ? 'K8'.repeat(20).slice(0, spec.length.max)
        : (others[type] ?? texts)[extent]
  }
}

/** The longest is the largest that may be. */
function numberOf(type: keyof typeof numbers, extent: Extent, spec?: SlotSpec): number {
  const largest = extent === 'worst' ? spec?.max : undefined
  return largest ?? numbers[type][extent]
}

function choiceOf(spec: SlotSpec | undefined, extent: Extent) {
  const options = spec?.options ?? []
  const length = ({ labels, value }: (typeof options)[number]) =>
    Math.max(value.length, ...Object.values(labels).map((label) => label.length))
  const sorted = options.toSorted((a, b) => length(b) - length(a))
  return extent === 'worst' ? sorted[0] : sorted[Math.floor(sorted.length / 2)]
}

/** A slot's value as a caller would have given it. */
export function valueOf(slot: SlotSpec, extent: Extent, language: string): Value {
  const raw = rawOf(slot.type, extent, slot)
  const value = slot.type === 'money' ? { amount: raw, currency: 'EUR' } : raw
  return {
    value,
    text: readBack(value, slot, language, SAMPLE_AT),
    from: 'speech',
    confidence: 0.9,
    confirmed: true,
  }
}
