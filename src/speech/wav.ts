// Recorded sound: reads a WAV file, and cuts it where it is quiet into pieces a recogniser takes
// whole. Pure.
import { decodeSample } from './mulaw.ts'

/** `data` are the bare samples, `rate` of them a second for each channel. */
export type Sound = { encoding: 'LINEAR16' | 'MULAW'; rate: number; channels: number; data: Buffer }

const PCM = 1
const MULAW = 7

/** The sound of a WAV file of 16-bit PCM or mu-law (RIFF, as Microsoft and IBM described it in
 * 1991), or in a sentence why it is none. */
export function readWav(file: Buffer): Sound | string {
  if (!isWav(file)) return 'it is not a WAV file'
  let format: Omit<Sound, 'data'> | undefined
  for (const { name, at, size } of chunksOf(file)) {
    const body = file.subarray(at, at + size)
    if (name === 'fmt ') {
      const read = formatOf(body)
      if (typeof read === 'string') return read
      format = read
    }
    if (name === 'data') {
      if (!format) return 'its sound comes before its format'
      // what was written as a stream may tell more than there is
      return { ...format, data: body.subarray(0, body.length - (body.length % frameOf(format))) }
    }
  }
  return 'it has no sound in it'
}

/** Milliseconds of a WAV file of `size` bytes from its first bytes; undefined when they do not
 * tell. */
export function lengthOfWav(head: Buffer, size: number): number | undefined {
  if (!isWav(head)) return undefined
  let bytesASecond = 0
  for (const chunk of chunksOf(head)) {
    const { name, at } = chunk
    if (name === 'fmt ' && at + 12 <= head.length) bytesASecond = head.readUInt32LE(at + 8)
    // who writes to a pipe does not know the size yet
    if (name === 'data' && bytesASecond > 0)
      return Math.round((Math.min(chunk.size, size - at) / bytesASecond) * 1000)
  }
  return undefined
}

const isWav = (file: Buffer): boolean =>
  file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WAVE'

/** Where the content of each chunk begins, and its size in bytes as it is told. */
function* chunksOf(file: Buffer): Generator<{ name: string; at: number; size: number }> {
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4)
    yield { name: file.toString('latin1', at, at + 4), at: at + 8, size }
    // chunks begin at even places
    at += 8 + size + (size % 2)
  }
}

/** By the code of the format and the bits of a sample. */
const ENCODINGS = new Map<string, Sound['encoding']>([
  [`${PCM} 16`, 'LINEAR16'],
  [`${MULAW} 8`, 'MULAW'],
])

function formatOf(body: Buffer): Omit<Sound, 'data'> | string {
  if (body.length < 16) return 'its format is cut off'
  const [code, channels, rate, bits] = [
    body.readUInt16LE(0),
    body.readUInt16LE(2),
    body.readUInt32LE(4),
    body.readUInt16LE(14),
  ]
  const encoding = ENCODINGS.get(`${code} ${bits}`)
  if (!encoding) return `its format (${code}, ${bits} bits) is neither 16-bit PCM nor mu-law`
  if (channels < 1 || channels > 2 || rate < 8000 || rate > 48_000)
    return `it has ${channels} channels of ${rate} samples a second`
  return { encoding, rate, channels }
}

/** Bytes of one sample of all channels. */
const frameOf = ({ encoding, channels }: Omit<Sound, 'data'>): number =>
  channels * (encoding === 'LINEAR16' ? 2 : 1)

export const secondsOf = (sound: Sound): number => sound.data.length / (frameOf(sound) * sound.rate)

/** A WAV file of `seconds` of a sound from `from` seconds on; where the sound ends it begins
 * again. */
export function cutWav(sound: Sound, from: number, seconds: number): Buffer {
  const { encoding, rate, channels, data } = sound
  const frame = frameOf(sound)
  const length = seconds * rate * frame
  const start = (from * rate * frame) % data.length
  const body = Buffer.alloc(length)
  for (let done = 0; done < length;) done += data.copy(body, done, (start + done) % data.length)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(encoding === 'MULAW' ? MULAW : PCM, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * frame, 28)
  header.writeUInt16LE(frame, 32)
  header.writeUInt16LE((frame / channels) * 8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(length, 40)
  return Buffer.concat([header, body])
}

/** Pauses are looked for in steps of this many seconds: longer than a stop consonant, shorter than
 * a pause between sentences. */
const STEP = 0.2

/** Pieces of at most `longest` seconds that together are the whole sound, each cut at the quietest
 * place of its last third, so that no word is cut in two. */
export function pieces(sound: Sound, longest: number): Buffer[] {
  const { data, rate } = sound
  const frame = frameOf(sound)
  const step = Math.round(STEP * rate) * frame
  const most = Math.floor(longest * rate) * frame
  const cut: Buffer[] = []
  let from = 0
  while (data.length - from > most) {
    let to = from + most
    let quietest = Infinity
    // the latest of places that are as quiet
    for (let at = from + most - step; at >= from + (most * 2) / 3; at -= step) {
      const loudness = loudnessOf(sound, data.subarray(at, at + step))
      if (loudness < quietest)
        [quietest, to] = [loudness, at + Math.floor(step / frame / 2) * frame]
    }
    cut.push(data.subarray(from, to))
    from = to
  }
  return data.length > from ? [...cut, data.subarray(from)] : cut
}

function loudnessOf({ encoding }: Sound, data: Buffer): number {
  let sum = 0
  if (encoding === 'MULAW') for (const byte of data) sum += Math.abs(decodeSample(byte))
  else for (let at = 0; at + 1 < data.length; at += 2) sum += Math.abs(data.readInt16LE(at))
  return sum
}
