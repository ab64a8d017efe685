// What a call and its contact must still be told of each other, when they went on at the same
// moment or one was cut short.
import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../src/call/session.ts'
import { happen } from '../../src/desk/happen.ts'
import { reconcile } from '../../src/desk/reconcile.ts'
import { sessionOf } from '../store/commits.ts'
import { contact, presence } from './contacts.ts'

const talking = (more = {}) =>
  contact('c', {
    status: 'talking',
    operator: 'ann',
    talks: [{ operator: 'ann', offeredAt: 0, acceptedAt: 0, from: 0, held: 0 }],
    ...more,
  })

describe('a caller who goes another way in the moment in which somebody accepts', () => {
  it.each<[Handoff['status'], string]>([
    ['callback', 'called back'],
    ['left', 'left'],
    ['nobody', 'given up'],
    ['talking', 'caller left'],
    ['done', 'caller left'],
  ])('whose hand-off is %s: %s', (status, type) => {
    expect(reconcile(talking(), sessionOf('call-c', 3), status, 5)).toEqual({ happening: { type } })
  })

  it.each<[Handoff['status'], string | undefined]>([
    ['callback', 'called back'],
    ['left', 'left'],
    ['nobody', 'given up'],
    ['talking', undefined],
    ['done', undefined],
  ])('whose hand-off is %s, and whose operator has ended it since: %s', (status, type) => {
    const over = talking({
      status: 'wrapping',
      talks: [{ ...talking().talks[0], to: 4, end: 'operator' }],
    })
    expect(reconcile(over, sessionOf('call-c', 3), status, 5)).toEqual(
      type && { happening: { type } },
    )
    if (type === undefined) return
    const outcome = happen(
      {
        contact: over,
        presence: presence('ann', { status: 'wrapping', contact: 'c' }),
        at: 5,
        wrapUp: 60_000,
      },
      { type: type as 'left' },
    )
    expect(outcome).toMatchObject({
      contact: { status, talks: [] },
      presence: { status: 'ready', contact: undefined },
    })
  })

  it('was never connected: there is no conversation, and the operator is free', () => {
    for (const [type, status] of [
      ['called back', 'callback'],
      ['left', 'left'],
      ['given up', 'nobody'],
    ] as const) {
      const outcome = happen(
        {
          contact: talking(),
          presence: presence('ann', { status: 'busy', contact: 'c' }),
          at: 5,
          wrapUp: 60_000,
        },
        { type },
      )
      expect(outcome).toMatchObject({
        contact: { status, talks: [] },
        presence: { status: 'ready', contact: undefined },
      })
    }
  })

  it('goes on as after a conversation that was over before the call heard of it', () => {
    const queued = sessionOf('call-c', 3, {
      handoff: 'c',
      queued: { desk: 'sales', handoff: 'c', since: 0 },
      state: { leaf: 'sales/dial', context: {} },
    })
    const wrapping = talking({
      status: 'wrapping',
      talks: [{ ...talking().talks[0], to: 4, end: 'operator' }],
    })
    expect(reconcile(wrapping, queued, 'queued', 5)).toEqual({
      tell: { type: 'answered', at: 5, person: 'ann' },
    })
    const bridged = { ...queued, queued: undefined, state: { leaf: 'sales/bridged', context: {} } }
    expect(reconcile(wrapping, bridged, 'talking', 6)).toEqual({
      tell: { type: 'dial ended', at: 6, result: 'completed', bridged: true },
    })
    expect(
      reconcile(
        wrapping,
        { ...queued, queued: undefined, state: { leaf: 'bye', context: {} } },
        'done',
        7,
      ),
    ).toBeUndefined()
  })

  it('goes on where its contact is over, whatever was lost, and not from somebody it was passed on to', () => {
    const at = (leaf: string, more = {}) =>
      sessionOf('call-c', 3, { handoff: 'c', state: { leaf, context: {} }, ...more })
    const done = talking({
      status: 'done',
      talks: [{ ...talking().talks[0], to: 4, end: 'operator' }],
    })
    const queued = { queued: { desk: 'sales', handoff: 'c', since: 0 } }
    expect(reconcile(done, at('sales/bridged'), 'talking', 5)).toMatchObject({
      tell: { type: 'dial ended' },
    })
    expect(reconcile(done, at('sales/dial', queued), 'queued', 5)).toMatchObject({
      tell: { type: 'unanswered' },
    })
    expect(reconcile(done, at('bye'), 'done', 5)).toBeUndefined()
    expect(reconcile(done, at('sales/bridged', { status: 'ended' }), 'done', 5)).toBeUndefined()
    expect(reconcile(done, at('sales/bridged', { handoff: 'd' }), 'done', 5)).toBeUndefined()
    expect(
      reconcile(
        { ...done, talks: done.talks.map((talk) => ({ ...talk, end: 'transferred' as const })) },
        at('sales/bridged'),
        'talking',
        5,
      ),
    ).toBeUndefined()
  })

  it('keeps the conversations from before', () => {
    const before = {
      operator: 'bob',
      offeredAt: 0,
      acceptedAt: 0,
      from: 0,
      to: 3,
      end: 'dropped' as const,
      held: 0,
    }
    const one = talking()
    expect(
      happen(
        {
          contact: { ...one, talks: [before, ...one.talks] },
          presence: presence('ann', { status: 'busy', contact: 'c' }),
          at: 5,
          wrapUp: 0,
        },
        { type: 'called back' },
      ),
    ).toMatchObject({ contact: { talks: [before] } })
  })
})
