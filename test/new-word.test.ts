// A word of the language is its two files: a made-up one, put into a copy of the source with its
// lines in the indexes, is read, checked, compiled and talked through, and nothing else knows of it.
import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)

const grammar = `// pause: a moment of silence.
import { passing, say } from '../machine/build.ts'
import { duration, must } from '../tree/shape.ts'
import { setting, then, type StepKind, type StepOf } from '../tree/step.ts'

const fields = { pause: must(duration(500, 10_000), 'How long nothing is said.'), then }

export type PauseStep = StepOf<'pause', typeof fields>

export const pauseStep: StepKind<PauseStep> = {
  word: 'pause',
  place: 'silent',
  isPassing: true,
  about: 'Says nothing for a moment, and goes on.',
  example: 'moment:\\n  pause: 2 seconds\\n  then: bye',
  fields,
  ways: (step) => [{ name: 'then', to: step.then, deliberate: true }],
  compared: { settings: { pause: setting('patience', 'nothing', true) } },
  compile: (step, build) =>
    passing(build, step, [say(build.scopedName(step.name.value), 'prompt')], {
      target: build.go(step.then),
    }),
}
`

const inCall = `// pause in a call: the silence itself.
import type { PauseStep } from '../../flow/steps/pause.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const pauseInCall: SpokenStep<PauseStep> = {
  says: ({ step }) => [{ kind: 'pause', pause: step.pause.value }],
}
`

const lines = {
  'src/flow/steps/index.ts': [
    [
      "import { setStep, type SetStep } from './set.ts'\n",
      "import { pauseStep, type PauseStep } from './pause.ts'\n",
    ],
    ['  | SetStep\n', '  | PauseStep\n'],
    ['  setStep,\n', '  pauseStep,\n'],
  ],
  'src/call/steps/index.ts': [
    ["import { setInCall } from './set.ts'\n", "import { pauseInCall } from './pause.ts'\n"],
    ['  set: setInCall,\n', '  pause: pauseInCall,\n'],
  ],
} as const

const flow = `flow: moment
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: office
desks:
  office: { nobody: message }
steps:
  welcome:
    say: One moment, please.
    then: moment
  moment:
    pause: 2 seconds
    then: main menu
  main menu:
    menu: How can I help?
    options:
      - label: opening hours
        key: 1
        then: bye
      - label: a person
        key: 2
        then: office
  message:
    record: Please leave your name and number after the tone.
    for: office
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    goal: told
    then: hang up
`

const calls = `flow: moment.yaml
calls:
  - call: waits for a moment
    at: 2026-03-02 10:00
    talk:
      - system: One moment, please. How can I help?
      - keys: "1"
      - system: Goodbye
    reaches: { goal: told, ended: yes }
`

describe('a made-up word', () => {
  let scratch = ''
  const callflow = (...args: string[]) =>
    run(process.execPath, ['dist/main.js', ...args], { cwd: scratch })

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(scratch, path)), { recursive: true })
    writeFileSync(join(scratch, path), text)
  }

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'callflow-word-'))
    for (const path of ['src', 'package.json', 'tsconfig.json'])
      cpSync(path, join(scratch, path), { recursive: true })
    symlinkSync(resolve('node_modules'), join(scratch, 'node_modules'))
    for (const [file, added] of Object.entries(lines)) {
      const text = readFileSync(join(scratch, file), 'utf8')
      const grown = added.reduce((all, [after, line]) => all.replace(after, after + line), text)
      expect(grown.split('\n').length - text.split('\n').length).toBe(added.length)
      write(file, grown)
    }
    write('src/flow/steps/pause.ts', grammar)
    write('src/call/steps/pause.ts', inCall)
    await build({
      entryPoints: [join(scratch, 'src/main.ts')],
      outdir: join(scratch, 'dist'),
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    })
    write('moment/moment.yaml', flow)
    write('moment/moment.calls.yaml', calls)
    write('longer/moment.yaml', flow.replace('2 seconds', '4 seconds'))
    write('wrong/moment.yaml', flow.replace('2 seconds', '2'))
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  it('is read, checked, compiled and proved', async () => {
    const { stdout } = await callflow('check', 'moment/moment.yaml')
    expect(stdout).toContain('1 file: 0 errors, 0 warnings')
    const told = await callflow('check', 'wrong/moment.yaml').catch((failure) => failure)
    expect(told.stdout).toContain('a duration needs its unit, but found "2"')
  })

  it('is talked through, and heard', async () => {
    const played = await callflow('test', 'moment/moment.calls.yaml')
    expect(played.stdout).toContain('1 call: 1 as written, 0 not.')
    const talk = callflow('talk', 'moment/moment.yaml', '--json')
    talk.child.stdin?.end()
    expect((await talk).stdout).toMatch(/"pause": ?2000/)
  })

  it('is told where two versions differ', async () => {
    const told = await callflow('diff', 'moment', 'longer').catch((failure) => failure)
    expect(told.stdout).toContain('"pause" is now 4 seconds (was 2 seconds)')
  })
})
