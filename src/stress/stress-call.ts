// Plays one call in memory and looks at each turn of it.
import type { Act as Scripted } from '../flow/tree/scripted-calls.ts'
import type { Event } from '../call/event.ts'
import { mostTurns } from '../call/interpret.ts'
import { makeSetting } from '../call/setting.ts'
import { nextFromOutside, performAct, ringingAt } from '../rehearsal/outside.ts'
import { assertReplay } from '../rehearsal/play.ts'
import { beginCall, takeInput, type Stage } from '../rehearsal/stage.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Session } from '../call/session.ts'
import { faultIn, startWatch, type Bounds, type Fault } from './invariants.ts'
import { replyFrom, type World } from './world-by-lot.ts'

export type Act = Exclude<Scripted, { type: 'system' }>

/** A call as data. `leaves`: the caller hangs up while a desk is rung, or while something is looked
 * up. */
export type Plan = { world: World; acts: Act[]; leaves?: 'ringing' | 'looking up' }

/** `acts` are those that fitted, up to the fault. `stage` is absent when the call could not even
 * begin. */
export type Played = { acts: Act[]; stage?: Stage; fault?: Fault }

/** `inspect` may find fault with the reply of a turn; `replayed`: the call is gone through again
 * from its log. */
export type Asked = {
  bounds: Bounds
  inspect?: (turn: { session: Session; events: Event[] }) => string | undefined
  replayed: boolean
}

/** What the caller does next; undefined: nothing more of their own, and they fall silent. */
export type Next = (stage: Stage) => Act | undefined

/** So many times at most the world is asked before the caller is: rounds of ringing at every desk,
 * and lookups. */
const MOST_ANSWERS = 100

/** Plays a call to its end. A caller who has nothing more to do is silent until it is over. */
export function playCall(
  machine: Machine,
  { world, leaves }: Omit<Plan, 'acts'>,
  next: Next,
  { bounds, inspect, replayed }: Asked,
): Played {
  const setting = makeSetting(machine, world)
  const reply = replyFrom(machine, world, new Map())
  const acts: Act[] = []
  const watch = startWatch()
  let stage: Stage | undefined
  const settle = (on: Stage): void => {
    let answers = 0
    for (
      let input = nextFromOutside(on, setting, reply);
      input;
      input = nextFromOutside(on, setting, reply)
    ) {
      if (++answers > MOST_ANSWERS)
        throw new Error(
          `lookups and desks are asked without end, last at "${on.session.state.leaf}"`,
        )
      const left =
        leaves !== undefined &&
        leaves ===
          (ringingAt(on) !== undefined
            ? 'ringing'
            : on.session.working?.kind === 'request'
              ? 'looking up'
              : undefined)
      const { type, at } = left ? { type: 'hung up' as const, at: input.at } : input
      if (!takeInput(on, left ? { type: 'hung up', at } : input))
        throw new Error(`"${type}" does not fit at "${on.session.state.leaf}"`)
    }
  }
  const looked = (on: Stage): Fault | undefined => {
    const from = watch.seen
    const fault = faultIn(on, bounds, watch)
    if (fault || !inspect) return fault
    for (const { seq, answers, events } of on.log.slice(from)) {
      const status = seq === on.session.seq ? on.session.status : 'waiting'
      const wrong =
        answers === null
          ? undefined
          : inspect({ session: { ...on.session, seq, reply: seq, status }, events })
      if (wrong !== undefined) return { rule: 'reply', message: wrong, seq }
    }
    return undefined
  }
  try {
    stage = beginCall(machine, setting.started, !replayed)
    settle(stage)
    let fault = looked(stage)
    let passed = 0
    const most = 2 * mostTurns(machine.root) + 40
    while (!fault && stage.session.status !== 'ended') {
      if (acts.length >= most) {
        fault = {
          rule: 'does not end',
          message: `the call goes on after ${acts.length} answers`,
          seq: stage.session.seq,
        }
        break
      }
      const act = next(stage) ?? nothingMore(stage)
      const refused = performAct(stage, setting, act)
      // an act that was written for another place is passed over
      if (refused !== undefined && ++passed > most) throw new Error(refused)
      if (refused !== undefined) continue
      acts.push(act)
      settle(stage)
      fault = looked(stage)
    }
    if (!fault && replayed) assertReplay(stage)
    return { acts, stage, fault }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      acts,
      stage,
      fault: {
        rule: /replay of/.test(message) ? 'another replay' : 'threw',
        message,
        seq: (stage?.session.seq ?? 0) + 1,
      },
    }
  }
}

/** A caller with nothing to say or leave; an operator who has had enough. */
export function nothingMore({ machine, session }: Stage): Act {
  const leaf = machine.leaves.get(session.state.leaf)
  if (session.queued) return { type: 'operator answers' }
  return leaf?.kind === 'bridged'
    ? { type: 'operator hangs up' }
    : leaf?.mode === 'tone'
      ? { type: 'message', duration: 0 }
      : { type: 'silence' }
}

/** Plays a list of acts. */
export function playPlan(machine: Machine, plan: Plan, asked: Asked): Played {
  const left = [...plan.acts]
  return playCall(machine, plan, () => left.shift(), asked)
}
