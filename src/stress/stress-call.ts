// Plays one call in memory and looks at each turn of it.
import { mostTurns } from '../flow/tree/flow-limits.ts'
import type { Act as Scripted } from '../flow/tree/scripted-calls.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { makeSetting, type Setting } from '../call/setting.ts'
import { nextFromOutside, performAct, ringingAt } from '../rehearsal/outside.ts'
import { assertReplay } from '../rehearsal/play.ts'
import { beginCall, takeInput, type Stage } from '../rehearsal/stage.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Session } from '../call/session.ts'
import { faultIn, startWatch, type Bounds, type Fault, type Watch } from './invariants.ts'
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

/** Acts beyond twice the turn limit, after which a call counts as endless. */
const MOST_MORE_ACTS = 40

/** A call as it is played: what the world answers, and what is looked at. */
type Playing = Pick<Plan, 'leaves'> &
  Pick<Asked, 'bounds' | 'inspect'> & {
    setting: Setting
    reply: ReturnType<typeof replyFrom>
    watch: Watch
    acts: Act[]
  }

/** Plays a call to its end. A caller who has nothing more to do is silent until it is over. */
export function playCall(
  machine: Machine,
  { world, leaves }: Omit<Plan, 'acts'>,
  next: Next,
  { bounds, inspect, replayed }: Asked,
): Played {
  const playing: Playing = {
    leaves,
    bounds,
    inspect,
    setting: makeSetting(machine, world),
    reply: replyFrom(machine, world, new Map()),
    watch: startWatch(),
    acts: [],
  }
  const { acts } = playing
  let stage: Stage | undefined
  try {
    stage = beginCall(machine, playing.setting.started, !replayed)
    const fault = playOn(stage, playing, next)
    if (!fault && replayed) assertReplay(stage)
    return { acts, stage, fault }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const rule = /replay of/.test(message) ? 'another replay' : 'threw'
    return { acts, stage, fault: { rule, message, seq: (stage?.session.seq ?? 0) + 1 } }
  }
}

/** To the end of the call or its first fault. */
function playOn(stage: Stage, playing: Playing, next: Next): Fault | undefined {
  const { acts, setting } = playing
  const most = 2 * mostTurns(stage.machine.root) + MOST_MORE_ACTS
  let passed = 0
  let fault = settleAndLook(stage, playing)
  while (!fault && stage.session.status !== 'ended') {
    if (acts.length >= most) {
      const message = `the call goes on after ${acts.length} answers`
      return { rule: 'does not end', message, seq: stage.session.seq }
    }
    const act = next(stage) ?? nothingMore(stage)
    const refused = performAct(stage, setting, act)
    // an act that was written for another place is passed over
    if (refused !== undefined && ++passed > most) throw new Error(refused)
    if (refused !== undefined) continue
    acts.push(act)
    fault = settleAndLook(stage, playing)
  }
  return fault
}

function settleAndLook(stage: Stage, playing: Playing): Fault | undefined {
  settle(stage, playing)
  return inspectTurns(stage, playing)
}

/** The world answers until the caller is asked again, or has left. */
function settle(stage: Stage, { setting, reply, leaves }: Playing): void {
  for (let answers = 1; ; answers++) {
    const input = nextFromOutside(stage, setting, reply)
    if (!input) return
    const { leaf } = stage.session.state
    if (answers > MOST_ANSWERS)
      throw new Error(`lookups and desks are asked without end, last at "${leaf}"`)
    const left = leaves !== undefined && leaves === waitsFor(stage)
    const taken: Input = left ? { type: 'hung up', at: input.at } : input
    if (!takeInput(stage, taken)) throw new Error(`"${taken.type}" does not fit at "${leaf}"`)
  }
}

function waitsFor(stage: Stage): Plan['leaves'] {
  if (ringingAt(stage) !== undefined) return 'ringing'
  return stage.session.working?.kind === 'request' ? 'looking up' : undefined
}

function inspectTurns(stage: Stage, { watch, bounds, inspect }: Playing): Fault | undefined {
  const from = watch.seen
  const fault = faultIn(stage, bounds, watch)
  if (fault || !inspect) return fault
  const { session, log } = stage
  for (const { seq, answers, events } of log.slice(from)) {
    if (answers === null) continue
    const status = seq === session.seq ? session.status : 'waiting'
    const wrong = inspect({ session: { ...session, seq, reply: seq, status }, events })
    if (wrong !== undefined) return { rule: 'reply', message: wrong, seq }
  }
  return undefined
}

/** A caller with nothing to say or leave; an operator who has had enough. */
export function nothingMore({ machine, session }: Stage): Act {
  const leaf = machine.leaves.get(session.state.leaf)
  if (session.queued) return { type: 'operator answers' }
  if (leaf?.kind === 'bridged') return { type: 'operator hangs up' }
  return leaf?.mode === 'tone' ? { type: 'message', duration: 0 } : { type: 'silence' }
}

/** Plays a list of acts. */
export function playPlan(machine: Machine, plan: Plan, asked: Asked): Played {
  const left = [...plan.acts]
  return playCall(machine, plan, () => left.shift(), asked)
}
