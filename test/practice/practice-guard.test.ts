import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from '../twilio/server.ts'
import { servePractice, type Served } from '../console/server.ts'

const json = { 'content-type': 'application/json' }
const call = JSON.stringify({ line: '+15005550006', from: '+12025550147' })

let served: Served
beforeAll(async () => {
  served = await servePractice()
})
afterAll(() => served.close())

describe('who may use the practice phone', () => {
  it.each<[string, string, number]>([
    ['this machine by name', 'localhost:3000', 200],
    ['this machine by number', '127.0.0.1', 200],
    ['this machine by IPv6', '[::1]:3000', 200],
    ['a name made to point here', 'rebound.example.com', 403],
    ['a name that looks like a number of ours', '127.0.0.1.example.com', 403],
    ['a name that begins like one', '127.example.com:3000', 403],
    ['another number', '192.0.2.7:3000', 403],
    ['two hosts', 'localhost, example.com', 403],
  ])('the page asked for as %s', async (_, host, status) => {
    expect((await exchange(`${served.origin}/`, { host }, '', 'GET')).status).toBe(status)
    expect(
      (await exchange(`${served.origin}/practice/phone.css`, { host }, '', 'GET')).status,
    ).toBe(status)
  })

  it.each<[string, string, number]>([
    ['itself', 'http://localhost:3000', 201],
    ['another website', 'https://example.com', 403],
    ['another program on this machine', 'http://localhost:4000', 403],
    ['a page without an origin of its own', 'null', 403],
  ])('a call begun from %s', async (_, origin, status) => {
    expect(
      (
        await exchange(
          `${served.origin}/practice/calls`,
          { ...json, host: 'localhost:3000', origin },
          call,
        )
      ).status,
    ).toBe(status)
  })

  it.each<[string, Record<string, string>, string, number]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'line=1', 415],
    ['plain text', { 'content-type': 'text/plain' }, call, 415],
    ['broken JSON', json, '{"line":', 400],
    ['too much', json, JSON.stringify({ line: 'x'.repeat(9000) }), 413],
    ['compressed', { ...json, 'content-encoding': 'gzip' }, call, 415],
  ])('%s is refused in JSON', async (_, headers, body, status) => {
    const reply = await exchange(`${served.origin}/practice/calls`, headers, body)
    expect(reply.status).toBe(status)
    expect(JSON.parse(reply.body)).toEqual({ error: expect.any(String) as string })
  })

  it('the page takes nothing from elsewhere', async () => {
    const response = await fetch(served.origin)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const page = await response.text()
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
    expect(
      page
        .match(/<(?:script|link rel="stylesheet")[^>]*>/g)
        ?.every((tag) => tag.includes(`nonce="${nonce}"`)),
    ).toBe(true)
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    expect((await fetch(served.origin)).headers.get('content-security-policy')).not.toBe(policy)
  })
})

describe('outside practice on this machine', () => {
  it.each(['/', '/practice/phone.js', '/practice/calls/practice-00000000000000000000000000000000'])(
    'a live server has no %s',
    async (path) => {
      const live = await servePractice({
        env: { TWILIO_AUTH_TOKEN: 'a token for tests', PUBLIC_URL: 'https://calls.example.com' },
      })
      const response = await fetch(live.origin + path)
      expect([response.status, await response.text()]).toEqual([404, 'not found\n'])
      expect((await exchange(`${live.origin}/practice/calls`, json, call)).status).toBe(404)
      await live.close()
    },
  )

  it('a practice phone shown to others answers to any name, but still to no other website', async () => {
    const shown = await servePractice({ env: { PRACTICE: 'public' } })
    expect(
      (await exchange(`${shown.origin}/`, { host: 'demo.example.com' }, '', 'GET')).status,
    ).toBe(200)
    expect(
      (
        await exchange(
          `${shown.origin}/practice/calls`,
          { ...json, host: 'demo.example.com', origin: 'https://demo.example.com' },
          call,
        )
      ).status,
    ).toBe(201)
    expect(
      (
        await exchange(
          `${shown.origin}/practice/calls`,
          { ...json, host: 'demo.example.com', origin: 'https://example.com' },
          call,
        )
      ).status,
    ).toBe(403)
    await shown.close()
  })
})
