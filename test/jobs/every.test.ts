// Work on a timer: never twice at the same time, stopped cleanly, tried again later and later.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { every, nextTry } from '../../src/jobs/every.ts'
import { keepSweeping } from '../../src/jobs/sweep.ts'
import { makeRuntime, type TestRuntime } from '../world/runtime.ts'

let logged: string[]
let runtime: TestRuntime

beforeEach(async () => {
  logged = []
  runtime = await makeRuntime({ logged })
  vi.useFakeTimers()
})
afterEach(async () => {
  vi.useRealTimers()
  runtime.library.close()
  await runtime.store.close()
})

/** Work that goes on until it is let go. */
function slow() {
  const begun: ((error?: Error) => void)[] = []
  const work = () =>
    new Promise<void>((resolve, reject) => {
      begun.push((error) => (error ? reject(error) : resolve()))
    })
  return { begun, work }
}

describe('work on a timer', () => {
  it('never overlaps itself, however long it takes', async () => {
    const { begun, work } = slow()
    const stop = every(1000, { work, failure: 'it failed' }, runtime.log)
    expect(begun).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(5000)
    expect(begun).toHaveLength(1)
    begun[0]?.()
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun).toHaveLength(2)
    stop()
  })

  it('goes on after a failure, which is logged, and begins at once if asked to', async () => {
    const { begun, work } = slow()
    const stop = every(1000, { work, failure: 'it failed', atOnce: true }, runtime.log)
    expect(begun).toHaveLength(1)
    begun[0]?.(new Error('no disk'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(begun).toHaveLength(2)
    expect(logged.join()).toMatch(/no disk.*it failed/)
    stop()
  })

  it('is told that it is stopped, and fails for nobody then', async () => {
    let stopped: AbortSignal | undefined
    const { begun, work } = slow()
    const stop = every(
      1000,
      {
        work(signal) {
          stopped = signal
          return work()
        },
        failure: 'it failed',
      },
      runtime.log,
    )
    await vi.advanceTimersByTimeAsync(1000)
    stop()
    expect(stopped?.aborted).toBe(true)
    begun[0]?.(new Error('closed'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(begun).toHaveLength(1)
    expect(logged).toEqual([])
  })
})

describe('the sweep', () => {
  it('does not begin again while it is at work', async () => {
    let reading = 0
    let most = 0
    let reads = 0
    runtime.store = {
      ...runtime.store,
      async silentSince() {
        reads++
        most = Math.max(most, ++reading)
        await new Promise((resolve) => setTimeout(resolve, 100_000))
        reading--
        return []
      },
    }
    const stop = keepSweeping(runtime)
    await vi.advanceTimersByTimeAsync(400_000)
    expect([reads, most]).toEqual([4, 1])
    stop()
  })
})

it('tries again after pauses that double up to the longest, so many times', () => {
  const rule = { first: 2000, longest: 10_000, most: 5 }
  expect([1, 2, 3, 4, 5].map((attempts) => nextTry(attempts, rule, 100))).toEqual([
    2100,
    4100,
    8100,
    10_100,
    null,
  ])
})
