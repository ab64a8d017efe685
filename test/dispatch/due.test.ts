// What is due in a queue at a moment, and who is told of what others changed.
import { describe, expect, it } from 'vitest'
import type { Contact } from '../../src/desk/contact.ts'
import { CONNECTS, type Happening } from '../../src/desk/happening.ts'
import type { Presence } from '../../src/desk/operator.ts'
import { whatIsDue } from '../../src/dispatch/due.ts'
import { contact, staff } from '../desk/contacts.ts'

const at = 1_000_000
/** a console that reports */
const there = { leaseUntil: at + 1 }
const gone = { leaseUntil: at }

const dueFor = (one: Partial<Contact>) => whatIsDue([contact('c', one)], [], at)
const dueBy = (one: Partial<Presence>, of: Partial<Contact> = {}) =>
  whatIsDue([contact('c', of)], [staff('ann', { presence: { ...there, ...one } })], at)

describe('what is due of a contact', () => {
  const offer = { operator: 'ann', at: at - 20_000, until: at }
  it.each<[string, Partial<Contact>, Happening | undefined]>([
    ['an offer that rang in vain', { status: 'offered', offer }, { type: 'missed', by: 'ann' }],
    ['an offer that rings', { status: 'offered', offer: { ...offer, until: at + 1 } }, undefined],
    [
      'a leg that never joined',
      { status: 'accepted', operator: 'ann', since: at - CONNECTS },
      { type: 'leg failed', by: 'ann' },
    ],
    [
      'a leg that is being connected',
      { status: 'accepted', operator: 'ann', since: at - CONNECTS + 1 },
      undefined,
    ],
    [
      'a whisper that never ended',
      { status: 'briefed', operator: 'ann', since: at - CONNECTS },
      { type: 'leg failed', by: 'ann' },
    ],
    [
      'a customer who was not reached',
      { kind: 'callback', status: 'briefed', operator: 'ann', since: at - CONNECTS },
      { type: 'not reached' },
    ],
    [
      'a callback nobody made',
      { kind: 'callback', status: 'queued', waitUntil: at },
      { type: 'given up' },
    ],
    // the call itself goes on when it has waited out
    ['a caller who has waited out', { status: 'queued', waitUntil: at }, undefined],
    ['a conversation', { status: 'talking', operator: 'ann', since: 0 }, undefined],
  ])('%s', (_, one, happening) => {
    expect(dueFor(one)).toEqual(happening ? [{ contact: 'c', happening }] : [])
  })
})

describe('what is due of an operator', () => {
  it('ends a wrap-up in its time, and waits for nobody then', () => {
    expect(dueBy({ status: 'wrapping', contact: 'c', wrapUntil: at })).toEqual([
      { contact: 'c', happening: { type: 'wrapped', by: 'ann' }, later: true },
    ])
    expect(dueBy({ status: 'wrapping', contact: 'c', wrapUntil: at + 1 })).toEqual([])
  })

  it('takes an offer back from who cannot see it', () => {
    expect(dueBy({ ...gone, status: 'offered', contact: 'c' })).toEqual([
      { contact: 'c', happening: { type: 'missed', by: 'ann' } },
    ])
  })

  it('ends a written conversation with its page, and leaves one by telephone alone', () => {
    const talks = { ...gone, status: 'busy', contact: 'c' } as const
    expect(dueBy(talks, { status: 'talking', practice: true })).toEqual([
      { contact: 'c', happening: { type: 'dropped', by: 'ann' } },
    ])
    expect(dueBy(talks, { status: 'talking' })).toMatchObject([
      { presence: { status: 'busy', next: { status: 'offline', reason: 'connection lost' } } },
    ])
  })

  it('signs off who is out of touch, once', () => {
    expect(dueBy({ ...gone, status: 'ready' })).toMatchObject([
      { presence: { operator: 'ann', status: 'offline', reason: 'connection lost' } },
    ])
    expect(dueBy({ ...gone, status: 'offline' })).toEqual([])
    expect(dueBy({ status: 'ready' })).toEqual([])
  })
})

it('sees to contacts first, then to operators, in their order', () => {
  const due = whatIsDue(
    [
      contact('a', { status: 'offered', offer: { operator: 'ann', at: 0, until: at } }),
      contact('b', { kind: 'callback', waitUntil: at }),
    ],
    [
      staff('ann', { presence: { ...gone } }),
      staff('bob', { presence: { ...there, status: 'wrapping', contact: 'z', wrapUntil: at } }),
    ],
    at,
  )
  expect(due.map((one) => ('presence' in one ? one.presence.operator : one.contact))).toEqual([
    'a',
    'b',
    'ann',
    'z',
  ])
})
