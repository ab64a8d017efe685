// Odd files, one by one, in a folder with a flow that takes calls: each is told at its place, edits of
// the flow take effect beside it, and a server starts with what is good.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readFolder } from '../../src/world/folder.ts'
import { openLibrary, type Library } from '../../src/world/library.ts'

const shop = (words: string) => `flow: shop
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: message
steps:
  welcome:
    say: ${words}
    then: message
  message:
    record: Please leave your name and number after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const lines =
  'lines:\n  "+15005550006": { name: Shop, flow: shop, if all fails: "+442079460100" }\n'

const write = (name: string, text: string | Buffer) => (dir: string) =>
  writeFileSync(join(dir, name), text)
const named = (step: string) =>
  `flow: odd\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: ${step}\nhelp: message\nsteps:\n  ${step}: { say: Hello., then: message }\n  message: { record: Please speak after the tone., empty: bye, then: bye }\n  bye: { say: Goodbye., then: hang up }\n`

/** What may be told of it; absent: it is a flow like others. */
type Odd = { name: string; make: (dir: string) => void; told?: RegExp }

const odd: Odd[] = [
  {
    name: 'a link to nowhere',
    make: (dir) => symlinkSync('/nowhere', join(dir, 'odd.yaml')),
    told: /unreadable-file/,
  },
  {
    name: 'a link to itself',
    make: (dir) => symlinkSync('odd.yaml', join(dir, 'odd.yaml')),
    told: /unreadable-file/,
  },
  {
    name: 'a link to a folder',
    make: (dir) => symlinkSync('/tmp', join(dir, 'odd.yaml')),
    told: /unreadable-file/,
  },
  {
    name: 'a folder named like a file',
    make: (dir) => mkdirSync(join(dir, 'odd.yaml')),
    told: /unreadable-file/,
  },
  {
    name: 'a pipe',
    make: (dir) => void execFileSync('mkfifo', [join(dir, 'odd.yaml')]),
    told: /unreadable-file/,
  },
  {
    name: 'a recording that leads nowhere',
    make: (dir) => {
      mkdirSync(join(dir, 'audio/en-GB'), { recursive: true })
      symlinkSync('/nowhere', join(dir, 'audio/en-GB/odd.wav'))
    },
    told: /unreadable-file/,
  },
  {
    name: 'a recording that is a pipe',
    make: (dir) => {
      mkdirSync(join(dir, 'audio/en-GB'), { recursive: true })
      execFileSync('mkfifo', [join(dir, 'audio/en-GB/odd.mp3')])
    },
    told: /unreadable-file/,
  },
  { name: 'an empty file', make: write('odd.yaml', ''), told: /yaml-empty/ },
  { name: 'zero bytes', make: write('odd.yaml', Buffer.alloc(500)), told: /yaml-/ },
  {
    name: 'a picture',
    make: write('odd.yaml', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    told: /yaml-/,
  },
  {
    name: 'UTF-16',
    make: write('odd.yaml', Buffer.from('\ufeffflow: odd', 'utf16le')),
    told: /yaml-not-utf8/,
  },
  {
    name: 'fifty megabytes',
    make: write('odd.yaml', Buffer.alloc(50_000_000, 'a')),
    told: /yaml-too-large/,
  },
  { name: 'a text', make: write('odd.yaml', 'Dear all, please see below.\n'), told: /wrong-type/ },
  { name: 'a list', make: write('odd.yaml', '- a\n- b\n'), told: /wrong-type/ },
  {
    name: 'endless aliases',
    make: write(
      'odd.yaml',
      `a: &a [x, x]\n${'bcdefghi'
        .split('')
        .map((one, at) => `${one}: &${one} [*${'abcdefghi'[at]}, *${'abcdefghi'[at]}]\n`)
        .join('')}`,
    ),
    told: /yaml-(anchor|alias)/,
  },
  { name: 'an alias of itself', make: write('odd.yaml', 'flow: &a [*a]\n'), told: /yaml-/ },
  { name: 'deep brackets', make: write('odd.yaml', `flow: ${'['.repeat(5000)}`), told: /yaml-/ },
  {
    name: 'deep keys',
    make: write(
      'odd.yaml',
      Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    ),
    told: /yaml-/,
  },
  { name: 'colons', make: write('odd.yaml', ':'.repeat(20_000)), told: /yaml-|wrong-|missing-/ },
  {
    name: 'a flow of the same name',
    make: write('odd.yaml', shop('Other.')),
    told: /duplicate-name/,
  },
  {
    name: 'a sub-flow of itself',
    make: write('odd.yaml', named('x').replace('say: Hello., then: message', 'do: odd, ends: {}')),
    told: /./,
  },
  {
    name: 'a conflict of git',
    make: write('odd.yaml', '<<<<<<< HEAD\nflow: a\n=======\nflow: b\n>>>>>>> b\n'),
    told: /./,
  },
  ...['__proto__', 'constructor', 'toString', 'over', 'begin', 'last resort', '"a.b"', '"#"'].map(
    (step): Odd => ({ name: `a step named ${step}`, make: write('odd.yaml', named(step)) }),
  ),
]

const dirs: string[] = []
let library: Library | undefined
afterEach(() => {
  library?.close()
  library = undefined
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-odd-'))
  dirs.push(dir)
  writeFileSync(join(dir, 'shop.yaml'), shop('Welcome.'))
  writeFileSync(join(dir, 'lines.yaml'), lines)
  return dir
}

const open = (dir: string): Promise<Library> =>
  openLibrary(dir, {
    store: { loadVersion: () => Promise.resolve(undefined) },
    secret: () => undefined,
  })

describe('beside an odd file', () => {
  it.each(odd)(
    '$name, edits take effect and a start finds what is good',
    async ({ make, told }) => {
      const dir = folder()
      library = await open(dir)
      const first = library.current('default', 'shop')?.version
      expect(first).toBeDefined()
      make(dir)
      await library.reload()
      writeFileSync(join(dir, 'shop.yaml'), shop('Hello again.'))
      await library.reload()
      const codes = library.problems().map(({ code, file }) => `${code} ${file}`)
      if (told) expect(codes.join('\n')).toMatch(told)
      else expect(codes).toEqual([])
      const edited = library.current('default', 'shop')?.version
      // of two flows of one name neither is in force before it is known which is meant
      if (!codes.some((code) => code.startsWith('duplicate-name'))) expect(edited).not.toBe(first)
      library.close()
      library = await open(dir)
      expect(library.current('default', 'shop')?.version).toBe(edited)
      expect(library.line('+15005550006')?.flow).toBe('shop')
    },
  )

  it('without the right to read it, so too', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'odd.yaml'), named('x'))
    chmodSync(join(dir, 'odd.yaml'), 0)
    const { diagnostics } = await readFolder(dir)
    // whoever is root may read all
    if (process.getuid?.() !== 0)
      expect(diagnostics).toMatchObject([{ code: 'unreadable-file', file: 'odd.yaml' }])
    expect((await open(dir)).current('default', 'shop')).toBeDefined()
  })

  it('a folder of thousands leaves no file open', async () => {
    const dir = folder()
    const before = readdirSync('/proc/self/fd').length
    for (let at = 0; at < 300; at++) symlinkSync('/nowhere', join(dir, `odd${at}.yaml`))
    await readFolder(dir)
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 20)
  })
})
