// How long it takes from a call's transfer to the card on an operator's screen: the real console, dispatch and SQLite, every desk with its stream open.
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { makeApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { hashOf, newSecret } from '../../src/console/access.ts'
import { contactOf } from '../../src/desk/enqueue.ts'
import { openDesk } from '../../src/dispatch.ts'
import { openLibrary } from '../../src/library.ts'
import { makeMetrics } from '../../src/metrics.ts'
import type { Runtime } from '../../src/runtime.ts'
import { operatorOf, type Account } from '../../src/staff/account.ts'
import type { Session } from '../../src/call/session.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const TENANT = 'alder'
const LEG = { ring: async () => 'leg', callCustomer: async () => 'leg', hangUp: async () => undefined, tell: async () => undefined }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Milliseconds from the commit that hands a call off until its card has arrived; the windows live in this process too, so it is on the safe side. */
export async function timeCards({ operators = 200, waiting = 300, perSecond = 5, seconds = 20, flows = 'flows' } = {}): Promise<{ median: number; p95: number; offers: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'callflow-cards-'))
  const store = openSqlite({ file: join(folder, 'calls.db') })
  await store.migrate()
  const library = await openLibrary(flows, { store, secret: () => undefined })
  const runtime: Runtime = { config: readConfig({}), log: pino({ level: 'warn' }), store, library, metrics: makeMetrics(), now: Date.now, lookup: async ({ key }) => ({ type: 'failed', key, at: Date.now(), reason: 'none' }), send: async () => undefined, live: new EventEmitter() }
  const accounts: Account[] = Array.from({ length: operators }, (_, k) => ({ id: `operator-${k}`, login: `operator-${k}`, name: `Operator ${k}`, memberships: [{ tenant: TENANT, role: 'operator' }], skills: {}, languages: [], reach: { by: 'text' }, createdAt: 0, hasPassword: false, seq: 1 }))
  for (const account of accounts) await store.addAccount({ account, loginKey: account.login, hash: undefined, audit: [{ id: newSecret(), at: Date.now(), ip: '', action: 'person added', details: {} }] })
  const desk = openDesk(runtime, { legs: LEG, operators: async () => (await store.accounts()).map((account) => operatorOf(account, [TENANT])) })
  runtime.desk = desk
  const server = createServer(makeApp(runtime)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const version = library.current('reception')?.version ?? ''

  const joins = async (id: string, skills: string[]): Promise<void> => {
    const at = Date.now()
    const session: Session = {
      callId: `call-${id}`, tenant: TENANT, flow: 'reception', version, practice: true, state: { leaf: 'sales/dial', context: {} }, slots: {}, saved: {}, language: 'en-GB', caller: { number: `+1202555${String(100 + (id.length * 37) % 100).padStart(4, '0')}`, withheld: false, tags: [] },
      line: { number: '+15005550006', name: 'Front', values: {} }, counters: { turns: 3, misses: 1, repeats: 0, webhooks: 3, visits: {} }, trail: {}, keys: { kept: '', ahead: '' }, handoff: id, recordings: [], reason: 'asked for a person', startedAt: at, at, seq: 1, reply: 1, status: 'waiting',
    }
    const handoff = { id, callId: session.callId, tenant: TENANT, desk: 'sales', label: 'Sales', reason: 'asked for a person', values: [{ slot: 'topic', label: 'Topic', text: 'an order', from: 'speech' as const, confidence: 0.9, confirmed: true }], transcript: Array.from({ length: 12 }, (_, k) => ({ who: k % 2 === 0 ? ('system' as const) : ('caller' as const), text: 'What was said in this turn of the call.' })), status: 'ringing' as const }
    await store.commit({ session, was: -1, answers: 0, inputs: [], events: [{ type: 'handed off', handoff, showNumber: 'line', record: false, rings: 20_000, whisper: [], speech: [] }], reply: '', handoffs: [handoff], notices: [], contacts: [contactOf({ handoff, session, desk: { skills, waitAtMost: 3_600_000 }, at })] })
    runtime.live.emit('turn', session.callId)
  }

  const begun = new Map<string, number>()
  const times: number[] = []
  const stop = new AbortController()
  const posts: { path: string; cookie: string; tab: string }[] = []
  for (const { id } of accounts) {
    const secret = newSecret()
    await store.startSession({ id: hashOf(secret), account: id, createdAt: Date.now(), seenAt: Date.now(), expiresAt: Date.now() + 3_600_000 })
    const [cookie, tab] = [`callflow=${secret}`, `window-of-${id}`]
    posts.push({ path: '/console/desk/report', cookie, tab })
    await desk.report(id, tab)
    await desk.choose(id, { status: 'ready' })
    const response = await fetch(`${origin}/console/desk/stream?tab=${tab}`, { headers: { cookie, accept: 'text/event-stream' }, signal: stop.signal })
    void (async () => {
      let text = ''
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const message = text.slice(0, end)
          text = text.slice(end + 2)
          const contact = message.includes('"phase":"offered"') ? /"contact":"([^"]+)"/.exec(message)?.[1] : undefined
          const from = contact === undefined ? undefined : begun.get(contact)
          if (contact === undefined || from === undefined || !message.includes('"card":"')) continue
          times.push(performance.now() - from)
          begun.delete(contact)
        }
      }
    })().catch(() => undefined)
  }
  // those who wait need a skill that nobody has
  for (let k = 0; k < waiting; k++) await joins(`waiting-${k}`, ['rare'])
  const reports = setInterval(() => {
    const next = posts.shift()
    if (!next) return
    posts.push(next)
    fetch(origin + next.path, { method: 'POST', headers: { cookie: next.cookie, origin, 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams({ tab: next.tab }) }).then((reply) => reply.text()).catch(() => undefined)
  }, 8000 / operators)
  await pause(1000)
  for (let k = 0; k < perSecond * seconds; k++) {
    const id = `offer-${k}`
    const from = performance.now()
    begun.set(id, from)
    await joins(id, [])
    await pause(Math.max(0, 1000 / perSecond - (performance.now() - from)))
  }
  await pause(1000)
  clearInterval(reports)
  stop.abort()
  await desk.close()
  server.close()
  server.closeAllConnections()
  library.close()
  await store.close()
  rmSync(folder, { recursive: true })
  const sorted = times.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, p95: sorted[Math.floor(sorted.length * 0.95)] ?? NaN, offers: sorted.length }
}
