// Telephone numbers in any national form, kept as E.164, with the extension where one was given.
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js'
import { correcting } from '../self-corrections.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { clean } from '../../languages/normalise.ts'
import { numerals, type Numeral } from '../numbers.ts'
import { tokens, type Token } from '../tokens.ts'
import { rowsOf, stretches } from './digits.ts'
import { nothing, type Heard, type Keying, type Reading, type SlotKind, type Why } from './kind.ts'

/** E.164 allows 15 digits; 3 more for an international prefix. */
const longest = 18

/** Fewer digits than this are not the beginning of a number ("the usual one"); fewer than `least`
 * are no whole one. */
const few = 3
const least = 7
const most = 15

/** Dates, times, decimals and social security numbers are written much like telephone numbers. */
const otherFigures =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2}|\d{1,2}:\d{2}(?::\d{2})?|(?:19|20)\d{2}\/(?:19|20)\d{2}|\d{3}-\d{2}-\d{4}|\d+,\d+\.\d+|(?!\d{3}\.\d{4}$)\d{1,6}\.\d{4,})$/

/** Figures in sums and codes: 3333*2=6666, #2002, E-151. */
const formulas = /\S*\d[*=^]\S*|#\d\S*|(?<!\p{L})\p{L}-\d\S*/gu

/** A row of digits as it was said: `plus` before it, an extension after it. */
type Row = { digits: string; plus: boolean; extension?: string }

// 00 is how most of the world dials abroad; with it or a plus the country is known.
function parse({ digits, plus }: Row, country: string): PhoneNumber | undefined {
  const abroad = /^00[1-9]/.test(digits)
  const text = plus ? `+${digits}` : abroad ? `+${digits.slice(2)}` : digits
  const found = parsePhoneNumberFromString(text, country.toUpperCase() as CountryCode)
  return found?.isPossible() ? found : undefined
}

/** People leave the plus out: 44 20 7946 0123. */
function parseWithoutPlus({ digits, plus }: Row): PhoneNumber | undefined {
  const found =
    plus || digits.startsWith('0') ? undefined : parsePhoneNumberFromString(`+${digits}`)
  return found?.isValid() ? found : undefined
}

function why(digits: string): Why {
  return digits.length < least ? 'invalid length' : 'invalid'
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
  const [first, before, after] = [said[from]!, said[from - 1], said[to]]
  const lettered = (token: Token | undefined, glued: boolean | undefined) =>
    glued === true && token?.kind === 'word' && !language.extension.has(token.text)
  return (
    first.kind === 'figures' &&
    (otherFigures.test(first.text) ||
      lettered(before, first.glued) ||
      lettered(after, after?.glued))
  )
}

/** Rows of digits in order, split at words, at a plus and where figures mean something else. Each
 * with its extension. */
function rowsIn(text: string, language: Language): { runs: Row[][]; together: Row[] } {
  const said = tokens(
    clean(text)
      .replace(formulas, ' ')
      .replace(/\(\s*0\s*\)/g, ' '),
  )
  const all = numerals(said, language).filter((numeral) => !isOther(said, numeral, language))
  const runs = stretches(all, said).flatMap((run) => atPlus(run, said))
  const found: { run: Numeral[]; plus: boolean; extension?: string }[] = []
  for (const run of runs) {
    const from = run[0]!.from
    const before = found.at(-1)
    if (
      language.extension.has(said[from - 1]?.text ?? '') &&
      before &&
      before.extension === undefined &&
      run[0]!.digits.length <= 6
    )
      before.extension = run
        .map(({ digits }) => digits)
        .join('')
        .slice(0, 7)
    else if (!isNegative(said, from) && !isLabelled(said, from, language))
      found.push({ run, plus: isPlus(said[from - 1], language) })
  }
  const rows = ({ run, plus, extension }: (typeof found)[number]): Row[] =>
    rowsOf(run).map((digits) => ({ digits, plus, extension }))
  const whole = {
    run: found.flatMap(({ run }) => run),
    plus: found[0]?.plus ?? false,
    extension: found.at(-1)?.extension,
  }
  return { runs: found.map(rows), together: found.length > 1 ? rows(whole) : [] }
}

function atPlus(run: Numeral[], said: readonly Token[]): Numeral[][] {
  const at = run.findIndex(({ from }, i) => i > 0 && said[from - 1]?.text === '+')
  return at < 0 ? [run] : [run.slice(0, at), ...atPlus(run.slice(at), said)]
}

function isPlus(token: Token | undefined, language: Language): boolean {
  return token !== undefined && (token.text === '+' || language.plus.has(token.text))
}

function isNegative(said: readonly Token[], from: number): boolean {
  return said[from - 1]?.text === '-'
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
  const byLength = runs.toSorted((a, b) => b[0]!.digits.length - a[0]!.digits.length).flat()
  const rows = [...byLength, ...together]
  for (const row of rows) {
    const found = parse(row, country)
    if (found) return { readings: [reading(found, row.extension)] }
  }
  for (const row of rows) {
    const found = parseWithoutPlus(row)
    if (found) return { readings: [reading(found, row.extension)], unsure: true }
  }
  const plain = rows.find(({ digits }) => digits.length >= least && digits.length <= most)
  if (plain) {
    const value = withExtension((plain.plus ? '+' : '') + plain.digits, plain.extension)
    return { readings: [{ value, text: value.replace(';ext=', ' x') }], unsure: true }
  }
  const longestRow = rows[0]?.digits ?? ''
  return longestRow.length < few ? nothing : { readings: [], why: why(longestRow) }
}

export const phone: SlotKind = {
  hear: correcting((text, _spec, hearing) =>
    hear(text, languageOf(hearing.language), hearing.country),
  ),
  key: (keys, _spec, hearing, ended): Keying => {
    if (!ended && keys.length < longest) return { state: 'wait' }
    const entry = keys.slice(0, longest)
    const row = { digits: entry, plus: false }
    const found = parse(row, hearing.country) ?? parseWithoutPlus(row)
    return found
      ? { state: 'complete', reading: reading(found, undefined), used: entry.length }
      : { state: 'refused', why: why(entry), used: entry.length }
  },
  hints: () => [],
  maxKeys: () => undefined,
  expects: 'digits',
}
