// Days of the week as conditions name them: `today is saturday`, `delivery is weekday`.
import { DAY } from '../text/duration.ts'
import { fold } from '../../languages/normalise.ts'

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Numbers of the days of a weekend. */
const WEEKEND = [5, 6]

/** What a day can be said to be: one of the week, a weekday or the weekend. */
export const dayWords: readonly string[] = [...days, 'weekday', 'weekend']

export const isDayWord = (text: string): boolean => dayWords.includes(fold(text))

/** Whether a day is what one of `dayWords` says; `at` is its midnight in UTC milliseconds. */
export function isOnDay(at: number, word: string): boolean {
  const day = (new Date(at).getUTCDay() + 6) % 7
  const wanted = fold(word)
  if (wanted === 'weekday') return !WEEKEND.includes(day)
  return wanted === 'weekend' ? WEEKEND.includes(day) : days[day] === wanted
}

/** The first midnight from one on, in UTC milliseconds, that is on a day one of `dayWords` names. */
export function firstOn(word: string, from: number): number {
  const offset = days.findIndex((_, later) => isOnDay(from + later * DAY, word))
  return from + Math.max(offset, 0) * DAY
}

/** Whether who is on a day that one word names is also on one that the other names. */
export function impliesDay(word: string, wider: string): boolean {
  const [own, other] = [fold(word), fold(wider)]
  const day = days.indexOf(own)
  if (own === other || day < 0) return own === other
  return other === (WEEKEND.includes(day) ? 'weekend' : 'weekday')
}
