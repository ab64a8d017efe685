import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hashOf } from '../../src/console/access.ts'
import { firstLink } from '../../src/console/sign-in/first-administrator.ts'
import { lockRule, sessionRule } from '../../src/staff/sign-in-rules.ts'
import type { Account } from '../../src/staff/account.ts'
import { exchange } from '../twilio/server.ts'
import { servePractice, type Served } from './server.ts'
import { employ, goodPassword, visitAs, visitor } from '../practice/visitor.ts'

const live = { TWILIO_AUTH_TOKEN: 'a token for tests', PUBLIC_URL: 'https://calls.example.com' }
const flows = 'test/console/flows'

let served: Served
let clock = 0
beforeAll(async () => {
  served = await servePractice({ flows, later: () => clock })
})
afterAll(() => served.close())
afterEach(() => {
  clock = 0
})

const logOf = async (action: string): Promise<number> =>
  (await served.runtime.store.auditLog({ limit: 1000 })).filter((one) => one.action === action)
    .length
const signIn = (login: string, password = goodPassword, one = visitor(served)) =>
  one.post('/console/sign-in', { login, password })

describe('the first administrator', () => {
  const typed = {
    name: 'Ada <b>',
    login: 'ada',
    password: goodPassword,
    'password-again': goodPassword,
    roles: ['operator', 'administrator', 'root'],
  }

  it('is made by the link, once, and the link is nowhere stored', async () => {
    const path = (await firstLink(served.runtime)) ?? ''
    const second = (await firstLink(served.runtime)) ?? ''
    const one = visitor(served)
    const page = await one.get(path)
    expect(page.status).toBe(200)
    // looking does not use it up, and what is wrong is told without losing what was typed
    const wrong = await one.post(path, {
      ...typed,
      password: 'password1234',
      'password-again': 'x',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Ada &lt;b&gt;"')
    expect(wrong.text).toContain('easily guessed')
    expect(wrong.text).not.toContain('password1234')
    expect(
      (await one.post(path, { ...typed, 'password-again': `${goodPassword} ` })).text,
    ).toContain('not the same')
    expect((await one.post(path, typed)).to).toBe('/console')
    const [account] = await served.runtime.store.accounts()
    expect(account?.memberships.map(({ tenant, role }) => `${role}@${tenant}`)).toEqual([
      'administrator@*',
      'operator@*',
    ])
    expect((await one.get('/console/people')).status).toBe(200)
    for (const dead of [path, second]) {
      expect((await visitor(served).get(dead)).status).toBe(410)
      expect((await visitor(served).post(dead, { ...typed, login: 'eve' })).status).toBe(410)
    }
    expect((await served.runtime.store.accounts()).length).toBe(1)
    expect(await firstLink(served.runtime)).toBeUndefined()
    expect(served.logged.join('')).not.toContain(path.split('/').at(-1))
    expect(await logOf('first administrator made')).toBe(1)
  })

  it('is not made by an old or forged link', async () => {
    let later = 0
    const fresh = await servePractice({ flows, later: () => later })
    const path = (await firstLink(fresh.runtime)) ?? ''
    later = 24 * 3_600_000
    for (const dead of [path, '/console/link/x', `/console/link/${'A'.repeat(43)}`])
      expect((await visitor(fresh).post(dead, typed)).status).toBe(410)
    expect(await fresh.runtime.store.accounts()).toEqual([])
    await fresh.close()
  })
})

describe('signing in', () => {
  it('takes the login in any case, makes a new session each time, and ends the one before', async () => {
    await employ(served, ['operator@rowan'], { id: 'Bea' })
    const one = visitor(served)
    one.cookies.set('callflow', 'A'.repeat(43))
    await signIn('bEA', goodPassword, one)
    const first = one.cookies.get('callflow') ?? ''
    expect(first).toMatch(/^[\w-]{43}$/)
    expect(first).not.toBe('A'.repeat(43))
    expect((await one.get('/console/account')).status).toBe(200)
    await signIn('Bea', goodPassword, one)
    const stolen = visitor(served, new Map([['callflow', first]]))
    expect((await stolen.get('/console/account')).status).toBe(303)
    expect((await one.get('/console/account')).status).toBe(200)
    const kept = visitor(served, new Map(one.cookies))
    expect((await one.post('/console/sign-out')).to).toBe('/console/sign-in?told=signed-out')
    expect(one.cookies.has('callflow')).toBe(false)
    expect((await kept.get('/console/account')).status).toBe(303)
    // the store knows the hash alone
    expect(await served.runtime.store.session(first, 0, 0)).toBeUndefined()
  })

  it.each([
    ['another password', 'Bea', 'wrong'],
    ['a login nobody has', 'nobody', goodPassword],
    ['somebody without a password', 'invited', goodPassword],
    ['somebody disabled', 'gone', goodPassword],
    ['nothing', '', ''],
  ])('refuses %s in the same words', async (_, login, password) => {
    if (!(await served.runtime.store.account('gone'))) {
      await employ(served, [], { id: 'invited', hasPassword: false })
      await employ(served, [], { id: 'gone', disabledAt: 5 })
    }
    const reply = await signIn(login, password)
    expect(reply.status).toBe(403)
    expect(reply.text).toContain('This login and password do not belong together.')
    expect(reply.headers.getSetCookie()).toEqual([])
  })

  it('writes no login into the audit log that nobody has, since it may be a password', async () => {
    await signIn('my-secret-in-the-wrong-field', 'x')
    expect(JSON.stringify(await served.runtime.store.auditLog({ limit: 1000 }))).not.toContain(
      'my-secret',
    )
    expect(served.logged.join('')).not.toContain('my-secret')
  })

  it.each(['locked-one', 'locked-nobody'])(
    'locks %s after ten wrong passwords for a quarter of an hour, also when they come at once',
    async (login) => {
      // the address itself is slowed down too, so each test of locks has a server of its own
      let later = 0
      const fresh = await servePractice({ flows, later: () => later })
      if (login === 'locked-one') await employ(fresh, [], { id: login })
      const tryOnce = (password: string) =>
        visitor(fresh).post('/console/sign-in', { login, password })
      const replies = await Promise.all(Array.from({ length: 14 }, () => tryOnce('wrong')))
      expect(replies.filter(({ text }) => text.includes('do not belong together')).length).toBe(9)
      expect(
        replies.filter(({ text }) => /this login is locked. Try again in 1[45] minutes/.test(text))
          .length,
      ).toBe(5)
      expect((await tryOnce(goodPassword)).text).toContain('this login is locked')
      expect(
        (await fresh.runtime.store.auditLog({ limit: 100 })).filter(
          ({ action }) => action === 'sign-in locked',
        ).length,
      ).toBe(1)
      later = lockRule.length
      expect((await tryOnce(goodPassword)).status).toBe(login === 'locked-one' ? 303 : 403)
      await fresh.close()
    },
  )

  it('slows down an address that tries many logins, and believes nobody who claims another address', async () => {
    const fresh = await servePractice({ flows })
    const statuses = []
    for (let index = 0; index < 42; index++)
      statuses.push(
        (
          await visitor(fresh).post(
            '/console/sign-in',
            { login: `many-${index}`, password: 'x' },
            { 'x-forwarded-for': `192.0.2.${index}` },
          )
        ).status,
      )
    expect(statuses).toEqual([...Array.from({ length: 40 }, () => 403), 429, 429])
    expect((await fresh.runtime.store.auditLog({ limit: 1 }))[0]?.ip).toBe('127.0.0.1')
    await fresh.close()
    const proxied = await servePractice({ flows, env: { TRUST_PROXY: '1' } })
    await visitor(proxied).post(
      '/console/sign-in',
      { login: 'x', password: 'x' },
      { 'x-forwarded-for': '198.51.100.7, 192.0.2.9' },
    )
    expect((await proxied.runtime.store.auditLog({ limit: 1 }))[0]?.ip).toBe('192.0.2.9')
    await proxied.close()
  })

  it.each([
    ['/console/people?x=1', '/console/people?x=1'],
    ['https://evil.example.com/', '/console'],
    ['//evil.example.com', '/console'],
    ['/console/../practice', '/console'],
    ['/console/\\evil', '/console'],
    ['/consolevil', '/console'],
    ['javascript:alert(1)', '/console'],
    ['/console/sign-in%0d%0aset-cookie: x', '/console'],
  ])('goes on to %s only within the console', async (then, to) => {
    await employ(served, [], { id: `then-${to}-${then}` })
    const reply = await visitor(served).post('/console/sign-in', {
      login: `then-${to}-${then}`,
      password: goodPassword,
      then,
    })
    expect(reply.to).toBe(to)
    expect(reply.headers.get('set-cookie')).not.toMatch(/(^|, )set-cookie/)
  })
})

describe('a session', () => {
  let account: Account
  beforeAll(async () => {
    account = await employ(served, ['administrator@*'], { id: 'sessions' })
  })
  const begin = async (): Promise<ReturnType<typeof visitor>> => {
    const one = visitor(served)
    await signIn('sessions', goodPassword, one)
    return one
  }

  it('ends after twelve idle hours, and after seven days whatever happens', async () => {
    const one = await begin()
    clock = sessionRule.idle - 60_000
    expect((await one.get('/console/account')).status).toBe(200)
    // a stream that stays open is not activity
    clock = 2 * sessionRule.idle - 180_000
    expect((await one.get('/console/account', { accept: 'text/event-stream' })).status).toBe(200)
    clock = 2 * sessionRule.idle
    expect((await one.get('/console/account')).status).toBe(303)
    const other = await begin()
    const began = clock
    for (; clock - began < sessionRule.longest - 2 * 3_600_000; clock += 8 * 3_600_000)
      expect((await other.get('/console/account')).status).toBe(200)
    clock = began + sessionRule.longest
    expect((await other.get('/console/account')).status).toBe(303)
  })

  it('loses a role at once, and ends when somebody is disabled', async () => {
    const clerk = await employ(served, ['administrator@rowan'], { id: 'clerk' })
    const one = await visitAs(served, clerk)
    expect((await one.get('/console/people')).status).toBe(200)
    const admin = await begin()
    expect(
      (
        await admin.post('/console/people/clerk', {
          seq: '1',
          name: 'Clerk',
          login: 'clerk',
          by: 'browser',
        })
      ).to,
    ).toBe('/console/people/clerk?told=saved')
    expect((await one.get('/console/people')).status).toBe(403)
    expect((await admin.post('/console/people/clerk/disable', { seq: '2' })).status).toBe(303)
    expect((await one.get('/console/account')).status).toBe(303)
  })

  it('a new password needs the present one, and signs out all others', async () => {
    const [one, other] = [await begin(), await begin()]
    const next = 'seven pale lanterns'
    const send = (present: string, password = next) =>
      one.post('/console/account/password', {
        'password-present': present,
        password,
        'password-again': password,
      })
    expect((await send('wrong')).text).toContain('not your present password')
    expect((await send(goodPassword, 'short')).text).toContain('At least 12 characters')
    expect((await send(goodPassword, 'sessions')).status).toBe(422)
    expect((await send(goodPassword)).to).toBe('/console/account?told=changed')
    expect((await one.get('/console/account?told=changed')).text).toContain(
      'The password is changed',
    )
    expect((await other.get('/console/account')).status).toBe(303)
    expect((await signIn('sessions')).status).toBe(403)
    expect((await signIn('sessions', next)).status).toBe(303)
    expect(account.id).toBe('sessions')
  })

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(5000), "' or 1=1 --", hashOf('x')])(
    'is not begun by a forged cookie',
    async (forged) => {
      expect(
        (
          await visitor(served, new Map([['callflow', encodeURIComponent(forged)]])).get(
            '/console/account',
          )
        ).status,
      ).toBe(303)
    },
  )
})

describe('where requests come from', () => {
  it.each<[string, Record<string, string>, number]>([
    ['its own page', { 'sec-fetch-site': 'same-origin' }, 303],
    ['an old browser on its own page', { 'sec-fetch-site': '', origin: '$own' }, 303],
    [
      'another website',
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.com' },
      403,
    ],
    ['a neighbour of the same domain', { 'sec-fetch-site': 'same-site', origin: '$own' }, 403],
    [
      'an old browser on another website',
      { 'sec-fetch-site': '', origin: 'https://evil.example.com' },
      403,
    ],
    ['a page without an origin', { 'sec-fetch-site': '', origin: 'null' }, 403],
    ['a program that says nothing', { 'sec-fetch-site': '', origin: '' }, 403],
  ])('a change from %s', async (_, headers, status) => {
    const account = await employ(served, [])
    const one = await visitAs(served, account)
    const given = Object.fromEntries(
      Object.entries({ ...headers, origin: headers.origin ?? '$own' })
        .map(([name, value]) => [name, value === '$own' ? served.origin : value])
        .filter(([, value]) => value !== ''),
    )
    const reply = await exchange(
      `${served.origin}/console/sign-out`,
      {
        ...given,
        cookie: `callflow=${one.cookies.get('callflow') ?? ''}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      '',
    )
    expect(reply.status).toBe(status)
    expect((await one.get('/console/account')).status).toBe(status === 303 ? 303 : 200)
  })

  it('a page asked for under a name that is not ours is not shown', async () => {
    const reply = await exchange(
      `${served.origin}/console/sign-in`,
      { host: 'rebound.example.com' },
      '',
      'GET',
    )
    expect(reply.status).toBe(403)
    expect(reply.body).toContain('PUBLIC_URL')
  })

  it('on a live server the console is there, by PUBLIC_URL and for https alone, and the practice phone is not', async () => {
    const there = await servePractice({ flows, env: live })
    await employ(there, ['operator@rowan'], { id: 'liv' })
    const host = { host: 'calls.example.com' }
    expect((await exchange(`${there.origin}/console/sign-in`, host, '', 'GET')).status).toBe(200)
    expect(
      (await exchange(`${there.origin}/console/sign-in`, { host: 'other.example.com' }, '', 'GET'))
        .status,
    ).toBe(403)
    expect((await exchange(`${there.origin}/`, host, '', 'GET')).status).toBe(404)
    const form = { ...host, 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ login: 'liv', password: goodPassword }).toString()
    const reply = await exchange(
      `${there.origin}/console/sign-in`,
      { ...form, origin: 'https://calls.example.com' },
      body,
    )
    expect(reply.status).toBe(303)
    expect(reply.headers['set-cookie']?.[0]).toMatch(
      /^__Host-callflow=[\w-]{43}; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(
      (
        await exchange(
          `${there.origin}/console/sign-in`,
          { ...form, origin: 'https://other.example.com' },
          body,
        )
      ).status,
    ).toBe(403)
    await there.close()
  })
})

describe('what is sent', () => {
  it.each<[string, string, Record<string, string>, number]>([
    ['too much', `login=${'x'.repeat(40_000)}`, {}, 413],
    [
      'too many fields',
      Array.from({ length: 600 }, (_, index) => `f${index}=1`).join('&'),
      {},
      413,
    ],
    ['compressed', 'x', { 'content-encoding': 'gzip' }, 400],
    [
      'another alphabet',
      'login=x',
      { 'content-type': 'application/x-www-form-urlencoded; charset=utf-7' },
      400,
    ],
    ['JSON', '{"login":{"a":1}}', { 'content-type': 'application/json' }, 403],
    [
      'fields that are objects',
      'login[a]=1&__proto__=x&constructor=y&password=a&password=b',
      {},
      403,
    ],
    ['control characters', 'login=a%00b%0d%0a&password=x', {}, 403],
  ])('%s is refused in plain words', async (_, body, headers, status) => {
    const reply = await visitor(served).post('/console/sign-in', body, headers)
    expect(reply.status).toBe(status)
    expect(reply.text).toContain('<h1>')
    expect(reply.text).not.toMatch(/\bat .*\.[jt]s:\d/)
  })

  it('pages take nothing from elsewhere, are kept nowhere, and every script and style is ours', async () => {
    const one = await visitAs(served, await employ(served, ['administrator@*']))
    for (const path of [
      '/console/sign-in?signed-out',
      '/console/people',
      '/console/people/new',
      '/console/audit',
      '/console/account',
      '/console/nothing',
    ]) {
      const { headers, text } = await (path.endsWith('signed-out') ? visitor(served) : one).get(
        path,
      )
      const policy = headers.get('content-security-policy') ?? ''
      for (const part of [
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
      ])
        expect(policy).toContain(part)
      expect(policy).not.toContain('unsafe')
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
      expect(
        text
          .match(/<(?:script|link rel="stylesheet")[^>]*>/g)
          ?.every((tag) => tag.includes(`nonce="${nonce}"`)),
      ).toBe(true)
      expect(text).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\/|\son\w+=|style="/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    }
    const script =
      /src="(\/console\/assets\/[^"]+)"/.exec((await one.get('/console/people')).text)?.[1] ?? ''
    const asset = await visitor(served).get(script)
    expect([asset.status, asset.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ])
    expect((await visitor(served).get(script.replace(/-[0-9a-f]+/, '-0000'))).status).toBe(404)
  })

  it('a part of a page asked for without a session leads the whole page to the sign-in', async () => {
    const reply = await visitor(served).get('/console/people', { 'hx-request': 'true' })
    expect([reply.status, reply.headers.get('hx-redirect')]).toEqual([401, '/console/sign-in'])
  })
})

describe('the language', () => {
  it("is the account's, else what was chosen in this browser, else what the browser asks for", async () => {
    const one = visitor(served)
    const langOf = async (headers: Record<string, string> = {}): Promise<string | undefined> =>
      /<html lang="(\w+)"/.exec((await one.get('/console/sign-in', headers)).text)?.[1]
    expect(await langOf()).toBe('en')
    expect(await langOf({ 'accept-language': 'be-BY,ru;q=0.8' })).toBe('be')
    expect(await langOf({ 'accept-language': 'fr' })).toBe('en')
    expect(
      (await one.post('/console/language', { language: 'ru', back: '/console/sign-in' })).to,
    ).toBe('/console/sign-in')
    expect(await langOf({ 'accept-language': 'be' })).toBe('ru')
    const account = await employ(served, [])
    const signed = await visitAs(served, account)
    await signed.post('/console/language', { language: 'be', back: '//evil' })
    expect((await served.runtime.store.account(account.id))?.language).toBe('be')
    expect((await signed.get('/console/account')).text).toContain('Мой уліковы запіс')
  })
})
