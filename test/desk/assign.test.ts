// Who gets which contact: the examples of the field as tests, and what holds for any queue.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  PRIORITY_STEP,
  ANY_LANGUAGE_AFTER,
  assign,
  canServe,
  estimatedWait,
  sortQueue,
  placeOf,
  PREFERRED_FOR,
} from '../../src/desk/assign.ts'
import type { Contact } from '../../src/desk/contact.ts'
import { contact, operator, staff } from './contacts.ts'

const given = (contacts: Contact[], people: ReturnType<typeof staff>[], now = 0) =>
  assign(contacts, people, now).map((offer) => [offer.contact.id, offer.operator.id])

describe('the order of the queue', () => {
  it('takes a higher priority first whatever the age, and the older one within a priority', () => {
    const queue = [
      contact('old', { enqueuedAt: 0 }),
      contact('urgent', { enqueuedAt: 90_000, priority: 'high' }),
      contact('later', { enqueuedAt: 60_000 }),
      contact('low', { priority: 'low' }),
    ]
    expect(sortQueue(queue, 100_000).map(({ id }) => id)).toEqual(['urgent', 'old', 'later', 'low'])
  })

  it('lets nobody starve: a low one that waited long goes before a fresh urgent one', () => {
    const queue = [
      contact('low', { priority: 'low', enqueuedAt: 0 }),
      contact('urgent', { priority: 'high', enqueuedAt: 3 * PRIORITY_STEP }),
    ]
    expect(sortQueue(queue, 3 * PRIORITY_STEP).map(({ id }) => id)).toEqual(['low', 'urgent'])
    expect(
      sortQueue(
        queue.map((one) => ({
          ...one,
          enqueuedAt: one.id === 'low' ? PRIORITY_STEP : one.enqueuedAt,
        })),
        3 * PRIORITY_STEP,
      ).map(({ id }) => id),
    ).toEqual(['low', 'urgent'])
    expect(
      sortQueue(
        [
          contact('low', { priority: 'low', enqueuedAt: 0 }),
          contact('urgent', { priority: 'high', enqueuedAt: 10 }),
        ],
        PRIORITY_STEP,
      ).map(({ id }) => id),
    ).toEqual(['urgent', 'low'])
  })

  it('puts who lost their operator before all others', () => {
    expect(
      sortQueue(
        [
          contact('urgent', { priority: 'high' }),
          contact('dropped', { priority: 'low', enqueuedAt: 5, front: true }),
        ],
        10,
      )[0]?.id,
    ).toBe('dropped')
  })

  // Amazon Connect's published examples of routing by priority and delay
  it('keeps a delayed queue back until its time, then takes by age: Sales (1, 0 s), Support (1, 30 s)', () => {
    const queue = (now: number) =>
      [
        contact('support', { enqueuedAt: 0, notBefore: 30_000 }),
        contact('sales', { enqueuedAt: 10_000 }),
      ].filter(({ enqueuedAt }) => enqueuedAt <= now)
    expect(given(queue(20_000), [staff('ann')], 20_000)).toEqual([['sales', 'ann']])
    expect(given(queue(30_000), [staff('ann')], 30_000)).toEqual([['support', 'ann']])
  })

  it('takes the last tier only after its delay and when no higher priority waits: tiers (1, 0) (1, 0) (2, 20) (3, 80)', () => {
    const four = contact('tier 4', { priority: 'low', notBefore: 80_000 })
    const three = contact('tier 3', { priority: 'normal', notBefore: 20_000 })
    const one = contact('tier 1', { priority: 'high', enqueuedAt: 85_000 })
    expect(given([four], [staff('ann')], 79_000)).toEqual([])
    expect(given([four], [staff('ann')], 80_000)).toEqual([['tier 4', 'ann']])
    expect(given([four, three], [staff('ann')], 90_000)).toEqual([['tier 3', 'ann']])
    expect(given([four, three, one], [staff('ann')], 90_000)).toEqual([['tier 1', 'ann']])
  })
})

describe('the choice of an operator', () => {
  it('asks the highest level first, then the longest idle', () => {
    const wanted = contact('c', { skills: ['billing'] })
    const people = [
      staff('novice', { operator: { skills: { billing: 2 } } }),
      staff('expert', { operator: { skills: { billing: 9 } }, presence: { idleSince: 500 } }),
      staff('other', { operator: { skills: { sales: 9 } } }),
    ]
    expect(given([wanted], people, 1000)).toEqual([['c', 'expert']])
    expect(
      given(
        [contact('c')],
        [
          staff('late', { presence: { idleSince: 20 } }),
          staff('early', { presence: { idleSince: 10 } }),
        ],
        1000,
      ),
    ).toEqual([['c', 'early']])
  })

  it('asks who spoke with this caller last, waits for them while they write up, and not for ever', () => {
    const wanted = contact('c', { preferred: 'last' })
    const other = staff('other')
    expect(given([wanted], [other, staff('last', { presence: { idleSince: 900 } })], 1000)).toEqual(
      [['c', 'last']],
    )
    const wrapping = staff('last', { presence: { status: 'wrapping' } })
    expect(given([wanted], [other, wrapping], PREFERRED_FOR - 1)).toEqual([])
    expect(given([wanted], [other, wrapping], PREFERRED_FOR)).toEqual([['c', 'other']])
    expect(given([wanted], [other, staff('last', { presence: { status: 'busy' } })], 1000)).toEqual(
      [['c', 'other']],
    )
  })

  it('asks who passed on it again only when nobody else is signed in', () => {
    const passed = contact('c', { passed: ['ann'] })
    expect(given([passed], [staff('ann'), staff('bob', { presence: { status: 'busy' } })])).toEqual(
      [],
    )
    expect(
      given([passed], [staff('ann'), staff('bob', { presence: { status: 'offline' } })]),
    ).toEqual([['c', 'ann']])
  })

  it('needs company, skill and language', () => {
    const one = contact('c', { skills: ['billing'], language: 'be-BY' })
    expect(canServe(operator('a', { skills: { billing: 1 }, languages: ['be', 'ru'] }), one)).toBe(
      true,
    )
    expect(canServe(operator('a', { skills: { billing: 1 }, languages: ['en'] }), one)).toBe(false)
    expect(canServe(operator('a', { skills: {}, languages: ['be'] }), one)).toBe(false)
    expect(canServe(operator('a', { skills: { billing: 1 }, tenants: ['other'] }), one)).toBe(false)
  })
})

it('lets a caller wait for their language first, and for anybody after a minute', () => {
  const one = contact('c', { language: 'be-BY' })
  const people = [staff('english', { operator: { languages: ['en'] } })]
  expect(given([one], people, ANY_LANGUAGE_AFTER - 1)).toEqual([])
  expect(given([one], people, ANY_LANGUAGE_AFTER)).toEqual([['c', 'english']])
})

describe('any queue', () => {
  const contacts = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      priority: fc.constantFrom('high' as const, 'normal' as const, 'low' as const),
      enqueuedAt: fc.nat(600_000),
      skills: fc.subarray(['a', 'b']),
      tenant: fc.constantFrom('acme', 'birch'),
      passed: fc.subarray(['o1', 'o2', 'o3']),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  )
  const people = fc.tuple(
    ...['o1', 'o2', 'o3', 'o4'].map((id) =>
      fc
        .record({
          status: fc.constantFrom(
            'ready' as const,
            'busy' as const,
            'offline' as const,
            'wrapping' as const,
          ),
          skills: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 1, max: 10 })),
          tenants: fc.subarray(['acme', 'birch'], { minLength: 1 }),
          idleSince: fc.nat(1000),
        })
        .map(({ status, skills, tenants, idleSince }) =>
          staff(id, { operator: { skills, tenants }, presence: { status, idleSince } }),
        ),
    ),
  )

  it('offers each contact and each ready operator once, to those who can serve it, and leaves nobody ready beside somebody they could serve', () => {
    fc.assert(
      fc.property(contacts, people, (queue, crew) => {
        const waiting = queue.map(({ id, ...more }) => contact(id, more))
        const offers = assign(waiting, crew, 600_000)
        expect(new Set(offers.map((offer) => offer.contact.id)).size).toBe(offers.length)
        expect(new Set(offers.map((offer) => offer.operator.id)).size).toBe(offers.length)
        for (const offer of offers) {
          expect(canServe(offer.operator, offer.contact)).toBe(true)
          expect(crew.find((one) => one.operator.id === offer.operator.id)?.presence.status).toBe(
            'ready',
          )
        }
        const left = waiting.filter(({ id }) => !offers.some((offer) => offer.contact.id === id))
        const idle = crew.filter(
          (one) =>
            one.presence.status === 'ready' &&
            !offers.some((offer) => offer.operator.id === one.operator.id),
        )
        for (const one of left)
          for (const { operator: free } of idle)
            expect(canServe(free, one) && !one.passed.includes(free.id)).toBe(false)
      }),
    )
  })

  it('gives the same whatever the order in which contacts and operators come', () => {
    fc.assert(
      fc.property(contacts, people, (queue, crew) => {
        const waiting = queue.map(({ id, ...more }) => contact(id, more))
        const sorted = (offers: [string, string][]) =>
          offers.map((offer) => offer.join('\0')).sort()
        expect(
          sorted(
            assign(waiting.toReversed(), crew.toReversed(), 600_000).map((offer) => [
              offer.contact.id,
              offer.operator.id,
            ]),
          ),
        ).toEqual(
          sorted(
            assign(waiting, crew, 600_000).map((offer) => [offer.contact.id, offer.operator.id]),
          ),
        )
      }),
    )
  })
})

describe('what a caller is told', () => {
  it('counts those before them at the same desk, whoever is being rung for', () => {
    const queue = [
      contact('a', { enqueuedAt: 1, status: 'offered' }),
      contact('b', { enqueuedAt: 2 }),
      contact('x', { enqueuedAt: 0, desk: 'other' }),
      contact('t', { enqueuedAt: 0, tenant: 'birch' }),
      contact('c', { enqueuedAt: 3, priority: 'high' }),
    ]
    expect(queue.map((one) => placeOf(one, queue, 10))).toEqual([2, 3, 1, 1, 1])
    expect(placeOf(contact('gone', { status: 'talking' }), queue, 10)).toBeUndefined()
  })

  it('estimates by the mean handling time of those who are signed in', () => {
    expect(estimatedWait(3, 2, 200_000)).toBe(300_000)
    expect(estimatedWait(1, 0, 200_000)).toBeUndefined()
  })
})
