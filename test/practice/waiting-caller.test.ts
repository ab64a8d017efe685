// The caller's side of the desk on the practice phone, against a real engine, store and desk:
// queue, conversation, drop, callback.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../src/desk/contact.ts'
import type { CallerSide } from '../../src/practice/waiting-caller.ts'
import type { Shown } from '../../src/practice/page-reply.ts'
import { operator } from '../desk/contacts.ts'
import { servePractice, type Served } from '../console/server.ts'

const people = ['ann', 'bob'].map((id) =>
  operator(id, { name: id === 'ann' ? 'Ann' : 'Bob', tenants: ['alder'], reach: { by: 'text' } }),
)

let served: Served
beforeAll(async () => {
  served = await servePractice({ operators: people })
})
afterAll(() => served.close())
beforeEach(async () => {
  const { desk, store } = served.runtime
  for (const one of await store.openContacts())
    if (one.status === 'wrapping')
      await desk.happened(one.id, { type: 'wrapped', by: one.operator ?? '' })
  for (const { id } of people) await desk.choose(id, { status: 'offline' })
})

async function post(path: string, body: object): Promise<Shown> {
  const response = await fetch(served.origin + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  const told = (await response.json()) as Shown & { error?: string }
  if (!response.ok) throw new Error(told.error)
  return told
}

const look = async (call: string): Promise<Shown> =>
  (await (await fetch(`${served.origin}/practice/calls/${call}`)).json()) as Shown

/** Calls the reception and asks for a person. */
async function askForPerson(from = '+12025550147'): Promise<Shown> {
  const begun = await post('/practice/calls', { line: '+15005550006', from })
  return post(`/practice/calls/${begun.call}/input`, {
    answers: begun.reply.reply,
    do: 'keys',
    keys: '0',
    ended: true,
  })
}

async function signOn(id: string): Promise<void> {
  await served.runtime.desk.report(id, `tab of ${id}`, true)
  await served.runtime.desk.choose(id, { status: 'ready' })
}

async function until<T>(what: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries++) {
    const found = await what()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen within five seconds')
}

const contactOf = (call: string, is: (contact: Contact) => boolean): Promise<Contact> =>
  until(async () => (await served.runtime.store.contacts({ callId: call, limit: 10 })).find(is))
const sideOf = (call: string, is: CallerSide['is']): Promise<Shown> =>
  until(async () => {
    const shown = await look(call)
    return shown.side?.is === is ? shown : undefined
  })

describe('a caller of the practice phone', () => {
  it('rings the people of the desk as before when nobody is signed on', async () => {
    const asked = await askForPerson()
    expect(asked.reply.next.is).toBe('ringing')
    expect(asked.side).toBeUndefined()
  })

  it('waits, hears where they stand, talks with who accepted, and the flow goes on after it', async () => {
    await signOn('ann')
    await served.runtime.desk.choose('ann', { status: 'away', reason: 'break' })
    const asked = await askForPerson()
    expect(asked.reply.next.is).toBe('waiting')
    const waiting = await sideOf(asked.call, 'waiting')
    expect(waiting.side).toMatchObject({
      is: 'waiting',
      words: expect.stringMatching(/number 1|press 1|1/) as string,
    })
    await served.runtime.desk.choose('ann', { status: 'ready' })
    const offered = await contactOf(asked.call, ({ status }) => status === 'offered')
    expect((await served.runtime.store.handoff(offered.id))?.reason).toBe('chose "the front desk"')
    expect(await served.runtime.desk.accept(offered.id, 'bob')).toEqual({ refused: 'not yours' })
    expect(await served.runtime.desk.accept(offered.id, 'ann')).toMatchObject({ status: 'talking' })
    const talking = await sideOf(asked.call, 'talking')
    expect(talking.reply.next.is).toBe('talking')
    expect(
      (await post(`/practice/calls/${asked.call}/say`, { text: '<b>Hello</b>, is anybody there?' }))
        .side,
    ).toMatchObject({
      with: 'Ann',
      lines: [{ who: 'caller', text: '<b>Hello</b>, is anybody there?' }],
    })
    await served.runtime.desk.happened(offered.id, { type: 'released', by: 'ann' })
    const over = await until(async () => {
      const shown = await look(asked.call)
      return shown.reply.next.is === 'talking' ? undefined : shown
    })
    expect(['over', 'listening', 'working']).toContain(over.reply.next.is)
    expect((await served.runtime.store.contact(offered.id))?.status).toBe('wrapping')
    await expect(post(`/practice/calls/${asked.call}/say`, { text: 'too late' })).rejects.toThrow(
      'nobody listens',
    )
  })

  it('hears a kind word when the operator drops, and is served by another at the front', async () => {
    await signOn('ann')
    const asked = await askForPerson()
    const first = await contactOf(asked.call, ({ status }) => status === 'offered')
    await served.runtime.desk.accept(first.id, 'ann')
    await sideOf(asked.call, 'talking')
    await served.runtime.desk.happened(first.id, { type: 'dropped', by: 'ann' })
    const again = await sideOf(asked.call, 'waiting')
    expect(again.reply.hear.map((one) => ('text' in one ? one.text : '')).join(' ')).toContain(
      'lost',
    )
    await signOn('bob')
    const second = await contactOf(asked.call, ({ status }) => status === 'offered')
    expect(second).toMatchObject({ id: first.id, front: true, enqueuedAt: first.enqueuedAt })
    await served.runtime.desk.accept(second.id, 'bob')
    expect((await sideOf(asked.call, 'talking')).side).toMatchObject({ with: 'Bob' })
    await post(`/practice/calls/${asked.call}/input`, { answers: 0, do: 'hang up' })
    expect(
      (await contactOf(asked.call, ({ status }) => status === 'wrapping')).talks.map(
        ({ operator: who, end }) => [who, end],
      ),
    ).toEqual([
      ['ann', 'dropped'],
      ['bob', 'caller'],
    ])
  })

  it('hangs up while waiting or while an operator is rung, and nobody answers a call that is gone', async () => {
    await signOn('ann')
    const asked = await askForPerson()
    const offered = await contactOf(asked.call, ({ status }) => status === 'offered')
    await post(`/practice/calls/${asked.call}/input`, { answers: 0, do: 'hang up' })
    await contactOf(asked.call, ({ status }) => status === 'abandoned')
    expect(await served.runtime.desk.accept(offered.id, 'ann')).toEqual({
      refused: expect.any(String) as string,
    })
    expect(
      (await served.runtime.store.presences()).find((one) => one.operator === 'ann'),
    ).toMatchObject({ status: 'ready' })
  })

  it('chooses to be called back, keeps the place, and is called when an operator is free', async () => {
    await signOn('bob')
    await served.runtime.desk.choose('bob', { status: 'away', reason: 'break' })
    const asked = await askForPerson('+12025550148')
    const { side } = await sideOf(asked.call, 'waiting')
    const [key] = side?.is === 'waiting' ? side.keys : []
    expect(key).toBe('1')
    const promised = await post(`/practice/calls/${asked.call}/input`, {
      answers: asked.reply.reply,
      do: 'keys',
      keys: '1',
      ended: true,
    })
    expect(promised.reply.next.is).toBe('over')
    const callback = await contactOf(asked.call, ({ kind }) => kind === 'callback')
    const original = await contactOf(
      asked.call,
      ({ kind, status }) => kind === 'call' && status === 'callback',
    )
    expect(callback.enqueuedAt).toBe(original.enqueuedAt)
    expect((await look(asked.call)).side).toEqual({ is: 'promised' })
    await served.runtime.desk.choose('bob', { status: 'ready' })
    await contactOf(asked.call, ({ kind, status }) => kind === 'callback' && status === 'offered')
    await served.runtime.desk.accept(callback.id, 'bob')
    await sideOf(asked.call, 'ringing')
    expect(
      (await post(`/practice/calls/${asked.call}/callback`, { answer: true })).side,
    ).toMatchObject({ is: 'talking', with: 'Bob' })
    await post(`/practice/calls/${asked.call}/input`, { answers: 0, do: 'hang up' })
    expect(
      (await contactOf(asked.call, ({ status }) => status === 'wrapping')).talks,
    ).toMatchObject([{ end: 'caller' }])
  })
})
