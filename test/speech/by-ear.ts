// A Google that really listens: finds where speech begins and ends by its energy, and which of some
// known sentences it is by their sound.
import { decodeSample } from '../../src/speech/mulaw.ts'
import { words, type Script, type Stream } from './google-server.ts'

/** A sentence and a recording of it without noise, mu-law. */
export type Known = { text: string; audio: Buffer }

/** 20 ms. */
const FRAME = 160
/** Middles of the bands a voice is told by, in hertz. */
const bands = [250, 450, 700, 1000, 1400, 1900, 2500, 3200]
/** Frames of voice that make a beginning, and of quiet that make an end: 60 ms and 600 ms. */
const BEGINS = 3
const ENDS = 30
/** Further from everything known than this is no sentence of ours. */
const STRANGE = 5

/** Energy in each band, in bels. */
type Sound = number[]

/** Goertzel's filter at each band; the energies of a frame. */
function soundOf(frame: Buffer): Sound {
  const samples = [...frame].map(decodeSample)
  return bands.map((hertz) => {
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / 8000)
    let [one, two] = [0, 0]
    for (const sample of samples) [one, two] = [sample + coefficient * one - two, one]
    // what is under the noise of a line is nothing
    return Math.log10(one * one + two * two - coefficient * one * two + 1e8)
  })
}

const loudness = (frame: Buffer): number =>
  Math.sqrt(frame.reduce((sum, byte) => sum + decodeSample(byte) ** 2, 0) / frame.length)

const apart = (a: Sound, b: Sound): number =>
  Math.sqrt(a.reduce((sum, value, band) => sum + (value - (b[band] ?? 0)) ** 2, 0))

/** Voice louder than this over the noise before it; a line is never quieter than 30. */
const voiceOver = (noise: number): number => Math.max(300, noise * 3)

/**
 * Dynamic time warping (Sakoe and Chiba 1978) of all that was heard to a beginning of what is
 * known: the mean distance of
 * a frame along the best way, and how far into the known sentence that way leads, 0 to 1.
 */
function match(heard: Sound[], known: Sound[]): { distance: number; part: number } {
  let row = known.map(() => Infinity)
  heard.forEach((sound, at) => {
    const next: number[] = []
    known.forEach((other, place) => {
      const before =
        at === 0
          ? place === 0
            ? 0
            : Infinity
          : Math.min(row[place] ?? Infinity, row[place - 1] ?? Infinity, row[place - 2] ?? Infinity)
      next.push(before + apart(sound, other))
    })
    row = next
  })
  const best = row.reduce(
    (least, value, place) => (value < (row[least] ?? Infinity) ? place : least),
    0,
  )
  return { distance: (row[best] ?? Infinity) / heard.length, part: (best + 1) / known.length }
}

/** Sounds from the first to the last voice of a recording. */
function voiced(audio: Buffer): Sound[] {
  const frames = Array.from({ length: Math.floor(audio.length / FRAME) }, (_, n) =>
    audio.subarray(n * FRAME, (n + 1) * FRAME),
  )
  const loud = frames.map((frame) => loudness(frame) > voiceOver(0))
  return frames.slice(loud.indexOf(true), loud.lastIndexOf(true) + 1).map(soundOf)
}

type Ear = {
  rest: Buffer
  noise: number
  sounds: Sound[]
  loud: number
  quiet: number
  begun: boolean
  said: string
}

/** What a stream of Google's is to do: it hears the sentences given, and only those. */
export function byEar(known: Known[]): Script {
  const learnt = known.map(({ text, audio }) => ({ text, sounds: voiced(audio) }))
  const ears = new WeakMap<Stream, Ear>()

  function recognise(
    sounds: Sound[],
  ): { text: string; confidence: number; others: string[] } | undefined {
    const found = learnt
      .map(({ text, sounds: sentence }) => ({ text, ...match(sounds, sentence) }))
      .sort((a, b) => a.distance - b.distance)
    const [best, next] = found
    if (!best || best.distance > STRANGE) return undefined
    const all = best.text.split(' ')
    const text = all.slice(0, Math.max(1, Math.round(all.length * best.part))).join(' ')
    // as sure as it is nearer than the next
    const confidence = next
      ? Math.min(0.97, Math.max(0.1, 1.2 - best.distance / next.distance))
      : 0.9
    return { text, confidence, others: next && confidence < 0.5 ? [next.text] : [] }
  }
  function end(stream: Stream, ear: Ear): void {
    const sounds = ear.sounds.slice(0, ear.sounds.length - ear.quiet)
    ear.sounds = []
    ear.begun = false
    ear.loud = ear.quiet = 0
    ear.said = ''
    stream.send({ speechEventType: 'SPEECH_ACTIVITY_END' })
    const found = recognise(sounds)
    if (found) stream.send(words(found.text, found))
  }
  function take(stream: Stream, ear: Ear, frame: Buffer): void {
    const level = loudness(frame)
    const voice = level > voiceOver(ear.noise)
    if (!voice && !ear.begun) ear.noise = ear.noise * 0.9 + level * 0.1
    ear.loud = voice ? ear.loud + 1 : 0
    ear.quiet = voice ? 0 : ear.quiet + 1
    if (voice || ear.begun) ear.sounds.push(soundOf(frame))
    else ear.sounds = []
    if (!ear.begun && ear.loud >= BEGINS) {
      ear.begun = true
      stream.send({ speechEventType: 'SPEECH_ACTIVITY_BEGIN' })
    }
    if (!ear.begun) return
    if (ear.quiet >= ENDS) return end(stream, ear)
    // words so far, each 200 ms
    if (ear.sounds.length % 10 !== 0 || ear.quiet > 0) return
    const so = recognise(ear.sounds)?.text ?? ''
    if (so === ear.said || so === '') return
    ear.said = so
    stream.send(words(so, { final: false }))
  }
  const earOf = (stream: Stream): Ear => {
    const ear = ears.get(stream) ?? {
      rest: Buffer.alloc(0),
      noise: 0,
      sounds: [],
      loud: 0,
      quiet: 0,
      begun: false,
      said: '',
    }
    ears.set(stream, ear)
    return ear
  }
  return {
    audio(stream, audio) {
      const ear = earOf(stream)
      let all = Buffer.concat([ear.rest, audio])
      for (; all.length >= FRAME; all = all.subarray(FRAME))
        take(stream, ear, all.subarray(0, FRAME))
      ear.rest = all
    },
    finished(stream) {
      const ear = earOf(stream)
      if (ear.begun) end(stream, ear)
      stream.end()
    },
  }
}
