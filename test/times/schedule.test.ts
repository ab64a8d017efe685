// The schedule of a year: each change is found at its minute, and nothing between; gaps, overlaps
// and old entries are told.
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import { changesBetween, stateAt, type Hours, type Span } from '../../src/flow/tree/hours.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { scheduleOf } from '../../src/times/schedule.ts'
import { runs } from '../long.ts'

const flow = (hours: string, steps = '') => `flow: test
languages: { en-GB: Polly.Amy-Neural }
start: is it open
help: desk
hours:
${hours}
desks:
  desk: { hours: day, nobody: bye, closed: message }
steps:
  is it open:
    decide:
      - { if: hours.day is open, then: menu }
    otherwise: closed
${steps}  menu:
    menu: How can I help?
    options:
      - { label: the desk, key: 1, then: desk }
      - { label: the night line, key: 2, if: hours.day is closed, then: message }
  closed:
    say: We are closed.
    then: message
  message:
    record: Please leave a message.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

function schedule(yaml: string, from: string, zone = 'Europe/London') {
  const sources = { 'test.yaml': yaml }
  const project = readProject(sources)
  expect(project.diagnostics).toEqual([])
  const found = project.flows.get('test.yaml')
  if (!found) throw new Error('no flow')
  return scheduleOf(compile(found, sources), DateTime.fromISO(from, { zone }).toMillis())
}

describe('the moments', () => {
  it('tell where callers go before and after, at the desk, in conditions, at options and from the start', () => {
    const { moments } = schedule(
      flow('  day: { zone: Europe/London, mon: 09:00-17:00 }'),
      '2026-03-02T12:00',
    )
    expect(moments[0]).toMatchObject({
      local: '2026-03-02 17:00',
      hours: [{ name: 'day', before: 'open', after: 'closed' }],
    })
    expect(moments[0]?.changes.map(({ place, before, after }) => [place, before, after])).toEqual([
      [
        'a call begins',
        'How can I help? For the desk, press 1.',
        'We are closed. Please leave a message.',
      ],
      ['is it open', '"menu"', '"closed"'],
      ['desk', 'its people are rung', '"message"'],
      ['menu, option "the night line"', 'not there', 'there'],
    ])
    expect(moments).toHaveLength(2 * 57 + 1)
  })

  it('follow conditions on the day and the time of day', () => {
    const steps =
      '  is it late:\n    decide:\n      - { if: now at least 18:00, then: closed }\n      - { if: today is 2026-03-05, then: closed }\n    otherwise: menu\n'
    const { moments } = schedule(
      flow('  day: { zone: Europe/London, mon-sun: 00:00-24:00 }', steps).replace(
        'otherwise: closed',
        'otherwise: is it late',
      ),
      '2026-03-04T12:00',
    )
    expect(
      moments
        .slice(0, 4)
        .map(({ local, changes }) => [
          local,
          changes.map(({ place, after }) => `${place}: ${after}`),
        ]),
    ).toEqual([
      ['2026-03-04 18:00', ['is it late: "closed"']],
      // the day that is set apart begins as the evening before ends
      ['2026-03-06 00:00', ['is it late: "menu"']],
      ['2026-03-06 18:00', ['is it late: "closed"']],
      ['2026-03-07 00:00', ['is it late: "menu"']],
    ])
  })

  it('are those at which the state differs from the minute before, and no others', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const span = fc
      .tuple(minute, minute)
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))
    const night = fc
      .tuple(minute, fc.integer({ min: 1, max: 600 }))
      .map(([from, length]) => ({ from, to: from + length }))
    const week = fc.array(
      fc.oneof(
        span.map((one) => [one]),
        night.map((one) => [one]),
        fc.constant<Span[]>([]),
      ),
      { minLength: 7, maxLength: 7 },
    )
    const zone = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
    )
    const begins = fc.constantFrom(
      '2026-03-28T20:00Z',
      '2026-10-24T20:00Z',
      '2026-03-07T20:00Z',
      '2026-10-31T20:00Z',
      '2026-04-04T06:00Z',
      '2026-10-03T06:00Z',
      '2026-12-24T00:00Z',
    )
    fc.assert(
      fc.property(week, zone, begins, fc.boolean(), (spans, name, start, holidays) => {
        const hours: Hours = {
          zone: name,
          week: spans,
          except: [
            {
              name: '2026-10-25',
              from: '2026-10-25',
              to: '2026-10-25',
              spans: [{ from: 90, to: 150 }],
              range: { file: '', start: 0, end: 0, line: 1, column: 1 },
            },
          ],
          holidays: holidays ? { country: 'GB' } : undefined,
          range: { file: '', start: 0, end: 0, line: 1, column: 1 },
        }
        const from = Date.parse(start)
        const to = from + 30 * 3_600_000
        const asked = []
        for (let at = from + 60_000, before = stateAt(hours, from); at <= to; at += 60_000) {
          const state = stateAt(hours, at)
          if (state !== before) asked.push({ at, before, after: state })
          before = state
        }
        expect(changesBetween(hours, from, to)).toEqual(asked)
      }),
      { numRuns: runs(10, 200) },
    )
  })
})

describe('the findings', () => {
  const findings = (hours: string, from = '2026-03-02T12:00', steps = '') =>
    schedule(flow(hours, steps), from).findings.map(
      ({ code, severity, message }) => `${severity} ${code}: ${message}`,
    )

  it('are none for hours that are kept up', () => {
    expect(
      findings(
        '  day: { zone: Europe/London, mon-fri: 09:00-17:00, holidays: united kingdom, except: { 2026-12-24: 09:00-12:00 } }',
      ),
    ).toEqual([])
  })

  it('tell of hours that never open', () => {
    expect(findings('  day: { zone: Europe/London, except: { 2026-02-01: 09:00-12:00 } }')[0]).toBe(
      'problem never open: "day" does not open from 2026-03-02 to 2027-04-06',
    )
  })

  it('tell of exceptions that are past', () => {
    expect(
      findings('  day: { zone: Europe/London, mon: 09:00-17:00, except: { 2025-12-24: closed } }'),
    ).toEqual([
      'remark exceptions past: all exceptions of "day" are past (the last one 2025-12-24): those of the coming year are missing, or these can go',
    ])
    expect(
      findings(
        '  day: { zone: Europe/London, mon: 09:00-17:00, except: { 2025-12-24: closed, 2025-12-25: closed, 2026-12-24: closed } }',
      ),
    ).toEqual([
      'remark exceptions past: exceptions of "day" are past and can go: 2025-12-24, 2025-12-25',
    ])
  })

  it('tell of opening and closing in an hour that is left out or comes twice', () => {
    expect(findings('  day: { zone: Europe/London, sun: 01:30-09:00, sat: 20:00-01:15 }')).toEqual([
      'remark clock change: "day" closes at 01:15 on 2026-03-29, when that time does not exist because the clock changes: the moment the clock jumps counts',
      'remark clock change: "day" opens at 01:30 on 2026-03-29, when that time does not exist because the clock changes: the moment the clock jumps counts',
      'remark clock change: "day" closes at 01:15 on 2026-10-25, when that time comes twice because the clock changes: the last one counts',
      'remark clock change: "day" opens at 01:30 on 2026-10-25, when that time comes twice because the clock changes: the first one counts',
      'remark clock change: "day" closes at 01:15 on 2027-03-28, when that time does not exist because the clock changes: the moment the clock jumps counts',
      'remark clock change: "day" opens at 01:30 on 2027-03-28, when that time does not exist because the clock changes: the moment the clock jumps counts',
    ])
  })

  it('tell of gaps and overlaps between hours that one step chooses between', () => {
    const which =
      '  which:\n    decide:\n      - { if: hours.day is open, then: menu }\n      - { if: hours.night is open, then: message }\n    otherwise: closed\n'
    expect(
      findings(
        '  day: { zone: Europe/London, mon-sun: 08:00-18:00 }\n  night: { zone: Europe/London, mon-sun: 19:00-08:30 }',
        undefined,
        which,
      ),
    ).toEqual([
      expect.stringMatching(
        /^remark gap: at "which" neither of "day" and "night" is open from 18:00 to 19:00 \(400 times, first on 2026-03-02\)$/,
      ),
      expect.stringMatching(
        /^remark overlap: at "which" more than one of "day" and "night" is open from 08:00 to 08:30 \(400 times, first on 2026-03-03\): the first condition that holds wins$/,
      ),
    ])
    expect(
      findings(
        '  day: { zone: Europe/London, mon-sun: 08:00-20:00 }\n  night: { zone: Europe/London, mon-sun: 20:00-08:00 }',
        undefined,
        which,
      ),
    ).toEqual([])
  })
})
