// The window's link to the server: its name, what it sends, and the stream of what changes.
import type { Told } from '../tell-desk.ts'

/** `signed out`, `lost`: nothing was answered. */
export type Reply =
  | { ok: true; body: Record<string, unknown> }
  | { ok: false; why: 'refused'; refused: string; told: string; body: Record<string, unknown> }
  | { ok: false; why: 'signed out' | 'lost' | 'broke' }

const TAB = 'callflow-desk-tab'
/** How long a window that was loaded again waits for the page before to let its name go, ms. */
const NAME_FREE = 700

/** This window's name, kept while it lives and through a reload. A window that was duplicated has
 * the same memory, so it is asked whether another one holds the name now. */
export async function tabName(): Promise<string> {
  const known = sessionStorage.getItem(TAB) ?? crypto.randomUUID()
  const name = (await isMine(known)) ? known : crypto.randomUUID()
  if (name !== known) await isMine(name)
  sessionStorage.setItem(TAB, name)
  return name
}

/** Takes the name until the page is gone. Where a browser has no such locks, a duplicated window is
 * not told apart. */
function isMine(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true)
  return new Promise((resolve) => {
    const waiting = new AbortController()
    const timer = setTimeout(() => waiting.abort(), NAME_FREE)
    navigator.locks
      .request(`callflow-desk-${name}`, { signal: waiting.signal }, () => {
        clearTimeout(timer)
        resolve(true)
        return new Promise<never>(() => undefined)
      })
      .catch(() => resolve(false))
  })
}

/** Sends a form. `keepalive`: it arrives even when the page is being left. */
export async function post(
  path: string,
  fields: Record<string, string>,
  { keepalive = false } = {},
): Promise<Reply> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
      keepalive,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    })
  } catch {
    return { ok: false, why: 'lost' }
  }
  if (response.status === 401) return { ok: false, why: 'signed out' }
  const body = await json(response)
  if (response.ok) return { ok: true, body }
  if (typeof body.refused === 'string' && typeof body.told === 'string')
    return { ok: false, why: 'refused', refused: body.refused, told: body.told, body }
  return { ok: false, why: response.status >= 502 && response.status <= 504 ? 'lost' : 'broke' }
}

async function json(response: Response): Promise<Record<string, unknown>> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return {}
  return (await response.json().catch(() => ({}))) as Record<string, unknown>
}

type Hears = {
  told(told: Told): void
  open(): void
  lost(): void
  stopped(why: 'too many' | 'signed out'): void
}

const AGAIN = [500, 1000, 2000, 5000]

/** Keeps a stream open, anew after each loss; each begins with everything. `again` opens it anew at
 * once. */
export function stream(tab: string, hears: Hears): { again(): void; close(): void } {
  let source: EventSource | undefined
  let timer: number | undefined
  let tries = 0
  const close = (): void => {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }
  const open = (): void => {
    close()
    const mine = new EventSource(`/console/desk/stream?tab=${encodeURIComponent(tab)}`)
    source = mine
    mine.addEventListener('desk', (event: MessageEvent<string>) => {
      tries = 0
      hears.told(JSON.parse(event.data) as Told)
    })
    mine.addEventListener('open', () => hears.open())
    mine.addEventListener('too-many', () => {
      close()
      hears.stopped('too many')
    })
    mine.addEventListener('signed-out', () => {
      close()
      hears.stopped('signed out')
    })
    mine.addEventListener('error', () => {
      if (source !== mine) return
      close()
      hears.lost()
      timer = window.setTimeout(open, AGAIN[Math.min(tries++, AGAIN.length - 1)])
    })
  }
  open()
  return { again: open, close }
}
