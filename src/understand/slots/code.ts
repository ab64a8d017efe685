// Codes of letters and figures: bookings, contracts, number plates; said sign by sign, with an
// alphabet of words, or keyed where figures are enough.
import { hasKeypad, type SlotSpec } from '../../flow/tree/slot.ts'
import { languageOf } from '../../languages/language.ts'
import { normalise } from '../../languages/normalise.ts'
import { spelling, type Spelled } from '../spelling.ts'
import { agrees } from './checksums.ts'
import {
  accept,
  fits,
  hintList,
  noKeys,
  nothing,
  refuse,
  type Heard,
  type SlotKind,
  type Why,
} from './kind.ts'

/** The most signs of a code without a length. */
const MOST_SIGNS = 40

/** Up to so many signs the places of dashes that were left out are tried. */
const MOST_MARKED = 16

/** The most readings of one row of signs that are tried. */
const MOST_READINGS = 32

const withoutSigns = (code: string): string => code.replace(/[^\p{L}\p{N}]/gu, '')

function fault(code: string, { length, checksum, pattern }: SlotSpec): Why | undefined {
  const plain = withoutSigns(code)
  const { min, max } = length ?? { min: 2, max: MOST_SIGNS }
  if (plain.length < min || plain.length > max) return 'invalid length'
  if (checksum && !agrees(plain, checksum)) return 'invalid checksum'
  return fits(code, pattern) ? undefined : 'invalid'
}

/** Signs that stand together, the likeliest first: all of them, the longest row, the last one, the
 * others. */
function rows(said: Spelled[], bound: boolean): Spelled[][] {
  const runs: Spelled[][] = [[]]
  for (const one of said) {
    if (one.kind === 'word') runs.push([])
    else runs.at(-1)?.push(one)
  }
  // a lone "I" or "a" in a sentence is no code
  const own = runs.filter((run) => run.some(({ kind, sure }) => kind !== 'sign' && sure))
  const byLength = own.toReversed().toSorted((a, b) => b.length - a.length)
  return bound ? [own.flat(), ...byLength, ...own.toReversed()] : byLength
}

/** What a row can be in one script, best first. */
function readings(row: Spelled[], script: 'native' | 'latin'): string[] {
  const choices = row.map((one, at) =>
    isZero(row, at) && one[script].includes('0') ? one[script].toReversed() : one[script],
  )
  if (choices.some((options) => options.length === 0)) return []
  return choices.reduce<string[]>(
    (made, options) => {
      const few = made.length * options.length > MOST_READINGS ? options.slice(0, 1) : options
      return few.flatMap((sign) => made.map((start) => start + sign))
    },
    [''],
  )
}

/** Between figures an O is a zero. */
function isZero(row: readonly Spelled[], at: number): boolean {
  const beside = [row[at - 1], row[at + 1]].filter((other) => other !== undefined)
  return (
    row[at]?.kind === 'letter' && beside.length > 0 && beside.every(({ kind }) => kind === 'figure')
  )
}

/** A reading as it was said, without its signs, and with a dash or stroke where the pattern wants
 * one that was left out. */
function formsOf(code: string, { pattern }: SlotSpec): string[] {
  const plain = withoutSigns(code)
  if (pattern === undefined) return [plain]
  if (plain.length > MOST_MARKED) return [code, plain]
  const gaps = Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => i + 1)
  const insert = (text: string, at: number, sign: string) =>
    text.slice(0, at) + sign + text.slice(at)
  const marks = ['-', '/', '.'].filter((sign) => pattern.includes(sign))
  const once = marks.flatMap((sign) => gaps.map((at) => insert(plain, at, sign)))
  const twice = marks.flatMap((sign) =>
    gaps.flatMap((first) =>
      gaps
        .filter((second) => second > first)
        .map((second) => insert(insert(plain, second, sign), first, sign)),
    ),
  )
  return [code, plain, ...once, ...twice]
}

/** What tells most about a code that is none, first. */
const whys: readonly Why[] = ['invalid checksum', 'invalid', 'invalid length']

function hearRow(row: Spelled[], spec: SlotSpec): Heard {
  const faults = new Set<Why>()
  const isCode = (form: string): boolean => {
    const why = fault(form, spec)
    if (why) faults.add(why)
    return why === undefined
  }
  for (const script of ['native', 'latin'] as const) {
    const good = readings(row, script)
      .map((code) => formsOf(code, spec).find(isCode))
      .filter((form) => form !== undefined)
    // without a pattern a letter of the language is what it is, and only an O is in doubt
    if (good.length > 0)
      return {
        readings: [...new Set(good)].slice(0, 3).map((form) => ({ value: form, text: form })),
      }
  }
  return { readings: [], why: whys.find((why) => faults.has(why)) }
}

export const code: SlotKind = {
  hear: (text, spec, hearing) => {
    const heard = rows(
      spelling(text, hearing.language),
      spec.pattern !== undefined || spec.length !== undefined,
    ).map((row) => hearRow(row, spec))
    const good = heard.find((one) => one.readings.length > 0)
    if (good) return good
    // a code that is a word: TRAIN22
    const whole = normalise(text).replaceAll(' ', '').toUpperCase()
    if (spec.pattern !== undefined && whole !== '' && fault(whole, spec) === undefined)
      return { readings: [{ value: whole, text: whole }] }
    return heard[0] ?? nothing
  },
  key: (keys, spec, _hearing, ended) => {
    if (spec.pattern !== undefined && !hasKeypad(spec)) return noKeys(keys)
    const max = spec.length?.max ?? MOST_SIGNS
    const entry = keys.slice(0, max)
    if (entry.length < max && !ended) return { state: 'wait' }
    const form = formsOf(entry, spec).find((one) => fault(one, spec) === undefined)
    if (form === undefined) return refuse(entry, fault(entry, spec) ?? 'invalid')
    return accept(entry, { value: form, text: form })
  },
  hints: (_spec, language) => hintList(languageOf(language).spelling.alphabet.keys()),
  maxKeys: (spec) => spec.length?.max,
  expects: 'words',
}
