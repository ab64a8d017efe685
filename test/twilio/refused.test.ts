// What is answered when there is no call to go on with: wrong signatures, unknown numbers, a
// database that is away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Line } from '../../src/world/lines.ts'
import { bareRuntime, exchange, linesOnly, publicUrl, serve, token, type Logged } from './server.ts'
import { sign } from '../../src/twilio/signature.ts'
import { xmlFault } from '../../src/stress/twiml-reader.ts'

const line: Line = {
  number: '+15005550006',
  name: 'main',
  tenant: 'acme',
  flow: 'reception',
  language: 'en-GB',
  ifAllFails: '+442079460009',
  maySendTo: [],
  people: new Map(),
  blocked: ['+12025550199'],
  values: {},
}
const plain: Line = {
  ...line,
  number: '+15005550007',
  name: 'plain',
  language: 'be-BY',
  ifAllFails: undefined,
}
const call = {
  CallSid: `CA${'1'.repeat(32)}`,
  From: '+12025550123',
  To: line.number,
  CallStatus: 'in-progress',
}
const voiceRoutes = [
  '/twilio/voice',
  '/twilio/voice/turn?call=CA1&seq=1',
  '/twilio/voice/work?call=CA1&seq=1',
  '/twilio/voice/again?call=CA1',
  '/twilio/dial?call=CA1&seq=1',
  '/twilio/record?call=CA1&seq=1',
  '/twilio/fallback',
]
const queueRoutes = ['wait', 'key', 'left', 'told'].map(
  (path) => `/twilio/queue/${path}?call=CA1&seq=1&handoff=CA1-h1`,
)
const legRoutes = [
  'operator/leg',
  'operator/answer',
  'operator/join',
  'operator/left',
  'operator/status',
  'callback',
  'callback/answer',
  'callback/left',
  'callback/status',
  'guest/status',
  'music',
].map((path) => `/twilio/${path}?contact=CA1-h1&operator=ann&offer=1&name=guest`)
const allRoutes = [
  ...voiceRoutes,
  ...queueRoutes,
  ...legRoutes,
  '/twilio/whisper?call=CA1&handoff=H1&person=x&language=en-US',
  '/twilio/whisper/accept?call=CA1&handoff=H1&person=x&language=en-US',
  '/twilio/recording?call=CA1',
  '/twilio/conversation/recorded?contact=CA1-h1',
  '/twilio/conversation/recorded?call=CA1&handoff=CA1-h1',
  '/twilio/status',
  '/twilio/self-test',
]

const runtime = bareRuntime({ library: linesOnly([line, plain]) })
const { logged } = runtime
let twilio: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  twilio = await serve(runtime)
})
afterAll(() => twilio.close())

const during = async <T>(work: Promise<T>): Promise<{ result: T; lines: Logged[] }> => {
  const from = logged.length
  return { result: await work, lines: logged.slice(from) }
}
const say = (language: string, words: string) =>
  `<Say language="${language}" voice="Google.${language}-Standard-A">${words}</Say>`

describe('without a right signature', () => {
  it.each(allRoutes)(
    '%s is refused with one line in the log that names the address',
    async (path) => {
      const { result, lines } = await during(
        twilio.post(path, call, { signature: 'bm90IHRoZSByaWdodCBvbmU=' }),
      )
      expect(result).toMatchObject({
        status: 403,
        type: 'text/plain; charset=utf-8',
        body: 'callflow: the signature does not match\n',
      })
      expect(lines).toMatchObject([
        {
          expected: publicUrl + path.split('?')[0],
          msg: 'webhook refused: its signature is not for the expected address',
        },
      ])
      expect(JSON.stringify(lines)).not.toContain('12025550123')
    },
  )

  it('a request that is not signed at all is refused', async () => {
    const { result, lines } = await during(
      exchange(
        `${twilio.origin}/twilio/voice`,
        { 'content-type': 'application/x-www-form-urlencoded' },
        'CallSid=CA1',
      ),
    )
    expect(result.status).toBe(403)
    expect(lines).toMatchObject([{ msg: 'webhook refused: it is not signed' }])
  })

  it('headers of a proxy do not decide which address was signed', async () => {
    const url = 'https://evil.example.com/twilio/status'
    const reply = await twilio.post('/twilio/status', call, {
      signature: sign(token, url, call),
      headers: {
        host: 'evil.example.com',
        'x-forwarded-host': 'evil.example.com',
        'x-forwarded-proto': 'https',
      },
    })
    expect(reply.status).toBe(403)
  })

  it('in practice mode every address is refused', async () => {
    const practice = await serve(bareRuntime({}, {}))
    for (const path of allRoutes) expect((await practice.post(path, call)).status).toBe(403)
    await practice.close()
  })
})

describe('a call that cannot begin or go on', () => {
  const hangsUp = '<Hangup/>'
  const dials = '<Dial callerId="+15005550006">+442079460009</Dial>'
  it.each([
    {
      name: 'a number no line owns',
      path: '/twilio/voice',
      form: { ...call, To: '+15005550001' },
      xml: say('en-GB', 'Sorry, nobody answers calls to this number.') + hangsUp,
    },
    {
      name: 'a form without a call',
      path: '/twilio/voice',
      form: { To: line.number },
      xml: say('en-GB', 'Sorry, this call cannot go on. Please call again.') + hangsUp,
    },
    {
      name: 'an id that is none',
      path: '/twilio/voice',
      form: { ...call, CallSid: '<Hangup/>' },
      xml: say('en-GB', 'Sorry, this call cannot go on. Please call again.') + hangsUp,
    },
    {
      name: 'a caller whom the line blocks',
      path: '/twilio/voice',
      form: { ...call, From: '+12025550199' },
      xml: '<Reject reason="rejected"/>',
    },
  ])('$name', async ({ path, form, xml }) => {
    expect((await twilio.post(path, form)).body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Response>${xml}</Response>`,
    )
  })

  it.each(voiceRoutes)(
    '%s apologises and rings the number for such times when the database is away',
    async (path) => {
      const { result, lines } = await during(twilio.post(path, call))
      expect(result).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' })
      expect(result.body).toContain('<Say language="en-GB"')
      expect(result.body).toContain(`</Say>${dials}</Response>`)
      expect(lines).toMatchObject([
        { level: 40, msg: 'a webhook failed, and is tried once more' },
        { level: 50, msg: 'a webhook failed; the caller got an apology' },
      ])
      expect(JSON.stringify(lines)).not.toContain('12025550123')
    },
  )

  it.each(voiceRoutes)(
    '%s apologises and hangs up where a line names no such number',
    async (path) => {
      const { body } = await twilio.post(path, { ...call, To: plain.number })
      expect(body).toContain('<Say language="ru-RU"')
      expect(body).toContain(`</Say>${hangsUp}</Response>`)
    },
  )

  it('a reply that Twilio could not read is not given again', async () => {
    const { body } = await twilio.post('/twilio/fallback', {
      ...call,
      ErrorCode: '12100',
      ErrorUrl: `${publicUrl}/twilio/voice/turn?call=CA1&seq=1`,
    })
    expect(body).toContain(dials)
  })

  it('unknown numbers are counted each time and logged once a minute', async () => {
    let now = 0
    const other = bareRuntime({ library: linesOnly([line]), now: () => now })
    const server = await serve(other)
    for (now of [1000, 2000, 60_000, 62_000])
      await server.post('/twilio/voice', { ...call, To: '+15005550001' })
    await server.close()
    expect(other.logged.map(({ to }) => to)).toEqual(['+15005550001', '+15005550001'])
    expect(await other.metrics.registry.metrics()).toContain(
      'callflow_webhooks_refused_total{reason="unknown number"} 4',
    )
  })
})

describe('a whisper without a database', () => {
  const query = '?call=CA1&handoff=H1&person=%2B442079460001&language=en-US'
  it('asks for the 1 all the same and tells nothing else', async () => {
    const { body } = await twilio.post(`/twilio/whisper${query}`, call)
    expect(xmlFault(body)).toBeUndefined()
    expect(body).toContain(
      `<Gather action="${publicUrl}/twilio/whisper/accept?call=CA1&amp;handoff=H1&amp;person=%2B442079460001&amp;language=en-US#ct=2000`,
    )
    expect(body).toContain('</Gather><Hangup/>')
  })
  it('still connects who pressed 1', async () => {
    expect(
      (await twilio.post(`/twilio/whisper/accept${query}`, { ...call, Digits: '1' })).body,
    ).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  })
  it.each(['2', '', '11'])('hangs up on "%s"', async (Digits) => {
    expect(
      (await twilio.post(`/twilio/whisper/accept${query}`, { ...call, Digits })).body,
    ).toContain('<Response><Hangup/></Response>')
  })
})

describe('reports without a database', () => {
  it('are asked for again', async () => {
    expect((await twilio.post('/twilio/status', { ...call, CallStatus: 'completed' })).status).toBe(
      503,
    )
    expect(
      (await twilio.post('/twilio/recording?call=CA1', { ...call, RecordingStatus: 'absent' }))
        .status,
    ).toBe(503)
    for (const of of ['contact=CA1-h1', `call=${call.CallSid}&handoff=CA1-h1`])
      expect(
        (
          await twilio.post(`/twilio/conversation/recorded?${of}`, {
            ...call,
            RecordingSid: 'RE1',
            RecordingStatus: 'completed',
          })
        ).status,
      ).toBe(503)
  })
  it('that tell nothing new are fine', async () => {
    expect((await twilio.post('/twilio/status', call)).status).toBe(204)
    expect(
      (await twilio.post('/twilio/recording?call=CA1', { ...call, RecordingStatus: 'in-progress' }))
        .status,
    ).toBe(204)
  })
})

describe('a body that cannot be read', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  it.each([
    { name: 'too large', headers: form, body: `A=${'x'.repeat(70_000)}`, status: 413 },
    { name: 'too many fields', headers: form, body: 'A=1&'.repeat(400), status: 413 },
    { name: 'packed', headers: { ...form, 'content-encoding': 'gzip' }, body: 'A=1', status: 415 },
    {
      name: 'in a strange character set',
      headers: { 'content-type': `${form['content-type']}; charset=klingon` },
      body: 'A=1',
      status: 415,
    },
    {
      name: 'JSON',
      headers: { 'content-type': 'application/json' },
      body: '{"CallSid":"CA1"}',
      status: 403,
    },
    { name: 'without a type', headers: { 'content-type': '' }, body: 'CallSid=CA1', status: 403 },
  ])('$name: $status in plain text', async ({ headers, body, status }) => {
    const reply = await twilio.post('/twilio/voice', { CallSid: 'CA1' }, { headers, body })
    expect(reply).toMatchObject({ status, type: 'text/plain; charset=utf-8' })
    expect(reply.body).not.toContain('<')
  })
})
