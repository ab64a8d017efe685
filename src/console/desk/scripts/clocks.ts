// Timers as text, by the server's clock; times of day in the browser's zone.
import { formatTimer } from '../../../pages/time-words.ts'

// not every browser knows how Belarusian writes the time; all three languages write it like this
const short = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const long = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** `12:31:05`. */
export const clockOf = (at: number): string => long.format(at)

let ahead = 0

/** How the server's clock differs from the browser's. */
export function setClock(now: number): void {
  ahead = now - Date.now()
}

export function tick(root: ParentNode = document): void {
  const now = Date.now() + ahead
  for (const timer of root.querySelectorAll<HTMLElement>('[data-since]'))
    show(timer, formatTimer(now - Number(timer.dataset.since)))
  for (const timer of root.querySelectorAll<HTMLElement>('[data-until]'))
    show(timer, formatTimer(Number(timer.dataset.until) - now))
  for (const time of root.querySelectorAll<HTMLElement>('[data-clock]'))
    show(time, short.format(Number(time.dataset.clock)))
}

function show(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}
