// The words for days, hours and lengths of time in one language.
import type { Forms } from './language.ts'

/** A day of the year by a rule: a date, the nth weekday of a month (-1 the last), or so many days
 * from Easter in the western or the eastern reckoning. */
export type Feast =
  | { month: number; day: number }
  | { month: number; weekday: number; nth: number; plus?: number }
  | { easter: 'western' | 'eastern'; plus: number }

/** The parts of the day as they settle an hour up to twelve. */
export type PartOfDay = 'am' | 'pm' | 'day' | 'evening' | 'night'

export type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second'

/** Lists of phrases are split into words, longest phrase first. Maps go from a normalised word to
 * its value. */
export type Calendar = {
  /** what recognisers write, brought into words of their own: "9a" is 9 am, and the half hour that
   * is one word 0.5 of an hour */
  rewrites: [RegExp, string][]
  /** callers use both orders of 3/4, so a date of two small figures is asked about */
  eitherOrder: boolean
  months: Map<string, number>
  /** Monday is 1 */
  weekdays: Map<string, number>
  /** today, the day after tomorrow: days from today */
  days: [string[], number][]
  /** several feasts under one name are heard both ways */
  feasts: [string[], Feast[]][]
  this: Set<string>
  next: Set<string>
  /** the nearest ahead and no other: the coming Friday */
  coming: Set<string>
  previous: Set<string>
  /** the nearest behind: this past Friday */
  past: Set<string>
  /** in three days */
  ahead: Set<string>
  /** three days from now */
  later: string[][]
  /** three days ago */
  ago: string[][]
  /** two weeks after Easter, two days before it */
  after: Set<string>
  before: Set<string>
  /** the last and the first day of a week, month or year: the end of March */
  end: string[][]
  start: string[][]
  /** what may follow the number of a day: the 15th day, the fifth of the month */
  dayWords: Set<string>
  /** what makes a bare number the number of a day: on the 15 */
  on: Set<string>
  /** after what comes next: the week after next */
  afterNext: string[][]
  yearUnits: Map<string, number>
  monthUnits: Map<string, number>
  dayUnits: Map<string, number>
  secondUnits: Map<string, number>
  /** one of a unit: an hour, another day */
  one: Set<string>
  /** a few hours: taken as three, and asked about */
  few: Map<string, number>
  /** what may stand inside a date or a length without weight: of, the */
  links: Set<string>
  /** between two values of which one is meant */
  or: Set<string>
  /** before a period: from five to six */
  range: Set<string>
  /** before what was not meant, and between it and what is meant instead */
  not: Set<string>
  instead: string[][]
  now: string[][]
  /** a night that begins on one day and ends on the next */
  nights: string[][]
  clock: {
    parts: Record<PartOfDay, string[][]>
    noon: string[][]
    midnight: string[][]
    /** what stands before an hour and nothing else: at, around */
    at: Set<string>
    half: Set<string>
    quarter: Set<string>
    past: Set<string>
    to: Set<string>
    /** half of the hour that follows: "half of the third" is 2:30 */
    ofNext: boolean
    /** before the hour that follows: a quarter *onto* the fifth */
    onto: Set<string>
    oclock: Set<string>
    /** hours from this one to 11 said without a part of the day mean the morning; 13: never sure */
    plainFrom: number
  }
  /** the units as they are counted */
  forms: Record<Unit, Forms>
  /** `iso` is a date; the year is said when asked for */
  sayDate: (iso: string, year: boolean, weekday: boolean) => string
  sayTime: (hour: number, minute: number) => string
  /** as a person reads them: the date without the weekday and with the year, the time of `HH:MM` */
  writeDate: (iso: string) => string
  writeTime: (time: string) => string
  sayDateTime: (date: string, time: string) => string
}
