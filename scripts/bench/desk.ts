// Figures of the desk: how long the assignment of a full house takes.
import { assign, type Staff } from '../../src/desk/assign.ts'
import type { Contact, Priority } from '../../src/desk/contact.ts'

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const skills = ['billing', 'repairs', 'sales', 'complaints', 'returns']
const languages = ['en-GB', 'be-BY', 'ru-RU']
const tenants = ['acme', 'birch', 'cedar', 'dogwood']
const priorities: Priority[] = ['normal', 'normal', 'high', 'low']
const NOW = 1_772_445_600_000

/** Contacts of four companies with up to two skills each, in three languages; every tenth has been passed on by somebody. */
const contacts = (count: number): Contact[] => Array.from({ length: count }, (_, k) => ({
  id: `contact-${k}`, callId: `call-${k}`, tenant: tenants[k % 4] ?? '', desk: 'desk', label: 'Desk', kind: 'call', practice: false, caller: '', line: '', language: languages[k % 3] ?? '', skills: skills.filter((_skill, index) => (k >> index) % 4 === 1).slice(0, 2),
  priority: priorities[k % 4] ?? 'normal', status: 'queued', seq: 0, since: 0, enqueuedAt: NOW - ((k * 7919) % 600_000), waitUntil: NOW + 600_000, attempts: 0, passed: k % 10 === 0 ? [`operator-${k % 500}`] : [], legs: {}, talks: [], preferred: k % 5 === 0 ? `operator-${(k * 3) % 500}` : undefined,
}))

/** Operators for two of the companies each, with three skills of different levels, all of them ready: the most there can be to do. */
const staff = (count: number): Staff[] => Array.from({ length: count }, (_, k) => ({
  operator: { id: `operator-${k}`, name: '', tenants: [tenants[k % 4] ?? '', tenants[(k + 1) % 4] ?? ''], skills: Object.fromEntries(skills.slice(k % 3).map((skill, index) => [skill, 1 + ((k + index) % 10)])), languages: k % 2 === 0 ? [] : ['en', 'ru'], reach: { by: 'browser' } },
  presence: { operator: `operator-${k}`, status: 'ready', seq: 1, since: 0, idleSince: NOW - ((k * 104_729) % 900_000), leaseUntil: NOW + 30_000 },
}))

/** Milliseconds to assign `waiting` contacts to `operators`, the first time and the median; and how many were offered. */
export function timeAssignment(waiting = 1000, operators = 500): { first: number; median: number; offers: number } {
  const [queue, crew] = [contacts(waiting), staff(operators)]
  let offers = 0
  const times = Array.from({ length: 31 }, () => {
    const begun = performance.now()
    offers = assign(queue, crew, NOW).length
    return performance.now() - begun
  })
  return { first: times[0] ?? NaN, median: median(times), offers }
}
