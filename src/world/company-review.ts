// One company's files read, checked, proved and compiled: what a worker does, or the process itself
// where there is none.
import { compile, sourcesOf, versionOf } from '../flow/machine/compile.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { CompanyFiles } from '../flow/tree/division.ts'
import type { Lines } from '../flow/tree/lines-file.ts'
import { filesOf, projectOf, readProject } from '../flow/tree/project.ts'
import { review, type Proved } from '../proof/review.ts'

/** A flow that new calls may begin with. `machine` is absent where the version is known already. */
export type Sound = { flow: string; version: string; machine?: Machine }

/** `errors` keep what they are about out of force; `lines` are as they were read, `flows` those
 * without errors. */
export type Reviewed = { errors: Diagnostic[]; lines?: Lines; flows: Sound[] }

/** `known` are versions whose machines are there already; `broken` are files that could not even be
 * read. `proved` is what was proved before, by content. */
export function reviewCompany(
  files: CompanyFiles,
  known: ReadonlySet<string>,
  broken: ReadonlySet<string> = new Set(),
  proved?: Proved,
): Reviewed {
  const project = projectOf(files)
  const { findings } = review(project, { play: false, proved })
  const errors = findings.filter(({ severity }) => severity === 'error')
  const faulty = new Set([...broken, ...errors.map(({ file }) => file)])
  const sound = [...project.flows.values()].filter(
    (flow) => flow.ends.length === 0 && !filesOf(flow).some((file) => faulty.has(file)),
  )
  return {
    errors,
    lines: project.lines,
    flows: sound.map((flow): Sound => {
      const version = versionOf(sourcesOf(flow, project.sources))
      const found = { flow: flow.name.value, version }
      return known.has(version) ? found : { ...found, machine: compile(flow, project.sources) }
    }),
  }
}

/** The machine of a version from the sources that were kept of it. Throws when they hold no such
 * flow. */
export function compileVersion(
  version: string,
  { flow: name, sources }: { flow: string; sources: Record<string, string> },
): Machine {
  const flow = [...readProject(sources).flows.values()].find((one) => one.name.value === name)
  if (!flow) throw new Error(`the stored sources of version ${version} hold no flow "${name}"`)
  return { ...compile(flow, sources), version }
}
