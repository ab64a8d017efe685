import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderWith, lines, run, shop } from './run.ts'

const files = { 'shop.yaml': shop, 'lines.yaml': lines }
const at = ['--at', '2026-03-02 10:00']

describe('callflow talk', () => {
  test('calls the flow of the first line, tells where the call stands and what was understood', async () => {
    const { code, out, err } = await run(['talk', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['1', '1234'],
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('How can I help?')
    expect(out).toMatch(/\(welcome, .*shop\.yaml:20\)/)
    expect(out).toContain('order = 1234')
    expect(out).toContain('Your order is at the depot')
    expect(out).toContain('goal: order told')
  })

  test('shows the card at a desk, and waits until somebody answers or nobody does', async () => {
    const { out } = await run(['talk', '--flow', 'shop', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['/answer', 'the shop', 'hello?', '/nobody', '/done', '/message 5'],
    })
    expect(out).toContain('> /answer\n  nobody is being rung now')
    expect(out).toContain('| for till: the caller chose "the shop"')
    expect(out).toContain('| Order number: not asked')
    expect(out).toContain('> hello?\n  "till" is being rung')
    expect(out).toContain('(nobody at till)')
    expect(out).toContain('> /done\n  the caller is not talking with a person')
    expect(out).toContain('(recorded 5 seconds)')
    expect(out).toContain('(the call is over)')
  })

  const calls: [string, string[]][] = [
    ['a call that is served', ['1', '1234']],
    ['a call that is left in the middle', ['1']],
    [
      'a call with silence, words, a desk that is busy, and an empty recording',
      ['.', 'what?', 'the shop', '/busy', '/message 0'],
    ],
    ['a call that a person takes', ['2', '/answer', '/done']],
    ['a call that ends early', ['/hang up']],
  ]
  test.each(calls)('prints %s as a scripted call that goes as written', async (_, stdin) => {
    const dir = folderWith(files)
    const { out } = await run(['talk', ...at], { env: { FLOWS_DIR: dir }, stdin })
    writeFileSync(join(dir, 'talked.calls.yaml'), out.slice(out.indexOf('\nflow: shop.yaml\n') + 1))
    const played = await run(['test', dir])
    expect(played.out).toContain('1 call: 1 as written, 0 not.')
    expect(played.code).toBe(0)
  })

  test('gives the whole call as data', async () => {
    const { out } = await run(['talk', '--json', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['2', '/answer', '/done'],
    })
    expect(JSON.parse(out)).toMatchObject({
      flow: 'shop',
      status: 'ended',
      turns: expect.arrayContaining([expect.objectContaining({ seq: 1 })]) as unknown,
      script: expect.stringContaining('- operator hangs up') as string,
    })
  })

  test('does not begin a call on a flow with errors', async () => {
    const dir = folderWith({ 'shop.yaml': shop.replace('then: which order', 'then: nowhere') })
    const { code, out } = await run(['talk', '--flow', 'shop'], { env: { FLOWS_DIR: dir } })
    expect(code).toBe(1)
    expect(out).toContain('nowhere')
  })
})
