// Open desks: each window of an operator hears over server-sent events what concerns them, as parts
// of the page that changed.
import type { Response } from 'express'
import type { DeskChanged } from '../../world/live.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { can, canSomewhere } from '../../staff/permissions.ts'
import { HEARTBEAT, openEventStream } from '../../pages/event-stream.ts'
import { whoIs } from '../access.ts'
import type { Signed } from '../visit.ts'
import type { Card } from './read-card.ts'
import { readDesk } from './desk-state.ts'
import type { Figures } from './today.ts'
import { partNames, tellState, type Parts } from './tell-desk.ts'
import { renderParts } from './view.ts'

/** Windows one account may have open; the oldest is stopped for a further one. */
export const MOST_STREAMS = 4

type Opened = {
  account: Signed
  language: InterfaceLanguage
  tab: string
  cookie: string | undefined
}

type Stream = { contact?: string; refresh(): void; end(event?: 'too many' | 'signed out'): void }

export type Streams = { open(res: Response, opened: Opened): void }

/** `heartbeat` in ms; the session is looked at as often. */
export function deskStreams(runtime: Runtime, figures: Figures, heartbeat = HEARTBEAT): Streams {
  const windows = openWindows(runtime)
  return {
    open(res, { account, language, tab, cookie }) {
      let signed = account
      const check = async (): Promise<void> => {
        const found = await whoIs(runtime, { cookie })
        if (found?.account.id === account.id && canSomewhere(found.account, 'answer calls'))
          signed = found.account
        else stream.end('signed out')
      }
      const events = openEventStream(res, {
        live: runtime.live,
        heartbeat,
        check,
        checkEvery: heartbeat,
        closed: () => windows.remove(account.id, stream),
      })
      const news = collectNews()
      let id = 0
      let known: { contact: string; card: Card } | undefined
      const update = async (): Promise<void> => {
        const seen = await readDesk(runtime, figures, { operator: signed.operator, tab, known })
        const { work } = seen
        known = work && { contact: work.contact.id, card: work.card }
        stream.contact = work?.contact.id ?? seen.presence.contact
        const reveals = work !== undefined && can(signed, 'see private values', work.contact.tenant)
        const told = {
          ...tellState(seen, language),
          parts: news(renderParts(seen, { language, reveals })),
        }
        events.send({ event: 'desk', id: ++id, data: JSON.stringify(told) })
      }
      const stream: Stream = {
        refresh: oneAtATime(update, (error) => {
          // the window comes back by itself and reads everything anew
          runtime.log.error(
            { err: error, operator: account.id },
            'an open desk could not be brought up to date',
          )
          events.end()
        }),
        end(event) {
          if (event !== undefined) events.send({ event: event.replace(' ', '-'), data: event })
          events.end()
        },
      }
      windows.add(account.id, stream)
      stream.refresh()
    },
  }
}

/** The streams of all operators: only who is concerned reads anything, however many are open. */
function openWindows({ live }: Pick<Runtime, 'live'>) {
  const byOperator = new Map<string, Set<Stream>>()
  const tellOthers = (contact: string, but?: string): void => {
    for (const [operator, streams] of byOperator)
      for (const stream of streams)
        if (operator !== but && stream.contact === contact) stream.refresh()
  }
  const onDesk = ({ operator, contact }: DeskChanged): void => {
    for (const stream of byOperator.get(operator ?? '') ?? []) stream.refresh()
    if (contact !== undefined) tellOthers(contact, operator)
  }
  const onLine = ({ contact }: { contact: string }): void => tellOthers(contact)
  return {
    add(operator: string, stream: Stream): void {
      if (byOperator.size === 0) live.on('desk', onDesk).on('line', onLine)
      const mine = byOperator.get(operator) ?? new Set()
      byOperator.set(operator, mine.add(stream))
      const [oldest] = mine
      if (mine.size > MOST_STREAMS) oldest?.end('too many')
    },
    remove(operator: string, stream: Stream): void {
      const mine = byOperator.get(operator)
      if (!mine?.delete(stream) || mine.size > 0) return
      byOperator.delete(operator)
      if (byOperator.size === 0) live.off('desk', onDesk).off('line', onLine)
    },
  }
}

/** Work that is asked for again while it goes on is done once more after it. */
function oneAtATime(work: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let asked = false
  let working = false
  const run = async (): Promise<void> => {
    working = true
    try {
      while (asked) {
        asked = false
        await work()
      }
    } catch (error) {
      failed(error)
    } finally {
      working = false
    }
  }
  return () => {
    asked = true
    if (!working) void run()
  }
}

/** Of the parts of the page those that a window has not got yet. */
function collectNews(): (parts: Parts) => Partial<Parts> {
  const sent: Partial<Parts> = {}
  return (parts) => {
    const changed: Partial<Parts> = {}
    for (const name of partNames) {
      const markup = parts[name]
      // what is typed into the notes comes from the page itself: only another contact brings
      // another form
      const text = name === 'notes' ? markup.replace(/ data-was="\d+"[^]*/, '') : markup
      if (sent[name] === text) continue
      sent[name] = text
      changed[name] = markup
    }
    return changed
  }
}
