// callflow check: finds the faults in flows.
import type { Diagnostic, Severity } from '../flow/text/diagnostic.ts'
import { unsetSecrets } from '../flow/checks/secrets.ts'
import { secretsIn, type Secrets } from '../world/lines.ts'
import type { Proof } from '../proof/proof-rule.ts'
import { review } from '../proof/review.ts'
import { plural } from '../ground/plural.ts'
import { exit, print, printJson, readArgs, type Io } from './io.ts'
import { findingJson, openPaths, renderFinding, shownPath, type Opened } from './flow-files.ts'
import { recordingsCommand } from './recordings.ts'

export async function checkCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    json: { type: 'boolean' },
    plan: { type: 'boolean' },
    live: { type: 'boolean' },
    recordings: { type: 'boolean' },
    times: { type: 'boolean' },
    budget: { type: 'string', multiple: true },
    calls: { type: 'string' },
  })
  const opened = await openPaths(positionals, io)
  if (values.times || values.budget || values.calls !== undefined)
    return (await import('./times.ts')).timesCommand(opened, io, values)
  if (values.recordings) return recordingsCommand(opened, io, values.json ?? false)
  const secret = values.live ? secretsIn(io.env) : undefined
  const reviews = eachOnce(opened.map((one) => ({ one, ...reviewFiles(one, values.plan, secret) })))
  const found = reviews.flatMap((review) => review.found)
  const count = (severity: Severity) => found.filter((one) => one.severity === severity).length
  const counts = {
    files: new Set(opened.flatMap(filesIn)).size,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  }
  if (values.json) printJson(io, { ...counts, ...reviewsJson(reviews) })
  else showReviews(io, reviews, counts)
  return counts.errors > 0 ? exit.problems : exit.fine
}

type Reviewed = { one: Opened; found: Diagnostic[]; proofs: Proof[] }
type Counts = Record<'files' | 'errors' | 'warnings' | 'infos', number>

const reviewsJson = (reviews: Reviewed[]) => ({
  findings: reviews.flatMap(({ one, found }) => found.map((finding) => findingJson(one, finding))),
  proofs: reviews.flatMap(({ one, proofs }) =>
    proofs.map(({ flow, facts }) => ({
      file: shownPath(one, flow.file),
      flow: flow.name.value,
      facts,
    })),
  ),
})

function showReviews(io: Io, reviews: Reviewed[], counts: Counts): void {
  const findings = reviews.flatMap(({ one, found }) =>
    found.map((finding) => renderFinding(one, finding)),
  )
  const proofs = reviews.flatMap(({ one, proofs }) =>
    proofs.filter(({ facts }) => facts.length > 0).map((proof) => describeProof(one, proof)),
  )
  for (const text of [...findings, ...proofs]) print(io, `${text}\n`)
  const { files, errors, warnings, infos } = counts
  const told = [plural(errors, 'error'), plural(warnings, 'warning'), plural(infos, 'remark')]
  print(io, `${plural(files, 'file')}: ${told.join(', ')}.`)
}

/** What is wrong in the files that were asked for, by file and place, and what was proved of them;
 * with `secret` also which secrets are not set here. */
function reviewFiles(
  { project, unread, only }: Opened,
  plan = false,
  secret?: Secrets,
): { found: Diagnostic[]; proofs: Proof[] } {
  const { findings, proofs } = review(project, { plan })
  const unset = secret && project.lines ? unsetSecrets(project.lines, (name) => !!secret(name)) : []
  return {
    found: [...unread, ...findings, ...unset].filter(({ range }) => !only || only.has(range.file)),
    proofs: proofs.filter(({ flow }) => !only || only.has(flow.file)),
  }
}

const describeProof = (opened: Opened, { flow, facts }: Proof): string =>
  [`${shownPath(opened, flow.file)}: proved`, ...facts.map(({ text }) => `  ${text}`)].join('\n')

const filesIn = (opened: Opened): string[] => {
  const { project, unread, only } = opened
  const files = only ?? [...Object.keys(project.sources), ...unread.map(({ file }) => file)]
  return [...files].map((file) => shownPath(opened, file))
}

/** What stands in shared files is found and proved for each company, and told once. */
function eachOnce(reviews: Reviewed[]): Reviewed[] {
  const told = new Set<string>()
  const isNew = (key: unknown[]): boolean => {
    const text = JSON.stringify(key)
    if (told.has(text)) return false
    told.add(text)
    return true
  }
  return reviews.map(({ one, found, proofs }) => ({
    one,
    found: found.filter(({ file, range, code, message }) =>
      isNew([shownPath(one, file), range.start, code, message]),
    ),
    proofs: proofs.filter(({ flow, facts }) => isNew([shownPath(one, flow.file), facts])),
  }))
}
