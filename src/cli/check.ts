// callflow check: finds the faults in flows.
import { lineRules } from '../flow/checks/lines.ts'
import type { Diagnostic, Severity } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Proof } from '../proof/proof-rule.ts'
import { filesOf as sourcesOf, review } from '../proof/review.ts'
import { counted, exit, print, printJson, readArgs, type Io } from './io.ts'
import { asJson, openPaths, rendered, shownPath, type Opened } from './flow-files.ts'
import { recordingsCommand } from './recordings.ts'

const aboutLines = new Set(lineRules.map(({ code }) => code))

export async function checkCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    json: { type: 'boolean' },
    plan: { type: 'boolean' },
    recordings: { type: 'boolean' },
    times: { type: 'boolean' },
    budget: { type: 'string', multiple: true },
    calls: { type: 'string' },
  })
  const opened = await openPaths(positionals, io)
  if (values.times || values.budget || values.calls !== undefined)
    return (await import('./times.ts')).timesCommand(opened, io, values)
  if (values.recordings) return recordingsCommand(opened, io, values.json ?? false)
  const findings = opened.map((one) => ({ one, ...reviewed(one, values.plan) }))
  const all = findings.flatMap(({ found }) => found)
  const files = opened.reduce((sum, one) => sum + filesOf(one), 0)
  const count = (severity: Severity) => all.filter((found) => found.severity === severity).length
  if (values.json)
    printJson(io, {
      files,
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      findings: findings.flatMap(({ one, found }) =>
        found.map((diagnostic) => asJson(one, diagnostic)),
      ),
      proofs: findings.flatMap(({ one, proofs }) =>
        proofs.map(({ flow, facts }) => ({
          file: shownPath(one, flow.file),
          flow: flow.name.value,
          facts,
        })),
      ),
    })
  else {
    for (const { one, found } of findings)
      for (const diagnostic of found) print(io, `${rendered(one, diagnostic)}\n`)
    for (const { one, proofs } of findings)
      for (const proof of proofs) if (proof.facts.length > 0) print(io, `${proved(one, proof)}\n`)
    print(
      io,
      `${counted(files, 'file')}: ${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${counted(count('info'), 'remark')}.`,
    )
  }
  return count('error') > 0 ? exit.problems : exit.fine
}

/** What is wrong in the files that were asked for, by file and place, and what was proved of
 * them. */
function reviewed(
  { project, unread, only }: Opened,
  plan = false,
): { found: Diagnostic[]; proofs: Proof[] } {
  const { findings, proofs } = review(project, { plan })
  return {
    found: [...unread, ...findings].filter(({ range }) => !only || only.has(range.file)),
    proofs: proofs.filter(({ flow }) => !only || only.has(flow.file)),
  }
}

const proved = (opened: Opened, { flow, facts }: Proof): string =>
  [`${shownPath(opened, flow.file)}: proved`, ...facts.map(({ text }) => `  ${text}`)].join('\n')

/** Errors in the files a flow is made of. What lines.yaml lacks keeps no flow from being tried
 * out. */
export function errorsIn(flow: Flow, { project, unread }: Opened): Diagnostic[] {
  const files = new Set(sourcesOf(flow))
  return [...unread, ...review(project, { play: false }).findings].filter(
    ({ severity, range, code }) =>
      severity === 'error' && files.has(range.file) && !aboutLines.has(code),
  )
}

const filesOf = ({ project, unread, only }: Opened): number =>
  only?.size ?? new Set([...Object.keys(project.sources), ...unread.map(({ file }) => file)]).size
