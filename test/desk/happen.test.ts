// What happens to a contact and its operator, one by one and in any order.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOver, type Contact } from '../../src/desk/contact.ts'
import { happen } from '../../src/desk/happen.ts'
import {
  holderOf,
  MOST_ATTEMPTS,
  MOST_MISSED,
  MOST_RECORDINGS,
  OFFER,
  type Happening,
  type Outcome,
} from '../../src/desk/happening.ts'
import type { Presence, Reach } from '../../src/desk/operator.ts'
import { chooseStatus, lapse, LEASE, reportTab } from '../../src/desk/presence.ts'
import { contact, presence } from './contacts.ts'

const browser: Reach = { by: 'browser' }
const phone: Reach = { by: 'phone', to: '+442079460101' }

/** A desk of one contact and its operator that takes happenings one after the other. */
function story(first: Partial<Contact> = {}, reach: Reach = browser) {
  let one = contact('c', first)
  let ann = presence('ann')
  let at = 1000
  return {
    get contact() {
      return one
    },
    get ann() {
      return ann
    },
    does(...happenings: (Happening | number)[]): Outcome['effects'] {
      const effects: Outcome['effects'] = []
      for (const happening of happenings) {
        if (typeof happening === 'number') {
          at += happening
          continue
        }
        const outcome = happen({ contact: one, presence: ann, at, wrapUp: 60_000 }, happening)
        if ('refused' in outcome) throw new Error(`${happening.type}: ${outcome.refused}`)
        one = JSON.parse(JSON.stringify(outcome.contact)) as Contact
        ann = outcome.presence ?? ann
        effects.push(...outcome.effects)
      }
      return effects
    },
    refuses(happening: Happening): string | undefined {
      const outcome = happen({ contact: one, presence: ann, at, wrapUp: 60_000 }, happening)
      return 'refused' in outcome ? outcome.refused : undefined
    },
    talk() {
      return this.does(
        { type: 'offered', to: 'ann', reach },
        3000,
        { type: 'accepted', by: 'ann', reach },
        { type: 'leg made', by: 'ann', name: 'operator', leg: 'CA1' },
        2000,
        { type: 'briefed', by: 'ann' },
        { type: 'talking', by: 'ann' },
      )
    },
  }
}

describe('a hand-off', () => {
  it('marks an operator who asks for a supervisor, until they do no longer or the conversation is over', () => {
    const desk = story()
    expect(desk.refuses({ type: 'help asked', by: 'ann', on: true })).toBe('not yours')
    desk.talk()
    desk.does({ type: 'help asked', by: 'ann', on: true })
    expect(desk.contact.help).toBe(6000)
    expect(desk.refuses({ type: 'help asked', by: 'ann', on: true })).toBe('too late')
    expect(desk.refuses({ type: 'help asked', by: 'bob', on: false })).toBe('not yours')
    desk.does(
      { type: 'help asked', by: 'ann', on: false },
      { type: 'help asked', by: 'ann', on: true },
      { type: 'released', by: 'ann' },
    )
    expect([desk.contact.help, desk.refuses({ type: 'help asked', by: 'ann', on: false })]).toEqual(
      [undefined, 'too late'],
    )
  })

  it('is talked in at once by who writes, in one change; a customer who is called back is rung first', () => {
    const text: Reach = { by: 'text' }
    for (const [kind, status] of [
      ['call', 'talking'],
      ['callback', 'briefed'],
    ] as const) {
      const desk = story({ kind })
      desk.does({ type: 'offered', to: 'ann', reach: text })
      const before = [desk.contact.seq, desk.ann.seq]
      expect(desk.does({ type: 'accepted', by: 'ann', reach: text })).toEqual(
        kind === 'call' ? [] : [{ do: 'call customer', contact: 'c' }],
      )
      expect([desk.contact.seq, desk.ann.seq]).toEqual(before.map((seq) => seq + 1))
      expect(desk.contact).toMatchObject({
        status,
        operator: 'ann',
        talks:
          kind === 'call'
            ? [{ operator: 'ann', offeredAt: 1000, acceptedAt: 1000, from: 1000 }]
            : [],
      })
      expect(desk.ann).toMatchObject({ status: 'busy', contact: 'c' })
      expect(desk.refuses({ type: 'accepted', by: 'ann', reach: text })).toBe('too late')
    }
  })

  it('is offered, accepted, briefed, talked with, wrapped up and done', () => {
    const desk = story()
    expect(desk.talk()).toEqual([{ do: 'ring', contact: 'c', operator: 'ann', reach: browser }])
    expect(desk.contact).toMatchObject({
      status: 'talking',
      operator: 'ann',
      enqueuedAt: 0,
      talks: [{ operator: 'ann', offeredAt: 1000, from: 6000, held: 0 }],
    })
    desk.does(
      60_000,
      { type: 'held', by: 'ann', on: true },
      5000,
      { type: 'held', by: 'ann', on: false },
      1000,
    )
    expect(desk.does({ type: 'released', by: 'ann' })).toEqual([
      { do: 'hang up', contact: 'c', leg: 'CA1' },
    ])
    expect(desk.ann).toMatchObject({ status: 'wrapping', contact: 'c', wrapUntil: 132_000 })
    desk.does(20_000, { type: 'wrapped', by: 'ann' })
    expect(desk.contact).toMatchObject({
      status: 'done',
      talks: [{ from: 6000, to: 72_000, held: 5000, end: 'operator', wrapped: 92_000 }],
    })
    expect(desk.ann).toMatchObject({ status: 'ready', idleSince: 92_000, contact: undefined })
  })

  it('rings a telephone with the offer and a browser once it was accepted', () => {
    expect(story().does({ type: 'offered', to: 'ann', reach: browser })).toEqual([])
    expect(story().does({ type: 'offered', to: 'ann', reach: phone })).toEqual([
      { do: 'ring', contact: 'c', operator: 'ann', reach: phone },
    ])
  })

  it('keeps its place when an offer is missed, and the operator gets none until they click', () => {
    const desk = story({ enqueuedAt: 7 })
    desk.does(
      { type: 'offered', to: 'ann', reach: phone },
      { type: 'leg made', by: 'ann', name: 'operator', leg: 'CA1' },
      OFFER,
    )
    expect(desk.does({ type: 'missed', by: 'ann' })).toEqual([
      { do: 'hang up', contact: 'c', leg: 'CA1' },
    ])
    expect(desk.contact).toMatchObject({
      status: 'queued',
      enqueuedAt: 7,
      passed: ['ann'],
      legs: {},
    })
    expect(desk.ann.status).toBe('missed')
    expect(desk.refuses({ type: 'offered', to: 'ann', reach: phone })).toBe('too late')
  })

  it('goes to "nobody" when three missed it', () => {
    const desk = story({
      passed: Array.from({ length: MOST_MISSED - 1 }, (_, index) => `o${index}`),
      waitUntil: 999_999,
    })
    desk.does({ type: 'offered', to: 'ann', reach: browser }, { type: 'missed', by: 'ann' })
    expect(desk.contact.waitUntil).toBe(1000)
  })

  it('goes to the front when the operator drops, with the caller still there', () => {
    const desk = story()
    desk.talk()
    desk.does(10_000, { type: 'dropped', by: 'ann' })
    expect(desk.contact).toMatchObject({
      status: 'queued',
      front: true,
      preferred: 'ann',
      enqueuedAt: 0,
      talks: [{ end: 'dropped', to: 16_000 }],
    })
    expect(desk.contact.operator).toBeUndefined()
    expect(desk.ann).toMatchObject({ status: 'away', reason: 'connection lost' })
  })

  it('goes to the front when the leg of who accepted cannot be made', () => {
    const desk = story()
    desk.does(
      { type: 'offered', to: 'ann', reach: browser },
      { type: 'accepted', by: 'ann', reach: browser },
      { type: 'leg failed', by: 'ann' },
    )
    expect(desk.contact).toMatchObject({ status: 'queued', front: true, passed: ['ann'] })
  })

  it('leaves nothing to write up when the caller hangs up before they talked, and something when after', () => {
    const before = story()
    before.does(
      { type: 'offered', to: 'ann', reach: browser },
      { type: 'accepted', by: 'ann', reach: browser },
      { type: 'leg made', by: 'ann', name: 'operator', leg: 'CA1' },
    )
    expect(before.does({ type: 'caller left' })).toEqual([
      { do: 'hang up', contact: 'c', leg: 'CA1' },
    ])
    expect([before.contact.status, before.ann.status, before.ann.idleSince]).toEqual([
      'abandoned',
      'ready',
      0,
    ])
    const after = story()
    after.talk()
    after.does({ type: 'caller left' })
    expect([after.contact.status, after.contact.talks.at(-1)?.end, after.ann.status]).toEqual([
      'wrapping',
      'caller',
      'wrapping',
    ])
  })

  it('goes on to another desk while the first operator writes it up', () => {
    const desk = story()
    desk.talk()
    desk.does({
      type: 'transferred',
      by: 'ann',
      desk: { name: 'billing', label: 'Billing', skills: ['billing'] },
      waitUntil: 500_000,
    })
    expect(desk.contact).toMatchObject({
      status: 'queued',
      desk: 'billing',
      skills: ['billing'],
      passed: ['ann'],
      enqueuedAt: 0,
    })
    const queued = desk.contact
    desk.does({ type: 'wrapped', by: 'ann' })
    expect(desk.contact).toEqual(queued)
    expect(desk.ann.status).toBe('ready')
  })

  it('tries a callback again later, then gives it up; nobody has to write up what was no conversation', () => {
    const desk = story({ kind: 'callback' })
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      expect(
        desk.does(
          { type: 'offered', to: 'ann', reach: browser },
          { type: 'accepted', by: 'ann', reach: browser },
          { type: 'briefed', by: 'ann' },
        ),
      ).toContainEqual({ do: 'call customer', contact: 'c' })
      desk.does({ type: 'not reached' })
      expect(desk.contact.status).toBe(attempt < MOST_ATTEMPTS ? 'queued' : 'nobody')
      expect(desk.ann.status).toBe('ready')
    }
  })

  it('is refused to who was not offered it, and a second time', () => {
    const desk = story()
    expect(desk.refuses({ type: 'accepted', by: 'ann', reach: browser })).toBe('too late')
    desk.does({ type: 'offered', to: 'ann', reach: browser })
    expect(desk.refuses({ type: 'accepted', by: 'bob', reach: browser })).toBe('not yours')
    desk.does({ type: 'accepted', by: 'ann', reach: browser })
    expect(desk.refuses({ type: 'accepted', by: 'ann', reach: browser })).toBe('too late')
    expect(desk.refuses({ type: 'released', by: 'bob' })).toBe('not yours')
    desk.does({ type: 'caller left' })
    for (const type of [
      'accepted',
      'missed',
      'declined',
      'briefed',
      'talking',
      'released',
      'dropped',
    ] as const)
      expect(desk.refuses({ type, by: 'ann', reach: browser } as Happening), type).toBeDefined()
    // the leg that came too late is not kept, so it is hung up
    expect(desk.refuses({ type: 'leg made', by: 'ann', name: 'operator', leg: 'CA9' })).toBe(
      'too late',
    )
  })
})

describe('a recorded conversation', () => {
  it.each([
    'queued',
    'offered',
    'accepted',
    'briefed',
    'talking',
    'wrapping',
    'done',
    'callback',
    'left',
    'nobody',
    'abandoned',
  ] as const)(
    'is kept by its contact, told while that is %s, once, and changes nothing else',
    (status) => {
      const desk = story({ status, operator: 'ann', since: 7 })
      const { recordings: none, seq, ...before } = desk.contact
      expect([
        none,
        desk.does({ type: 'recorded', recording: 'RE1', seconds: 61 }, 500, {
          type: 'recorded',
          recording: 'RE2',
        }),
      ]).toEqual([undefined, []])
      expect(desk.contact).toEqual({
        ...before,
        seq: seq + 2,
        recordings: [
          { id: 'RE1', seconds: 61, at: 1000 },
          { id: 'RE2', at: 1500 },
        ],
      })
      expect(desk.ann).toEqual(presence('ann'))
      expect(desk.refuses({ type: 'recorded', recording: 'RE1', seconds: 99 })).toBe('too late')
      for (let count = 2; count < MOST_RECORDINGS; count++)
        desk.does({ type: 'recorded', recording: `REmany${count}` })
      expect(desk.refuses({ type: 'recorded', recording: 'RE-last' })).toBe('too late')
    },
  )
})

describe("an operator's own state", () => {
  it('takes a break at once, or after the conversation', () => {
    expect(chooseStatus(presence('ann'), { status: 'away', reason: 'lunch' }, 5)).toMatchObject({
      status: 'away',
      reason: 'lunch',
      seq: 2,
    })
    expect(
      chooseStatus(
        presence('ann', { status: 'busy', contact: 'c' }),
        { status: 'away', reason: 'lunch' },
        5,
      ),
    ).toMatchObject({ status: 'busy', next: { status: 'away', reason: 'lunch' } })
    expect(
      chooseStatus(presence('ann', { status: 'offered', contact: 'c' }), { status: 'ready' }, 5),
    ).toEqual({ refused: 'offered' })
    const desk = story()
    desk.talk()
    const wrapping = happen(
      {
        contact: desk.contact,
        presence: { ...desk.ann, next: { status: 'away', reason: 'lunch' } },
        at: 9000,
        wrapUp: 1,
      },
      { type: 'released', by: 'ann' },
    ) as Outcome
    expect(
      happen(
        { contact: wrapping.contact, presence: wrapping.presence, at: 9001, wrapUp: 1 },
        { type: 'wrapped', by: 'ann' },
      ),
    ).toMatchObject({ presence: { status: 'away', reason: 'lunch', next: undefined } })
  })

  it('is held by one tab, which another may take over', () => {
    const held = reportTab(presence('ann', { tab: 'a', leaseUntil: 100 }), 'b', 50)
    expect(held).toBe('taken')
    expect(reportTab(presence('ann', { tab: 'a', leaseUntil: 100 }), 'b', 101)).toMatchObject({
      tab: 'b',
      leaseUntil: 101 + LEASE,
    })
    expect(reportTab(presence('ann', { tab: 'a', leaseUntil: 100 }), 'b', 50, true)).toMatchObject({
      tab: 'b',
    })
    expect(reportTab(presence('ann', { tab: 'a', leaseUntil: 100 }), 'a', 50)).toMatchObject({
      tab: 'a',
      leaseUntil: 50 + LEASE,
    })
  })

  it('is signed out with its reason when the console is out of touch, but keeps a conversation', () => {
    expect(lapse(presence('ann', { leaseUntil: 100 }), 99)).toBeUndefined()
    expect(lapse(presence('ann', { leaseUntil: 100 }), 100)).toMatchObject({
      status: 'offline',
      reason: 'connection lost',
    })
    expect(
      lapse(presence('ann', { status: 'busy', contact: 'c', leaseUntil: 100 }), 100),
    ).toMatchObject({ status: 'busy', next: { status: 'offline' } })
  })
})

describe('in any order', () => {
  const people = ['ann', 'bob', 'cyd'] as const
  const who = fc.constantFrom(...people)
  const what: fc.Arbitrary<Happening> = fc.oneof(
    who.map((to) => ({ type: 'offered' as const, to, reach: browser })),
    fc.record({ type: fc.constant('accepted' as const), by: who, reach: fc.constant(browser) }),
    fc.record({
      type: fc.constantFrom(
        'missed' as const,
        'declined' as const,
        'briefed' as const,
        'talking' as const,
        'leg failed' as const,
        'released' as const,
        'dropped' as const,
        'wrapped' as const,
        'passed on' as const,
      ),
      by: who,
    }),
    fc.record({ type: fc.constant('transferred' as const), by: who, waitUntil: fc.constant(1e9) }),
    fc.record({
      type: fc.constant('leg made' as const),
      by: who,
      name: fc.constantFrom('operator', 'guest'),
      leg: fc.constant('CA1'),
    }),
    fc.constantFrom('RE1', 'RE2').map((recording) => ({ type: 'recorded' as const, recording })),
    fc.constantFrom(
      { type: 'caller left' as const },
      { type: 'left' as const },
      { type: 'called back' as const },
      { type: 'given up' as const },
      { type: 'not reached' as const },
    ),
  )

  it('no operator is a ghost, none has two contacts, and what is over stays as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('c1', 'c2'), what), { maxLength: 60 }),
        (script) => {
          const contacts = new Map<string, Contact>([
            ['c1', contact('c1', { enqueuedAt: 3 })],
            ['c2', contact('c2', { kind: 'callback' })],
          ])
          const presences = new Map<string, Presence>(people.map((id) => [id, presence(id)]))
          let at = 1000
          for (const [id, happening] of script) {
            const before = contacts.get(id) ?? contact(id)
            const about =
              happening.type === 'offered'
                ? happening.to
                : happening.type === 'wrapped'
                  ? happening.by
                  : (holderOf(before) ?? ('by' in happening ? happening.by : undefined))
            const outcome = happen(
              {
                contact: before,
                presence: about === undefined ? undefined : presences.get(about),
                at: (at += 100),
                wrapUp: 5000,
              },
              happening,
            )
            if ('refused' in outcome) continue
            if (isOver(before))
              expect({
                ...outcome.contact,
                recordings: before.recordings,
                seq: before.seq,
              }).toEqual(before)
            contacts.set(id, outcome.contact)
            if (outcome.presence) presences.set(outcome.presence.operator, outcome.presence)
            for (const one of presences.values()) {
              const mine = one.contact === undefined ? undefined : contacts.get(one.contact)
              if (one.status === 'offered') expect(mine?.offer?.operator).toBe(one.operator)
              if (one.status === 'busy')
                expect(mine && !isOver(mine) && mine.operator).toBe(one.operator)
              if (one.status === 'ready' || one.status === 'away' || one.status === 'missed')
                expect(one.contact).toBeUndefined()
            }
            for (const one of contacts.values()) {
              if (one.status === 'queued') expect(holderOf(one)).toBeUndefined()
              if (['accepted', 'briefed', 'talking'].includes(one.status))
                expect(presences.get(one.operator ?? '')).toMatchObject({
                  status: 'busy',
                  contact: one.id,
                })
              if (one.kind === 'call') expect(one.enqueuedAt).toBe(3)
            }
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
