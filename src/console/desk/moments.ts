// Moments and lengths on the desk: written by the server, kept going and put into the browser's
// zone by the page's script.
import type { InterfaceLanguage } from '../../staff/account.ts'
import { html, type Html } from '../../pages/html.ts'

const clockOf = (at: number, language: InterfaceLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'short' }).format(at)

/** The time of day; the script shows it in the browser's zone. */
export const clock = (at: number, language: InterfaceLanguage): Html =>
  html`<time datetime="${new Date(at).toISOString()}" data-clock="${at}">${clockOf(at, language)}</time>`

/** `4:05`, or `1:04:05`. */
export function lengthOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ]
  const two = (count: number): string => String(count).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

/** Grows each second. */
export const elapsed = (since: number): Html =>
  html`<span class="timer" data-since="${since}"></span>`

/** Falls to nothing each second. */
export const left = (until: number): Html => html`<span class="timer" data-until="${until}"></span>`
