// A recording as a telephone sends it: a WAV file read, mixed to one channel, and brought to mu-law of 8000 samples a second. Pure.
import { decodeSample, encodeSample } from '../../src/speech/mulaw.ts'

const RATE = 8000
const SLOWEST = 4000
const FASTEST = 192_000
const PCM = 1
const MULAW = 7
/** The true format stands further on, in the first bytes of a name. */
const EXTENSIBLE = 0xfffe
/** Samples of ours on each side that a sample is made of. */
const REACH = 16

/** The bytes of a WAV file: PCM of 8 or 16 bits, or mu-law, on up to two channels. Throws with a sentence when it is none of these. */
export function readWav(file: Buffer): Buffer {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('this is no WAV file')
  let format: Format | undefined
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const body = file.subarray(at + 8, at + 8 + size)
    if (name === 'fmt ') format = readFormat(body)
    if (name === 'data') {
      if (!format) throw new Error('the WAV file has sound before it says of what kind')
      return toTelephone(samplesOf(body, format), format)
    }
    at += 8 + size + (size % 2)
  }
  throw new Error('the WAV file has no sound')
}

type Format = { kind: number; channels: number; rate: number; bits: number }

function readFormat(body: Buffer): Format {
  if (body.length < 16) throw new Error('the WAV file does not say of what kind its sound is')
  const said = body.readUInt16LE(0)
  const kind = said === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : said
  const [channels, rate, bits] = [body.readUInt16LE(2), body.readUInt32LE(4), body.readUInt16LE(14)]
  if (!((kind === PCM && (bits === 8 || bits === 16)) || (kind === MULAW && bits === 8))) throw new Error(`the WAV file is of format ${kind} with ${bits} bits: only PCM of 8 or 16 bits and mu-law can be played`)
  if (channels < 1 || channels > 2) throw new Error(`the WAV file has ${channels} channels: one or two can be played`)
  if (rate < SLOWEST || rate > FASTEST) throw new Error(`the WAV file has ${rate} samples a second: from ${SLOWEST} to ${FASTEST} can be played`)
  return { kind, channels, rate, bits }
}

/** Samples of 16 bits, the channels of each mixed; what is left of a last, broken one is left out. */
function samplesOf(data: Buffer, { kind, channels, bits }: Format): Float64Array {
  const bytes = bits / 8
  const one = (at: number): number => (kind === MULAW ? decodeSample(data[at] ?? 0) : bits === 16 ? data.readInt16LE(at) : ((data[at] ?? 0) - 128) * 256)
  return Float64Array.from({ length: Math.floor(data.length / (bytes * channels)) }, (_, n) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += one((n * channels + channel) * bytes)
    return sum / channels
  })
}

function toTelephone(samples: Float64Array, { rate }: Format): Buffer {
  const resampled = rate === RATE ? samples : resample(samples, rate)
  return Buffer.from(Uint8Array.from(resampled, (sample) => encodeSample(Math.round(sample))))
}

/** Each sample by a windowed sinc (Smith, "Digital Audio Resampling"): what a telephone's rate cannot hold is filtered away on the way. */
function resample(samples: Float64Array, rate: number): Float64Array {
  const step = rate / RATE
  const band = Math.min(1, 1 / step)
  const reach = REACH / band
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const middle = n * step
    let sum = 0
    for (let at = Math.max(0, Math.ceil(middle - reach)); at <= Math.min(samples.length - 1, middle + reach); at++) {
      const x = (at - middle) * band
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      sum += (samples[at] ?? 0) * sinc * band * (0.5 + 0.5 * Math.cos((Math.PI * (at - middle)) / reach))
    }
    return sum
  })
}
