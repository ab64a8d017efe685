// A folder with the shop's flow, and a store beside it with a call the real engine has taken.
import { join } from 'node:path'
import { readSettings } from '../../src/cli/settings.ts'
import { openStore } from '../../src/cli/open-store.ts'
import { startCall, takeTurn } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'
import { folderWith, lines, shop } from './run.ts'

const begun = Date.parse('2026-03-02T10:00:00Z')

/** The call goes on: `keys` are pressed one after the other, and nobody hangs up. */
export async function calledShop({ keys }: { keys: string[] }) {
  const dir = folderWith({ 'shop.yaml': shop, 'lines.yaml': lines })
  const env = { FLOWS_DIR: dir, DATA_DIR: join(dir, '.data') }
  const { config } = await readSettings({ env })
  const store = await openStore(config)
  let now = begun
  const runtime = await makeRuntime({ env, flowsDir: dir, store, now: () => now })
  const machine = runtime.library.current('default', 'shop')
  if (!machine) throw new Error('the flow is not in force')
  const speak = () => 'spoken'
  await startCall(
    runtime,
    { callId: 'CA1', from: '+12025550143', to: '+15005550006', withheld: false, tags: [] },
    { machine, line: { name: 'Shop', tenant: 'default', values: {} } },
    speak,
  )
  for (const [index, pressed] of keys.entries()) {
    now += 4000
    await takeTurn(
      runtime,
      { callId: 'CA1', answers: index + 1 },
      { type: 'keys', at: now, keys: pressed },
      speak,
    )
  }
  return { dir, env, store }
}
