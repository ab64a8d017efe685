// What a worker of the pool does: reviews one company's files, and packs the machines that are new.
import type { CompanyFiles } from '../flow/tree/division.ts'
import type { Proved } from '../proof/review.ts'
import { compileVersion, reviewCompany, type Reviewed } from './company-review.ts'
import { packMachine, type PackedMachine } from './packed-machine.ts'

export type ReviewTask = { files: CompanyFiles; known: Set<string>; broken: Set<string> }

/** An older version is wanted again. */
export type CompileTask = {
  version: string
  kept: { flow: string; sources: Record<string, string> }
}

/** The same as `Reviewed`, fit to cross threads. */
export type PackedReview = Omit<Reviewed, 'flows'> & {
  flows: { flow: string; version: string; packed?: PackedMachine }[]
}

/** What this worker proved, by content: a save proves again only what depends on what changed. */
const proved: Proved = new Map()

export default (task: ReviewTask | CompileTask): PackedReview | PackedMachine =>
  'version' in task ? packMachine(compileVersion(task.version, task.kept)) : reviewAll(task)

function reviewAll({ files, known, broken }: ReviewTask): PackedReview {
  const { flows, ...rest } = reviewCompany(files, known, broken, proved)
  return {
    ...rest,
    flows: flows.map(({ flow, version, machine }) => ({
      flow,
      version,
      ...(machine && { packed: packMachine(machine) }),
    })),
  }
}
