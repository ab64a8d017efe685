// A closed line at the telephone: words before the flow, then the end or a number of its list.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR } from '../../src/flow/text/duration.ts'
import { setClosure } from '../notices/set-notice.ts'
import { caller, heard, number, orderLine, type OrderLine } from './world.ts'

const line = { tenant: 'fir', line: number }
const company = { tenant: 'fir', line: '' }
const words = { 'en-GB': 'We are closed today.' }
const last = '+442079460009'

let open: OrderLine
beforeEach(async () => {
  open = await orderLine()
})
afterEach(() => open.close())

const session = (callSid: string) => open.runtime.store.loadCall(callSid)

describe('a closed line', () => {
  it.each([
    ['alone', line, 'line'],
    ['with its whole company', company, 'company'],
  ])('%s says its words and hangs up, and the call stands in the list', async (_, key, of) => {
    await setClosure(open.runtime.store, key, words)
    const call = caller(open)
    await call.begin()
    expect(heard(call.xml)).toBe('We are closed today.')
    expect(call.xml).toContain('</Say><Hangup/></Response>')
    expect(await session(call.callSid)).toMatchObject({ status: 'ended', closed: { of } })
    expect((await open.runtime.store.findCall(['fir'], call.callSid))?.callId).toBe(call.callSid)
    const begun = call.xml
    expect(await call.begin()).toBe(begun)
  })

  it('sends calls on to a number of its list, where nobody has to press anything', async () => {
    await setClosure(open.runtime.store, line, words, { sendTo: last })
    const call = caller(open)
    await call.begin()
    expect(heard(call.xml)).toBe('We are closed today.')
    expect(call.xml).toMatch(new RegExp(`<Dial [^>]*callerId="\\${number}"[^>]*>\\${last}</Dial>`))
    await call.dialEnds('completed', { DialBridged: 'true' })
    expect(call.xml).toContain('<Response><Hangup/></Response>')
    expect((await session(call.callSid))?.status).toBe('ended')
  })

  it('never dials a number that is not in its list any more', async () => {
    await setClosure(open.runtime.store, line, words, { sendTo: '+12025550177' })
    const call = caller(open)
    await call.begin()
    expect(call.xml).not.toContain('<Dial')
    expect(call.xml).toContain('<Hangup/>')
  })

  it('leaves calls alone that had begun, and is open again by itself at its end', async () => {
    const before = caller(open)
    await before.begin()
    await setClosure(open.runtime.store, line, words, { until: Date.now() + HOUR })
    await before.says('where is my order')
    expect(heard(before.xml)).toContain('six digits')
    await setClosure(open.runtime.store, line, words, { until: Date.now() - 1 })
    const after = caller(open)
    await after.begin()
    expect(heard(after.xml)).toContain('Fir Tools')
  })

  it('of another company changes nothing', async () => {
    await setClosure(open.runtime.store, { tenant: 'oak', line: number }, words)
    await setClosure(open.runtime.store, { tenant: 'oak', line: '' }, words)
    const call = caller(open)
    await call.begin()
    expect(heard(call.xml)).toContain('Fir Tools')
  })
})
