// npm run phone: recordings played into a server, over webhooks and media streams.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toTelephone } from '../scripts/phone/audio.ts'
import { playInto } from '../scripts/phone/play.ts'
import { decodeSample } from '../src/speech/mulaw.ts'
import type { Sound } from '../src/speech/wav.ts'
import { byEar } from './speech/by-ear.ts'
import { hasVoices, record } from './speech/voices.ts'
import { publicUrl, token } from './twilio/server.ts'
import { closeLines, streamedLine } from './twilio/streamed.ts'
import { number } from './twilio/world.ts'

/** A tone of 16 bits. */
function tone(hertz: number, rate: number, channels = 1): Buffer {
  const length = Math.floor(rate / 2)
  const data = Buffer.alloc(2 * length * channels)
  for (let n = 0; n < length; n++)
    for (let channel = 0; channel < channels; channel++)
      data.writeInt16LE(
        Math.round(12_000 * Math.sin((2 * Math.PI * hertz * n) / rate)),
        (n * channels + channel) * 2,
      )
  return data
}

/** How much of the middle of a recording is a tone, beside the tone of 12 000 that was put in. */
function partOf(audio: Buffer, hertz: number): number {
  const samples = [...audio.subarray(800, 3200)].map(decodeSample)
  const [sine, cosine] = [Math.sin, Math.cos].map((wave) =>
    samples.reduce((sum, sample, n) => sum + sample * wave((2 * Math.PI * hertz * n) / 8000), 0),
  )
  return Math.hypot(sine ?? 0, cosine ?? 0) / samples.length / 6000
}

describe('recorded sound', () => {
  const linear = (rate: number, channels: number, hertz = 1000): Sound => ({
    encoding: 'LINEAR16',
    rate,
    channels,
    data: tone(hertz, rate, channels),
  })

  it.each([
    [8000, 1],
    [16_000, 1],
    [44_100, 2],
    [11_025, 1],
  ])('of %i samples a second on %i channels keeps its tone', (rate, channels) => {
    const audio = toTelephone(linear(rate, channels))
    expect(Math.abs(audio.length - 4000)).toBeLessThan(3)
    expect(partOf(audio, 1000)).toBeCloseTo(1, 1)
  })

  it('loses what a telephone cannot hold, instead of folding it down', () => {
    expect(partOf(toTelephone(linear(16_000, 1, 6000)), 2000)).toBeLessThan(0.01)
  })

  it('of mu-law is played as it is, and two channels of it are mixed', () => {
    const data = Buffer.from(
      Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x7f),
    )
    expect(toTelephone({ encoding: 'MULAW', rate: 8000, channels: 1, data })).toEqual(data)
    expect(
      toTelephone({
        encoding: 'MULAW',
        rate: 8000,
        channels: 2,
        data: Buffer.from([0x80, 0x00, 0xce, 0xce]),
      }),
    ).toEqual(Buffer.from([0xff, 0xce]))
  })
})

describe.skipIf(!hasVoices())('recordings played into a call', () => {
  const sentences = ['where is my order', 'four zero two seven one five', 'yes', 'take a message']
  let folder: string
  const files = (...names: string[]): string[] => names.map((name) => join(folder, `${name}.wav`))
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'callflow-phone-'))
    for (const text of sentences)
      writeFileSync(files(text)[0] ?? '', record(text, { as: 'wav', rate: 16_000, noise: 0.03 }))
  })
  afterAll(async () => {
    await closeLines()
    rmSync(folder, { recursive: true })
  })
  const listening = () =>
    streamedLine(byEar(sentences.map((text) => ({ text, audio: record(text) }))))

  it('answer the questions one after the other, and then there is silence to the end', async () => {
    const line = await listening()
    const printed: string[] = []
    const recordings = sentences
      .slice(0, 2)
      .map((name) => ({ name, audio: record(name, { noise: 0.03 }) }))
    await playInto({
      wire: { origin: line.origin, publicUrl, token },
      to: number,
      recordings,
      seconds: 20,
      speed: 4,
      print: (words) => printed.push(words),
    })
    const told = printed.join('\n')
    expect(told).toMatch(
      /^< Fir Tools\. Calls are recorded\.\n< How can I help\?[^>]*> where is my order, \d\.\d s\n[^>]*six digits[^>]*> four zero two seven one five, \d\.\d s\n< It is on its way\./,
    )
    expect(told).toMatch(/Is there anything else\?[^]*> \(silence\)[^]*the call is over$/)
  })

  it('are a command', async () => {
    const line = await listening()
    const { code, stdout, stderr } = await run(
      [
        '--audio',
        ...files('take a message'),
        '--url',
        line.origin,
        '--token',
        token,
        '--to',
        number,
        '--seconds',
        '10',
      ],
      { PUBLIC_URL: publicUrl },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /> take a message\.wav, \d\.\d s\n< Please speak after the tone\.\n> \(nothing after the tone\)\n[^]*the call is over\n$/,
    )
  })

  it('are refused with one sentence', async () => {
    const line = await listening()
    writeFileSync(join(folder, 'text.wav'), 'no sound')
    const [refused, nowhere, unsigned, wrong] = await Promise.all([
      run(['--audio', join(folder, 'text.wav'), '--token', token], {}),
      run(
        [
          '--audio',
          ...files('yes'),
          '--token',
          token,
          '--to',
          number,
          '--url',
          'http://127.0.0.1:1',
        ],
        {},
      ),
      run(['--audio', ...files('yes'), '--to', number], { TWILIO_AUTH_TOKEN: '' }),
      run(
        ['--audio', ...files('yes'), '--to', number, '--url', line.origin, '--token', 'another'],
        { PUBLIC_URL: publicUrl },
      ),
    ])
    expect([refused.code, refused.stderr]).toEqual([
      2,
      `${join(folder, 'text.wav')} cannot be played: it is not a WAV file\n`,
    ])
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringMatching(/^the server cannot be reached: .*\n$/),
    ])
    expect([unsigned.code, unsigned.stderr]).toEqual([2, expect.stringContaining('--token')])
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/403.*the token is another, or PUBLIC_URL[^\n]*\n$/),
    ])
  })
})

function run(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/phone.ts', ...args],
      { env: { ...process.env, ...env }, timeout: 25_000 },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}
