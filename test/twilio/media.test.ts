// Media streams end to end: real WebSockets, a real recogniser's client, a real server; only Google
// and Twilio are played.
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { words, type Script } from '../speech/google-server.ts'
import { sign } from '../../src/twilio/signature.ts'
import { publicUrl, token } from './server.ts'
import { closeLines, streamedLine, type Told } from './streamed.ts'
import { connect, mediaMessage, openStream, startMessage, streamPath } from './streams.ts'
import { caller, heard, redirect } from './world.ts'

afterEach(closeLines)

const says = (text: string, after = 1600): Script => ({
  audio(stream) {
    if (stream.received >= after && !stream.config.languageCode.startsWith('said')) {
      stream.config.languageCode = `said ${stream.config.languageCode}`
      stream.send(words(text))
    }
  },
})

/** The main menu, after the greeting that nobody may cut. */
async function atMenu(line: Awaited<ReturnType<typeof streamedLine>>) {
  const call = caller(line)
  const greeting = await call.begin()
  const stream = await openStream(line.origin, streamPath(greeting), call.callSid)
  return { call, greeting, stream }
}

describe('a turn heard by stream', () => {
  it('begins to listen with the greeting, and goes on with what was said', async () => {
    const line = await streamedLine(says('where is my order'))
    const { call, greeting, stream } = await atMenu(line)
    expect(greeting).toContain('voice/listen')
    expect(await call.go(redirect(greeting))).toContain('input="dtmf"')
    stream.send(30)
    const { twiml = '' } = await line.until(1).then(async () => line.told.at(-1) as Told)
    await expect
      .poll(() => line.told.some(({ twiml: xml }) => heard(xml ?? '').includes('six digits')))
      .toBe(true)
    expect(twiml).not.toContain('voice/listen')
    await stream.closed
    const session = await line.runtime.store.loadCall(call.callSid)
    expect(session?.trail.current).toBe('which order')
    const [, turn] = await line.runtime.store.turns(call.callSid)
    expect(turn?.inputs).toMatchObject([
      { type: 'speech', alternatives: [{ text: 'where is my order' }] },
    ])
    expect(line.google.streams[0]?.config.speechContexts[0]?.phrases).toContain('where is my order')
  })

  it('keeps what is said during a notice that nobody may cut, and takes it when the notice is over', async () => {
    const line = await streamedLine(says('where is my order', 160))
    const { call, greeting, stream } = await atMenu(line)
    stream.send(10)
    await line.words()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(line.told).toEqual([])
    expect(heard(await call.go(redirect(greeting)))).toContain('six digits')
    expect(line.told).toEqual([])
  })

  it('that began only after such a notice takes what is said at once', async () => {
    const line = await streamedLine(says('where is my order', 160))
    const call = caller(line)
    const greeting = await call.begin()
    await call.go(redirect(greeting))
    const stream = await openStream(line.origin, streamPath(greeting), call.callSid)
    stream.send(10)
    expect(heard((await line.until(1)).twiml ?? '')).toContain('six digits')
  })

  it('cuts a prompt at two words, but not at a cough, and asks on without words', async () => {
    const line = await streamedLine({
      audio(stream) {
        if (stream.received === 960) {
          stream.send({ speechEventType: 'SPEECH_ACTIVITY_BEGIN' })
          stream.send(words('uh', { final: false }))
          stream.send({ speechEventType: 'SPEECH_ACTIVITY_END' })
        }
        if (stream.received === 4800) stream.send(words('where is', { final: false }))
      },
    })
    const { call, greeting, stream } = await atMenu(line)
    await call.go(redirect(greeting))
    stream.send(6)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(line.told).toEqual([])
    stream.send(24)
    const { twiml = '' } = await line.until(1)
    expect(heard(twiml)).toBe('')
    expect(twiml).toContain('<Gather')
    // the telephone's own silence means nothing now
    expect(await call.go(redirect(twiml))).toBe(twiml)
    expect((await line.runtime.store.turns(call.callSid)).length).toBe(1)
  })

  it('takes keys or words, whichever comes first, and only once', async () => {
    for (let n = 0; n < 6; n++) {
      const line = await streamedLine(says('take a message', 480))
      const { call, greeting, stream } = await atMenu(line)
      await call.go(redirect(greeting))
      stream.send(3)
      // about when the answer is complete
      if (n > 0) await line.words()
      for (let turn = 1; turn < n; turn++) await setImmediate()
      await call.keys('2')
      await stream.closed
      await expect.poll(async () => (await line.runtime.store.turns(call.callSid)).length).toBe(2)
      await new Promise((resolve) => setTimeout(resolve, 100))
      const turns = await line.runtime.store.turns(call.callSid)
      expect(turns.map(({ seq }) => seq)).toEqual([1, 2])
      expect(turns[1]?.inputs.length).toBe(1)
    }
  })

  it('is silent when nobody says anything', async () => {
    const line = await streamedLine({})
    const { call, greeting, stream } = await atMenu(line)
    const menu = await call.go(redirect(greeting))
    stream.send(20)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await call.go(redirect(menu))
    expect((await line.runtime.store.turns(call.callSid))[1]?.inputs).toMatchObject([
      { type: 'silence' },
    ])
    await stream.closed
  })
})

describe('a recogniser that fails', () => {
  it.each([
    [8, 'too many'],
    [14, 'away'],
    [16, 'no account'],
    [13, 'internal'],
    [3, 'no such language'],
  ])("with code %i leaves the very same turn to Twilio's own", async (code, details) => {
    const line = await streamedLine({ audio: (stream) => stream.fail(code, details) })
    const { call, stream } = await atMenu(line)
    stream.send(10)
    const { twiml = '' } = await line.until(1)
    expect(twiml).toContain('input="dtmf speech"')
    expect(heard(twiml)).toContain('How can I help?')
    await stream.closed
    call.xml = twiml
    expect(heard(await call.says('where is my order'))).toContain('six digits')
    expect(line.runtime.logged.filter(({ msg }) => msg.includes('recogniser failed')).length).toBe(
      1,
    )
  })

  it("without a word to a caller who speaks leaves the turn to Twilio's own", async () => {
    const line = await streamedLine({})
    const { call, stream } = await atMenu(line)
    stream.send(60, Buffer.alloc(160, 0x20))
    const { twiml = '' } = await line.until(1)
    expect(twiml).toContain('input="dtmf speech"')
    call.xml = twiml
    expect(heard(await call.says('where is my order'))).toContain('six digits')
  })

  it('is left alone for a while after three failures', async () => {
    const line = await streamedLine({ audio: (stream) => stream.fail(14, 'away') })
    for (let n = 1; n <= 3; n++) {
      const { stream } = await atMenu(line)
      stream.send(10)
      await line.until(n)
    }
    expect(await caller(line).begin()).not.toContain('<Stream')
  })

  it("and a stream that never came leave the turn to Twilio's own, once", async () => {
    const line = await streamedLine({})
    const call = caller(line)
    const menu = await call.go(redirect(await call.begin()))
    const again = await call.go(redirect(menu))
    expect(again).toContain('input="dtmf speech"')
    await call.go(redirect(again))
    expect((await line.runtime.store.turns(call.callSid))[1]?.inputs).toMatchObject([
      { type: 'silence' },
    ])
  })
})

describe('a media stream is refused', () => {
  const status = async (socket: WebSocket): Promise<number | undefined> => {
    socket.on('error', () => undefined)
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode?: number },
    ]
    return response.statusCode
  }

  it('without the signature, with a forged or old address, and of other paths', async () => {
    const line = await streamedLine({})
    const call = caller(line)
    const path = streamPath(await call.begin())
    expect(await status(connect(line.origin, path, 'wrong'))).toBe(403)
    expect(
      await status(
        connect(
          line.origin,
          path.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        ),
      ),
    ).toBe(403)
    expect(
      await status(connect(line.origin, path.replace(/\/(\d{13})\//, '/1000000000000/'))),
    ).toBe(403)
    expect(await status(connect(line.origin, '/twilio/media/x'))).toBe(403)
    for (const form of [
      publicUrl + path,
      `${publicUrl}${path}/`,
      publicUrl.replace('https', 'wss') + path,
    ]) {
      const socket = connect(line.origin, path, sign(token, form))
      await once(socket, 'open')
      socket.close()
    }
  })

  const media = mediaMessage(1)
  it.each([
    ['audio before the start', [media]],
    ['what is not JSON', ['{']],
    ['a second start', ['START', 'START']],
    ['another call', [startMessage('CA0000')]],
    [
      'another format',
      [
        startMessage('CA0000', {
          mediaFormat: { encoding: 'audio/pcm', sampleRate: 8000, channels: 1 },
        }),
      ],
    ],
    ['another track', ['START', mediaMessage(1, undefined, { track: 'outbound' })]],
    ['wrong base64', ['START', mediaMessage(1, undefined, { payload: '***' })]],
    ['a binary message', [Buffer.from(media)]],
    ['a flood', ['START', ...Array.from({ length: 1200 }, (_, n) => mediaMessage(n + 1))]],
  ])('for %s, logged once', async (_, messages) => {
    const line = await streamedLine({})
    const call = caller(line)
    const socket = connect(line.origin, streamPath(await call.begin()))
    await once(socket, 'open')
    const closed = once(socket, 'close') as Promise<[number, Buffer]>
    for (const message of messages)
      if (socket.readyState === WebSocket.OPEN)
        socket.send(message === 'START' ? startMessage(call.callSid) : message)
    const [code, reason] = await closed
    expect(code).toBe(1008)
    expect(reason.toString()).not.toBe('')
    expect(line.runtime.logged.filter(({ msg }) => msg.includes('media stream')).length).toBe(1)
    // the call goes on by keys
    const menu = await call.go(redirect(call.xml))
    expect(menu).toContain('<Gather')
  })

  it('for a message that is too large, and for a call that is over or further on', async () => {
    const line = await streamedLine({})
    const call = caller(line)
    const path = streamPath(await call.begin())
    const large = connect(line.origin, path)
    await once(large, 'open')
    const closed = once(large, 'close') as Promise<[number]>
    large.send('x'.repeat(100_000))
    expect((await closed)[0]).toBe(1009)
    await call.go(redirect(call.xml))
    await call.keys('2')
    const late = await openStream(line.origin, path, call.callSid)
    expect((await late.closed)[1].toString()).toBe('nobody is listened to there now')
  })
})
