// The figures of speech in real time: delay, streams held by one process, memory, and turns with
// faults.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallFlow } from './flows.ts'
import type { Heard, Order } from './google.ts'
import {
  ask,
  attribute,
  callOf,
  gatherPath,
  openHearing,
  post,
  speak,
  stream,
  type Hearing,
  type Played,
} from './hearing.ts'
import type { Lateness } from './lateness.ts'

type Row = { what: string; measured: string; target: string; reached: boolean }
type Tell = (text: string) => void
/** `long`: streams are held for ten minutes. */
type How = { quick: boolean; long: boolean }
/** `used`: bytes of the heap and beside it after garbage was collected. */
type Usage = { rss: number; used: number }
/** `cpu` in ms; `loop`: the 99th percentile of how late its timers were. */
type Count = Lateness & { cpu: number; loop: number }

let calls = 0
const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
const order = (hearing: Hearing, given: Order): void => void hearing.google.send(given)

export async function speech(folder: string, how: How, tell: Tell): Promise<Row[]> {
  const flows = join(folder, 'hearing')
  mkdirSync(flows, { recursive: true })
  writeFileSync(join(flows, 'bench.yaml'), smallFlow)
  writeFileSync(
    join(flows, 'lines.yaml'),
    'lines:\n  "+15005550006": { name: Bench, flow: bench, speech: google }\ndesks:\n  desk: { people: ["+442079460001"] }\n',
  )
  const hearing = await openHearing(folder, flows)
  try {
    return [
      await delay(hearing, how, tell),
      ...(await held(hearing, how, tell)),
      await faults(hearing, how, tell),
    ]
  } finally {
    hearing.stop()
  }
}

/** A new caller, up to the first question. */
async function begin(hearing: Hearing): Promise<Played & { xml: string }> {
  const call = `CA${(++calls).toString(16).padStart(32, '0')}`
  const xml = await post(hearing.port, call, '/twilio/voice')
  return { ...(await stream(hearing, call, xml)), xml }
}

/** From the frame that ends the answer to the message for Twilio, without the recogniser's own
 * time; 50 callers are listened to at once, and finish within a second. */
async function delay(hearing: Hearing, { quick }: How, tell: Tell): Promise<Row> {
  order(hearing, { hear: 'when are you open', after: 4000, apart: 160 })
  let heard: Heard[] = []
  const note = (message: object): void => {
    if ('spoken' in message) heard.push(message as Heard)
  }
  hearing.google.on('message', note)
  const times: number[] = []
  for (let round = 0; round <= (quick ? 2 : 8); round++) {
    heard = []
    const begun = await Promise.all(Array.from({ length: 50 }, () => begin(hearing)))
    // the first message cuts the prompt, the second is the reply
    const replied = (call: string): number | undefined =>
      hearing.told.get(call)?.find(({ twiml }) => twiml.includes('seq=2'))?.at
    await speak(begun, 1700)
    for (
      let waited = 0;
      waited < 10_000 && begun.some(({ call }) => replied(call) === undefined);
      waited += 50
    )
      await speak(begun, 50)
    if (heard.length !== begun.length)
      throw new Error(`${heard.length} of ${begun.length} streams were heard`)
    const taken = heard.map(
      ({ stream: number, spoken, heard: came, answered }) =>
        (replied(callOf.get(number) ?? '') ?? Infinity) - spoken - (answered - came),
    )
    // the first round warms the server up
    if (round > 0) times.push(...taken)
    for (const { close } of begun) close()
    tell(`delay, round ${round}: up to ${Math.max(...taken).toFixed(1)} ms`)
  }
  hearing.google.off('message', note)
  times.sort((a, b) => a - b)
  const p95 = times[Math.floor(times.length * 0.95)] ?? NaN
  return {
    what: "last frame of speech to the message for Twilio, recogniser's own time taken off, p95, 50 streams at once",
    measured: `${p95.toFixed(1)} ms`,
    target: 'under 50 ms',
    reached: p95 < 50,
  }
}

/** Many callers at once who say nothing, each for a turn of 30 s, then another in their place.
 * Frames rest while memory is measured, for garbage is collected then. */
async function held(hearing: Hearing, { quick, long }: How, tell: Tell): Promise<Row[]> {
  const STREAMS = 300
  const TURN = 30_000
  const PART = 10_000
  order(hearing, { after: Infinity })
  const usage = (): Promise<Usage> => ask<Usage>(hearing.server, 'usage', 'rss')
  const before = await usage()
  await ask(hearing.server, 'count', 'loop')
  hearing.ended = 0
  const begun: Played[] = []
  while (begun.length < STREAMS) begun.push(await begin(hearing))
  let { frames: sent } = await speak(begun, 3000)
  const counts: Count[] = []
  const count = async (): Promise<Count> => {
    await pause(300)
    const counted = await ask<Count>(hearing.server, 'count', 'loop')
    counts.push(counted)
    return counted
  }
  await count()
  await ask(hearing.google, 'count', 'over')
  const memory: Usage[] = []
  const parts: (Count & { ms: number; core: number })[] = []
  let oldest = 0
  for (let part = 1; part <= (long ? 60 : quick ? 1 : 6); part++) {
    const { cpu } = await count()
    const started = performance.now()
    const renewing = (async () => {
      for (let n = 1; n <= STREAMS * (PART / TURN); n++) {
        await pause(started + n * (TURN / STREAMS) - performance.now())
        begun[oldest]?.close()
        begun[oldest] = await begin(hearing)
        oldest = (oldest + 1) % STREAMS
      }
    })()
    const own = await speak(begun, PART)
    await renewing
    const ms = performance.now() - started
    sent += own.frames
    const server = await count()
    parts.push({ ...server, ms, core: (server.cpu - cpu) / ms })
    const google = await ask<Lateness & { cpu: number }>(hearing.google, 'count', 'over')
    memory.push(await usage())
    tell(
      `held ${(part * PART) / 1000} s: ${told(server)} at the recogniser's door; ${told(google)} at Google; sent ${told(own)}; ${(parts.at(-1)?.core ?? NaN).toFixed(2)} of a core, timers late by ${server.loop.toFixed(1)} ms (p99); ${each(memory.at(-1), before).join(' and ')} kB a stream, ${hearing.ended} streams ended too soon`,
    )
  }
  const { ended } = hearing
  for (const { close } of begun) close()
  await pause(500)
  await count()
  const sum = (of: (one: (typeof parts)[number]) => number): number =>
    parts.reduce((total, one) => total + of(one), 0)
  const lost = sent - counts.reduce((total, { frames }) => total + frames, 0)
  const over = sum((one) => one.over)
  const cores = parts.map(({ core }) => core).sort((a, b) => a - b)
  const core = cores[Math.floor(cores.length / 2)] ?? NaN
  const [used, resident] = each(memory.at(-1), before)
  const [growth] = each(memory.at(-1), memory[0] ?? before)
  return [
    {
      what: `${STREAMS} streams of 50 frames a second in one process for ${(parts.length * PART) / 1000} s: streams ended, frames lost, frames more than 40 ms late, share of one core`,
      measured: `${ended}, ${lost}, ${over} of ${sum((one) => one.frames)} (in the best 10 s ${Math.min(...parts.map((one) => one.over))}), ${(core * 100).toFixed(0)} %`,
      target: '0, 0, 0, under 100 %',
      reached: ended === 0 && lost === 0 && over === 0 && core < 1,
    },
    {
      what: `memory of one stream, in use and resident, and growth of the first over ${((parts.length - 1) * PART) / 1000} s`,
      measured: `${used} kB, ${resident} kB, ${growth} kB`,
      target: 'under 300 kB, flat',
      reached: Math.max(used ?? NaN, resident ?? NaN) < 300 && (growth ?? NaN) < 10,
    },
  ]

  function told({ frames, over: late, median, p99, latest }: Lateness): string {
    return `${frames} frames, ${late} late (median ${median}, p99 ${p99}, latest ${latest.toFixed(0)} ms)`
  }
  function each(now: Usage | undefined, then: Usage): number[] {
    return now
      ? [now.used - then.used, now.rss - then.rss].map((bytes) =>
          Math.round(bytes / STREAMS / 1000),
        )
      : []
  }
}

/** Streams that are cut, codes of failure, late answers, keys and words together: each turn is
 * answered once. */
async function faults(hearing: Hearing, { quick }: How, tell: Tell): Promise<Row> {
  const TURNS = quick ? 1000 : 10_000
  const codes = [1, 3, 4, 7, 8, 11, 13, 14, 16]
  let seed = 7
  const chance = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 8) % below
  }
  let once = 0
  let others = 0
  const heardBy = { keys: 0, speech: 0 }
  const orders: Order[] = [
    { hear: 'when are you open', after: 320 },
    { hear: 'mumble', after: 320 },
    ...codes.map((fail) => ({ fail, after: 320 })),
    { hear: 'when are you open', after: 320, late: 150 },
  ]
  for (let done = 0; done < TURNS;) {
    order(hearing, orders[chance(orders.length)] as Order)
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const kind = chance(4)
        const wait = chance(200)
        const { call, xml, frame, close, cut } = await begin(hearing)
        for (let n = 0; n < 4; n++) frame()
        if (kind === 1) cut()
        await pause(wait)
        // keys beside the words, or the end of Gather's own time
        let reply = await post(
          hearing.port,
          call,
          gatherPath(xml),
          kind === 2 ? { Digits: '2' } : {},
        )
        for (let more = 0; more < 4 && seqOf(reply) === 1; more++) {
          await pause(150)
          reply = await post(hearing.port, call, gatherPath(reply) || '/twilio/voice/again', {})
        }
        // whatever answered the first question, there is one second reply: asking again gives it
        // again, and Twilio was told no other, and at most once
        const again = await post(hearing.port, call, gatherPath(xml), { Digits: '3' })
        const told = (hearing.told.get(call) ?? []).filter(({ twiml }) => seqOf(twiml) === 2)
        if (
          seqOf(reply) === 2 &&
          told.length <= 1 &&
          [again, ...told.map(({ twiml }) => twiml)].every((other) => same(other) === same(reply))
        )
          once++
        else others++
        heardBy[told.length > 0 ? 'speech' : 'keys']++
        close()
      }),
    )
    done += 50
    if (done % 1000 === 0)
      tell(
        `faults: ${done} turns, ${heardBy.speech} answered by speech, ${others} not answered once`,
      )
  }
  return {
    what: `${TURNS.toLocaleString('en')} turns with random faults (stream cut, codes, late answers, keys and words together)`,
    measured: `${once.toLocaleString('en')} answered once, ${others} otherwise`,
    target: 'each once',
    reached: others === 0,
  }
}

/** A reply without the stream of its next turn, which only the first copy may ask for. */
const same = (xml: string): string => xml.replace(/<Start>.*<\/Start>/, '')
const seqOf = (xml: string): number =>
  Number(
    /[?&]seq=(\d+)/.exec(
      attribute(xml, /<(?:Gather|Redirect)[^>]*?(?: action="|>)([^"<]+)/),
    )?.[1] ?? 0,
  )
