// The scripted calls of the shipped flows over all ways of hearing: Twilio's Gather, Google over
// media streams, ConversationRelay; what they come to is the same.
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { makeApp } from '../src/app.ts'
import type { Event } from '../src/call/event.ts'
import { sameName } from '../src/call/scope-names.ts'
import { textsOf } from '../src/call/setting.ts'
import { cannedReply, playScript, settingOf, switchesIn } from '../src/rehearsal/play.ts'
import { dial, type Telephone } from '../src/stress/telephone.ts'
import { readCalls, type Act, type CallScript } from '../src/flow/tree/scripted-calls.ts'
import { beside, readProject } from '../src/flow/tree/project.ts'
import type { Runtime } from '../src/world/runtime.ts'
import { makeBreaker } from '../src/speech/breaker.ts'
import { makeGoogle } from '../src/speech/google.ts'
import type { Recogniser } from '../src/speech/recogniser.ts'
import { takeRelay, type After } from '../src/twilio/relay.ts'
import { sign } from '../src/twilio/signature.ts'
import { takeSockets } from '../src/twilio/sockets.ts'
import { twiml } from '../src/twilio/twiml.ts'
import { twilioRoutes } from '../src/twilio/webhooks.ts'
import { makeRuntime } from './world/runtime.ts'
import { startGoogle, words, type GoogleServer } from './speech/google-server.ts'
import { mediaMessage, silence, startMessage } from './twilio/streams.ts'
import { textsIn } from './fixtures/flow-texts.ts'

const token = 'a token for tests'
const publicUrl = 'https://calls.example.com'
const sources = textsIn('flows')
const flows = readProject(sources).flows
/** Operators are no telephones: who waits for one is tested where the desk is. */
const inQueue = ({ desks }: CallScript): boolean =>
  [...(desks?.values() ?? [])].some(({ value }) => value.value === 'queue')
const scripts = Object.keys(sources)
  .filter((file) => file.endsWith('.calls.yaml'))
  .flatMap((file) => {
    const { flow, calls } = readCalls(file, sources[file] ?? '')
    return calls
      .filter((script) => !inQueue(script))
      .map((script) => ({
        flow: flows.get(beside(file, flow?.value ?? ''))?.name.value ?? '',
        script,
      }))
  })
/** Relay tells no confidence, so what hangs on one is not asked of it. */
const doubtful = ({ talk }: CallScript): boolean =>
  talk.value.some((act) => act.type === 'caller' && act.confidence !== undefined)

let base: Runtime
let google: GoogleServer
let recogniser: Recogniser
/** What the caller says, by the number that the audio carries. */
const sayings: (Act & { type: 'caller' })[] = []

beforeAll(async () => {
  base = await makeRuntime({ env: { TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl } })
  google = await startGoogle({
    audio(stream, audio) {
      const said = sayings[audio.readUInt32BE(0)]
      if (said) stream.send(words(said.text, { confidence: said.confidence ?? 0.9 }))
    },
  })
  recogniser = makeGoogle({ endpoint: google.endpoint })
})
afterAll(async () => {
  await recogniser.close()
  await google.close()
})

/** What a call came to: what was understood at each step, the goals, and who was rung. */
const meaningOf = (events: Event[]): string[] =>
  events.flatMap((event) => {
    if (event.type === 'heard' && event.meaning !== 'more keys awaited')
      return [
        `${event.step} ${event.rung}: ${event.meaning} ${event.option ?? ''} ${event.private ? '' : (event.value ?? '')}`,
      ]
    if (event.type === 'reached goal') return [`goal ${event.goal}`]
    return event.type === 'handed off'
      ? [`handed to ${event.handoff.desk}`]
      : event.type === 'recorded'
        ? ['message']
        : []
  })

type Way = 'twilio' | 'google' | 'relay'

async function playOver(
  way: Way,
  flow: string,
  script: CallScript,
): Promise<{ came: string[]; expected: string[] }> {
  const found = base.library
    .lines()
    .find(
      (one) =>
        one.flow === flow &&
        (script.language === undefined || one.language === script.language.value),
    )
  const machine = found && base.library.current(found.tenant, flow)
  if (!machine) throw new Error(`no line answers with "${flow}"`)
  const line = { ...found, speech: way, tenant: `${way} ${script.call.value}` }
  const setting = settingOf(machine, script)
  const used = new Map<string, number>()
  let clock = setting.started.at
  let phone: Telephone | undefined
  const told: string[] = []
  const runtime: Runtime = {
    ...base,
    library: {
      ...base.library,
      line: (number) => (number === line.number ? line : undefined),
      company: () => base.library.company(found.tenant),
      current: (_company, name) => base.library.current(found.tenant, name),
      desk: (_company, name, number) => base.library.desk(found.tenant, name, number),
      audioPath: (_company, language, name) => base.library.audioPath(found.tenant, language, name),
    },
    now: () => clock,
    live: new EventEmitter(),
    lookup: (effect) => Promise.resolve(cannedReply({ machine, script, used }, effect, clock)),
    store: {
      ...base.store,
      switches: async () =>
        Object.fromEntries(
          [...machine.root.switches].map(({ value }) => {
            const words = Object.entries(switchesIn(script)).find(([given]) =>
              sameName(given, value),
            )?.[1]
            return [value, { on: words !== undefined, texts: textsOf(words ?? 'off'), seq: 1 }]
          }),
        ),
    },
    recogniser,
    breaker: makeBreaker(() => clock),
    redirect: (_, to) => {
      told.push('twiml' in to ? to.twiml : '')
      return Promise.resolve()
    },
  }
  const { router, take, context } = twilioRoutes(runtime)
  const server = createServer(makeApp(runtime, undefined, router))
  // the time until silence passes when the script says so, and that between two keys faster
  const silences: { work?: () => void } = {}
  const after: After = (ms, work) => {
    if (ms > 3000) silences.work = work
    const timer = ms > 3000 ? undefined : setTimeout(work, 200)
    return () => {
      clearTimeout(timer)
      if (silences.work === work) silences.work = undefined
    }
  }
  const sockets = takeSockets(server, runtime, {
    ...take,
    relay: (opened) =>
      takeRelay({ runtime, context, render: (turn) => twiml(turn, context) }, opened, after),
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const open: WebSocket[] = []
  const connect = async (url: string): Promise<WebSocket> => {
    const path = url.slice(publicUrl.length - 2)
    const socket = new WebSocket(origin.replace('http', 'ws') + path, {
      headers: { 'x-twilio-signature': sign(token, url) },
    })
    open.push(socket)
    await once(socket, 'open')
    return socket
  }
  try {
    phone = await dial(
      { origin, publicUrl, token },
      line.number,
      script.withheld?.value ? 'anonymous' : (script.from?.value ?? '+12025550143'),
    )
    const { callSid } = phone
    const seq = async (): Promise<number> => (await runtime.store.loadCall(callSid))?.reply ?? 0
    let relay: { socket: WebSocket; got: { type: string; handoffData?: string }[] } | undefined
    for (const act of script.talk.value) {
      clock += 5000
      if (act.type === 'system') continue
      const before = await seq()
      if (phone.waiting?.kind === 'relay' && act.type !== 'hang up') {
        if (!relay) {
          const socket = await connect(phone.waiting.url)
          const got: { type: string; handoffData?: string }[] = []
          socket.on('message', (data: Buffer) =>
            got.push(JSON.parse(data.toString()) as { type: string }),
          )
          socket.send(JSON.stringify({ type: 'setup', callSid }))
          relay = { socket, got }
        }
        if (act.type === 'caller')
          relay.socket.send(JSON.stringify({ type: 'prompt', voicePrompt: act.text, last: true }))
        else if (act.type === 'keys')
          for (const digit of act.keys) relay.socket.send(JSON.stringify({ type: 'dtmf', digit }))
        else
          await until(() => {
            const { work } = silences
            work?.()
            return work !== undefined
          })
        await until(async () => (await seq()) > before)
        await settled(runtime, callSid)
        const session = await runtime.store.loadCall(callSid)
        const leaf = machine.leaves.get(session?.state.leaf ?? '')
        if (session?.status === 'ended' || leaf?.kind === 'dial' || leaf?.mode === 'tone') {
          await until(() => relay?.got.at(-1)?.type === 'end')
          await phone.relayEnds(relay.got.at(-1)?.handoffData ?? '')
          relay = undefined
        }
      } else if (act.type === 'caller' && way === 'google' && phone.stream !== undefined) {
        const socket = await connect(phone.stream)
        phone.stream = undefined
        socket.send(startMessage(callSid))
        const audio = Buffer.from(silence)
        audio.writeUInt32BE(sayings.push(act) - 1, 0)
        socket.send(mediaMessage(1, audio))
        socket.send(mediaMessage(2))
        await until(async () => (await seq()) > before)
        await until(() =>
          told.some((xml) => !xml.includes(`seq=${before}&`) && !xml.endsWith(`seq=${before}`)),
        )
        await phone.take(told.at(-1) || (await once(socket, 'never')).toString())
        told.length = 0
      } else if (act.type === 'keys')
        await phone.answer({
          Digits: act.keys.replace(/#$/, ''),
          ...(act.keys.endsWith('#') ? { FinishedOnKey: '#' } : {}),
        })
      else if (act.type === 'caller')
        await phone.answer({ SpeechResult: act.text, Confidence: String(act.confidence ?? 0.9) })
      else if (act.type === 'silence')
        for (let tries = 0; tries < 3 && (await seq()) === before; tries++) await phone.answer({})
      else if (act.type === 'message') await phone.message(act.duration / 1000)
      else if (act.type === 'operator hangs up') await phone.release()
      else await phone.hangUp()
      for (let ring = 0; phone.waiting?.kind === 'dial' && ring < 10; ring++) {
        const session = await runtime.store.loadCall(callSid)
        const name =
          machine.desks.get(session?.state.leaf.split('/')[0] ?? '')?.desk.name.value ?? ''
        const state =
          Object.entries(setting.desks).find(([desk]) => sameName(desk, name))?.[1] ?? 'answered'
        if (state === 'queue') throw new Error(`nobody waits for operators here: "${name}"`)
        await phone.ring(state)
        if (state === 'answered') break
      }
    }
    const events = (await runtime.store.turns(callSid)).flatMap((turn) => turn.events)
    return { came: meaningOf(events), expected: meaningOf(playScript(machine, script).events) }
  } finally {
    for (const socket of open) socket.terminate()
    sockets.close()
    server.closeAllConnections()
    server.close()
  }
}

/** The turn under way has done its work. */
const settled = ({ store }: Runtime, call: string): Promise<void> =>
  until(async () => (await store.loadCall(call))?.status !== 'working')

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  for (let waited = 0; !(await happened()); waited += 5) {
    if (waited > 60_000) throw new Error('what was waited for did not happen')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe.each<Way>(['twilio', 'google', 'relay'])('heard by %s', (way) => {
  it.concurrent.each(
    scripts
      .filter(({ script }) => way !== 'relay' || !doubtful(script))
      .map((one) => [`${one.flow}: ${one.script.call.value}`, one] as const),
  )('%s', async (_, { flow, script }) => {
    const { came, expected } = await playOver(way, flow, script)
    expect(came).toEqual(expected)
  })
})
