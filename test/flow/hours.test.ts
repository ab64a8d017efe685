// Opening hours: reading, refusing, and telling open from closed over nights, holidays and clock
// changes.
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/flow/text/diagnostic.ts'
import { exceptionOn } from '../../src/flow/tree/exceptions.ts'
import { hoursAt, type Hours } from '../../src/flow/tree/hours.ts'
import { readHours } from '../../src/flow/tree/read-hours.ts'
import { readYaml } from '../../src/flow/text/yaml.ts'

function read(text: string): { hours: Hours; found: Omit<Diagnostic, 'file'>[] } {
  const found: Omit<Diagnostic, 'file'>[] = []
  const { root, diagnostics } = readYaml('a.yaml', text)
  if (!root || diagnostics.length > 0) throw new Error(diagnostics[0]?.message)
  return { hours: readHours(root, 'office', (diagnostic) => found.push(diagnostic)), found }
}

function sound(text: string): Hours {
  const { hours, found } = read(text)
  if (found[0]) throw new Error(found[0].message)
  return hours
}

const at = (hours: Hours, iso: string) => {
  const { state, opens } = hoursAt(hours, DateTime.fromISO(iso, { zone: hours.zone }).toMillis())
  return [
    state,
    opens === undefined
      ? undefined
      : DateTime.fromMillis(opens, { zone: hours.zone }).toISO({
          suppressMilliseconds: true,
          suppressSeconds: true,
          includeOffset: false,
        }),
  ]
}

describe('reading', () => {
  it('takes days, ranges of days, lists of days and spans', () => {
    const { zone, week, except, holidays } = sound(
      'zone: Europe/Minsk\nmon-wed: 08:00-13:00 14:00-20:00\n"thu, sat": "9:00-12:00, 13:00 - 24:00"\nfri: closed\nholidays: belarus\nexcept: { 2026-12-31: closed, 2026-05-09: 10:00-11:00 }',
    )
    const full = [
      { from: 480, to: 780 },
      { from: 840, to: 1200 },
    ]
    const part = [
      { from: 540, to: 720 },
      { from: 780, to: 1440 },
    ]
    expect({ zone, week, holidays }).toEqual({
      zone: 'Europe/Minsk',
      week: [full, full, full, part, [], part, []],
      holidays: { country: 'BY' },
    })
    expect(except.map(({ name, spans }) => [name, spans])).toEqual([
      ['2026-12-31', []],
      ['2026-05-09', [{ from: 600, to: 660 }]],
    ])
  })

  it('lets a range of days go over the weekend, and a span past midnight', () => {
    const { week } = sound('{ zone: UTC, sat-mon: 22:00-06:00 }')
    expect(week.map((spans) => spans.length)).toEqual([1, 0, 0, 0, 0, 1, 1])
    expect(week[0]).toEqual([{ from: 1320, to: 1800 }])
  })

  it.each([
    ['belarus', { country: 'BY' }],
    ['Russia', { country: 'RU' }],
    ['poland', { country: 'PL' }],
    ['lithuania', { country: 'LT' }],
    ['latvia', { country: 'LV' }],
    ['ukraine', { country: 'UA' }],
    ['germany', { country: 'DE' }],
    ['germany bayern', { country: 'DE', region: 'BY' }],
    ['germany by', { country: 'DE', region: 'BY' }],
    ['uk', { country: 'GB' }],
    ['england', { country: 'GB', region: 'ENG' }],
    ['usa', { country: 'US' }],
    ['united states', { country: 'US' }],
    ['ireland', { country: 'IE' }],
    ['italy', { country: 'IT' }],
    ['czechia', { country: 'CZ' }],
    ['none', undefined],
  ])('knows the holidays of %s', (name, calendar) => {
    expect(sound(`{ zone: UTC, mon: 08:00-09:00, holidays: ${name} }`).holidays).toEqual(calendar)
  })

  it.each<[string, string, string, string?]>([
    [
      '{ zone: Europe/Mnsk, mon: 08:00-09:00 }',
      'bad-zone',
      'Europe/Mnsk',
      'did you mean "Europe/Minsk"?',
    ],
    ['{ zone: Minsk, mon: 08:00-09:00 }', 'bad-zone', 'Minsk', 'did you mean "Europe/Minsk"?'],
    ['{ zone: EST, mon: 08:00-09:00 }', 'bad-zone', 'EST'],
    [
      '{ zone: UTC, mon: 08:00-09:00, holidays: belarus2 }',
      'bad-holidays',
      'belarus2',
      'did you mean "belarus"?',
    ],
    [
      '{ zone: UTC, mon: 08:00-09:00, holidays: germny }',
      'bad-holidays',
      'germny',
      'did you mean "germany"?',
    ],
    ['{ zone: UTC, mo: 08:00-09:00 }', 'bad-hours', 'mo', 'did you mean "mon"?'],
    ['{ zone: UTC, mon-fry: 08:00-09:00 }', 'bad-hours', 'mon-fry', 'did you mean "fri"?'],
    ['{ zone: UTC, mon-wed-fri: 08:00-09:00 }', 'bad-hours', 'mon-wed-fri'],
    ['{ zone: UTC, mon-fri: 08:00-09:00, wed: closed }', 'bad-hours', 'wed'],
    ['{ zone: UTC, mon: 8-17 }', 'bad-hours', '8-17', 'did you mean "08:00-17:00"?'],
    ['{ zone: UTC, mon: 0800-1730 }', 'bad-hours', '0800-1730', 'did you mean "08:00-17:30"?'],
    ['{ zone: UTC, mon: 08:00-25:00 }', 'bad-hours', '08:00-25:00'],
    ['{ zone: UTC, mon: 08:60-09:00 }', 'bad-hours', '08:60-09:00'],
    ['{ zone: UTC, mon: 24:00-02:00 }', 'bad-hours', '24:00-02:00'],
    [
      '{ zone: UTC, mon: 00:00-00:00 }',
      'bad-hours',
      '00:00-00:00',
      'write "00:00-24:00" for the whole day',
    ],
    ['{ zone: UTC, mon: 08:00-12:00 11:00-14:00 }', 'bad-hours', '08:00-12:00 11:00-14:00'],
    ['{ zone: UTC, mon: [] }', 'bad-hours', '[]'],
    ['{ zone: UTC, mon: "" }', 'bad-hours', '""'],
    ['{ zone: UTC, mon: 08:00-09:00, except: { 2026-02-30: closed } }', 'bad-hours', '2026-02-30'],
    [
      '{ zone: UTC, mon: 08:00-09:00, except: { 31.12.2026: closed } }',
      'bad-hours',
      '31.12.2026',
      'did you mean "2026-12-31"?',
    ],
    ['{ zone: UTC, mon: 08:00-09:00, except: closed }', 'bad-hours', 'closed'],
    ...(
      [
        ['24.12', '12-24'],
        ['2026-04-29 - 2026-05-05', '2026-04-29..2026-05-05'],
        ['29.04.2026…5.05.2026', '2026-04-29..2026-05-05'],
        ['12-24 to 01-08', '12-24..01-08'],
        ['2026-05-05..2026-04-29', '2026-04-29..2026-05-05'],
        ['13-24', undefined],
        ['02-30', undefined],
        ['christmas', undefined],
        ['12-24..', '12-24'],
        ['12-24..12-26..12-31', undefined],
      ] as const
    ).map(([day, meant]): [string, string, string, string?] => [
      `{ zone: UTC, mon: 08:00-09:00, except: { ${day}: closed } }`,
      'bad-hours',
      day,
      meant && `did you mean "${meant}"?`,
    ]),
    [
      '{ zone: UTC, mon: 08:00-09:00, except: { 2026-12-24..01-08: closed } }',
      'bad-hours',
      '2026-12-24..01-08',
      'write "2026-12-24..2026-01-08"',
    ],
    [
      '{ zone: UTC, mon: 08:00-09:00, except: { 12-24..01-08: closed, 01-05..01-20: closed } }',
      'bad-hours',
      '01-05..01-20',
    ],
    ['{ mon: 08:00-09:00 }', 'bad-hours', '{ mon: 08:00-09:00 }'],
    ['{ zone: UTC }', 'bad-hours', '{ zone: UTC }'],
    ['always', 'bad-hours', 'always'],
  ])('refuses %s with %s at its place', (text, code, place, hint) => {
    const { found } = read(text)
    expect(
      found.map((each) => [
        each.code,
        text.slice(each.range.start, each.range.end),
        each.hint || undefined,
      ]),
    ).toEqual([[code, place, hint]])
  })
})

it.each([
  ['2026-04-28', 'open'],
  ['2026-04-29', 'closed'],
  ['2026-05-05', 'closed'],
  ['2026-05-06', 'open'],
  ['2026-12-23', 'open'],
  ['2026-12-24', 'closed'],
  ['2026-12-25', 'open'],
  ['2026-12-31', 'closed'],
  ['2027-01-08', 'closed'],
  ['2027-01-09', 'open'],
  ['2031-01-01', 'closed'],
  ['2028-02-29', 'closed'],
])('with days apart, %s is %s', (date, state) => {
  const hours = sound(
    '{ zone: UTC, mon-sun: 08:00-20:00, except: { 2026-04-29..2026-05-05: closed, 12-24..01-08: closed, 12-25: 10:00-14:00, 02-29: closed } }',
  )
  expect(hoursAt(hours, Date.parse(`${date}T12:00:00Z`)).state).toBe(state)
})

it('takes the day that is named most exactly, whatever the order', () => {
  const hoursOf: Record<string, string> = {
    '2026-12-25': '01:00-02:00',
    '2026-12-20..2026-12-28': '02:00-03:00',
    '12-25': '03:00-04:00',
    '12-20..01-08': '04:00-05:00',
  }
  const keys = Object.keys(hoursOf)
  const most = (date: string): number | undefined => {
    const day = date.slice(5)
    if (date === '2026-12-25') return 1
    if (date >= '2026-12-20' && date <= '2026-12-28') return 2
    if (day === '12-25') return 3
    return day >= '12-20' || day <= '01-08' ? 4 : undefined
  }
  fc.assert(
    fc.property(
      fc.shuffledSubarray(keys, { minLength: keys.length }),
      fc.integer({ min: 0, max: 1200 }),
      (order, later) => {
        const except = order.map((key) => `${key}: ${hoursOf[key]}`).join(', ')
        const { except: read } = sound(`{ zone: UTC, mon-sun: 08:00-20:00, except: { ${except} } }`)
        const date = new Date(Date.UTC(2026, 0, 1 + later)).toISOString().slice(0, 10)
        expect(exceptionOn(read, date)?.spans[0]?.from).toBe(
          most(date) === undefined ? undefined : (most(date) ?? 0) * 60,
        )
      },
    ),
  )
})

it.each([
  ['england', '2026-08-31', true],
  ['uk', '2026-08-31', false],
  ['germany', '2026-01-06', false],
  ['germany bayern', '2026-01-06', true],
  ['usa', '2026-11-26', true],
  ['israel', '2026-04-02', true],
  ['israel', '2026-04-01', false],
  ['poland', '2026-11-11', true],
])('the calendar of %s has %s as a holiday: %s', (calendar, date, holiday) => {
  const hours = sound(`{ zone: UTC, mon-sun: 08:00-20:00, holidays: ${calendar} }`)
  expect(hoursAt(hours, Date.parse(`${date}T12:00:00Z`)).state).toBe(holiday ? 'holiday' : 'open')
})

describe('at a moment', () => {
  const office = sound(
    '{ zone: Europe/Minsk, mon-fri: 08:00-13:00 14:00-20:00, sat: 10:00-12:00, holidays: belarus, except: { 2026-07-02: closed, 2026-05-01: 10:00-12:00 } }',
  )

  it.each([
    ['before opening', '2026-11-23T07:59:59', 'closed', '2026-11-23T08:00'],
    ['at opening', '2026-11-23T08:00', 'open', '2026-11-23T14:00'],
    ['at the end of the morning', '2026-11-23T13:00', 'closed', '2026-11-23T14:00'],
    ['in the evening', '2026-11-23T20:00', 'closed', '2026-11-24T08:00'],
    ['over the weekend', '2026-11-28T12:00', 'closed', '2026-11-30T08:00'],
    ['on a holiday', '2026-07-03T10:00', 'holiday', '2026-07-04T10:00'],
    ['on a day off before a holiday', '2026-07-02T10:00', 'closed', '2026-07-04T10:00'],
    ['on a holiday with hours of its own, open', '2026-05-01T10:30', 'open', '2026-05-02T10:00'],
    [
      'on a holiday with hours of its own, closed',
      '2026-05-01T09:00',
      'closed',
      '2026-05-01T10:00',
    ],
    [
      'on New Year, which is a holiday of the next year',
      '2026-12-31T21:00',
      'closed',
      '2027-01-02T10:00',
    ],
  ])('%s', (_, iso, state, opens) => {
    expect(at(office, iso)).toEqual([state, opens])
  })

  const night = sound('{ zone: Europe/Berlin, fri-sat: 22:00-06:00, sun: 00:00-24:00 }')
  it.each([
    ['before midnight', '2026-06-05T23:00', 'open', '2026-06-06T22:00'],
    ['after midnight', '2026-06-06T05:59', 'open', '2026-06-06T22:00'],
    ['in the morning', '2026-06-06T06:00', 'closed', '2026-06-06T22:00'],
    [
      'at a midnight where two spans meet, which is no opening',
      '2026-06-06T23:00',
      'open',
      '2026-06-12T22:00',
    ],
    ['at the last minute of a whole day', '2026-06-07T23:59', 'open', '2026-06-12T22:00'],
    ['at 24:00', '2026-06-08T00:00', 'closed', '2026-06-12T22:00'],
  ])('of a night place %s', (_, iso, state, opens) => {
    expect(at(night, iso)).toEqual([state, opens])
  })

  it('tells no opening when there is none to come', () => {
    expect(at(sound('{ zone: UTC, mon-sun: 00:00-24:00 }'), '2026-06-06T12:00')).toEqual([
      'open',
      undefined,
    ])
    expect(at(sound('{ zone: UTC, mon-fri: closed }'), '2026-06-06T12:00')).toEqual([
      'closed',
      undefined,
    ])
    expect(
      at(sound('{ zone: UTC, except: { 2026-06-05: 08:00-09:00 } }'), '2026-06-06T12:00'),
    ).toEqual(['closed', undefined])
    expect(
      at(sound('{ zone: UTC, except: { 2026-08-05: 08:00-09:00 } }'), '2026-06-06T12:00'),
    ).toEqual(['closed', '2026-08-05T08:00'])
  })
})

describe('when the clock changes', () => {
  const zone = 'zone: Europe/Berlin'
  const state = (hours: Hours, utc: string) => hoursAt(hours, Date.parse(utc)).state

  it('an opening in the hour left out in spring is when the clock jumps', () => {
    const hours = sound(`{ ${zone}, sun: 02:30-05:00 }`)
    const { opens } = hoursAt(hours, Date.parse('2026-03-29T00:30:00Z'))
    expect(opens).toBe(Date.parse('2026-03-29T01:00:00Z'))
    expect(state(hours, '2026-03-29T00:59:59Z')).toBe('closed')
    expect(state(hours, '2026-03-29T01:00:00Z')).toBe('open')
    expect(state(hours, '2026-03-29T03:00:00Z')).toBe('closed')
  })

  it('an end in the hour left out is when the clock jumps', () => {
    const hours = sound(`{ ${zone}, sat: 22:00-02:30 }`)
    expect(state(hours, '2026-03-29T00:59:59Z')).toBe('open')
    expect(state(hours, '2026-03-29T01:00:00Z')).toBe('closed')
  })

  it('an opening in the hour that comes twice in autumn is the first', () => {
    const hours = sound(`{ ${zone}, sun: 02:30-05:00 }`)
    expect(hoursAt(hours, Date.parse('2026-10-25T00:00:00Z')).opens).toBe(
      Date.parse('2026-10-25T00:30:00Z'),
    )
    expect(state(hours, '2026-10-25T01:10:00Z')).toBe('open')
  })

  it('an end in the hour that comes twice is the last', () => {
    const hours = sound(`{ ${zone}, sat: 22:00-02:30 }`)
    expect(state(hours, '2026-10-25T00:45:00Z')).toBe('open')
    expect(state(hours, '2026-10-25T01:29:59Z')).toBe('open')
    expect(state(hours, '2026-10-25T01:30:00Z')).toBe('closed')
  })

  it.each([
    ['spring', '2026-03-27T18:00', '2026-03-30T06:00:00Z'],
    ['autumn', '2026-10-23T18:00', '2026-10-26T07:00:00Z'],
  ])('a Monday opening stays at eight after the weekend in %s', (_, friday, monday) => {
    const hours = sound(`{ ${zone}, mon-fri: 08:00-17:00 }`)
    expect(
      hoursAt(hours, DateTime.fromISO(friday, { zone: 'Europe/Berlin' }).toMillis()).opens,
    ).toBe(Date.parse(monday))
  })

  it('midnight itself may be left out', () => {
    const hours = sound('{ zone: Africa/Cairo, fri: 00:00-06:00 }')
    expect(hoursAt(hours, Date.parse('2026-04-23T12:00:00Z')).opens).toBe(
      Date.parse('2026-04-23T22:00:00Z'),
    )
  })
})

it('agrees with the clock on the wall, and opens when it says it opens', () => {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'Europe/Minsk',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
  )
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(
      zones,
      minute,
      minute,
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
      (zone, from, length, moment) => {
        const to = (from + Math.max(1, length)) % 1440
        const hours = sound(
          `{ zone: ${zone}, tue: ${clock(from)}-${clock(to)}, thu: ${clock(from)}-${clock(to)} }`,
        )
        const { state, opens } = hoursAt(hours, moment)
        const wall = DateTime.fromMillis(moment, { zone })
        const now = wall.hour * 60 + wall.minute
        const opened = (day: DateTime, time: number) =>
          [2, 4].includes(day.weekday) && from <= time && time < (to > from ? to : to + 1440)
        // around a change the wall clock alone does not tell
        if (wall.minus({ days: 1 }).offset === wall.plus({ days: 1 }).offset)
          expect(state === 'open').toBe(
            opened(wall, now) || opened(wall.minus({ days: 1 }), now + 1440),
          )
        if (opens === undefined) throw new Error('two openings a week, and none was found')
        expect(opens).toBeGreaterThan(moment)
        expect([hoursAt(hours, opens).state, hoursAt(hours, opens - 1).state]).toEqual([
          'open',
          'closed',
        ])
        if (state === 'closed')
          for (let step = 1; step < 20; step++)
            expect(hoursAt(hours, moment + Math.floor(((opens - moment) * step) / 20)).state).toBe(
              'closed',
            )
      },
    ),
    { numRuns: 150 },
  )
})
