// The checker: everything that can be found wrong in a folder of flows, in one run.
import type { RuleCode } from '../text/rule-code.ts'
import { isReadingCode, READING_CODES } from '../text/reading-codes.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { dataflowRules } from './dataflow.ts'
import { menuRules } from './dialogue-menus.ts'
import { errorRules } from './dialogue-errors.ts'
import { promptRules } from './dialogue-prompts.ts'
import { keyRules } from './keys-and-phrases.ts'
import { languageRules } from './languages.ts'
import { limitRules } from './limits.ts'
import { lineRules } from './lines.ts'
import { nameRules } from './declared-names.ts'
import { privateRules } from './private-values.ts'
import { apply, type Rule } from './rule.ts'
import { subflowRules } from './sub-flows.ts'
import { typeRules } from './name-types.ts'
import { viewsOf } from './flow-view.ts'
import { waive, waiverRules } from './waivers.ts'
import { wayRules } from './ways-out.ts'
import type { Project } from '../tree/project.ts'
import { kindOf } from '../steps/index.ts'

/** Rules about what a flow says and how it leads its callers, by subject. */
export const flowRules: Rule[] = [
  ...nameRules,
  ...typeRules,
  ...wayRules,
  ...dataflowRules,
  ...privateRules,
  ...keyRules,
  ...languageRules,
  ...limitRules,
  ...subflowRules,
]

/** Rules of good dialogue; each can be allowed where there is a reason. */
export const dialogueRules: Rule[] = [...menuRules, ...promptRules, ...errorRules]

/** What reading a file finds; the checks stand where the file is read. */
const readingRules: Rule[] = [
  ...Object.keys(READING_CODES)
    .filter(isReadingCode)
    .map((code): Rule => ({ code, about: READING_CODES[code], severity: 'error' })),
  {
    code: 'goal-on-do',
    severity: 'warning',
    about: 'A goal stands at a "do" step; it belongs to a step of the sub-flow.',
  },
]

/** Every code that `callflow check` can print. */
export const rules: Rule[] = [
  ...readingRules,
  ...flowRules,
  ...dialogueRules,
  ...lineRules,
  ...waiverRules,
]

/** Faults after which ways and values are missing, so that what depends on them would only echo the
 * fault. */
const breaking = new Set<RuleCode>([
  'unknown-target',
  'unknown-slot',
  'unknown-flow',
  'missing-end',
  'unknown-end',
])
const harmless = new Set<RuleCode>(['unknown-file', 'duplicate-name'])

const severities = ['error', 'warning', 'info']

/** All findings, by file and place. With `plan`, words that are not built yet are remarks instead
 * of errors. */
export function check(project: Project, { plan = false }: { plan?: boolean } = {}): Diagnostic[] {
  return settled(findingsIn(project), project, rules, plan)
}

/** What the rules find, before waivers. */
export function findingsIn(project: Project): Diagnostic[] {
  const found: Diagnostic[] = [...project.diagnostics]
  for (const view of viewsOf(project).values()) {
    for (const step of view.flow.steps.values())
      kindOf(step).check?.(step, view.flow, (one) => found.push({ ...one, file: one.range.file }))
    const broken = found.some(
      ({ file, severity, code }) =>
        file === view.flow.file && severity === 'error' && !harmless.has(code),
    )
    const all = [...flowRules, ...dialogueRules]
    const first = apply(
      all.filter(({ whole }) => !whole),
      view,
    )
    found.push(
      ...first,
      ...(broken || first.some(({ code }) => breaking.has(code))
        ? []
        : apply(
            all.filter(({ whole }) => whole),
            view,
          )),
    )
  }
  const { lines } = project
  if (lines)
    for (const { code, severity, checkLines } of lineRules)
      checkLines(lines, project, (finding) =>
        found.push({
          code,
          severity: finding.severity ?? severity,
          message: finding.message,
          file: finding.range.file,
          range: finding.range,
          hint: finding.hint,
        }),
      )
  return found
}

/** Findings after waivers, in order; `known` are all rules that could have found something. */
export function settled(
  found: Diagnostic[],
  project: Project,
  known: readonly Rule[],
  plan: boolean,
): Diagnostic[] {
  const planned = found.map((one): Diagnostic =>
    plan && one.code === 'not-available-yet' ? { ...one, severity: 'info' } : one,
  )
  return inOrder(waive(planned, project.sources, known))
}

/** Sorted by file and place, the graver first, each finding once. */
function inOrder(found: Diagnostic[]): Diagnostic[] {
  const known = new Set<string>()
  const trapped = new Set(
    found
      .filter(({ code }) => code.startsWith('yaml-'))
      .map(({ file, range }) => `${file} ${range.start}`),
  )
  return found
    .filter(
      ({ code, file, range }) => code !== 'unknown-key' || !trapped.has(`${file} ${range.start}`),
    )
    .filter(({ file, range, code, message }) => {
      const key = [file, range.start, code, message].join('\n')
      return !known.has(key) && known.add(key) !== undefined
    })
    .sort(
      (a, b) =>
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.range.start - b.range.start ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        (a.code < b.code ? -1 : 1),
    )
}
