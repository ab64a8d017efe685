// Waivers: `# allow RULE: reason` on the line above a finding lets it pass, and says so on each
// check.
import { isTable } from '../tree/project.ts'
import { didYouMean, type Diagnostic } from '../text/diagnostic.ts'
import type { Range } from '../text/located.ts'
import { diagnosticOf, type Rule } from './rule.ts'

type Waiver = { rule: string; reason: string; range: Range; line: number; used: boolean }

const withoutReason: Rule = {
  code: 'waiver-without-reason',
  severity: 'error',
  about: 'A finding is allowed without a reason. Write "# allow RULE: reason".',
}
const unknownWaiver: Rule = {
  code: 'unknown-waiver',
  severity: 'error',
  about: 'A comment allows a rule that does not exist or that nobody may allow.',
}
const unusedWaiver: Rule = {
  code: 'unused-waiver',
  severity: 'warning',
  about: 'A comment allows something that is not found on the next line.',
}

export const waiverRules: Rule[] = [withoutReason, unknownWaiver, unusedWaiver]

const comment = /^(\s*)#\s*allow\s+([\w-]+)\s*(?::\s*(.*?))?\s*$/

/** The waivers of a file. Each counts for the next line that is no comment. */
function waiversIn(file: string, source: string): Waiver[] {
  const lines = source.split(/\r?\n/)
  let start = 0
  return lines.flatMap((text, index) => {
    const at = start
    start += text.length + (source[start + text.length] === '\r' ? 2 : 1)
    const [, indent = '', rule = '', reason = ''] = comment.exec(text) ?? []
    if (rule === '') return []
    let line = index + 1
    while (/^\s*(#.*)?$/.test(lines[line] ?? 'end')) line++
    return [
      {
        rule,
        reason,
        range: {
          file,
          start: at + indent.length,
          end: at + text.length,
          line: index + 1,
          column: indent.length + 1,
        },
        line: line + 1,
        used: false,
      },
    ]
  })
}

/** Turns what is waived into remarks, and reports waivers that are none. */
export function waive(
  diagnostics: Diagnostic[],
  sources: Record<string, string>,
  rules: readonly Rule[],
): Diagnostic[] {
  const waivable = new Set(rules.filter((rule) => rule.waivable).map(({ code }) => code))
  const waivers = Object.entries(sources).flatMap(([file, source]) =>
    source.includes('allow') && !isTable(file) ? waiversIn(file, source) : [],
  )
  const placeOf = (file: string, line: number, rule: string) => `${file} ${line} ${rule}`
  const byPlace = new Map<string, Waiver>()
  // of two the first counts
  for (const waiver of waivers.toReversed())
    byPlace.set(placeOf(waiver.range.file, waiver.line, waiver.rule), waiver)
  const left = diagnostics.map((found): Diagnostic => {
    const { file, range, code } = found
    const waiver = waivable.has(code) && byPlace.get(placeOf(file, range.line, code))
    if (!waiver) return found
    waiver.used = true
    const message = `allowed (${waiver.reason}): ${found.message}`
    if (waiver.reason === '') return found
    return { ...found, severity: 'info', message, hint: undefined, story: undefined }
  })
  return [...left, ...waivers.flatMap((waiver) => faultOf(waiver, waivable, rules) ?? [])]
}

/** What is wrong with a waiver. */
function faultOf(
  { rule, reason, range, used }: Waiver,
  waivable: ReadonlySet<string>,
  rules: readonly Rule[],
): Diagnostic | undefined {
  const tell = (broken: Rule, message: string, hint?: string) =>
    diagnosticOf(broken, { range, message, hint })
  if (rules.some(({ code }) => code === rule) && !waivable.has(rule))
    return tell(unknownWaiver, `"${rule}" cannot be allowed: the flow would not work`)
  if (!waivable.has(rule))
    return tell(unknownWaiver, `there is no rule "${rule}"`, didYouMean(rule, waivable))
  if (reason === '')
    return tell(withoutReason, 'a reason is needed', `# allow ${rule}: why it is right here`)
  if (used) return undefined
  return tell(unusedWaiver, `"${rule}" is not found on the next line`, 'remove this comment')
}
