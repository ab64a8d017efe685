// The ids of leaves: a step or desk and the rung of it, written and read in this one place.
import { LAST_RESORT, ownName, OVER, RUNG_AT_END, scopeAt, scopedName } from './scoped-name.ts'

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
  | `${string}%begin`
  | `${string}%end ${string}`
  | '%ended'
  | '%hung up'
  | `%after ${number}/entered`
  | typeof OVER

/** `''`: the leaf is the whole step. */
export type Rung = StepRung | DeskRung | EngineRung | ''

/** The states that the compiler adds once, by what they are. */
export const engineIds = {
  call: '%call',
  begin: '%begin',
  talk: '%talk',
  away: '%away',
  lastResort: LAST_RESORT,
  ended: '%ended',
  hungUp: '%hung up',
  over: OVER,
} as const

/** Where arrows to these lead. */
export const toLastResort = `#${engineIds.lastResort}`
export const toEnded = `#${engineIds.ended}`
export const toOver = `#${engineIds.over}`

/** The states at both ends of a sub-flow and where visits of it are counted; `scope` is its
 * prefix. */
export const beginOf = (scope: string) => `${scope}%begin` as const
export const enterOf = (scope: string): string => `${scope}%enter`
export const endOf = (scope: string, end: string) =>
  `${scope}%end ${scopedName(scope, end).slice(scope.length)}` as const

/** The end that a leaf is of the sub-flow gone through at `step`; undefined: it is none. */
export function endAt(step: string, id: string): string | undefined {
  const mark = `${scopeAt(step)}%end `
  return id.startsWith(mark) ? ownName(id.slice(mark.length)) : undefined
}

/** The region after the call, numbered from 1. */
export const afterCallAt = (number: number) => `%after ${number}` as const

/** `step` is the scoped name of a step or desk. */
export const leafId = (step: string, rung: StepRung | DeskRung | `tone${number}`): string =>
  `${step}/${rung}`

/** What an arrow to such a leaf names. */
export const toLeaf = (step: string, rung: StepRung | DeskRung): string => `#${leafId(step, rung)}`

/** The step or desk a leaf is a rung of. */
export const stepOfLeaf = (id: string): string => id.replace(RUNG_AT_END, '')

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
export const staysInside = (step: string, target: string): boolean =>
  target.startsWith(`#${step}/`) && stepOfLeaf(stateOf(target)) === step
