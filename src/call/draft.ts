// A turn in the making: the engine's own copy of the session, and what happened so far.
import type { Condition, Placeholder } from '../flow/text/expression.ts'
import type { Slot } from '../flow/tree/flow.ts'
import type { Option } from '../flow/tree/option.ts'
import type { Leaf, Machine, Scope } from '../flow/machine/machine.ts'
import type { Step } from '../flow/steps/index.ts'
import type { Event } from './event.ts'
import type { Facts } from './input.ts'
import type { Hear } from './interpret.ts'
import type { Named } from './scope-names.ts'
import type { Session } from './session.ts'
import type { Speech } from '../say/speech.ts'
import type { Understood } from './understood.ts'

/** A call that is only thought of, for listening times and the script book: what its conditions
 * come to, and what stands where a value would be said. */
export type Imagined = {
  holds(condition: Condition): boolean
  said?(scope: Scope, placeholder: Placeholder): string
}

export type Draft = {
  machine: Machine
  session: Session
  events: Event[]
  at: number
  facts: Facts
  /** words of the question the turn stops at; dropped when keys pressed ahead answer it */
  asking: { step: string; speech: Speech[] }
  /** what the answers of this turn came to, in their order */
  understood: Understood[]
  /** makes meanings of what comes in; without it, understanding does */
  hear?: Hear
  imagined?: Imagined
}

/** Copies what a turn may change, so that the session handed in stays as it was. */
export function draftOf(machine: Machine, session: Session, at: number, facts: Facts = {}): Draft {
  const copy: Session = {
    ...session,
    state: { ...session.state },
    slots: { ...session.slots },
    saved: { ...session.saved },
    counters: { ...session.counters, visits: { ...session.counters.visits } },
    trail: { ...session.trail },
    keys: { ...session.keys },
    recordings: [...session.recordings],
    at,
  }
  return {
    machine,
    session: copy,
    events: [],
    at,
    facts,
    asking: { step: '', speech: [] },
    understood: [],
  }
}

export function leafOf(draft: Draft): Leaf {
  const leaf = draft.machine.leaves.get(draft.session.state.leaf)
  if (!leaf) throw new Error(`the flow has no state "${draft.session.state.leaf}"`)
  return leaf
}

/** Where in a call something is said or asked: the scope its names belong to, the language, where it
 * is not that of the call, and the row that is being read out. */
export type Here = { draft: Draft; scope: Scope; language?: string; item?: Named }

/** A step where a call stands at it, or is led to it; `name` is scoped. */
export type StepHere<S = Step> = Here & { step: S; name: string }

export const languageIn = ({ language, draft }: Here): string => language ?? draft.session.language

/** A step by its scoped name. Throws for what the compiler did not write. */
export function stepOf(draft: Draft, name: string): StepHere {
  const found = draft.machine.steps.get(name)
  if (!found) throw new Error(`the flow has no step "${name}"`)
  return { draft, name, step: found.step, scope: found.scope }
}

/** A desk by its scoped name: the scope its names belong to. */
export function deskHere(draft: Draft, name: string): Here {
  const scope = draft.machine.desks.get(name)?.scope
  return scope ? { draft, scope } : rootOf(draft)
}

/** The key of a piece of work that begins in this turn. */
export const workKey = ({ session }: Draft, step: string): string =>
  `${session.callId}-${session.seq + 1}-${step}`

/** The slot a step asks for or fills. */
export const slotOf = ({ scope, step }: Pick<StepHere, 'scope' | 'step'>): Slot | undefined =>
  step.slot && scope.flow.slots.get(step.slot.value)

/** The caller's own flow, outside all sub-flows. */
export const rootOf = (draft: Draft): Here => ({
  draft,
  scope: draft.machine.scopes.get('') ?? { prefix: '', flow: draft.machine.root },
})

export function scopeOf(draft: Draft, prefix: string): Scope {
  const scope = draft.machine.scopes.get(prefix)
  if (!scope) throw new Error(`the flow has no scope "${prefix}"`)
  return scope
}

export const visits = (draft: Draft, step: string): number =>
  draft.session.counters.visits[step] ?? 0

/** Options that work in every question of a scope: its own, else those of the flow around it. */
export function anywhereOf(scope: Scope): { scope: Scope; options: Option[] } {
  return scope.flow.anywhere.length > 0 || !scope.parent
    ? { scope, options: scope.flow.anywhere }
    : anywhereOf(scope.parent)
}
