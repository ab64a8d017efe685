// The live page's stream: a snapshot when it opens, then each part that changed, at most once a
// second.
import type { Request, Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import { whoIs } from '../access.ts'
import { MINUTE, SECOND } from '../../flow/text/duration.ts'
import { openEventStream, type EventStream } from '../../pages/event-stream.ts'
import { markup } from '../../pages/html.ts'
import { accountOf, visitOf } from '../visit.ts'
import type { Watching } from './floor.ts'
import type { Floor } from './load-floor.ts'
import { nextLate, seenBy } from './rows.ts'
import { partView, parts, type Look, type Part } from './view.ts'

/** A session may end, or a role change, while the stream stays open. */
const ASK_AGAIN = MINUTE
/** Pages of one visitor that are live at the same time. */
const MOST_STREAMS = 12
const COME_BACK = 3 * SECOND
/** Clocks are a little late, so that what they wait for is surely there. */
const LATER = 50
/** The longest time that a timer takes, ms. */
const LONGEST_TIMER = 2 ** 31 - 1

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
  const count = (id: string, by: 1 | -1): void => {
    const now = (open.get(id) ?? 0) + by
    if (now > 0) open.set(id, now)
    else open.delete(id)
  }
  return async (req, res) => {
    const account = accountOf(res)
    if ((open.get(account.id) ?? 0) >= MOST_STREAMS) return void res.status(429).end()
    count(account.id, 1)
    const stream = openEventStream(res, {
      live: runtime.live,
      retry: COME_BACK,
      checkEvery: ASK_AGAIN,
      async check() {
        const found = await whoIs(runtime, req.headers)
        const allowed = found?.account.id === account.id && tenantsFor(found.account, 'see live')
        if (!allowed || allowed.length === 0) return stream.end()
        page.showTo(allowed)
      },
      closed() {
        stop()
        page.close()
        count(account.id, -1)
      },
    })
    const page = openPage(runtime, res, stream)
    const stop = watch(page.show)
    page.show(await floor())
  }
}

/** The page at the other end, which is sent what is new to it. */
function openPage(runtime: Runtime, res: Response, stream: EventStream) {
  const look = lookOf(res)
  const sent = new Map<Part, string>()
  let allowed = tenantsFor(accountOf(res), 'see live')
  let due: NodeJS.Timeout | undefined
  let last: Floor | undefined

  const show = (floor: Floor): void => {
    last = floor
    // who reads too slowly is not buried: the next change shows everything that is new
    if (res.writableNeedDrain) return
    const seen = seenBy({ ...floor, at: runtime.now() }, allowed)
    for (const part of parts) {
      const text = markup(partView(part, seen, look))
      if (sent.get(part) === withoutTimes(text)) continue
      sent.set(part, withoutTimes(text))
      stream.send({ event: part, id: seen.at, data: text })
    }
    clearTimeout(due)
    const moment = nextLate(seen)
    if (moment === undefined) return
    const wait = Math.min(LONGEST_TIMER, Math.max(SECOND, moment - seen.at + LATER))
    due = setTimeout(() => show(last ?? floor), wait).unref()
  }
  return {
    show,
    showTo(tenants: typeof allowed): void {
      allowed = tenants
      if (last) show(last)
    },
    close: () => clearTimeout(due),
  }
}

/** The page counts lengths on by itself, so a part that differs in them alone is the same. */
const withoutTimes = (text: string): string =>
  text
    .replace(/datetime="[^"]*">[^<]*<\/time>/g, '')
    .replace(/<small id="spoken-summary">.*?<\/small>/, (whole) =>
      whole.replace(/\d+ \S+ \d+ \S+\.|\d+ \S+\.$/u, ''),
    )
