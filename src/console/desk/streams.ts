// Open desks: each window of an operator hears over server-sent events what concerns them, as parts
// of the page that changed.
import type { Response } from 'express'
import type { DeskChanged } from '../../world/live.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { can, canSomewhere } from '../../staff/permissions.ts'
import { whoIs } from '../access.ts'
import type { Signed } from '../visit.ts'
import type { Card } from './read-card.ts'
import { shownTo } from './desk-state.ts'
import type { Figures } from './today.ts'
import { toldOf, type Parts } from './view.ts'

/** Windows one account may have open; the oldest is stopped for a further one. */
export const MOST_STREAMS = 4
/** A comment each so many ms keeps proxies from closing the stream; the session is looked at as
 * often. */
const HEARTBEAT = 15_000
/** Bytes a window may be behind before it is given up, to come back and read everything anew. */
const MOST_BEHIND = 1_000_000

type Opened = {
  account: Signed
  language: InterfaceLanguage
  tab: string
  cookie: string | undefined
}

type Stream = { contact?: string; refresh(): void; end(event?: 'too many' | 'signed out'): void }

export type Streams = { open(res: Response, opened: Opened): void }

/** `heartbeat` in ms. */
export function deskStreams(runtime: Runtime, figures: Figures, heartbeat = HEARTBEAT): Streams {
  const { live } = runtime
  const byOperator = new Map<string, Set<Stream>>()

  // only who is concerned reads anything, however many desks are open
  const onDesk = ({ operator, contact }: DeskChanged): void => {
    for (const stream of byOperator.get(operator ?? '') ?? []) stream.refresh()
    if (contact !== undefined) ofContact(contact, operator)
  }
  const onLine = ({ contact }: { contact: string }): void => ofContact(contact)
  const ofContact = (contact: string, but?: string): void => {
    for (const [operator, streams] of byOperator)
      if (operator !== but)
        for (const stream of streams) if (stream.contact === contact) stream.refresh()
  }

  // a server that is stopped does not wait for windows that never go
  const onClosing = (): void => {
    for (const streams of [...byOperator.values()]) for (const stream of [...streams]) stream.end()
  }

  const add = (operator: string, stream: Stream): void => {
    if (byOperator.size === 0) live.on('desk', onDesk).on('line', onLine).on('closing', onClosing)
    const mine = byOperator.get(operator) ?? new Set()
    byOperator.set(operator, mine.add(stream))
    const [oldest] = mine
    if (mine.size > MOST_STREAMS) oldest?.end('too many')
  }
  const remove = (operator: string, stream: Stream): void => {
    const mine = byOperator.get(operator)
    if (!mine?.delete(stream) || mine.size > 0) return
    byOperator.delete(operator)
    if (byOperator.size === 0)
      live.off('desk', onDesk).off('line', onLine).off('closing', onClosing)
  }

  function open(res: Response, { account, language, tab, cookie }: Opened): void {
    const sent: Partial<Parts> = {}
    let signed = account
    let known: { contact: string; card: Card } | undefined
    let id = 0
    let reading = false
    let again = false
    let over = false

    const write = (text: string): void => {
      if (over) return
      res.write(text)
      if (res.writableLength > MOST_BEHIND) res.destroy()
    }
    const read = async (): Promise<void> => {
      const shown = await shownTo(runtime, figures, signed.operator, tab, known)
      const { work } = shown
      known = work && { contact: work.contact.id, card: work.card }
      stream.contact = work?.contact.id ?? shown.presence.contact
      const { parts, ...state } = toldOf(shown, {
        language,
        reveals: work !== undefined && can(signed, 'see private values', work.contact.tenant),
      })
      const changed: Partial<Parts> = {}
      for (const [name, markup] of Object.entries(parts) as [keyof Parts, string][]) {
        // what is typed into the notes comes from the page itself: only another contact brings
        // another form
        const text = name === 'notes' ? markup.replace(/ data-was="\d+"[^]*/, '') : markup
        if (sent[name] === text) continue
        sent[name] = text
        changed[name] = markup
      }
      write(`id: ${++id}\nevent: desk\ndata: ${JSON.stringify({ ...state, parts: changed })}\n\n`)
    }
    const refresh = (): void => {
      again = true
      if (reading) return
      reading = true
      void (async () => {
        try {
          while (again && !over) {
            again = false
            await read()
          }
        } catch (error) {
          // the window comes back by itself and reads everything anew
          runtime.log.error(
            { err: error, operator: account.id },
            'an open desk could not be brought up to date',
          )
          end()
        } finally {
          reading = false
        }
      })()
    }
    const end = (event?: string): void => {
      if (over) return
      if (event !== undefined) write(`event: ${event.replace(' ', '-')}\ndata: ${event}\n\n`)
      over = true
      clearInterval(timer)
      remove(account.id, stream)
      res.end()
    }
    const look = async (): Promise<void> => {
      const found = await whoIs(runtime, { cookie })
      if (found?.account.id !== account.id || !canSomewhere(found.account, 'answer calls'))
        return end('signed out')
      signed = found.account
      write(': here\n\n')
    }
    const stream: Stream = { refresh, end }
    const timer = setInterval(() => void look().catch(() => end()), heartbeat)
    timer.unref()
    res.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
    })
    res.flushHeaders()
    res.on('close', () => end())
    res.on('error', () => end())
    add(account.id, stream)
    refresh()
  }

  return { open }
}
