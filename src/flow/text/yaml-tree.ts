// The nodes of YAML as our own tree: every scalar is text, and what YAML would quietly misread is
// found on the way.
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Entry, Node, Range, TextNode } from './located.ts'
import {
  braceStart,
  colonInText,
  commentCut,
  markOnGroup,
  markStart,
  strayKey,
  type Trap,
} from './traps.ts'
import { DEEPEST, tooDeepAt, type Findings } from './yaml-faults.ts'

/** What goes down with the reading; `inFlow`: inside brackets. */
export type Reading = {
  text: string
  range: (start: number, end: number) => Range
  found: Findings
  inFlow: boolean
  depth: number
}

/** A stretch of the file as a text without quotes. */
const asText = ({ text, range }: Reading, start: number, end: number): TextNode => ({
  kind: 'text',
  value: text.slice(start, end),
  quoted: false,
  range: range(start, end),
})

/** One level further down. */
const inside = (reading: Reading, flow: boolean): Reading => ({
  ...reading,
  depth: reading.depth + 1,
  inFlow: reading.inFlow || flow,
})

/** The tree under a node; what is found goes to `reading.found`. */
export function readNode(node: YamlNode | null, reading: Reading): Node {
  const { text, found } = reading
  if (!node) return asText(reading, 0, 0)
  const [start, end] = node.range ?? [0, 0]
  if (reading.depth > DEEPEST) {
    if (!found.tooDeep) found.traps.push(tooDeepAt(start))
    found.tooDeep = true
    return asText(reading, start, end)
  }
  const trap = markAt(node, text, start, reading.inFlow)
  if (trap) found.traps.push(trap)
  if (trap && !isCollection(node)) return asText(reading, trap.start, trap.end)
  if (isMap<YamlNode, YamlNode | null>(node)) return readMap(node, reading)
  if (isSeq(node)) return readList(node, reading)
  return isScalar(node) ? readScalar(node, reading) : asText(reading, start, end)
}

/** A finding where an alias, anchor or tag stands. */
function markAt(node: YamlNode, text: string, start: number, inFlow: boolean): Trap | undefined {
  const mark = propertyAt(node, text, start)
  if (mark === undefined) return undefined
  return isCollection(node) ? markOnGroup(text, mark) : markStart(text, mark, inFlow)
}

/** Where an alias, anchor or tag of this node stands; the last two come before its own range. */
function propertyAt(node: YamlNode, text: string, start: number): number | undefined {
  if (isAlias(node)) return start
  const starts: number[] = []
  if ('anchor' in node && node.anchor) starts.push(text.lastIndexOf(`&${node.anchor}`, start))
  if (node.tag) starts.push(text.lastIndexOf('!', start === text.length ? start : start - 1))
  const there = starts.filter((at) => at >= 0)
  if (there.length === 0) return undefined
  // `!!str`: both marks belong to one tag
  return Math.min(...there.map((at) => (text[at - 1] === '!' ? at - 1 : at)))
}

function readScalar(node: Scalar, { text, range, found, inFlow }: Reading): Node {
  const [start, end] = node.range ?? [0, 0]
  const quoted = node.type !== 'PLAIN'
  if (node.type?.startsWith('QUOTE') && (end - start < 2 || text[end - 1] !== text[start]))
    found.unclosed = { start, quote: true }
  const cut = quoted ? undefined : commentCut(text, start, end, inFlow)
  if (cut) found.traps.push(cut)
  if (cut && inFlow) found.lost = true
  return { kind: 'text', value: String(node.value), quoted, range: range(start, end) }
}

function readList(node: YAMLSeq, reading: Reading): Node {
  const { text, range, found } = reading
  const [start, end] = node.range ?? [0, 0]
  const flow = node.flow === true
  if (flow && text[end - 1] !== ']') found.unclosed = { start, quote: false }
  const within = inside(reading, flow)
  const items = node.items.map((item): Node => {
    const child = isNode(item) ? item : null
    const [from, to] = child?.range ?? [start, start]
    // a map in a flow list without braces of its own
    if (flow && isMap(child) && text[from] !== '{') {
      found.traps.push(colonInText(text, from, to))
      return asText(reading, from, to)
    }
    return readNode(child, within)
  })
  return { kind: 'list', items, range: range(start, end) }
}

type YamlPair = Pair<YamlNode, YamlNode | null>

function readMap(node: YAMLMap<YamlNode, YamlNode | null>, reading: Reading): Node {
  const { text, range, found } = reading
  const [start, end] = node.range ?? [0, 0]
  const flow = node.flow === true
  const braced = flow && text[start] === '{'
  if (braced && text[end - 1] !== '}') found.unclosed = { start, quote: false }
  if (flow && isTextInBraces(node.items, text, start)) {
    const trap = braceStart(text, start, end, reading.inFlow)
    found.traps.push(trap)
    return asText(reading, trap.start, trap.end)
  }
  const within = inside(reading, flow)
  const entries = new Map<string, Entry>()
  let last: Entry | undefined
  for (const pair of node.items) {
    if (flow && pair.value === null) {
      addStray(pair, start, last, reading)
      continue
    }
    const entry = readEntry(pair, start, within)
    if (!entry) continue
    const earlier = entries.get(entry.key.value)
    if (earlier) found.traps.push(secondTime(earlier, pair.key?.range ?? [start, start]))
    else entries.set(entry.key.value, entry)
    last = entry
  }
  return { kind: 'map', entries: [...entries.values()], range: range(start, end) }
}

/** `{{ name }}, hello` or `{name}`: a text that starts with a brace, read as keys without values. */
const isTextInBraces = (pairs: YamlPair[], text: string, start: number): boolean =>
  pairs.length > 0 && (text.startsWith('{{', start) || pairs.every(({ value }) => value === null))

/** A key without a value is the end of the text before it, cut off by a comma. */
function addStray(
  pair: YamlPair,
  start: number,
  last: Entry | undefined,
  { text, range, found }: Reading,
): void {
  const [from, to] = pair.key?.range ?? [start, start]
  const cut = last?.value
  if (cut?.kind !== 'text' || cut.quoted || cut.value === '') {
    found.traps.push(strayKey(text, undefined, from, to))
    return
  }
  const { start: begin } = cut.range
  found.traps.push(strayKey(text, begin, from, to))
  Object.assign(cut, { value: text.slice(begin, to), range: range(begin, to) })
}

/** Undefined when its key is no text. */
function readEntry(pair: YamlPair, mapStart: number, within: Reading): Entry | undefined {
  const { found, range } = within
  const [start, end] = pair.key?.range ?? [mapStart, mapStart]
  const key = readNode(pair.key, within)
  if (key.kind !== 'text' || key.value === '') {
    const message =
      key.kind === 'text' ? 'there is no key before this colon' : 'a key must be a text'
    found.traps.push({ code: 'yaml-key-not-text', message, start, end: Math.max(end, start + 1) })
    return undefined
  }
  if (key.value === '<<' && !key.quoted)
    found.traps.push({
      code: 'yaml-merge-key',
      message: '<< merges groups of keys in YAML; it is not used here: write the keys out',
      start,
      end,
    })
  const empty: Node = { kind: 'text', value: '', quoted: false, range: range(end, end) }
  return {
    key: { value: key.value, range: key.range },
    value: pair.value === null ? empty : readNode(pair.value, within),
  }
}

const secondTime = ({ key }: Entry, [start, end]: readonly [number, number, number?]): Trap => ({
  code: 'duplicate-key',
  message: `"${key.value}" stands here a second time; the first is on line ${key.range.line}`,
  start,
  end,
})
