// WAV files for tests, made of tones and pauses.

/** What is heard in turn: a tone, or silence. */
export type Part = { seconds: number; loud: boolean }

type Form = { encoding?: 'LINEAR16' | 'MULAW'; rate?: number; channels?: number; before?: Buffer[] }

/** A file as a telephone would write it; `before` are chunks between its format and its sound. */
export function wavOf(
  parts: Part[],
  { encoding = 'LINEAR16', rate = 8000, channels = 1, before = [] }: Form = {},
): Buffer {
  const width = encoding === 'LINEAR16' ? 2 : 1
  const data = Buffer.concat(
    parts.map(({ seconds, loud }) => {
      const sound = Buffer.alloc(
        Math.round(seconds * rate) * channels * width,
        encoding === 'LINEAR16' ? 0 : 0xff,
      )
      if (!loud) return sound
      // a square wave of 400 Hz
      const period = rate / 400
      for (let at = 0; at < sound.length / width; at++) {
        const high = Math.floor(at / channels) % period < period / 2
        if (width === 2) sound.writeInt16LE(high ? 8000 : -8000, at * 2)
        else sound[at] = high ? 0x9f : 0x1f
      }
      return sound
    }),
  )
  const format = Buffer.alloc(16)
  format.writeUInt16LE(encoding === 'LINEAR16' ? 1 : 7, 0)
  format.writeUInt16LE(channels, 2)
  format.writeUInt32LE(rate, 4)
  format.writeUInt32LE(rate * channels * width, 8)
  format.writeUInt16LE(channels * width, 12)
  format.writeUInt16LE(width * 8, 14)
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    ...before,
    chunk('data', data),
  ])
  return chunk('RIFF', body)
}

export function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}
