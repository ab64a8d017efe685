// What a theorem is given, and the calls its failures are shown by.
import type { RuleCode } from '../flow/text/rule-code.ts'
import type { Finding, Rule } from '../flow/checks/rule.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import type { Path } from '../times/paths.ts'
import type { Fact } from './proof-rule.ts'

/** A failure of a theorem, shown by a call. */
export type Failure = Omit<Finding, 'story'> & { path?: Path }

export type Fail = (code: RuleCode, failure: Failure) => void

/** `time` is how long an edge takes, in milliseconds: what is waited for before it, and what is
 * heard. */
export type Given = { graph: Graph; time(edge: Edge): number }

/** `rules` are the codes it can report. It gives what holds, and tells what does not. */
export type Theorem = { rules: readonly Rule[]; prove(given: Given, fail: Fail): Fact[] }
