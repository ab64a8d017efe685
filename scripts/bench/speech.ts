// The figures of speech in real time: delay, streams held by one process, memory, and turns with faults.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { smallFlow } from './flows.ts'
import { ask, attribute, gatherPath, openHearing, post, speak, stream, type Hearing } from './hearing.ts'

type Row = { what: string; measured: string; target: string; reached: boolean }
type Tell = (text: string) => void
/** `used`: bytes of the heap and beside it after garbage was collected; `cpu` in ms. */
type Usage = { rss: number; used: number; cpu: number }

let calls = 0
const newCall = (): string => `CA${(++calls).toString(16).padStart(32, '0')}`
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

export async function speech(folder: string, quick: boolean, tell: Tell): Promise<Row[]> {
  const flows = join(folder, 'hearing')
  mkdirSync(flows, { recursive: true })
  writeFileSync(join(flows, 'bench.yaml'), smallFlow)
  writeFileSync(join(flows, 'lines.yaml'), 'lines:\n  "+15005550006": { name: Bench, flow: bench, speech: google }\ndesks:\n  desk: { people: ["+442079460001"] }\n')
  const hearing = await openHearing(folder, flows)
  try {
    return [await delay(hearing, quick, tell), ...(await held(hearing, quick, tell)), await faults(hearing, quick, tell)]
  } finally {
    hearing.stop()
  }
}

/** From the recogniser's final words to the message for Twilio; 50 callers are listened to at once, and finish within a second. */
async function delay(hearing: Hearing, quick: boolean, tell: Tell): Promise<Row> {
  hearing.google.send({ hear: 'when are you open', after: 4000, apart: 160 })
  const heard: number[] = []
  const note = (message: { heard?: number }): void => { if (message.heard !== undefined) heard.push(message.heard) }
  hearing.google.on('message', note)
  const times: number[] = []
  for (let round = 0; round < (quick ? 2 : 8); round++) {
    const begun = await Promise.all(Array.from({ length: 50 }, async () => { const call = newCall(); return { call, ...(await stream(hearing.port, call, await post(hearing.port, call, '/twilio/voice'))) } }))
    heard.length = 0
    // the first message cuts the prompt, the second is the reply
    const replies = (): number[] => begun.flatMap(({ call }) => hearing.told.get(call)?.find(({ twiml }) => twiml.includes('seq=2'))?.at ?? [])
    await speak(begun, 1700)
    for (let waited = 0; waited < 10_000 && replies().length < begun.length; waited += 50) await speak(begun, 50)
    // words and answers of one round come in one order, up to the few milliseconds in question
    const told = replies().sort((a, b) => a - b)
    const asked = heard.toSorted((a, b) => a - b)
    if (told.length !== asked.length) throw new Error(`${asked.length} streams were heard, ${told.length} answered`)
    // the slowest pairing: each answer against the earliest words that could be its own
    times.push(...told.map((at, index) => at - (asked[index] ?? at)))
    for (const { socket } of begun) socket.close()
    tell(`delay, round ${round + 1}: ${times.at(-1)?.toFixed(1)} ms`)
  }
  hearing.google.off('message', note)
  times.sort((a, b) => a - b)
  const p95 = times[Math.floor(times.length * 0.95)] ?? NaN
  return { what: 'final words to the message for Twilio, p95, 50 streams at once that end within a second', measured: `${p95.toFixed(1)} ms`, target: 'under 50 ms', reached: p95 < 50 }
}

async function held(hearing: Hearing, quick: boolean, tell: Tell): Promise<Row[]> {
  const STREAMS = 300
  hearing.google.send({ after: 1e12 })
  const before = await ask<Usage>(hearing.server, 'usage', 'rss')
  const begun: Awaited<ReturnType<typeof stream>>[] = []
  for (let n = 0; n < STREAMS; n++) { const call = newCall(); begun.push(await stream(hearing.port, call, await post(hearing.port, call, '/twilio/voice'))) }
  await speak(begun, 3000)
  await pause(500)
  await ask(hearing.google, 'count', 'received')
  const warm = await ask<Usage>(hearing.server, 'usage', 'rss')
  const seconds = quick ? 10 : 50
  const started = performance.now()
  await speak(begun, seconds * 1000)
  const spent = performance.now() - started
  await pause(300)
  const after = await ask<Usage>(hearing.server, 'usage', 'rss')
  const { over, of, p99, latest } = await ask<{ over: number; of: number; p99: number; latest: number }>(hearing.google, 'count', 'received')
  const sent = STREAMS * seconds * 50
  const core = (after.cpu - warm.cpu) / spent
  const each = (after.used - before.used) / STREAMS / 1000
  const growth = (after.used - warm.used) / STREAMS / 1000
  tell(`held: ${of} of ${sent} frames, p99 ${p99.toFixed(1)} ms, latest ${latest.toFixed(0)} ms, ${(core * 100).toFixed(0)} % of a core, ${each.toFixed(0)} kB a stream`)
  for (const { socket } of begun) socket.close()
  await pause(500)
  return [
    { what: `${STREAMS} streams of 50 frames a second in one process for ${seconds} s: frames lost, frames more than 40 ms late, share of one core`, measured: `${sent - of}, ${over} of ${of} (p99 ${p99.toFixed(1)} ms), ${(core * 100).toFixed(0)} %`, target: '0, 0, under 100 %', reached: sent === of && over === 0 && core < 1 },
    { what: 'memory of one stream, and its growth while they were held', measured: `${each.toFixed(0)} kB, ${growth.toFixed(0)} kB (whole process ${(after.rss / 1e6).toFixed(0)} MB)`, target: 'under 300 kB, flat', reached: each < 300 && growth < 30 },
  ]
}

/** Streams that are cut, codes of failure, late answers, keys and words together: each turn is answered once. */
async function faults(hearing: Hearing, quick: boolean, tell: Tell): Promise<Row> {
  const TURNS = quick ? 1000 : 10_000
  const codes = [1, 3, 4, 7, 8, 11, 13, 14, 16]
  let seed = 7
  const chance = (below: number): number => { seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0; return (seed >>> 8) % below }
  let once = 0
  let others = 0
  const orders = [{ hear: 'when are you open', after: 320 }, { hear: 'mumble', after: 320 }, ...codes.map((fail) => ({ fail, after: 320 })), { hear: 'when are you open', after: 320, late: 150 }]
  for (let done = 0; done < TURNS;) {
    hearing.google.send(orders[chance(orders.length)] as object)
    await Promise.all(Array.from({ length: 50 }, async () => {
      const call = newCall()
      const xml = await post(hearing.port, call, '/twilio/voice')
      const kind = chance(4)
      const { socket, frame } = await stream(hearing.port, call, xml)
      for (let n = 0; n < 4; n++) frame()
      if (kind === 1) socket.close()
      const wait = chance(200)
      await pause(wait)
      // keys beside the words, or the end of Gather's own time
      let reply = await post(hearing.port, call, gatherPath(xml), kind === 2 ? { Digits: '2' } : {})
      for (let more = 0; more < 4 && seqOf(reply) === 1; more++) { await pause(150); reply = await post(hearing.port, call, gatherPath(reply) || '/twilio/voice/again', {}) }
      // whatever answered the first question, there is one second reply, and asking again gives it again
      const again = await post(hearing.port, call, gatherPath(xml), { Digits: '3' })
      if (seqOf(reply) === 2 && again.replace(/<Start>.*<\/Start>/, '') === reply.replace(/<Start>.*<\/Start>/, '')) once++
      else others++
      socket.close()
    }))
    done += 50
    if (done % 1000 === 0) tell(`faults: ${done} turns, ${others} not answered once`)
  }
  return { what: `${TURNS.toLocaleString('en')} turns with random faults (stream cut, codes, late answers, keys and words together)`, measured: `${once} answered once, ${others} otherwise`, target: 'each once', reached: others === 0 }
}

const seqOf = (xml: string): number => Number(/[?&]seq=(\d+)/.exec(attribute(xml, /<(?:Gather|Redirect)[^>]*?(?: action="|>)([^"<]+)/))?.[1] ?? 0)
