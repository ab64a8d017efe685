// Recorded sound as a telephone sends it: one channel, mu-law, 8000 samples a second. Pure.
import { decodeSample, encodeSample } from '../../src/speech/mulaw.ts'
import type { Sound } from '../../src/speech/wav.ts'

const RATE = 8000
/** Samples of a telephone's rate, on each side, that a sample is made of. */
const REACH = 16

/** The sound with its channels mixed; what a telephone's rate cannot hold is filtered away. */
export function toTelephone(sound: Sound): Buffer {
  const samples = samplesOf(sound)
  return Buffer.from(
    Uint8Array.from(sound.rate === RATE ? samples : resample(samples, sound.rate), (sample) =>
      encodeSample(Math.round(sample)),
    ),
  )
}

/** Samples of 16 bits. */
function samplesOf({ encoding, channels, data }: Sound): Float64Array {
  const one = (at: number): number =>
    encoding === 'MULAW' ? decodeSample(data[at] ?? 0) : data.readInt16LE(at * 2)
  const all = encoding === 'MULAW' ? data.length : data.length / 2
  return Float64Array.from({ length: all / channels }, (_, n) => {
    let sum = 0
    for (let channel = 0; channel < channels; channel++) sum += one(n * channels + channel)
    return sum / channels
  })
}

/** Each sample by a windowed sinc (Smith, "Digital Audio Resampling"). */
function resample(samples: Float64Array, rate: number): Float64Array {
  const step = rate / RATE
  const band = Math.min(1, 1 / step)
  const reach = REACH / band
  return Float64Array.from({ length: Math.floor(samples.length / step) }, (_, n) => {
    const middle = n * step
    let sum = 0
    for (
      let at = Math.max(0, Math.ceil(middle - reach));
      at <= Math.min(samples.length - 1, middle + reach);
      at++
    ) {
      const x = (at - middle) * band
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
      sum +=
        (samples[at] ?? 0) * sinc * band * (0.5 + 0.5 * Math.cos((Math.PI * (at - middle)) / reach))
    }
    return sum
  })
}
