// Contacts, operators and their states for tests of the desk.
import type { Contact } from '../../src/desk/contact.ts'
import type { Staff } from '../../src/desk/assign.ts'
import type { Operator, Presence } from '../../src/desk/operator.ts'

export const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  id,
  callId: `call-${id}`,
  tenant: 'acme',
  desk: 'sales',
  label: 'Sales',
  kind: 'call',
  practice: false,
  caller: '+12025550143',
  line: '+15005550006',
  language: 'en-GB',
  skills: [],
  priority: 'normal',
  status: 'queued',
  seq: 0,
  since: 0,
  enqueuedAt: 0,
  waitUntil: 600_000,
  attempts: 0,
  passed: [],
  legs: {},
  talks: [],
  ...more,
})

export const operator = (id: string, more: Partial<Operator> = {}): Operator => ({
  id,
  name: id,
  tenants: ['acme'],
  skills: {},
  languages: [],
  reach: { by: 'browser' },
  ...more,
})

export const presence = (id: string, more: Partial<Presence> = {}): Presence => ({
  operator: id,
  status: 'ready',
  seq: 1,
  since: 0,
  idleSince: 0,
  tab: 'tab',
  leaseUntil: 30_000,
  ...more,
})

export const staff = (
  id: string,
  more: { operator?: Partial<Operator>; presence?: Partial<Presence> } = {},
): Staff => ({ operator: operator(id, more.operator), presence: presence(id, more.presence) })
