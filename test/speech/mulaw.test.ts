import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeSample, encodeSample, isLoud } from '../../src/speech/mulaw.ts'

describe('mu-law', () => {
  // the ends and the middle of the table of ITU-T G.711, in 16 bits
  it.each([
    [0, 0xff],
    [-1, 0x7f],
    [8, 0xfe],
    [-8, 0x7e],
    [32_124, 0x80],
    [-32_124, 0x00],
    [32_767, 0x80],
    [-32_768, 0x00],
    [1000, 0xce],
  ])('sample %i is byte %i', (sample, byte) => {
    expect(encodeSample(sample)).toBe(byte)
  })

  it('gives each byte back, but that there is one nought', () => {
    for (let byte = 0; byte < 256; byte++)
      expect(encodeSample(decodeSample(byte))).toBe(byte === 0x7f ? 0xff : byte)
  })

  it('is loud where a tenth of the samples are within 18 dB of the loudest', () => {
    const tone = (amplitude: number): Buffer =>
      Buffer.from(Array.from({ length: 160 }, (_, n) => encodeSample(amplitude * Math.sin(n / 3))))
    expect([0, 1000, 4000, 4300, 12_000].map((amplitude) => isLoud(tone(amplitude)))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
    expect(isLoud(Buffer.alloc(0))).toBe(false)
  })

  it('errs by no more than one part in 16, or 8 steps where it is quiet', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_635, max: 32_635 }), (sample) => {
        expect(Math.abs(decodeSample(encodeSample(sample)) - sample)).toBeLessThanOrEqual(
          Math.max(8, Math.abs(sample) / 16),
        )
      }),
    )
  })
})
