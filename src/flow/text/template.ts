// Texts with `{{ name | filter: argument }}` in them: names and filters only, no tags and no
// arithmetic.
import { nearest, oneOf, type Report } from './diagnostic.ts'
import { readPath, within, type Filter, type Placeholder, type Template } from './expression.ts'
import type { Located } from './located.ts'

/** What a value may be put through on its way to the caller's ear. `args` is the least and the most
 * number of arguments. */
export const filters: Record<string, { args: [number, number]; about: string }> = {
  spoken: {
    args: [0, 0],
    about: 'as it is said in the language: dates, times, amounts, durations',
  },
  digits: { args: [0, 0], about: 'digit by digit' },
  letters: { args: [0, 0], about: 'character by character' },
  date: { args: [0, 0], about: 'a date in figures' },
  time: { args: [0, 0], about: 'a time in figures' },
  money: { args: [0, 1], about: 'an amount with its currency: money: EUR' },
  plural: { args: [2, 4], about: 'the form that fits the number: plural: minute, minutes' },
  add: { args: [1, 1], about: 'a date or time moved on by a duration: add: 2 days' },
  plus: { args: [1, 1], about: 'a number made larger: plus: 1' },
  minus: { args: [1, 1], about: 'a number made smaller: minus: 1' },
  capitalize: { args: [0, 0], about: 'with a capital first letter' },
  downcase: { args: [0, 0], about: 'in small letters' },
}

/** The text in parts. What is wrong is reported, and left out of the parts. */
export function parseTemplate(
  located: Located<string> & { quoted?: boolean },
  report: Report,
): Template {
  const { value: source, range } = located
  const parts: (string | Placeholder)[] = []
  const fault = (message: string, start: number, end: number, hint?: string) =>
    report({
      code: 'bad-template',
      severity: 'error',
      message,
      range: within(located, start, end),
      hint,
    })
  let at = 0
  for (const match of source.matchAll(/\{\{|\}\}|\{%/g)) {
    const start = match.index
    if (start < at) continue
    if (match[0] === '}}') {
      fault('}} without {{ before it', start, start + 2)
      continue
    }
    if (match[0] === '{%') {
      fault(
        'there are no {% %} tags here: only {{ name | filter }}; for a choice, give the piece its own "if"',
        start,
        start + 2,
      )
      continue
    }
    const close = closing(source, start + 2)
    if (close === undefined) {
      fault('{{ without }} after it', start, start + 2)
      break
    }
    if (start > at) parts.push(source.slice(at, start))
    const placeholder = readPlaceholder(located, start, close, report)
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
  located: Located<string>,
  open: number,
  close: number,
  report: Report,
): Placeholder | undefined {
  const inside = { text: located.value.slice(open + 2, close), start: open + 2 }
  const [name, ...rest] = split(inside, '|')
  if (!name) return undefined
  const path = trim(name)
  const { names, fault } = readPath(path.text, false)
  const place = within(located, path.start, path.start + path.text.length)
  const range = within(located, open, close + 2)
  if (fault !== undefined) {
    const spaced = /^[^.{}]+(?:\.[^.{}]+)*$/.test(path.text) && fault.includes('spaces')
    report({
      code: 'bad-template',
      severity: 'error',
      message: fault,
      range: path.text === '' ? range : place,
      hint: spaced ? `{{ ${names.join('.').replaceAll(' ', '_')} }}` : undefined,
    })
    return undefined
  }
  const read = rest.map((piece) => readFilter(located, piece, report))
  return {
    path: { names, range: place },
    filters: read.filter((filter) => filter !== undefined),
    range,
  }
}

function readFilter(located: Located<string>, piece: Piece, report: Report): Filter | undefined {
  const whole = trim(piece)
  const colon = whole.text.indexOf(':')
  const name = (colon < 0 ? whole.text : whole.text.slice(0, colon)).trim()
  const range =
    name === ''
      ? within(located, piece.start - 1, piece.start)
      : within(located, whole.start, whole.start + name.length)
  const known = Object.hasOwn(filters, name) ? filters[name] : undefined
  if (!known) {
    const near = nearest(name, Object.keys(filters))
    report({
      code: 'unknown-filter',
      severity: 'error',
      message:
        name === ''
          ? 'expected a filter after |'
          : `"${name}" is not a filter; expected ${oneOf(Object.keys(filters))}`,
      range,
      hint: near && `did you mean "${near}"?`,
    })
    return undefined
  }
  const args =
    colon < 0
      ? []
      : split({ text: whole.text.slice(colon + 1), start: 0 }, ',').map((arg) =>
          unquote(arg.text.trim()),
        )
  const [least, most] = known.args
  if (args.length < least || args.length > most || args.includes('')) {
    const expected =
      most === 0
        ? 'no arguments'
        : least === most
          ? `${most} argument${most === 1 ? '' : 's'}`
          : `${least} to ${most} arguments`
    report({
      code: 'bad-template',
      severity: 'error',
      message: `the filter "${name}" takes ${expected}: ${known.about}`,
      range: within(located, whole.start, whole.start + whole.text.length),
    })
    return undefined
  }
  return { name, args, range }
}

/** Pieces between separators that stand outside quotes. */
function split({ text, start }: Piece, separator: string): Piece[] {
  const pieces: Piece[] = []
  let quote = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
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
