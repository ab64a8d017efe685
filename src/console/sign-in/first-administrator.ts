// The link with which the first administrator is made; there is one at each start as long as there
// is none.
import type { Runtime } from '../../world/runtime.ts'
import { newId } from '../../staff/audit.ts'
import { linkLife } from '../../staff/sign-in-rules.ts'
import { hashOf, newSecret } from '../access.ts'

/** Its path on this server, or undefined when somebody administers already. Only its hash is
 * stored; it lives a day. */
export async function firstLink({
  store,
  now,
}: Pick<Runtime, 'store' | 'now'>): Promise<string | undefined> {
  if (await store.hasAdministrator()) return undefined
  const secret = newSecret()
  await store.addLink(
    { hash: hashOf(secret), purpose: 'first', expiresAt: now() + linkLife.first },
    [
      {
        id: newId(),
        at: now(),
        ip: '',
        action: 'link made',
        details: { purpose: 'first' },
      },
    ],
  )
  return `/console/link/${secret}`
}
