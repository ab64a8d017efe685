// What every store keeps of the ends of calls, of what is left to do after them, and of the contents
// of companies' folders.
import { expect, it } from 'vitest'
import type { Event } from '../../src/call/event.ts'
import type { Task } from '../../src/call/task.ts'
import { fillOutcomes, fillSlice } from '../../src/jobs/sweep.ts'
import type { Store } from '../../src/store/store.ts'
import { makeRuntime } from '../world/runtime.ts'
import { commitOf, endedAs } from './commits.ts'

const ended: Event = { type: 'ended', how: 'hung up' }
const entered: Event = { type: 'entered', step: 'menu', word: 'menu', file: 'a.yaml', line: 3 }
const goal: Event = { type: 'reached goal', step: 'tell', goal: 'told' }

const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  kind: 'message',
  tenant: 'alder-ends',
  state: 'open',
  callId: 'task-1',
  at: 5,
  ...more,
})

export function testEndings(stores: () => [Store, Store]): void {
  it('keeps how a call ended with the turn that ends it, and again with what comes later', async () => {
    const [store, other] = stores()
    await store.commit(commitOf('end-1', 1, { release: 'r1' }, { tenant: 'alder-ends' }))
    expect(await other.findCall('all', 'end-1')).toMatchObject({ outcome: 'live' })
    const over = { tenant: 'alder-ends', status: 'ended' } as const
    const gaveUp = endedAs('gave-up', { step: 'menu', misses: 2, reason: 'asked', asked: true })
    expect(await store.commit(commitOf('end-1', 2, { ending: gaveUp }, over))).toBe('committed')
    expect(await other.findCall('all', 'end-1')).toMatchObject({
      outcome: 'gave-up',
      ending: { step: 'menu', seconds: 12, misses: 2, reason: 'asked', asked: true, release: 'r1' },
    })
    await store.commit(commitOf('end-1', 3, { ending: endedAs('message') }, over))
    expect(await other.findCall('all', 'end-1')).toMatchObject({
      outcome: 'message',
      ending: { release: 'r1' },
    })
    // a turn that was overtaken ends nothing
    expect(await store.commit(commitOf('end-1', 3, { ending: endedAs('failed') }, over))).toBe(
      'stale',
    )
    expect(await other.findCall('all', 'end-1')).toMatchObject({ outcome: 'message' })
  })

  it('tells the ends of calls that an earlier program has ended, slice by slice, and goes on where it was stopped', async () => {
    const [store, other] = stores()
    const over = { tenant: 'birch-ends', status: 'ended', at: 31_000 } as const
    for (let index = 0; index < 45; index++)
      await store.commit(commitOf(`past-${index}`, 1, { events: [entered, goal, ended] }, over))
    await store.commit(commitOf('past-gone', 1, { events: [] }, over))
    await store.commit(commitOf('past-live', 1, { events: [entered] }, { tenant: 'birch-ends' }))
    const outcomes = async () => {
      const found = await other.findCalls(['birch-ends'], { limit: 100 })
      return Object.fromEntries(found.map(({ callId, outcome }) => [callId, outcome]))
    }
    expect(new Set(Object.values(await outcomes()))).toEqual(new Set(['unknown', 'live']))
    const { log } = await makeRuntime()
    // killed after one slice
    expect(await fillSlice(store, 20)).toBe(20)
    // a call that an old program ends meanwhile
    await other.commit(commitOf('past-late', 1, { events: [entered, ended] }, over))
    expect(await fillOutcomes({ store: other, log })).toBe(27)
    expect(await fillSlice(store, 20)).toBe(0)
    const { 'past-gone': gone, 'past-live': live, 'past-late': late, ...rest } = await outcomes()
    expect([gone, live, late]).toEqual(['unknown', 'live', 'gave-up'])
    expect(new Set(Object.values(rest))).toEqual(new Set(['served']))
    expect(await store.findCall('all', 'past-7')).toMatchObject({
      ending: { step: 'menu', goal: 'told', seconds: 30, misses: 0, reason: 'called' },
    })
    expect(await store.findCalls(['birch-ends'], { outcome: 'unknown', limit: 100 })).toHaveLength(
      1,
    )
  })

  it('keeps what is left to do once, and empties it with the call', async () => {
    const [store, other] = stores()
    const tasks = [
      task('t-1', { desk: 'sales', recording: 'RE1' }),
      task('t-2', { kind: 'callback', at: 6 }),
    ]
    const over = { tenant: 'alder-ends', status: 'ended', startedAt: 10, at: 20 } as const
    await store.commit(commitOf('task-1', 1, { tasks, ending: endedAs('message') }, over))
    await store.commit(commitOf('task-1', 2, { tasks }, over))
    await store.commit(commitOf('task-2', 1, { ending: endedAs('served') }, over))
    expect(await other.tasks({ tenants: ['alder-ends'], limit: 10 })).toEqual(tasks)
    expect(await other.tasks({ tenants: ['birch-ends'], limit: 10 })).toEqual([])
    expect(await other.tasks({ tenants: [], limit: 10 })).toEqual([])
    expect(await store.changeTask({ id: 't-1', tenant: 'birch-ends' }, { state: 'done' })).toBe(
      false,
    )
    expect(
      await store.changeTask({ id: 't-1', tenant: 'alder-ends' }, { owner: 'ann', due: 90 }),
    ).toBe(true)
    expect((await other.tasks({ tenants: ['alder-ends'], limit: 1 }))[0]).toMatchObject({
      owner: 'ann',
      due: 90,
    })
    for (const id of ['t-1', 't-2'])
      expect(await store.changeTask({ id, tenant: 'alder-ends' }, { state: 'done' })).toBe(true)
    expect(await store.erase('alder-ends', 1000)).toBe(2)
    expect(await other.tasks({ tenants: ['alder-ends'], limit: 10 })).toEqual([])
    const left = await other.tasks({ tenants: ['alder-ends'], callId: 'task-1', limit: 10 })
    expect(left.map(({ recording }) => recording)).toEqual([undefined, undefined])
  })

  it('keeps each content of a folder once, by company, as it was first seen', async () => {
    const [store, other] = stores()
    const first = {
      release: 'h1',
      files: { 'a.yaml': 'x', 'audio/a': 's' },
      texts: { x: 'flow: a' },
    }
    const second = {
      release: 'h2',
      files: { 'a.yaml': 'x', 'b.yaml': 'y' },
      texts: { x: 'flow: a', y: 'flow: Ў' },
    }
    await store.saveContent('alder-ends', first, 100)
    await other.saveContent('alder-ends', first, 200)
    await store.saveContent('alder-ends', second, 300)
    expect(await other.content('alder-ends', 'h1')).toEqual({ ...first, firstSeen: 100 })
    expect(await other.content('alder-ends', 'h2')).toEqual({ ...second, firstSeen: 300 })
    expect(await other.content('birch-ends', 'h1')).toBeUndefined()
  })
}
