import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSince } from '../../src/cli/since.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { openStore } from '../../src/cli/open-store.ts'
import { noteInput, startCall, takeTurn } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'
import { folderWith, lines, run, shop } from './run.ts'

const begun = Date.parse('2026-03-02T10:00:00Z')

/** A folder with the flow and a store with calls made by the real engine: each presses or says one
 * thing after the other. */
async function called(calls: Record<string, string[]>) {
  const dir = folderWith({ 'shop.yaml': shop, 'lines.yaml': lines })
  const env = { FLOWS_DIR: dir, DATA_DIR: join(dir, '.data') }
  const { config } = await readSettings({ env })
  const store = await openStore(config)
  let now = begun
  const asked: string[] = []
  const runtime = await makeRuntime({
    env,
    flowsDir: dir,
    store,
    now: () => now,
    lookup: (effect) => {
      asked.push(effect.key)
      return Promise.resolve({
        type: 'fetched',
        at: now,
        key: effect.key,
        found: true,
        data: { place: 'the harbour' },
      })
    },
  })
  const machine = runtime.library.current('default', 'shop')
  if (!machine) throw new Error('the flow is not in force')
  const speak = () => 'spoken'
  for (const [callId, acts] of Object.entries(calls)) {
    now += 60_000
    await startCall(
      runtime,
      { callId, from: '+12025550143', to: '+15005550006', withheld: false, tags: [] },
      { machine, line: { name: 'Shop', tenant: 'default', values: {} } },
      speak,
    )
    for (const [index, act] of acts.entries()) {
      now += 4000
      await takeTurn(
        runtime,
        { callId, answers: index + 1 },
        /^\d+$/.test(act)
          ? { type: 'keys', at: now, keys: act }
          : { type: 'speech', at: now, alternatives: [{ text: act, confidence: 0.95 }] },
        speak,
      )
    }
    await noteInput(runtime, callId, { type: 'hung up', at: now + 1000 })
  }
  return { env, store, asked }
}

const draftOf = (...edits: [string, string][]): string =>
  join(
    folderWith({
      'shop.yaml': edits.reduce((source, [from, to]) => source.replace(from, to), shop),
    }),
    'shop.yaml',
  )

const calls = {
  CA1: ['1', '1234'],
  CA2: ['2'],
  CA3: ['2'],
  CA4: ['an order', '1234'],
  CA5: ['1', '4321'],
}

describe('callflow replay --calls', () => {
  test('finds that a draft in which only words changed leaves all calls as they were', async () => {
    const { env, store } = await called(calls)
    await store.close()
    const { code, out, err } = await run(
      [
        'replay',
        '--calls',
        '2026-03-01',
        '--flow',
        draftOf(['Which order is it?', 'Which order do you mean?']),
      ],
      { env },
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('5 calls of flow shop since 2026-03-01 00:00.')
    expect(out).toMatch(
      /by meaning +5 +0 +0 +0\nby raw words and keys +5 +0 +0 +0\nby key +5 +0 +0 +0\n/,
    )
  })

  test('counts the habitual callers who would be misrouted, and asks nothing of the outside', async () => {
    const { env, store, asked } = await called(calls)
    await store.close()
    const before = asked.length
    const [order, other] = [
      '      - label: an order\n        key: 1\n        set: { topic: order }\n        then: which order\n',
      '      - label: the shop\n        key: 2\n        then: till\n',
    ]
    const swapped = draftOf([
      `${order}${other}`,
      `${other}${order}`
        .replace('key: 2', 'key: 9')
        .replace('key: 1', 'key: 2')
        .replace('key: 9', 'key: 1'),
    ])
    const { code, out } = await run(['replay', '--calls', '2026-03-02 08:00', '--flow', swapped], {
      env,
    })
    expect(code).toBe(1)
    expect(out).toMatch(
      /by meaning +5 +0 +0 +0\nby raw words and keys +1 +0 +4 +0\nby key +1 +0 +4 +0/,
    )
    expect(out).toContain(
      "2 callers pressed 1 at 'welcome' for \"an order\": would now come to the desk 'till' (was 'which order')  CA1, CA5",
    )
    expect(asked).toHaveLength(before)
  })

  test('shows what was said only where it is asked for', async () => {
    const { env, store } = await called(calls)
    await store.close()
    const draft = draftOf(
      ['        then: which order', '        then: till'],
      ['    shows: [order]\n', ''],
    )
    const plain = (await run(['replay', '--calls', '2026-03-01', '--flow', draft], { env })).out
    expect(plain).toContain(
      "choosing \"an order\" at 'welcome': now the desk 'till' (was 'which order')",
    )
    expect(plain).not.toMatch(/an order\b(?!")|Which order|harbour|1234/)
    const { out } = await run(['replay', '--calls', '2026-03-01', '--flow', draft, '--words'], {
      env,
    })
    expect(out).toMatch(/turn 2, the caller (pressed 1|said "an order")/)
    expect(out).toContain('then: Which order is it?')
  })

  test('counts calls that cannot be replayed any more', async () => {
    const { env, store } = await called(calls)
    await store.erase('default', begun + 150_000)
    await store.close()
    const { code, out } = await run(['replay', '--calls', '2026-03-01', '--flow', draftOf()], {
      env,
    })
    expect(out).toMatch(/Not replayed: \d because what was said was erased\./)
    expect(code).toBe(0)
    const told = JSON.parse(
      (await run(['replay', '--calls', '2026-03-01', '--flow', draftOf(), '--json'], { env })).out,
    ) as { calls: number; left: { erased: number }; counts: { meaning: { same: number } } }
    expect(told.left.erased).toBeGreaterThan(0)
    expect(told.counts.meaning.same + told.left.erased).toBe(told.calls)
  })

  test('says so when a lookup is asked what it was never asked', async () => {
    const { env, store } = await called(calls)
    await store.close()
    const { out } = await run(
      [
        'replay',
        '--calls',
        '2026-03-01',
        '--flow',
        draftOf(
          [
            'request: order state\n    with: { order: "{{ order }}" }',
            'request: order state\n    with: { order: "{{ order }}", who: "{{ caller.number }}" }',
          ],
          ['takes: [order]', 'takes: [order, who]'],
        ),
      ],
      { env },
    )
    expect(out).toContain('3 requests of "order state" at \'look up\'')
  })

  test.each([
    [['--calls', 'yesterday']],
    [['--calls', 'soon', '--flow', 'flows/swift/parcels.yaml']],
    [['CA1', '--calls', 'yesterday', '--flow', 'flows/swift/parcels.yaml']],
  ])('%j is a wrong usage', async (argv) => {
    const dir = folderWith({})
    expect(await run(['replay', ...argv], { env: { DATA_DIR: join(dir, '.data') } })).toMatchObject(
      { code: 2, out: '' },
    )
  })
})

describe('since when', () => {
  const now = Date.parse('2026-03-10T15:30:00Z')
  test.each([
    ['today', '2026-03-10T04:00:00Z'],
    ['yesterday', '2026-03-09T04:00:00Z'],
    ['2026-03-01', '2026-03-01T05:00:00Z'],
    ['2026-03-01 08:15', '2026-03-01T13:15:00Z'],
    ['7 days', '2026-03-03T15:30:00Z'],
    ['90 minutes', '2026-03-10T14:00:00Z'],
  ])("%s is told in the flow's zone", (written, expected) => {
    // on 8 March 2026 New York turned to summer time
    expect(readSince('--calls', written, 'America/New_York', now)).toBe(Date.parse(expected))
  })
})
