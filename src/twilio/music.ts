// What is heard where nobody speaks: a recording of the flow in pieces, or a gentle tone of our
// own, which nobody can take away.
import { readFile } from 'node:fs/promises'
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Runtime } from '../world/runtime.ts'
import { encodeSample } from '../speech/mulaw.ts'
import { cutWav, readWav, secondsOf } from '../speech/wav.ts'
import { address } from './address.ts'
import { sendTwiml } from './answering.ts'
import { field } from './form-input.ts'
import type { Context } from './speak.ts'

/** `path` is that of a recording as the library gives it. */
export type Music = 'none' | 'tone' | { path: string }

const RATE = 8000
const TONE_SECONDS = 5
/** Two notes, a fifth apart, that die away. */
const NOTES = [
  { at: 0, hertz: 392 },
  { at: 0.6, hertz: 587.33 },
]
const LOUDNESS = 2600
/** Ms of music in a conference before it is asked for again, and where its count begins anew: an
 * address carries nine figures. */
const CONFERENCE_PIECE = 20_000
const MOST_FROM = 1e9

/** What a desk plays: `none`, or a recording by its name in the caller's language; the tone when it
 * names nothing that is there. */
export function musicOf(
  { library }: Runtime,
  company: string,
  name: string | undefined,
  language: string,
): Music {
  if (name === 'none') return 'none'
  const path = name === undefined ? undefined : library.audioPath(company, language, name)
  return path === undefined ? 'tone' : { path }
}

/** `ms` of music that goes on where it was after `from` ms. */
export function play(
  parent: Pick<VoiceResponse, 'play' | 'pause'>,
  music: Music = 'tone',
  { from, ms }: { from: number; ms: number },
  { base }: Context,
): void {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (music === 'none') parent.pause({ length: seconds })
  else if (music === 'tone')
    parent.play(
      { loop: Math.max(1, Math.round(seconds / TONE_SECONDS)) },
      `${base}/twilio/music/tone.wav`,
    )
  else {
    const piece = {
      of: music.path,
      from: String(Math.round(from / 1000)),
      seconds: String(seconds),
    }
    parent.play(`${base}/twilio/music/piece?${new URLSearchParams(piece).toString()}`)
  }
}

/** The music of whoever waits in a conference: held, or first there. It goes on by itself. */
export function conferenceMusic(runtime: Runtime, context: Context): RequestHandler {
  return async (req, res) => {
    const contact = field(req.query, 'contact')
    const from = Number(field(req.query, 'from', 9)) || 0
    const response = new VoiceResponse()
    play(response, await deskMusic(runtime, contact), { from, ms: CONFERENCE_PIECE }, context)
    const next = String((from + CONFERENCE_PIECE) % MOST_FROM)
    response.redirect(address(context.base, 'music', { contact, from: next }))
    sendTwiml(res, response.toString())
  }
}

async function deskMusic(runtime: Runtime, id: string): Promise<Music> {
  try {
    const contact = await runtime.store.contact(id)
    const session = contact && (await runtime.store.loadCall(contact.callId))
    const machine = session && (await runtime.library.machine(session.version))
    const desk =
      contact &&
      machine &&
      [...machine.desks.values()].find(({ desk }) => desk.name.value === contact.desk)?.desk
    return musicOf(runtime, contact?.tenant ?? '', desk?.music?.value, session?.language ?? '')
  } catch (error) {
    runtime.log.error(
      { err: error, contact: id },
      'the music of a desk could not be found out; a tone is played',
    )
    return 'tone'
  }
}

let tone: Buffer | undefined

/** The tone, made when it is first asked for. Twilio keeps it. */
export const toneHandler: RequestHandler = (_req, res) => {
  tone ??= wav(toneSamples())
  sendSound(res, tone)
}

/** A piece of a recording under audio/, which begins again where it ends; one that cannot be cut is
 * sent whole. */
export function pieceHandler({ library, log }: Runtime): RequestHandler {
  return async (req, res) => {
    const path = field(req.query, 'of')
    const file = library.audioFile(path)
    const [from, seconds] = ['from', 'seconds'].map((name) => Number(field(req.query, name, 7)))
    if (
      file === undefined ||
      from === undefined ||
      seconds === undefined ||
      !Number.isInteger(from) ||
      !Number.isInteger(seconds) ||
      from < 0 ||
      seconds < 1 ||
      seconds > 60
    )
      return void res.status(404).type('text/plain').send('not found\n')
    try {
      const sound = readWav(await readFile(file))
      if (typeof sound === 'string' || secondsOf(sound) < 1) return res.redirect(path)
      sendSound(res, cutWav(sound, from, seconds))
    } catch (error) {
      log.error({ err: error, file }, 'a recording could not be played while somebody waits')
      res.status(404).type('text/plain').send('not found\n')
    }
  }
}

function sendSound(res: Parameters<RequestHandler>[1], sound: Buffer): void {
  res.setHeader('Content-Type', 'audio/wav')
  res.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  res.end(sound)
}

function toneSamples(): Buffer {
  const data = Buffer.alloc(RATE * TONE_SECONDS)
  for (let index = 0; index < data.length; index++) {
    const seconds = index / RATE
    const sample = NOTES.reduce(
      (sum, { at, hertz }) =>
        seconds < at
          ? sum
          : sum +
            Math.sin(2 * Math.PI * hertz * (seconds - at)) *
              Math.exp(-1.6 * (seconds - at)) *
              Math.min(1, (seconds - at) * 50),
      0,
    )
    data[index] = encodeSample(sample * LOUDNESS)
  }
  return data
}

const wav = (data: Buffer): Buffer =>
  cutWav({ encoding: 'MULAW', rate: RATE, channels: 1, data }, 0, TONE_SECONDS)
