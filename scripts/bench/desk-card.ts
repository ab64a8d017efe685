// How long it takes from a caller's key for a person to the card on an operator's screen: the
// practice server in a process of its own, every desk with its stream open.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite } from '../../src/store/sqlite.ts'
import { asForm, asJson, crew, serveDesk, type Seat } from './desk-crew.ts'

const flow = `flow: cards
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: sales
slots:
  topic: { type: choice, label: Reason, options: [an order, a bill], value: an order }
desks:
  sales: { needs: [topic], wait at most: 60 minutes, nobody: message }
  rare: { needs: [topic], skills: [rare], wait at most: 60 minutes, nobody: message }
steps:
  menu:
    menu: What now?
    options:
      - { label: the rare desk, key: 1, then: rare }
      - { label: nothing, key: 2, then: bye }
  message:
    record: Please leave your name and number after the tone.
    for: sales
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const lines =
  'lines:\n  "+15005550006": { name: Front, tenant: alder, flow: cards, if all fails: "+442079460100" }\ndesks:\n  sales: { people: ["+442079460101"], wrap up: 10 seconds, most waiting: 1000 }\n  rare: { people: ["+442079460102"], most waiting: 1000 }\n'

/** As often as the desk's page reports, ms. */
const REPORTS = 8000
/** The operator reads the card, then talks, ms. */
const READS = 1000
const TALKS = 4000
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms))
  })

type Cards = {
  program: string | URL
  folder: string
  operators?: number
  waiting?: number
  perSecond?: number
  seconds?: number
}

/** Milliseconds from sending the request in which a caller asks for a person until the card of that
 * call has come over the operator's stream; operators accept, talk, finish and report all the
 * while. `lost`: calls whose card never came. */
export async function timeCards({
  program,
  folder,
  operators = 200,
  waiting = 300,
  perSecond = 5,
  seconds = 30,
}: Cards): Promise<{ median: number; p95: number; cards: number; lost: number; faults: string[] }> {
  const flows = join(folder, 'card-flows')
  mkdirSync(flows, { recursive: true })
  writeFileSync(join(flows, 'cards.yaml'), flow)
  writeFileSync(join(flows, 'lines.yaml'), lines)
  const file = join(folder, 'cards.db')
  const store = openSqlite({ file })
  await store.migrate()
  // the last one alone has the skill that those who wait need, and is away
  const seats = await crew(store, 'alder', operators + 1, (k): Record<string, number> =>
    k === operators ? { rare: 5 } : {},
  )
  await store.close()
  const faults: string[] = []
  const server = await serveDesk(program, { file, flows, port: 0, every: 1000 }, (line) =>
    faults.push(line),
  )
  const origin = `http://127.0.0.1:${server.port}`
  const asked = new Map<string, number>()
  const times: number[] = []
  const stop = new AbortController()
  const post = async (
    path: string,
    init: RequestInit,
  ): Promise<{ call: string; reply: { reply: number; next: { is: string } } }> => {
    const response = await fetch(origin + path, init)
    const body = (await response.json()) as {
      call: string
      reply: { reply: number; next: { is: string } }
    }
    if (response.status >= 400) faults.push(`${path} was answered with ${response.status}`)
    return body
  }
  const does = (seat: Seat, path: string, fields?: Record<string, string>) =>
    post(`/console/desk/${path}`, asForm(origin, seat, fields))
  const serves = async (seat: Seat, contact: string): Promise<void> => {
    await pause(READS)
    await does(seat, `contacts/${contact}/accept`)
    await pause(TALKS)
    await does(seat, `contacts/${contact}/release`)
    await does(seat, `contacts/${contact}/finish`)
  }
  const arrived = (seat: Seat, message: string): void => {
    const contact = /"contact":"([^"]+)"/.exec(message)?.[1] ?? ''
    const call = contact.replace(/-h\d+$/, '')
    const from = asked.get(call)
    if (
      from === undefined ||
      !message.includes('"phase":"offered"') ||
      !message.includes('"card":"')
    )
      return
    times.push(performance.now() - from)
    asked.delete(call)
    void serves(seat, contact).catch(() => undefined)
  }
  const listens = async (seat: Seat): Promise<void> => {
    const response = await fetch(`${origin}/console/desk/stream?tab=${seat.tab}`, {
      headers: { cookie: seat.cookie, accept: 'text/event-stream' },
      signal: stop.signal,
    })
    void (async () => {
      let text = ''
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const messages = (text + chunk).split('\n\n')
        text = messages.pop() ?? ''
        for (const message of messages) arrived(seat, message)
      }
    })().catch(() => undefined)
  }
  const call = async (from: string): Promise<{ call: string; answers: number }> => {
    const { call: id, reply } = await post(
      '/practice/calls',
      asJson({ line: '+15005550006', from }),
    )
    return { call: id, answers: reply.reply }
  }
  const press = (id: string, answers: number, keys: string) =>
    post(`/practice/calls/${id}/input`, asJson({ answers, do: 'keys', keys, ended: true }))

  try {
    for (const [k, seat] of seats.entries()) {
      await does(seat, 'report')
      await does(seat, 'status', { choice: k === operators ? 'break' : 'ready' })
      await listens(seat)
    }
    let next = 0
    const reports = setInterval(() => {
      void does(seats[next++ % seats.length] as Seat, 'report').catch(() => undefined)
    }, REPORTS / seats.length)
    for (let k = 0; k < waiting; k++) {
      const { call: id, answers } = await call(`+1202555${String(k).padStart(4, '0')}`)
      const { reply } = await press(id, answers, '1')
      if (reply.next.is !== 'waiting')
        faults.push(`caller ${k} of those who wait does not: ${reply.next.is}`)
    }
    await pause(1000)
    const going: Promise<unknown>[] = []
    const begun = performance.now()
    for (let k = 0; k < perSecond * seconds; k++) {
      await pause(begun + (k * 1000) / perSecond - performance.now())
      going.push(
        (async () => {
          const { call: id, answers } = await call(`+1303555${String(k % 10_000).padStart(4, '0')}`)
          asked.set(id, performance.now())
          await press(id, answers, '0')
        })(),
      )
    }
    await Promise.all(going)
    await pause(READS + TALKS + 3000)
    clearInterval(reports)
  } finally {
    stop.abort()
    await server.kill()
  }
  const sorted = times.toSorted((a, b) => a - b)
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? NaN,
    cards: sorted.length,
    lost: asked.size,
    faults,
  }
}
