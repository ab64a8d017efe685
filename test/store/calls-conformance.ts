// What every store must keep of the list of calls: each filter, the pages, and nothing of a company
// that is not allowed.
import { expect, it } from 'vitest'
import type { Handoff, Session } from '../../src/call/session.ts'
import type { CallSearch } from '../../src/store/call-search.ts'
import type { Commit, Store } from '../../src/store/store.ts'
import { contact } from '../desk/contacts.ts'
import { commitOf, endedAs } from './commits.ts'

/** `stores` are two on the same place. */
export function testCalls(stores: () => [Store, Store]): void {
  const handoff = (callId: string, status: Handoff['status'], desk = 'sales'): Handoff => ({
    id: `h-${callId}`,
    callId,
    tenant: 'larch',
    desk,
    label: desk,
    reason: 'asked',
    values: [],
    transcript: [],
    status,
  })

  it('finds calls by each thing staff look for, the newest first, and only those of the companies allowed', async () => {
    const [store, other] = stores()
    const call = async (
      callId: string,
      startedAt: number,
      session: Partial<Session> = {},
      more: Partial<Commit> = {},
    ) => {
      const ending = more.ending ?? endedAs('served')
      const isLive = session.status === 'waiting'
      await store.commit(
        commitOf(
          callId,
          1,
          { ...more, ...(!isLive && { ending }) },
          { tenant: 'larch', startedAt, status: 'ended', ...session },
        ),
      )
    }
    const from = (number: string): Partial<Session> => ({
      caller: { number, withheld: false, tags: [] },
    })
    await call('find-1', 100, { ...from('+442079460011'), flow: 'support' })
    await call('find-2', 200, from('+442079461234'), {
      ending: endedAs('person'),
      handoffs: [handoff('find-2', 'done')],
      contacts: [
        contact('find-c2', {
          callId: 'find-2',
          tenant: 'larch',
          status: 'done',
          operator: 'ann',
          talks: [
            {
              operator: 'bob',
              offeredAt: 1,
              acceptedAt: 2,
              from: 3,
              to: 4,
              end: 'dropped',
              held: 0,
            },
          ],
        }),
      ],
    })
    await call(
      'find-3',
      300,
      { caller: { number: '', withheld: true, tags: [] } },
      {
        ending: endedAs('abandoned'),
        handoffs: [handoff('find-3', 'ringing', 'accounts')],
        contacts: [
          contact('find-c3', {
            callId: 'find-3',
            tenant: 'larch',
            desk: 'accounts',
            status: 'abandoned',
          }),
        ],
      },
    )
    await call(
      'find-4',
      400,
      { practice: true },
      { ending: endedAs('not-reached'), handoffs: [handoff('find-4', 'nobody', 'accounts')] },
    )
    await call(
      'find-5',
      500,
      { status: 'waiting' },
      {
        contacts: [
          contact('find-c5', {
            callId: 'find-5',
            tenant: 'larch',
            status: 'talking',
            operator: 'ann',
          }),
        ],
      },
    )
    await call(
      'find-6',
      600,
      {},
      {
        ending: endedAs('callback'),
        contacts: [contact('find-c6', { callId: 'find-6', tenant: 'larch', status: 'callback' })],
      },
    )
    await call('find-other', 250, { ...from('+442079461234'), tenant: 'rowan' })
    const ids = async (search: CallSearch, allowed: readonly string[] | 'all' = ['larch']) =>
      (await other.findCalls(allowed, { ...search, limit: 50 }))
        .map(({ callId }) => callId)
        .filter((id) => id.startsWith('find-'))
    expect(await ids({})).toEqual(['find-6', 'find-5', 'find-4', 'find-3', 'find-2', 'find-1'])
    const cases: [CallSearch, string[]][] = [
      [{ since: 200, until: 400 }, ['find-3', 'find-2']],
      [{ flow: 'support' }, ['find-1']],
      [{ number: '+442079461234' }, ['find-2']],
      [{ ends: '1234' }, ['find-2']],
      [{ ends: '461234' }, ['find-2']],
      [{ ends: '991234' }, []],
      [{ outcome: 'served' }, ['find-1']],
      [{ outcome: 'unknown' }, []],
      [{ outcome: 'person' }, ['find-2']],
      [{ outcome: 'abandoned' }, ['find-3']],
      [{ outcome: 'not-reached' }, ['find-4']],
      [{ outcome: 'live' }, ['find-5']],
      [{ outcome: 'callback' }, ['find-6']],
      [{ desk: 'accounts' }, ['find-4', 'find-3']],
      [{ operator: 'ann' }, ['find-5', 'find-2']],
      [{ operator: 'bob' }, ['find-2']],
      [{ practice: true }, ['find-4']],
      [{ practice: false, since: 400 }, ['find-6', 'find-5']],
    ]
    for (const [search, expected] of cases) {
      expect(await ids(search), JSON.stringify(search)).toEqual(expected)
      // whatever is looked for, nothing comes from another company
      expect(await ids(search, ['rowan']), JSON.stringify(search)).toEqual(
        (await ids(search, 'all')).filter((id) => id === 'find-other'),
      )
      expect(await ids(search, [])).toEqual([])
    }
    expect(await ids({ ends: '1234' }, 'all')).toEqual(['find-other', 'find-2'])
    expect(await ids({ ends: '1234' }, ['rowan', 'larch'])).toEqual(['find-other', 'find-2'])
  })

  it('gives one call only to the companies allowed, and says that it was erased', async () => {
    const [store] = stores()
    await store.commit(
      commitOf(
        'one-call',
        1,
        {
          ending: endedAs('person'),
          handoffs: [{ ...handoff('one-call', 'done'), tenant: 'yew' }],
          contacts: [contact('one-c', { callId: 'one-call', tenant: 'yew', status: 'done' })],
        },
        { tenant: 'yew', status: 'ended', startedAt: 10, at: 11 },
      ),
    )
    expect(await store.findCall(['yew'], 'one-call')).toEqual({
      callId: 'one-call',
      tenant: 'yew',
      flow: 'reception',
      version: 'v1',
      status: 'ended',
      practice: false,
      from: '+12025550143',
      startedAt: 10,
      at: 11,
      erased: false,
      outcome: 'person',
      ending: { seconds: 12, misses: 0, reason: 'called', asked: false },
    })
    expect(await store.findCall('all', 'one-call')).toBeDefined()
    for (const allowed of [[], ['larch'], ['*'], ['YEW']])
      expect(await store.findCall(allowed, 'one-call')).toBeUndefined()
    expect(await store.findCall('all', 'never-was')).toBeUndefined()
    await store.erase('yew', 1000)
    expect(await store.findCall(['yew'], 'one-call')).toMatchObject({
      erased: true,
      from: '',
      outcome: 'person',
    })
  })

  it('pages through calls by their key, each once, though several began in the same moment', async () => {
    const [store, other] = stores()
    const begun = Array.from({ length: 9 }, (_, index) => ({
      callId: `keyed-${index}`,
      startedAt: 7000 + Math.floor(index / 4),
    }))
    for (const { callId, startedAt } of begun)
      await store.commit(commitOf(callId, 1, {}, { tenant: 'keyed', startedAt }))
    const seen: string[] = []
    for (let after: (typeof begun)[number] | undefined; ;) {
      const page = await other.findCalls(['keyed'], { after, limit: 2 })
      seen.push(...page.map(({ callId }) => callId))
      after = page.at(-1)
      if (page.length < 2) break
    }
    expect(seen).toEqual(begun.map(({ callId }) => callId).toReversed())
  })
}
