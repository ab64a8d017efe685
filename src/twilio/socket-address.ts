// The addresses of WebSockets we hand to Twilio: each names the call and the reply it follows, for
// a short while, and nobody can make one up.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** A media stream of one turn, or a relay for as long as the caller is talked to. */
export type SocketKind = 'media' | 'relay'

/** A socket must begin within this after the reply that asks for it. Ms. */
const LIVES = 60_000

/** What such an address says. */
export type SocketAddress = { kind: SocketKind; call: string; seq: number }

/** A `wss:` address below `base` (the public address, without a slash at its end). `at` is the time
 * of the turn, so a turn always has the same address. */
export function socketAddress(
  base: string,
  secret: string,
  { kind, call, seq }: SocketAddress,
  at: number,
): string {
  const until = at + LIVES
  return `${base.replace(/^http/, 'ws')}/twilio/${kind}/${encodeURIComponent(call)}/${seq}/${until}/${mac(secret, { kind, call, seq }, until)}`
}

/** What the path of an upgrade names, or why it is refused. */
export function readSocketPath(
  path: string,
  secret: string,
  now: number,
): SocketAddress | 'unknown' | 'forged' | 'too late' {
  const [, kind, call, seq, until, given] =
    /^\/twilio\/(media|relay)\/([\w%.-]{1,100})\/(\d{1,9})\/(\d{13})\/([\w-]{43})\/?$/.exec(path) ??
    []
  if (call === undefined || given === undefined) return 'unknown'
  const named: SocketAddress = {
    kind: kind === 'relay' ? 'relay' : 'media',
    call: decode(call),
    seq: Number(seq),
  }
  if (!timingSafeEqual(Buffer.from(mac(secret, named, Number(until))), Buffer.from(given)))
    return 'forged'
  return Number(until) < now ? 'too late' : named
}

const mac = (secret: string, { kind, call, seq }: SocketAddress, until: number): string =>
  createHmac('sha256', secret).update(`${kind}\n${call}\n${seq}\n${until}`).digest('base64url')

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
