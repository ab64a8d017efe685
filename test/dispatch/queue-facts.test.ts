// How long conversations of a desk last, which the waits told to callers are made of.
import { expect, it } from 'vitest'
import type { Talk } from '../../src/desk/contact.ts'
import { meanHandling } from '../../src/dispatch/queue-facts.ts'
import { contact } from '../desk/contacts.ts'

const talk = (from: number, more: Partial<Talk>): Talk => ({
  operator: 'ann',
  offeredAt: 0,
  acceptedAt: 0,
  from,
  held: 0,
  ...more,
})

it('means conversations that ended, with what was written up after them', () => {
  const contacts = [
    contact('a', { talks: [talk(0, { to: 60_000, wrapped: 100_000 })] }),
    contact('b', { talks: [talk(0, { to: 20_000 }), talk(30_000, {})] }),
    contact('c', { desk: 'billing', talks: [talk(0, { to: 900_000 })] }),
  ]
  expect(meanHandling(contacts, 'sales')).toBe(60_000)
})

it('takes three minutes where there were none', () => {
  expect(meanHandling([contact('a')], 'sales')).toBe(180_000)
})
