// Operators with an account and a session, put into the store as the console would have, and a
// desk's server to serve them.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { hashOf, newSecret } from '../../src/console/access.ts'
import type { Account } from '../../src/staff/account.ts'
import type { Store } from '../../src/store/store.ts'
import type { DeskServer } from './desk-server.ts'

/** Somebody at their desk: one window of a browser with its cookie. */
export type Seat = { id: string; cookie: string; tab: string }

/** Operators of one company, signed in; `skills` of each by their number, from 0. */
export async function crew(
  store: Store,
  tenant: string,
  count: number,
  skills: (k: number) => Record<string, number> = () => ({}),
): Promise<Seat[]> {
  const seats: Seat[] = []
  const at = Date.now()
  for (let k = 0; k < count; k++) {
    const id = `operator-${k}`
    const account: Account = {
      id,
      login: id,
      name: `Operator ${k}`,
      memberships: [{ tenant, role: 'operator' }],
      skills: skills(k),
      languages: [],
      reach: { by: 'browser' },
      createdAt: at,
      hasPassword: false,
      seq: 1,
    }
    await store.addAccount({
      account,
      loginKey: id,
      hash: undefined,
      audit: [{ id: newSecret(), at, ip: '', action: 'person added', object: id, details: {} }],
    })
    const secret = newSecret()
    await store.startSession({
      id: hashOf(secret),
      account: id,
      createdAt: at,
      seenAt: at,
      expiresAt: at + 30 * 86_400_000,
    })
    seats.push({ id, cookie: `callflow=${secret}`, tab: `window-of-${id}` })
  }
  return seats
}

/** Starts the server; `program` is the bundled desk-server. Its errors are given to `told`, a line
 * each. Rejects when it ends before it listens. */
export async function serveDesk(
  program: string | URL,
  args: DeskServer,
  told: (line: string) => void,
): Promise<{ child: ChildProcess; port: number; kill(): Promise<void> }> {
  const child = fork(program, [JSON.stringify(args)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n')
    text = lines.pop() ?? ''
    lines.forEach(told)
  })
  const ended = once(child, 'exit')
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('the server ended before it listened')
    }),
  ])) as [{ port: number }]
  return {
    child,
    port: message.port,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A form as the console's own pages send it. */
export const asForm = (
  origin: string,
  { cookie, tab }: Seat,
  fields: Record<string, string> = {},
): RequestInit => ({
  method: 'POST',
  headers: { cookie, origin, 'sec-fetch-site': 'same-origin' },
  body: new URLSearchParams({ tab, ...fields }),
})

export const asJson = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
