// Callers at full speed or at a steady rate: signed forms over keep-alive connections, following
// the action of each reply.
import { fork, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { collectorFlags } from '../../src/cli/collector.ts'

export const token = 'bench-token'
export const publicUrl = 'https://calls.example.com'

/** What each caller does, turn after turn. */
const script: Record<string, string>[] = [
  { Digits: '1' },
  { Digits: '1234' },
  { Digits: '1' },
  { Digits: '2' },
  { SpeechResult: 'when are you open', Confidence: '0.92' },
  { Digits: '1' },
  { Digits: '4321' },
  { Digits: '1' },
  { Digits: '2' },
]

export type Server = { child: ChildProcess; port: number; stop(): Promise<void> }

/** Starts a server under test in a process of its own; `name` is its file in the built folder,
 * beside this bundle. */
export async function serve(name: 'server' | 'by-hand', args: string[]): Promise<Server> {
  const child = fork(new URL(`./bench/${name}.js`, import.meta.url), args, {
    execArgv: ['--expose-gc', ...(name === 'server' ? collectorFlags : [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [message] = (await once(child, 'message')) as [{ port: number }]
  return {
    child,
    port: message.port,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

let nextCall = 0

type Caller = { call: string; url: string; turn: number }

const newCaller = (): Caller => ({
  call: `CA${String(++nextCall).padStart(32, '0')}`,
  url: '/twilio/voice',
  turn: -1,
})

/** One turn; gives its time in ms. */
function turn(port: number, agent: Agent, caller: Caller): Promise<number> {
  const form: Record<string, string> = {
    AccountSid: 'AC1',
    ApiVersion: '2010-04-01',
    CallSid: caller.call,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    From: '+12025550143',
    To: '+15005550006',
    ...(script[caller.turn] ?? {}),
  }
  const url = publicUrl + caller.url
  const signature = createHmac('sha1', token)
    .update(
      url +
        Object.keys(form)
          .sort()
          .map((key) => key + form[key])
          .join(''),
    )
    .digest('base64')
  const body = new URLSearchParams(form).toString()
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        port,
        host: '127.0.0.1',
        path: caller.url,
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': body.length,
          'x-twilio-signature': signature,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          const action = /<Gather[^>]* action="([^"]+)"/.exec(text)?.[1]
          if (response.statusCode !== 200 || action === undefined)
            return reject(
              new Error(`turn ${caller.turn}: ${response.statusCode} ${text.slice(0, 300)}`),
            )
          caller.url = action.replaceAll('&amp;', '&').replace(/#.*$/, '').slice(publicUrl.length)
          caller.turn++
          resolve(performance.now() - begun)
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** As fast as `callers` at once can go; turns per second. */
export async function fullSpeed(port: number, callers: number, ms: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers })
  const end = performance.now() + ms
  let turns = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async () => {
      let caller = newCaller()
      while (performance.now() < end) {
        if (caller.turn >= script.length) caller = newCaller()
        await turn(port, agent, caller)
        turns++
      }
    }),
  )
  const spent = performance.now() - begun
  agent.destroy()
  return (turns / spent) * 1000
}

/** `rate` turns a second whatever the answers take; the 99th percentile in ms, counted from when
 * each turn was due. */
export async function steady(port: number, rate: number, ms: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const idle: Caller[] = []
  const times: number[] = []
  const going: Promise<void>[] = []
  const begun = performance.now()
  for (let sent = 0; performance.now() - begun < ms;) {
    const due = begun + (sent * 1000) / rate
    const wait = due - performance.now()
    if (wait > 1) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      continue
    }
    sent++
    const caller = idle.pop() ?? newCaller()
    going.push(
      turn(port, agent, caller).then(() => {
        times.push(performance.now() - due)
        if (caller.turn < script.length) idle.push(caller)
      }),
    )
    if (sent % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(going)
  agent.destroy()
  times.sort((a, b) => a - b)
  return times[Math.floor(times.length * 0.99)] ?? NaN
}

/** Calls begun and left waiting. */
export async function begin(port: number, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let left = count
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      while (left-- > 0) await turn(port, agent, newCaller())
    }),
  )
  agent.destroy()
}
