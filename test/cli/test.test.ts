import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderWith, run, shop, shopCalls } from './run.ts'

describe('callflow test', () => {
  test('plays the shipped calls as written and reaches every step by every way', async () => {
    const { code, out, err } = await run(['test', 'flows', '--coverage', '100'])
    expect({ code, err, short: out.match(/reached (?!100)\d+ %/g) }).toEqual({
      code: 0,
      err: '',
      short: null,
    })
  })

  test('names the line of what did not come as written, and what came instead', async () => {
    const dir = folderWith({
      'shop.yaml': shop,
      'shop.calls.yaml': shopCalls.replace('at the depot', 'at the harbour'),
    })
    const { code, out } = await run(['test', dir])
    expect(code).toBe(1)
    expect(out).toContain(`${join(dir, 'shop.calls.yaml')}:3: call "asks where an order is"`)
    expect(out).toContain(
      `${join(dir, 'shop.calls.yaml')}:10:9: expected "Your order is at the harbour", but heard "Your order is at the depot. Goodbye."`,
    )
    expect(out).toMatch(/1 call: 0 as written, 1 not/)
  })

  test('names the lines of steps and ways that no call reached', async () => {
    const dir = folderWith({ 'shop.yaml': shop, 'shop.calls.yaml': shopCalls })
    const { code, out } = await run(['test', dir])
    expect(code).toBe(0)
    const line = (text: string) => shop.split('\n').findIndex((one) => one.includes(text)) + 1
    expect(out).toContain(
      `${join(dir, 'shop.yaml')}:${line('  message:')}: no call enters "message"`,
    )
    expect(out).toContain(
      `${join(dir, 'shop.yaml')}:${line('not found: unknown')}: no call leaves "look up" by "not found"`,
    )
    expect(out).not.toContain('leaves "look up" by "then"')
  })

  test('fails when less is reached than was asked for', async () => {
    const dir = folderWith({ 'shop.yaml': shop, 'shop.calls.yaml': shopCalls })
    const reached = Number(/reached (\d+) %/.exec((await run(['test', dir])).out)?.[1])
    expect((await run(['test', dir, '--coverage', String(reached)])).code).toBe(0)
    expect((await run(['test', dir, '--coverage', String(reached + 1)])).code).toBe(1)
  })

  test('tells the same as data', async () => {
    const dir = folderWith({
      'shop.yaml': shop,
      'shop.calls.yaml': shopCalls.replace('"1234" }', '"9999" }'),
    })
    const { code, out } = await run(['test', dir, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      calls: 1,
      failed: 1,
      files: [
        {
          flow: { name: 'shop' },
          calls: [
            {
              call: 'asks where an order is',
              asWritten: false,
              mismatches: [
                { line: 11, message: 'expected "9999" in slot "order", but found "1234"' },
              ],
            },
          ],
          coverage: {
            missed: expect.arrayContaining([
              expect.objectContaining({ step: 'look up', way: 'failed' }),
            ]) as unknown,
          },
        },
      ],
    })
  })

  test('a flow named stands for the calls beside it', async () => {
    const dir = folderWith({
      'shop.yaml': shop,
      'shop.calls.yaml': shopCalls,
      'other.yaml': shop.replace('flow: shop', 'flow: other'),
      'other.calls.yaml': shopCalls.replace('shop.yaml', 'other.yaml'),
    })
    expect((await run(['test', join(dir, 'shop.yaml')])).out).toMatch(/^1 call:/m)
    expect((await run(['test', join(dir, 'other.calls.yaml')])).out).toMatch(/^1 call:/m)
    expect((await run(['test', dir])).out).toMatch(/^2 calls:/m)
  })

  const faults: [string, Record<string, string>, RegExp][] = [
    [
      'the flow it names is missing',
      { 'shop.calls.yaml': shopCalls },
      /there is no flow "shop.yaml" beside this file/,
    ],
    [
      'the flow has errors',
      {
        'shop.yaml': shop.replace('then: which order', 'then: nowhere'),
        'shop.calls.yaml': shopCalls,
      },
      /nowhere/,
    ],
    [
      'an act is misspelt',
      { 'shop.yaml': shop, 'shop.calls.yaml': shopCalls.replace('- keys:', '- kesy:') },
      /"kesy" is not a key of a talk.*\n.*\n.*\n.*did you mean "keys"\?/,
    ],
    [
      'a lookup is misspelt',
      {
        'shop.yaml': shop,
        'shop.calls.yaml': shopCalls.replace(
          '    talk:',
          '    lookups: { order stat: failed }\n    talk:',
        ),
      },
      /the flow has no lookup "order stat".*\n.*\n.*\n.*did you mean "order state"\?/,
    ],
    [
      'an answer lacks a field',
      {
        'shop.yaml': shop,
        'shop.calls.yaml': shopCalls.replace(
          '    talk:',
          '    lookups: { order state: { where: here } }\n    talk:',
        ),
      },
      /an answer of "order state" has "place" too/,
    ],
  ]
  test.each(faults)('reports it when %s', async (_, files, message) => {
    const { code, out } = await run(['test', folderWith(files)])
    expect(out).toMatch(message)
    expect(code).toBe(1)
  })

  test('says where scripted calls belong when there are none', async () => {
    expect(await run(['test', folderWith({ 'shop.yaml': shop })])).toMatchObject({
      code: 0,
      out: expect.stringContaining('*.calls.yaml') as string,
    })
  })
})
