import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { calledShop } from './called.ts'
import { folderWith, lines, run, shop } from './run.ts'

const changed = shop
  .replace(
    '      - label: the shop\n        key: 2',
    '      - label: a complaint\n        key: 2\n        then: till\n      - label: the shop\n        key: 3',
  )
  .replace('failed: till', 'failed: unknown')
  .replace('Your order is at', 'You find your order at')

const both = () => ({
  was: folderWith({ 'shop.yaml': shop, 'lines.yaml': lines }),
  now: folderWith({ 'shop.yaml': changed, 'lines.yaml': lines }),
})

describe('callflow diff', () => {
  test('tells in sentences what differs, by subject, with the lines of the new version', async () => {
    const { was, now } = both()
    const { code, out, err } = await run(['diff', was, now])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^Flow shop\n {2}Where callers go\n/)
    expect(out).toContain(
      `'welcome': option 2 (the shop) moved to 3; who presses 2 now gets "a complaint"  (${join(now, 'shop.yaml')}:30)`,
    )
    expect(out).toContain(
      "'look up': when the lookup fails, callers now go to 'unknown', then the desk 'till' (was the desk 'till')",
    )
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
    const now = folderWith({
      'shop.yaml': changed.replace('You find your order at', '<b>@all</b> *You* find it at'),
    })
    const { out } = await run(['diff', was, now, '--markdown'])
    expect(out).toMatch(/^### shop\n\n\*\*Where callers go\*\*\n\n- /)
    expect(out).toContain('\\<b\\>&#64;all\\</b\\> \\*You\\*')
  })

  test('gives the differences as data', async () => {
    const { was, now } = both()
    const told = JSON.parse((await run(['diff', was, now, '--json'])).out) as unknown
    expect(told).toMatchObject({
      flows: [
        {
          flow: 'shop',
          changes: expect.arrayContaining([
            expect.objectContaining({
              kind: 'option key',
              step: 'welcome',
              option: 'the-shop',
              version: 'new',
              line: 30,
            }),
          ]) as unknown,
        },
      ],
    })
  })

  test('finds no difference in comments, order of keys, quotes and places', async () => {
    const { was } = both()
    const same = folderWith({
      'shop.yaml': `# moved\n${shop.replace('slot: order\n    then: look up', 'then: look up\n    slot: "order"')}`,
    })
    expect(await run(['diff', was, same])).toEqual({ code: 0, out: 'Nothing differs.\n', err: '' })
    expect(JSON.parse((await run(['diff', was, same, '--json'])).out)).toMatchObject({ flows: [] })
  })

  test('compares what is written where one side has errors, and says so', async () => {
    const { was } = both()
    const now = folderWith({ 'shop.yaml': changed.replace('then: which order', 'then: nowhere') })
    const { code, out } = await run(['diff', was, now])
    expect(code).toBe(1)
    expect(out).toContain(
      'The new version has errors (see callflow check), so only what is written is compared.',
    )
    expect(out).toContain('option 2 (the shop) moved to 3')
  })

  test('tells of the calls in progress whether their places are in the new version', async () => {
    const { dir, env, store } = await calledShop({ keys: ['1'] })
    await store.close()
    const live = async (flow: string) => {
      writeFileSync(join(dir, 'shop.yaml'), flow)
      return run(['diff', '--live'], { env })
    }
    expect(await live(shop)).toEqual({
      code: 0,
      err: '',
      out: 'Flow shop: 1 call in progress: 1 on this version already.\n',
    })
    expect(await live(shop.replaceAll('which order', 'what order'))).toMatchObject({
      code: 0,
      out: 'Flow shop: 1 call in progress: 1 at places that are in the new version too.\n',
    })
    expect(
      await live(
        shop.replace(
          '    ask: Which order is it? Please key in four digits.\n    slot: order\n    then: look up',
          '    set: { order: "1234" }\n    then: look up',
        ),
      ),
    ).toMatchObject({
      code: 1,
      out: "Flow shop: 1 call in progress: 1 at 'which order', which is gone. They finish on the version they began with.\n",
    })
    expect(await live('flow: broken')).toMatchObject({
      code: 0,
      out: expect.stringContaining('the new version has no such flow without errors') as string,
    })
    expect(JSON.parse((await run(['diff', '--live', '--json'], { env })).out)).toMatchObject({
      flows: [{ flow: 'shop', calls: 1 }],
    })
  })

  test('tells that no call is in progress', async () => {
    const dir = folderWith({ 'shop.yaml': shop })
    expect(
      await run(['diff', '--live', dir], { env: { DATA_DIR: join(dir, '.data') } }),
    ).toMatchObject({ code: 0, out: 'No call is in progress.\n' })
  })

  test.each([
    [['diff', '--live', 'flows', 'flows']],
    [['diff']],
    [['diff', 'flows']],
    [['diff', 'flows', 'flows', 'flows']],
    [['diff', 'flows', 'no/such/folder']],
  ])('%j is a wrong usage', async (argv) => {
    expect((await run(argv)).code).toBe(2)
  })
})
