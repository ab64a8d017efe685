// The flows in force: a broken file never takes a line off the air, and what changes on disk is
// taken without a restart.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Diagnostic } from '../../src/flow/text/diagnostic.ts'
import { openLibrary, type Library } from '../../src/world/library.ts'

const shop = (words: string) => `flow: shop
about: A small shop.
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: till
desks:
  till: { label: The till, nobody: message }
steps:
  welcome:
    say: ${words}
    then: menu
  menu:
    menu: How can I help?
    options:
      - { label: the till, key: 1, then: till }
  message:
    record: Please leave your name and number after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const lines = (person: string) =>
  `lines:\n  "+15005550006": { name: Shop, flow: shop, if all fails: "+442079460100" }\ndesks:\n  till: { people: ["${person}"] }\n`

let library: Library | undefined
afterEach(() => library?.close())

async function open(): Promise<{ dir: string; library: Library; read: Diagnostic[][] }> {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-flows-'))
  writeFileSync(join(dir, 'shop.yaml'), shop('Welcome.'))
  writeFileSync(join(dir, 'lines.yaml'), lines('+442079460001'))
  const read: Diagnostic[][] = []
  library = await openLibrary(dir, {
    store: { loadVersion: () => Promise.resolve(undefined) },
    secret: () => undefined,
    watch: true,
    onRead: (problems) => void read.push(problems),
  })
  return { dir, library, read }
}

describe('the flows in force', () => {
  it('stay as they were while a file is broken, and say what is wrong; the mended file comes into force', async () => {
    const { dir, library, read } = await open()
    const before = library.current('default', 'shop')?.version
    writeFileSync(join(dir, 'shop.yaml'), shop('Hello again.').replace('then: menu', 'then: meno'))
    await vi.waitFor(
      () =>
        expect(library.problems()).toMatchObject([
          {
            code: 'unknown-target',
            file: 'shop.yaml',
            hint: expect.stringContaining('menu') as string,
          },
        ]),
      60_000,
    )
    expect(read.at(-1)?.length).toBe(1)
    expect(library.current('default', 'shop')?.version).toBe(before)
    expect(library.line('+15005550006')?.flow).toBe('shop')
    writeFileSync(join(dir, 'shop.yaml'), shop('Hello again.'))
    await vi.waitFor(
      () => expect(library.current('default', 'shop')?.version).not.toBe(before),
      60_000,
    )
    expect(library.problems()).toEqual([])
    // calls in progress go on with what they began with
    expect((await library.machine(before ?? '')).version).toBe(before)
  })

  it('ring other people as soon as lines.yaml says so, without a new version', async () => {
    const { dir, library } = await open()
    const before = library.current('default', 'shop')?.version
    writeFileSync(join(dir, 'lines.yaml'), lines('+442079460002'))
    await vi.waitFor(
      () => expect(library.desk('default', 'till')?.people).toEqual([{ to: '+442079460002' }]),
      60_000,
    )
    expect(library.current('default', 'shop')?.version).toBe(before)
  })

  it('serve a changed recording under another name, and the old one to calls under way', async () => {
    const { dir, library } = await open()
    const folder = join(dir, 'audio', 'en-GB')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'hello.wav'), 'first')
    await library.reload()
    const first = library.audioPath('default', 'en-GB', 'hello') ?? ''
    expect(first).toMatch(/^\/audio\/[0-9a-f]{40}\.wav$/)
    writeFileSync(join(folder, 'hello.wav'), 'second')
    await library.reload()
    expect(library.audioPath('default', 'en-GB', 'hello')).not.toBe(first)
    expect(library.audioFile(first)).toBeDefined()
    expect(library.audioFile('/audio/unknown.wav')).toBeUndefined()
  })

  it('are not known by a version nobody kept', async () => {
    const { library } = await open()
    await expect(library.machine('0000')).rejects.toThrow('0000')
  })
})
