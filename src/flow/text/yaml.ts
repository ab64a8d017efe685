// YAML text to our own located tree: every scalar is text, and what YAML would quietly misread is
// said aloud.
import {
  Composer,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type Node as YamlNode,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Diagnostic } from './diagnostic.ts'
import type { Entry, Node, Range } from './located.ts'
import { DEEPEST, faults, type Findings } from './yaml-faults.ts'
import {
  braceStart,
  colonInText,
  commentCut,
  lineEnd,
  markOnGroup,
  markStart,
  strayKey,
  type Trap,
} from './traps.ts'

/** Bytes. A flow of a thousand steps takes a quarter of it. */
const LARGEST = 1_000_000

/** The text of a file's bytes. Refuses what is too large or not UTF-8. */
export function decode(
  file: string,
  bytes: Uint8Array,
): { text?: string; diagnostics: Diagnostic[] } {
  if (bytes.length > LARGEST) return { diagnostics: [tooLarge(file)] }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const text = new TextDecoder().decode(bytes)
  try {
    if (!utf16)
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), diagnostics: [] }
  } catch {
    /* not UTF-8: said below, with the place */
  }
  return {
    diagnostics: [
      {
        ...notUtf8,
        file,
        range: rangesOf(file, text)(Math.max(0, utf16 ? 0 : text.indexOf('\ufffd')), 0),
      },
    ],
  }
}

/** `root` is absent when the YAML is broken; with traps alone it holds what the author most likely
 * meant, so that checks can go on without noise. */
export function readYaml(file: string, text: string): { root?: Node; diagnostics: Diagnostic[] } {
  if (Buffer.byteLength(text) > LARGEST) return { diagnostics: [tooLarge(file)] }
  const range = rangesOf(file, text)
  const located = ({ start, end, ...rest }: Trap): Diagnostic => ({
    ...rest,
    severity: 'error',
    file,
    range: range(start, end),
  })
  const unreadable = badCharacters(text)
  if (unreadable.length > 0) return { diagnostics: unreadable.map(located) }

  const tokens = [...new Parser().parse(text)]
  const directive = tokens.find((token) => token.type === 'directive')
  if (directive)
    return {
      diagnostics: [
        located({
          code: 'yaml-directive',
          message: 'a line that starts with % is a YAML directive; they are not used here',
          start: directive.offset,
          end: lineEnd(text, directive.offset),
        }),
      ],
    }
  const [document, second] = [
    ...new Composer({
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      merge: false,
      version: '1.2',
    }).compose(tokens, true, text.length),
  ]
  if (second)
    return {
      diagnostics: [
        located({
          code: 'yaml-several-documents',
          message: 'a line of three dashes begins a second document; a file holds one flow',
          start: text.lastIndexOf('---', second.range[0]),
          end: text.lastIndexOf('---', second.range[0]) + 3,
        }),
      ],
    }
  if (!document?.contents || isEmpty(document.contents)) {
    const broken = document ? faults(text, document, newFindings()) : []
    return {
      diagnostics:
        broken.length > 0
          ? broken.map(located)
          : [located({ code: 'yaml-empty', message: 'the file is empty', start: 0, end: 0 })],
    }
  }

  const findings = newFindings()
  const root = read(document.contents, { text, range, found: findings, inFlow: false, depth: 0 })
  const broken = faults(text, document, findings)
  const limit = broken.at(-1)?.start ?? text.length
  const traps = findings.traps.filter((trap) => broken.length === 0 || trap.start < limit)
  const diagnostics = [...traps, ...broken].sort((a, b) => a.start - b.start).map(located)
  return findings.tooDeep || findings.lost || broken.length > 0
    ? { diagnostics }
    : { root, diagnostics }
}

type Reading = {
  text: string
  range: (start: number, end: number) => Range
  found: Findings
  inFlow: boolean
  depth: number
}

const newFindings = (): Findings => ({ traps: [], tooDeep: false, lost: false })
const notUtf8 = {
  code: 'yaml-not-utf8',
  severity: 'error' as const,
  message: 'the text is not UTF-8: save the file as UTF-8',
}
const tooLarge = (file: string): Diagnostic => ({
  code: 'yaml-too-large',
  severity: 'error',
  message: 'the file is larger than 1 MB; split it into sub-flows',
  file,
  range: { file, start: 0, end: 0, line: 1, column: 1 },
})
const isEmpty = (node: YamlNode) =>
  isScalar(node) && node.type === 'PLAIN' && node.value === '' && !node.tag && !node.anchor

function rangesOf(file: string, text: string): Reading['range'] {
  const lines = new LineCounter()
  for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at)
  return (start, end) => {
    const { line, col } = lines.linePos(start)
    return { file, start, end: Math.max(start, end), line, column: col }
  }
}

/** Characters that no author writes on purpose, and those that look like a space but are none to
 * YAML. The first of each kind is told. */
function badCharacters(text: string): Trap[] {
  const kinds: [RegExp, string, string][] = [
    [/\ufffd/g, notUtf8.code, notUtf8.message],
    [/\t/g, 'yaml-tab', 'a tab: indent with spaces'],
    [
      /[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)|\ufeff(?<!^.)|[\ud800-\udbff](?![\udc00-\udfff])|[\udc00-\udfff](?<![\ud800-\udbff].)/g,
      'yaml-control-character',
      'an invisible control character: delete it and write the line anew',
    ],
    [
      /[\u00a0\u2000-\u200b\u202f\u3000](?<=(?:^|:|-) *.)(?=.)/gm,
      'yaml-odd-space',
      'this looks like a space but is another character, as word processors write it: replace it by a space',
    ],
  ]
  return kinds.flatMap(([pattern, code, message]) => {
    const all = [...text.matchAll(pattern)]
    const first = all[0]
    return first
      ? [
          {
            code,
            message: all.length > 1 ? `${message} (${all.length} in this file)` : message,
            start: first.index,
            end: first.index + first[0].length,
          },
        ]
      : []
  })
}

function read(node: YamlNode | null, reading: Reading): Node {
  const { text, range, found } = reading
  const [start, end] = node?.range ?? [0, 0]
  const asText = (from: number, to: number): Node => ({
    kind: 'text',
    value: text.slice(from, to),
    quoted: false,
    range: range(from, to),
  })
  if (!node) return asText(0, 0)
  if (reading.depth > DEEPEST) {
    if (!found.tooDeep)
      found.traps.push({
        code: 'yaml-too-deep',
        message: `this is nested more than ${DEEPEST} levels deep`,
        start,
        end: start + 1,
      })
    found.tooDeep = true
    return asText(start, end)
  }
  const mark = propertyAt(node, text, start)
  if (mark !== undefined) {
    const trap = isCollection(node)
      ? markOnGroup(text, mark)
      : markStart(text, mark, reading.inFlow)
    if (trap) found.traps.push(trap)
    if (trap && !isCollection(node)) return asText(trap.start, trap.end)
  }
  if (isMap(node)) return readMap(node, reading)
  if (isSeq(node)) return readList(node, reading)
  if (!isScalar(node)) return asText(start, end)
  const quoted = node.type !== 'PLAIN'
  if (node.type?.startsWith('QUOTE') && (end - start < 2 || text[end - 1] !== text[start]))
    found.unclosed = { start, quote: true }
  const cut = quoted ? undefined : commentCut(text, start, end, reading.inFlow)
  if (cut) found.traps.push(cut)
  if (cut && reading.inFlow) found.lost = true
  return { kind: 'text', value: String(node.value), quoted, range: range(start, end) }
}

/** Where an alias, anchor or tag of this node stands; the last two come before its own range. */
function propertyAt(node: YamlNode, text: string, start: number): number | undefined {
  if (isAlias(node)) return start
  const starts = [
    ...('anchor' in node && node.anchor ? [text.lastIndexOf(`&${node.anchor}`, start)] : []),
    ...(node.tag ? [text.lastIndexOf('!', start === text.length ? start : start - 1)] : []),
  ].filter((at) => at >= 0)
  // `!!str`: both marks belong to one tag
  return starts.length === 0
    ? undefined
    : Math.min(...starts.map((at) => (text[at - 1] === '!' ? at - 1 : at)))
}

function readList(node: YAMLSeq, reading: Reading): Node {
  const { text, range, found } = reading
  const [start, end] = node.range ?? [0, 0]
  const within = {
    ...reading,
    depth: reading.depth + 1,
    inFlow: reading.inFlow || node.flow === true,
  }
  if (node.flow && text[end - 1] !== ']') found.unclosed = { start, quote: false }
  const items = node.items.map((item): Node => {
    const child = isPair(item) ? null : (item as YamlNode)
    const [from, to] = child?.range ?? [start, start]
    // a map in a flow list without braces of its own
    if (node.flow && isMap(child) && text[from] !== '{') {
      found.traps.push(colonInText(text, from, to))
      return { kind: 'text', value: text.slice(from, to), quoted: false, range: range(from, to) }
    }
    return read(child, within)
  })
  return { kind: 'list', items, range: range(start, end) }
}

function readMap(node: YAMLMap, reading: Reading): Node {
  const { text, range, found } = reading
  const [start, end] = node.range ?? [0, 0]
  const flow = node.flow === true
  const pairs = node.items as Pair<YamlNode, YamlNode | null>[]
  if (flow && text[end - 1] !== '}' && text[start] === '{') found.unclosed = { start, quote: false }
  if (
    flow &&
    pairs.length > 0 &&
    (text.startsWith('{{', start) || pairs.every((pair) => pair.value === null))
  ) {
    const trap = braceStart(text, start, end, reading.inFlow)
    found.traps.push(trap)
    return {
      kind: 'text',
      value: text.slice(trap.start, trap.end),
      quoted: false,
      range: range(trap.start, trap.end),
    }
  }
  const within = { ...reading, depth: reading.depth + 1, inFlow: reading.inFlow || flow }
  const entries = new Map<string, Entry>()
  let last: Entry | undefined
  for (const pair of pairs) {
    const [from, to] = pair.key?.range ?? [start, start]
    if (flow && pair.value === null) {
      const cut =
        last?.value.kind === 'text' && !last.value.quoted && last.value.value !== ''
          ? last.value
          : undefined
      found.traps.push(strayKey(text, cut?.range.start, from, to))
      if (cut)
        Object.assign(cut, {
          value: text.slice(cut.range.start, to),
          range: range(cut.range.start, to),
        })
      continue
    }
    const key = read(pair.key, within)
    if (key.kind !== 'text' || key.value === '') {
      found.traps.push({
        code: 'yaml-key-not-text',
        message: key.kind === 'text' ? 'there is no key before this colon' : 'a key must be a text',
        start: from,
        end: Math.max(to, from + 1),
      })
      continue
    }
    if (key.value === '<<' && !key.quoted)
      found.traps.push({
        code: 'yaml-merge-key',
        message: '<< merges groups of keys in YAML; it is not used here: write the keys out',
        start: from,
        end: to,
      })
    const entry: Entry = {
      key: { value: key.value, range: key.range },
      value:
        pair.value === null
          ? { kind: 'text', value: '', quoted: false, range: range(to, to) }
          : read(pair.value, within),
    }
    const earlier = entries.get(key.value)
    if (earlier)
      found.traps.push({
        code: 'duplicate-key',
        message: `"${key.value}" stands here a second time; the first is on line ${earlier.key.range.line}`,
        start: from,
        end: to,
      })
    else entries.set(key.value, entry)
    last = entry
  }
  return { kind: 'map', entries: [...entries.values()], range: range(start, end) }
}
