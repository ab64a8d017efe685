// Plays recordings into a call: each answers one question over the media stream that the reply asks
// for, and then there is silence.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { dial, postSigned, type Telephone, type Wire } from '../../src/stress/telephone.ts'

/** `audio` is mu-law of 8000 samples a second. */
export type Recording = { name: string; audio: Buffer }

export type Play = {
  wire: Wire
  to: string
  recordings: Recording[]
  /** how long the call may last, in seconds */
  seconds: number
  /** 1 is the speed of speech */
  speed?: number
  print(line: string): void
}

/** 20 ms of mu-law. */
const FRAME = 160
const MS = 20
const silence = Buffer.alloc(FRAME, 0xff)
/** Silence after a recording, until the server has made up its mind. Ms of audio. */
const PATIENCE = 6000
/** Between two questions of ours whether there is another reply. Ms. */
const PAUSE = 50
const REPLY_WITHIN = 5000

/** Calls, plays, and listens until the call or the time is over. Throws when the server's replies
 * are no calls, or it cannot be reached. */
export async function playInto({
  wire,
  to,
  recordings,
  seconds,
  speed = 1,
  print,
}: Play): Promise<void> {
  const until = Date.now() + seconds * 1000
  const left = [...recordings]
  const phone = await dial(wire, to)
  const hear = (): void => {
    for (const words of phone.heard.splice(0)) print(`< ${words}`)
    if (phone.played > 0) print(`< (${phone.played} recording${phone.played === 1 ? '' : 's'})`)
    phone.played = 0
  }
  hear()
  while (!phone.over && Date.now() < until) {
    await goOn()
    hear()
  }
  print(phone.over ? 'the call is over' : `${seconds} seconds are over`)
  await phone.hangUp()

  async function goOn(): Promise<void> {
    const { waiting } = phone
    const next = left[0]
    if (waiting?.kind === 'dial') {
      print('> (a person is rung, and nobody answers)')
      return phone.ring('no answer')
    }
    if (waiting?.kind === 'relay')
      throw new Error(
        'this line is heard by ConversationRelay: there Twilio listens, and no audio comes to the server',
      )
    if (waiting?.kind === 'record') {
      const recording = left.shift()
      const length = recording ? recording.audio.length / 8000 : 0
      print(
        recording
          ? `> ${recording.name} as a message of ${length.toFixed(1)} s`
          : '> (nothing after the tone)',
      )
      return phone.message(Math.ceil(length))
    }
    const { stream } = phone
    phone.stream = undefined
    if (next && stream !== undefined) {
      left.shift()
      print(`> ${next.name}, ${(next.audio.length / 8000).toFixed(1)} s`)
      const before = await lastReply(wire, phone)
      if (await say(wire, stream, phone.callSid, next.audio, speed)) {
        for (let waited = 0; waited < REPLY_WITHIN; waited += PAUSE) {
          const reply = await lastReply(wire, phone)
          if (reply !== before) return phone.take(reply)
          await new Promise((resolve) => setTimeout(resolve, PAUSE))
        }
      }
      print('> (nothing was made of it)')
    } else if (next)
      print(
        '> (no media stream is asked for: the server has no recogniser or no TWILIO_ACCOUNT_SID, the line is not heard by Google, or its question takes keys only)',
      )
    else print('> (silence)')
    return phone.answer({})
  }
}

/** A question's reply as Twilio would fetch it when it is told by REST to go on, which a server
 * cannot tell to a telephone that Twilio does not know. */
const lastReply = (wire: Wire, { callSid }: Telephone): Promise<string> =>
  postSigned(wire, {
    url: `${wire.publicUrl}/twilio/voice/again?call=${callSid}`,
    form: { CallSid: callSid },
  })

/** One stream as Twilio sends it. True when the server closed it because it had its answer. */
async function say(
  { origin, publicUrl, token }: Wire,
  address: string,
  callSid: string,
  audio: Buffer,
  speed: number,
): Promise<boolean> {
  const path = address.slice(publicUrl.replace(/^http/, 'ws').length)
  const socket = new WebSocket(origin.replace(/^http/, 'ws') + path, {
    headers: { 'x-twilio-signature': createHmac('sha1', token).update(address).digest('base64') },
  })
  await once(socket, 'open')
  let closed: number | undefined
  socket.on('close', (code) => {
    closed = code
  })
  socket.on('error', () => undefined)
  socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }))
  socket.send(
    JSON.stringify({
      event: 'start',
      sequenceNumber: '1',
      streamSid: 'MZ1',
      start: {
        streamSid: 'MZ1',
        callSid,
        tracks: ['inbound'],
        customParameters: {},
        mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      },
    }),
  )
  const frames = Math.ceil(audio.length / FRAME)
  const begun = performance.now()
  for (let n = 0; n < frames + PATIENCE / MS && closed === undefined; n++) {
    const frame = n < frames ? audio.subarray(n * FRAME, (n + 1) * FRAME) : silence
    socket.send(
      JSON.stringify({
        event: 'media',
        sequenceNumber: String(n + 2),
        streamSid: 'MZ1',
        media: {
          track: 'inbound',
          chunk: String(n + 1),
          timestamp: String(n * MS),
          payload: frame.toString('base64'),
        },
      }),
    )
    // by the clock, so that late timers do not make slow speech
    const due = begun + ((n + 1) * MS) / speed
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
  }
  if (closed === undefined) {
    socket.send(
      JSON.stringify({ event: 'stop', sequenceNumber: '9', streamSid: 'MZ1', stop: { callSid } }),
    )
    const ended = once(socket, 'close')
    socket.close()
    await ended
    return false
  }
  return closed === 1000
}
