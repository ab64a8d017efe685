import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run, shop } from './run.ts'

const slip = shop.replace('then: which order', 'then: which ordr')
const slipped = slip.split('\n').findIndex((text) => text.includes('which ordr')) + 1

describe('callflow check', () => {
  test('finds nothing wrong in a flow that is right', async () => {
    const { code, out } = await run(['check', folderWith({ 'shop.yaml': shop })])
    expect(out).toMatch(/1 file: 0 errors/)
    expect(code).toBe(0)
  })

  test('shows where a fault is, the line with a mark under it, and the nearest spelling', async () => {
    const dir = folderWith({ 'shop.yaml': slip })
    const { code, out } = await run(['check', dir])
    expect(code).toBe(1)
    expect(out).toContain(`${join(dir, 'shop.yaml')}:${slipped}:15: error:`)
    expect(out).toContain('          then: which ordr\n                ^~~~~~~~~~')
    expect(out).toContain('which order')
  })

  test('tells the same as data', async () => {
    const dir = folderWith({ 'shop.yaml': slip })
    const { code, out } = await run(['check', dir, '--json'])
    const told = JSON.parse(out) as {
      files: number
      errors: number
      findings: { severity: string }[]
    }
    expect(code).toBe(1)
    expect(told.files).toBe(1)
    expect(told.errors).toBe(told.findings.filter(({ severity }) => severity === 'error').length)
    expect(told.findings[0]).toMatchObject({
      file: join(dir, 'shop.yaml'),
      line: slipped,
      column: 15,
      severity: 'error',
      code: expect.any(String) as string,
      message: expect.any(String) as string,
    })
  })

  test('looks at the file that was named, and at all of a folder', async () => {
    const dir = folderWith({
      'shop.yaml': shop,
      'other.yaml': slip.replace('flow: shop', 'flow: other'),
    })
    expect((await run(['check', join(dir, 'shop.yaml')])).code).toBe(0)
    expect((await run(['check', join(dir, 'other.yaml')])).code).toBe(1)
    expect((await run(['check', join(dir, 'shop.yaml'), join(dir, 'other.yaml')])).code).toBe(1)
    expect((await run(['check'], { env: { FLOWS_DIR: dir } })).code).toBe(1)
  })

  test.each([
    ['is not UTF-8', new Uint8Array([0x66, 0x6c, 0x6f, 0x77, 0x3a, 0x20, 0xff]), 'yaml-not-utf8'],
    ['is larger than 1 MB', 'x'.repeat(1_000_001), 'yaml-too-large'],
  ])('reports a file that %s, and goes on with the others', async (_, content, code) => {
    const dir = folderWith({ 'broken.yaml': content, 'shop.yaml': slip })
    const { out, code: exit } = await run(['check', dir])
    expect(exit).toBe(1)
    expect(out).toContain(`[${code}]`)
    expect(out).toContain('which ordr')
  })

  test('takes planned words for remarks with --plan, and for errors without', async () => {
    const dir = folderWith({
      'shop.yaml': shop
        .replace('  bye:\n', '  text:\n    sms: Thank you for calling.\n    then: bye\n  bye:\n')
        .replace('    empty: bye\n    then: bye', '    empty: bye\n    then: text'),
    })
    const strict = await run(['check', dir])
    expect(strict.code).toBe(1)
    expect(strict.out).toMatch(/error: "sms" is not available yet/)
    const planned = await run(['check', dir, '--plan'])
    expect(planned.code).toBe(0)
    expect(planned.out).toMatch(/info: "sms" is not available yet/)
  })
})

const spoken = `flow: spoken
languages: { be-BY: { voice: recorded } }
start: hello
steps:
  hello:
    say: { audio: hello, be-BY: Добры дзень. }
    then: hang up
`

describe('the sheet of recordings', () => {
  test('lists what is to be read out for recorded languages and marks what is missing', async () => {
    const dir = folderWith({ 'spoken.yaml': spoken, 'audio/be-BY/engine/5.wav': 'RIFF' })
    const { code, out } = await run(['check', dir, '--recordings'])
    expect(code).toBe(1)
    expect(out).toContain('! audio/be-BY/hello.wav  (spoken.yaml:6)\n    Добры дзень.')
    expect(out).toContain('  audio/be-BY/engine/5.wav\n    5')
    expect(out).toMatch(/\n! audio\/be-BY\/engine\/confirm-option-1\.wav\n/)
  })

  test('agrees with what the engine plays: the shipped recordings are complete', async () => {
    const { code, out } = await run(['check', 'flows', '--recordings', '--json'])
    const { recordings, missing } = JSON.parse(out) as {
      recordings: { words: string }[]
      missing: number
    }
    expect({ code, missing }).toEqual({ code: 0, missing: 0 })
    expect(recordings.length).toBeGreaterThan(60)
    expect(recordings.filter(({ words }) => !/[\p{L}\d]/u.test(words))).toEqual([])
  })

  test('says so when nothing is recorded', async () => {
    expect(await run(['check', folderWith({ 'shop.yaml': shop }), '--recordings'])).toMatchObject({
      code: 0,
      out: 'No flow has a recorded language.\n',
    })
  })
})
