// The live page's stream: a snapshot when it opens, then each part that changed, at most once a
// second; a heartbeat in between.
import type { Request, Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import { whoIs } from '../access.ts'
import { markup } from '../../pages/html.ts'
import { accountOf, visitOf } from '../visit.ts'
import type { Floor, Watching } from './floor.ts'
import { nextLate, seenBy, type Seen } from './rows.ts'
import { partView, parts, type Look, type Part } from './view.ts'

const HEARTBEAT = 15_000
/** A session may end, or a role change, while the stream stays open. */
const ASK_AGAIN = 60_000
/** Pages of one visitor that are live at the same time. */
const MOST_STREAMS = 12

export const lookOf = (res: Response): Look => {
  const { language } = visitOf(res)
  const calls = tenantsFor(accountOf(res), 'see calls')
  return { language, opens: (tenant) => calls === 'all' || calls.includes(tenant) }
}

export function liveStream(
  runtime: Runtime,
  { floor, watch }: Watching,
): (req: Request, res: Response) => Promise<void> {
  const open = new Map<string, number>()
  return async (req, res) => {
    const { id } = accountOf(res)
    if ((open.get(id) ?? 0) >= MOST_STREAMS) return void res.status(429).end()
    open.set(id, (open.get(id) ?? 0) + 1)
    let allowed = tenantsFor(accountOf(res), 'see live')
    const look = lookOf(res)
    const sent = new Map<Part, string>()
    let seen: Seen | undefined
    let due: NodeJS.Timeout | undefined
    let last: Floor | undefined

    const write = (text: string): void => {
      if (!res.writableEnded && !res.destroyed) res.write(text)
    }
    const show = (now: Floor): void => {
      last = now
      // who reads too slowly is not buried: the next change shows everything that is new
      if (res.writableNeedDrain) return
      seen = seenBy({ ...now, at: runtime.now() }, allowed)
      const { at } = seen
      for (const part of parts) {
        const text = markup(partView(part, seen, look))
        if (sent.get(part) === withoutTimes(text)) continue
        sent.set(part, withoutTimes(text))
        write(
          `event: ${part}\nid: ${at}\n${text
            .split('\n')
            .map((line) => `data: ${line}\n`)
            .join('')}\n`,
        )
      }
      clearTimeout(due)
      const moment = nextLate(seen)
      if (moment !== undefined)
        due = setTimeout(
          () => {
            if (last) show(last)
          },
          Math.min(2 ** 31 - 1, Math.max(1000, moment - at + 50)),
        ).unref()
    }
    const beat = setInterval(() => write(': beat\n\n'), HEARTBEAT).unref()
    const guard = setInterval(() => {
      whoIs(runtime, req.headers).then(
        (found) => {
          if (found?.account.id !== id) return void res.end()
          allowed = tenantsFor(found.account, 'see live')
          if (allowed.length === 0) res.end()
          else if (last) show(last)
        },
        () => res.end(),
      )
    }, ASK_AGAIN).unref()
    const stop = watch(show)
    const end = (): void => void res.end()
    runtime.live.once('closing', end)
    res.on('close', () => {
      stop()
      runtime.live.off('closing', end)
      clearInterval(beat)
      clearInterval(guard)
      clearTimeout(due)
      const rest = (open.get(id) ?? 1) - 1
      if (rest > 0) open.set(id, rest)
      else open.delete(id)
    })
    res
      .set({
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
        'X-Content-Type-Options': 'nosniff',
      })
      .flushHeaders()
    write('retry: 3000\n\n')
    show(await floor())
  }
}

/** The page counts lengths on by itself, so a part that differs in them alone is the same. */
const withoutTimes = (text: string): string =>
  text
    .replace(/datetime="[^"]*">[^<]*<\/time>/g, '')
    .replace(/<small id="spoken-summary">.*?<\/small>/, (whole) =>
      whole.replace(/\d+ \S+ \d+ \S+\.|\d+ \S+\.$/u, ''),
    )
