// Telephone audio: one byte for each of 8000 samples a second, by the mu-law of ITU-T G.711. Pure;
// also runs in the browser.

const BIAS = 0x84
const LOUDEST = 32_635

/** A sample of 16 bits, signed, as its byte; what is louder than the law knows is cut. */
export function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const size = Math.min(Math.abs(Math.trunc(sample)), LOUDEST) + BIAS
  const exponent = 24 - Math.clz32(size)
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff
}

/** A byte as its sample of 16 bits, signed. */
export function decodeSample(byte: number): number {
  const bits = ~byte & 0xff
  const size = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS
  return bits & 0x80 ? -size : size
}

/** Amplitude code of 4092 of 32 767, 18 dB under the loudest: quiet lines and ordinary noise stay
 * below, speech into a telephone does not. */
const LOUD = 0x50

/** Whether audio is as loud as somebody who speaks into a telephone: a tenth of its samples are. */
export function isLoud(audio: Uint8Array): boolean {
  let loud = 0
  for (const byte of audio) if ((~byte & 0x7f) >= LOUD) loud++
  return loud > 0 && loud * 10 >= audio.length
}
