// Moments and timers on the desk: written by the server, kept going and put into the browser's zone
// by the page's script.
import { html, type Html } from '../../pages/html.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { formatClock } from '../../pages/time-words.ts'

/** The time of day; the script shows it in the browser's zone. */
export const clock = (at: number, language: PageLanguage): Html =>
  html`<time datetime="${new Date(at).toISOString()}" data-clock="${at}">${formatClock(at, language, 'short')}</time>`

/** Grows each second. */
export const timerSince = (since: number): Html =>
  html`<span class="timer" data-since="${since}"></span>`

/** Falls to nothing each second. */
export const timerUntil = (until: number): Html =>
  html`<span class="timer" data-until="${until}"></span>`
