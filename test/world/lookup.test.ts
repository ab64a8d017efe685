// Lookups against a real server: what is sent, what counts as an answer, and which addresses are
// never asked.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect } from '../../src/call/event.ts'
import { askLookup, sendNotice, type Address } from '../../src/world/lookup.ts'

type Asked = { method?: string; url: string; headers: IncomingMessage['headers']; body: string }

let server: Server
let base = ''
const asked: Asked[] = []
const answers: Record<
  string,
  {
    status?: number
    body?: string
    bytes?: number[]
    headers?: Record<string, string>
    silent?: boolean
  }
> = {
  '/parcel': { body: JSON.stringify({ place: 'Leeds', due_date: '2026-03-05', extra: 1 }) },
  '/missing': { body: JSON.stringify({ place: 'Leeds' }) },
  '/wrong': { body: JSON.stringify({ place: 'Leeds', due_date: 'soon' }) },
  '/rows': {
    body: JSON.stringify({
      days: [
        { id: 'a', day: '2026-03-05' },
        { id: 7, day: '2026-03-06' },
      ],
    }),
  },
  '/no-rows': { body: JSON.stringify({ days: [] }) },
  '/bad-rows': { body: JSON.stringify({ days: [{ id: 'a' }] }) },
  '/404': { status: 404, body: '{}' },
  '/204': { status: 204 },
  '/null': { body: 'null' },
  '/nested': { body: JSON.stringify({ tasks: { assigned: 4, waiting: { my_own: 2 } } }) },
  '/nested-wrong': { body: JSON.stringify({ tasks: { assigned: 4, waiting: { my_own: 'two' } } }) },
  '/nested-missing': { body: JSON.stringify({ tasks: { assigned: 4, waiting: null } }) },
  '/nested-flat': { body: JSON.stringify({ tasks: { assigned: 4, waiting: 2 } }) },
  '/nested-rows': { body: JSON.stringify({ free: { on: [{ at: { place: 'Leeds' } }] } }) },
  '/nested-bad-rows': { body: JSON.stringify({ free: { on: [{ at: {} }] } }) },
  '/plain': { body: 'READY\n', headers: { 'content-type': 'text/plain' } },
  '/cyrillic': {
    bytes: [0xc3, 0xee, 0xf2, 0xee, 0xe2],
    headers: { 'content-type': 'text/plain; charset=windows-1251' },
  },
  '/not-utf8': { bytes: [0xc3, 0xee, 0xf2], headers: { 'content-type': 'text/plain' } },
  '/odd-charset': { body: 'x', headers: { 'content-type': 'text/plain; charset=klingon' } },
  '/json-text': { body: '"READY"' },
  '/blank': { body: ' \n', headers: { 'content-type': 'text/plain' } },
  '/page': { body: '<html>Please sign in</html>', headers: { 'content-type': 'text/html' } },
  '/huge-text': { body: 'x'.repeat(70_000), headers: { 'content-type': 'text/plain' } },
  '/500': { status: 500, body: '{}' },
  '/moved': { status: 302, headers: { location: '/parcel' } },
  '/text': { body: 'hello' },
  '/list': { body: '[]' },
  '/huge': { body: JSON.stringify({ place: 'x'.repeat(70_000), due_date: '2026-03-05' }) },
  '/slow': { silent: true },
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      asked.push({ method: request.method, url: request.url ?? '', headers: request.headers, body })
      const answer = answers[new URL(request.url ?? '', base).pathname] ?? { status: 404 }
      if (answer.silent) return
      response
        .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
        .end(answer.bytes ? Buffer.from(answer.bytes) : answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const parcel = { place: 'text', 'due date': 'date' }
const effect = (
  more: Partial<Effect & { kind: 'request' }> = {},
): Effect & { kind: 'request' } => ({
  kind: 'request',
  key: 'CA1-2-look up',
  step: 'look up',
  lookup: 'parcel status',
  params: { parcel_number: '0123' },
  private: [],
  gives: parcel,
  changes: false,
  ...more,
})
const at = (path: string, more: Partial<Address> = {}): Address => ({
  url: base + path,
  headers: {},
  timeout: path === '/slow' ? 50 : 60_000,
  privateNetwork: true,
  ...more,
})
const ask = (
  path: string,
  more: Partial<Effect & { kind: 'request' }> = {},
  address: Partial<Address> = {},
) => askLookup(effect(more), at(path, address), () => 1)

describe('a lookup', () => {
  it('puts its values into the query of a GET and reads the declared fields with their names', async () => {
    expect(await ask('/parcel')).toEqual({
      type: 'fetched',
      at: 1,
      key: 'CA1-2-look up',
      found: true,
      data: { place: 'Leeds', 'due date': '2026-03-05' },
    })
    expect(asked.at(-1)).toMatchObject({
      method: 'GET',
      url: '/parcel?parcel_number=0123',
      body: '',
    })
    expect(asked.at(-1)?.headers['idempotency-key']).toBeUndefined()
  })

  it('posts one JSON object when it changes something, with a key that stays the same', async () => {
    await ask('/parcel', { changes: true, params: { count: 3, row: { id: 'a' } } })
    await ask('/parcel', { changes: true })
    const [first, second] = asked.slice(-2)
    expect(first).toMatchObject({
      method: 'POST',
      url: '/parcel',
      body: '{"count":3,"row":{"id":"a"}}',
    })
    expect(first?.headers['idempotency-key']).toBe('CA1-2-look%20up')
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  })

  it('carries headers, and its secret as a bearer or where it is told', async () => {
    await ask('/parcel', {}, { headers: { 'x-shop': 'swift' }, secret: 's3cret' })
    expect(asked.at(-1)?.headers).toMatchObject({
      'x-shop': 'swift',
      authorization: 'Bearer s3cret',
    })
    await ask('/parcel', {}, { method: 'PUT', secret: 's3cret', secretHeader: 'x-key' })
    expect(asked.at(-1)).toMatchObject({
      method: 'PUT',
      headers: { 'x-key': 's3cret' },
      body: '{"parcel_number":"0123"}',
    })
    expect(asked.at(-1)?.headers.authorization).toBeUndefined()
  })

  it.each(['/404', '/204', '/null', '/nowhere'])('takes %s for "not found"', async (path) => {
    expect(await ask(path)).toMatchObject({ type: 'fetched', found: false })
  })

  it.each([
    ['/500', 'status 500'],
    ['/moved', 'status 302'],
    ['/text', 'not JSON'],
    ['/list', 'not a JSON object'],
    ['/huge', 'over 64 KB'],
    ['/missing', '"due date" is missing'],
    ['/wrong', '"due date" is not of type date'],
    ['/slow', 'no answer in time'],
  ])('takes %s for failed: %s', async (path, reason) => {
    expect(await ask(path)).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining(reason) as string,
    })
  })

  it('reads lists of rows, an empty one too', async () => {
    const gives = { days: { id: 'text', day: 'date' } }
    expect(await ask('/rows', { gives })).toMatchObject({
      data: {
        days: [
          { id: 'a', day: '2026-03-05' },
          { id: '7', day: '2026-03-06' },
        ],
      },
    })
    expect(await ask('/no-rows', { gives })).toMatchObject({ found: true, data: { days: [] } })
    expect(await ask('/bad-rows', { gives })).toMatchObject({ type: 'failed' })
    expect(await ask('/parcel', { gives })).toMatchObject({
      type: 'failed',
      reason: 'field "days" is missing',
    })
  })

  const nested = { 'tasks.assigned': 'number', 'tasks.waiting.my own': 'number' }

  it('reads fields of groups by their path, in rows too', async () => {
    expect(await ask('/nested', { gives: nested })).toMatchObject({
      data: { 'tasks.assigned': 4, 'tasks.waiting.my own': 2 },
    })
    const gives = { 'free.on': { 'at.place': 'text' } }
    expect(await ask('/nested-rows', { gives })).toMatchObject({
      data: { 'free.on': [{ 'at.place': 'Leeds' }] },
    })
    expect(await ask('/nested-bad-rows', { gives })).toMatchObject({
      type: 'failed',
      reason: 'field "free.on.at.place" is missing',
    })
  })

  it.each([
    ['/nested-wrong', 'field "tasks.waiting.my own" is not of type number'],
    ['/nested-missing', 'field "tasks.waiting" is missing'],
    ['/nested-flat', 'field "tasks.waiting" is not an object'],
  ])('takes %s for failed: %s', async (path, reason) => {
    expect(await ask(path, { gives: nested })).toMatchObject({ type: 'failed', reason })
  })

  const bare = { gives: { '': 'text' } }

  it.each([
    ['/plain', 'READY'],
    ['/json-text', 'READY'],
    ['/cyrillic', 'Готов'],
  ])('reads the bare text of %s', async (path, text) => {
    expect(await ask(path, bare)).toMatchObject({ found: true, data: { '': text } })
    expect(asked.at(-1)?.headers.accept).toBe('text/plain, application/json')
  })

  it.each(['/blank', '/null', '/404'])('takes %s for not found', async (path) => {
    expect(await ask(path, bare)).toMatchObject({ type: 'fetched', found: false })
  })

  it.each([
    ['/page', 'the answer is text/html, not text/plain'],
    ['/parcel', 'the answer is JSON, but not a text'],
    ['/not-utf8', 'the answer is not text in utf-8'],
    ['/odd-charset', 'the answer is not text in klingon'],
    ['/huge-text', 'the answer is over 64 KB'],
  ])('takes %s for no bare text: %s', async (path, reason) => {
    expect(await ask(path, bare)).toMatchObject({ type: 'failed', reason })
  })

  it('never puts a private value into an address', async () => {
    const before = asked.length
    expect(await ask('/parcel', { private: ['parcel_number'] })).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining('private') as string,
    })
    expect(asked.length).toBe(before)
    expect(await ask('/parcel', { private: ['parcel_number'] }, { method: 'POST' })).toMatchObject({
      found: true,
    })
  })

  it.each([
    'http://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://[::1]:PORT',
    'http://[::ffff:127.0.0.1]:PORT',
    'http://0.0.0.0:PORT',
    'http://2130706433:PORT',
    'http://10.0.0.1',
    'http://169.254.169.254',
    'http://[fd00::1]',
  ])('refuses %s unless private networks are allowed', async (url) => {
    const before = asked.length
    const address = {
      ...at('/'),
      url: `${url.replace('PORT', String((server.address() as AddressInfo).port))}/parcel`,
      privateNetwork: false,
    }
    expect(await askLookup(effect(), address, () => 1)).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining('private network') as string,
    })
    expect(asked.length).toBe(before)
  })

  it('fails when it has no address, or nobody listens there', async () => {
    expect(await askLookup(effect(), undefined, () => 1)).toMatchObject({
      type: 'failed',
      reason: 'no address in lines.yaml',
    })
    expect(
      await askLookup(effect(), { ...at('/'), url: 'http://127.0.0.1:9/x' }, () => 1),
    ).toMatchObject({ type: 'failed' })
  })
})

describe('a notice', () => {
  const notice = {
    key: 'CA1-3-0-tell',
    step: 'tell',
    lookup: 'crm',
    params: { score: 5 },
    private: [],
  }

  it('is posted with its key, and rejects unless it was taken', async () => {
    await sendNotice(notice, at('/parcel'))
    expect(asked.at(-1)).toMatchObject({
      method: 'POST',
      body: '{"score":5}',
      headers: { 'idempotency-key': 'CA1-3-0-tell' },
    })
    await expect(sendNotice(notice, at('/500'))).rejects.toThrow('status 500')
    await expect(sendNotice(notice, undefined)).rejects.toThrow('no address')
  })
})
