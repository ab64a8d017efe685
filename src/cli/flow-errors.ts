// Whether a flow can be tried out: the errors in the files it is made of.
import { lineRules } from '../flow/checks/lines.ts'
import type { RuleCode } from '../flow/text/rule-code.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { filesOf } from '../flow/tree/project.ts'
import { review } from '../proof/review.ts'
import type { Opened } from './flow-files.ts'

const ABOUT_LINES = new Set<RuleCode>(lineRules.map(({ code }) => code))

/** Errors in the files a flow is made of. What lines.yaml lacks keeps no flow from being tried
 * out. */
export function errorsIn(flow: Flow, { project, unread }: Opened): Diagnostic[] {
  const files = new Set(filesOf(flow))
  return [...unread, ...review(project, { play: false }).findings].filter(
    ({ severity, range, code }) =>
      severity === 'error' && files.has(range.file) && !ABOUT_LINES.has(code),
  )
}
