// A call that was played in memory, once more through the main path and a real store: both must
// arrive at the same session.
import type { Logged } from '../call/replay.ts'
import type { Input } from '../call/input.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { deskState, ESTIMATED, textsOf, type Desks } from '../call/setting.ts'
import { afterChange } from '../notices/change.ts'
import { entryBy } from '../staff/audit.ts'
import { assertReplay } from '../rehearsal/play.ts'
import type { DeskView } from '../desk/desk.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { World } from './world-by-lot.ts'
import { noteInput, startCall, takeTurn, type Render } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { twiml } from '../twilio/twiml.ts'
import { twimlFault } from './reply-check.ts'
import { openHouse, PUBLIC_URL, type House } from './stress-runtime.ts'

export type Stored = {
  play(stage: Stage, world: World): Promise<string | undefined>
  close(): Promise<void>
}

const render: Render = (turn) => twiml(turn, { base: PUBLIC_URL, audioUrl: () => undefined })

/** Opens a store for calls of one machine. `play` gives a sentence when a call goes another way
 * there than in memory. */
export async function openStored(machine: Machine): Promise<Stored> {
  let clock = 0
  let answers: Input[] = []
  let desks: Desks = {}
  const desk: DeskView = {
    staffed: (_, { name }) => Promise.resolve(deskState(desks, name) === 'queue'),
    facts: () => Promise.resolve({ free: 0, waiting: 0, wait: ESTIMATED }),
    openCallback: () => Promise.resolve(undefined),
  }
  const house = await openHouse(machine, {
    now: () => clock,
    view: desk,
    lookup: (effect) => {
      const input = answers.find(({ type }) => type === 'fetched' || type === 'failed')
      if (!input)
        return Promise.resolve({
          type: 'failed',
          at: clock,
          key: effect.key,
          reason: 'it was not asked in memory',
        })
      answers = answers.slice(answers.indexOf(input) + 1)
      clock = input.at
      return Promise.resolve({ ...input, key: effect.key } as Input)
    },
  })
  return {
    async play(stage, world) {
      const { callId } = world
      ;({ desks } = world)
      await setSwitches(house, machine, world)
      for (const turn of stage.log) {
        const [input, ...rest] = turn.inputs
        if (!input) continue
        clock = input.at
        answers = rest
        const fault = await take(house, { machine, callId, turn, input })
        if (fault !== undefined) return fault
      }
      return compare(house, machine, callId, stage)
    },
    close: () => house.close(),
  }
}

async function setSwitches(
  { runtime, line }: House,
  machine: Machine,
  { switches }: World,
): Promise<void> {
  const { store, now } = runtime
  for (const { value: name } of machine.root.switches) {
    const words = switches[name] ?? 'off'
    const key = { tenant: line.tenant, flow: machine.flow, name }
    const wish = { on: words !== 'off', texts: textsOf(words) }
    const at = now()
    const after = afterChange(await store.switchOf(key), wish, { at, by: 'practice phone' })
    const action = wish.on ? 'switched on' : 'switched off'
    await store.changeSwitch(
      { ...key, ...after },
      entryBy('practice phone', { at, tenant: key.tenant, action, details: {} }),
    )
  }
}

type Taken = { machine: Machine; callId: string; turn: Logged; input: Input }

/** One turn, and its webhook again: the second one gets the same bytes. */
async function take(
  { runtime, line }: House,
  { machine, callId, turn: { answers, seq }, input }: Taken,
): Promise<string | undefined> {
  const once = async (): Promise<Answer> => {
    if (input.type === 'started')
      return startCall(
        runtime,
        { ...input, callId },
        { machine, line: { ...input.line, tenant: line.tenant } },
        render,
      )
    if (answers === null) return noteInput(runtime, callId, input)
    return takeTurn(runtime, { callId, answers }, input, render)
  }
  const first = await once()
  if (answers === null) return undefined
  if (!('reply' in first)) return `turn ${seq} got no reply in the store: ${first.outcome}`
  const again = await once()
  if (!('reply' in again) || again.reply !== first.reply)
    return `turn ${seq} got another reply when its webhook came twice`
  return twimlFault(first.reply)
}

async function compare(
  { runtime: { store } }: House,
  machine: Machine,
  callId: string,
  stage: Stage,
): Promise<string | undefined> {
  const session = await store.loadCall(callId)
  if (!session) return 'the store does not know the call'
  assertReplay({ machine, session, log: await store.turns(callId) })
  if (JSON.stringify(session) === JSON.stringify(stage.session)) return undefined
  return `the call ends at "${session.state.leaf}" in the store and at "${stage.session.state.leaf}" in memory, or remembers other things`
}
