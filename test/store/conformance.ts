// What every store must keep, whatever lies under it.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { commitOf } from './commits.ts'

/** Opens one more store on the same data; `fresh` first makes the data empty. */
export type Open = { fresh(): Promise<void>; open(key?: Buffer): Store; raw(): Promise<string> }

const handoff = (id: string, callId: string, status: 'ringing' | 'talking' | 'done', operatorId?: string) => ({ id, callId, tenant: 'acme', desk: 'sales', label: 'Sales', reason: 'asked', values: [], transcript: [], status, operatorId })
const notice = (key: string) => ({ key, step: 'tell', lookup: 'crm', params: { number: '1' }, private: [] })

export function testStore(name: string, data: Open): void {
  describe(`the ${name} store`, () => {
    let store: Store
    let other: Store
    beforeAll(async () => {
      await data.fresh()
      store = data.open()
      other = data.open()
      // both at once: each migration is applied once
      await Promise.all([store.migrate(), other.migrate()])
      await store.migrate()
    })
    afterAll(async () => {
      await store.close()
      await other.close()
    })

    it('gives a session back as it was', async () => {
      const commit = commitOf('round', 1, {}, { slots: { topic: { value: { a: [1, 'б'] }, text: 'billing', from: 'keys', confirmed: true } } })
      expect(await store.commit(commit)).toBe('committed')
      expect(await other.loadCall('round')).toEqual(commit.session)
      expect(await store.loadCall('nobody')).toBeUndefined()
      expect(await store.turns('round')).toEqual([{ seq: 1, answers: 0, at: 1001, inputs: commit.inputs, events: [], reply: commit.reply }])
    })

    it('keeps nothing of a turn that comes second', async () => {
      expect(await store.commit(commitOf('second', 1))).toBe('committed')
      expect(await other.commit(commitOf('second', 1, { notices: [notice('second')] }))).toBe('stale')
      expect(await store.commit(commitOf('second', 2))).toBe('committed')
      expect(await other.commit(commitOf('second', 2, { reply: 'other', handoffs: [handoff('h-second', 'second', 'ringing')] }))).toBe('stale')
      expect(await store.replyTo('second', 1)).toBe('<Response>second 2 Ў</Response>')
      expect(await store.handoff('h-second')).toBeUndefined()
      expect((await store.turns('second')).length).toBe(2)
    })

    it('lets one of two racing turns win', async () => {
      await store.commit(commitOf('race', 1))
      const outcomes = await Promise.all([store.commit(commitOf('race', 2)), other.commit(commitOf('race', 2)), store.commit(commitOf('race', 2))])
      expect(outcomes.filter((outcome) => outcome === 'committed').length).toBe(1)
      expect((await store.loadCall('race'))?.seq).toBe(2)
    })

    it('keeps many calls committed at once', async () => {
      const ids = Array.from({ length: 200 }, (_, index) => `many-${index}`)
      expect(new Set(await Promise.all(ids.map((id, index) => (index % 2 ? store : other).commit(commitOf(id, 1)))))).toEqual(new Set(['committed']))
      // in opposite orders from two stores: nobody waits for the other in a ring
      const outcomes = await Promise.all([...ids.map((id) => store.commit(commitOf(id, 2))), ...ids.toReversed().map((id) => other.commit(commitOf(id, 2)))])
      expect(outcomes.filter((outcome) => outcome === 'committed').length).toBe(200)
      expect((await store.calls({ limit: 1000, live: true })).filter(({ callId }) => callId.startsWith('many-')).length).toBe(200)
    })

    it('lets one turn that cannot be written fail alone', async () => {
      await store.commit(commitOf('spoilt', 1))
      // the log already has this turn, so writing it again must fail
      const bad = commitOf('spoilt', 1, { was: 1 }, {})
      const results = await Promise.allSettled([store.commit(commitOf('good-1', 1)), store.commit(bad), store.commit(commitOf('good-2', 1))])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await store.loadCall('good-2'))?.seq).toBe(1)
    })

    it('follows a simple model under random commits', async () => {
      let round = 0
      await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 })), { maxLength: 20 }), async (tries) => {
        const prefix = `model-${++round}-`
        const model = new Map<string, number>()
        for (const [call, seq] of tries) {
          const id = prefix + call
          const fits = (model.get(id) ?? 0) === seq - 1
          expect(await store.commit(commitOf(id, seq))).toBe(fits ? 'committed' : 'stale')
          if (fits) model.set(id, seq)
        }
        for (const [id, seq] of model) expect((await other.loadCall(id))?.seq).toBe(seq)
      }), { numRuns: 25 })
    })

    it('follows hand-offs and who is talking', async () => {
      await store.commit(commitOf('hand', 1, { handoffs: [handoff('h1', 'hand', 'ringing')] }))
      expect((await store.busyPeople()).has('+442079460001')).toBe(false)
      await store.commit(commitOf('hand', 2, { handoffs: [handoff('h1', 'hand', 'talking', '+442079460001')] }))
      expect((await other.busyPeople()).has('+442079460001')).toBe(true)
      await store.commit(commitOf('hand', 3, { handoffs: [handoff('h1', 'hand', 'done', '+442079460001')] }))
      expect((await other.busyPeople()).has('+442079460001')).toBe(false)
      expect(await store.handoffs('hand')).toMatchObject([{ id: 'h1', status: 'done' }])
    })

    it('gives each notice to one sender, again after a failure, and never after giving up', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `n-${index}`)
      await store.commit(commitOf('notes', 1, { notices: [...keys, 'n-0'].map(notice) }))
      const [mine, theirs] = await Promise.all([store.takeNotices(5000, 9000, 12), other.takeNotices(5000, 9000, 20)])
      const taken = [...mine, ...theirs].filter(({ callId }) => callId === 'notes')
      expect(new Set(taken.map(({ notice: { key } }) => key)).size).toBe(taken.length)
      const rest = await store.takeNotices(5000, 9000, 50)
      expect([...taken, ...rest].filter(({ callId }) => callId === 'notes').length).toBe(20)
      const [first, second] = taken
      if (!first || !second) throw new Error('nothing was taken')
      await store.noticeSent(first.id)
      await store.noticeFailed(second.id, 6000, 'status 500')
      expect(await store.takeNotices(5999, 9000, 50)).toEqual([])
      expect(await store.takeNotices(6000, 9000, 50)).toMatchObject([{ id: second.id, attempts: 1 }])
      await store.noticeFailed(second.id, null, 'given up')
      const again = await store.takeNotices(100_000, 200_000, 50)
      expect(again.some(({ id }) => id === first.id || id === second.id)).toBe(false)
    })

    it('lends slow work to one process at a time', async () => {
      await store.commit(commitOf('slow', 1, { work: { key: 'k', leaseUntil: 5000 } }))
      expect(await other.work('slow', 'k')).toEqual({ key: 'k', leaseUntil: 5000, result: undefined })
      expect(await other.takeWork('slow', 'k', 4999, 9000)).toBe(false)
      expect((await Promise.all([store.takeWork('slow', 'k', 5001, 9000), other.takeWork('slow', 'k', 5001, 9000)])).filter(Boolean).length).toBe(1)
      await store.finishWork('slow', 'k', { type: 'failed', key: 'k', at: 1, reason: 'first' })
      await other.finishWork('slow', 'k', { type: 'failed', key: 'k', at: 2, reason: 'second' })
      expect((await store.work('slow', 'k'))?.result).toMatchObject({ reason: 'first' })
      expect(await store.takeWork('slow', 'k', 20_000, 30_000)).toBe(false)
    })

    it('keeps flow versions and switches', async () => {
      await store.saveVersion('v9', 'reception', { 'a.yaml': 'flow: a' })
      await other.saveVersion('v9', 'reception', { 'a.yaml': 'changed' })
      expect(await store.loadVersion('v9')).toEqual({ flow: 'reception', sources: { 'a.yaml': 'flow: a' } })
      expect(await store.loadVersion('v404')).toBeUndefined()
      await store.setSwitch('acme', 'reception', 'storm', true, 'Snow')
      await other.setSwitch('acme', 'reception', 'storm', false, 'No snow')
      expect(await store.switches('reception')).toEqual({ storm: { on: false, text: 'No snow' } })
    })

    it('lists calls by tenant, time and life, and those silent for long', async () => {
      await store.commit(commitOf('old', 1, {}, { tenant: 'other', startedAt: 10, at: 20 }))
      await store.commit(commitOf('over', 1, {}, { tenant: 'other', startedAt: 30, at: 40, status: 'ended' }))
      expect((await store.calls({ tenant: 'other', limit: 9 })).map(({ callId }) => callId)).toEqual(['over', 'old'])
      expect((await store.calls({ tenant: 'other', since: 20, limit: 9 })).map(({ callId }) => callId)).toEqual(['over'])
      expect((await store.calls({ tenant: 'other', live: true, limit: 9 })).map(({ callId }) => callId)).toEqual(['old'])
      expect((await store.silentSince(100, 9)).map(({ callId }) => callId)).toEqual(['old'])
    })

    it('seals private values, opens them with the key only, and erases them', async () => {
      const key = Buffer.alloc(32, 7)
      const sealed = data.open(key)
      const secret = { pin: { value: '4821', text: 'xyzzy4821', from: 'keys', confirmed: true } } as const
      const commit = commitOf('private', 1, { sealed: true, handoffs: [{ ...handoff('h9', 'private', 'done'), reason: 'xyzzy4821' }], notices: [{ ...notice('n9'), params: { pin: 'xyzzy4821' } }], reply: 'xyzzy4821' }, { slots: secret, status: 'ended', tenant: 'sealed' })
      await sealed.commit(commit)
      expect(await data.raw()).not.toContain('xyzzy4821')
      expect(await sealed.loadCall('private')).toEqual(commit.session)
      expect(await sealed.replyTo('private', 0)).toBe('xyzzy4821')
      await expect(store.loadCall('private')).rejects.toThrow('CALL_DATA_KEY')
      await expect(store.commit(commitOf('unsealed', 1, { sealed: true }))).rejects.toThrow('CALL_DATA_KEY')
      expect(await sealed.erase('sealed', 5000)).toBe(1)
      expect(await sealed.erase('sealed', 5000)).toBe(0)
      expect(await sealed.loadCall('private')).toMatchObject({ slots: {}, caller: { number: '' } })
      expect((await sealed.turns('private'))[0]).toMatchObject({ inputs: [], events: [], reply: null })
      await sealed.close()
    })

    it('says so when it is away', async () => {
      await store.ping()
      const gone = data.open()
      await gone.close()
      await expect(gone.ping()).rejects.toThrow()
      await expect(gone.commit(commitOf('gone', 1))).rejects.toThrow()
    })
  })
}
