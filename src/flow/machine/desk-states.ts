// A desk as machine states: bounded attempts, opening hours, ringing or the queue, the
// conversation, and what may follow it.
import { DIALLED } from './counters.ts'
import { deaf, type Build } from './build.ts'
import type { Desk } from '../tree/flow.ts'
import type { Action, Arrow, Arrows, Leaf, LeafKind, StateNode } from './machine.ts'
import { backToEvent, byEvent, waitingEvent, type MachineEvent } from './machine-event.ts'
import { leafId, toEnded, toLastResort, toLeaf, type DeskRung } from './leaf-id.ts'
import type { Option } from '../tree/option.ts'

/** The hand-off bound is load-bearing: without it "operator, nobody, menu, operator" never ends.
 * `ownBit`: the desk may be tried once whatever was tried before. */
export function compileDesk(desk: Desk, build: Build, bound: number, ownBit: boolean): StateNode {
  const id = build.scopedName(desk.name.value)
  const bit = ownBit ? DIALLED + id : undefined
  const waiting = waitingArrows(desk, build)
  const state = (rung: DeskRung, kind: LeafKind, node: Partial<StateNode>): StateNode => ({
    id: leafId(id, rung),
    meta: deskLeaf(desk, build, rung, kind),
    ...node,
  })
  const handOff: Action = { type: 'hand off', params: { desk: id } }
  const countBit: Action[] = bit ? [{ type: 'count', params: { counter: bit } }] : []
  const closed = desk.closed ?? desk.nobody
  const hours = state('hours', 'hours', {
    on: {
      ...deaf(build),
      OPEN: { target: toLeaf(id, 'dial') },
      SHUT: giveUp(id, build.go(closed)),
    },
  })
  return {
    id,
    entry: [{ type: 'enter', params: { step: id } }],
    initial: 'check',
    states: {
      check: state('check', 'pass', { always: attempts(desk, id, bound, bit) }),
      ...(desk.hours && { hours }),
      dial: state('dial', 'dial', { entry: [handOff, ...countBit], on: waiting }),
      again: state('again', 'dial', { on: waiting }),
      bridged: state('bridged', 'bridged', { on: bridgedArrows(desk, build) }),
    },
  }
}

function deskLeaf(desk: Desk, build: Build, rung: DeskRung, kind: LeafKind): Leaf {
  const step = build.scopedName(desk.name.value)
  return {
    id: leafId(step, rung),
    scope: build.scope.prefix,
    step,
    word: 'desk',
    file: desk.range.file,
    line: desk.name.range.line,
    kind,
    rung,
    attempt: 1,
  }
}

/** In while its own bit or the bound allows it; else to the last resort. */
function attempts(desk: Desk, id: string, bound: number, bit: string | undefined): Arrow[] {
  const target = toLeaf(id, desk.hours ? 'hours' : 'dial')
  const below = (counter: string, max: number): Arrow => ({
    target,
    guard: { type: 'below', params: { counter, max } },
  })
  return [...(bit ? [below(bit, 1)] : []), below('handoffs', bound), { target: toLastResort }]
}

const countHandoff: Action = { type: 'count', params: { counter: 'handoffs' } }

const giveUp = (desk: string, target: string): Arrow => ({
  target,
  actions: [countHandoff, { type: 'give up', params: { desk } }],
})

const leaveQueue = (desk: string, option: string): Action[] => [
  countHandoff,
  { type: 'leave queue', params: { desk, option } },
]

/** What may happen while the caller is rung through or waits in the queue. */
function waitingArrows(desk: Desk, build: Build): Arrows {
  const id = build.scopedName(desk.name.value)
  const options = waitingOptions(desk)
  const connect: Action = { type: 'connect', params: { desk: id } }
  const chosen = build.optionIds(options).map((option, index): [MachineEvent, Arrow] => [
    waitingEvent(option),
    {
      target: build.go(options[index]?.then),
      actions: [...leaveQueue(id, option), { type: 'choose', params: { step: id, option } }],
    },
  ])
  const own: Arrows = {
    CALL_BACK: { target: toEnded, actions: [{ type: 'call back', params: { desk: id } }] },
    LEAVE: { target: build.go(desk.nobody), actions: leaveQueue(id, LEAVE) },
  }
  return {
    ANSWERED: { target: toLeaf(id, 'bridged'), actions: [connect] },
    UNANSWERED: giveUp(id, build.go(desk.nobody)),
    ...(options.length > 0 ? byEvent(chosen) : own),
  }
}

/** What may happen while the caller talks with somebody. */
function bridgedArrows(desk: Desk, build: Build): Arrows {
  const id = build.scopedName(desk.name.value)
  const over: Action[] = [
    { type: 'reset', params: { counter: 'handoffs' } },
    { type: 'release', params: { desk: id } },
  ]
  const requeue: Action = { type: 'requeue', params: { desk: id } }
  const back = (desk['back to']?.value ?? []).map((step): [MachineEvent, Arrow] => [
    backToEvent(step.value),
    { target: build.go(step), actions: over },
  ])
  return {
    RELEASED: { target: desk.then ? build.go(desk.then) : toEnded, actions: over },
    REQUEUED: { target: toLeaf(id, 'again'), actions: [requeue] },
    ...byEvent(back),
  }
}

/** What `left queue` names when a caller went the desk's `nobody` way by the engine's own key. */
export const LEAVE = 'leave'

/** The options an author gives a waiting caller; without any, the engine has its own. */
export const waitingOptions = (desk: Desk): Option[] => desk['while waiting']?.options?.value ?? []
