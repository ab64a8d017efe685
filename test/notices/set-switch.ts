// Sets a switch of a store as somebody at a page would.
import { textsOf, type Switches } from '../../src/call/setting.ts'
import { afterChange } from '../../src/notices/change.ts'
import type { SwitchKey } from '../../src/notices/switch.ts'
import { entryBy } from '../../src/staff/audit.ts'
import type { Store } from '../../src/store/store.ts'

/** `words` as a scripted call has them; undefined: off. */
export async function setSwitch(
  store: Pick<Store, 'switchOf' | 'changeSwitch'>,
  key: SwitchKey,
  words: Switches[string] | undefined,
  { at = 0, until }: { at?: number; until?: number } = {},
): Promise<void> {
  const on = words !== undefined && words !== 'off'
  const wish = { on, texts: words === undefined ? {} : textsOf(words), until }
  const after = afterChange(await store.switchOf(key), wish, { at, by: 'practice phone' })
  const action = on ? 'switched on' : 'switched off'
  const entry = entryBy('practice phone', { at, tenant: key.tenant, action, details: {} })
  if (!(await store.changeSwitch({ ...key, ...after }, entry)))
    throw new Error(`the switch ${key.name} was changed meanwhile`)
}
