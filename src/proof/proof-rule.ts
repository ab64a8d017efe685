// What a proof is made of: rules over whole flows that need more than the checker has, and the
// facts that are printed when they hold.
import type { Find, Rule } from '../flow/checks/rule.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Project } from '../flow/tree/project.ts'

/** `inspect` looks at one flow of a project, sub-flows too; it may use understanding and the
 * engine. */
export type ProjectRule = Rule & { inspect?(flow: Flow, project: Project, find: Find): void }

/** Something proved, in one sentence with its number: `A silent caller reaches a person within 4
 * turns and 59 seconds.` */
export type Fact = { theorem: string; text: string }

/** A flow that calls begin with, its machine, and what was proved of it. */
export type Proof = { flow: Flow; machine: Machine; facts: Fact[] }
