// Numbers written with figures: with groups and a decimal mark, with a scale after them, or as
// digits only.
import type { NumberWords } from '../languages/numerals.ts'
import { textAt, type Token } from './tokens.ts'
import type { Numeral } from './numbers.ts'

/** A way to write large numbers and decimals. */
type Writing = { group: string; mark: string; pattern: RegExp }

const writing = (group: string, mark: string): Writing => ({
  group,
  mark,
  pattern: new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d+)?$`),
})

const withPoint = writing(',', '.')
const withComma = writing('.', ',')

/** The value of figures with grouping and a decimal mark; undefined when they are something else,
 * as 10:30 or 2026-03-03. */
export function figuresValue(text: string, decimal: '.' | ','): number | undefined {
  if (/^\d{1,21}$/.test(text)) return Number(text)
  const [own, other] = decimal === '.' ? [withPoint, withComma] : [withComma, withPoint]
  if (own.pattern.test(text)) return valueIn(own, text)
  // the other way round tells itself when both marks are there
  if (other.pattern.test(text) && text.includes(other.mark)) return valueIn(other, text)
  // lakhs and crores are grouped by two
  if (/^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''))
  return /^\d{1,15}[.,]\d{1,17}$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

const valueIn = ({ group, mark }: Writing, text: string): number =>
  Number(text.replaceAll(group, '').replace(mark, '.'))

/** The whole number that figures stand for. */
export function wholeValue({ text, kind }: Token): number | undefined {
  return kind === 'figures' && /^\d{1,21}$/.test(text) ? Number(text) : undefined
}

/** Figures with punctuation, with what multiplies them: "2.5 million", "12,500". Those that are no
 * number by themselves still hold digits: 471-120. */
export function figuresAt(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): Numeral | undefined {
  const figures = said[at]
  if (!figures) return undefined
  const value = figuresValue(figures.text, words.decimal)
  const digits = figures.text.replace(/\D/g, '')
  const numeral = { digits, from: at, ordinal: false, figures: true, parts: [digits] }
  if (value === undefined) return { ...numeral, value: NaN, to: at + 1 }
  const next = textAt(said, at + 1)
  const scale = words.scales.get(next) ?? (words.hundred.has(next) ? 100 : undefined)
  if (!scale) return { ...numeral, value, to: at + 1 }
  // 0.1 + 0.2 shows in 48.2 million too
  return { ...numeral, value: Number((value * scale).toPrecision(15)), to: at + 2 }
}
