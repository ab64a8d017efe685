// The live page's own clock: lengths go on by the second, and a lost connection is said.
import { formatClock, formatDuration } from '../../../pages/time-words.ts'

const { lang } = document.documentElement
const language = lang === 'be' || lang === 'ru' ? lang : 'en'
const asOf = document.getElementById('as-of')
const lost = document.getElementById('lost')
const spoken = document.getElementById('live-summary')

/** Readers of the screen are told of the queue at most this often, ms. */
const TELL = 30_000

/** How far this clock is ahead of the server's, ms. */
let ahead = Date.now() - Number(asOf?.dataset.now ?? Date.now())
let toldAt = -Infinity

setInterval(() => {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-since]')) {
    const length = Date.now() - ahead - Number(time.dataset.since)
    const text = formatDuration(length, language)
    if (time.textContent === text) continue
    time.textContent = text
    time.dateTime = `PT${Math.max(0, Math.floor(length / 1000))}S`
  }
}, 1000)

document.body.addEventListener('htmx:sseMessage', (event) => {
  const { lastEventId } = (event as CustomEvent<MessageEvent>).detail
  if (lastEventId) {
    ahead = Date.now() - Number(lastEventId)
    if (asOf) asOf.textContent = formatClock(Number(lastEventId), language)
  }
  if (lost) lost.textContent = ''
  const summary = document.getElementById('spoken-summary')?.textContent ?? ''
  if (!spoken || performance.now() - toldAt < TELL || spoken.textContent === summary) return
  toldAt = performance.now()
  spoken.textContent = summary
})

document.body.addEventListener('htmx:sseOpen', () => {
  if (lost) lost.textContent = ''
})
document.body.addEventListener('htmx:sseError', () => {
  if (lost) lost.textContent = lost.dataset.lost ?? ''
})
