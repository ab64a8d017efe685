// Texts with `{{ name | filter: argument }}` in them: names and filters only, no tags and no
// arithmetic.
import { didYouMean, error, oneOf, type Report } from './diagnostic.ts'
import {
  readPath,
  within,
  type Filter,
  type Placeholder,
  type Template,
  type Written,
} from './expression.ts'

/** What a value may be put through on its way to the caller's ear. `args` is the least and the most
 * number of arguments. */
export const filters: Record<string, { args: [number, number]; about: string }> = {
  spoken: filter(
    0,
    1,
    'as it is said in the language: dates, times, amounts, durations; spoken: on is the form that stands after that word (not available yet)',
  ),
  digits: filter(0, 0, 'digit by digit'),
  letters: filter(0, 0, 'character by character'),
  date: filter(0, 0, 'a date in figures'),
  time: filter(0, 0, 'a time in figures'),
  money: filter(0, 1, 'an amount with its currency: money: EUR'),
  plural: filter(2, 4, 'the form that fits the number: plural: minute, minutes'),
  add: filter(1, 1, 'a date or time moved on by a duration: add: 2 days'),
  plus: filter(1, 1, 'a number made larger: plus: 1'),
  minus: filter(1, 1, 'a number made smaller: minus: 1'),
  capitalize: filter(0, 0, 'with a capital first letter'),
  downcase: filter(0, 0, 'in small letters'),
}

function filter(least: number, most: number, about: string): (typeof filters)[string] {
  return { args: [least, most], about }
}

/** Marks that open nothing; a place of two characters is reported. */
const stray: Record<string, string> = {
  '}}': '}} without {{ before it',
  '{%': 'there are no {% %} tags here: only {{ name | filter }}; for a choice, give the piece its own "if"',
}

/** The text in parts. What is wrong is reported, and left out of the parts. */
export function parseTemplate(written: Written, report: Report): Template {
  const { value: source, range } = written
  const parts: (string | Placeholder)[] = []
  const fault = (message: string, start: number) =>
    report(error('bad-template', message, within(written, start, start + 2)))
  let at = 0
  for (const { 0: mark, index: start } of source.matchAll(/\{\{|\}\}|\{%/g)) {
    if (start < at) continue
    const wrong = stray[mark]
    if (wrong) {
      fault(wrong, start)
      continue
    }
    const close = closing(source, start + 2)
    if (close === undefined) {
      fault('{{ without }} after it', start)
      break
    }
    if (start > at) parts.push(source.slice(at, start))
    const placeholder = readPlaceholder(written, start, close, report)
    if (placeholder) parts.push(placeholder)
    at = close + 2
  }
  if (at < source.length) parts.push(source.slice(at))
  return { source, parts, range }
}

/** Where the `}}` of a placeholder stands; quotes may hold anything, another `{{` comes first only
 * when this one has no end. */
function closing(source: string, from: number): number | undefined {
  let quote = ''
  for (let at = from; at < source.length; at++) {
    const letter = source[at] ?? ''
    if (quote) {
      if (letter === quote) quote = ''
    } else if (source.startsWith('}}', at)) return at
    else if (source.startsWith('{{', at)) return undefined
    else if ((letter === '"' || letter === "'") && /[:,] *$/.test(source.slice(from, at)))
      quote = letter
  }
  return undefined
}

type Piece = { text: string; start: number }

function readPlaceholder(
  written: Written,
  open: number,
  close: number,
  report: Report,
): Placeholder | undefined {
  const inside = { text: written.value.slice(open + 2, close), start: open + 2 }
  const [name, ...rest] = split(inside, '|')
  if (!name) return undefined
  const { text, start } = trim(name)
  const { names, fault } = readPath(text, false)
  const place = within(written, start, start + text.length)
  const range = within(written, open, close + 2)
  if (fault !== undefined) {
    const spaced = /^[^.{}]+(?:\.[^.{}]+)*$/.test(text) && fault.includes('spaces')
    const hint = spaced ? `{{ ${names.join('.').replaceAll(' ', '_')} }}` : undefined
    report(error('bad-template', fault, text === '' ? range : place, hint))
    return undefined
  }
  const read = rest.map((piece) => readFilter(written, piece, report))
  return {
    path: { names, range: place },
    filters: read.filter((filter) => filter !== undefined),
    range,
  }
}

function readFilter(written: Written, piece: Piece, report: Report): Filter | undefined {
  const { text, start } = trim(piece)
  const name = text.replace(/:.*$/s, '').trim()
  if (name === '') {
    const range = within(written, piece.start - 1, piece.start)
    report(error('unknown-filter', 'expected a filter after |', range))
    return undefined
  }
  const range = within(written, start, start + name.length)
  const known = Object.hasOwn(filters, name) ? filters[name] : undefined
  if (!known) {
    const names = Object.keys(filters)
    const message = `"${name}" is not a filter; expected ${oneOf(names)}`
    report(error('unknown-filter', message, range, didYouMean(name, names)))
    return undefined
  }
  const args = argumentsOf(text)
  const [least, most] = known.args
  if (args.length >= least && args.length <= most && !args.includes(''))
    return { name, args, range }
  const message = `the filter "${name}" takes ${countOf(least, most)}: ${known.about}`
  report(error('bad-template', message, within(written, start, start + text.length)))
  return undefined
}

function argumentsOf(text: string): string[] {
  const colon = text.indexOf(':')
  if (colon < 0) return []
  const pieces = split({ text: text.slice(colon + 1), start: 0 }, ',')
  return pieces.map((piece) => unquote(piece.text.trim()))
}

function countOf(least: number, most: number): string {
  if (most === 0) return 'no arguments'
  if (least < most) return `${least} to ${most} arguments`
  return most === 1 ? '1 argument' : `${most} arguments`
}

/** Pieces between separators that stand outside quotes. */
function split({ text, start }: Piece, separator: string): Piece[] {
  const pieces: Piece[] = []
  let quote = ''
  let from = 0
  for (const [at, letter] of text.split('').entries()) {
    if (quote) quote = letter === quote ? '' : quote
    else if ((letter === '"' || letter === "'") && /(?:^|[:,|]) *$/.test(text.slice(0, at)))
      quote = letter
    else if (letter === separator) {
      pieces.push({ text: text.slice(from, at), start: start + from })
      from = at + 1
    }
  }
  return [...pieces, { text: text.slice(from), start: start + from }]
}

function trim({ text, start }: Piece): Piece {
  return { text: text.trim(), start: start + text.length - text.trimStart().length }
}

const unquote = (text: string): string =>
  /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text
