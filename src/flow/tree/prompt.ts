// A prompt: what a caller hears, as text by language, recordings, pauses, in pieces.
import type { Report } from '../text/diagnostic.ts'
import { parseCondition } from '../text/condition.ts'
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

export const languageTag = /^[a-z]{2,3}-[A-Z]{2}$/

const expected = 'a text, a group of texts by language with or without audio, or a list of these'

const pieceJson: JsonSchema = {
  anyOf: [
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
  ],
}

export const prompt: Shape<Prompt> = {
  expected,
  json: { anyOf: [...(pieceJson.anyOf as JsonSchema[]), { type: 'array', items: pieceJson }] },
  read(node, report) {
    const nodes = node.kind === 'list' ? node.items : [node]
    const pieces = nodes
      .map((item) => readPiece(item, report))
      .filter((piece) => piece !== undefined)
    return pieces.length === 0 ? undefined : { pieces, range: node.range }
  },
}

/** One prompt for the first rung, or a list of lists: the words of each rung in order. */
export const rungPrompts: Shape<Prompt[]> = {
  expected: 'a prompt, or a list of lists: one for each attempt',
  json: { anyOf: [prompt.json, { type: 'array', items: { type: 'array', items: pieceJson } }] },
  read(node, report) {
    const rungs =
      node.kind === 'list' &&
      node.items.length > 0 &&
      node.items.every((item) => item.kind === 'list')
        ? node.items
        : [node]
    return rungs.map((rung) => prompt.read(rung, report)).filter((rung) => rung !== undefined)
  },
}

function readPiece(node: Node, report: Report): Piece | undefined {
  if (node.kind === 'list') return wrongKind(node, 'a text or a group of texts by language', report)
  if (node.kind === 'text') {
    return (
      text.read(node, report) && { range: node.range, texts: { '': parseTemplate(node, report) } }
    )
  }
  const piece: Piece = { range: node.range, texts: {} }
  for (const { key, value } of node.entries) {
    if (key.value === 'audio') piece.audio = text.read(value, report)
    else if (key.value === 'pause') piece.pause = duration(100, 10_000).read(value, report)?.value
    else if (key.value === 'if')
      piece.if =
        value.kind === 'text'
          ? parseCondition(value, report)
          : wrongKind(value, 'a condition', report)
    else if (key.value === 'text' && !('' in piece.texts)) readText(piece, '', value, report)
    else if (languageTag.test(key.value)) readText(piece, key.value, value, report)
    else
      unknownKey(
        key,
        ['audio', 'if', 'pause', 'text', 'en-GB', 'ru-RU', 'be-BY'],
        'a prompt',
        report,
      )
  }
  return piece
}

function readText(piece: Piece, language: string, node: Node, report: Report): void {
  if (node.kind === 'text' && text.read(node, report))
    piece.texts[language] = parseTemplate(node, report)
  else if (node.kind !== 'text') wrongKind(node, 'a text', report)
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
