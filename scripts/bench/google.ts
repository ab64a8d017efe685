// Google in a process of its own: each stream is answered as its hints and the parent say; audio is counted and its delay measured.
import { startGoogle, words } from '../../test/speech/google-server.ts'

/** Bytes after which a stream answers; `apart` bytes later for each of the streams that follow. */
type Order = { hear?: string; after: number; apart?: number; fail?: number; late?: number }

let order: Order = { after: 8000 }
let received = 0
let latest = 0
const late: number[] = []
const places = new Map<object, number>()
const google = await startGoogle({
  audio(stream, audio) {
    received += audio.length
    const now = performance.timeOrigin + performance.now()
    // each frame begins with the time at which it was sent
    for (let at = 0; at + 160 <= audio.length; at += 160) {
      const sent = audio.readDoubleBE(at)
      if (sent > 1e12) {
        late.push(now - sent)
        latest = Math.max(latest, now - sent)
      }
    }
    const after = order.after + (order.apart ?? 0) * (placeOf(stream))
    if (stream.received < after || stream.received - audio.length >= after) return
    const answer = (): void => {
      if (order.fail !== undefined) return stream.fail(order.fail, 'on purpose')
      if (order.hear === undefined) return
      process.send?.({ heard: performance.timeOrigin + performance.now() })
      stream.send(words(order.hear))
    }
    if (order.late === undefined) answer()
    else setTimeout(answer, order.late)
  },
})
/** Streams in the order in which they began, fifty to a round. */
function placeOf(stream: object): number {
  const known = places.get(stream) ?? places.size % 50
  places.set(stream, known)
  return known
}

process.send?.({ endpoint: google.endpoint })
process.on('message', (message: Order | 'count') => {
  if (message !== 'count') { order = message; return }
  late.sort((a, b) => a - b)
  process.send?.({ received, latest, over: late.filter((ms) => ms > 40).length, of: late.length, p99: late[Math.floor(late.length * 0.99)] ?? 0 })
  received = 0
  latest = 0
  late.length = 0
})
