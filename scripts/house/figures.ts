// What can be counted of how readable the source is, each with the most it may be.
import { readdirSync } from 'node:fs'
import ts from 'typescript'
import { circlesIn, importsOf, namedFunctionsOf, placeOf, walk } from './source.ts'
import type { Import, SourceFile } from './source.ts'

/** `places` are where to look when it is too much. */
export type Figure = { name: string; value: number; most: number; places: string[] }

/** Three figures are on their way down: what they may be is what they are now, what they are to
 * reach is 38 characters, 20 ternaries, and 65 000 lines for what the house did before companies. */
const MOST_CHARACTERS = 41.2
const LONG_LINE = 120
const MOST_LONG_LINES_PERCENT = 0.3
const MOST_LINES = 85_500
const MOST_FILE_LINES = 400
const MOST_MEDIAN_LINES = 95
const MOST_COMPLEX_PER_THOUSAND = 0.5
const COMPLEX = 15
const MOST_TERNARIES_PER_THOUSAND = 32
const MOST_CASTS_PER_THOUSAND = 4
const MOST_OF_ONE_NAME = 2

const PARTICIPLE =
  /^([a-z]+ed|told|shown|spoken|heard|written|kept|made|held|given|taken|known|chosen|sent|read|found|said|left|gone|done|begun|drawn|met|seen|put|set|meant|cut)$/

/** Base names that many folders may have, since the folder says the rest. */
const SHARED_NAME = /^(index|routes|view|words)$/
const SHARED_FOLDER = /(^|\/)(languages\/.+|steps|words)\//
const CYRILLIC = /[\u0400-\u04ff]/
const WORDS_OF_PAGES = /^languages\/|(^|\/)words(\/|\.ts$)/

/** A room is a folder of src, or a file that stands alone there. */
export const roomOf = (path: string): string => path.split('/')[0] ?? path

/** All figures of the source, in the order in which they are read. */
export function measure(files: SourceFile[]): Figure[] {
  return [
    ...measureLines(files),
    ...measureSyntax(files),
    ...measureImports(files),
    ...measureNames(files),
  ]
}

function measureLines(files: SourceFile[]): Figure[] {
  const lines = files.flatMap(({ path, text }) =>
    text.split('\n').map((line, index) => ({ line, place: `${path}:${index + 1}` })),
  )
  const filled = lines.filter(({ line }) => line.trim() !== '')
  const characters = filled.reduce((sum, { line }) => sum + line.length, 0)
  const long = lines.filter(({ line }) => line.length > LONG_LINE).map(({ place }) => place)
  const lengths = files.map(({ path, text }) => ({
    path,
    length: text.trimEnd().split('\n').length,
  }))
  const sorted = lengths.map(({ length }) => length).sort((a, b) => a - b)
  const large = lengths.filter(({ length }) => length > MOST_FILE_LINES)
  return [
    figure('characters of a line that is not blank', characters / filled.length, MOST_CHARACTERS),
    figure(
      'lines over 120 characters, %',
      (100 * long.length) / lines.length,
      MOST_LONG_LINES_PERCENT,
      long,
    ),
    figure(
      'lines',
      sorted.reduce((sum, length) => sum + length, 0),
      MOST_LINES,
    ),
    figure(
      'files over 400 lines',
      large.length,
      0,
      large.map(({ path, length }) => `${path} ${length}`),
    ),
    figure(
      'lines of a file, median',
      sorted[Math.floor(sorted.length / 2)] ?? 0,
      MOST_MEDIAN_LINES,
    ),
  ]
}

function measureSyntax(files: SourceFile[]): Figure[] {
  const complex: string[] = []
  const nested: string[] = []
  const ternaries: string[] = []
  const casts: string[] = []
  const words: string[] = []
  for (const file of files) {
    walk(file.tree, (node) => {
      const note = (list: string[]) => list.push(placeOf(file, node))
      if (ts.isFunctionLike(node) && complexityOf(node) > COMPLEX) note(complex)
      if (ts.isConditionalExpression(node)) note(ternaries)
      if (ts.isConditionalExpression(node) && isInTernary(node)) note(nested)
      if (ts.isNonNullExpression(node) || isCast(node, file.tree)) note(casts)
      if (!/(^|\/)(steps|effects)\//.test(file.path) && comparesWord(node)) note(words)
    })
  }
  const thousands = codeLinesIn(files) / 1000
  return [
    figure(
      'functions of complexity over 15, per 1 000 lines',
      complex.length / thousands,
      MOST_COMPLEX_PER_THOUSAND,
      complex,
    ),
    figure('nested ternaries', nested.length, 0, nested),
    figure(
      'ternaries per 1 000 lines',
      ternaries.length / thousands,
      MOST_TERNARIES_PER_THOUSAND,
      ternaries,
    ),
    figure('casts and ! per 1 000 lines', casts.length / thousands, MOST_CASTS_PER_THOUSAND, casts),
    figure('comparisons of a step word outside its files', words.length, 0, words),
  ]
}

function measureImports(files: SourceFile[]): Figure[] {
  const inside = files.flatMap(importsOf).filter((one) => one.inside)
  const rooms = follow(inside.map(({ from, to }) => [roomOf(from), roomOf(to)]))
  const values = follow(
    inside.filter((one) => !one.typeOnly).map(({ from, to }: Import) => [from, to]),
  )
  const between = circlesIn(rooms.keys(), (room) => rooms.get(room) ?? [])
  const within = circlesIn(values.keys(), (file) => values.get(file) ?? [])
  const shown = (circles: string[][]) => circles.map((circle) => circle.join(' ↔ '))
  return [
    figure('circles of rooms, types included', between.length, 0, shown(between)),
    figure('circles of files by values', within.length, 0, shown(within)),
  ]
}

function measureNames(files: SourceFile[]): Figure[] {
  const cyrillic = files
    .filter(({ path, text }) => CYRILLIC.test(text) && !WORDS_OF_PAGES.test(path))
    .map(({ path }) => path)
  const participles = files.flatMap((file) =>
    namedFunctionsOf(file.tree)
      .filter(({ name }) => PARTICIPLE.test(name))
      .map(({ name, node }) => `${placeOf(file, node)} ${name}`),
  )
  const byName = new Map<string, string[]>()
  for (const { path } of files.filter((file) => !SHARED_FOLDER.test(file.path))) {
    const name = path.replace(/^.*\//, '').replace(/\.ts$/, '')
    byName.set(name, [...(byName.get(name) ?? []), path])
  }
  const crowded = [...byName]
    .filter(([name, paths]) => !SHARED_NAME.test(name) && paths.length > MOST_OF_ONE_NAME)
    .map(([name, paths]) => `${name}: ${paths.join(', ')}`)
  return [
    figure('files with Cyrillic outside languages and words', cyrillic.length, 0, cyrillic),
    figure('functions named by a bare participle', participles.length, 0, participles),
    figure('names of more than two files', crowded.length, 0, crowded),
  ]
}

const figure = (name: string, value: number, most: number, places: string[] = []): Figure => ({
  name,
  value: Math.round(value * 100) / 100,
  most,
  places,
})

function follow(pairs: [string, string][]): Map<string, Set<string>> {
  const next = new Map<string, Set<string>>()
  for (const [from, to] of pairs) {
    const known = next.get(from) ?? new Set()
    if (from !== to) known.add(to)
    next.set(from, known)
  }
  return next
}

/** Lines that are neither blank nor a comment: comments make code neither simpler nor harder. */
const codeLinesIn = (files: SourceFile[]): number =>
  files
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/\*|\*)/.test(line)).length

/** Cyclomatic complexity, as eslint's `complexity` counts it with a flat switch as one. */
function complexityOf(fn: ts.Node): number {
  let branches = 1
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (BRANCHES.has(node.kind)) branches++
    if (ts.isBinaryExpression(node) && SHORT_CUTS.has(node.operatorToken.kind)) branches++
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(fn, visit)
  return branches
}

const BRANCHES = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.ConditionalExpression,
])

const SHORT_CUTS = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

function isInTernary(node: ts.Node): boolean {
  let above = node.parent
  while (ts.isParenthesizedExpression(above)) above = above.parent
  return ts.isConditionalExpression(above)
}

/** `as X`; `as const` adds nothing that the compiler does not know. */
const isCast = (node: ts.Node, tree: ts.SourceFile): boolean =>
  ts.isAsExpression(node) && node.type.getText(tree) !== 'const'

/** The words of the language, by their files. */
const STEP_WORDS = new Set(readdirSync('src/flow/steps').map((file) => file.replace(/\.ts$/, '')))

/** `step.word === 'ask'` and the like: what a word means stands in the word's own files. */
function comparesWord(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false
  if (!/^[!=]==$/.test(ts.tokenToString(node.operatorToken.kind) ?? '')) return false
  const isWord = (side: ts.Node) =>
    (ts.isIdentifier(side) && side.text === 'word') ||
    (ts.isPropertyAccessExpression(side) && side.name.text === 'word')
  const texts = [node.left, node.right].some(
    (side) => ts.isStringLiteralLike(side) && STEP_WORDS.has(side.text),
  )
  return texts && (isWord(node.left) || isWord(node.right))
}
