// Lengths of time, times of day and moments as staff read them. Used by the server and by the pages'
// own clocks.
import type { PageLanguage } from './dictionary.ts'
import { timeUnits } from './words.ts'

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** `45 s`, `2 min 05 s`, `1 h 02 min`: `ms` in whole seconds; from an hour on in whole minutes.
 * Negative lengths, which clocks that differ bring, are none. */
export function formatDuration(ms: number, language: PageLanguage): string {
  const { hour, minute, second } = timeUnits[language]
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} ${second}`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} ${minute} ${twoDigits(seconds % 60)} ${second}`
  return `${Math.floor(minutes / 60)} ${hour} ${twoDigits(minutes % 60)} ${minute}`
}

/** A length that may not be known. */
export const formatKnown = (ms: number | undefined, language: PageLanguage): string | undefined =>
  ms === undefined ? undefined : formatDuration(ms, language)

/** `4:05`, or `1:04:05`; negative lengths are none. */
export function formatTimer(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = twoDigits(seconds % 60)
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** `3:07`, `75:30`: how far into a call something was, in whole minutes and seconds. */
export function formatOffset(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`
}

const format = (at: number, language: PageLanguage, styles: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, styles).format(at)

/** A moment with its day, on the clocks of `zone`; without it, of the server. */
export const formatMoment = (at: number, language: PageLanguage, zone?: string): string =>
  format(at, language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone })

export const formatDay = (at: number, language: PageLanguage): string =>
  format(at, language, { dateStyle: 'medium' })

/** The time of day with its seconds, `timeStyle` `short` without them. */
export const formatClock = (
  at: number,
  language: PageLanguage,
  timeStyle: 'short' | 'medium' = 'medium',
): string => format(at, language, { timeStyle })

/** The beginning of the day in the zone of the server, like all times of the pages. */
export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0)
