// Waivers: `# allow RULE: reason` on the line above a finding lets it pass, and says so on each
// check.
import { nearest, type Diagnostic } from '../text/diagnostic.ts'
import type { Range } from '../text/located.ts'
import type { Rule } from './rule.ts'

type Waiver = { rule: string; reason: string; range: Range; line: number; used: boolean }

export const waiverRules: Rule[] = [
  {
    code: 'waiver-without-reason',
    severity: 'error',
    about: 'A finding is allowed without a reason. Write "# allow RULE: reason".',
  },
  {
    code: 'unknown-waiver',
    severity: 'error',
    about: 'A comment allows a rule that does not exist or that nobody may allow.',
  },
  {
    code: 'unused-waiver',
    severity: 'warning',
    about: 'A comment allows something that is not found on the next line.',
  },
]

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
    source.includes('allow') ? waiversIn(file, source) : [],
  )
  const byLine = new Map<string, Waiver[]>()
  for (const waiver of waivers)
    byLine.set(`${waiver.range.file} ${waiver.line}`, [
      ...(byLine.get(`${waiver.range.file} ${waiver.line}`) ?? []),
      waiver,
    ])
  const left = diagnostics.map((found): Diagnostic => {
    const waiver = waivable.has(found.code)
      ? byLine.get(`${found.file} ${found.range.line}`)?.find(({ rule }) => rule === found.code)
      : undefined
    if (!waiver) return found
    waiver.used = true
    return waiver.reason === ''
      ? found
      : {
          ...found,
          severity: 'info',
          message: `allowed (${waiver.reason}): ${found.message}`,
          hint: undefined,
          story: undefined,
        }
  })
  return [...left, ...waivers.flatMap((waiver) => fault(waiver, waivable, rules))]
}

function fault(
  { rule, reason, range, used }: Waiver,
  waivable: ReadonlySet<string>,
  rules: readonly Rule[],
): Diagnostic[] {
  const base = { file: range.file, range }
  if (!waivable.has(rule)) {
    const known = rules.some(({ code }) => code === rule)
    const near = known ? undefined : nearest(rule, waivable)
    return [
      {
        ...base,
        code: 'unknown-waiver',
        severity: 'error',
        message: known
          ? `"${rule}" cannot be allowed: the flow would not work`
          : `there is no rule "${rule}"`,
        hint: near && `did you mean "${near}"?`,
      },
    ]
  }
  if (reason === '')
    return [
      {
        ...base,
        code: 'waiver-without-reason',
        severity: 'error',
        message: 'a reason is needed',
        hint: `# allow ${rule}: why it is right here`,
      },
    ]
  return used
    ? []
    : [
        {
          ...base,
          code: 'unused-waiver',
          severity: 'warning',
          message: `"${rule}" is not found on the next line`,
          hint: 'remove this comment',
        },
      ]
}
