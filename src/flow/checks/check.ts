// The checker: everything that can be found wrong in a folder of flows, in one run.
import type { Diagnostic } from '../text/diagnostic.ts'
import { isReadingCode, READING_CODES } from '../text/reading-codes.ts'
import type { RuleCode } from '../text/rule-code.ts'
import { dataflowRules } from './dataflow.ts'
import { menuRules } from './dialogue-menus.ts'
import { longPromptRule } from './long-prompts.ts'
import { usualKeyRules } from './usual-keys.ts'
import { errorRules } from './dialogue-errors.ts'
import { readBackRules } from './read-backs.ts'
import { promptRules } from './dialogue-prompts.ts'
import { keyRules } from './option-keys.ts'
import { sameWordsRule } from './same-words.ts'
import { languageRules } from './languages.ts'
import { exampleRule } from './lookup-examples.ts'
import { limitRules } from './limits.ts'
import { companyRules } from './companies.ts'
import { unreadFileRule } from './files.ts'
import { laterLinesRule } from './later-lines.ts'
import { missingSecretRule } from './secrets.ts'
import { lineRules } from './lines.ts'
import { nameRules } from './declared-names.ts'
import { nameTakenRule } from './name-taken.ts'
import { passingRules } from './passed-values.ts'
import { privateRules } from './private-values.ts'
import { apply, diagnosticOf, type Rule } from './rule.ts'
import { subflowRules } from './sub-flows.ts'
import { machineSizeRule } from './machine-size.ts'
import { notBuiltRule } from './not-built.ts'
import { tableRules } from './tables.ts'
import { typeRules } from './name-types.ts'
import { harmNoOther } from '../text/harm-no-other.ts'
import { viewsOf, type View } from './flow-view.ts'
import { waive, waiverRules } from './waivers.ts'
import { wayRules } from './ways-out.ts'
import type { Project } from '../tree/project.ts'
import { kindOf } from '../steps/index.ts'

/** Rules about what a flow says and how it leads its callers, by subject. */
export const flowRules: Rule[] = [
  ...nameRules,
  ...passingRules,
  exampleRule,
  ...tableRules,
  nameTakenRule,
  ...typeRules,
  ...wayRules,
  ...dataflowRules,
  ...privateRules,
  ...keyRules,
  sameWordsRule,
  ...languageRules,
  ...limitRules,
  ...subflowRules,
  machineSizeRule,
  notBuiltRule,
]

/** Rules of good dialogue; each can be allowed where there is a reason. */
export const dialogueRules: Rule[] = [
  ...menuRules,
  ...usualKeyRules,
  longPromptRule,
  ...promptRules,
  ...readBackRules,
  ...errorRules,
]

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
  {
    code: 'desk-other-hours',
    severity: 'warning',
    about:
      'A flow gives a desk other opening hours than lines.yaml does; those of lines.yaml decide.',
  },
]

/** Every code that `callflow check` can print. */
export const rules: Rule[] = [
  ...readingRules,
  ...flowRules,
  ...dialogueRules,
  ...lineRules,
  ...companyRules,
  unreadFileRule,
  missingSecretRule,
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
  return settle(findingsIn(project), project, rules, plan)
}

/** What the rules find, before waivers. */
export function findingsIn(project: Project): Diagnostic[] {
  const found: Diagnostic[] = [...project.diagnostics]
  for (const view of viewsOf(project).values())
    harmNoOther(view.flow.file, found, () => void findInFlow(view, found))
  const { lines } = project
  if (lines)
    harmNoOther(lines.file, found, () => {
      for (const rule of [...lineRules, laterLinesRule])
        rule.checkLines(lines, project, (finding) => found.push(diagnosticOf(rule, finding)))
    })
  return found
}

/** What the rules find in one flow is added to `found`. */
function findInFlow(view: View, found: Diagnostic[]): void {
  const { flow } = view
  for (const step of flow.steps.values())
    kindOf(step).check?.(step, flow, (one) => found.push({ ...one, file: one.range.file }))
  const broken = found.some((one) => one.file === flow.file && breaksReading(one))
  const first = apply(partRules, view)
  found.push(...first)
  if (!broken && !first.some(({ code }) => breaking.has(code)))
    found.push(...apply(wholeRules, view))
}

/** After such a fault parts of a flow are missing. */
const breaksReading = ({ severity, code }: Diagnostic): boolean =>
  severity === 'error' && !harmless.has(code)

const partRules = [...flowRules, ...dialogueRules].filter(({ whole }) => !whole)
const wholeRules = [...flowRules, ...dialogueRules].filter(({ whole }) => whole)

/** Findings after waivers, in order; `known` are all rules that could have found something. */
export function settle(
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
  const placeOf = ({ file, range }: Diagnostic) => `${file} ${range.start}`
  const trapped = new Set(found.filter(({ code }) => code.startsWith('yaml-')).map(placeOf))
  const told = new Set<string>()
  return found
    .filter((one) => {
      // what YAML misread is no key
      if (one.code === 'unknown-key' && trapped.has(placeOf(one))) return false
      const key = [one.file, one.range.start, one.code, one.message].join('\n')
      const first = !told.has(key)
      told.add(key)
      return first
    })
    .sort(
      (a, b) =>
        compare(a.file, b.file) ||
        a.range.start - b.range.start ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        (a.code < b.code ? -1 : 1),
    )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
