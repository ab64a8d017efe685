// YAML text to our own located tree, and what YAML would quietly misread said aloud.
import {
  Composer,
  isScalar,
  LineCounter,
  Parser,
  type Document,
  type Node as YamlNode,
  type ParsedNode,
} from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import type { Node, Range } from './located.ts'
import { lineEnd, type Trap } from './traps.ts'
import { badCharacters, NOT_UTF8 } from './yaml-characters.ts'
import { faults, type Findings } from './yaml-faults.ts'
import { readNode } from './yaml-tree.ts'

/** Bytes. A flow of a thousand steps takes a quarter of it. */
export const LARGEST = 1_000_000

/** The text of a file's bytes. Refuses what is too large or not UTF-8. */
export function decode(
  file: string,
  bytes: Uint8Array,
): { text?: string; diagnostics: Diagnostic[] } {
  if (bytes.length > LARGEST) return { diagnostics: [tooLarge(file)] }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  try {
    if (!utf16)
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), diagnostics: [] }
  } catch {
    /* not UTF-8: said below, with the place */
  }
  const text = new TextDecoder().decode(bytes)
  const range = rangesOf(file, text)(Math.max(0, utf16 ? 0 : text.indexOf('\ufffd')), 0)
  return { diagnostics: [{ ...NOT_UTF8, severity: 'error', file, range }] }
}

const tooLarge = (file: string): Diagnostic => ({
  code: 'yaml-too-large',
  severity: 'error',
  message: 'the file is larger than 1 MB; split it into sub-flows',
  file,
  range: { file, start: 0, end: 0, line: 1, column: 1 },
})

type Ranges = (start: number, end: number) => Range

function rangesOf(file: string, text: string): Ranges {
  const lines = new LineCounter()
  for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at)
  return (start, end) => {
    const { line, col } = lines.linePos(start)
    return { file, start, end: Math.max(start, end), line, column: col }
  }
}

/** `root` is absent when the YAML is broken; with traps alone it holds what the author most likely
 * meant, so that checks can go on without noise. */
export function readYaml(file: string, text: string): { root?: Node; diagnostics: Diagnostic[] } {
  if (Buffer.byteLength(text) > LARGEST) return { diagnostics: [tooLarge(file)] }
  const range = rangesOf(file, text)
  const { root, traps } = readTree(text, range)
  const diagnostics = traps.map(({ start, end, ...rest }): Diagnostic => {
    return { ...rest, severity: 'error', file, range: range(start, end) }
  })
  return { root, diagnostics }
}

/** The tree of a text, and what is wrong with the text, in order. */
function readTree(text: string, range: Ranges): { root?: Node; traps: Trap[] } {
  const unreadable = badCharacters(text)
  if (unreadable.length > 0) return { traps: unreadable }
  const { document, trap } = compose(text)
  if (trap) return { traps: [trap] }
  const found: Findings = { traps: [], tooDeep: false, lost: false }
  if (!document?.contents || isEmpty(document.contents)) {
    const broken = document ? faults(text, document, found) : []
    const empty: Trap = { code: 'yaml-empty', message: 'the file is empty', start: 0, end: 0 }
    return { traps: broken.length > 0 ? broken : [empty] }
  }
  const root = readNode(document.contents, { text, range, found, inFlow: false, depth: 0 })
  const broken = faults(text, document, found)
  const limit = broken.at(-1)?.start ?? text.length
  const traps = found.traps.filter((trap) => broken.length === 0 || trap.start < limit)
  const all = [...traps, ...broken].sort((a, b) => a.start - b.start)
  const readable = !found.tooDeep && !found.lost && broken.length === 0
  return { traps: all, ...(readable && { root }) }
}

/** The one document of a text, without directives. */
function compose(text: string): { document?: Document.Parsed<ParsedNode>; trap?: Trap } {
  const tokens = [...new Parser().parse(text)]
  const directive = tokens.find((token) => token.type === 'directive')
  if (directive)
    return {
      trap: {
        code: 'yaml-directive',
        message: 'a line that starts with % is a YAML directive; they are not used here',
        start: directive.offset,
        end: lineEnd(text, directive.offset),
      },
    }
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
    version: '1.2',
  })
  const [document, second] = composer.compose(tokens, true, text.length)
  if (!second) return { document }
  const start = text.lastIndexOf('---', second.range[0])
  return {
    trap: {
      code: 'yaml-several-documents',
      message: 'a line of three dashes begins a second document; a file holds one flow',
      start,
      end: start + 3,
    },
  }
}

const isEmpty = (node: YamlNode): boolean =>
  isScalar(node) && node.type === 'PLAIN' && node.value === '' && !node.tag && !node.anchor
