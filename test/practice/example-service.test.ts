import { parse } from 'yaml'
import { textsIn } from '../fixtures/flow-texts.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startExampleService, tryThese } from '../../src/practice/example-service.ts'

let service: Awaited<ReturnType<typeof startExampleService>>
beforeAll(async () => {
  service = await startExampleService(0)
})
afterAll(() => service.close())

const at = (path: string): string => `http://127.0.0.1:${service.port}${path}`

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(at(path), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
  return { status: response.status, body: await response.json() }
}

describe('the example service', () => {
  test.each([
    [`/parcels/status?parcel=${tryThese.parcels.onItsWay}`, 200],
    [`/parcels/status?parcel=${tryThese.parcels.delivered}`, 200],
    [`/parcels/status?parcel=${tryThese.parcels.broken}`, 500],
    ['/parcels/status?parcel=0000000000', 404],
    [`/parcels/days?parcel=${tryThese.parcels.noFreeDay}`, 200],
    [`/internet/line-test?customer=${tryThese.customers.fault}`, 200],
    ['/internet/line-test?customer=1', 404],
    [`/complaints/status?complaint=${tryThese.complaints.open}`, 200],
    ['/complaints', 405],
    ['/constructor', 404],
  ])('answers GET %s with %i', async (path, status) => {
    const response = await fetch(at(path))
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  test('answers a change alike when it is sent twice with one key', async () => {
    const first = await post(
      '/complaints',
      { about: 'bill', happened: '2026-03-01', reach: '+442079460990' },
      { 'idempotency-key': 'call 1' },
    )
    const again = await post(
      '/complaints',
      { about: 'delivery', happened: '2026-03-02', reach: '+442079460991' },
      { 'idempotency-key': 'call 1' },
    )
    const other = await post(
      '/complaints',
      { about: 'delivery', happened: '2026-03-02', reach: '+442079460991' },
      { 'idempotency-key': 'call 2' },
    )
    expect(first.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(other.body).not.toEqual(first.body)
  })

  test('refuses a body that is not a JSON object', async () => {
    expect((await post('/library/renewals', [1])).status).toBe(400)
    expect((await fetch(at('/library/renewals'), { method: 'POST', body: '{' })).status).toBe(400)
  })

  const texts = textsIn('flows')
  type Addresses = { lookups?: Record<string, { url: string; method?: string }> }
  const addresses = Object.entries(texts)
    .filter(([file]) => file.endsWith('/lines.yaml'))
    .map(([, text]) => (parse(text) as Addresses).lookups ?? {})
    .reduce((all, some) => ({ ...all, ...some }), {})
  const asked: Record<string, { flow: string; params: Record<string, string> }> = {
    'parcel status': { flow: 'swift/parcels.yaml', params: { parcel: tryThese.parcels.onItsWay } },
    'delivery days': { flow: 'swift/parcels.yaml', params: { parcel: tryThese.parcels.onItsWay } },
    'book delivery day': {
      flow: 'swift/parcels.yaml',
      params: { parcel: tryThese.parcels.onItsWay, day: 'd4' },
    },
    'line test': { flow: 'larch/support.yaml', params: { customer: tryThese.customers.fine } },
    'book engineer': { flow: 'larch/support.yaml', params: { customer: tryThese.customers.fault } },
    'file complaint': {
      flow: 'juniper/complaints.yaml',
      params: { about: 'delivery', happened: '2026-03-01', reach: '+442079460990' },
    },
    'complaint status': {
      flow: 'juniper/complaints.yaml',
      params: { complaint: tryThese.complaints.answered },
    },
    'complaint details': { flow: 'juniper/complaints.yaml', params: { number: '204617' } },
    'unfinished complaint': { flow: 'juniper/complaints.yaml', params: { about: 'delivery' } },
    'renew books': { flow: 'linden/library.yaml', params: { card: tryThese.cards.noBooks } },
  }

  test('is asked by every lookup of lines.yaml', () => {
    expect(Object.keys(addresses).sort()).toEqual(Object.keys(asked).sort())
  })

  test.each(Object.entries(asked))(
    'answers "%s" with the fields its flow expects',
    async (name, { flow, params }) => {
      const lookup = (
        parse(texts[flow] ?? '') as {
          lookups: Record<string, { gives?: object; takes?: string[]; changes?: boolean | string }>
        }
      ).lookups[name]
      const { pathname } = new URL(addresses[name]?.url ?? '')
      const posted = addresses[name]?.method === 'POST' || lookup?.changes !== undefined
      const body = posted
        ? (await post(pathname, params)).body
        : await (await fetch(at(`${pathname}?${new URLSearchParams(params).toString()}`))).json()
      expect(lookup?.takes ?? []).toEqual(expect.arrayContaining(Object.keys(params)))
      expect(Object.keys(body as object)).toEqual(
        expect.arrayContaining(Object.keys(lookup?.gives ?? {})),
      )
    },
  )
})
