// Each shipped flow over signed webhooks: a telephone that follows our TwiML plays every scripted
// call to its end.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dial, type Telephone, type Wire } from '../src/stress/telephone.ts'
import { makeApp } from '../src/app.ts'
import type { Desks } from '../src/call/setting.ts'
import { cannedReply, settingOf, switchesIn } from '../src/rehearsal/play.ts'
import { setSwitch } from './notices/set-notice.ts'
import { sameName } from '../src/call/scope-names.ts'
import { readCalls, type Act, type CallScript } from '../src/flow/tree/scripted-calls.ts'
import type { Machine } from '../src/flow/machine/machine.ts'
import { beside, readProject } from '../src/flow/tree/project.ts'
import type { Runtime } from '../src/world/runtime.ts'
import { makeRuntime } from './world/runtime.ts'
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
    const name = flows.get(beside(file, flow?.value ?? ''))?.name.value ?? ''
    return calls
      .filter((script) => !inQueue(script))
      .map((script) => ({ flow: name, call: script.call.value, script }))
  })

let runtime: Runtime
let wire: Wire
let clock = 0
let playing: { machine: Machine; script: CallScript; used: Map<string, number> } | undefined
let close = (): void => undefined

beforeAll(async () => {
  runtime = await makeRuntime({
    env: { TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl },
    now: () => clock,
    lookup: (effect) =>
      Promise.resolve(
        playing
          ? cannedReply(playing, effect, clock)
          : { type: 'failed', at: clock, key: effect.key, reason: 'nobody plays' },
      ),
  })
  const server = createServer(makeApp(runtime)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  wire = { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, publicUrl, token }
  close = () => {
    server.close()
    server.closeAllConnections()
  }
})
afterAll(() => close())

describe('a telephone on signed webhooks', () => {
  it.each(scripts)('$flow: $call', async ({ flow, script }) => {
    const line = runtime.library
      .lines()
      .find(
        (one) =>
          one.flow === flow &&
          (script.language === undefined || one.language === script.language.value),
      )
    const machine = line && runtime.library.current(line.tenant, flow)
    if (!machine) throw new Error(`no line answers with "${flow}"`)
    const setting = settingOf(machine, script)
    clock = setting.started.at
    playing = { machine, script, used: new Map() }
    for (const { value: name } of machine.root.switches) {
      const words = Object.entries(switchesIn(script)).find(([given]) => sameName(given, name))
      await setSwitch(runtime.store, { tenant: line.tenant, flow, name }, words?.[1])
    }
    const phone = await dial(
      wire,
      line.number,
      script.withheld?.value ? 'anonymous' : (script.from?.value ?? '+12025550143'),
    )
    for (const act of script.talk.value) {
      clock += 5000
      await take(phone, act, setting.desks, machine)
    }
    const session = await runtime.store.loadCall(phone.callSid)
    if (script.reaches?.ended?.value) expect(session?.status, session?.state.leaf).toBe('ended')
    expect(phone.heard.join(' ')).not.toMatch(/sorry, something/i)
    await phone.hangUp()
    expect((await runtime.store.loadCall(phone.callSid))?.status).toBe('ended')
  })
})

async function take(phone: Telephone, act: Act, desks: Desks, machine: Machine): Promise<void> {
  const fold = (text: string): string => text.replace(/\s+/g, ' ').toLowerCase()
  if (act.type === 'system') {
    // what is a recording cannot be read in TwiML
    if (phone.played === 0) expect(fold(phone.heard.join(' '))).toContain(fold(act.text))
    return
  }
  phone.heard = []
  phone.played = 0
  if (act.type === 'keys')
    await phone.answer({
      Digits: act.keys.replace(/#$/, ''),
      ...(act.keys.endsWith('#') ? { FinishedOnKey: '#' } : {}),
    })
  else if (act.type === 'caller')
    await phone.answer({ SpeechResult: act.text, Confidence: String(act.confidence ?? 0.9) })
  else if (act.type === 'silence') await phone.answer({})
  else if (act.type === 'message') await phone.message(act.duration / 1000)
  else if (act.type === 'operator hangs up') await phone.release()
  else await phone.hangUp()
  for (let ring = 0; phone.waiting?.kind === 'dial' && ring < 10; ring++) {
    const session = await runtime.store.loadCall(phone.callSid)
    const name = machine.desks.get(session?.state.leaf.split('/')[0] ?? '')?.desk.name.value ?? ''
    const state = Object.entries(desks).find(([desk]) => sameName(desk, name))?.[1] ?? 'answered'
    if (state === 'queue') throw new Error(`nobody waits for operators here: "${name}"`)
    await phone.ring(state)
    if (state === 'answered') return
  }
}
