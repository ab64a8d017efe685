// The ids of leaves: a step or desk and the rung of it, written and read in this one place.

/** Where a call stands inside a step: on the ladder of a question, behind an answer, at work. */
export type StepRung =
  | `try${number}`
  | `confirm${number}`
  | `more${number}`
  | `reword${number}`
  | `piece${number} of ${number}`
  | 'tone'
  | 'enter'
  | 'decide'
  | 'request'
  | 'callback'
  | 'pass'

export type DeskRung = 'check' | 'hours' | 'dial' | 'again' | 'bridged'

/** Of places the compiler adds: the last resort, both ends of a sub-flow and of the call. */
export type EngineRung =
  | `tone${number}`
  | `${string}begin`
  | `${string}end ${string}`
  | 'ended'
  | 'hung up'
  | `after ${number}/entered`
  | 'over'

/** `''`: the leaf is the whole step. */
export type Rung = StepRung | DeskRung | EngineRung | ''

/** `step` is the scoped name of a step or desk. */
export const leafId = (step: string, rung: StepRung | DeskRung | `tone${number}`): string =>
  `${step}/${rung}`

/** What an arrow to such a leaf names. */
export const toLeaf = (step: string, rung: StepRung | DeskRung): string => `#${leafId(step, rung)}`

/** The step or desk a leaf is a rung of; names may hold a slash, rungs do not. */
export function stepOfLeaf(id: string): string {
  const slash = id.lastIndexOf('/')
  return slash < 0 ? id : id.slice(0, slash)
}

/** True between the caller and a person: the session of a call that talks. */
export const isBridged = ({ state }: { state: { leaf: string } }): boolean =>
  state.leaf.endsWith('/bridged')

const NUMBERED = ['try', 'confirm', 'more', 'reword', 'piece', 'tone'] as const

/** What a rung that is counted is, without its numbers. */
export const rungKind = (rung: Rung): (typeof NUMBERED)[number] | undefined =>
  NUMBERED.find((kind) => rung.startsWith(kind) && /^\d+( of \d+)?$/.test(rung.slice(kind.length)))

/** The id of the state that an arrow's target names. */
export const stateOf = (target: string): string => target.slice(1)

/** True for an arrow that leads to another rung of the same step. */
export const staysInside = (step: string, target: string): boolean => target.startsWith(`#${step}/`)
