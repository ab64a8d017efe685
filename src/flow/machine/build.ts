// What a step's compile needs: names to targets, leaves with their meta, and the one ladder all
// questions climb.
import type { Flow } from '../tree/flow.ts'
import type { Located } from '../text/located.ts'
import type { Action, Arrow, Arrows, Leaf, LeafKind, Scope, StateNode } from './machine.ts'
import { byEvent, eventsOf, optionEvent, type MachineEvent } from './machine-event.ts'
import { leafId, toLeaf, type StepRung } from './leaf-id.ts'
import { missPart, type MissPart, type Part } from './prompt-part.ts'
import type { Option } from '../tree/option.ts'
import type { Listening } from '../tree/step.ts'
import type { Step } from '../steps/index.ts'
import type { DoStep } from '../steps/do.ts'

export type Build = {
  scope: Scope
  flow: Flow
  /** `survey>may we` */
  scoped(name: string): string
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

const DEFAULT_WAIT = 5000
const DEFAULT_TRIES = 3

export function leaf(
  build: Build,
  step: Step,
  rung: StepRung,
  kind: LeafKind,
  more: Partial<Leaf> = {},
): Leaf {
  const name = build.scoped(step.name.value)
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

export const say = (step: string, part: Part): Action => ({ type: 'say', params: { step, part } })

/** Universals do not reach a state in which the caller is not listened to. */
export function deaf(build: Build): Arrows {
  return forbidden([...eventsOf('universal', 'spent'), ...build.anywhere])
}

/** Empty arrows: these events do nothing here, whatever the states around say. */
export const forbidden = (events: MachineEvent[]): Arrows =>
  byEvent(events.map((event) => [event, {}]))

/** A work state the engine answers with one of the events. */
export function work(
  build: Build,
  step: Step,
  rung: StepRung,
  kind: LeafKind,
  on: Arrows,
): StateNode {
  const meta = leaf(build, step, rung, kind)
  return { id: meta.id, on: { ...deaf(build), ...on }, meta }
}

export type Ladder = {
  step: Step & Listening
  /** events that leave the question, on every rung, confirmations too */
  answers: Arrows
  /** what is held and read back: at a try, and again at a confirmation; `yes` is what a yes then
   * does */
  confirmed?: { held: MachineEvent[]; heldAgain: MachineEvent[]; yes: Arrows }
  /** the last rung is a recording (names, addresses, codes with letters and free text have no
   * keypad) */
  toneLast?: Arrow
  keypad: boolean
}

/** try1..n and, where something is confirmed, confirm1..n with one shared patience. */
export function ladder(
  build: Build,
  { step, answers, confirmed, toneLast, keypad }: Ladder,
): Record<string, StateNode> {
  const name = build.scoped(step.name.value)
  const tries = step.tries?.value ?? build.flow.tries ?? DEFAULT_TRIES
  const listen = step.listen?.value ?? build.flow.listen ?? 'both'
  const timer = step.wait?.value ?? build.flow.wait ?? DEFAULT_WAIT
  const stuck = build.go(step.stuck)
  const climb = (rung: 'try' | 'confirm', attempt: number, part: MissPart): Arrow =>
    attempt < tries
      ? {
          target: toLeaf(name, `${rung}${attempt + 1}`),
          actions: [say(name, missPart(part, attempt))],
        }
      : { target: stuck }
  const held = (events: MachineEvent[], at: number): Arrows =>
    byEvent(
      events.map((event) => [
        event,
        at > tries
          ? { target: stuck }
          : {
              target: toLeaf(name, `confirm${at}`),
              actions: [{ type: 'hold', params: { step: name } }, say(name, 'confirm')],
            },
      ]),
    )
  const states: Record<string, StateNode> = {}
  for (let attempt = 1; attempt <= tries; attempt++) {
    const last = attempt === tries && attempt > 1
    const mode = last && toneLast ? 'tone' : last && keypad && listen !== 'speech' ? 'keys' : listen
    const meta = leaf(build, step, `try${attempt}`, mode === 'tone' ? 'tone' : 'answer', {
      attempt,
      mode,
      timer,
    })
    if (mode === 'tone') {
      states[meta.rung] = {
        id: meta.id,
        meta,
        on: {
          ...deaf(build),
          RECORDED: toneLast ?? {},
          EMPTY: { target: stuck },
          LIMIT: { target: '#last resort' },
        },
      }
    }
    const silence = step.silence
      ? { target: build.go(step.silence) }
      : climb('try', attempt, 'silent')
    const misses = {
      NO_INPUT: silence,
      NO_MATCH: climb('try', attempt, 'unclear'),
      INVALID: climb('try', attempt, 'invalid'),
    }
    states[meta.rung] ??= {
      id: meta.id,
      meta,
      on: { ...answers, ...held(confirmed?.held ?? [], attempt), ...misses },
    }
    if (!confirmed) continue
    // a yes is easily heard, and nobody expects to have to key it in
    const asked = leaf(build, step, `confirm${attempt}`, 'confirm', {
      attempt,
      mode: listen,
      timer,
    })
    const misheard = {
      NO: climb('try', attempt, 'no'),
      NO_INPUT: climb('confirm', attempt, 'confirm silent'),
      NO_MATCH: climb('confirm', attempt, 'confirm unclear'),
      INVALID: climb('confirm', attempt, 'confirm unclear'),
    }
    states[asked.rung] = {
      id: asked.id,
      meta: asked,
      on: { ...answers, ...held(confirmed.heldAgain, attempt + 1), ...confirmed.yes, ...misheard },
    }
  }
  return states
}

/** The options of a step as arrows; an unsure one is held and asked about. */
export function choices(build: Build, step: Step & Listening): Arrows {
  const name = build.scoped(step.name.value)
  return byEvent(
    (step.options?.value ?? []).map((option, index) => {
      const id = build.optionIds(step.options?.value ?? [])[index] ?? ''
      return [
        optionEvent(id),
        {
          target: build.go(option.then),
          actions: [{ type: 'choose', params: { step: name, option: id } }],
        } satisfies Arrow,
      ]
    }),
  )
}

/** A step that begins with a work state: visits counted (`at most`) and what the caller already
 * gave. */
export function entering(build: Build, step: Step, ways: Arrows): Record<string, StateNode> {
  const on = step['at most'] ? { ...ways, TOO_MANY: { target: build.go(step['too many']) } } : ways
  return { enter: work(build, step, 'enter', 'enter', on) }
}

/** A step that begins at one of its states, at once or after its visits were counted; `said` is said
 * on the way in. */
export function stepNode(
  build: Build,
  step: Step,
  { first, said = [], states }: StepStates,
): StateNode {
  const id = build.scoped(step.name.value)
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
        { type: 'reached', params: { step: build.scoped(step.name.value) } },
      ]
    : []

/** A step without waits of its own: at once, or after its visits were counted. */
export function passing(build: Build, step: Step, actions: Action[], arrow: Arrow): StateNode {
  const name = build.scoped(step.name.value)
  const enter: Action = { type: 'enter', params: { step: name } }
  const meta = leaf(build, step, 'pass', 'pass')
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
