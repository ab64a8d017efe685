import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const folders = ['flows/linden/audio', 'test/flow/ok/audio']

describe.each(folders)('the recordings in %s', (folder) => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.wav'),
  )

  test.each(files)(
    '%s is a WAV file for the telephone: 8 kHz, mono, 16 bit, with sound in it',
    (name) => {
      const wav = readFileSync(join(folder, name))
      const samples = new Int16Array(
        wav.buffer.slice(
          wav.byteOffset + 44,
          wav.byteOffset + 44 + Math.floor((wav.length - 44) / 2) * 2,
        ),
      )
      expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
      expect({
        channels: wav.readUInt16LE(22),
        rate: wav.readUInt32LE(24),
        bits: wav.readUInt16LE(34),
      }).toEqual({ channels: 1, rate: 8000, bits: 16 })
      expect(samples.some((sample) => Math.abs(sample) > 3000)).toBe(true)
    },
  )
})
