// What waiting callers hear between the words: fetched without a signature, and only what is there.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readWav, secondsOf } from '../../src/speech/wav.ts'
import { wavOf } from '../speech/sounds.ts'
import { bareRuntime, linesOnly, serve } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'music-'))
const files: Record<string, string> = {
  '/audio/a.wav': join(folder, 'a.wav'),
  '/audio/b.mp3': join(folder, 'b.mp3'),
  '/audio/c.wav': join(folder, 'gone.wav'),
}
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  writeFileSync(join(folder, 'a.wav'), wavOf([{ seconds: 3, loud: true }]))
  writeFileSync(join(folder, 'b.mp3'), 'no sound that we can cut')
  server = await serve(
    bareRuntime({ library: { ...linesOnly([]), audioFile: (path) => files[path] } }),
  )
})
afterAll(() => server.close())

async function get(path: string) {
  const response = await fetch(server.origin + path, { redirect: 'manual' })
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  }
}

function sound(body: Buffer) {
  const read = readWav(body)
  if (typeof read === 'string') throw new Error(read)
  return read
}

it('is a tone of our own, small, never loud, and the same each time', async () => {
  const { status, headers, body } = await get('/twilio/music/tone.wav')
  expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    200,
    'audio/wav',
    'public, max-age=31536000, immutable',
  ])
  expect(sound(body)).toMatchObject({ encoding: 'MULAW', rate: 8000, channels: 1 })
  expect(secondsOf(sound(body))).toBe(5)
  expect(body.length).toBeLessThan(41_000)
  expect((await get('/twilio/music/tone.wav')).body.equals(body)).toBe(true)
})

it('or a piece of a recording, as long as it was asked for', async () => {
  const { status, body } = await get('/twilio/music/piece?of=%2Faudio%2Fa.wav&from=2&seconds=20')
  expect(status).toBe(200)
  expect(secondsOf(sound(body))).toBe(20)
})

it('or the whole of one that cannot be cut', async () => {
  const { status, headers } = await get('/twilio/music/piece?of=%2Faudio%2Fb.mp3&from=0&seconds=20')
  expect([status, headers.get('location')]).toEqual([302, '/audio/b.mp3'])
})

it.each([
  'of=%2Faudio%2Fz.wav&from=0&seconds=20',
  'of=%2Fetc%2Fpasswd&from=0&seconds=20',
  'of=%2Faudio%2Fc.wav&from=0&seconds=20',
  'of=%2Faudio%2Fa.wav&from=-1&seconds=20',
  'of=%2Faudio%2Fa.wav&from=0&seconds=6000',
  'of=%2Faudio%2Fa.wav&from=0.5&seconds=2',
  '',
])('and nothing else: %s', async (query) => {
  expect((await get(`/twilio/music/piece?${query}`)).status).toBe(404)
})
