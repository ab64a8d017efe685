import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startExampleService, tryThese } from '../../src/cli/example-service.ts'

let service: Awaited<ReturnType<typeof startExampleService>>
beforeAll(async () => {
  service = await startExampleService(0)
})
afterAll(() => service.close())

const at = (path: string): string => `http://127.0.0.1:${service.port}${path}`

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(at(path), { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
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
    const first = await post('/complaints', { about: 'bill', happened: '2026-03-01', reach: '+442079460990' }, { 'idempotency-key': 'call 1' })
    const again = await post('/complaints', { about: 'delivery', happened: '2026-03-02', reach: '+442079460991' }, { 'idempotency-key': 'call 1' })
    const other = await post('/complaints', { about: 'delivery', happened: '2026-03-02', reach: '+442079460991' }, { 'idempotency-key': 'call 2' })
    expect(first.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(other.body).not.toEqual(first.body)
  })

  test('refuses a body that is not a JSON object', async () => {
    expect((await post('/library/renewals', [1])).status).toBe(400)
    expect((await fetch(at('/library/renewals'), { method: 'POST', body: '{' })).status).toBe(400)
  })
})
