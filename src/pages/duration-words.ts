// Lengths of time as staff read them: `45 s`, `2 min 05 s`, `1 h 02 min`. Used by the server and by
// the page's own clock.
import type { PageLanguage } from './dictionary.ts'

const units: Record<PageLanguage, [hour: string, minute: string, second: string]> = {
  en: ['h', 'min', 's'],
  be: ['гадз', 'хв', 'с'],
  ru: ['ч', 'мин', 'с'],
}

const two = (count: number): string => String(count).padStart(2, '0')

/** `ms` in whole seconds; from an hour on in whole minutes. Negative lengths, which clocks that
 * differ bring, are none. */
export function durationOf(ms: number, language: PageLanguage): string {
  const [hour, minute, second] = units[language]
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} ${second}`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} ${minute} ${two(seconds % 60)} ${second}`
  return `${Math.floor(minutes / 60)} ${hour} ${two(minutes % 60)} ${minute}`
}
