// Google's real client writes recordings down, against a real gRPC server: at once, later, in
// pieces, and not at all.
import { afterEach, describe, expect, it } from 'vitest'
import { makeGoogle } from '../../src/speech/google.ts'
import type { Recogniser, Transcribed } from '../../src/speech/recogniser.ts'
import { startGoogle, type GoogleServer, type Script } from './google-server.ts'
import { wavOf } from './sounds.ts'

const open: { server?: GoogleServer; recogniser?: Recogniser } = {}
afterEach(async () => {
  await open.recogniser?.close()
  await open.server?.close()
})

const short = wavOf([{ seconds: 1, loud: true }])

async function transcribed(
  recording: Buffer,
  script: Script,
  language = 'en-GB',
): Promise<{ transcribed: Transcribed; server: GoogleServer }> {
  const server = await startGoogle(script)
  const recogniser = makeGoogle({ endpoint: server.endpoint })
  Object.assign(open, { server, recogniser })
  return {
    transcribed: await recogniser.transcribe(recording, {
      language,
      hints: ['Larkfield', 'x'.repeat(150)],
    }),
    server,
  }
}

describe('a recording', () => {
  it('is written down with punctuation, in its language, with the phrases that are likely', async () => {
    const { transcribed: got, server } = await transcribed(short, {
      recording: () => ({ texts: ['This is Ann.', ' Please call me. '] }),
    })
    expect(got).toEqual({ type: 'written', text: 'This is Ann. Please call me.' })
    expect(server.recordings).toHaveLength(1)
    const [{ config, content } = { config: undefined, content: undefined }] = server.recordings
    expect(config).toMatchObject({
      encoding: 'LINEAR16',
      sampleRateHertz: 8000,
      audioChannelCount: 1,
      languageCode: 'en-GB',
      model: 'latest_long',
      enableAutomaticPunctuation: true,
    })
    expect(config?.speechContexts[0]?.phrases.map(({ length }) => length)).toEqual([9, 100])
    expect(content?.equals(short.subarray(44))).toBe(true)
  })

  it('of mu-law is sent as it is', async () => {
    const { server } = await transcribed(
      wavOf([{ seconds: 1, loud: true }], { encoding: 'MULAW' }),
      {},
    )
    expect(server.recordings[0]).toMatchObject({
      config: { encoding: 'MULAW' },
      content: { length: 8000 },
    })
  })

  it('may take a while', async () => {
    const { transcribed: got } = await transcribed(short, {
      recording: () => ({ texts: ['At last.'], asked: 2 }),
    })
    expect(got).toEqual({ type: 'written', text: 'At last.' })
  })

  it('without words is empty, and one without sound is not sent', async () => {
    expect(
      (await transcribed(short, { recording: () => ({ texts: [], asked: 1 }) })).transcribed,
    ).toEqual({ type: 'written', text: '' })
    const { transcribed: got, server } = await transcribed(wavOf([]), {})
    expect(got).toEqual({ type: 'written', text: '' })
    expect(server.recordings).toEqual([])
  })

  it('of more than a minute goes in pieces, and comes back in its order', async () => {
    const long = wavOf([
      { seconds: 50, loud: true },
      { seconds: 1, loud: false },
      { seconds: 49, loud: true },
      { seconds: 1, loud: false },
      { seconds: 20, loud: true },
    ])
    const { transcribed: got, server } = await transcribed(long, {
      recording: ({ content }, nth) => ({
        texts: [`${content.length > 400_000 ? 'long' : 'short'}.`],
        asked: nth === 1 ? 2 : 0,
      }),
    })
    expect(got).toEqual({ type: 'written', text: 'long. long. short.' })
    expect(Math.max(...server.recordings.map(({ content }) => content.length))).toBeLessThan(
      60 * 16_000,
    )
    expect(server.recordings.reduce((sum, { content }) => sum + content.length, 0)).toBe(
      long.length - 44,
    )
  })

  it('in a language the model does not know is written down by the default model', async () => {
    const { transcribed: got, server } = await transcribed(
      short,
      {
        recording: ({ config }) =>
          config.model === 'latest_long'
            ? {
                code: 3,
                details: 'The requested model is not supported for language',
                refused: true,
              }
            : { texts: ['Labas.'] },
      },
      'lt-LT',
    )
    expect(got).toEqual({ type: 'written', text: 'Labas.' })
    expect(server.recordings.map(({ config: { model } }) => model)).toEqual(['latest_long', ''])
  })

  it.each(
    [
      { code: 3, kind: 'wrong language' },
      { code: 4, kind: 'slow' },
      { code: 7, kind: 'refused' },
      { code: 8, kind: 'quota' },
      { code: 13, kind: 'broken' },
      { code: 14, kind: 'unreachable' },
      { code: 16, kind: 'refused' },
    ].flatMap((one) => [
      { ...one, refused: true },
      { ...one, refused: false },
    ]),
  )('fails by kind: code $code, refused at once: $refused', async ({ code, kind, refused }) => {
    const { transcribed: got, server } = await transcribed(short, {
      recording: () => ({ code, details: 'no reason', refused, asked: 1 }),
    })
    expect(got).toEqual({ type: 'failed', kind, detail: `${code} no reason` })
    expect(server.recordings.length).toBe(kind === 'wrong language' ? 2 : 1)
  })

  it('fails as a whole when one of its pieces does', async () => {
    const { transcribed: got } = await transcribed(wavOf([{ seconds: 80, loud: true }]), {
      recording: (_recording, nth) =>
        nth === 2 ? { code: 8, details: 'too many requests' } : { texts: ['one'] },
    })
    expect(got).toEqual({ type: 'failed', kind: 'quota', detail: '8 too many requests' })
  })

  it('that is none, or is too long, is not sent', async () => {
    const { transcribed: got, server } = await transcribed(Buffer.from('<html>'), {})
    expect(got).toEqual({ type: 'failed', kind: 'unreadable', detail: 'it is not a WAV file' })
    expect(
      await open.recogniser?.transcribe(
        wavOf([{ seconds: 700, loud: false }], { encoding: 'MULAW' }),
        { language: 'en-GB', hints: [] },
      ),
    ).toEqual({
      type: 'failed',
      kind: 'too long',
      detail: 'it lasts 700 seconds, and 615 can be written down',
    })
    expect(server.recordings).toEqual([])
  })

  it('cannot be written down where nobody is, or where the line is cut', async () => {
    const { server } = await transcribed(short, {})
    await server.close()
    // the connection was there a moment ago
    expect(
      await open.recogniser?.transcribe(short, { language: 'en-GB', hints: [] }),
    ).toMatchObject({ type: 'failed' })
    const nobody = makeGoogle({ endpoint: server.endpoint })
    expect(await nobody.transcribe(short, { language: 'en-GB', hints: [] })).toMatchObject({
      type: 'failed',
      kind: 'unreachable',
    })
    await nobody.close()
  })
})
