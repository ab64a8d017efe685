// Figures of the desk: assignment of a full house, cards on operators' screens, hand-offs on a
// server that is killed, and the console's page.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { assign, type Staff } from '../../src/desk/assign.ts'
import type { Contact, Priority } from '../../src/desk/contact.ts'
import { timeCards } from './desk-card.ts'
import { timePage } from './desk-page.ts'
import { handOff } from './handoffs.ts'

type Row = { what: string; measured: string; target: string; reached: boolean }

/** Beside the built bench. */
const program = new URL('./bench/desk-server.js', import.meta.url)

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const skills = ['billing', 'repairs', 'sales', 'complaints', 'returns']
const languages = ['en-GB', 'be-BY', 'ru-RU']
const tenants = ['acme', 'birch', 'cedar', 'dogwood']
const priorities: Priority[] = ['normal', 'normal', 'high', 'low']
const NOW = 1_772_445_600_000

/** Contacts of four companies with up to two skills each, in three languages; every tenth has been
 * passed on by somebody. */
const contacts = (count: number): Contact[] =>
  Array.from({ length: count }, (_, k) => ({
    id: `contact-${k}`,
    callId: `call-${k}`,
    tenant: tenants[k % 4] ?? '',
    desk: 'desk',
    label: 'Desk',
    kind: 'call',
    practice: false,
    caller: '',
    line: '',
    language: languages[k % 3] ?? '',
    skills: skills.filter((_skill, index) => (k >> index) % 4 === 1).slice(0, 2),
    priority: priorities[k % 4] ?? 'normal',
    status: 'queued',
    seq: 0,
    since: 0,
    enqueuedAt: NOW - ((k * 7919) % 600_000),
    waitUntil: NOW + 600_000,
    attempts: 0,
    passed: k % 10 === 0 ? [`operator-${k % 500}`] : [],
    legs: {},
    talks: [],
    preferred: k % 5 === 0 ? `operator-${(k * 3) % 500}` : undefined,
  }))

/** Operators for two of the companies each, with three skills of different levels, all of them
 * ready: the most there can be to do. */
const staff = (count: number): Staff[] =>
  Array.from({ length: count }, (_, k) => ({
    operator: {
      id: `operator-${k}`,
      name: '',
      tenants: [tenants[k % 4] ?? '', tenants[(k + 1) % 4] ?? ''],
      skills: Object.fromEntries(
        skills.slice(k % 3).map((skill, index) => [skill, 1 + ((k + index) % 10)]),
      ),
      languages: k % 2 === 0 ? [] : ['en', 'ru'],
      reach: { by: 'browser' },
    },
    presence: {
      operator: `operator-${k}`,
      status: 'ready',
      seq: 1,
      since: 0,
      idleSince: NOW - ((k * 104_729) % 900_000),
      leaseUntil: NOW + 30_000,
    },
  }))

/** Milliseconds to assign `waiting` contacts to `operators`, the first time and the median; and how
 * many were offered. */
export function timeAssignment(
  waiting = 1000,
  operators = 500,
): { first: number; median: number; offers: number } {
  const [queue, crew] = [contacts(waiting), staff(operators)]
  let offers = 0
  const times = Array.from({ length: 31 }, () => {
    const begun = performance.now()
    offers = assign(queue, crew, NOW).length
    return performance.now() - begun
  })
  return { first: times[0] ?? NaN, median: median(times), offers }
}

export async function measureDesk(
  folder: string,
  quick: boolean,
  tell: (text: string) => void,
): Promise<Row[]> {
  const rows: Row[] = []
  const show = (row: Row): void => void rows.push(row)
  const assigned = timeAssignment()
  show({
    what: `assignment of 1 000 waiting calls to 500 operators (${assigned.offers} offers), the first time and the median`,
    measured: `${assigned.first.toFixed(1)} ms, ${assigned.median.toFixed(1)} ms`,
    target: 'under 20 ms',
    reached: assigned.median < 20,
  })
  const page = await timePage(folder, quick ? 3 : 9)
  if (page)
    show({
      what: "the desk's page, first paint in Chromium on loopback, median of windows without a cache; scripts compressed, without the Voice SDK",
      measured: `${page.first.toFixed(0)} ms; ${(page.bytes / 1000).toFixed(0)} kB`,
      target: 'under 300 ms; 150 kB',
      reached: page.first < 300 && page.bytes < 150_000,
    })
  else tell('no Chromium: set CHROMIUM to its path to measure the page')
  const cards = await timeCards({ program, folder, ...(quick && { seconds: 10 }) })
  cards.faults.forEach(tell)
  show({
    what: `transfer asked to card on the operator's screen, 200 operators, 300 calls waiting, 5 offers a second, ${cards.cards} cards, p95 (median); cards that never came`,
    measured: `${cards.p95.toFixed(0)} ms (${cards.median.toFixed(0)} ms); ${cards.lost}`,
    target: 'under 300 ms; 0',
    reached: cards.p95 < 300 && cards.lost === 0 && cards.faults.length === 0,
  })
  const [count, kills] = quick ? [100, 8] : [1000, 60]
  const killed = join(folder, 'handoffs')
  mkdirSync(killed)
  const { ends, callbacks, did, faults, seconds } = await handOff({
    program,
    folder: killed,
    count,
    kills,
    operators: 24,
    callers: 32,
    tell,
  })
  faults.forEach(tell)
  const listed = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')
  tell(
    `ends: ${listed(ends)}; of callbacks: ${listed(callbacks)}; on the way: ${listed(did)}; ${seconds.toFixed(0)} s`,
  )
  const ended = Object.values(ends).reduce((sum, one) => sum + one, 0)
  show({
    what: `hand-offs with ${did.killed} kills of the server, missed offers, drops, hang-ups and double callbacks, each ended in one way; lost, double or left open`,
    measured: `${ended.toLocaleString('en')} of ${count.toLocaleString('en')}; ${faults.length}`,
    target: 'all; 0',
    reached: ended === count && faults.length === 0,
  })
  return rows
}
