// What every store must keep of the desk: contacts and operators change together or not at all.
import { expect, it } from 'vitest'
import type { Presence } from '../../src/desk/operator.ts'
import type { Store } from '../../src/store/store.ts'
import { contact, presence } from '../desk/contacts.ts'
import { commitOf } from './commits.ts'

/** `stores` are two on the same place. */
export function testDesk(stores: () => [Store, Store]): void {
  const first = (id: string, more: Partial<Presence> = {}) => presence(id, { seq: 1, ...more })

  it('brings a contact with the turn that queued it, and not with one that came second', async () => {
    const [store, other] = stores()
    const queued = contact('c-turn', { callId: 'desk-turn', skills: ['billing'], enqueuedAt: 1001 })
    expect(await store.commit(commitOf('desk-turn', 1, { contacts: [queued] }))).toBe('committed')
    expect(
      await other.commit(
        commitOf('desk-turn', 1, { contacts: [contact('c-stale', { callId: 'desk-turn' })] }),
      ),
    ).toBe('stale')
    expect(await other.contact('c-turn')).toEqual(queued)
    expect(await other.contact('c-stale')).toBeUndefined()
    // the same turn taken anew does not put a contact back that has gone on
    expect(await store.changeDesk({ contacts: [{ ...queued, status: 'abandoned', seq: 1 }] })).toBe(
      'committed',
    )
    await store.commit(commitOf('desk-turn', 2, { contacts: [queued] }))
    expect((await store.contact('c-turn'))?.status).toBe('abandoned')
  })

  it('changes contacts and operators together, or not at all', async () => {
    const [store, other] = stores()
    await store.changeDesk({ added: [contact('c-1')], presences: [first('ann')] })
    const offered = {
      ...contact('c-1'),
      status: 'offered' as const,
      seq: 1,
      offer: { operator: 'ann', at: 5, until: 20_005 },
    }
    expect(
      await store.changeDesk({
        contacts: [offered],
        presences: [first('ann', { status: 'offered', seq: 2, contact: 'c-1' })],
      }),
    ).toBe('committed')
    // a second node offers the same contact to another operator, from what it saw before
    expect(
      await other.changeDesk({
        contacts: [{ ...offered, offer: { operator: 'bob', at: 5, until: 20_005 } }],
        presences: [first('bob', { status: 'offered', contact: 'c-1' })],
      }),
    ).toBe('stale')
    expect((await other.contact('c-1'))?.offer?.operator).toBe('ann')
    expect((await store.presences()).find(({ operator }) => operator === 'bob')).toBeUndefined()
    // and another contact to the same operator
    await store.changeDesk({ added: [contact('c-2')] })
    expect(
      await other.changeDesk({
        contacts: [{ ...contact('c-2'), status: 'offered', seq: 1 }],
        presences: [first('ann', { status: 'offered', seq: 2, contact: 'c-2' })],
      }),
    ).toBe('stale')
    expect((await store.contact('c-2'))?.status).toBe('queued')
  })

  it('lets one of two nodes win that change the same in the same moment', async () => {
    const [store, other] = stores()
    await store.changeDesk({ added: [contact('c-race')] })
    const outcomes = await Promise.all(
      [store, other, store, other].map((one, index) =>
        one.changeDesk({
          contacts: [
            {
              ...contact('c-race'),
              status: 'offered',
              seq: 1,
              offer: { operator: `o${index}`, at: 0, until: 1 },
            },
          ],
        }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'committed').length).toBe(1)
  })

  it('lists what is open, the oldest first, and what was, the newest first, by company, operator, caller and call', async () => {
    const [store] = stores()
    await store.changeDesk({
      added: [
        contact('o-1', { tenant: 'cedar', enqueuedAt: 30, caller: '+12025550177' }),
        contact('o-2', { tenant: 'cedar', enqueuedAt: 10, status: 'wrapping', operator: 'ann' }),
        contact('o-3', { tenant: 'cedar', enqueuedAt: 20, status: 'done', operator: 'ann' }),
        contact('o-4', { tenant: 'other', enqueuedAt: 40 }),
      ],
    })
    expect(
      (await store.openContacts()).filter(({ tenant }) => tenant === 'cedar').map(({ id }) => id),
    ).toEqual(['o-2', 'o-1'])
    const ids = async (filter: Parameters<Store['contacts']>[0]) =>
      (await store.contacts(filter)).map(({ id }) => id)
    expect(await ids({ tenants: ['cedar'], limit: 10 })).toEqual(['o-1', 'o-3', 'o-2'])
    expect(await ids({ tenants: [], limit: 10 })).toEqual([])
    expect(await ids({ operator: 'ann', since: 15, limit: 10 })).toEqual(['o-3'])
    expect(await ids({ caller: '+12025550177', limit: 10 })).toEqual(['o-1'])
    expect(await ids({ callId: 'call-o-4', limit: 10 })).toEqual(['o-4'])
  })

  it('keeps a lease without a change, before and after the first one', async () => {
    const [store, other] = stores()
    await store.lease(presence('leased', { seq: 0, status: 'offline', tab: 'a', leaseUntil: 50 }))
    expect(
      await other.changeDesk({
        presences: [presence('leased', { seq: 1, status: 'ready', tab: 'a', leaseUntil: 50 })],
      }),
    ).toBe('committed')
    await store.lease(presence('leased', { seq: 1, status: 'ready', tab: 'b', leaseUntil: 90 }))
    expect((await other.presences()).find(({ operator }) => operator === 'leased')).toMatchObject({
      status: 'ready',
      seq: 1,
      tab: 'b',
      leaseUntil: 90,
    })
  })

  it('keeps notes as they are typed, and what was written in a practice conversation', async () => {
    const [store, other] = stores()
    const note = { contact: 'c-note', operator: 'ann', tenant: 'acme', text: 'wants a', at: 1 }
    await store.saveNote(note)
    await store.saveNote({ ...note, text: 'wants a refund', outcome: 'refund', at: 2 })
    expect(await other.notes('c-note')).toEqual([
      { ...note, text: 'wants a refund', outcome: 'refund', at: 2 },
    ])
    expect(await other.saveNote({ ...note, text: 'typed in another window', at: 3 }, 1)).toBe(
      'stale',
    )
    expect(await other.saveNote({ ...note, text: 'as if nothing was there', at: 3 }, 0)).toBe(
      'stale',
    )
    expect(await store.notes('c-note')).toEqual([
      { ...note, text: 'wants a refund', outcome: 'refund', at: 2 },
    ])
    expect(await other.saveNote({ ...note, text: 'wants a refund, urgent', at: 4 }, 2)).toBe('kept')
    expect(await store.saveNote({ ...note, operator: 'bob', at: 4 }, 0)).toBe('kept')
    expect((await store.notes('c-note')).map(({ operator, text }) => [operator, text])).toEqual([
      ['ann', 'wants a refund, urgent'],
      ['bob', 'wants a'],
    ])
    await store.saveLine({ contact: 'c-note', who: 'caller', text: 'Hello', at: 5 })
    await other.saveLine({ contact: 'c-note', who: 'operator', text: 'Добры дзень', at: 5 })
    expect((await store.lines('c-note')).map(({ who, text }) => [who, text])).toEqual([
      ['caller', 'Hello'],
      ['operator', 'Добры дзень'],
    ])
  })

  it('erases what was noted and said with the call, and keeps how long the caller waited', async () => {
    const [store] = stores()
    await store.commit(
      commitOf(
        'desk-old',
        1,
        {
          contacts: [
            contact('c-old', {
              callId: 'desk-old',
              tenant: 'gone',
              status: 'done',
              enqueuedAt: 77,
              recordings: [{ id: 'RE-old', seconds: 5, at: 12 }],
            }),
          ],
        },
        { tenant: 'gone', status: 'ended', startedAt: 10, at: 20 },
      ),
    )
    await store.saveNote({
      contact: 'c-old',
      operator: 'ann',
      tenant: 'gone',
      text: 'private',
      at: 1,
    })
    await store.saveLine({ contact: 'c-old', who: 'caller', text: 'private', at: 1 })
    expect((await store.contact('c-old'))?.recordings).toEqual([
      { id: 'RE-old', seconds: 5, at: 12 },
    ])
    expect(await store.erase('gone', 1000)).toBe(1)
    expect(await store.notes('c-old')).toEqual([])
    expect(await store.lines('c-old')).toEqual([])
    expect(await store.contact('c-old')).toEqual(
      contact('c-old', {
        callId: 'desk-old',
        tenant: 'gone',
        status: 'done',
        enqueuedAt: 77,
        caller: '',
      }),
    )
  })
}
