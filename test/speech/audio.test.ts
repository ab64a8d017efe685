// Audio the whole way: spoken and noisy recordings in frames of 20 ms to the media stream, through
// Google's client to a Google that listens, to the next TwiML.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { decodeSample, encodeSample } from '../../src/speech/mulaw.ts'
import { closeLines, streamedLine } from '../twilio/streamed.ts'
import { mediaMessage, openStream, streamPath } from '../twilio/streams.ts'
import { caller, heard, redirect } from '../twilio/world.ts'
import { byEar, type Known } from './by-ear.ts'
import { hasVoices, record } from './voices.ts'

const sentences = [
  'where is my order',
  'take a message',
  'four zero two seven one five',
  'four zero two seven one nine',
  'yes',
  'no',
]
const noisy = { noise: 0.04, around: 0.9 }

describe.skipIf(!hasVoices())('audio', () => {
  let known: Known[]
  let spoken: Map<string, Buffer>
  beforeAll(() => {
    known = sentences.map((text) => ({ text, audio: record(text) }))
    spoken = new Map(sentences.map((text) => [text, record(text, noisy)]))
  })
  afterAll(closeLines)

  const audioOf = (text: string): Buffer => spoken.get(text) ?? Buffer.alloc(0)
  const frames = (audio: Buffer): Buffer[] =>
    Array.from({ length: Math.floor(audio.length / 160) }, (_, n) =>
      audio.subarray(n * 160, (n + 1) * 160),
    )

  /** The menu, past the greeting that nobody may cut; what is streamed there is heard at once. */
  async function atMenu() {
    const line = await streamedLine(byEar(known))
    const call = caller(line)
    const greeting = await call.begin()
    const stream = await openStream(line.origin, streamPath(greeting), call.callSid)
    await call.go(redirect(greeting))
    const inputs = async () =>
      (await line.runtime.store.turns(call.callSid))
        .flatMap(({ inputs: given }) => given)
        .filter(({ type }) => type === 'speech' || type === 'keys')
    /** the reply to an answer: what Twilio was told last, once it asks for another turn than
     * before */
    const next = async (before: string): Promise<string> => {
      await vi.waitFor(() => expect(line.told.at(-1)?.twiml?.includes(before)).toBe(false), {
        timeout: 60_000,
        interval: 10,
      })
      return (call.xml = line.told.at(-1)?.twiml ?? '')
    }
    return { line, call, stream, inputs, next }
  }

  it.concurrent('is the mu-law that sox writes', () => {
    const wav = record('yes', { as: 'wav', around: 0 })
    const law = record('yes', { around: 0 })
    const data = wav.subarray(wav.indexOf('data') + 8)
    for (let n = 0; n < law.length; n++)
      expect(
        Math.abs(decodeSample(encodeSample(data.readInt16LE(2 * n))) - decodeSample(law[n] ?? 0)),
      ).toBeLessThanOrEqual(Math.max(16, Math.abs(data.readInt16LE(2 * n)) / 8))
  })

  it.concurrent.each([1, 5])(
    'at %i times the speed of speech is heard, understood and answered, turn after turn',
    async (speed) => {
      const { line, call, stream, inputs, next } = await atMenu()
      await stream.say(audioOf('where is my order'), speed)
      const question = await next('seq=1&')
      await stream.closed
      expect(heard(question)).toContain('six digits')
      const before = line.told.length
      const second = await openStream(line.origin, streamPath(question), call.callSid)
      await second.say(audioOf('four zero two seven one five'), speed)
      // a noisy line is not sure enough for a number, so it is read back
      const readBack = await next('seq=2&')
      expect(heard(readBack)).toContain('I have 4 0 2, 7 1 5. Is that right?')
      // the question was cut before its answer came: the same without its words
      expect(heard(line.told[before]?.twiml ?? 'not told')).toBe('')
      const third = await openStream(line.origin, streamPath(readBack), call.callSid)
      await third.say(audioOf('yes'), speed)
      expect(heard(await next('seq=3&'))).toContain('It is on its way.')
      expect(await inputs()).toMatchObject(
        ['where is my order', 'four zero two seven one five', 'yes'].map((text) => ({
          type: 'speech',
          alternatives: [{ text }],
        })),
      )
      // Google had the recording and nothing else, and was left as soon as the words were a whole
      // answer
      const [first] = line.google.streams
      expect(first?.received).toBeGreaterThan(audioOf('where is my order').length / 2)
      expect(first?.received).toBeLessThanOrEqual(audioOf('where is my order').length)
    },
  )

  it.concurrent('tells two numbers apart that differ in one digit', async () => {
    const { line, call, stream, next } = await atMenu()
    await stream.say(audioOf('where is my order'), 5)
    const second = await openStream(line.origin, streamPath(await next('seq=1&')), call.callSid)
    await second.say(audioOf('four zero two seven one nine'), 5)
    expect(heard(await next('seq=2&'))).toContain('4 0 2, 7 1 9')
  })

  it.concurrent('with frames out of order and twice is heard the same', async () => {
    const { stream, next } = await atMenu()
    const sent = frames(audioOf('where is my order')).map((audio, n) => mediaMessage(n + 1, audio))
    for (let n = 10; n + 1 < sent.length; n += 11)
      [sent[n], sent[n + 1]] = [sent[n + 1] ?? '', sent[n] ?? '']
    for (const [n, message] of sent.entries()) {
      stream.socket.send(message)
      if (n % 7 === 0) stream.socket.send(message)
      if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(heard(await next('seq=1&'))).toContain('six digits')
  })

  it.concurrent('cut off in the middle of a word is what was said so far, once', async () => {
    const { line, call, stream, inputs } = await atMenu()
    const whole = audioOf('four zero two seven one five')
    await stream.say(whole.subarray(0, Math.floor(whole.length * 0.5)), 5)
    stream.stop()
    await vi.waitFor(async () => expect((await inputs()).length).toBe(1), { timeout: 60_000 })
    const [said] = await inputs()
    expect(said).toMatchObject({ type: 'speech' })
    expect(JSON.stringify(said)).toMatch(/"text":"four( zero)?( two)?( seven)?"/)
    await stream.closed
    // no option of the menu, so it is asked again
    expect((await line.runtime.store.loadCall(call.callSid))?.counters.misses).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await inputs()).length).toBe(1)
  })

  it.concurrent('with a key in the midst of the words is one turn, by the key', async () => {
    const { line, call, stream, inputs } = await atMenu()
    const whole = audioOf('where is my order')
    const speaking = stream.say(whole, 2)
    await vi.waitFor(
      () => expect(line.google.streams[0]?.received).toBeGreaterThan(whole.length / 2),
      { timeout: 60_000 },
    )
    await call.keys('2')
    await speaking
    await stream.closed
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await inputs()).toMatchObject([{ type: 'keys', keys: '2' }])
    expect((await line.runtime.store.turns(call.callSid)).length).toBe(2)
  })

  it.concurrent('of a line without words is silence', async () => {
    const { line, stream, inputs } = await atMenu()
    const hiss = record('yes', { noise: 0.04, around: 1 }).subarray(0, 8000)
    await stream.say(Buffer.concat([hiss, hiss]), 10)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(line.google.streams[0]?.received).toBeGreaterThan(15_000)
    expect(line.told).toEqual([])
    expect(await inputs()).toEqual([])
  })
})
