// Number words that follow each other, added up as long as each fits under the one before it:
// hundreds, then tens, then units, then a scale and again.
import type { NumberWords } from '../languages/numerals.ts'
import { figuresAt, wholeValue } from './figures.ts'
import { openBelow, ordinalOf } from './number-words.ts'
import type { Numeral } from './numbers.ts'
import type { Token } from './tokens.ts'

/** What has been added up. `group` is what awaits a scale, once something is `grouped`, and may be
 * told in figures; `free` is what is still open below the last word (after "twenty" anything under
 * 10), `scaleLeft` what the next scale must be under. */
type Sum = {
  total: number
  group: number
  grouped: boolean
  inFigures: boolean
  free: number
  scaleLeft: number
  parts: string[]
}

const nothingYet: Sum = {
  total: 0,
  group: 0,
  grouped: false,
  inFigures: false,
  free: Infinity,
  scaleLeft: Infinity,
  parts: [],
}

/** The number that begins at this place. */
export function sumAt(said: readonly Token[], at: number, words: NumberWords): Numeral | undefined {
  const first = said[at]
  if (!first) return undefined
  const figures = first.kind === 'figures'
  if (figures && wholeValue(first) === undefined) return figuresAt(said, at, words)
  let sum = nothingYet
  let to = at
  for (let place = at; place < said.length; place++) {
    const longer = extend(sum, said[place], words)
    if (longer) {
      sum = longer
      to = place + 1
      continue
    }
    // "280 million first notes": figures do not end in an ordinal word
    const end = endingAt(sum, said[place], words, figures)
    if (end) return { ...end, from: at, to: place + 1 }
    if (!mayPass(sum, said[place], said[place + 1], words)) break
  }
  const { total, group, parts } = sum
  if (parts.length === 0) return undefined
  const value = total + group
  const digits = figures && parts.length === 1 ? first.text : String(value)
  return { value, digits, from: at, to, ordinal: false, figures, parts }
}

/** The sum with one word more; undefined when it does not fit. */
function extend(sum: Sum, token: Token | undefined, words: NumberWords): Sum | undefined {
  if (!token) return undefined
  if (token.kind === 'figures') return addFigures(sum, token)
  const { text } = token
  return addNumber(sum, text, words) ?? addHundred(sum, text, words) ?? addScale(sum, text, words)
}

/** What the next number must be under. */
const roomIn = ({ grouped, free, scaleLeft }: Sum): number => (grouped ? free : scaleLeft)

function addFigures(sum: Sum, token: Token): Sum | undefined {
  const value = wholeValue(token)
  if (value === undefined) return undefined
  const fits = sum.parts.length === 0 || (value < roomIn(sum) && value > 0)
  return fits ? { ...grow(sum, value, token.text), inFigures: true, free: 0 } : undefined
}

const grow = (sum: Sum, value: number, text: string): Sum => ({
  ...sum,
  group: sum.group + value,
  grouped: true,
  inFigures: false,
  free: value === 0 ? 0 : openBelow(value),
  parts: [...sum.parts, text],
})

function addNumber(sum: Sum, text: string, words: NumberWords): Sum | undefined {
  const value = words.numbers.get(text)
  if (value === undefined || value >= sum.free) return undefined
  return value === 0 && sum.parts.length > 0 ? undefined : grow(sum, value, String(value))
}

function addHundred(sum: Sum, text: string, words: NumberWords): Sum | undefined {
  if (!words.hundred.has(text)) return undefined
  if (sum.parts.length === 0) return grow(sum, 100, '100')
  const { group, grouped, inFigures, free, parts } = sum
  const fits = inFigures ? group < 10_000 : group < 100 && free > 0
  if (!grouped || group === 0 || !fits) return undefined
  return { ...sum, group: group * 100, free: 100, inFigures: false, parts: [...parts, '00'] }
}

function addScale(sum: Sum, text: string, words: NumberWords): Sum | undefined {
  const { total, group, grouped, scaleLeft } = sum
  const scale = words.scales.get(text)
  if (scale === undefined) return undefined
  const parts = [...sum.parts, String(scale).slice(1)]
  const opens = grouped ? group > 0 : sum.parts.length === 0
  if (scale < scaleLeft && opens)
    return { ...nothingYet, total: total + (grouped ? group : 1) * scale, scaleLeft: scale, parts }
  // a thousand million
  if (scale > scaleLeft && !grouped)
    return { ...sum, total: total * scale, scaleLeft: scale, parts }
  return undefined
}

/** The number that an ordinal word ends. */
function endingAt(
  sum: Sum,
  token: Token | undefined,
  words: NumberWords,
  beganInFigures: boolean,
): Omit<Numeral, 'from' | 'to'> | undefined {
  if (!token) return undefined
  const { total, group, grouped, inFigures, scaleLeft } = sum
  const end = (value: number, text: string) => ({
    value,
    digits: String(value),
    ordinal: true,
    figures: inFigures,
    parts: [...sum.parts, text],
  })
  const ordinal = beganInFigures ? undefined : ordinalOf(token.text, words)
  if (ordinal !== undefined && ordinal < roomIn(sum) && (ordinal > 0 || sum.parts.length === 0))
    return end(total + group + ordinal, String(ordinal))
  const factor = words.ordinalScales.get(token.text)
  if (factor === undefined || factor >= scaleLeft) return undefined
  const fits = !grouped || (group > 1 && (factor > 100 || group < 100))
  return fits ? end(total + (grouped ? group : 1) * factor, String(factor).slice(1)) : undefined
}

/** "two hundred and five" goes on; "two hundred and then" does not. */
function mayPass(
  { parts, free, grouped }: Sum,
  token: Token | undefined,
  next: Token | undefined,
  words: NumberWords,
): boolean {
  if (!token || !next || !words.and.has(token.text)) return false
  if (parts.length === 0 || (free !== 100 && grouped)) return false
  return (
    words.numbers.has(next.text) ||
    next.kind === 'figures' ||
    ordinalOf(next.text, words) !== undefined
  )
}
