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
import type { Plan } from './stress-call.ts'
import { repliesTo, replyInput, type World } from './world-by-lot.ts'
import type { LoggedTurn, Store } from '../store/store.ts'
import type { BrokenService } from './broken-service.ts'
import type { Combination } from './combinations.ts'
import { wireFor } from './network.ts'
import { NUMBER, openHouse, type House } from './stress-runtime.ts'
import { dial, type Telephone } from './telephone.ts'

/** A call that was made, and what was wrong with it. */
export type Made = { phone?: Telephone; wrong?: string; events: Event[] }

export type Line = { play(combination: Combination): Promise<Made>; close(): Promise<void> }

/** The app on a clock that begins at the world's time. Two of it stand on one store, so that one
 * can be killed. */
export async function openLine(
  machine: Machine,
  world: World,
  service: BrokenService,
): Promise<Line> {
  const begun = Date.now()
  const calls = new Map<string, Playing>()
  const later = (ms: number) => (): number => world.at + Date.now() - begun + ms
  const trouble = (store: Store): Store => ({
    ...store,
    commit: (turn) =>
      calls.get(turn.session.callId)?.refused()
        ? Promise.reject(new Error('the store refuses'))
        : store.commit(turn),
  })
  const desk = (): DeskPeople => ({
    ...usualDesk,
    people: [{ to: '+442079460101' }, { to: '+442079460102' }],
  })
  const house = await openHouse(machine, {
    now: later(0),
    values: world.values,
    trouble,
    desk,
    lookup: (effect) => answer(effect, later(0)),
  })
  const { runtime } = house
  async function answer(effect: Parameters<House['runtime']['lookup']>[0], now: () => number) {
    const call = calls.get([...calls.keys()].find((id) => effect.key.startsWith(id)) ?? '')
    const replies = call?.combination.plan.world.lookups[effect.lookup] ?? []
    const times = call?.times(effect.lookup) ?? 0
    const reply = replies[Math.min(times, replies.length - 1)]
    if (call?.combination.lookup?.name === effect.lookup)
      return service.ask(
        effect,
        call.combination.lookup.fault,
        [reply, ...repliesTo(machine, effect.lookup)].find((one) => typeof one === 'object') ?? {},
        now,
      )
    return replyInput(machine, effect, now(), reply)
  }
  const first = await listen(runtime)
  // after a kill another process answers, with nothing but the store; leases of the dead one have
  // run out by its clock
  const second = await listen({
    ...runtime,
    now: later(60_000),
    lookup: (effect) => answer(effect, later(60_000)),
  })
  const heard = new Map<Plan, Promise<string>>()
  /** What the same caller hears when nothing goes wrong. */
  const untroubled = (combination: Combination): Promise<string> => {
    const known =
      heard.get(combination.plan) ??
      call({ ...combination, trouble: undefined }).then(({ phone }) => phone?.heard.join(' ') ?? '')
    heard.set(combination.plan, known)
    return known
  }
  return {
    async play(combination) {
      const made = await call(combination)
      const differs =
        made.wrong === undefined &&
        harmless(combination) &&
        made.phone?.heard.join(' ') !== (await untroubled(combination))
      return differs ? { ...made, wrong: 'the caller hears other words than without it' } : made
    },
    async close() {
      await first.close()
      await second.close()
      await house.close()
    },
  }

  async function call(combination: Combination): Promise<Made> {
    const callOf: { sid?: string } = {}
    const playing = playingOf(combination)
    const wire = wireFor(combination, first.origin, second.origin, (form) => {
      if (callOf.sid === undefined) calls.set((callOf.sid = form.CallSid ?? ''), playing)
    })
    let wrong: string | undefined
    let phone: Telephone | undefined
    try {
      phone = await dial(wire, NUMBER)
      await converse(phone, combination)
      if (!phone.over) wrong = 'the call does not come to an end'
    } catch (error) {
      wrong = error instanceof Error ? error.message : String(error)
    }
    const sid = callOf.sid ?? ''
    calls.delete(sid)
    const log = await runtime.store.turns(sid)
    return {
      phone,
      wrong: wrong ?? (await kept(machine, runtime.store, sid, log)),
      events: log.flatMap((turn) => turn.events),
    }
  }
}

/** Troubles that must not change what the caller hears. */
const harmless = ({ trouble, lookup }: Combination): boolean =>
  trouble !== undefined && lookup === undefined

/** What the store has of a call at its end: it is over, and its log leads to it again. */
async function kept(
  machine: Machine,
  store: Store,
  callId: string,
  log: LoggedTurn[],
): Promise<string | undefined> {
  const session = await store.loadCall(callId)
  if (session?.status !== 'ended')
    return session
      ? `the store still has the call at "${session.state.leaf}"`
      : 'the store does not know the call'
  try {
    assertReplay({ machine, session, log })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
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
    else if (waiting?.kind === 'record')
      await phone.message(act?.type === 'message' ? act.duration / 1000 : 5)
    else if (waiting?.kind === 'dial') {
      const how = (meets ? combination.desk : undefined) ?? 'answered'
      await phone.ring(how)
      if (how === 'answered' && phone.waiting?.kind === 'dial') await phone.release()
      if (act && act.type !== 'operator hangs up') acts.unshift(act)
    } else if (act?.type === 'keys')
      await phone.answer({
        Digits: act.keys.replace(/#$/, ''),
        ...(act.keys.endsWith('#') ? { FinishedOnKey: '#' } : {}),
      })
    else if (act?.type === 'caller')
      await phone.answer({ SpeechResult: act.text, Confidence: String(act.confidence ?? 0.9) })
    else
      await phone.answer(
        meets && combination.recogniser === 'dead'
          ? { SpeechResult: 'mhm', Confidence: '0.05' }
          : {},
      )
  }
}
