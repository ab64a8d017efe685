// What a server finds at its start of those before it: hand-offs in the middle of something, which
// go on to an end.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../src/desk/contact.ts'
import { CONNECTS } from '../../src/desk/happening.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { contact, operator, presence } from '../desk/contacts.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import { makeRuntime } from '../world/runtime.ts'
import { commitOf } from '../store/commits.ts'

const START = 1_772_445_600_000

let now = START
let runtime: Runtime
let desk: Desk
let asked: string[]
let deaf: boolean

beforeEach(async () => {
  now = START
  asked = []
  deaf = false
  runtime = await makeRuntime({ now: () => now })
})
afterEach(async () => {
  await desk.close()
  runtime.library.close()
  await runtime.store.close()
})

/** A server that finds this in its store, with an operator who has it. */
async function finds(
  one: Contact,
  status: 'busy' | 'wrapping',
  more: { wrapUntil?: number } = {},
): Promise<void> {
  const { store } = runtime
  await store.commit(
    commitOf(
      one.callId,
      1,
      { contacts: [] },
      {
        handoff: one.id,
        tenant: one.tenant,
        at: now,
        status: 'waiting',
        state: { leaf: 'sales/bridged', context: {} },
      },
    ),
  )
  await store.changeDesk({
    added: [one],
    presences: [
      presence('ann', { status, contact: one.id, leaseUntil: now + 10 * CONNECTS, ...more }),
    ],
  })
  desk = openDesk(runtime, {
    operators: () => Promise.resolve([operator('ann')]),
    legs: {
      async tell({ callId }, { type }) {
        asked.push(`${callId} is told ${type}`)
        if (deaf) throw new Error('nobody hears')
        const status = (await store.contact(one.id))?.status
        asked.push(`the contact is ${status}`)
      },
      ring: () => Promise.reject(new Error('nobody is rung')),
      callCustomer: () => Promise.reject(new Error('nobody is called')),
      hangUp: async (leg) => void asked.push(`${leg} is hung up`),
    },
    every: 3_600_000,
  })
}

describe('a server that takes over', () => {
  it('puts a contact back whose operator was never reached, and not before they could have been', async () => {
    await finds(
      contact('c', {
        status: 'accepted',
        seq: 1,
        operator: 'ann',
        since: now,
        enqueuedAt: now,
        waitUntil: now + 10 * CONNECTS,
      }),
      'busy',
    )
    now += CONNECTS - 1
    await desk.settle()
    expect((await runtime.store.contact('c'))?.status).toBe('accepted')
    now += 1
    await desk.settle()
    expect(await runtime.store.contact('c')).toMatchObject({
      status: 'queued',
      front: true,
      passed: ['ann'],
      operator: undefined,
    })
    const ann = await runtime.store.presence('ann')
    expect([ann?.status, ann?.contact]).toEqual(['away', undefined])
  })

  it('does not wait for ever for the customer of a callback, and tries again later', async () => {
    await finds(
      contact('c', {
        kind: 'callback',
        status: 'briefed',
        seq: 1,
        operator: 'ann',
        since: now,
        enqueuedAt: now,
        waitUntil: now + 100 * CONNECTS,
        legs: { operator: 'CAoperator', caller: 'CAcustomer' },
      }),
      'busy',
    )
    now += CONNECTS
    await desk.settle()
    expect(await runtime.store.contact('c')).toMatchObject({
      status: 'queued',
      attempts: 1,
      operator: undefined,
      legs: {},
    })
    expect(asked).toEqual(
      expect.arrayContaining(['CAoperator is hung up', 'CAcustomer is hung up']),
    )
    expect((await runtime.store.presence('ann'))?.status).toBe('ready')
  })

  const wrapping = (): Contact =>
    contact('c', {
      status: 'wrapping',
      seq: 1,
      operator: 'ann',
      since: now,
      enqueuedAt: now,
      talks: [
        {
          operator: 'ann',
          offeredAt: now,
          acceptedAt: now,
          from: now,
          to: now,
          end: 'operator',
          held: 0,
        },
      ],
    })

  it.each([
    ['the wrap-up ends by itself', -1],
    ['the operator ends the wrap-up', 60_000],
  ])('lets the caller go on before the contact is done when %s', async (_how, left) => {
    await finds(wrapping(), 'wrapping', { wrapUntil: now + left })
    if (left > 0)
      expect(await desk.happened('c', { type: 'wrapped', by: 'ann' })).toMatchObject({
        status: 'done',
      })
    await desk.settle()
    expect(asked.slice(0, 2)).toEqual(['call-c is told dial ended', 'the contact is wrapping'])
    expect((await runtime.store.contact('c'))?.status).toBe('done')
    expect((await runtime.store.presence('ann'))?.status).toBe('ready')
  })

  it('does not keep the operator when the call cannot be told', async () => {
    deaf = true
    await finds(wrapping(), 'wrapping', { wrapUntil: now + 60_000 })
    expect(await desk.happened('c', { type: 'wrapped', by: 'ann' })).toMatchObject({
      status: 'done',
    })
  })

  it('lets a caller go on whose contact was over when nobody could tell the call, once the sweep comes by', async () => {
    deaf = true
    await finds(wrapping(), 'wrapping', { wrapUntil: now + 60_000 })
    await desk.happened('c', { type: 'wrapped', by: 'ann' })
    await desk.settle()
    deaf = false
    asked.length = 0
    now += 10 * CONNECTS
    expect(await sweep({ ...runtime, desk })).toBe(0)
    await desk.settle()
    expect(asked).toContain('call-c is told dial ended')
  })

  it('finds each of a long queue whose caller left and was not heard of', async () => {
    const { store } = runtime
    const queue = Array.from({ length: 35 }, (_, k) =>
      contact(`q${k}`, { enqueuedAt: now, since: now, waitUntil: now + 10 * CONNECTS }),
    )
    for (const one of queue)
      await store.commit(
        commitOf(
          one.callId,
          1,
          { contacts: [one] },
          { handoff: one.id, tenant: one.tenant, state: { leaf: 'sales/dial', context: {} } },
        ),
      )
    await finds(wrapping(), 'wrapping', { wrapUntil: now + 10 * CONNECTS })
    await desk.settle()
    expect((await store.openContacts()).filter(({ status }) => status === 'queued')).toHaveLength(
      queue.length,
    )
    for (const one of queue)
      await store.commit(
        commitOf(one.callId, 2, {}, { handoff: one.id, tenant: one.tenant, status: 'ended' }),
      )
    now += 5000
    await desk.settle()
    expect(
      (await Promise.all(queue.map(({ id }) => store.contact(id)))).map((one) => one?.status),
    ).toEqual(queue.map(() => 'abandoned'))
  })
})
