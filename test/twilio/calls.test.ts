// Whole calls over HTTP, each form signed as Twilio signs it.
import { once } from 'node:events'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runs } from '../long.ts'
import { FILLER, outlast } from '../world/outlast.ts'
import { fuzzed } from './fuzz.ts'
import { publicUrl } from './server.ts'
import { action, caller, heard, number, orderLine, redirect, type OrderLine } from './world.ts'
import { xmlFault } from '../../src/stress/twiml-reader.ts'

let line: OrderLine

beforeAll(async () => {
  line = await orderLine()
})
afterAll(() => line.close())

const recording = (n: number) => `RE${String(n).padStart(32, '0')}`
const session = (callSid: string) => line.runtime.store.loadCall(callSid)

describe('a call', () => {
  it('can be taken, says the readiness page', async () => {
    const response = await fetch(`${line.origin}/readyz`)
    expect([response.status, await response.text()]).toEqual([200, 'ready\n'])
  })

  it('is greeted, asked, answered and sent off', async () => {
    const call = caller(line)
    await call.begin()
    expect(call.xml).toMatch(
      /^<\?xml[^>]*><Response><Say[^>]*>Fir Tools. Calls are recorded.<\/Say><Gather .*input="dtmf speech".*hints="[^"]*where is my order/,
    )
    await call.says('where is my order')
    expect(heard(call.xml)).toContain('six digits')
    expect(call.xml).toContain('numDigits="6"')
    await call.keys('123456')
    expect(heard(call.xml)).toMatch(/^It is on its way\. Is there anything else\?/)
    await call.says('no thank you')
    expect(heard(call.xml)).toBe('Goodbye.')
    expect(call.xml).toContain('</Say><Hangup/></Response>')
    expect((await session(call.callSid))?.status).toBe('ended')
  })

  it('keeps the keys of a number that comes in pieces and asks only for the rest', async () => {
    const call = caller(line)
    await call.begin()
    await call.keys('1')
    await call.keys('1234')
    expect(call.xml).toContain('numDigits="2"')
    await call.keys('56')
    expect(heard(call.xml)).toContain('It is on its way.')
  })

  it('hears silence as an answer, and does not ask in the same words again', async () => {
    const call = caller(line)
    await call.begin()
    const first = heard(call.xml)
    await call.silence()
    expect(call.xml).toContain('<Gather')
    expect(heard(call.xml)).not.toBe(first)
  })

  it('gives a repeated webhook the same bytes and counts it once', async () => {
    const call = caller(line)
    const begun = await call.begin()
    expect(await call.begin()).toBe(begun)
    const answer = action(call.xml, 'Gather')
    const [one, two] = await Promise.all([
      call.send(answer, { Digits: '1' }),
      call.send(answer, { Digits: '1' }),
    ])
    expect(one.body).toBe(two.body)
    expect((await call.send(answer, { Digits: '2' })).body).toBe(one.body)
    expect((await session(call.callSid))?.counters.turns).toBe(1)
  })

  it('that nobody knows ends with one sentence', async () => {
    const call = caller(line)
    expect(heard(await call.go('/twilio/voice/turn?call=CA404&seq=3', { Digits: '1' }))).toBe(
      'Sorry, this call cannot go on. Please call again.',
    )
    expect(call.xml).toContain('<Hangup/>')
  })

  it('answers a seq of the future, or none, with the question again', async () => {
    const call = caller(line)
    const begun = await call.begin()
    for (const seq of ['&seq=99', '', '&seq=-1', '&seq=x'])
      expect(await call.go(`/twilio/voice/turn?call=${call.callSid}${seq}`, { Digits: '1' })).toBe(
        begun,
      )
  })

  it('that hung up is over, and what comes after is told so', async () => {
    const call = caller(line)
    await call.begin()
    const late = action(call.xml, 'Gather')
    expect((await call.send('/twilio/status', { CallStatus: 'completed' })).status).toBe(204)
    expect((await call.send('/twilio/status', { CallStatus: 'completed' })).status).toBe(204)
    expect((await session(call.callSid))?.status).toBe('ended')
    expect(heard(await call.go(late, { Digits: '1' }))).toBe(
      'Sorry, this call cannot go on. Please call again.',
    )
  })

  it('does not end with the leg of an operator', async () => {
    const call = caller(line)
    await call.begin()
    await call.send(`/twilio/status?call=${call.callSid}`, {
      CallStatus: 'completed',
      ParentCallSid: call.callSid,
    })
    expect((await session(call.callSid))?.status).toBe('waiting')
  })
})

describe('a message after the tone', () => {
  const toTheTone = async () => {
    const call = caller(line)
    await call.begin()
    await call.keys('2')
    expect(call.xml).toContain(
      `<Record action="${publicUrl}/twilio/record?call=${call.callSid}&amp;seq=2#`,
    )
    return call
  }

  it('is taken from the action', async () => {
    const call = await toTheTone()
    await call.go(action(call.xml, 'Record'), {
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${recording(1)}`,
      RecordingDuration: '7',
      Digits: '#',
    })
    expect(heard(call.xml)).toContain('we have your message')
    expect((await session(call.callSid))?.recordings).toEqual([recording(1)])
  })

  it('is taken once when its own report comes first, and again, and the action last', async () => {
    const call = await toTheTone()
    const { xml } = call
    const report = {
      RecordingSid: recording(2),
      RecordingStatus: 'completed',
      RecordingDuration: '7',
      RecordingSource: 'RecordVerb',
    }
    for (let times = 0; times < 2; times++)
      expect(
        (await call.send(action(xml, 'Record', 'recordingStatusCallback'), report)).status,
      ).toBe(204)
    await call.go(action(xml, 'Record'), { RecordingSid: recording(2), RecordingDuration: '7' })
    expect(heard(call.xml)).toContain('we have your message')
    expect((await session(call.callSid))?.recordings).toEqual([recording(2)])
  })

  it('that was never spoken comes back by the redirect, also after a report that it is absent', async () => {
    const call = await toTheTone()
    await call.send(action(call.xml, 'Record', 'recordingStatusCallback'), {
      RecordingSid: recording(3),
      RecordingStatus: 'absent',
    })
    await call.go(redirect(call.xml))
    expect(heard(call.xml)).toBe('Goodbye.')
  })

  it('is kept when the caller hangs up at the tone', async () => {
    const call = await toTheTone()
    const { xml } = call
    await call.send('/twilio/status', { CallStatus: 'completed' })
    await call.send(action(xml, 'Record', 'recordingStatusCallback'), {
      RecordingSid: recording(4),
      RecordingStatus: 'completed',
      RecordingDuration: '3',
    })
    expect(await session(call.callSid)).toMatchObject({
      status: 'ended',
      recordings: [recording(4)],
    })
  })
})

describe('a desk', () => {
  const rung = async () => {
    const call = caller(line)
    await call.begin()
    await call.keys('1')
    await call.keys('654321')
    await call.says('operator')
    return call
  }
  const operator = { CallSid: `CA${'f'.repeat(32)}`, Digits: '1' }

  it('rings a telephone, which hears nothing private before its 1, and the whisper after it', async () => {
    const call = await rung()
    expect(call.xml).toContain('answerOnBridge="true"><Number url=')
    const whisper = action(call.xml, 'Number', 'url')
    const invitation = (await call.send(whisper, operator)).body
    expect(heard(invitation)).not.toContain('6')
    expect(invitation).toContain('</Gather><Hangup/>')
    const accepted = (await call.send(action(invitation, 'Gather'), operator)).body
    expect(heard(accepted)).toMatch(/^order 6/)
    expect(accepted).not.toContain('<Hangup/>')
    expect((await line.runtime.store.handoffs(call.callSid))[0]).toMatchObject({
      status: 'talking',
      desk: 'order desk',
    })
    await call.dialEnds('completed', { DialBridged: 'true' })
    expect(heard(call.xml)).toBe('Goodbye.')
  })

  it('takes a voicemail box for nobody and rings the next: a browser, whose whisper comes at once, then a SIP telephone', async () => {
    const call = await rung()
    const [handoff] = await line.runtime.store.handoffs(call.callSid)
    await call.dialEnds('completed', { DialBridged: 'false' })
    expect(call.xml).toContain(
      `<Identity>anna</Identity><Parameter name="handoff" value="${handoff?.id}"/>`,
    )
    await call.dialEnds('no-answer')
    expect(call.xml).toContain(
      `>sip:desk@sip.example.com?X-Handoff-Id=${encodeURIComponent(handoff?.id ?? '')}</Sip>`,
    )
    await call.dialEnds('busy')
    expect(call.xml).toContain('<Number')
    await call.dialEnds('no-answer')
    const browser = (await call.send(action(call.xml, 'Client', 'url'), operator)).body
    expect(heard(browser)).toMatch(/^order 6/)
    await call.dialEnds('completed', { DialBridged: 'true' })
    expect(heard(call.xml)).toBe('Goodbye.')
  })

  it('does not put a refusal through', async () => {
    const call = await rung()
    const invitation = (await call.send(action(call.xml, 'Number', 'url'), operator)).body
    expect(
      (await call.send(action(invitation, 'Gather'), { ...operator, Digits: '3' })).body,
    ).toContain('<Response><Hangup/></Response>')
    expect((await session(call.callSid))?.ringing?.accepted).toBeUndefined()
  })
})

describe('a conversation with people who were rung', () => {
  it('is recorded where the desk records, and its recording is kept with the call whenever it is told, once', async () => {
    const shop = await orderLine(undefined, undefined, 'desk-flows')
    try {
      const [call, other] = [caller(shop), caller(shop)]
      for (const one of [call, other]) {
        await one.begin()
        await one.keys('2')
      }
      const told = action(call.xml, 'Dial', 'recordingStatusCallback')
      const made = (id: string, more: Record<string, string> = {}, path = told) =>
        call.send(path, {
          RecordingSid: id,
          RecordingStatus: 'completed',
          RecordingDuration: '61',
          RecordingSource: 'DialVerb',
          ...more,
        })
      const kept = async ({ callSid }: typeof call) =>
        (await shop.runtime.store.turns(callSid))
          .flatMap(({ events }) => events)
          .filter(({ type }) => type === 'conversation recorded')
      // while they still talk, by another call's forms, with another call's hand-off
      expect((await made(recording(1))).status).toBe(204)
      const { xml } = call
      await call.dialEnds('completed', { DialBridged: 'true' })
      expect(call.xml).not.toBe(xml)
      await made(recording(2), { CallSid: other.callSid })
      await made(recording(3), {}, told.replace(/handoff=[^&]*/, `handoff=${other.callSid}-h1`))
      await made(recording(4), { RecordingStatus: 'absent' })
      await Promise.all([made(recording(5)), made(recording(5)), made(recording(1))])
      const [handoff] = await shop.runtime.store.handoffs(call.callSid)
      expect(await kept(call)).toEqual(
        [1, 5].map((n) => ({
          type: 'conversation recorded',
          handoff: handoff?.id,
          recording: recording(n),
          duration: 61_000,
        })),
      )
      expect(await kept(other)).toEqual([])
      await call.send('/twilio/status', { CallStatus: 'completed' })
      await made(recording(6))
      expect(await shop.runtime.store.loadCall(call.callSid)).toMatchObject({
        status: 'ended',
        recordings: [recording(1), recording(5), recording(6)],
      })
    } finally {
      await shop.close()
    }
  })
})

describe('slow work', () => {
  it('is a filler and redirects until the result is there, with the same reply for each repetition', async () => {
    let answer = (): void => undefined
    const { lookup } = line.outside
    const answered = new Promise<void>((resolve) => (answer = resolve))
    line.outside.lookup = async (effect) => {
      await outlast(FILLER)
      await answered
      return {
        type: 'fetched',
        at: Date.now(),
        key: effect.key,
        found: true,
        data: { state: 'packed' },
      }
    }
    try {
      const call = caller(line)
      await call.begin()
      await call.keys('1')
      await call.keys('111222')
      expect(heard(call.xml)).toContain('One moment, I am looking.')
      const collect = redirect(call.xml)
      expect(collect).toContain('/twilio/voice/work?')
      await call.follow()
      expect(redirect(call.xml)).not.toBe(collect)
      expect((await call.send(collect)).body).toBe(call.xml)
      answer()
      await call.follow()
      expect(heard(call.xml)).toContain('It is packed.')
    } finally {
      line.outside.lookup = lookup
    }
  })
})

describe('the fallback', () => {
  it('gives the last reply again when a form was lost', async () => {
    const call = caller(line)
    await call.begin()
    await call.keys('1')
    const { xml } = call
    expect(
      await call.go('/twilio/fallback', {
        ErrorCode: '11200',
        ErrorUrl: publicUrl + action(xml, 'Gather'),
      }),
    ).toBe(xml)
    expect(await call.go('/twilio/fallback', { ErrorCode: '11200' })).toBe(xml)
  })

  it('begins the call that never began', async () => {
    const call = caller(line)
    expect(
      heard(
        await call.go('/twilio/fallback', {
          ErrorCode: '11205',
          ErrorUrl: `${publicUrl}/twilio/voice`,
        }),
      ),
    ).toContain('Fir Tools')
  })

  it('takes the answer that comes with it', async () => {
    const call = caller(line)
    await call.begin()
    const lost = action(call.xml, 'Gather')
    await call.go('/twilio/fallback', {
      ErrorCode: '11200',
      ErrorUrl: publicUrl + lost,
      Digits: '2',
    })
    expect(call.xml).toContain('<Record')
    expect((await call.send(lost, { Digits: '2' })).body).toBe(call.xml)
  })

  it('does not ring an operator again whose conversation is over', async () => {
    const call = caller(line)
    await call.begin()
    await call.says('operator')
    const invitation = (await call.send(action(call.xml, 'Number', 'url'))).body
    await call.send(action(invitation, 'Gather'), { Digits: '1' })
    await call.go('/twilio/fallback', {
      ErrorCode: '11200',
      ErrorUrl: publicUrl + action(call.xml, 'Dial'),
    })
    expect(call.xml).not.toContain('<Dial')
    expect(heard(call.xml)).toBe('Goodbye.')
  })
})

describe('a database that takes its time', () => {
  it('holds no webhook longer than Twilio waits, and the caller loses nothing', async () => {
    let slow = Promise.resolve()
    const other = await orderLine((store) => ({
      ...store,
      commit: (turn) => slow.then(() => store.commit(turn)),
    }))
    const call = caller(other)
    await call.begin()
    let release = (): void => undefined
    slow = new Promise((resolve) => (release = resolve))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const pressed = call.keys('2')
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(1000)
        expect(call.xml).toContain('<Response><Pause length="1"/><Redirect>')
      })
      await pressed
    } finally {
      vi.useRealTimers()
    }
    release()
    await once(other.runtime.live, 'turn')
    await call.follow()
    expect(call.xml).toContain('<Record')
    await other.close()
  })
})

describe('thousands of forms nobody should send', () => {
  it('are each answered with TwiML that can be read, or refused, and the server lives', async () => {
    const warm = caller(line)
    await warm.begin()
    const desk = caller(line)
    await desk.begin()
    await desk.says('operator')
    const form = fuzzed([warm.callSid, desk.callSid, `CA${'9'.repeat(32)}`], [number], publicUrl)
    await fc.assert(
      fc.asyncProperty(form, async ({ path, form }) => {
        const reply = await line.post(path, form)
        if (reply.status === 200 && reply.type.startsWith('text/xml'))
          expect(xmlFault(reply.body)).toBeUndefined()
        else if (reply.status === 200)
          expect(reply).toMatchObject({
            type: 'text/plain; charset=utf-8',
            body: expect.stringMatching(/^callflow /),
          })
        else
          expect(
            reply.status === 204 ||
              (reply.status >= 400 && reply.status < 500 && !reply.body.includes('<')),
          ).toBe(true)
      }),
      { numRuns: runs(2000, 10_000) },
    )
    expect(line.runtime.logged.filter(({ level }) => level >= 50)).toEqual([])
    const call = caller(line)
    await call.begin()
    expect(heard(call.xml)).toContain('Fir Tools')
  }, 120_000)
})

describe('what callers say', () => {
  it('is escaped wherever it appears', async () => {
    const call = caller(line, '"><Hangup/>')
    await call.begin()
    await call.says('</Say><Dial>+12025550100</Dial><Say>')
    expect(call.xml).not.toContain('<Dial>')
    await call.says('operator & "<Hangup/>"')
    expect(call.xml).not.toContain('<Hangup/>')
  })
})
