// Sets a switch or a closure of a store as somebody at a page would.
import { textsOf, type Switches } from '../../src/call/setting.ts'
import { afterChange } from '../../src/notices/change.ts'
import type { ClosureKey } from '../../src/notices/closure.ts'
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

/** `words` by language; undefined: open. */
export async function setClosure(
  store: Pick<Store, 'closureOf' | 'changeClosure'>,
  key: ClosureKey,
  words: Record<string, string> | undefined,
  { at = 0, until, sendTo }: { at?: number; until?: number; sendTo?: string } = {},
): Promise<void> {
  const on = words !== undefined
  const { seq } = await store.closureOf(key)
  const after = afterChange({ seq }, { on, texts: words ?? {}, until }, { at, by: 'command line' })
  const entry = entryBy('command line', {
    at,
    tenant: key.tenant,
    action: on ? 'closed' : 'opened again',
    details: {},
  })
  if (!(await store.changeClosure({ ...key, ...after, sendTo }, entry)))
    throw new Error('the closure was changed meanwhile')
}
