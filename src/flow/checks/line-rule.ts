// A rule about the lines of a company, as all such rules look.
import type { Lines } from '../tree/lines-file.ts'
import type { Project } from '../tree/project.ts'
import type { Find, Rule } from './rule.ts'

/** The `check` of these looks at the whole project, not at one flow. */
export type LineRule = Omit<Rule, 'check'> & {
  checkLines(lines: Lines, project: Project, find: Find): void
}
