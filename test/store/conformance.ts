// What every store must keep, whatever lies under it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '../../src/call/session.ts'
import type { Store } from '../../src/store/store.ts'
import { testCalls } from './calls-conformance.ts'
import { commitOf, noticeOf } from './commits.ts'
import { testDesk } from './desk-conformance.ts'
import { testEndings } from './endings-conformance.ts'
import { race } from './race.ts'

/** `place` makes an empty database and gives its address; `open` opens one more store there; `raw`
 * is all that is kept there, as text. */
export type Database = {
  kind: 'sqlite' | 'postgres'
  place(): Promise<string>
  open(place: string, key?: Buffer): Store
  raw(place: string): Promise<string>
}

const handoff = (
  id: string,
  callId: string,
  status: 'ringing' | 'talking' | 'done',
  operatorId?: string,
) => ({
  id,
  callId,
  tenant: 'acme',
  desk: 'sales',
  label: 'Sales',
  reason: 'asked',
  values: [],
  transcript: [],
  status,
  operatorId,
})

export function testStore(name: string, database: Database): void {
  describe(`the ${name} store`, () => {
    let place: string
    let store: Store
    let other: Store
    beforeAll(async () => {
      place = await database.place()
      store = database.open(place)
      other = database.open(place)
      // both at once: each migration is applied once
      await Promise.all([store.migrate(), other.migrate()])
      await store.migrate()
    })
    afterAll(async () => {
      await store.close()
      await other.close()
    })

    testEndings(() => [store, other])
    testDesk(() => [store, other])
    testCalls(() => [store, other])

    it('gives a session back as it was', async () => {
      const commit = commitOf(
        'round',
        1,
        {},
        {
          slots: {
            topic: { value: { a: [1, 'б'] }, text: 'billing', from: 'keys', confirmed: true },
          },
        },
      )
      expect(await store.commit(commit)).toBe('committed')
      expect(await other.loadCall('round')).toEqual(commit.session)
      expect(await store.loadCall('nobody')).toBeUndefined()
      expect(await store.turns('round')).toEqual([
        { seq: 1, answers: 0, at: 1001, inputs: commit.inputs, events: [], reply: commit.reply },
      ])
    })

    it('keeps nothing of a turn that comes second', async () => {
      expect(await store.commit(commitOf('second', 1))).toBe('committed')
      expect(await other.commit(commitOf('second', 1, { notices: [noticeOf('second')] }))).toBe(
        'stale',
      )
      expect(await store.commit(commitOf('second', 2))).toBe('committed')
      expect(
        await other.commit(
          commitOf('second', 2, {
            reply: 'other',
            handoffs: [handoff('h-second', 'second', 'ringing')],
          }),
        ),
      ).toBe('stale')
      expect(await store.replyTo('second', 1)).toBe('<Response>second 2 Ў</Response>')
      expect(await store.handoff('h-second')).toBeUndefined()
      expect((await store.turns('second')).length).toBe(2)
    })

    it('lets one of two racing turns win', async () => {
      await store.commit(commitOf('race', 1))
      const outcomes = await Promise.all([
        store.commit(commitOf('race', 2)),
        other.commit(commitOf('race', 2)),
        store.commit(commitOf('race', 2)),
      ])
      expect(outcomes.filter((outcome) => outcome === 'committed').length).toBe(1)
      expect((await store.loadCall('race'))?.seq).toBe(2)
    })

    it("gives the logs of a flow's calls in pages, the oldest first, each call once", async () => {
      const flow = 'paged'
      // several begin in the same millisecond
      const begun = Array.from({ length: 7 }, (_, index) => ({
        callId: `page-${index}`,
        startedAt: 5000 + Math.floor(index / 3),
      }))
      for (const { callId, startedAt } of begun.toReversed()) {
        await store.commit(commitOf(callId, 1, {}, { flow, startedAt }))
        await store.commit(commitOf(callId, 2, {}, { flow, startedAt }))
      }
      await store.commit(commitOf('page-other', 1, {}, { flow: 'another', startedAt: 5001 }))
      const found = []
      for (let after: (typeof begun)[number] | undefined; ;) {
        const page = await other.callLogs({ flow, since: 5000, after, limit: 2 })
        found.push(...page)
        after = page.at(-1)
        if (page.length < 2) break
      }
      expect(found.map(({ callId }) => callId)).toEqual(begun.map(({ callId }) => callId))
      expect(found[0]).toMatchObject({
        flow,
        startedAt: 5000,
        erased: false,
        status: 'waiting',
        turns: [1, 2].map((seq) => ({
          seq,
          answers: seq - 1,
          at: 1000 + seq,
          inputs: [{ type: 'keys', keys: String(seq), at: 1000 + seq }],
        })),
      })
      expect(
        (await store.callLogs({ flow, since: 5002, limit: 10 })).map(({ callId }) => callId),
      ).toEqual(['page-6'])
      expect(await store.callLogs({ flow, since: 5003, limit: 10 })).toEqual([])
    })

    it('keeps many calls committed at once', async () => {
      const ids = Array.from({ length: 200 }, (_, index) => `many-${index}`)
      expect(
        new Set(
          await Promise.all(
            ids.map((id, index) => (index % 2 ? store : other).commit(commitOf(id, 1))),
          ),
        ),
      ).toEqual(new Set(['committed']))
      // in opposite orders from two stores: nobody waits for the other in a ring
      const outcomes = await Promise.all([
        ...ids.map((id) => store.commit(commitOf(id, 2))),
        ...ids.toReversed().map((id) => other.commit(commitOf(id, 2))),
      ])
      expect(outcomes.filter((outcome) => outcome === 'committed').length).toBe(200)
      expect(
        (await store.calls({ limit: 1000, live: true })).filter(({ callId }) =>
          callId.startsWith('many-'),
        ).length,
      ).toBe(200)
    })

    it('lets one turn that cannot be written fail alone', async () => {
      await store.commit(commitOf('spoilt', 1))
      // the log already has this turn, so writing it again must fail
      const bad = commitOf('spoilt', 1, { was: 1 }, { reason: 'spoilt' })
      const results = await Promise.allSettled([
        store.commit(commitOf('good-1', 1)),
        store.commit(bad),
        store.commit(commitOf('good-2', 1)),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await store.loadCall('good-2'))?.seq).toBe(1)
      expect((await other.loadCall('spoilt'))?.reason).toBe('called')
    })

    it('writes two turns of one call in order when they arrive together', async () => {
      expect(
        await Promise.all([
          store.commit(commitOf('twice', 1)),
          store.commit(commitOf('twice', 2)),
          store.commit(commitOf('twice', 2)),
          store.commit(commitOf('twice', 3)),
        ]),
      ).toEqual(['committed', 'committed', 'stale', 'committed'])
      expect((await store.turns('twice')).map(({ seq }) => seq)).toEqual([1, 2, 3])
    })

    it('keeps a turn whole: what cannot be written takes its call, hand-offs, notices and work with it', async () => {
      await store.commit(commitOf('whole', 1))
      const more = {
        notices: [noticeOf('whole')],
        handoffs: [handoff('h-whole', 'whole', 'ringing')],
        work: { key: 'k', leaseUntil: 1 },
        messages: [{ recording: 'RE-whole', language: 'en-GB', dueAt: 1 }],
      }
      await expect(
        store.commit(commitOf('whole', 1, { was: 1, ...more }, { reason: 'spoilt' })),
      ).rejects.toThrow()
      expect((await store.loadCall('whole'))?.reason).toBe('called')
      expect(await store.handoff('h-whole')).toBeUndefined()
      expect(await store.work('whole', 'k')).toBeUndefined()
      expect(await store.messages('whole')).toEqual([])
      expect(
        (await store.takeNotices(2000, 2001, 500)).some(({ callId }) => callId === 'whole'),
      ).toBe(false)
    })

    it('gives each turn, notice and piece of work to one of two processes that start together on a new database', async () => {
      const fresh = await database.place()
      const [one, two] = await race(database.kind, fresh)
      const calls = Array.from({ length: 40 }, (_, index) => `raced-${index}`)
      const turns = calls.flatMap((id) => [1, 2, 3, 4, 5].map((seq) => `${id} ${seq}`))
      expect([...one.turns, ...two.turns].sort()).toEqual([...turns].sort())
      expect([...one.notices, ...two.notices].sort()).toEqual([...turns].sort())
      expect([...one.work, ...two.work].sort()).toEqual([...calls].sort())
      const after = database.open(fresh)
      for (const id of calls)
        expect((await after.turns(id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      await after.close()
    })

    it('follows a simple model under random commits', async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 })), { maxLength: 20 }),
          async (tries) => {
            const prefix = `model-${++round}-`
            const model = new Map<string, number>()
            for (const [call, seq] of tries) {
              const id = prefix + call
              const fits = (model.get(id) ?? 0) === seq - 1
              expect(await store.commit(commitOf(id, seq))).toBe(fits ? 'committed' : 'stale')
              if (fits) model.set(id, seq)
            }
            for (const [id, seq] of model) expect((await other.loadCall(id))?.seq).toBe(seq)
          },
        ),
        { numRuns: 25 },
      )
    })

    it('follows hand-offs and who is talking', async () => {
      await store.commit(commitOf('hand', 1, { handoffs: [handoff('h1', 'hand', 'ringing')] }))
      expect((await store.busyPeople()).has('+442079460001')).toBe(false)
      await store.commit(
        commitOf('hand', 2, { handoffs: [handoff('h1', 'hand', 'talking', '+442079460001')] }),
      )
      expect((await other.busyPeople()).has('+442079460001')).toBe(true)
      await store.commit(
        commitOf('hand', 3, { handoffs: [handoff('h1', 'hand', 'done', '+442079460001')] }),
      )
      expect((await other.busyPeople()).has('+442079460001')).toBe(false)
      expect(await store.handoffs('hand')).toMatchObject([{ id: 'h1', status: 'done' }])
    })

    it('gives each notice to one sender, again after a failure, and never after giving up', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `n-${index}`)
      await store.commit(commitOf('notes', 1, { notices: [...keys, 'n-0'].map(noticeOf) }))
      const [mine, theirs] = await Promise.all([
        store.takeNotices(5000, 9000, 12),
        other.takeNotices(5000, 9000, 20),
      ])
      const taken = [...mine, ...theirs].filter(({ callId }) => callId === 'notes')
      expect(new Set(taken.map(({ notice: { key } }) => key)).size).toBe(taken.length)
      const rest = await store.takeNotices(5000, 9000, 50)
      expect([...taken, ...rest].filter(({ callId }) => callId === 'notes').length).toBe(20)
      const [first, second] = taken
      if (!first || !second) throw new Error('nothing was taken')
      await store.noticeSent(first.id)
      await store.noticeFailed(second.id, 6000, 'status 500')
      expect(await store.takeNotices(5999, 9000, 50)).toEqual([])
      expect(await store.takeNotices(6000, 9000, 50)).toMatchObject([
        { id: second.id, attempts: 1 },
      ])
      await store.noticeFailed(second.id, null, 'given up')
      const again = await store.takeNotices(100_000, 200_000, 50)
      expect(again.some(({ id }) => id === first.id || id === second.id)).toBe(false)
    })

    it('lends slow work to one process at a time', async () => {
      await store.commit(commitOf('slow', 1, { work: { key: 'k', leaseUntil: 5000 } }))
      expect(await other.work('slow', 'k')).toEqual({
        key: 'k',
        leaseUntil: 5000,
        result: undefined,
      })
      expect(await other.takeWork('slow', 'k', 4999, 9000)).toBe(false)
      expect(
        (
          await Promise.all([
            store.takeWork('slow', 'k', 5001, 9000),
            other.takeWork('slow', 'k', 5001, 9000),
          ])
        ).filter(Boolean).length,
      ).toBe(1)
      await store.finishWork('slow', 'k', { type: 'failed', key: 'k', at: 1, reason: 'first' })
      await other.finishWork('slow', 'k', { type: 'failed', key: 'k', at: 2, reason: 'second' })
      expect((await store.work('slow', 'k'))?.result).toMatchObject({ reason: 'first' })
      expect(await store.takeWork('slow', 'k', 20_000, 30_000)).toBe(false)
    })

    it('lends each message to one process at a time, and keeps the words of one attempt', async () => {
      const recordings = Array.from(
        { length: 12 },
        (_, index) => `RE-due-${String(index).padStart(2, '0')}`,
      )
      const message = (recording: string) => ({
        recording,
        desk: 'sales',
        language: 'en-GB',
        dueAt: 5000,
      })
      await store.commit(commitOf('spoken', 1, { messages: recordings.map(message) }))
      // the same recording told of again is the same message
      await other.commit(
        commitOf('spoken', 2, {
          messages: [message('RE-due-00'), { ...message('RE-due-99'), desk: undefined }],
        }),
      )
      expect(await store.takeMessages(4999, 9000, 50)).toEqual([])
      const taken = (
        await Promise.all([store.takeMessages(5000, 9000, 7), other.takeMessages(5000, 9000, 20)])
      ).flat()
      const rest = await store.takeMessages(5000, 9000, 50)
      expect([...taken, ...rest].map(({ recording }) => recording).sort()).toEqual([
        ...recordings,
        'RE-due-99',
      ])
      const [first, second, third] = taken.toSorted((a, b) =>
        a.recording.localeCompare(b.recording),
      )
      if (!first || !second || !third) throw new Error('nothing was taken')
      expect(first).toEqual({
        recording: 'RE-due-00',
        callId: 'spoken',
        tenant: 'acme',
        language: 'en-GB',
        attempts: 1,
      })
      expect(await other.messageWritten(first, 'My lamp is broken')).toBe(true)
      expect(await store.messageWritten(first, 'once more')).toBe(false)
      expect(await store.messageFailed(second, 6000, 'unreachable')).toBe(true)
      expect(await store.messageFailed(third, null, 'given up')).toBe(true)
      // the first holder was too slow: what it brings after its lease no longer counts
      const [again] = await other.takeMessages(6000, 9500, 50)
      expect(again).toEqual({ ...second, attempts: 2 })
      expect(await store.messageWritten(second, 'too late')).toBe(false)
      expect(await store.messageFailed(second, 1, 'too late')).toBe(false)
      expect(
        (await store.takeMessages(9000, 20_000, 50)).map(({ recording }) => recording),
      ).not.toContain(second.recording)
      if (again) expect(await store.messageWritten(again, 'Please call')).toBe(true)
      expect(
        (await other.takeMessages(90_000, 99_000, 50)).some(({ recording }) =>
          [first, second, third].some((one) => one.recording === recording),
        ),
      ).toBe(false)
      const kept = await other.messages('spoken')
      expect(kept.slice(0, 3)).toEqual([
        { recording: first.recording, desk: 'sales', text: 'My lamp is broken' },
        { recording: second.recording, desk: 'sales', text: 'Please call' },
        { recording: third.recording, desk: 'sales' },
      ])
      expect(kept.at(-1)).toEqual({ recording: 'RE-due-99' })
    })

    it('seals the words of a message of a sealed call, and erases message and words with it', async () => {
      const sealed = database.open(place, Buffer.alloc(32, 5))
      const messages = [
        { recording: 'RE-sealed', language: 'en-GB', dueAt: 1000 },
        { recording: 'RE-late', language: 'en-GB', dueAt: 1000 },
      ]
      await sealed.commit(
        commitOf(
          'whispered',
          1,
          { sealed: true, messages },
          { tenant: 'whispers', status: 'ended' },
        ),
      )
      const mine = (await sealed.takeMessages(1000, 2000, 50)).filter(
        ({ callId }) => callId === 'whispered',
      )
      const [late, early] = mine.toSorted((a, b) => a.recording.localeCompare(b.recording))
      if (!early || !late) throw new Error('nothing was taken')
      await expect(store.messageWritten(early, 'the code is plugh77')).rejects.toThrow(
        'CALL_DATA_KEY',
      )
      expect(await sealed.messageWritten(early, 'the code is plugh77')).toBe(true)
      expect(await database.raw(place)).not.toContain('plugh77')
      expect(await sealed.messages('whispered')).toContainEqual({
        recording: 'RE-sealed',
        text: 'the code is plugh77',
      })
      await expect(store.messages('whispered')).rejects.toThrow('CALL_DATA_KEY')
      expect(await sealed.erase('whispers', 5000)).toBe(1)
      expect(await sealed.messages('whispered')).toEqual([])
      // what was under way meanwhile is not kept
      expect(await sealed.messageWritten(late, 'plugh77')).toBe(false)
      expect(await sealed.messages('whispered')).toEqual([])
      await sealed.close()
    })

    it('keeps flow versions', async () => {
      await store.saveVersion('v9', 'reception', { 'a.yaml': 'flow: a' })
      await other.saveVersion('v9', 'reception', { 'a.yaml': 'changed' })
      expect(await store.loadVersion('v9')).toEqual({
        flow: 'reception',
        sources: { 'a.yaml': 'flow: a' },
      })
      expect(await store.loadVersion('v404')).toBeUndefined()
    })

    it('keeps one mark a turn, lists those of calls since a time, and erases them with the call', async () => {
      await store.commit(
        commitOf(
          'marked',
          1,
          {},
          { tenant: 'marks', startedAt: 500_000_000_010, at: 500_000_000_020, status: 'ended' },
        ),
      )
      const mark = { callId: 'marked', tenant: 'marks', seq: 1, meant: 'sales', at: 1 }
      await store.mark(mark)
      await other.mark({ ...mark, meant: 'billing', at: 2 })
      await store.mark({ ...mark, seq: 2, meant: 'nothing' })
      await store.mark({ ...mark, callId: 'unknown' })
      expect(await store.marks(500_000_000_010, 9)).toEqual([
        { ...mark, meant: 'billing', at: 2 },
        { ...mark, seq: 2, meant: 'nothing' },
      ])
      expect(await store.marks(500_000_000_010, 1)).toHaveLength(1)
      expect(await store.marks(500_000_000_011, 9)).toEqual([])
      expect(await store.erase('marks', 600_000_000_000)).toBe(1)
      expect(await store.marks(500_000_000_010, 9)).toEqual([])
    })

    it('lists calls by tenant, time and life, and those silent for long', async () => {
      await store.commit(commitOf('old', 1, {}, { tenant: 'other', startedAt: 10, at: 20 }))
      await store.commit(
        commitOf('over', 1, {}, { tenant: 'other', startedAt: 30, at: 40, status: 'ended' }),
      )
      expect(
        (await store.calls({ tenant: 'other', limit: 9 })).map(({ callId }) => callId),
      ).toEqual(['over', 'old'])
      expect(
        (await store.calls({ tenant: 'other', since: 20, limit: 9 })).map(({ callId }) => callId),
      ).toEqual(['over'])
      expect(
        (await store.calls({ tenant: 'other', live: true, limit: 9 })).map(({ callId }) => callId),
      ).toEqual(['old'])
      expect((await store.silentSince(100, 9)).map(({ callId }) => callId)).toEqual(['old'])
      for (const [callId, at] of [
        ['older', 5],
        ['old, too', 20],
        ['newer', 50],
      ] as const)
        await store.commit(commitOf(callId, 1, {}, { tenant: 'other', startedAt: 5, at }))
      const pages: string[] = []
      for (
        let page = await store.silentSince(100, 1);
        page.length > 0;
        page = await store.silentSince(100, 1, page.at(-1))
      )
        pages.push(...page.map(({ callId }) => callId))
      expect(pages).toEqual(['older', 'old', 'old, too', 'newer'])
    })

    it('seals private values, opens them with the key only, and erases them', async () => {
      const key = Buffer.alloc(32, 7)
      const sealed = database.open(place, key)
      const secret = {
        pin: { value: '4821', text: 'xyzzy4821', from: 'keys', confirmed: true },
      } as const
      const commit = commitOf(
        'private',
        1,
        {
          sealed: true,
          handoffs: [{ ...handoff('h9', 'private', 'done'), reason: 'xyzzy4821' }],
          notices: [{ ...noticeOf('n9'), params: { pin: 'xyzzy4821' } }],
          reply: 'xyzzy4821',
        },
        { slots: secret, status: 'ended', tenant: 'sealed' },
      )
      await sealed.commit(commit)
      expect(await database.raw(place)).not.toContain('xyzzy4821')
      expect(await sealed.loadCall('private')).toEqual(commit.session)
      expect(await sealed.replyTo('private', 0)).toBe('xyzzy4821')
      await expect(store.loadCall('private')).rejects.toThrow('CALL_DATA_KEY')
      await expect(store.commit(commitOf('unsealed', 1, { sealed: true }))).rejects.toThrow(
        'CALL_DATA_KEY',
      )
      expect(await sealed.erase('sealed', 5000)).toBe(1)
      expect(await sealed.erase('sealed', 5000)).toBe(0)
      expect(await sealed.loadCall('private')).toMatchObject({ slots: {}, caller: { number: '' } })
      expect((await sealed.turns('private'))[0]).toMatchObject({
        inputs: [],
        events: [],
        reply: null,
      })
      await sealed.close()
    })

    it('opens nothing with another key, and takes no short key', async () => {
      const mine = database.open(place, Buffer.alloc(32, 1))
      const theirs = database.open(place, Buffer.alloc(32, 2))
      await mine.commit(commitOf('locked away', 1, { sealed: true }))
      await expect(theirs.loadCall('locked away')).rejects.toThrow('CALL_DATA_KEY is not the key')
      expect(() => database.open(place, Buffer.alloc(16))).toThrow('32 bytes')
      await mine.close()
      await theirs.close()
    })

    it('erases only the ended calls of one tenant before a time, however many, even those it cannot open', async () => {
      const ended = { tenant: 'shop', status: 'ended' } as const
      const spoken: Partial<Session> = {
        ...ended,
        reason: 'quinoa',
        saved: { order: { dish: 'quinoa' } },
        ringing: {
          desk: 'sales',
          handoff: 'h',
          people: [{ to: '+442079460002' }],
          order: 'in order',
          next: 0,
          round: 0,
          since: 0,
        },
      }
      const erasable = Array.from({ length: 250 }, (_, index) =>
        commitOf(
          `old-${index}`,
          1,
          {
            handoffs: [{ ...handoff(`h-old-${index}`, `old-${index}`, 'done'), reason: 'quinoa' }],
            work: { key: 'k', leaseUntil: 1 },
          },
          spoken,
        ),
      )
      await Promise.all(
        [
          ...erasable,
          commitOf('kept: live', 1, {}, { tenant: 'shop' }),
          commitOf('kept: late', 1, {}, { ...ended, at: 5000 }),
          commitOf('kept: elsewhere', 1, {}, { tenant: 'bank', status: 'ended' }),
        ].map((commit) => store.commit(commit)),
      )
      await store.finishWork('old-0', 'k', {
        type: 'fetched',
        key: 'k',
        at: 1,
        found: true,
        data: { dish: 'quinoa' },
      })
      const sealed = database.open(place, Buffer.alloc(32, 3))
      await sealed.commit(commitOf('old: key is lost', 1, { sealed: true }, ended))
      await sealed.close()
      expect(await store.erase('shop', 4000)).toBe(251)
      expect(await store.erase('shop', 4000)).toBe(0)
      expect(await store.loadCall('old-0')).toMatchObject({
        reason: '',
        saved: {},
        state: { leaf: 'menu/try1' },
      })
      expect(await store.handoffs('old-7')).toEqual([])
      expect(await store.work('old-0', 'k')).toBeUndefined()
      await expect(store.loadCall('old: key is lost')).rejects.toThrow('cannot be read')
      expect((await store.turns('old: key is lost'))[0]).toMatchObject({ inputs: [], reply: null })
      for (const id of ['kept: live', 'kept: late', 'kept: elsewhere'])
        expect((await store.turns(id))[0]?.inputs.length, id).toBe(1)
      // a turn that comes after all is erased the next time
      await store.commit(commitOf('old-0', 2, {}, spoken))
      expect(await store.erase('shop', 4000)).toBe(1)
      expect(
        (await store.calls({ tenant: 'shop', limit: 500 }))
          .filter(({ from }) => from !== '')
          .map(({ callId }) => callId)
          .sort(),
      ).toEqual(['kept: late', 'kept: live'])
    })

    it('finishes what is under way before it closes', async () => {
      const closing = database.open(place)
      const commits = Array.from({ length: 30 }, (_, index) =>
        closing.commit(commitOf(`closing-${index}`, 1)),
      )
      await closing.close()
      expect(new Set(await Promise.all(commits))).toEqual(new Set(['committed']))
      expect((await store.loadCall('closing-29'))?.seq).toBe(1)
    })

    it('says so when it is away', async () => {
      await store.ping()
      const gone = database.open(place)
      await gone.close()
      await expect(gone.ping()).rejects.toThrow()
      await expect(gone.commit(commitOf('gone', 1))).rejects.toThrow()
    })
  })
}
