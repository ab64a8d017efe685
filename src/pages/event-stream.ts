// Server-sent events to one window: their headers, a heartbeat, a look now and then whether the
// visitor may still have them, and their end.
import type { Response } from 'express'
import type { Live } from '../world/live.ts'

/** A comment each so many ms keeps proxies from closing a stream. */
export const HEARTBEAT = 15_000
/** Bytes a window may be behind before it is given up, to come back and read everything anew. */
const MOST_BEHIND = 1_000_000

export type EventStream = {
  /** Of several lines, each is sent as its own; after the end nothing is. */
  send(event: { event: string; data: string; id?: number }): void
  end(): void
}

/** Times in ms. */
type Keeping = {
  /** tells that the server stops, which waits for no window */
  live: Live
  heartbeat?: number
  /** after which the browser comes back */
  retry?: number
  /** ends the stream when the visitor may not have it any more; where it fails, the stream ends */
  check: () => Promise<void>
  checkEvery: number
  /** does away with what the stream needs; called once */
  closed: () => void
}

export function openEventStream(
  res: Response,
  { live, heartbeat = HEARTBEAT, retry, check, checkEvery, closed }: Keeping,
): EventStream {
  let over = false
  const write = (text: string): void => {
    if (over) return
    res.write(text)
    if (res.writableLength > MOST_BEHIND) res.destroy()
  }
  const end = (): void => {
    if (over) return
    over = true
    clearInterval(beating)
    clearInterval(checking)
    live.off('closing', end)
    closed()
    res.end()
  }
  const beating = setInterval(() => write(': here\n\n'), heartbeat).unref()
  const checking = setInterval(() => void check().catch(end), checkEvery).unref()
  live.once('closing', end)
  res.on('close', end).on('error', end)
  res.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  })
  res.flushHeaders()
  if (retry !== undefined) write(`retry: ${retry}\n\n`)
  return {
    end,
    send({ event, data, id }) {
      const lines = data.split('\n').map((line) => `data: ${line}\n`)
      write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}${lines.join('')}\n`)
    },
  }
}
