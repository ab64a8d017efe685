import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run, shop, shopCalls } from './run.ts'

describe('callflow book', () => {
  test('tells all of a flow we ship', async () => {
    const { code, out } = await run(['book', 'flows/juniper/complaints.yaml'])
    expect(code).toBe(0)
    // versions and marks change with every change of the compiler, and places with every line
    expect(
      out
        .replace(/Version \w+/, 'Version …')
        .replace(/\.yaml:\d+/g, '.yaml:…')
        .replace(/<!--[\s\S]*-->/, ''),
    ).toMatchSnapshot()
  })

  test('writes a page that stands alone, with what authors wrote taken for text', async () => {
    const wild = shop
      .replace('label: the shop', 'label: "<b>the</b> \\"shop\\" & -->"')
      .replace('about: A shop', 'about: A <script>alert(1)</script> shop')
    const dir = folderWith({ 'shop.yaml': wild, 'shop.calls.yaml': shopCalls })
    const file = join(dir, 'book.html')
    expect((await run(['book', join(dir, 'shop.yaml'), '--out', file])).code).toBe(0)
    const page = readFileSync(file, 'utf8')
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/<script|<b>|src=|@import|url\(/)
    expect(page).toContain('&lt;b&gt;the&lt;/b&gt;')
    expect(page).toContain('played by scripted calls')
    expect(page).toContain(`href="shop.yaml#L`)
    // one comment, which nothing an author wrote has ended
    expect(page.match(/-->/g)).toHaveLength(1)
    // every link inside the page leads somewhere
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    expect(
      [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.has(id)),
    ).toEqual([])
  })

  test('gives Markdown that tables and lists survive', async () => {
    const wild = shop.replace('label: the shop', 'label: "a | b * c_d [e](f)"')
    const { out } = await run(['book', join(folderWith({ 'shop.yaml': wild }), 'shop.yaml')])
    expect(out).toContain('a \\| b \\* c\\_d \\[e\\](f)')
    for (const row of out.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.endsWith(' |')).toBe(true)
  })

  test('tells which scripts are not as signed, or not as in an older version', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    const flow = join(dir, 'shop.yaml')
    for (const name of ['signed.md', 'signed.html']) {
      writeFileSync(flow, shop)
      await run(['book', flow, '--out', join(dir, name)])
      expect(await run(['book', flow, '--check', join(dir, name)])).toMatchObject({
        code: 0,
        out: 'Every script is as signed.\n',
      })
      writeFileSync(flow, shop.replace('Your order is at', 'Your order waits at'))
      expect(await run(['book', flow, '--check', join(dir, name)])).toMatchObject({
        code: 1,
        out: 'changed  an order\n1 script is not as signed.\n',
      })
    }
    expect(
      await run(['book', flow, '--since', join(folderWith({ 'shop.yaml': shop }), 'shop.yaml')]),
    ).toMatchObject({ code: 1, out: 'changed  an order\n1 script is not as before.\n' })
  })

  test('speaks one of the languages when asked to', async () => {
    const { out } = await run(['book', 'flows/linden/library.yaml', '--language', 'ru-RU'])
    expect(out).toContain('; in ru-RU. ')
    expect(out).not.toContain('- en-GB:')
    // who chooses that language comes first
    expect(out).toContain('#### 1. hello: русский язык (2)')
    expect((await run(['book', 'flows/linden/library.yaml', '--language', 'fr-FR'])).err).toContain(
      'en-GB, ru-RU, be-BY',
    )
  })

  test.each([
    [['book'], 'name one flow'],
    [['book', 'parcels', '--html', '--markdown'], 'not both'],
    [['book', 'parcels', '--check', 'flows/swift/parcels.yaml'], 'is no script book'],
  ])('%j is a wrong usage', async (argv, message) => {
    const { code, err } = await run(argv)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  test('makes no book of a flow with errors', async () => {
    const { code, out } = await run([
      'book',
      join(
        folderWith({ 'shop.yaml': shop.replace('then: which order', 'then: which ordr') }),
        'shop.yaml',
      ),
    ])
    expect(code).toBe(1)
    expect(out).toContain('which ordr')
  })
})
