// Google's real client against a real gRPC server: words, refusals, failures, and streams that end
// in all ways.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { makeGoogle } from '../../src/speech/google.ts'
import type { Ear, Recogniser, Recognised, Wanted } from '../../src/speech/recogniser.ts'
import { startGoogle, words, type GoogleServer, type Script } from './google-server.ts'

const open: { server?: GoogleServer; recogniser?: Recogniser } = {}
afterEach(async () => {
  await open.recogniser?.close()
  await open.server?.close()
})

const wanted: Wanted = {
  language: 'en-GB',
  hints: ['track a parcel', 'x'.repeat(150)],
  expects: 'choice',
}
const frame = Buffer.alloc(160, 0xff)

async function listening(
  script: Script,
  over: Partial<Wanted> = {},
): Promise<{
  ear: Ear
  heard: Recognised[]
  server: GoogleServer
  until: (type: Recognised['type']) => Promise<void>
}> {
  const server = await startGoogle(script)
  const recogniser = makeGoogle({ endpoint: server.endpoint })
  Object.assign(open, { server, recogniser })
  const heard: Recognised[] = []
  const ear = recogniser.listen({ ...wanted, ...over }, (recognised) => {
    heard.push(recognised)
  })
  const until = async (type: Recognised['type']): Promise<void> => {
    for (let waited = 0; !heard.some((one) => one.type === type); waited += 10) {
      if (waited > 8000) throw new Error(`no "${type}" came, but ${JSON.stringify(heard)}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { ear, heard, server, until }
}

describe('Google speech', () => {
  it('is told what is listened for, and gives words with alternatives and confidence', async () => {
    const { ear, heard, server, until } = await listening({
      audio(stream) {
        if (stream.received !== 320) return
        stream.send({ speechEventType: 'SPEECH_ACTIVITY_BEGIN' })
        stream.send(words('track', { final: false }))
        stream.send(words(' track a parcel', { others: ['tracker parcel'] }))
        stream.send({ speechEventType: 'SPEECH_ACTIVITY_END' })
      },
    })
    ear.write(frame)
    ear.write(frame)
    await until('speech ended')
    ear.finish()
    await until('closed')
    ear.write(frame)
    const { config } = server.streams[0] ?? { config: undefined }
    expect(config).toMatchObject({
      languageCode: 'en-GB',
      model: 'latest_short',
      encoding: 'MULAW',
      sampleRateHertz: 8000,
    })
    expect(config?.speechContexts[0]?.phrases.map(({ length }) => length)).toEqual([14, 100])
    expect(heard).toEqual([
      { type: 'speech started' },
      { type: 'words', final: false, alternatives: [{ text: 'track' }] },
      {
        type: 'words',
        final: true,
        alternatives: [
          { text: 'track a parcel', confidence: expect.closeTo(0.9, 5) as number },
          { text: 'tracker parcel' },
        ],
      },
      { type: 'speech ended' },
      { type: 'closed' },
    ])
  })

  it.each([
    [14, 'no connection', 'unreachable'],
    [16, 'no such account', 'refused'],
    [7, 'not allowed', 'refused'],
    [8, 'too many', 'quota'],
    [4, 'too late', 'slow'],
    [11, 'Audio Timeout Error: Long duration elapsed without audio.', 'no audio'],
    [11, 'Exceeded maximum allowed stream duration of 305 seconds.', 'too long'],
    [13, 'internal', 'broken'],
  ])(
    'tells failure %i "%s" as "%s", once, however much audio still comes',
    async (code, details, kind) => {
      const { ear, heard, until } = await listening({
        audio: (stream) => stream.fail(code, details),
      })
      ear.write(frame)
      await until('failed')
      for (let n = 0; n < 100; n++) ear.write(frame)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(heard).toEqual([{ type: 'failed', kind, detail: `${code} ${details}` }])
    },
  )

  it('hears with the default model when a special one does not know the language, and remembers it', async () => {
    const { ear, heard, server, until } = await listening(
      {
        audio(stream) {
          if (stream.config.model !== '') stream.fail(3, 'the model does not support the language')
          else if (stream.received >= 480) stream.send(words('добры дзень'))
        },
      },
      { language: 'ru-RU', expects: 'words' },
    )
    for (let n = 0; n < 3; n++) ear.write(frame)
    await until('words')
    expect(heard).toEqual([
      {
        type: 'words',
        final: true,
        alternatives: [{ text: 'добры дзень', confidence: expect.closeTo(0.9, 5) as number }],
      },
    ])
    const second = open.recogniser?.listen(
      { ...wanted, language: 'ru-RU', expects: 'words' },
      () => undefined,
    )
    second?.write(frame)
    await expect
      .poll(() => server.streams.map(({ config }) => config.model))
      .toEqual(['latest_long', '', ''])
    second?.close()
  })

  it('cannot be reached where nobody listens', async () => {
    const recogniser = makeGoogle({ endpoint: '127.0.0.1:1' })
    Object.assign(open, { recogniser, server: undefined })
    const heard: Recognised[] = []
    const ear = recogniser.listen(wanted, (recognised) => {
      heard.push(recognised)
    })
    ear.write(frame)
    await expect.poll(() => heard).toMatchObject([{ type: 'failed', kind: 'unreachable' }])
  })

  it('hears more callers at once than one connection carries, and uses connections again', async () => {
    const { server } = await listening({
      audio(stream) {
        if (stream.received > 160) stream.fail(13, 'internal')
        else stream.send(words('yes'))
      },
    })
    const connections = (): number => new Set(server.streams.map(({ peer }) => peer)).size
    for (let round = 1; round <= 3; round++) {
      let answered = 0
      let over = 0
      const ears = Array.from({ length: 250 }, () =>
        open.recogniser?.listen(wanted, ({ type }) => {
          if (type === 'words') answered++
          else over++
        }),
      )
      for (const ear of ears) ear?.write(frame)
      await expect.poll(() => answered).toBe(250)
      expect(connections()).toBe(3)
      // they end in all ways: by us, by Google, and by a failure
      for (const [n, ear] of ears.entries()) {
        if (n % 3 === 0) ear?.close()
        else if (n % 3 === 1) ear?.finish()
        else ear?.write(frame)
      }
      await expect.poll(() => over).toBe(166)
    }
  })

  it('is not waited for by one who takes no audio', async () => {
    const deaf = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(deaf, 'listening')
    const recogniser = makeGoogle({ endpoint: `127.0.0.1:${(deaf.address() as AddressInfo).port}` })
    Object.assign(open, { recogniser, server: undefined })
    const heard: Recognised[] = []
    const ear = recogniser.listen(wanted, (recognised) => {
      heard.push(recognised)
    })
    // what comes at once after a pause of the network is waited for
    for (let n = 0; n < 500; n++) ear.write(frame)
    expect(heard).toEqual([])
    for (let waited = 0; waited < 6000 && heard.length === 0; waited += 20) {
      ear.write(frame)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(heard).toMatchObject([{ type: 'failed', kind: 'slow' }])
    deaf.close()
  })

  it('is not waited for longer than a moment after the last frame', async () => {
    const { ear, heard, until } = await listening({ finished: () => undefined })
    ear.write(frame)
    ear.finish()
    await until('failed')
    expect(heard).toMatchObject([{ type: 'failed', kind: 'slow' }])
  })

  it('says nothing more once it is closed', async () => {
    const { ear, heard, server } = await listening({
      audio: (stream) => stream.send(words('late')),
    })
    ear.write(frame)
    ear.close()
    ear.write(frame)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(heard).toEqual([])
    expect(server.streams.length).toBeLessThanOrEqual(1)
  })

  it('is not spoken to without encryption beyond this machine', () => {
    expect(() => makeGoogle({ endpoint: 'speech.example.com:443' })).toThrow(
      'only a recogniser on this machine',
    )
  })
})
