// What a call and its contact must still be told of each other, when they went on at the same moment or one was cut short.
import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../src/call/session.ts'
import { happen } from '../../src/desk/happen.ts'
import { owed } from '../../src/desk/owed.ts'
import { sessionOf } from '../store/commits.ts'
import { contact, presence } from './contacts.ts'

const talking = (more = {}) => contact('c', { status: 'talking', operator: 'ann', talks: [{ operator: 'ann', offeredAt: 0, acceptedAt: 0, from: 0, held: 0 }], ...more })

describe('a caller who goes another way in the moment in which somebody accepts', () => {
  it.each<[Handoff['status'], string]>([['callback', 'called back'], ['left', 'left'], ['nobody', 'given up'], ['talking', 'caller left'], ['done', 'caller left']])('whose hand-off is %s: %s', (status, type) => {
    expect(owed(talking(), sessionOf('call-c', 3), status, 5)).toEqual({ happening: { type } })
  })

  it('was never connected: there is no conversation, and the operator is free', () => {
    for (const [type, status] of [['called back', 'callback'], ['left', 'left'], ['given up', 'nobody']] as const) {
      const outcome = happen({ contact: talking(), presence: presence('ann', { status: 'busy', contact: 'c' }), at: 5, wrapUp: 60_000 }, { type })
      expect(outcome).toMatchObject({ contact: { status, talks: [] }, presence: { status: 'ready', contact: undefined } })
    }
  })

  it('keeps the conversations from before', () => {
    const before = { operator: 'bob', offeredAt: 0, acceptedAt: 0, from: 0, to: 3, end: 'dropped' as const, held: 0 }
    const one = talking()
    expect(happen({ contact: { ...one, talks: [before, ...one.talks] }, presence: presence('ann', { status: 'busy', contact: 'c' }), at: 5, wrapUp: 0 }, { type: 'called back' })).toMatchObject({ contact: { talks: [before] } })
  })
})
