// The ends of notices are noted once, and a closure without an end is not forgotten.
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/flow/text/duration.ts'
import { noteEnds, remindOfClosures } from '../../src/jobs/notices.ts'
import { makeRuntime } from '../world/runtime.ts'
import { setClosure, setSwitch } from '../notices/set-notice.ts'

const noon = Date.UTC(2026, 10, 30, 12)
const outage = { tenant: 'alder', flow: 'reception', name: 'outage' }
const line = { tenant: 'alder', line: '+15005550006' }

describe('the end of a notice', () => {
  it('is noted once, by its end, and what was said stays', async () => {
    let clock = noon
    const runtime = await makeRuntime({ now: () => clock })
    const { store } = runtime
    await setSwitch(store, outage, { 'en-GB': 'Down.' }, { at: noon, until: noon + HOUR })
    await setClosure(store, line, { 'en-GB': 'Closed.' }, { at: noon, until: noon + HOUR })
    const log = () => store.auditLog({ limit: 10 })
    clock = noon + HOUR - 1
    await noteEnds(runtime)
    expect(await log()).toHaveLength(2)
    clock = noon + HOUR
    await Promise.all([noteEnds(runtime), noteEnds(runtime)])
    await noteEnds(runtime)
    const told = (await log()).slice(0, 2)
    expect(told.map(({ action, ip, tenant }) => [action, ip, tenant]).sort()).toEqual([
      ['opened again', 'its end', 'alder'],
      ['switched off', 'its end', 'alder'],
    ])
    expect(await log()).toHaveLength(4)
    expect(await store.switchOf(outage)).toMatchObject({ on: false, texts: { 'en-GB': 'Down.' } })
    expect(await store.closureOf(line)).toMatchObject({ on: false, by: 'its end' })
  })
})

describe('a closure without an end', () => {
  it('is told of once a day, until it is opened', async () => {
    let clock = noon
    const logged: string[] = []
    const runtime = await makeRuntime({ now: () => clock, logged })
    await setClosure(runtime.store, line, { 'en-GB': 'Closed.' }, { at: noon })
    const told = () => logged.filter((one) => one.includes('still closed')).length
    for (let hour = 0; hour <= 3 * 24; hour++) {
      clock = noon + hour * HOUR
      await Promise.all([remindOfClosures(runtime), remindOfClosures(runtime)])
    }
    expect(told()).toBe(3)
    await setClosure(runtime.store, line, undefined, { at: clock })
    clock += 2 * DAY
    await remindOfClosures(runtime)
    expect(told()).toBe(3)
  })
})
