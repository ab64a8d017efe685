import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, lines, run, shop } from './run.ts'

const changed = shop.replace('key: 2', 'key: 3').replace('nobody: message', 'nobody: bye').replace('Your order is at', 'You find your order at')

const both = () => ({ was: folderWith({ 'shop.yaml': shop, 'lines.yaml': lines }), now: folderWith({ 'shop.yaml': changed, 'lines.yaml': lines }) })

describe('callflow diff', () => {
  test('tells in sentences what differs, by subject, with the lines of the new version', async () => {
    const { was, now } = both()
    const { code, out, err } = await run(['diff', was, now])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^Flow shop\n {2}Where callers go\n/)
    expect(out).toContain(`'welcome': option 2 (the shop) moved to 3  (${join(now, 'shop.yaml')}:27)`)
    expect(out).toContain("desk 'till': when nobody answers, callers now go to 'bye', where the call ends (was voicemail ('message'))")
    expect(out).toContain('What callers hear')
    expect(out).toMatch(/\d+ differences in 1 flow\.\n$/)
  })

  test('takes two files, whatever they are called', async () => {
    const { was } = both()
    const other = folderWith({ 'draft.yaml': changed.replace('flow: shop', 'flow: new shop') })
    const { code, out } = await run(['diff', join(was, 'shop.yaml'), join(other, 'draft.yaml')])
    expect(code).toBe(1)
    expect(out).toContain('the flow "shop" is now called "new shop"')
    expect(out).toContain('option 2 (the shop) moved to 3')
  })

  test('writes Markdown for a pull request, in which the words of authors are only words', async () => {
    const { was } = both()
    const now = folderWith({ 'shop.yaml': changed.replace('You find your order at', '<b>@all</b> *You* find it at') })
    const { out } = await run(['diff', was, now, '--markdown'])
    expect(out).toMatch(/^### shop\n\n\*\*Where callers go\*\*\n\n- /)
    expect(out).toContain('\\<b\\>&#64;all\\</b\\> \\*You\\*')
  })

  test('gives the differences as data', async () => {
    const { was, now } = both()
    const told = JSON.parse((await run(['diff', was, now, '--json'])).out) as unknown
    expect(told).toMatchObject({ flows: [{ flow: 'shop', changes: expect.arrayContaining([expect.objectContaining({ kind: 'option key', step: 'welcome', option: 'the-shop', version: 'new', line: 27 })]) as unknown }] })
  })

  test('finds no difference in comments, order of keys, quotes and places', async () => {
    const { was } = both()
    const same = folderWith({ 'shop.yaml': `# moved\n${shop.replace('slot: order\n    then: look up', 'then: look up\n    slot: "order"')}` })
    expect(await run(['diff', was, same])).toEqual({ code: 0, out: 'Nothing differs.\n', err: '' })
    expect(JSON.parse((await run(['diff', was, same, '--json'])).out)).toMatchObject({ flows: [] })
  })

  test.each([[['diff']], [['diff', 'flows']], [['diff', 'flows', 'flows', 'flows']], [['diff', 'flows', 'no/such/folder']]])('%j is a wrong usage', async (argv) => {
    expect((await run(argv)).code).toBe(2)
  })
})
