// The real app for calls of one moment, with a second one on the same store, so that the first can
// be killed.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { makeApp } from '../app.ts'
import type { Event } from '../call/event.ts'
import { assertReplay } from '../rehearsal/play.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { usualDesk, type DeskPeople } from '../world/lines.ts'
import type { Act, Plan } from './stress-call.ts'
import { repliesTo, replyInput, type World } from './world-by-lot.ts'
import type { LoggedTurn, Store } from '../store/store.ts'
import type { BrokenService } from './broken-service.ts'
import type { Combination } from './combinations.ts'
import { wireFor } from './network.ts'
import { NUMBER, openHouse, type House } from './stress-runtime.ts'
import { dial, type Rung, type Telephone } from './telephone.ts'

/** A call that was made, and what was wrong with it. */
export type Made = { phone?: Telephone; wrong?: string; events: Event[] }

export type Line = { play(combination: Combination): Promise<Made>; close(): Promise<void> }

/** How far after the first app the clock of the second is, ms: leases of a killed process have run
 * out by then. */
const LATER = 60_000

const PEOPLE: DeskPeople = {
  ...usualDesk,
  people: [{ to: '+442079460101' }, { to: '+442079460102' }],
}

/** What all calls of a line share. */
type Shared = {
  machine: Machine
  service: BrokenService
  calls: Map<string, Playing>
  store: Store
  origins: { first: string; second: string }
}

/** The app on a clock that begins at the world's time. Two of it stand on one store, so that one
 * can be killed. */
export async function openLine(
  machine: Machine,
  world: World,
  service: BrokenService,
): Promise<Line> {
  const begun = Date.now()
  const calls = new Map<string, Playing>()
  const clock = (ms: number) => (): number => world.at + Date.now() - begun + ms
  const partsAt = (now: () => number) => ({
    now,
    lookup: (effect: Lookup) => answerLookup({ machine, service, calls }, effect, now),
  })
  const house = await openHouse(machine, {
    ...partsAt(clock(0)),
    values: world.values,
    trouble: (store) => refusing(store, calls),
    desk: () => PEOPLE,
  })
  const { runtime } = house
  const first = await listen(runtime)
  // after a kill another process answers, with nothing but the store
  const second = await listen({ ...runtime, ...partsAt(clock(LATER)) })
  const origins = { first: first.origin, second: second.origin }
  const shared: Shared = { machine, service, calls, store: runtime.store, origins }
  const heard = new Map<Plan, Promise<string>>()
  /** What the same caller hears when nothing goes wrong. */
  const hearUntroubled = (combination: Combination): Promise<string> => {
    const known = heard.get(combination.plan) ?? wordsOfCall(shared, combination)
    heard.set(combination.plan, known)
    return known
  }
  return {
    async play(combination) {
      const made = await makeCall(shared, combination)
      if (made.wrong !== undefined || !harmless(combination)) return made
      const same = made.phone?.heard.join(' ') === (await hearUntroubled(combination))
      return same ? made : { ...made, wrong: 'the caller hears other words than without it' }
    },
    async close() {
      await first.close()
      await second.close()
      await house.close()
    },
  }
}

/** Refuses the turn at which the store of a call is to refuse. */
const refusing = (store: Store, calls: Map<string, Playing>): Store => ({
  ...store,
  commit: (turn) =>
    calls.get(turn.session.callId)?.refused()
      ? Promise.reject(new Error('the store refuses'))
      : store.commit(turn),
})

type Lookup = Parameters<House['runtime']['lookup']>[0]

async function answerLookup(
  { machine, service, calls }: Pick<Shared, 'machine' | 'service' | 'calls'>,
  effect: Lookup,
  now: () => number,
) {
  const call = calls.get([...calls.keys()].find((id) => effect.key.startsWith(id)) ?? '')
  const replies = call?.combination.plan.world.lookups[effect.lookup] ?? []
  const times = call?.times(effect.lookup) ?? 0
  const reply = replies[Math.min(times, replies.length - 1)]
  const faulty = call?.combination.lookup
  if (faulty?.name !== effect.lookup) return replyInput(machine, effect, now(), reply)
  const right = [reply, ...repliesTo(machine, effect.lookup)].find((one) => typeof one === 'object')
  return service.ask(effect, faulty.fault, right ?? {}, now)
}

async function makeCall(
  { machine, calls, store, origins }: Shared,
  combination: Combination,
): Promise<Made> {
  const playing = playingOf(combination)
  let sid: string | undefined
  const wire = wireFor(combination, origins, (form) => {
    if (sid !== undefined) return
    sid = form.CallSid ?? ''
    calls.set(sid, playing)
  })
  let wrong: string | undefined
  let phone: Telephone | undefined
  try {
    phone = await dial(wire, NUMBER)
    await converse(phone, combination)
    if (!phone.over) wrong = 'the call does not come to an end'
  } catch (error) {
    wrong = messageOf(error)
  }
  const callId = sid ?? ''
  calls.delete(callId)
  const log = await store.turns(callId)
  wrong ??= await findLost(machine, store, callId, log)
  return { phone, wrong, events: log.flatMap((turn) => turn.events) }
}

async function wordsOfCall(shared: Shared, combination: Combination): Promise<string> {
  const { phone } = await makeCall(shared, { ...combination, trouble: undefined })
  return phone?.heard.join(' ') ?? ''
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Troubles that must not change what the caller hears. */
const harmless = ({ trouble, lookup }: Combination): boolean =>
  trouble !== undefined && lookup === undefined

/** What the store has of a call at its end: it is over, and its log leads to it again. */
async function findLost(
  machine: Machine,
  store: Store,
  callId: string,
  log: LoggedTurn[],
): Promise<string | undefined> {
  const session = await store.loadCall(callId)
  if (!session) return 'the store does not know the call'
  if (session.status !== 'ended') return `the store still has the call at "${session.state.leaf}"`
  try {
    assertReplay({ machine, session, log })
  } catch (error) {
    return messageOf(error)
  }
  return undefined
}

type Playing = { combination: Combination; times(lookup: string): number; refused(): boolean }

/** Counts what of a call was asked: `refused` is true once, at the turn at which the store is to
 * refuse. */
function playingOf(combination: Combination): Playing {
  const asked = new Map<string, number>()
  let commits = 0
  return {
    combination,
    times(lookup) {
      const times = asked.get(lookup) ?? 0
      asked.set(lookup, times + 1)
      return times
    },
    refused: () =>
      combination.trouble === 'the store refuses once' &&
      commits++ === combination.plan.acts.length,
  }
}

async function listen(
  runtime: House['runtime'],
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer(makeApp(runtime))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

const MOST_TURNS = 60

/** The witness call, then a caller who says nothing more, leaves a message and talks to whoever
 * answers. */
async function converse(phone: Telephone, combination: Combination): Promise<void> {
  const acts = [...combination.plan.acts]
  for (let turn = 0; !phone.over && turn < MOST_TURNS; turn++) {
    const { waiting } = phone
    const act = acts.shift()
    // the last act is what the fault is met by
    const meets = acts.length === 0
    if (act?.type === 'hang up') await phone.hangUp()
    else if (waiting?.kind === 'record') await leaveMessage(phone, act)
    else if (waiting?.kind === 'dial') {
      await beRung(phone, (meets && combination.desk) || 'answered')
      if (act && act.type !== 'operator hangs up') acts.unshift(act)
    } else await answer(phone, act, meets && combination.recogniser === 'dead')
  }
}

const leaveMessage = (phone: Telephone, act: Act | undefined): Promise<void> =>
  phone.message(act?.type === 'message' ? act.duration / 1000 : 5)

async function beRung(phone: Telephone, how: Rung): Promise<void> {
  await phone.ring(how)
  if (how === 'answered' && phone.waiting?.kind === 'dial') await phone.release()
}

/** `deaf`: the recogniser is dead, and hears noise. */
function answer(phone: Telephone, act: Act | undefined, deaf: boolean): Promise<void> {
  if (act?.type === 'keys')
    return phone.answer({
      Digits: act.keys.replace(/#$/, ''),
      ...(act.keys.endsWith('#') && { FinishedOnKey: '#' }),
    })
  if (act?.type === 'caller')
    return phone.answer({ SpeechResult: act.text, Confidence: String(act.confidence ?? 0.9) })
  return phone.answer(deaf ? { SpeechResult: 'mhm', Confidence: '0.05' } : {})
}
