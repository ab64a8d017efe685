// Service levels against the field's published numbers, a common set of contacts, and what must
// hold for any.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact, ContactStatus } from '../../src/desk/contact.ts'
import {
  abandonRate,
  averageAbandon,
  averageWait,
  fateOf,
  EMPTY_TALLY,
  sumTallies,
  serviceLevel,
  serviceLevels,
  ratio,
  tally,
  USUAL_TARGET,
  type ServiceLevel,
  type Tally,
} from '../../src/desk/service-level.ts'
import { contact } from './contacts.ts'

const start = 1_000_000

/** A contact `wait` seconds after it joined the queue. */
function after(
  id: string,
  how: 'answered' | ContactStatus,
  wait: number,
  more: Partial<Contact> = {},
): Contact {
  const at = start + wait * 1000
  if (how !== 'answered') return contact(id, { status: how, enqueuedAt: start, since: at, ...more })
  return contact(id, {
    status: 'done',
    enqueuedAt: start,
    since: at + 60_000,
    talks: [
      {
        operator: 'ann',
        offeredAt: start,
        acceptedAt: start,
        from: at,
        to: at + 60_000,
        end: 'operator',
        held: 0,
      },
    ],
    ...more,
  })
}

/** Twelve contacts of half an hour, at each boundary of T = 20 s and S = 5 s. */
const halfHour = [
  after('c01', 'answered', 4),
  after('c02', 'answered', 20),
  after('c03', 'answered', 21),
  after('c04', 'answered', 65),
  after('c05', 'abandoned', 3),
  after('c06', 'abandoned', 5),
  after('c07', 'abandoned', 18),
  after('c08', 'abandoned', 90),
  after('c09', 'callback', 40),
  after('c10', 'nobody', 120),
  after('c11', 'answered', 0),
  after('c12', 'answered', 35, { passed: ['ann'] }),
]

const percent = (part: number | null): number | null =>
  part === null ? null : Math.round(part * 1_000_000) / 10_000

describe('the service level', () => {
  it('counts contacts at the boundaries: answered within T is inclusive, a short abandon is strict', () => {
    expect(tally(halfHour)).toEqual({
      offered: 12,
      answered: 6,
      answeredInTime: 3,
      abandoned: 4,
      abandonedInTime: 3,
      short: 1,
      callbacks: 1,
      callbacksInTime: 0,
      flowedOut: 2,
      waitOfAnswered: 145_000,
      waitOfAbandoned: 116_000,
    })
  })

  const expected: Record<ServiceLevel, number> = {
    A: 50,
    B: 30,
    C: 33.3333,
    D: 42.8571,
    E: 60,
    F: 40,
    G: 50,
    H: 25,
  }
  it.each(Object.entries(expected) as [ServiceLevel, number][])(
    'of the same half hour is, as variant %s, %d %%',
    (variant, level) => {
      expect(percent(serviceLevel(tally(halfHour), variant))).toBe(level)
    },
  )

  it('is variant C where no other is named, with T = 20 s and S = 5 s', () => {
    expect(USUAL_TARGET).toEqual({ within: 20_000, short: 5_000 })
    expect(percent(serviceLevel(tally(halfHour)))).toBe(33.3333)
    expect(percent(serviceLevel(tally(halfHour, { within: 21_000, short: 6_000 })))).toBe(50)
  })

  // a published sample: 1000 answered, 860 of them within 20 s; 60 abandoned, 20 within 20 s, 10 of
  // those shortly
  const published: Tally = {
    ...EMPTY_TALLY,
    offered: 1060,
    answered: 1000,
    answeredInTime: 860,
    abandoned: 60,
    abandonedInTime: 20,
    short: 10,
  }
  it.each([
    ['E', 83.0189],
    ['A', 86],
    ['B', 81.1321],
    ['D', 82.6923],
    ['F', 82.0755],
  ] as [ServiceLevel, number][])(
    'agrees with the published sample as variant %s: %d %%',
    (variant, level) => {
      expect(percent(serviceLevel(published, variant))).toBe(level)
    },
  )

  it('has waits and abandons of the same half hour', () => {
    const counts = tally(halfHour)
    expect(
      [averageWait(counts), averageAbandon(counts)].map((ms) => Math.round((ms ?? 0) * 10) / 10),
    ).toEqual([24_166.7, 29_000])
    expect([
      percent(abandonRate(counts)),
      percent(abandonRate(counts, { withoutShort: true })),
      percent(ratio({ met: counts.abandoned, of: counts.answered + counts.abandoned })),
    ]).toEqual([33.3333, 27.2727, 40])
  })

  it('pools counts and never averages percentages', () => {
    const early = { ...EMPTY_TALLY, answered: 2, answeredInTime: 2 }
    const late = { ...EMPTY_TALLY, answered: 98, answeredInTime: 49 }
    expect(percent(serviceLevel(sumTallies([early, late]), 'A'))).toBe(51)
  })

  it('is nothing where there is nothing to be a part of', () => {
    for (const variant of Object.keys(serviceLevels) as ServiceLevel[])
      expect(serviceLevel(EMPTY_TALLY, variant)).toBeNull()
    const abandoned = tally([after('a', 'abandoned', 30)])
    expect(serviceLevel(abandoned, 'A')).toBeNull()
    expect(serviceLevel(abandoned, 'B')).toBe(0)
    expect(averageWait(abandoned)).toBeNull()
  })

  it('offers a contact in the interval it joined, and answers it in the one it was answered', () => {
    const contacts = [after('late', 'answered', 30), after('same', 'answered', 2)]
    const border = start + 10_000
    expect(tally(contacts, USUAL_TARGET, { to: border })).toMatchObject({ offered: 2, answered: 1 })
    expect(tally(contacts, USUAL_TARGET, { from: border })).toMatchObject({
      offered: 0,
      answered: 1,
    })
  })

  it('counts a contact once through drops, and no callbacks', () => {
    const dropped = {
      ...after('d', 'answered', 10),
      status: 'abandoned' as const,
      since: start + 300_000,
    }
    expect(fateOf(dropped)).toEqual({ how: 'answered', wait: 10_000, at: start + 10_000 })
    expect(tally([{ ...after('back', 'answered', 10), kind: 'callback' }])).toEqual(EMPTY_TALLY)
    for (const status of ['queued', 'offered', 'accepted', 'briefed'] as const)
      expect(fateOf(contact('w', { status }))).toEqual({ how: 'waiting' })
  })

  it('lies between nothing and all, ordered as its variants are, for any contacts', () => {
    const any = fc.array(
      fc.record({
        how: fc.constantFrom(
          'answered',
          'abandoned',
          'callback',
          'left',
          'nobody',
          'queued',
        ) as fc.Arbitrary<'answered' | ContactStatus>,
        wait: fc.integer({ min: 0, max: 200 }),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(any, any, (one, two) => {
        const contacts = [...one, ...two].map(({ how, wait }, index) =>
          after(`c${index}`, how, wait),
        )
        const counts = tally(contacts)
        const level = (variant: ServiceLevel): number | null => serviceLevel(counts, variant)
        for (const variant of Object.keys(serviceLevels) as ServiceLevel[]) {
          const part = level(variant)
          if (part !== null) {
            expect(part).toBeGreaterThanOrEqual(0)
            expect(part).toBeLessThanOrEqual(1)
          }
        }
        const rising = (['H', 'B', 'C', 'D'] as const).map(level)
        rising.forEach((part, index) => {
          const next = rising[index + 1]
          if (part !== null && next != null) expect(next).toBeGreaterThanOrEqual(part)
        })
        for (const better of ['E', 'F'] as const)
          if (level('B') !== null) expect(level(better)).toBeGreaterThanOrEqual(level('B') ?? 0)
        expect(counts.offered).toBe(contacts.length)
        expect(
          counts.answered +
            counts.abandoned +
            counts.flowedOut +
            contacts.filter(({ status }) => status === 'queued').length,
        ).toBe(counts.offered)
        // two halves pooled are the whole
        expect(
          sumTallies([tally(contacts.slice(0, one.length)), tally(contacts.slice(one.length))]),
        ).toEqual(counts)
      }),
    )
  })
})
