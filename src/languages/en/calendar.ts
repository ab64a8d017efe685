// English: days, hours and lengths of time.
import type { Calendar, Feast } from '../calendar.ts'
import { lexicon, list, phraseList, words, wordSet } from '../normalise.ts'

const months = list(`
  January February March April May June July August September October November December
`)
const weekdays = list('Monday Tuesday Wednesday Thursday Friday Saturday Sunday')
const ordinals = list(`
  first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
  fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
  twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
  twenty-ninth thirtieth thirty-first
`)

function numberNames(names: string[]): Map<string, number> {
  return new Map(names.map((name, i) => [name.toLowerCase(), i + 1]))
}

/** A table of feasts: names separated by `|`, each with its rules. */
export function feastsOf(table: [names: string, ...rules: Feast[]][]): [string[], Feast[]][] {
  return table
    .flatMap(([names, ...rules]) =>
      phraseList(names).map((name): [string[], Feast[]] => [name, rules]),
    )
    .sort(([a], [b]) => b.length - a.length)
}

const feasts: Parameters<typeof feastsOf>[0] = [
  ['new years day | new year day | new years | new year', { month: 1, day: 1 }],
  ['new years eve | new year eve', { month: 12, day: 31 }],
  ['valentines day | valentines | saint valentines day | st valentines day', { month: 2, day: 14 }],
  [
    'saint patricks day | st patricks day | saint patrick day | saint patrick | st patrick | saint patricks | st patricks',
    { month: 3, day: 17 },
  ],
  ['april fools day | april fools', { month: 4, day: 1 }],
  ['earth day', { month: 4, day: 22 }],
  ['good friday', { easter: 'western', plus: -2 }],
  ['easter sunday | easter day | easter', { easter: 'western', plus: 0 }],
  ['easter monday', { easter: 'western', plus: 1 }],
  ['ash wednesday', { easter: 'western', plus: -46 }],
  ['palm sunday', { easter: 'western', plus: -7 }],
  ['pentecost | whit sunday', { easter: 'western', plus: 49 }],
  ['may day | workers day | international workers day', { month: 5, day: 1 }],
  ['halloween', { month: 10, day: 31 }],
  ['thanksgiving day | thanksgiving', { month: 11, weekday: 4, nth: 4 }],
  ['black friday', { month: 11, weekday: 4, nth: 4, plus: 1 }],
  ['cyber monday', { month: 11, weekday: 4, nth: 4, plus: 4 }],
  ['christmas eve', { month: 12, day: 24 }],
  ['christmas day | christmas | xmas', { month: 12, day: 25 }],
  ['boxing day', { month: 12, day: 26 }],
]

/** Feasts of the United States. */
const american: typeof feasts = [
  [
    'martin luther king day | martin luther king jr day | mlk day',
    { month: 1, weekday: 1, nth: 3 },
  ],
  ['presidents day', { month: 2, weekday: 1, nth: 3 }],
  ['mothers day', { month: 5, weekday: 7, nth: 2 }],
  ['memorial day', { month: 5, weekday: 1, nth: -1 }],
  ['fathers day', { month: 6, weekday: 7, nth: 3 }],
  ['juneteenth', { month: 6, day: 19 }],
  ['independence day', { month: 7, day: 4 }],
  ['labor day | labour day', { month: 9, weekday: 1, nth: 1 }],
  ['columbus day | indigenous peoples day', { month: 10, weekday: 1, nth: 2 }],
  ['veterans day', { month: 11, day: 11 }],
]

function sayTime(hour: number, minute: number): string {
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'noon'
  const onClock = String(hour % 12 || 12)
  const time = minute === 0 ? onClock : `${onClock}:${String(minute).padStart(2, '0')}`
  return `${time} ${hour < 12 ? 'a.m.' : 'p.m.'}`
}

export const calendar: Calendar = {
  rewrites: [
    [/\b(\d+) (?:and )?(?:a )?1\/2(?![\d/])/g, '$1.5'],
    [/(?<![\d/])1\/2(?= (?:an? )?(?:year|month|week|day|hour|minute)s?\b)/g, '0.5'],
    [/\b(today|tomorrow|yesterday)s\b/g, '$1'],
    [/\beod\b/g, 'end of day'],
    [/\beom\b/g, 'end of month'],
    [/\bgood (?:morning|afternoon|evening|day)\b/g, ' '],
    [/\b(noon|midnight|\d)-?ish\b/g, '$1'],
    [/(\d)\s*am\/?pm\b/g, '$1'],
    [/(\d)\.?\s*([ap])\b[\s.]*m\b/g, '$1 $2m'],
    [/(\d)([ap])\b(?!['’])/g, '$1 $2m'],
    [/(?<=\p{L}\s)([ap])\s?\.?\s?m\b/gu, '$1m'],
    [/\bp m\b/g, 'pm'],
  ],
  eitherOrder: true,
  months: new Map([
    ...numberNames(months),
    ...numberNames(months.map((name) => name.slice(0, 3))),
    ['sept', 9],
  ]),
  weekdays: new Map([
    ...numberNames(weekdays),
    ...lexicon({
      1: 'mon mondays',
      2: 'tue tues tuesdays',
      3: 'wed weds wednesdays',
      4: 'thu thur thurs thursdays',
      5: 'fri fridays',
      6: 'sat saturdays',
      7: 'sun sundays',
    }),
  ]),
  days: [
    [words('the day after tomorrow'), 2],
    [words('day after tomorrow'), 2],
    [words('the day before yesterday'), -2],
    [words('day before yesterday'), -2],
    [words('the day after'), 1],
    [words('the next day'), 1],
    [words('the following day'), 1],
    [words('the day before'), -1],
    [words('the previous day'), -1],
    [words('last night'), -1],
    [['today'], 0],
    [words('this day'), 0],
    [words('this time'), 0],
    [words('the same day'), 0],
    [['tonight'], 0],
    [words('this morning'), 0],
    [words('this afternoon'), 0],
    [words('this evening'), 0],
    [['tomorrow'], 1],
    [['tmrw'], 1],
    [['tmr'], 1],
    [['yesterday'], -1],
  ],
  feasts: feastsOf(feasts),
  this: wordSet('this'),
  next: wordSet('next following'),
  coming: wordSet('coming upcoming'),
  previous: wordSet('last previous'),
  past: wordSet('past'),
  ahead: wordSet('in within'),
  later: phraseList('later | from now | hence | from right now | time from now'),
  ago: phraseList('ago | earlier'),
  after: wordSet('after from since following'),
  before: wordSet('before'),
  end: phraseList('end of | the end of | last day of | the last day of | last day in | close of'),
  start: phraseList(
    'beginning of | start of | first day of | the beginning of | the start of | the first day of',
  ),
  dayWords: wordSet('day'),
  on: wordSet('on the'),
  afterNext: phraseList('after next'),
  yearUnits: lexicon({ 1: 'year years yr yrs y' }),
  monthUnits: lexicon({ 1: 'month months' }),
  dayUnits: lexicon({
    1: 'day days night nights d',
    7: 'week weeks wk wks w',
    14: 'fortnight fortnights',
  }),
  secondUnits: lexicon({
    1: 'second seconds sec secs s',
    60: 'minute minutes min mins',
    3600: 'hour hours hr hrs h',
  }),
  one: wordSet('a an another the all whole full entire'),
  few: lexicon({ 2: 'couple', 3: 'few several some' }),
  links: wordSet('of the'),
  or: wordSet('or'),
  range: wordSet('from between'),
  not: wordSet('not isnt'),
  instead: phraseList(
    'no | sorry | i mean | i meant | rather | actually | make that | make it | correction | wait',
  ),
  now: phraseList(`
    now | right now | just now | at once | immediately | at the moment | at the minute |
    at present | at the present time | at this time | at this moment | as soon as possible |
    asap | straight away | right away
  `),
  nights: phraseList('tonight | last night'),
  clock: {
    parts: {
      am: phraseList('am | morning'),
      pm: phraseList('pm | afternoon'),
      day: [],
      evening: phraseList('evening'),
      night: phraseList('night | tonight'),
    },
    noon: phraseList('noon | midday | mid day | twelve noon | 12 noon'),
    midnight: phraseList('midnight | mid night | twelve midnight | 12 midnight'),
    at: wordSet('at around about circa by approximately roughly'),
    half: wordSet('half'),
    quarter: wordSet('quarter'),
    past: wordSet('past after'),
    to: wordSet('to till before of'),
    ofNext: false,
    onto: new Set(),
    oclock: wordSet('oclock'),
    plainFrom: 13,
  },
  forms: {
    year: { one: 'year', other: 'years' },
    month: { one: 'month', other: 'months' },
    week: { one: 'week', other: 'weeks' },
    day: { one: 'day', other: 'days' },
    hour: { one: 'hour', other: 'hours' },
    minute: { one: 'minute', other: 'minutes' },
    second: { one: 'second', other: 'seconds' },
  },
  sayDate: (iso, year, weekday) => {
    const date = new Date(`${iso}T00:00:00Z`)
    const day = `the ${ordinals[date.getUTCDate() - 1]} of ${months[date.getUTCMonth()]}`
    const named = weekday ? `${weekdays[(date.getUTCDay() + 6) % 7]}, ${day}` : day
    return year ? `${named} ${date.getUTCFullYear()}` : named
  },
  sayTime,
  writeDate: (iso) => {
    const [year, month, day] = iso.split('-')
    return `${Number(day)} ${months[Number(month) - 1]} ${year}`
  },
  writeTime: (time) => {
    const [hour, minute] = time.split(':')
    return sayTime(Number(hour), Number(minute))
  },
  sayDateTime: (date, time) => `${date} at ${time}`,
}

/** The words of the United States, where other feasts are kept. */
export const calendarUS: Calendar = { ...calendar, feasts: feastsOf([...feasts, ...american]) }
