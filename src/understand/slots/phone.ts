// Telephone numbers in any national form, kept as E.164, with the extension where one was given.
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js'
import { correcting } from '../self-corrections.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { clean } from '../../languages/normalise.ts'
import { numerals, type Numeral } from '../numbers.ts'
import { textAt, tokens, type Token } from '../tokens.ts'
import { rowsOf, stretches } from './digits.ts'
import {
  accept,
  nothing,
  refuse,
  type Heard,
  type Keying,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'

/** E.164 allows 15 digits; 3 more for an international prefix. */
const MOST_KEYS = 18

/** Fewer digits than this are not the beginning of a number ("the usual one"); fewer than
 * `LEAST_DIGITS` are no whole one. */
const FEW_DIGITS = 3
const LEAST_DIGITS = 7
const MOST_DIGITS = 15

/** The longest row of digits after the word for an extension, and the most that are kept. */
const LONGEST_EXTENSION = 6
const MOST_OF_EXTENSION = 7

/** Dates, times, decimals and social security numbers are written much like telephone numbers. */
const otherFigures =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2}|\d{1,2}:\d{2}(?::\d{2})?|(?:19|20)\d{2}\/(?:19|20)\d{2}|\d{3}-\d{2}-\d{4}|\d+,\d+\.\d+|(?!\d{3}\.\d{4}$)\d{1,6}\.\d{4,})$/

/** Figures in sums and codes: 3333*2=6666, #2002, E-151. */
const formulas = /\S*\d[*=^]\S*|#\d\S*|(?<!\p{L})\p{L}-\d\S*/gu

/** A row of digits as it was said: `plus` before it, an extension after it. */
type Row = { digits: string; plus: boolean; extension?: string }

/** 00 is how most of the world dials abroad; with it or a plus the country is known. */
function parse(row: Row, country: string): PhoneNumber | undefined {
  const found = parsePhoneNumberFromString(dialText(row), country.toUpperCase() as CountryCode)
  return found?.isPossible() ? found : undefined
}

function dialText({ digits, plus }: Row): string {
  if (plus) return `+${digits}`
  return /^00[1-9]/.test(digits) ? `+${digits.slice(2)}` : digits
}

/** People leave the plus out: 44 20 7946 0123. */
function parseWithoutPlus({ digits, plus }: Row): PhoneNumber | undefined {
  const found =
    plus || digits.startsWith('0') ? undefined : parsePhoneNumberFromString(`+${digits}`)
  return found?.isValid() ? found : undefined
}

function fault(digits: string): Why {
  return digits.length < LEAST_DIGITS ? 'invalid length' : 'invalid'
}

function reading(found: PhoneNumber, extension: string | undefined): Reading {
  return {
    value: withExtension(found.number, extension),
    text: found.formatInternational() + (extension === undefined ? '' : ` x${extension}`),
  }
}

// As RFC 3966 writes it.
function withExtension(number: string, extension: string | undefined): string {
  return extension === undefined ? number : `${number};ext=${extension}`
}

/** Figures that cannot be part of a telephone number: written onto letters, a date, or after
 * "account" and the like. */
function isOther(said: readonly Token[], { from, to }: Numeral, language: Language): boolean {
  const [first, before, after] = [said[from], said[from - 1], said[to]]
  const isLetters = (token: Token | undefined) =>
    token?.kind === 'word' && !language.extension.has(token.text)
  return (
    first?.kind === 'figures' &&
    (otherFigures.test(first.text) ||
      (first.glued === true && isLetters(before)) ||
      (after?.glued === true && isLetters(after)))
  )
}

/** Numbers that follow each other, as `Row` is. */
type Stretch = { run: readonly Numeral[]; plus: boolean; extension?: string }

/** Rows of digits in order, split at words, at a plus and where figures mean something else. Each
 * with its extension. */
function rowsIn(text: string, language: Language): { runs: Row[][]; together: Row[] } {
  const withoutFormulas = clean(text)
    .replace(formulas, ' ')
    .replace(/\(\s*0\s*\)/g, ' ')
  const said = tokens(withoutFormulas)
  const all = numerals(said, language).filter((numeral) => !isOther(said, numeral, language))
  const found: Stretch[] = []
  for (const run of stretches(all, said, ({ from }) => textAt(said, from - 1) === '+')) {
    const [{ from, digits: first }] = run
    const before = found.at(-1)
    const isExtension =
      language.extension.has(textAt(said, from - 1)) && first.length <= LONGEST_EXTENSION
    if (before && before.extension === undefined && isExtension)
      before.extension = run
        .map(({ digits }) => digits)
        .join('')
        .slice(0, MOST_OF_EXTENSION)
    else if (!isNegative(said, from) && !isLabelled(said, from, language))
      found.push({ run, plus: isPlus(said[from - 1], language) })
  }
  const whole: Stretch = {
    run: found.flatMap(({ run }) => run),
    plus: found[0]?.plus ?? false,
    extension: found.at(-1)?.extension,
  }
  return { runs: found.map(rowsFrom), together: found.length > 1 ? rowsFrom(whole) : [] }
}

const rowsFrom = ({ run, plus, extension }: Stretch): Row[] =>
  rowsOf(run).map((digits) => ({ digits, plus, extension }))

function isPlus(token: Token | undefined, language: Language): boolean {
  return token !== undefined && (token.text === '+' || language.plus.has(token.text))
}

function isNegative(said: readonly Token[], from: number): boolean {
  return textAt(said, from - 1) === '-'
}

function isLabelled(said: readonly Token[], from: number, language: Language): boolean {
  const before = said.slice(Math.max(0, from - 3), from).map(({ text }) => text)
  const label = before.findLast((word) => !language.small.has(word) && !language.carriers.has(word))
  return label !== undefined && language.otherNumbers.has(label)
}

/**
 * A number that can be dialled from this country or abroad; else one whose country was left out;
 * else the digits as they were said,
 * which the caller is always asked to confirm.
 */
function hear(text: string, language: Language, country: string): Heard {
  const { runs, together } = rowsIn(text, language)
  const lengthOf = ([row]: readonly Row[]) => row?.digits.length ?? 0
  const byLength = runs.toSorted((a, b) => lengthOf(b) - lengthOf(a)).flat()
  const rows = [...byLength, ...together]
  for (const row of rows) {
    const found = parse(row, country)
    if (found) return { readings: [reading(found, row.extension)] }
  }
  for (const row of rows) {
    const found = parseWithoutPlus(row)
    if (found) return { readings: [reading(found, row.extension)], unsure: true }
  }
  const plain = rows.find(
    ({ digits: { length } }) => length >= LEAST_DIGITS && length <= MOST_DIGITS,
  )
  if (plain) {
    const value = withExtension((plain.plus ? '+' : '') + plain.digits, plain.extension)
    return { readings: [{ value, text: value.replace(';ext=', ' x') }], unsure: true }
  }
  const longest = rows[0]?.digits ?? ''
  return longest.length < FEW_DIGITS ? nothing : { readings: [], why: fault(longest) }
}

export const phone: SlotKind = {
  hear: correcting((text, _spec, hearing) =>
    hear(text, languageOf(hearing.language), hearing.country),
  ),
  key: (keys, _spec, hearing, ended): Keying => {
    if (!ended && keys.length < MOST_KEYS) return { state: 'wait' }
    const entry = keys.slice(0, MOST_KEYS)
    const row = { digits: entry, plus: false }
    const found = parse(row, hearing.country) ?? parseWithoutPlus(row)
    return found ? accept(entry, reading(found, undefined)) : refuse(entry, fault(entry))
  },
  hints: () => [],
  maxKeys: () => undefined,
  expects: 'digits',
}
