// The house: imports point inwards, vendors stay where they belong, and what is pure stays so. How
// readable it is, is counted by scripts/house.ts.
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { roomOf } from '../scripts/house/figures.ts'
import { importsOf, readSource, walk } from '../scripts/house/source.ts'
import { stepWords } from '../src/flow/steps/index.ts'

const files = readSource()
const imports = files.flatMap(importsOf)

/** What each room may import from; `type` rooms may be seen as types only. From the inside out.
 * Every room stands on the ground. */
const may: Record<string, { use: string[]; type?: string[] }> = {
  ground: { use: [] },
  languages: { use: [] },
  flow: { use: ['languages'] },
  say: { use: ['flow', 'languages'] },
  understand: { use: ['flow', 'languages', 'say'] },
  call: { use: ['flow', 'languages', 'say', 'understand'] },
  times: { use: ['call', 'flow', 'languages', 'say', 'understand'] },
  proof: { use: ['call', 'flow', 'languages', 'say', 'times', 'understand'] },
  book: { use: ['call', 'flow', 'languages', 'pages', 'say', 'times'] },
  diff: { use: ['flow', 'proof', 'times'] },
  rehearsal: { use: ['call', 'diff', 'flow', 'say'], type: ['understand'] },
  drawing: { use: ['flow'] },
  desk: { use: ['flow'], type: ['call'] },
  notices: { use: ['flow'] },
  staff: { use: ['flow', 'notices'], type: ['desk'] },
  store: { use: ['flow', 'notices', 'staff'], type: ['call', 'desk'] },
  speech: { use: [], type: ['understand'] },
  world: { use: ['desk', 'flow', 'notices', 'proof', 'speech'], type: ['call', 'store'] },
  turn: { use: ['call', 'desk', 'flow', 'notices', 'world'], type: ['store'] },
  dispatch: { use: ['desk', 'flow', 'world'], type: ['call'] },
  jobs: { use: ['call', 'flow', 'notices', 'staff', 'turn'], type: ['speech', 'store', 'world'] },
  twilio: {
    use: ['call', 'desk', 'languages', 'speech', 'turn', 'world'],
    type: ['flow', 'say', 'understand'],
  },
  pages: { use: ['call', 'flow'], type: ['say', 'store', 'understand', 'world'] },
  practice: {
    use: ['call', 'flow', 'notices', 'pages', 'say', 'speech', 'staff', 'turn', 'world'],
    type: ['desk', 'store'],
  },
  console: {
    use: ['call', 'desk', 'flow', 'notices', 'pages', 'staff', 'world'],
    type: ['say', 'store', 'understand'],
  },
  eval: { use: ['flow', 'languages', 'proof', 'understand'], type: ['call', 'store'] },
  'app.ts': { use: ['console', 'practice', 'twilio'], type: ['world'] },
  stress: {
    use: [
      'app.ts',
      'call',
      'desk',
      'flow',
      'languages',
      'notices',
      'proof',
      'rehearsal',
      'say',
      'staff',
      'store',
      'times',
      'turn',
      'twilio',
      'understand',
      'world',
    ],
  },
  cli: {
    use: [
      'app.ts',
      'book',
      'call',
      'console',
      'desk',
      'diff',
      'dispatch',
      'drawing',
      'eval',
      'flow',
      'jobs',
      'languages',
      'notices',
      'practice',
      'proof',
      'rehearsal',
      'say',
      'speech',
      'staff',
      'store',
      'stress',
      'times',
      'twilio',
      'world',
    ],
    type: ['desk'],
  },
  'main.ts': { use: ['cli'] },
}

/** Rooms that know no clock, no chance, and nothing outside. */
const pure = [
  'ground',
  'languages',
  'flow',
  'understand',
  'say',
  'call',
  'times',
  'rehearsal',
  'proof',
  'book',
  'diff',
  'drawing',
  'desk',
  'notices',
]

/** Every package, with the rooms or files that may name it. */
const vendors: Record<string, string[]> = {
  '@dagrejs/dagre': ['drawing'],
  '@eslint-community/regexpp': ['flow', 'proof/witness'],
  '@google-cloud/speech': ['speech'],
  '@grpc/grpc-js': ['speech'],
  '@node-rs/argon2': ['console/sign-in'],
  '@twilio/voice-sdk': ['console/desk/scripts/voice.ts'],
  '@zxcvbn-ts/core': ['console/sign-in'],
  '@zxcvbn-ts/language-common': ['console/sign-in'],
  'csv-parse': ['flow'],
  'date-holidays': ['flow/tree/holidays.ts'],
  esbuild: ['pages/assets.ts'],
  express: ['app.ts', 'console', 'pages', 'practice', 'twilio'],
  'fastest-levenshtein': ['flow', 'understand'],
  'htmx.org': ['console/shell/scripts'],
  'htmx-ext-sse': ['console/shell/scripts'],
  'ipaddr.js': ['console', 'world'],
  kysely: ['store'],
  'libphonenumber-js': ['console', 'desk', 'flow', 'say', 'twilio', 'understand'],
  libsql: ['store/sqlite-file.ts', 'store/write-ahead.ts'],
  luxon: [
    'call',
    'console',
    'cli',
    'flow',
    'notices',
    'rehearsal',
    'say',
    'store',
    'stress',
    'times',
    'understand',
  ],
  pg: ['store/postgres-errors.ts', 'store/postgres.ts'],
  pino: ['cli', 'stress/stress-runtime.ts', 'world'],
  piscina: ['world'],
  'prom-client': ['world/metrics.ts'],
  'rate-limiter-flexible': ['console/sign-in'],
  twilio: ['twilio'],
  ws: ['practice', 'twilio'],
  xstate: ['call/machine-edges.ts', 'desk/contact-machine.ts', 'flow/machine/xstate-machine.ts'],
  yaml: ['flow', 'rehearsal'],
}

/** `@scope/name/deep/file.js` → `@scope/name`. */
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`)

describe('the house', () => {
  const across = imports.filter(
    ({ from, to, inside }) => inside && to.endsWith('.ts') && roomOf(from) !== roomOf(to),
  )

  it('imports inwards only', () => {
    const wrong = across.filter(({ from, to, typeOnly }) => {
      if (roomOf(to) === 'ground') return false
      const rule = may[roomOf(from)]
      if (rule?.use.includes(roomOf(to))) return false
      return !(typeOnly && rule?.type?.includes(roomOf(to)))
    })
    expect(
      wrong.map(({ from, to, typeOnly }) => `${from} → ${to}${typeOnly ? ' (type)' : ''}`),
    ).toEqual([])
  })

  it('permits no import that nobody makes', () => {
    const made = new Set(
      across.map(
        ({ from, to, typeOnly }) => `${roomOf(from)} → ${roomOf(to)}${typeOnly ? ' (type)' : ''}`,
      ),
    )
    const idle = Object.entries(may).flatMap(([room, { use, type = [] }]) => [
      ...use.map((to) => `${room} → ${to}`),
      ...type.map((to) => `${room} → ${to} (type)`),
    ])
    expect(idle.filter((one) => !made.has(one))).toEqual([])
  })

  it('keeps vendors in their rooms, and knows each of them', () => {
    const outside = imports.filter(({ to, inside }) => !inside && !to.startsWith('node:'))
    const wrong = outside.filter(
      ({ from, to }) => !vendors[packageOf(to)]?.some((place) => isIn(from, place)),
    )
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('reads the environment in one place', () => {
    const readers = files.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)
    expect(readers.filter((path) => !['world/config.ts', 'main.ts'].includes(path))).toEqual([])
  })

  it('opens each file with its purpose', () => {
    const silent = files.filter(({ text }) => !/^(#!.*\n)?\/\/ .+/.test(text))
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  it('has no folder for leftovers', () => {
    const leftover = /(^|\/)(utils?|helpers?|common|managers?|services?)(\/|\.ts$)/
    expect(files.map(({ path }) => path).filter((path) => leftover.test(path))).toEqual([])
  })

  it('keeps the pure rooms pure: no clock, no chance, nothing outside', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/
    const inPure = (path: string) => pure.includes(roomOf(path))
    const clocks = files.filter(({ path, text }) => inPure(path) && impure.test(text))
    const reaching = imports.filter(
      ({ from, to }) => inPure(from) && /^node:(?!crypto$|module$)/.test(to),
    )
    expect(clocks.map(({ path }) => path)).toEqual([])
    expect(reaching.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('asks the kind of a step, and never for its word by name', () => {
    const homes = ['flow/steps/', 'call/steps/', 'turn/effects/']
    const asking = files
      .filter(({ path }) => !homes.some((home) => path.startsWith(home)))
      .flatMap(({ path, tree }) => namedWords(tree).map((text) => `${path}: ${text}`))
    expect(asking).toEqual([])
  })
})

/** `step.word === 'ask'`, `word !== 'menu'`, `switch (step.word)`. */
function namedWords(tree: ts.SourceFile): string[] {
  const found: string[] = []
  const isWord = (node: ts.Node): boolean =>
    ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)
      ? /(^|\.)word$/.test(node.getText(tree))
      : false
  walk(tree, (node) => {
    if (ts.isSwitchStatement(node) && isWord(node.expression))
      found.push(node.expression.getText(tree))
    if (!ts.isBinaryExpression(node)) return
    const { left, right, operatorToken } = node
    const compares = ['===', '!=='].includes(operatorToken.getText(tree))
    const isNamed = (one: ts.Node) => ts.isStringLiteral(one) && stepWords.includes(one.text)
    if (compares && ((isWord(left) && isNamed(right)) || (isWord(right) && isNamed(left))))
      found.push(node.getText(tree))
  })
  return found
}
