// Digits: identifiers said one by one, in groups or with number words, and corrections inside them.
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { correctionIn } from '../self-corrections.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { clean } from '../../languages/normalise.ts'
import { numerals, type Numeral } from '../numbers.ts'
import { tokens, type Token } from '../tokens.ts'
import { agrees } from './checksums.ts'
import { fits, settle, type Heard, type SlotKind, type Why } from './kind.ts'

/** The most digits a slot without a length takes. */
const MOST_DIGITS = 40

/** All ways to read a row of digits, the likeliest first: the whole, its last stretch, word by
 * word, with misheard words taken as figures. */
export function digitRows(text: string, language: Language): string[] {
  const said = tokens(text)
  const ways = [said]
  if (said.some((token) => isHomophone(token, language)))
    ways.push(said.map((token) => asFigure(token, language)))
  const rows = ways.flatMap((way) => {
    const all = numerals(way, language)
    const runs = stretches(all, way)
    const byLength = runs.toSorted((a, b) => b.length - a.length)
    return [all, ...runs.toReversed(), ...byLength].flatMap(rowsOf)
  })
  return [...new Set(rows)].filter((row) => row !== '' && row.length <= MOST_DIGITS)
}

const isHomophone = ({ kind, text }: Token, { homophones }: Language): boolean =>
  kind === 'word' && homophones.has(text)

const asFigure = (token: Token, language: Language): Token =>
  isHomophone(token, language)
    ? { text: String(language.homophones.get(token.text)), kind: 'figures' }
    : token

/** A row of numbers as digits: each as one number, and word by word. */
export function rowsOf(run: readonly Numeral[]): string[] {
  return [run.map(({ digits }) => digits).join(''), run.flatMap(({ parts }) => parts).join('')]
}

/** Numbers that follow each other. */
export type Run = [Numeral, ...Numeral[]]

/** Numbers with only signs between them belong together, unless one `begins` anew. */
export function stretches(
  all: readonly Numeral[],
  said: readonly Token[],
  begins: (numeral: Numeral) => boolean = () => false,
): Run[] {
  const runs: Run[] = []
  let to = 0
  for (const numeral of all) {
    const run = runs.at(-1)
    const between = said.slice(to, numeral.from)
    if (run && between.every(({ kind }) => kind === 'sign') && !begins(numeral)) run.push(numeral)
    else runs.push([numeral])
    to = numeral.to
  }
  return runs
}

function fault(digits: string, spec: SlotSpec): Why | undefined {
  const { length, checksum, pattern } = spec
  if (length && (digits.length < length.min || digits.length > length.max)) return 'invalid length'
  if (checksum && !agrees(digits, checksum)) return 'invalid checksum'
  return fits(digits, pattern) ? undefined : 'invalid'
}

function hearRows(rows: readonly string[], spec: SlotSpec): Heard {
  const good = rows.find((row) => fault(row, spec) === undefined)
  if (good !== undefined) return { readings: [{ value: good, text: good }] }
  const faults = rows.map((row) => fault(row, spec))
  return { readings: [], why: faults.find((why) => why !== 'invalid length') ?? faults[0] }
}

/**
 * What is said after a correction stands for all of it, or for its end when it is shorter: "four
 * seven one two, no, three five" is 4735.
 * Where no length tells which, both are readings. Undefined where one side has no digits.
 */
function correctedRows(
  before: readonly string[],
  after: readonly string[],
  spec: SlotSpec,
): string[] | undefined {
  const [old, fresh] = [before[0], after[0]]
  if (old === undefined || fresh === undefined) return undefined
  const whole = after.filter(
    (row) =>
      fault(row, spec) === undefined && (spec.length !== undefined || row.length >= old.length),
  )
  if (whole.length > 0) return whole.slice(0, 1)
  const { min, max } = spec.length ?? { min: old.length, max: old.length }
  const longest = Math.min(max, old.length + fresh.length)
  const mended = Array.from({ length: longest - min + 1 }, (_, i) => min + i)
    .filter((length) => length > fresh.length)
    .sort((a, b) => Math.abs(a - old.length) - Math.abs(b - old.length))
    .map((length) => old.slice(0, length - fresh.length) + fresh)
  const alone = spec.length ? [] : [fresh]
  return [...mended, ...alone].filter((row) => fault(row, spec) === undefined)
}

export const digits: SlotKind = {
  hear: (text, spec, hearing) => {
    const language = languageOf(hearing.language)
    const corrected = correctionIn(clean(text), hearing.language)
    const rows =
      corrected &&
      correctedRows(
        digitRows(corrected.before, language),
        digitRows(corrected.after, language),
        spec,
      )
    if (rows && rows.length > 0)
      return { readings: [...new Set(rows)].slice(0, 3).map((row) => ({ value: row, text: row })) }
    return hearRows(digitRows(text, language), spec)
  },
  key: (keys, spec, _hearing, ended) => {
    const max = spec.length?.max ?? MOST_DIGITS
    const entry = keys.slice(0, max)
    if (entry.length < max && !ended) return { state: 'wait' }
    const why = fault(entry, spec)
    return settle(entry, why, { value: entry, text: entry })
  },
  hints: () => [],
  maxKeys: (spec) => spec.length?.max,
  expects: 'digits',
}
