// A prompt: what a caller hears, as text by language, recordings, pauses, in pieces.
import type { Report } from '../text/diagnostic.ts'
import { parseCondition } from '../text/condition.ts'
import { SECOND } from '../text/duration.ts'
import type { Condition, Template } from '../text/expression.ts'
import { parseTemplate } from '../text/template.ts'
import type { Located, Node, Range } from '../text/located.ts'
import { duration, text, unknownKey, wrongKind, type JsonSchema, type Shape } from './shape.ts'

/** `texts` by language tag; the key `''` holds a text written without a language, which counts for
 * each. `pause` in milliseconds. */
export type Piece = {
  range: Range
  if?: Condition
  pause?: number
  audio?: Located<string>
  texts: Record<string, Template>
}

export type Prompt = { pieces: Piece[]; range: Range }

/** The words of a piece in a language. */
export const textIn = ({ texts }: Piece, language: string): Template | undefined =>
  texts[language] ?? texts['']

export const languageTag = /^[a-z]{2,3}-[A-Z]{2}$/

const expected = 'a text, a group of texts by language with or without audio, or a list of these'

const pieceForms: JsonSchema[] = [
  { type: 'string' },
  {
    type: 'object',
    properties: {
      audio: { type: 'string', description: 'Name of a recording: audio/<language>/<name>.wav' },
      if: { type: 'string', description: 'The piece is heard only when this holds' },
      pause: { type: 'string', description: 'A silence such as 1 second' },
      text: { type: 'string', description: 'The words, where they are not given by language' },
    },
    patternProperties: { '^[a-z]{2,3}-[A-Z]{2}$': { type: 'string' } },
    additionalProperties: false,
  },
]
const pieceJson: JsonSchema = { anyOf: pieceForms }

export const prompt: Shape<Prompt> = {
  expected,
  json: { anyOf: [...pieceForms, { type: 'array', items: pieceJson }] },
  read(node, report) {
    const nodes = node.kind === 'list' ? node.items : [node]
    const pieces = nodes.flatMap((item) => readPiece(item, report) ?? [])
    return pieces.length === 0 ? undefined : { pieces, range: node.range }
  },
}

/** One prompt for the first rung, or a list of lists: the words of each rung in order. */
export const rungPrompts: Shape<Prompt[]> = {
  expected: 'a prompt, or a list of lists: one for each attempt',
  json: { anyOf: [prompt.json, { type: 'array', items: { type: 'array', items: pieceJson } }] },
  read(node, report) {
    const items = node.kind === 'list' ? node.items : []
    const several = items.length > 0 && items.every(({ kind }) => kind === 'list')
    return (several ? items : [node]).flatMap((rung) => prompt.read(rung, report) ?? [])
  },
}

function readPiece(node: Node, report: Report): Piece | undefined {
  if (node.kind === 'list') return wrongKind(node, 'a text or a group of texts by language', report)
  const { range } = node
  if (node.kind === 'text') {
    const template = readText(node, report)
    return template && { range, texts: { '': template } }
  }
  const piece: Piece = { range, texts: {} }
  for (const { key, value } of node.entries) readPieceKey(piece, key, value, report)
  return piece
}

const pieceKeys = ['audio', 'if', 'pause', 'text', 'en-GB', 'ru-RU', 'be-BY']

function readPieceKey(piece: Piece, key: Located<string>, value: Node, report: Report): void {
  const language = languageOf(key.value, piece)
  if (language !== undefined) {
    const template = readText(value, report)
    if (template) piece.texts[language] = template
  } else if (key.value === 'audio') piece.audio = text.read(value, report)
  else if (key.value === 'pause') piece.pause = pause.read(value, report)?.value
  else if (key.value !== 'if') unknownKey(key, pieceKeys, 'a prompt', report)
  else if (value.kind === 'text') piece.if = parseCondition(value, report)
  else wrongKind(value, 'a condition', report)
}

/** The shortest and the longest silence. */
const pause = duration(100, 10 * SECOND)

/** Under which language a key's text stands; undefined when the key is another one. */
function languageOf(key: string, { texts }: Piece): string | undefined {
  if (key === 'text' && !('' in texts)) return ''
  return languageTag.test(key) ? key : undefined
}

function readText(node: Node, report: Report): Template | undefined {
  if (node.kind !== 'text') return wrongKind(node, 'a text', report)
  return text.read(node, report) && parseTemplate(node, report)
}

/** Phrases callers may say, by language; `''` for those written without one. */
export type Phrases = { language: string; phrase: Located<string> }[]

export const phrases: Shape<Phrases> = {
  expected: 'a list of phrases, or lists of phrases by language',
  json: {
    anyOf: [
      { type: 'array', items: { type: 'string' } },
      {
        type: 'object',
        patternProperties: {
          '^[a-z]{2,3}-[A-Z]{2}$': { type: 'array', items: { type: 'string' } },
        },
        additionalProperties: false,
      },
    ],
  },
  read(node, report) {
    if (node.kind === 'text') return wrongKind(node, this.expected, report)
    if (node.kind === 'list') return readPhrases('', node, report)
    return node.entries.flatMap(({ key, value }) => {
      if (languageTag.test(key.value)) return readPhrases(key.value, value, report)
      unknownKey(key, ['en-GB', 'ru-RU', 'be-BY'], 'phrases by language', report)
      return []
    })
  },
}

function readPhrases(language: string, node: Node, report: Report): Phrases {
  if (node.kind !== 'list') return wrongKind(node, 'a list of phrases', report) ?? []
  return node.items.flatMap((item) => {
    const phrase = text.read(item, report)
    return phrase ? [{ language, phrase }] : []
  })
}
