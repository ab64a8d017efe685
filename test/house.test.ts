// The house: imports point inwards, vendors stay where they belong, files stay small.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'))
const source = (file: string) => readFileSync(join('src', file), 'utf8')

/** A room is a folder of src, or a file that stands alone there. */
const room = (file: string) => file.split('/')[0] ?? file

/** What each room may import from; `type` rooms may be seen as types only. */
const may: Record<string, { use: string[]; type?: string[] }> = {
  flow: { use: [] },
  understand: { use: ['flow'] },
  call: { use: ['flow', 'understand'] },
  proof: { use: ['flow', 'understand', 'call'] },
  desk: { use: [], type: ['call', 'flow'] },
  staff: { use: [], type: ['desk'] },
  store: { use: [], type: ['call', 'desk', 'flow', 'staff', 'understand'] },
  speech: { use: [], type: ['understand'] },
  'config.ts': { use: [] },
  'files.ts': { use: ['flow'] },
  'metrics.ts': { use: [] },
  'lookup.ts': { use: [], type: ['call'] },
  'library.ts': { use: ['flow', 'proof', 'files.ts'], type: ['call', 'store', 'lookup.ts'] },
  'runtime.ts': {
    use: [],
    type: [
      'call',
      'config.ts',
      'desk',
      'dispatch.ts',
      'library.ts',
      'metrics.ts',
      'speech',
      'store',
    ],
  },
  'in-time.ts': { use: [] },
  'desks.ts': { use: ['call', 'desk', 'in-time.ts'], type: ['flow', 'runtime.ts', 'store'] },
  'turn.ts': {
    use: ['call', 'desk', 'desks.ts', 'in-time.ts'],
    type: ['flow', 'runtime.ts', 'store'],
  },
  'outbox.ts': { use: [], type: ['runtime.ts'] },
  'transcription.ts': { use: ['call'], type: ['runtime.ts', 'speech', 'store'] },
  'dispatch.ts': { use: ['desk'], type: ['call', 'runtime.ts'] },
  'sweep.ts': { use: ['turn.ts'], type: ['runtime.ts'] },
  twilio: {
    use: ['turn.ts', 'call', 'desk', 'understand', 'flow', 'speech'],
    type: ['runtime.ts', 'dispatch.ts', 'library.ts', 'config.ts'],
  },
  console: {
    use: ['turn.ts', 'proof', 'call', 'desk', 'understand', 'flow', 'speech', 'staff'],
    type: ['dispatch.ts', 'runtime.ts', 'library.ts', 'config.ts', 'store'],
  },
  'app.ts': { use: ['twilio', 'console'], type: ['runtime.ts'] },
  cli: {
    use: [
      'app.ts',
      'call',
      'config.ts',
      'console',
      'desk',
      'dispatch.ts',
      'files.ts',
      'flow',
      'library.ts',
      'lookup.ts',
      'metrics.ts',
      'outbox.ts',
      'proof',
      'runtime.ts',
      'speech',
      'staff',
      'store',
      'sweep.ts',
      'transcription.ts',
      'turn.ts',
      'twilio',
      'understand',
    ],
  },
  'main.ts': { use: ['cli'] },
}

const vendors: [RegExp, (file: string) => boolean][] = [
  [/^twilio(\/|$)/, (file) => room(file) === 'twilio'],
  [/^@twilio\//, (file) => file === 'console/page/voice.ts'],
  [/^@google-cloud\//, (file) => room(file) === 'speech'],
  [/^libsql$/, (file) => file === 'store/sqlite.ts'],
  [/^pg$/, (file) => file === 'store/postgres.ts'],
  [/^xstate/, (file) => ['flow/xstate.ts', 'call/engine.ts', 'desk/machine.ts'].includes(file)],
  [/^@grpc\//, (file) => room(file) === 'speech'],
  [/^ws$/, (file) => ['twilio', 'console'].includes(room(file))],
  [/^express$/, (file) => ['app.ts', 'twilio', 'console'].includes(room(file))],
]

type Import = { from: string; to: string; typeOnly: boolean }

const imports: Import[] = files.flatMap((file) =>
  [
    ...source(file).matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?from\s+)?['"]([^'"]+)['"]/gm),
  ].map((match) => ({
    from: file,
    to: match[3] ?? '',
    typeOnly: match[1] !== undefined || onlyTypes(match[2] ?? ''),
  })),
)

function onlyTypes(names: string): boolean {
  const inner = /\{([^}]*)\}/.exec(names)?.[1]
  return (
    inner !== undefined &&
    inner
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .every((name) => name.startsWith('type '))
  )
}

const inside = imports
  .filter(({ to }) => to.startsWith('.'))
  .map((one) => ({
    ...one,
    to: relative('src', join('src', dirname(one.from), one.to)).replaceAll('\\', '/'),
  }))

describe('the house', () => {
  it('imports inwards only', () => {
    const wrong = inside.filter(({ from, to, typeOnly }) => {
      if (room(from) === room(to)) return false
      const rule = may[room(from)]
      return !rule || !(rule.use.includes(room(to)) || (typeOnly && rule.type?.includes(room(to))))
    })
    expect(
      wrong.map(({ from, to, typeOnly }) => `${from} → ${to}${typeOnly ? ' (type)' : ''}`),
    ).toEqual([])
  })

  it('keeps vendors in their rooms', () => {
    const wrong = imports.filter(({ from, to }) =>
      vendors.some(([name, allowed]) => name.test(to) && !allowed(from)),
    )
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it('reads the environment in one place', () => {
    const readers = files.filter((file) => /process\.env\b/.test(source(file)))
    expect(readers.filter((file) => !['config.ts', 'main.ts'].includes(file))).toEqual([])
  })

  it('holds no file past 400 lines, and opens each with its purpose', () => {
    expect(files.filter((file) => source(file).split('\n').length > 400)).toEqual([])
    expect(files.filter((file) => !/^(#!.*\n)?\/\/ .+/.test(source(file)))).toEqual([])
  })

  it('has no folder for leftovers', () => {
    expect(
      files.filter((file) =>
        /(^|\/)(utils?|helpers?|common|managers?|services?)(\/|\.ts$)/.test(file),
      ),
    ).toEqual([])
  })

  it('keeps the engine pure: no clock, no chance, nothing outside', () => {
    const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|from 'node:(?!crypto|module)/
    expect(
      files.filter(
        (file) => ['flow', 'understand', 'call'].includes(room(file)) && impure.test(source(file)),
      ),
    ).toEqual([])
  })
})
