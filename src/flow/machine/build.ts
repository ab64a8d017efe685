// What a step's compile needs: names to targets, leaves with their meta, and the states all steps
// share.
import type { Flow } from '../tree/flow.ts'
import type { Located } from '../text/located.ts'
import type { Action, Arrow, Arrows, Leaf, LeafKind, Scope, StateNode } from './machine.ts'
import { byEvent, eventsOf, optionEvent, type MachineEvent } from './machine-event.ts'
import { leafId, toLeaf, type EngineRung, type StepRung } from './leaf-id.ts'
import type { Part } from './prompt-part.ts'
import type { Option } from '../tree/option.ts'
import type { Listening } from '../tree/step.ts'
import type { Step } from '../steps/index.ts'
import type { DoStep } from '../steps/do.ts'

export type Build = {
  scope: Scope
  flow: Flow
  /** `survey>may we` */
  scopedName(name: string): string
  /** the `#id` of what stands after `then:`; the flow's help (or the last resort) when nothing is
   * written */
  go(target: Located<string> | undefined): string
  /** inlines a sub-flow at this call site */
  inline(step: DoStep, subflow: Flow): StateNode
  /** events of the options that work anywhere in this scope */
  anywhere: MachineEvent[]
  /** the ids of a step's options, each once */
  optionIds(options: Option[]): string[]
}

/** Where a leaf stands in its step, what it waits for or works out, and how it is heard. */
type LeafAt = { rung: StepRung; kind: LeafKind } & Pick<Partial<Leaf>, 'attempt' | 'mode' | 'timer'>

export function leaf(build: Build, step: Step, { rung, kind, ...more }: LeafAt): Leaf {
  const name = build.scopedName(step.name.value)
  return {
    id: leafId(name, rung),
    scope: build.scope.prefix,
    step: name,
    word: step.word,
    file: step.range.file,
    line: step.name.range.line,
    kind,
    rung,
    attempt: 1,
    ...more,
  }
}

/** A leaf that the compiler adds. */
export function engineLeaf(
  flow: Flow,
  at: { rung: EngineRung; kind: LeafKind } & Pick<Partial<Leaf>, 'scope' | 'step'>,
): Leaf {
  const { rung, kind, scope = '', step = '' } = at
  const { file, name } = flow
  const { line } = name.range
  return { id: rung, scope, step, word: '', file, line, kind, rung, attempt: 1 }
}

export const say = (step: string, part: Part): Action => ({ type: 'say', params: { step, part } })

/** Universals do not reach a state in which the caller is not listened to. */
export function deaf(build: Build): Arrows {
  return forbidden([...eventsOf('universal', 'spent'), ...build.anywhere])
}

/** Empty arrows: these events do nothing here, whatever the states around say. */
export const forbidden = (events: MachineEvent[]): Arrows =>
  byEvent(events.map((event) => [event, {}]))

/** A work state the engine answers with one of the events. */
export function work(build: Build, step: Step, at: LeafAt, on: Arrows): StateNode {
  const meta = leaf(build, step, at)
  return { id: meta.id, on: { ...deaf(build), ...on }, meta }
}

/** The options of a step as arrows; an unsure one is held and asked about. */
export function choices(build: Build, step: Step & Listening): Arrows {
  const name = build.scopedName(step.name.value)
  const options = step.options?.value ?? []
  return byEvent(
    build.optionIds(options).map((id, index): [MachineEvent, Arrow] => [
      optionEvent(id),
      {
        target: build.go(options[index]?.then),
        actions: [{ type: 'choose', params: { step: name, option: id } }],
      },
    ]),
  )
}

/** A step that begins with a work state: visits counted (`at most`) and what the caller already
 * gave. */
export function entering(build: Build, step: Step, ways: Arrows): Record<string, StateNode> {
  const on = step['at most'] ? { ...ways, TOO_MANY: { target: build.go(step['too many']) } } : ways
  return { enter: work(build, step, { rung: 'enter', kind: 'enter' }, on) }
}

/** A step that begins at one of its states, at once or after its visits were counted; `said` is said
 * on the way in. */
export function stepNode(
  build: Build,
  step: Step,
  { first, said = [], states }: StepStates,
): StateNode {
  const id = build.scopedName(step.name.value)
  const enter: Action = { type: 'enter', params: { step: id } }
  if (!step['at most']) return { id, entry: [enter, ...said], initial: first, states }
  const FITS = { target: toLeaf(id, first), ...(said.length > 0 && { actions: said }) }
  return {
    id,
    entry: [enter],
    initial: 'enter',
    states: { ...entering(build, step, { FITS }), ...states },
  }
}

type StepStates = { first: StepRung; said?: Action[]; states: Record<string, StateNode> }

/** What a step does when it is left by `then` after success. */
export const success = (build: Build, step: Step): Action[] =>
  step.goal
    ? [
        { type: 'count', params: { counter: 'goal' } },
        { type: 'reached', params: { step: build.scopedName(step.name.value) } },
      ]
    : []

/** A step without waits of its own: at once, or after its visits were counted. */
export function passing(build: Build, step: Step, actions: Action[], arrow: Arrow): StateNode {
  const name = build.scopedName(step.name.value)
  const enter: Action = { type: 'enter', params: { step: name } }
  const meta = leaf(build, step, { rung: 'pass', kind: 'pass' })
  if (!step['at most'])
    return {
      id: name,
      meta: { ...meta, id: name, rung: '' },
      entry: [enter, ...actions],
      always: arrow,
    }
  return {
    id: name,
    entry: [enter],
    initial: 'enter',
    states: {
      ...entering(build, step, { FITS: { target: `#${meta.id}` } }),
      pass: { id: meta.id, meta, entry: actions, always: arrow },
    },
  }
}
