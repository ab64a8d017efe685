// How garbage is collected in a server whose work is short: what a webhook or 20 ms of audio makes
// is dead a moment later.
import { availableParallelism } from 'node:os'

/**
 * Options of V8 for the process that answers calls. With 300 streams, frames waited up to 60 ms
 * twice a second for a full
 * collection; with these 25 ms, rarely.
 *
 * Nothing is born old. V8 makes old at birth what outlived some collections at its place in the
 * code, judges so of the
 * buffers a WebSocket makes of each frame, and then all that a frame makes lives until the next
 * full collection.
 *
 * On one or two cores nothing is marked beside the calls: V8's threads for it, up to four, take the
 * core that answers.
 */
export const collectorFlags: readonly string[] = [
  '--no-allocation-site-pretenuring',
  ...(availableParallelism() <= 2 ? ['--no-concurrent-marking'] : []),
]
