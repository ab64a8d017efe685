// The parts of the desk that need neither a browser nor a server.
import { describe, expect, it } from 'vitest'
import {
  actionOf,
  mayBeKey,
  readKeys,
  usualKeys,
} from '../../src/console/desk/scripts/shortcuts.ts'
import { joinNotes } from '../../src/console/desk/scripts/join-notes.ts'
import { decide, renewAfter } from '../../src/console/desk/scripts/which-leg.ts'
import { didOf } from '../../src/console/desk/did.ts'
import { formatTimer } from '../../src/pages/time-words.ts'
import { tabOf } from '../../src/console/desk/desk-state.ts'
import { todayOf } from '../../src/console/desk/today.ts'
import { deskWords } from '../../src/console/desk/words.ts'
import type { Event } from '../../src/call/event.ts'
import { contact, presence } from '../desk/contacts.ts'

const pressed = (code: string, more: object = {}) => ({
  code,
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...more,
})

describe('keys', () => {
  it.each([
    ['a plain key', pressed('KeyA'), { typing: false, single: true }, 'accept'],
    ['while typing', pressed('KeyA'), { typing: true, single: true }, undefined],
    [
      'while typing, with Alt and Shift',
      pressed('KeyA', { altKey: true, shiftKey: true }),
      { typing: true, single: true },
      'accept',
    ],
    ['turned off', pressed('KeyA'), { typing: false, single: false }, undefined],
    [
      'turned off, with Alt and Shift',
      pressed('KeyA', { altKey: true, shiftKey: true }),
      { typing: false, single: false },
      'accept',
    ],
    [
      'Shift alone is a capital',
      pressed('KeyA', { shiftKey: true }),
      { typing: false, single: true },
      undefined,
    ],
    [
      'Ctrl belongs to the browser',
      pressed('KeyA', { ctrlKey: true }),
      { typing: false, single: true },
      undefined,
    ],
    ['held down', pressed('KeyE', { repeat: true }), { typing: false, single: true }, undefined],
    ['another key', pressed('KeyZ'), { typing: false, single: true }, undefined],
  ])('%s', (_, key, how, action) => expect(actionOf(usualKeys, key, how)).toBe(action))

  it('are all different at first, and take no key of the browser', () => {
    expect(new Set(Object.values(usualKeys)).size).toBe(Object.keys(usualKeys).length)
    expect(Object.values(usualKeys).every(mayBeKey)).toBe(true)
    expect(['Tab', 'Escape', 'F5', 'Space', 'Enter', 'ArrowUp'].some(mayBeKey)).toBe(false)
  })

  it('that were kept and cannot be read are the usual ones', () => {
    for (const text of [null, '', 'no json', '{}', '{"keys":{"accept":"Tab"}}', '[]', 'null'])
      expect(readKeys(text).keys).toEqual(usualKeys)
    expect(readKeys('{"keys":{"accept":"KeyJ"},"single":false}')).toEqual({
      keys: { ...usualKeys, accept: 'KeyJ' },
      single: false,
    })
  })
})

it('joins the notes of two windows without losing a word', () => {
  expect(joinNotes('', 'typed')).toBe('typed')
  expect(joinNotes('kept', 'kept and more')).toBe('kept and more')
  expect(joinNotes('kept and more', 'kept')).toBe('kept and more')
  expect(joinNotes('kept', 'typed')).toBe('kept\ntyped')
})

describe('an incoming call of the telephone', () => {
  it.each([
    [
      'is taken when it is the accepted one',
      'c1',
      { tab: 'mine', phase: 'busy', contact: 'c1' },
      'take',
    ],
    [
      'waits when it is ahead of the news',
      'c1',
      { tab: 'mine', phase: 'offered', contact: 'c1' },
      'wait',
    ],
    [
      'waits when even the offer is not known yet',
      'c1',
      { tab: 'mine', phase: 'ready', contact: undefined },
      'wait',
    ],
    [
      'of another contact is refused in a call',
      'c2',
      { tab: 'mine', phase: 'busy', contact: 'c1' },
      'refuse',
    ],
    [
      'is refused in a window without the desk',
      'c1',
      { tab: 'other', phase: 'busy', contact: 'c1' },
      'refuse',
    ],
    [
      'without a contact is refused',
      undefined,
      { tab: 'mine', phase: 'busy', contact: 'c1' },
      'refuse',
    ],
    [
      'is refused by who is away',
      'c1',
      { tab: 'mine', phase: 'away', contact: undefined },
      'refuse',
    ],
  ] as const)('%s', (_, id, state, decision) => expect(decide(id, state)).toBe(decision))

  it('has its token renewed in time', () => {
    expect(renewAfter(600)).toBe(450_000)
    expect(renewAfter(0)).toBe(10_000)
  })
})

it('tells whose window holds the desk', () => {
  const held = presence('ann', { tab: 'one', leaseUntil: 100 })
  expect(tabOf(held, 'one', 50)).toBe('mine')
  expect(tabOf(held, 'two', 50)).toBe('other')
  expect(tabOf(held, 'two', 100)).toBe('free')
  expect(tabOf({ ...held, tab: undefined }, 'one', 50)).toBe('free')
})

it('tells what the line did, in its order, and how often it did not get on', () => {
  const heard = (meaning: string): Event => ({
    type: 'heard',
    step: 'menu',
    rung: 'try1',
    raw: {},
    meaning,
  })
  const request = (key: string, lookup: string): Event => ({
    type: 'sought',
    meanwhile: [],
    effect: {
      kind: 'request',
      key,
      step: 'look up',
      lookup,
      params: {},
      private: [],
      gives: undefined,
      changes: false,
    },
  })
  expect(
    didOf([
      { inputs: [], events: [heard('no match'), heard('silence'), heard('invalid')] },
      {
        inputs: [],
        events: [request('k1', 'parcel status'), request('k2', 'balance'), request('k3', 'late')],
      },
      {
        inputs: [
          { at: 1, type: 'fetched', key: 'k1', found: false },
          { at: 1, type: 'failed', key: 'k2', reason: 'down' },
        ],
        events: [
          request('k1', 'parcel status'),
          { type: 'reached goal', step: 'tell', goal: 'parcel tracked' },
          heard('operator'),
        ],
      },
    ]),
  ).toEqual([
    { did: 'looked up', lookup: 'parcel status', outcome: 'not found' },
    { did: 'looked up', lookup: 'balance', outcome: 'failed' },
    { did: 'reached', goal: 'parcel tracked' },
    { did: 'not understood', times: 2 },
    { did: 'heard nothing', times: 1 },
    { did: 'asked for a person' },
  ])
})

it('counts of today what ended, also what went on to somebody else', () => {
  const talk = (operator: string, from: number, to?: number, wrapped?: number) => ({
    operator,
    offeredAt: 0,
    acceptedAt: 0,
    from,
    to,
    wrapped,
    held: 0,
  })
  const contacts = [
    contact('one', { talks: [talk('ann', 0, 60_000, 90_000)] }),
    contact('two', {
      talks: [talk('ann', 0, 30_000), talk('bob', 40_000, 50_000)],
      passed: ['ann'],
    }),
    contact('three', { talks: [talk('ann', 0)] }),
  ]
  expect(todayOf(contacts, 'ann')).toEqual({
    talks: 2,
    handling: 60_000,
    talking: 90_000,
    passed: 1,
    all: true,
  })
  expect(todayOf(contacts, 'cat')).toEqual({
    talks: 0,
    handling: undefined,
    talking: 0,
    passed: 0,
    all: true,
  })
})

it('writes lengths as people read them', () =>
  expect([0, 5_000, 65_000, 3_665_000, -9].map(formatTimer)).toEqual([
    '0:00',
    '0:05',
    '1:05',
    '1:01:05',
    '0:00',
  ]))

it('has other words in each language, and no empty one', () => {
  const texts = (words: object): string[] =>
    Object.values(words).flatMap((one: unknown) =>
      typeof one === 'string' ? [one] : typeof one === 'object' && one !== null ? texts(one) : [],
    )
  for (const language of ['en', 'be', 'ru'] as const)
    expect(texts(deskWords[language]).filter((text) => text.trim() === '')).toEqual([])
  for (const language of ['be', 'ru'] as const)
    expect(
      texts(deskWords[language]).filter((text) =>
        /[a-z]{3,}/i.test(text.replace(/JavaScript|Alt|Shift/g, '')),
      ),
    ).toEqual([])
})
