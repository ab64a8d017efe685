// The address of a media stream: it names the call and the reply it listens after, for a short while, and nobody can make one up.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A stream must begin within this after the reply that asks for it. Ms. */
const LIVES = 60_000

/** What a stream's address says. */
export type StreamAddress = { call: string; seq: number }

/** A `wss:` address below `base` (the public address, without a slash at its end). `at` is the time of the turn, so a turn always has the same address. */
export function streamAddress(base: string, secret: string, { call, seq }: StreamAddress, at: number): string {
  const until = at + LIVES
  return `${base.replace(/^http/, 'ws')}/twilio/media/${encodeURIComponent(call)}/${seq}/${until}/${mac(secret, call, seq, until)}`
}

/** What the path of an upgrade names, or why it is refused. */
export function readStreamPath(path: string, secret: string, now: number): StreamAddress | 'unknown' | 'forged' | 'too late' {
  const [, call, seq, until, given] = /^\/twilio\/media\/([\w%.-]{1,100})\/(\d{1,9})\/(\d{13})\/([\w-]{43})\/?$/.exec(path) ?? []
  if (call === undefined || given === undefined) return 'unknown'
  const expected = Buffer.from(mac(secret, decode(call), Number(seq), Number(until)))
  if (!timingSafeEqual(expected, Buffer.from(given))) return 'forged'
  return Number(until) < now ? 'too late' : { call: decode(call), seq: Number(seq) }
}

const mac = (secret: string, call: string, seq: number, until: number): string => createHmac('sha256', secret).update(`media\n${call}\n${seq}\n${until}`).digest('base64url')

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
