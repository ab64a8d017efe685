import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import { understandKeys } from '../../src/understand/keys.ts'
import { kindFor } from '../../src/understand/slots.ts'
import { asking, hearing, spec } from './scene.ts'
import { readBack } from '../../src/say/read-back.ts'

/** All readings of what was said on Monday, 2 March 2026, at noon in Minsk. */
function heard(language: string, type: SlotType, said: string, given: Partial<SlotSpec> = {}) {
  return kindFor(type).hear(said, spec(type, given), hearing({ language }))
}

/** What was said, and its readings, the likeliest first. */
type Case = [language: string, type: SlotType, said: string, ...values: string[]]

const dates: Case[] = [
  ['en-GB', 'date', 'April third', '2026-04-03'],
  ['en-GB', 'date', 'the third of April', '2026-04-03'],
  ['en-GB', 'date', 'twenty second of August twenty thirty', '2030-08-22'],
  ['en-GB', 'date', '5-May-2027', '2027-05-05'],
  ['en-GB', 'date', '2027/12/Oct', '2027-10-12'],
  ['en-GB', 'date', '20270512', '2027-05-12'],
  ['en-GB', 'date', '1 February of 85', '1985-02-01'],
  ['en-GB', 'date', 'oh five oh six nineteen eighty', '1980-06-05', '1980-05-06'],
  ['en-GB', 'date', '3/4', '2026-04-03', '2026-03-04'],
  ['en-US', 'date', '3/4', '2026-03-04', '2026-04-03'],
  ['ru-RU', 'date', '3/4', '2026-04-03'],
  ['en-GB', 'date', '3/3', '2026-03-03'],
  ['en-GB', 'date', 'Friday 3/4', '2026-04-03'],
  ['en-GB', 'date', 'it cost £12 May 5', '2026-05-05'],
  ['en-GB', 'date', 'in three weeks', '2026-03-23'],
  ['en-GB', 'date', 'two weeks from tomorrow', '2026-03-17'],
  ['en-GB', 'date', 'three days before Christmas', '2026-12-22'],
  ['en-GB', 'date', 'the day after Easter', '2026-04-06'],
  ['en-GB', 'date', 'a year and two months from now', '2027-05-02'],
  ['en-GB', 'date', 'in a fortnight', '2026-03-16'],
  ['en-GB', 'date', 'a week on Thursday', '2026-03-12'],
  ['en-GB', 'date', 'Thursday week', '2026-03-12'],
  ['en-GB', 'date', 'next Tuesday', '2026-03-10', '2026-03-03'],
  ['en-GB', 'date', 'the coming Tuesday', '2026-03-03'],
  ['en-GB', 'date', 'last Friday', '2026-02-27'],
  ['en-GB', 'date', 'on Wednesday of next week', '2026-03-11'],
  ['en-GB', 'date', 'next week on Wednesday', '2026-03-11'],
  ['en-GB', 'date', 'the week after next, on Monday', '2026-03-16'],
  ['en-GB', 'date', 'in two weeks on Thursday', '2026-03-19'],
  ['en-GB', 'date', 'Friday the 13th', '2026-03-13'],
  ['en-GB', 'date', 'Monday the thirty first', '2026-08-31'],
  ['en-GB', 'date', 'the 5th', '2026-03-05'],
  ['en-GB', 'date', 'on the 20', '2026-03-20'],
  ['en-GB', 'date', 'the fifth of next month', '2026-04-05'],
  ['en-GB', 'date', 'the end of the month', '2026-03-31'],
  ['en-GB', 'date', 'the last day of April', '2026-04-30'],
  ['en-GB', 'date', 'end of the week', '2026-03-06', '2026-03-08'],
  ['en-GB', 'date', 'the first Monday in May', '2026-05-04'],
  ['en-GB', 'date', 'the last Friday of the month', '2026-03-27'],
  ['en-GB', 'date', 'Halloween', '2026-10-31'],
  ['en-US', 'date', 'Thanksgiving 2027', '2027-11-25'],
  ['en-US', 'date', 'Memorial Day', '2026-05-25'],
  ['en-GB', 'date', 'the Friday before Christmas', '2026-12-18'],
  ['en-GB', 'date', 'the Monday after the fifth of May', '2026-05-11'],
  ['en-GB', 'date', 'two Sundays from now', '2026-03-15'],
  ['en-GB', 'date', 'this day next week', '2026-03-09'],
  ['en-GB', 'date', 'Tuesday or Thursday', '2026-03-03', '2026-03-05'],
  ['en-GB', 'date', 'not Tuesday but Thursday', '2026-03-05'],
  ['en-GB', 'date', 'the tenth, no, the twelfth', '2026-03-12'],
  ['en-GB', 'date', '1/2/30', '2030-02-01', '2030-01-02'],
  ['ru-RU', 'date', '1.2.45', '2045-02-01', '1945-02-01'],
  ['ru-RU', 'date', 'в следующий четверг', '2026-03-12', '2026-03-05'],
  ['ru-RU', 'date', 'в четверг на следующей неделе', '2026-03-12'],
  ['ru-RU', 'date', 'через полгода', '2026-09-02'],
  ['ru-RU', 'date', 'за три дня до Нового года', '2026-12-29'],
  ['ru-RU', 'date', 'седьмого пятого', '2026-05-07'],
  ['ru-RU', 'date', 'двадцатое ноль шестое две тысячи двадцать седьмого', '2027-06-20'],
  ['ru-RU', 'date', 'второго мая восемьдесят третьего года', '1983-05-02'],
  ['ru-RU', 'date', 'в пятницу тринадцатого', '2026-03-13'],
  ['ru-RU', 'date', 'в конце апреля', '2026-04-30'],
  ['ru-RU', 'date', '8 числа', '2026-03-08'],
  ['ru-RU', 'date', 'десятого следующего месяца', '2026-04-10'],
  ['ru-RU', 'date', 'на Пасху', '2026-04-12'],
  ['ru-RU', 'date', 'в пятницу перед Новым годом', '2026-12-25'],
  ['ru-RU', 'date', 'не в среду, а в субботу', '2026-03-07'],
  ['be-BY', 'date', 'у наступны чацвер', '2026-03-12', '2026-03-05'],
  ['be-BY', 'date', 'у чацвер на наступным тыдні', '2026-03-12'],
  ['be-BY', 'date', 'праз два тыдні', '2026-03-16'],
  ['be-BY', 'date', 'пяць дзён таму', '2026-02-25'],
  ['be-BY', 'date', 'шостага красавіка', '2026-04-06'],
  ['be-BY', 'date', 'апошні дзень красавіка', '2026-04-30'],
  ['be-BY', 'date', 'на Каляды', '2026-12-25', '2027-01-07'],
  ['be-BY', 'date', 'у сераду ці ў пятніцу', '2026-03-04', '2026-03-06'],
]

const times: Case[] = [
  ['en-GB', 'time', 'at five', '17:00', '05:00'],
  ['en-GB', 'time', 'half past eight', '08:30', '20:30'],
  ['en-GB', 'time', 'half eight in the evening', '20:30'],
  ['en-GB', 'time', 'a quarter to six in the morning', '05:45'],
  ['en-GB', 'time', 'twenty five minutes past nine p.m.', '21:25'],
  ['en-GB', 'time', '17:30', '17:30'],
  ['en-GB', 'time', '6p', '18:00'],
  ['en-GB', 'time', 'ten p m', '22:00'],
  ['en-GB', 'time', 'oh eight hundred hours', '08:00'],
  ['en-GB', 'time', 'two at night', '02:00'],
  ['en-GB', 'time', 'ten at night', '22:00'],
  ['en-GB', 'time', 'noonish', '12:00'],
  ['en-GB', 'time', 'ten minutes to midnight', '23:50'],
  ['en-GB', 'time', 'in half an hour', '12:30'],
  ['en-GB', 'time', 'an hour and a quarter from now', '13:15'],
  ['en-GB', 'time', 'right now', '12:00'],
  ['en-GB', 'time', 'for 4 people at 8 pm', '20:00'],
  ['en-GB', 'time', 'five or six p.m.', '17:00', '18:00'],
  ['en-GB', 'time', 'from five to six p.m.', '17:00', '18:00'],
  ['en-GB', 'time', 'at seven in the morning, sorry, eight', '08:00'],
  ['en-GB', 'time', 'good morning, four in the afternoon', '16:00'],
  ['ru-RU', 'time', 'полтретьего', '14:30', '02:30'],
  ['ru-RU', 'time', 'пол-пятого утра', '04:30'],
  ['ru-RU', 'time', 'без четверти пять вечера', '16:45'],
  ['ru-RU', 'time', 'без двадцати девять', '08:40'],
  ['ru-RU', 'time', 'десять минут шестого вечера', '17:10'],
  ['ru-RU', 'time', 'час дня', '13:00'],
  ['ru-RU', 'time', 'двенадцать ночи', '00:00'],
  ['ru-RU', 'time', 'одиннадцать дня', '11:00'],
  ['ru-RU', 'time', 'пятнадцать ноль пять', '15:05'],
  ['ru-RU', 'time', 'через полтора часа', '13:30'],
  ['ru-RU', 'time', 'часов в девять', '09:00'],
  ['be-BY', 'time', 'палова на трэцюю', '14:30', '02:30'],
  ['be-BY', 'time', 'палова трэцяй дня', '14:30'],
  ['be-BY', 'time', 'чвэрць на шостую вечара', '17:15'],
  ['be-BY', 'time', 'без чвэрці дзевяць', '08:45'],
  ['be-BY', 'time', 'дваццаць хвілін на дзясятую', '09:20'],
  ['be-BY', 'time', 'а пятай гадзіне вечара', '17:00'],
  ['be-BY', 'time', 'апоўдні', '12:00'],
  ['be-BY', 'time', 'праз паўгадзіны', '12:30'],
]

const moments: Case[] = [
  ['en-GB', 'date-time', 'tomorrow at five in the afternoon', '2026-03-03T17:00'],
  ['en-GB', 'date-time', 'half past ten tomorrow', '2026-03-03T10:30', '2026-03-03T22:30'],
  ['en-GB', 'date-time', 'the fifth at five pm', '2026-03-05T17:00'],
  ['en-GB', 'date-time', 'April third, quarter to nine in the morning', '2026-04-03T08:45'],
  ['en-GB', 'date-time', 'June fifth twenty thirty', '2026-06-05T20:30'],
  ['en-GB', 'date-time', 'June fifth twenty thirty at noon', '2030-06-05T12:00'],
  ['en-GB', 'date-time', 'on Friday at 2.30 pm', '2026-03-06T14:30'],
  ['en-GB', 'date-time', 'today at three', '2026-03-02T15:00'],
  ['en-GB', 'date-time', 'tonight at one', '2026-03-03T01:00'],
  ['en-GB', 'date-time', 'last night at nine', '2026-03-01T21:00'],
  ['en-GB', 'date-time', 'in two days at noon', '2026-03-04T12:00'],
  ['en-GB', 'date-time', 'in two hours and ten minutes', '2026-03-02T14:10'],
  ['en-GB', 'date-time', 'now', '2026-03-02T12:00'],
  ['en-GB', 'date-time', 'at the end of tomorrow', '2026-03-03T23:59'],
  ['en-GB', 'date-time', 'tomorrow at five, no, six pm', '2026-03-03T18:00'],
  ['en-GB', 'date-time', '3/4 at 15:00', '2026-04-03T15:00', '2026-03-04T15:00'],
  ['ru-RU', 'date-time', 'завтра в половине шестого вечера', '2026-03-03T17:30'],
  ['ru-RU', 'date-time', 'через два дня в пять вечера', '2026-03-04T17:00'],
  ['ru-RU', 'date-time', 'сегодня в семь', '2026-03-02T19:00'],
  ['ru-RU', 'date-time', 'через полчаса', '2026-03-02T12:30'],
  ['be-BY', 'date-time', 'у пятніцу а палове шостай вечара', '2026-03-06T17:30'],
  ['be-BY', 'date-time', 'пятага красавіка а дзясятай раніцы', '2026-04-05T10:00'],
]

const lengths: Case[] = [
  ['en-GB', 'duration', 'an hour and a half', 'PT1H30M'],
  ['en-GB', 'duration', '20 minutes', 'PT20M'],
  ['en-GB', 'duration', 'two weeks', 'P2W'],
  ['en-GB', 'duration', 'three quarters of an hour', 'PT45M'],
  ['en-GB', 'duration', 'two and a half hours', 'PT2H30M'],
  ['en-GB', 'duration', '½ hour', 'PT30M'],
  ['en-GB', 'duration', 'one hour twenty', 'PT1H20M'],
  ['en-GB', 'duration', 'ninety minutes', 'PT1H30M'],
  ['en-GB', 'duration', '2h 15m', 'PT2H15M'],
  ['en-GB', 'duration', 'a year and a half', 'P1Y6M'],
  ['en-GB', 'duration', 'an hour 31.02', 'PT1H'],
  ['en-GB', 'duration', 'ten or fifteen minutes', 'PT10M', 'PT15M'],
  ['en-GB', 'duration', 'two, no, three days', 'P3D'],
  ['ru-RU', 'duration', 'полтора часа', 'PT1H30M'],
  ['ru-RU', 'duration', 'час с половиной', 'PT1H30M'],
  ['ru-RU', 'duration', 'полчаса', 'PT30M'],
  ['ru-RU', 'duration', 'двое суток', 'P2D'],
  ['ru-RU', 'duration', 'два-три часа', 'PT2H', 'PT3H'],
  ['be-BY', 'duration', 'паўтары гадзіны', 'PT1H30M'],
  ['be-BY', 'duration', 'дзве з паловай гадзіны', 'PT2H30M'],
  ['be-BY', 'duration', 'паўгадзіны', 'PT30M'],
]

test.each([...dates, ...times, ...moments, ...lengths])(
  'in %s a %s is heard in "%s"',
  (language, type, said, ...values) => {
    expect(heard(language, type, said).readings.map(({ value }) => value)).toEqual(values)
  },
)

test.each<[string, SlotType, string]>([
  ['en-GB', 'date', 'a few days from now'],
  ['en-GB', 'date', 'Wednesday, the third of April 2027'],
  ['en-GB', 'duration', 'a few hours'],
  ['ru-RU', 'duration', 'несколько дней'],
  ['en-GB', 'date-time', 'at five pm'],
])('in %s a %s is not sure in "%s"', (language, type, said) => {
  const { readings, unsure } = heard(language, type, said)
  expect(readings).toHaveLength(1)
  expect(unsure).toBe(true)
})

test.each<[string, SlotType, string, Partial<SlotSpec>, string]>([
  ['en-GB', 'date', 'the thirtieth of February', {}, 'invalid'],
  ['en-GB', 'date-time', 'the thirtieth of February at noon', {}, 'invalid'],
  ['en-GB', 'date', 'in two weeks', { to: '2026-03-10' }, 'invalid range'],
  ['en-GB', 'date-time', 'yesterday at noon', { from: 'today' }, 'invalid range'],
  ['en-GB', 'duration', 'three hours', { max: 7_200_000 }, 'invalid range'],
  ['en-GB', 'duration', 'zero minutes', {}, 'invalid'],
])('in %s a %s is refused in "%s"', (language, type, said, given, why) => {
  expect(heard(language, type, said, given)).toEqual({ readings: [], why })
})

test.each<[string, SlotType, string]>([
  ['en-GB', 'date', 'next week'],
  ['en-GB', 'date', 'in March'],
  ['en-GB', 'date', 'the third week'],
  ['en-GB', 'date', 'a table for three'],
  ['en-GB', 'time', 'for three days'],
  ['en-GB', 'time', 'at lunch'],
  ['en-GB', 'time', 'ten to'],
  ['en-GB', 'duration', 'twenty'],
  ['en-GB', 'duration', '31.02.'],
  ['ru-RU', 'date', 'в марте'],
  ['be-BY', 'date', 'у сакавіку'],
])('in %s no %s is heard in "%s"', (language, type, said) => {
  expect(heard(language, type, said)).toEqual({ readings: [] })
})

test('where only the past is allowed, days and dates lie behind', () => {
  const past = { to: 'today' }
  expect(
    ['Thursday', 'the 20th', '5 May', 'Christmas', 'Friday the 13th'].map(
      (said) => heard('en-GB', 'date', said, past).readings[0]?.value,
    ),
  ).toEqual(['2026-02-26', '2026-02-20', '2025-05-05', '2025-12-25', '2026-02-13'])
})

test('a length is keyed in as minutes', () => {
  const value = (value: string) => ({ meaning: { kind: 'value', value: { value } } })
  expect(understandKeys(asking('duration'), '90#', false)).toMatchObject(value('PT1H30M'))
  expect(understandKeys(asking('duration', { max: 5_400_000 }), '90', false)).toMatchObject(
    value('PT1H30M'),
  )
  expect(understandKeys(asking('duration'), '90', false)).toMatchObject({ wait: true })
  expect(understandKeys(asking('duration', { max: 3_600_000 }), '90', false)).toMatchObject({
    meaning: { kind: 'invalid', why: 'invalid range' },
  })
})

const tongues = fc.constantFrom('en-GB', 'en-US', 'ru-RU', 'be-BY')
const present = fc
  .date({
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2040-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.getTime())
const zones = fc.constantFrom('UTC', 'Europe/Minsk', 'America/New_York', 'Pacific/Auckland')
const day = (now: number, offset: number) =>
  new Date(now + offset * 86_400_000).toISOString().slice(0, 10)
const within = fc.integer({ min: -730, max: 730 })
const clock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const seconds = fc.oneof(
  fc.integer({ min: 1, max: 1439 }).map((minutes) => minutes * 60),
  fc.integer({ min: 1, max: 86_399 }),
)

/** ISO 8601 as the slot writes it. */
const length = (all: number) => {
  const parts: [number, string][] = [
    [Math.floor(all / 3600), 'H'],
    [Math.floor(all / 60) % 60, 'M'],
    [all % 60, 'S'],
  ]
  return `PT${parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('')}`
}

test.each<[SlotType, fc.Arbitrary<(now: number) => string>]>([
  ['date', within.map((offset) => (now) => day(now, offset))],
  ['time', clock.map((time) => () => time)],
  [
    'date-time',
    fc.tuple(within, clock).map(
      ([offset, time]) =>
        (now) =>
          `${day(now, offset)}T${time}`,
    ),
  ],
  ['duration', seconds.map((all) => () => length(all))],
])('a %s read back and heard again is the same, whenever that is', (type, values) => {
  fc.assert(
    fc.property(values, present, zones, tongues, (valueAt, now, zone, language) => {
      const value = valueAt(now)
      const said = readBack(value, spec(type), language, now)
      expect(
        kindFor(type).hear(said, spec(type), hearing({ language, now, zone })).readings[0]?.value,
        said,
      ).toBe(value)
    }),
    { numRuns: 400 },
  )
})

const types = fc.constantFrom<SlotType>('date', 'time', 'date-time', 'duration')
const scraps = fc.constantFrom(
  'the',
  'third',
  'of',
  'april',
  'next',
  'week',
  'in',
  'two',
  'hours',
  'half',
  'past',
  '3/4',
  '17:30',
  '2026',
  'or',
  'no',
  'не',
  'в',
  'пять',
  'без',
  'четверти',
  'через',
  'пол',
  'третьего',
  'года',
  'праз',
  'а',
  'сёмай',
  'тыдзень',
  'end',
  'last',
  'friday',
  '½',
  '😀',
  '\u0000',
  '\u202e',
  '99999999999',
  '31.02.',
  '-',
  ' ',
)

test('any mixture of words, figures and noise is taken without a throw, and reads as values of the type', () => {
  const forms: Record<string, RegExp> = {
    date: /^\d{4}-\d\d-\d\d$/,
    time: /^([01]\d|2[0-3]):[0-5]\d$/,
    'date-time': /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/,
    duration: /^P[\dYMWDTHS]+$/,
  }
  fc.assert(
    fc.property(
      types,
      tongues,
      present,
      zones,
      fc.array(fc.oneof(scraps, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 40 }),
      (type, language, now, zone, parts) => {
        for (const { value } of kindFor(type).hear(
          parts.join(' '),
          spec(type),
          hearing({ language, now, zone }),
        ).readings)
          expect(value).toMatch(forms[type]!)
      },
    ),
    { numRuns: 1000 },
  )
})

test.each([
  'third of april ',
  'next ',
  'в следующий ',
  'two weeks after ',
  'one hour and ',
  '3/4 ',
  '😀',
  'за два дня до ',
  '\u0000',
  '1',
])('ten thousand characters of "%s" are looked at only in part', (part) => {
  const text = part.repeat(Math.ceil(10_000 / part.length))
  for (const type of ['date', 'time', 'date-time', 'duration'] as const)
    expect(Array.isArray(heard(part > 'а' ? 'ru-RU' : 'en-GB', type, text).readings)).toBe(true)
})
