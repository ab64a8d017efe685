import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../src/cli/settings.ts'
import { openStore } from '../../src/cli/open-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { noteInput, startCall, takeTurn } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'
import { folderWith, lines, run, shop } from './run.ts'

const at = Date.parse('2026-03-02T10:00:00Z')

/** A folder with the flow, and a data folder beside it with one call in the store: the order is
 * asked for, found, told. */
async function calledShop(flow = shop, numbers = lines) {
  const dir = folderWith({ 'shop.yaml': flow, 'lines.yaml': numbers })
  const env = { FLOWS_DIR: dir, DATA_DIR: join(dir, '.data') }
  const { config } = await readSettings({ env })
  const store = await openStore(config)
  let now = at
  const runtime = await makeRuntime({
    env,
    flowsDir: dir,
    store,
    now: () => now,
    lookup: (effect) =>
      Promise.resolve({
        type: 'fetched',
        at: now,
        key: effect.key,
        found: true,
        data: { place: 'the harbour' },
      }),
  })
  const machine = runtime.library.current('default', 'shop')
  if (!machine) throw new Error('the flow is not in force')
  const speak = () => 'spoken'
  await startCall(
    runtime,
    { callId: 'CA1', from: '+12025550143', to: '+15005550006', withheld: false, tags: [] },
    { machine, line: { name: 'Shop', tenant: 'default', values: {} } },
    speak,
  )
  now += 4000
  await takeTurn(
    runtime,
    { callId: 'CA1', answers: 1 },
    { type: 'keys', at: now, keys: '1' },
    speak,
  )
  now += 6000
  await takeTurn(
    runtime,
    { callId: 'CA1', answers: 2 },
    { type: 'keys', at: now, keys: '1234' },
    speak,
  )
  await noteInput(runtime, 'CA1', { type: 'hung up', at: now + 1000 })
  return { dir, env, store }
}

describe('callflow replay', () => {
  test('goes through a call step by step, with the lines of the flow, and arrives at the stored session', async () => {
    const { env, store } = await calledShop()
    await store.close()
    const { code, out, err } = await run(['replay', 'CA1'], { env })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Call CA1, flow shop')
    expect(out).toMatch(
      /Turn 1, after 0 seconds: called \+15005550006 from \+12025550143\n {4}shop\.yaml:20: welcome:\n/,
    )
    expect(out).toMatch(/Turn 3, after 10 seconds: pressed 1234, then the lookup answered\n/)
    expect(out).toContain('Your order is at the harbour. Goodbye.')
    expect(out).toContain('The replay arrives at the stored session, byte for byte.')
  })

  test('takes words for what they were taken for, and understands them again with --anew', async () => {
    const { env, store } = await calledShop()
    await store.close()
    const anew = await run(['replay', 'CA1', '--anew'], { env })
    expect(anew.code).toBe(0)
    expect(anew.out).toContain('Understood anew, the call arrives at the stored session')
    // as if the keys had meant something else to the program of then
    const file = new Database(join(env.DATA_DIR, 'callflow.db'))
    file.exec(`update turns set understood = replace(understood, '1234', '4321') where seq = 3;
      update turns set events = replace(replace(events, '"text":"1234"', '"text":"4321"'), '"value":"1234"', '"value":"4321"') where seq = 3;
      update turns set events = replace(events, '"order":"1234"', '"order":"4321"') where seq = 3;
      update calls set session = replace(session, '"1234"', '"4321"')`)
    file.close()
    expect(await run(['replay', 'CA1'], { env })).toMatchObject({ code: 0 })
    const differing = await run(['replay', 'CA1', '--anew'], { env })
    expect(differing.code).toBe(1)
    expect(differing.out).toContain(
      'Turn 3 goes another way when its words are understood anew:\n  it was  {"type":"heard"',
    )
    expect(await run(['replay', '--calls', 'yesterday', '--anew'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--anew is for one call'),
    })
  })

  test('tells that another version goes the same way when only its lines moved', async () => {
    const { dir, env, store } = await calledShop()
    await store.close()
    const moved = folderWith({ 'shop.yaml': `# a comment\n${shop}` })
    const { code, out } = await run(['replay', 'CA1', '--flow', join(moved, 'shop.yaml')], { env })
    expect(out).toMatch(/With version [0-9a-f]{16} the call goes the same way\./)
    expect(out).toContain(`${join(moved, 'shop.yaml')}:21: welcome:`)
    expect(code).toBe(0)
    expect(dir).not.toBe(moved)
  })

  const other: [string, (flow: string) => string, RegExp][] = [
    [
      'says something else',
      (flow) => flow.replace('Your order is at', 'It is at'),
      /Turn 3 goes another way with version [0-9a-f]{16}:\n {2}it was .*Your order is at.*\n {2}now .*It is at/,
    ],
    [
      'asks another lookup',
      (flow) => flow.replaceAll('look up', 'find it'),
      /Turn 3 goes another way/,
    ],
    [
      'leads elsewhere',
      (flow) =>
        flow
          .replace('then: which order', 'then: unknown')
          .replace('needs: [topic]\n    shows: [order]', 'needs: [topic]'),
      /Turn 2 goes another way/,
    ],
  ]
  test.each(other)(
    'shows the first turn that goes another way when the new version %s',
    async (_, change, message) => {
      const { env, store } = await calledShop()
      await store.close()
      const changed = folderWith({ 'shop.yaml': change(shop) })
      const { code, out } = await run(['replay', 'CA1', '--flow', join(changed, 'shop.yaml')], {
        env,
      })
      expect(out).toMatch(message)
      expect(code).toBe(1)
    },
  )

  test('gives the call as data', async () => {
    const { env, store } = await calledShop()
    await store.close()
    const told = JSON.parse((await run(['replay', 'CA1', '--json'], { env })).out) as {
      turns: unknown[]
    }
    expect(told).toMatchObject({ callId: 'CA1', flow: 'shop', sameSession: true })
    expect(told.turns).toHaveLength(3)
  })

  test('opens what was sealed with the key that practice mode made', async () => {
    const { env, store } = await calledShop(
      shop
        .replace('label: Order number', 'label: Order number, private: yes')
        .replace('needs: [topic]\n    shows: [order]', 'needs: [topic]'),
      lines.replace('orders }', 'orders, method: POST }'),
    )
    await store.close()
    const sealed = openSqlite({ file: join(env.DATA_DIR, 'callflow.db') })
    await expect(sealed.turns('CA1')).rejects.toThrow(/CALL_DATA_KEY/)
    await sealed.close()
    const { code, out } = await run(['replay', 'CA1'], { env })
    expect(out).toContain('byte for byte')
    expect(out).toContain('order = •••')
    expect(code).toBe(0)
  })

  test('says so when a call is not known, or its words were erased', async () => {
    const { env, store } = await calledShop()
    await store.erase('default', Date.now() + 1_000_000_000_000)
    await store.close()
    expect(await run(['replay', 'CA2'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('the store has no call "CA2"') as string,
    })
    expect(await run(['replay', 'CA1'], { env })).toMatchObject({
      code: 2,
      err: expect.stringContaining('has been erased') as string,
    })
  })
})

describe('the settings', () => {
  test('make one key in practice mode and find it again, also when several start at once', async () => {
    const env = { DATA_DIR: join(folderWith({}), '.data') }
    const both = await Promise.all([1, 2, 3, 4].map(() => readSettings({ env })))
    const keys = [...both, await readSettings({ env })].map(({ config }) =>
      config.callDataKey?.toString('base64'),
    )
    expect(new Set(keys).size).toBe(1)
    expect(Buffer.from(keys[0] ?? '', 'base64')).toHaveLength(32)
  })

  test('make no key beside a database that others share', async () => {
    const { config } = await readSettings({
      env: {
        DATABASE_URL: 'postgres://localhost/callflow',
        DATA_DIR: join(folderWith({}), '.data'),
      },
    })
    expect(config.callDataKey).toBeUndefined()
  })
})
