// WAV files read as the telephone writes them, and long ones cut in their pauses.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutWav, pieces, readWav, secondsOf, type Sound } from '../../src/speech/wav.ts'
import { chunk, wavOf } from './sounds.ts'

function soundOf(file: Buffer): Sound {
  const sound = readWav(file)
  if (typeof sound === 'string') throw new Error(sound)
  return sound
}

describe('a WAV file', () => {
  it.each([
    { name: '16-bit PCM', form: {}, bytes: 16_000 },
    { name: 'mu-law', form: { encoding: 'MULAW' as const }, bytes: 8000 },
    { name: 'two channels', form: { channels: 2, rate: 16_000 }, bytes: 64_000 },
    {
      name: 'chunks of odd sizes before the sound',
      form: { before: [chunk('LIST', Buffer.from('odd')), chunk('fact', Buffer.alloc(4))] },
      bytes: 16_000,
    },
  ])('is read: $name', ({ form, bytes }) => {
    const sound = soundOf(wavOf([{ seconds: 1, loud: true }], form))
    expect(sound).toMatchObject({
      encoding: form.encoding ?? 'LINEAR16',
      rate: form.rate ?? 8000,
      channels: form.channels ?? 1,
    })
    expect(sound.data.length).toBe(bytes)
    expect(secondsOf(sound)).toBe(1)
  })

  it('that was written as a stream is as long as it is, and half a sample at its end is none', () => {
    const file = wavOf([{ seconds: 1, loud: true }])
    file.writeUInt32LE(0xffffffff, file.length - 16_000 - 4)
    expect(soundOf(file).data.length).toBe(16_000)
    expect(soundOf(file.subarray(0, file.length - 1)).data.length).toBe(15_998)
  })

  const good = wavOf([{ seconds: 0.1, loud: true }])
  const changed = (at: number, value: number) => {
    const file = Buffer.from(good)
    file.writeUInt16LE(value, at)
    return file
  }
  it.each([
    [Buffer.alloc(0), 'it is not a WAV file'],
    [Buffer.from('<html>no such recording</html>'), 'it is not a WAV file'],
    [good.subarray(0, 36), 'it has no sound in it'],
    [good.subarray(0, 30), 'its format is cut off'],
    [
      chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), chunk('data', Buffer.alloc(4))])),
      'its sound comes before its format',
    ],
    [changed(20, 85), 'its format (85, 16 bits) is neither 16-bit PCM nor mu-law'],
    [changed(34, 24), 'its format (1, 24 bits) is neither 16-bit PCM nor mu-law'],
    [changed(22, 6), 'it has 6 channels of 8000 samples a second'],
  ])('is told from what is none %#', (file, reason) => {
    expect(readWav(file)).toBe(reason)
  })

  it('may hold anything: it is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(good.length), (bytes, at) => {
        const spoilt = Buffer.concat([good.subarray(0, at), bytes])
        const read = readWav(spoilt)
        expect(typeof read === 'string' || read.data.length <= spoilt.length).toBe(true)
      }),
    )
  })
})

describe('a long recording', () => {
  it('is cut in a pause', () => {
    const sound = soundOf(
      wavOf([
        { seconds: 45, loud: true },
        { seconds: 1, loud: false },
        { seconds: 50, loud: true },
      ]),
    )
    const cut = pieces(sound, 55)
    expect(cut.length).toBe(2)
    const first = (cut[0]?.length ?? 0) / 16_000
    expect(first).toBeGreaterThan(45)
    expect(first).toBeLessThan(46)
  })

  it('comes in pieces that together are the whole, none longer than is taken, cut between samples', () => {
    const encoding = fc.constantFrom('LINEAR16' as const, 'MULAW' as const)
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ seconds: fc.double({ min: 0, max: 4, noNaN: true }), loud: fc.boolean() }),
          { maxLength: 12 },
        ),
        encoding,
        fc.constantFrom(1, 2),
        fc.integer({ min: 2, max: 7 }),
        (parts, form, channels, longest) => {
          const sound = soundOf(wavOf(parts, { encoding: form, channels }))
          const cut = pieces(sound, longest)
          expect(Buffer.concat(cut).equals(sound.data)).toBe(true)
          for (const piece of cut) {
            expect(piece.length).toBeGreaterThan(0)
            expect(secondsOf({ ...sound, data: piece })).toBeLessThanOrEqual(longest)
            expect(piece.length % (channels * (form === 'LINEAR16' ? 2 : 1))).toBe(0)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a piece of a sound', () => {
  it('is a WAV file of that length, which goes on where the one before ended and begins again at the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('LINEAR16' as const, 'MULAW' as const),
        fc.integer({ min: 1, max: 2 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 7 }),
        (length, encoding, channels, from, seconds) => {
          const frame = channels * (encoding === 'MULAW' ? 1 : 2)
          const sound: Sound = {
            encoding,
            rate: 8000,
            channels,
            data: Buffer.from(Array.from({ length: length * 8000 * frame }, (_, at) => at % 251)),
          }
          const piece = soundOf(cutWav(sound, from, seconds))
          expect(piece).toMatchObject({ encoding, rate: 8000, channels })
          expect(secondsOf(piece)).toBe(seconds)
          const whole = Buffer.concat(Array<Buffer>(20).fill(sound.data))
          expect(
            piece.data.equals(whole.subarray(from * 8000 * frame, (from + seconds) * 8000 * frame)),
          ).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})
