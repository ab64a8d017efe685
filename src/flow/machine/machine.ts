// The compiled machine as plain data, in the shape of an XState config with only what can be
// proved: no guard reads a slot.
import type { Desk, Flow } from '../tree/flow.ts'
import type { Step } from '../steps/index.ts'
import type { MachineEvent } from './machine-event.ts'
import type { Rung } from './leaf-id.ts'
import type { Part } from './prompt-part.ts'

/** What the engine does on the way; the machine itself only counts. */
export type Action =
  | { type: 'enter'; params: { step: string } }
  | { type: 'say'; params: { step: string; part: Part } }
  | { type: 'repeat' }
  /** an answer of the FAQ, or one piece of it, counted from 1 */
  | { type: 'answer'; params: { step: string; piece?: number } }
  | { type: 'fill' | 'hold' | 'set' | 'save' | 'notify'; params: { step: string } }
  | { type: 'choose'; params: { step: string; option: string } }
  | { type: 'reached'; params: { step: string } }
  | { type: 'hand off'; params: { desk: string } }
  | { type: 'connect' | 'release' | 'give up'; params: { desk: string } }
  /** the caller leaves a desk's queue: by an option, to be called back, or without either for
   * `nobody` */
  | { type: 'leave queue'; params: { desk: string; option: string } }
  | { type: 'call back' | 'requeue'; params: { desk: string } }
  /** a step promises a call back */
  | { type: 'promise'; params: { step: string } }
  | { type: 'recorded'; params: { step: string } }
  /** what the caller volunteered is taken as the answer */
  | { type: 'take'; params: { step: string } }
  /** a sub-flow begins with its `takes`, and ends giving back its `gives` */
  | { type: 'begin' | 'give'; params: { step: string } }
  | { type: 'end' }
  /** the step is left by one of its ways */
  | { type: 'leave'; params: { step: string; way: string } }
  | { type: 'count'; params: { counter: string } }
  | { type: 'reset'; params: { counter: string } }

/** `target` is `#id`; without it the state stays. An empty object forbids what an outer state
 * allows. */
export type Arrow = {
  target?: string
  actions?: Action[]
  guard?: { type: 'below'; params: { counter: string; max: number } }
}

/** What each event does in a state. */
export type Arrows = { [E in MachineEvent]?: Arrow }

export type StateNode = {
  id?: string
  initial?: string
  states?: Record<string, StateNode>
  on?: Arrows
  always?: Arrow | Arrow[]
  entry?: Action[]
  type?: 'final'
  meta?: Leaf
}

/** What a leaf waits for, or what the engine must work out there. */
export type LeafKind =
  | 'answer'
  | 'confirm'
  | 'more'
  | 'tone'
  | 'dial'
  | 'bridged'
  | 'enter'
  | 'decide'
  | 'request'
  | 'callback'
  | 'hours'
  | 'list'
  | 'entered'
  | 'pass'
  | 'over'

export const waitKinds: ReadonlySet<LeafKind> = new Set([
  'answer',
  'confirm',
  'more',
  'tone',
  'dial',
  'bridged',
])
export const workKinds: ReadonlySet<LeafKind> = new Set([
  'enter',
  'decide',
  'request',
  'callback',
  'hours',
  'list',
  'entered',
])

/** `step` is scoped (`survey>may we`); `attempt` counts from 1; `timer` in milliseconds. */
export type Leaf = {
  id: string
  scope: string
  step: string
  word: string
  file: string
  line: number
  kind: LeafKind
  rung: Rung
  attempt: number
  mode?: 'both' | 'keys' | 'speech' | 'tone'
  timer?: number
}

/** One file's names as seen from its steps: the root has the prefix `''`, a sub-flow that of its
 * call site. */
export type Scope = { prefix: string; flow: Flow; parent?: Scope; site?: Step }

export type Machine = {
  flow: string
  version: string
  config: StateNode
  /** the most desks tried in vain before the last resort */
  bound: number
  scopes: Map<string, Scope>
  leaves: Map<string, Leaf>
  /** every step by scoped name, those of the region after the call as `after:NAME` */
  steps: Map<string, { step: Step; scope: Scope }>
  desks: Map<string, { desk: Desk; scope: Scope }>
  root: Flow
  /** live facts that prompts and conditions of this flow ask about */
  facts: string[]
  /** true when any slot is private: the log is sealed */
  sealed: boolean
  sources: Record<string, string>
}
