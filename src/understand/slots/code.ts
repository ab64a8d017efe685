// Codes of letters and figures: bookings, contracts, number plates; said sign by sign, with an
// alphabet of words, or keyed where figures are enough.
import { hasKeypad, type SlotSpec } from '../../flow/tree/slot.ts'
import { languageOf } from '../../languages/language.ts'
import { normalise } from '../../languages/normalise.ts'
import { spelling, type Spelled } from '../spelling.ts'
import { agrees } from './checksums.ts'
import {
  fits,
  hintList,
  noKeys,
  nothing,
  type Heard,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'

/** The most signs of a code without a length. */
const longest = 40

/** Up to so many signs the places of dashes that were left out are tried. */
const longestMarked = 16

/** The most readings of one row of signs that are tried. */
const mostReadings = 32

function fault(code: string, { length, checksum, pattern }: SlotSpec): Why | undefined {
  const signs = code.replace(/[^\p{L}\p{N}]/gu, '').length
  if (length ? signs < length.min || signs > length.max : signs > longest || signs < 2)
    return 'invalid length'
  if (checksum && !agrees(code.replace(/[^\p{L}\p{N}]/gu, ''), checksum)) return 'invalid checksum'
  return fits(code, pattern) ? undefined : 'invalid'
}

/** Signs that stand together, the likeliest first: all of them, the longest row, the last one, the
 * others. */
function rows(said: Spelled[], bound: boolean): Spelled[][] {
  const runs: Spelled[][] = [[]]
  for (const one of said) {
    if (one.kind === 'word') runs.push([])
    else runs.at(-1)!.push(one)
  }
  // a lone "I" or "a" in a sentence is no code
  const own = runs.filter((run) => run.some(({ kind, sure }) => kind !== 'sign' && sure))
  const byLength = own.toReversed().toSorted((a, b) => b.length - a.length)
  return bound ? [own.flat(), ...byLength, ...own.toReversed()] : byLength
}

/** What a row can be in one script, best first. Between figures an O is a zero. */
function readings(row: Spelled[], script: 'native' | 'latin'): string[] {
  const choices = row.map((one, at) => {
    const options = one[script]
    const beside = [row[at - 1], row[at + 1]].filter((other) => other !== undefined)
    const zero =
      options.includes('0') &&
      one.kind === 'letter' &&
      beside.length > 0 &&
      beside.every(({ kind }) => kind === 'figure')
    return zero ? options.toReversed() : options
  })
  if (choices.some((options) => options.length === 0)) return []
  return choices.reduce<string[]>(
    (made, options) =>
      made.length * options.length > mostReadings
        ? made.map((start) => start + options[0]!)
        : options.flatMap((sign) => made.map((start) => start + sign)),
    [''],
  )
}

/** A reading as it was said, without its signs, and with a dash or stroke where the pattern wants
 * one that was left out. */
function spaced(code: string, spec: SlotSpec): string[] {
  const plain = code.replace(/[^\p{L}\p{N}]/gu, '')
  if (spec.pattern === undefined) return [plain]
  if (plain.length > longestMarked) return [code, plain]
  const gaps = Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => i + 1)
  const put = (text: string, at: number, sign: string) => text.slice(0, at) + sign + text.slice(at)
  const marks = ['-', '/', '.'].filter((sign) => spec.pattern!.includes(sign))
  const once = marks.flatMap((sign) => gaps.map((at) => put(plain, at, sign)))
  const twice = marks.flatMap((sign) =>
    gaps.flatMap((first) =>
      gaps
        .filter((second) => second > first)
        .map((second) => put(put(plain, second, sign), first, sign)),
    ),
  )
  return [code, plain, ...once, ...twice]
}

function hearRow(row: Spelled[], spec: SlotSpec): Heard {
  const why = new Set<Why>()
  for (const script of ['native', 'latin'] as const) {
    const good: Reading[] = []
    for (const code of readings(row, script)) {
      const form = spaced(code, spec).find((one) => {
        const found = fault(one, spec)
        if (found) why.add(found)
        return found === undefined
      })
      if (form !== undefined && !good.some(({ value }) => value === form))
        good.push({ value: form, text: form })
    }
    // without a pattern a Cyrillic letter is what it is, and only an O is in doubt
    if (good.length > 0) return { readings: good.slice(0, 3) }
  }
  return {
    readings: [],
    why: why.has('invalid checksum')
      ? 'invalid checksum'
      : why.has('invalid')
        ? 'invalid'
        : [...why][0],
  }
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
    const entry = keys.slice(0, spec.length?.max ?? longest)
    if (entry.length < (spec.length?.max ?? longest) && !ended) return { state: 'wait' }
    const form = spaced(entry, spec).find((one) => fault(one, spec) === undefined)
    return form === undefined
      ? { state: 'refused', why: fault(entry, spec) ?? 'invalid', used: entry.length }
      : { state: 'complete', reading: { value: form, text: form }, used: entry.length }
  },
  hints: (_spec, language) => hintList(languageOf(language).spelling.alphabet.keys()),
  maxKeys: (spec) => spec.length?.max,
  expects: 'words',
}
