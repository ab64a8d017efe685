// A visitor of the console: a browser's cookies and headers, without the browser.
import type { Account } from '../../src/staff/account.ts'
import { foldLogin } from '../../src/staff/account.ts'
import type { Membership, Role } from '../../src/staff/permissions.ts'
import { hashPassword } from '../../src/console/sign-in/password.ts'
import { hashOf, newSecret } from '../../src/console/access.ts'
import type { Served } from '../console/server.ts'

export const goodPassword = 'tunnel window 42 ash'
const hash = hashPassword(goodPassword)

type Sent = { status: number; text: string; headers: Headers; to: string | undefined }

export type Visitor = {
  get(path: string, headers?: Record<string, string>): Promise<Sent>
  /** The status of a reply that does not end. */
  begin(path: string): Promise<number>
  post(
    path: string,
    fields?: Record<string, string | string[]> | string,
    headers?: Record<string, string>,
  ): Promise<Sent>
  cookies: Map<string, string>
}

export function visitor(
  { origin }: Pick<Served, 'origin'>,
  cookies = new Map<string, string>(),
): Visitor {
  const send = async (path: string, init: RequestInit): Promise<Sent> => {
    const response = await fetch(origin + path, {
      ...init,
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.headers as Record<string, string>),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: response.status,
      text: await textOf(response),
      headers: response.headers,
      to: response.headers.get('location') ?? undefined,
    }
  }
  return {
    cookies,
    async begin(path) {
      const stop = new AbortController()
      const { status } = await fetch(origin + path, {
        redirect: 'manual',
        signal: stop.signal,
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
      stop.abort()
      return status
    },
    get: (path, headers = {}) => send(path, { headers }),
    post(path, fields = {}, headers = {}) {
      const body =
        typeof fields === 'string'
          ? fields
          : new URLSearchParams(
              Object.entries(fields).flatMap(([name, values]) =>
                [values].flat().map((value): [string, string] => [name, value]),
              ),
            )
      return send(path, {
        method: 'POST',
        body,
        headers: {
          'sec-fetch-site': 'same-origin',
          origin,
          ...(typeof fields === 'string' && {
            'content-type': 'application/x-www-form-urlencoded',
          }),
          ...headers,
        },
      })
    },
  }
}

/** A stream never ends, so nothing of it is read. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

let people = 0

/** Somebody who works here, with `goodPassword`. `roles` are `role@company`. */
export async function employ(
  { runtime }: Pick<Served, 'runtime'>,
  roles: string[],
  over: Partial<Account> = {},
): Promise<Account> {
  const id = over.id ?? `person-${++people}`
  const memberships = roles.map((one): Membership => ({
    role: one.split('@')[0] as Role,
    tenant: one.split('@')[1] ?? '',
  }))
  const account: Account = {
    id,
    login: id,
    name: `Person ${id}`,
    memberships,
    skills: {},
    languages: [],
    reach: { by: 'browser' },
    createdAt: runtime.now(),
    hasPassword: true,
    seq: 1,
    ...over,
  }
  const kept = await runtime.store.addAccount({
    account,
    loginKey: foldLogin(account.login),
    hash: account.hasPassword ? await hash : undefined,
    audit: [
      {
        id: newSecret(),
        at: runtime.now(),
        ip: '',
        action: 'person added',
        object: id,
        details: {},
      },
    ],
  })
  if (kept !== 'kept') throw new Error(kept)
  return account
}

/** Somebody's visit, signed in. */
export async function visitAs(served: Served, account: Account): Promise<Visitor> {
  const one = visitor(served)
  const secret = newSecret()
  const at = served.runtime.now()
  await served.runtime.store.startSession({
    id: hashOf(secret),
    account: account.id,
    createdAt: at,
    seenAt: at,
    expiresAt: at + 3_600_000,
  })
  one.cookies.set(
    served.runtime.config.publicUrl?.startsWith('https:') ? '__Host-callflow' : 'callflow',
    secret,
  )
  return one
}
