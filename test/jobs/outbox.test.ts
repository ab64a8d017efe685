// The outbox: what a turn notifies is sent after it, again and again, by one sender at a time.
import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/call/event.ts'
import { sendDue } from '../../src/jobs/outbox.ts'
import { makeRuntime } from '../world/runtime.ts'
import { commitOf } from '../store/commits.ts'

const notice: Notice = { key: 'n1', step: 'tell', lookup: 'crm', params: { score: 5 }, private: [] }

describe('the outbox', () => {
  it('sends what a committed turn left, once', async () => {
    const sent: Notice[] = []
    const runtime = await makeRuntime({
      send: async (one) => {
        sent.push(one)
      },
    })
    await runtime.store.commit(commitOf('CA1', 1, { notices: [notice] }))
    await Promise.all([sendDue(runtime), sendDue(runtime)])
    await sendDue(runtime)
    expect(sent).toEqual([notice])
  })

  it('tries again later and later, and gives up after twelve attempts', async () => {
    let clock = 1_800_000_000_000
    const tries: number[] = []
    const logged: string[] = []
    const runtime = await makeRuntime({
      logged,
      now: () => clock,
      send: () => {
        tries.push(clock)
        return Promise.reject(new Error('status 500'))
      },
    })
    await runtime.store.commit(commitOf('CA2', 1, { notices: [notice] }))
    for (let minute = 0; minute < 200; minute++) {
      await sendDue(runtime)
      clock += 60_000
    }
    expect(tries.length).toBe(12)
    const gaps = tries.slice(1).map((time, index) => time - (tries[index] ?? 0))
    expect(gaps.at(-1)).toBeGreaterThan(gaps[0] ?? 0)
    expect(logged.at(-1)).toContain('given up')
    expect(logged.join()).not.toContain('"score"')
  })
})
