// A flows folder read from disk: the lengths of its recordings.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFolder } from '../../src/world/folder.ts'

const dir = mkdtempSync(join(tmpdir(), 'callflow-files-'))

/** A WAV file of `ms` milliseconds with 8000 bytes a second; `told` is the size its header
 * claims. */
function wav(ms: number, { told = ms * 8, extra = 0, kind = 'WAVE' } = {}): Buffer {
  const chunk = (name: string, size: number, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(size, 4)
    return Buffer.concat([head, body])
  }
  const format = Buffer.alloc(16)
  format.writeUInt32LE(8000, 8)
  const note = extra > 0 ? [chunk('LIST', extra, Buffer.alloc(extra + (extra % 2)))] : []
  return Buffer.concat([
    chunk('RIFF', 0, Buffer.from(kind)),
    chunk('fmt ', 16, format),
    ...note,
    chunk('data', told, Buffer.alloc(ms * 8)),
  ])
}

beforeAll(() => {
  const audio = join(dir, 'audio', 'be-BY')
  mkdirSync(audio, { recursive: true })
  const files = {
    'plain.wav': wav(1500),
    'noted.WAV': wav(700, { extra: 33 }),
    'piped.wav': wav(900, { told: 0xffffffff }),
    'other.wav': wav(900, { kind: 'AVI ' }),
    'short.wav': Buffer.from('RIFF'),
    'song.mp3': wav(100),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(audio, name), bytes)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

it('knows how long WAV recordings are, and only those', async () => {
  const { lengths, audio } = await readFolder(dir)
  expect(audio.size).toBe(6)
  expect(Object.fromEntries(lengths)).toEqual({
    'audio/be-BY/plain': 1500,
    'audio/be-BY/noted': 700,
    'audio/be-BY/piped': 900,
  })
})
