// A rule of the checker: a code, a level, one plain sentence, and the function that finds what
// breaks it.
import type { RuleCode } from '../text/rule-code.ts'
import type { Diagnostic, Line, Severity } from '../text/diagnostic.ts'
import type { Range } from '../text/located.ts'
import type { View } from './flow-view.ts'

/** What a rule found; `severity` replaces the rule's own level. `story` is a call that shows it. */
export type Finding = {
  range: Range
  message: string
  hint?: string
  severity?: Severity
  story?: Line[]
}

export type Find = (finding: Finding) => void

/** `about` completes the reference: one sentence for staff. Without `check` the finding comes from
 * reading a file. `waivable`: may be allowed by a comment with a reason. `whole`: tells nothing
 * about a flow with parts that are missing or broken. */
export type Rule = {
  code: RuleCode
  severity: Severity
  about: string
  waivable?: boolean
  whole?: boolean
  check?(view: View, find: Find): void
}

/** A finding with the code of its rule, and the rule's level unless it has one of its own. */
export const diagnosticOf = (
  { code, severity: usual }: Pick<Rule, 'code' | 'severity'>,
  { severity = usual, message, range, hint }: Finding,
): Diagnostic => ({ code, severity, message, file: range.file, range, hint })

/** Runs the rules over one flow. */
export function apply(rules: readonly Rule[], view: View): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const rule of rules) rule.check?.(view, (finding) => found.push(diagnosticOf(rule, finding)))
  return found
}
