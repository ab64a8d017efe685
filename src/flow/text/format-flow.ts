// Rewrites a flow in house order: the step word first and `then` last, in block style, with its
// comments.
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml'
import { questionFields } from '../tree/faq.ts'
import { linesFields } from '../tree/lines-file.ts'
import { optionFields } from '../tree/option.ts'
import { deskFields } from '../tree/desk-keys.ts'
import { flowFields } from '../tree/flow-keys.ts'
import { lookupFields } from '../tree/lookup-keys.ts'
import { commonFields } from '../tree/step.ts'
import { isStepWord, kindOf } from '../steps/index.ts'
import { readYaml } from './yaml.ts'

/** Stands for the # of a comment until it is known whether anything stands before it on its
 * line. */
const MARK = '\u0001'

/** Source in, source out; formatting twice changes nothing more. What cannot be read is given back
 * as it is. */
export function format(source: string): string {
  const { root, diagnostics } = readYaml('', source)
  if (root?.kind !== 'map' || diagnostics.length > 0) return source
  const document = parseDocument(source.replace(/^\ufeff/, ''), {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
  })
  if (!isMap(document.contents)) return source
  arrange(document.contents)
  return tight(
    comments(
      document.toString({
        lineWidth: 0,
        minContentWidth: 0,
        flowCollectionPadding: true,
        indentSeq: true,
        commentString: (text) => text.replace(/^(?!$)/gm, `${MARK}#`),
      }),
    ),
  )
}

/** Two spaces before a comment that follows a value: one would make it part of the text to a reader
 * in a hurry. */
const comments = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line.trimStart().startsWith(MARK)
        ? line.replaceAll(MARK, '')
        : line.replace(` ${MARK}#`, '  #').replaceAll(MARK, ''),
    )
    .join('\n')

/** `[a, b]` without the spaces that braces have inside. */
function tight(text: string): string {
  const spaces: number[] = []
  visit(parseDocument(text, { schema: 'failsafe', uniqueKeys: false }), {
    Seq(_, { flow, range }) {
      if (!flow || !range) return
      if (text[range[0] + 1] === ' ') spaces.push(range[0] + 1)
      if (text[range[1] - 2] === ' ' && range[1] - 2 > range[0] + 1) spaces.push(range[1] - 2)
    },
  })
  const cuts = [-1, ...spaces.toSorted((a, b) => a - b), text.length]
  return cuts.map((cut, index) => text.slice(cut + 1, cuts[index + 1] ?? cut)).join('')
}

type Entries = YAMLMap<Node, Node | null>

const keyOf = (pair: Pair<Node, Node | null>): string =>
  isScalar(pair.key) ? String(pair.key.value) : ''

const at = (map: Entries, key: string): Node | undefined =>
  map.items.find((pair) => keyOf(pair) === key)?.value ?? undefined

const isEntries = (item: unknown): item is Entries => isMap(item)

/** The groups of keys in a list, or under the keys of a group. */
function maps(node: Node | undefined): Entries[] {
  if (isSeq(node)) return node.items.filter(isEntries)
  return isMap(node) ? node.items.map(({ value }) => value).filter(isEntries) : []
}

function arrange(root: Entries): void {
  if (at(root, 'flow')) arrangeFlow(root)
  else if (at(root, 'questions')) {
    inOrder(root, ['faq', 'about', 'questions'])
    for (const entry of eachOf(root, 'questions')) inOrder(entry, Object.keys(questionFields))
  } else if (at(root, 'lines')) {
    inOrder(root, Object.keys(linesFields))
    for (const key of Object.keys(linesFields)) block(at(root, key))
  } else block(root)
}

function arrangeFlow(root: Entries): void {
  inOrder(root, Object.keys(flowFields))
  for (const key of ['hours', 'slots', 'lookups', 'desks', 'steps']) block(at(root, key))
  for (const lookup of maps(at(root, 'lookups'))) sort(lookup, Object.keys(lookupFields))
  for (const desk of maps(at(root, 'desks'))) {
    sort(desk, [...Object.keys(deskFields).filter((key) => key !== 'then'), 'then'])
    const waiting = at(desk, 'while waiting')
    if (isEntries(waiting)) arrangeOptions(waiting)
    if (desk.flow && desk.items.some(({ value }) => isCollection(value) && !value.flow))
      desk.flow = false
  }
  for (const option of eachOf(root, 'anywhere')) inOrder(option, Object.keys(optionFields))
  for (const step of maps(at(root, 'steps'))) arrangeStep(step)
}

function arrangeStep(step: Entries): void {
  const word = step.items.map(keyOf).find(isStepWord)
  if (word === undefined) return
  const fields = [
    ...Object.keys(kindOf({ word }).fields).filter((key) => key !== 'then'),
    ...Object.keys(commonFields),
  ]
  inOrder(step, [word, ...fields, 'then'])
  arrangeOptions(step)
  for (const one of eachOf(step, 'decide')) inOrder(one, ['if', 'then'])
  for (const one of eachOf(step, 'collect')) sort(one, ['slot', 'ask'])
}

function arrangeOptions(map: Entries): void {
  for (const option of eachOf(map, 'options')) inOrder(option, Object.keys(optionFields))
}

/** The groups of a list, the list itself in block style. */
function eachOf(map: Entries, key: string): Entries[] {
  const list = at(map, key)
  const groups = isSeq(list) ? maps(list) : []
  if (groups.length > 0) block(list)
  return groups
}

function block(node: Node | undefined): void {
  if (isCollection(node) && node.items.length > 0) node.flow = false
}

function inOrder(map: Entries, keys: string[]): void {
  block(map)
  sort(map, keys)
}

/** Known keys in the order given, unknown ones after them; a comment goes with the key it stands
 * above. */
function sort(map: Entries, keys: string[]): void {
  const first = map.items[0]
  const rank = (pair: Pair<Node, Node | null>) =>
    keys.includes(keyOf(pair)) ? keys.indexOf(keyOf(pair)) : keys.length
  const sorted = map.items.toSorted((a, b) => rank(a) - rank(b))
  if (!first || sorted.every((pair, index) => pair === map.items[index])) return
  if (map.commentBefore && first.key && !map.flow) {
    first.key.commentBefore = [map.commentBefore, first.key.commentBefore]
      .filter(Boolean)
      .join('\n')
    map.commentBefore = undefined
  }
  const opened = first.key?.spaceBefore
  const now = sorted[0]?.key
  if (first.key && now && first.key !== now) {
    if (now.spaceBefore && !opened) first.key.spaceBefore = true
    now.spaceBefore = opened
  }
  map.items = sorted
}
