// Where flows are reviewed: in workers beside the calls, each file for so long and with so much memory
// as it may take; without workers, in the process itself.
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import type { Machine } from '../flow/machine/machine.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { MINUTE, SECOND, writeDuration } from '../flow/text/duration.ts'
import type { CompanyFiles } from '../flow/tree/division.ts'
import { compileVersion, reviewCompany, type Reviewed } from './company-review.ts'
import { unpackMachine, type PackedMachine } from './packed-machine.ts'
import type { CompileTask, PackedReview, ReviewTask } from './review-worker.ts'

export type Workshop = {
  /** Reviews a company's files. A file that takes too long or too much is left out and told. */
  review(files: CompanyFiles, known: Set<string>, broken: Set<string>): Promise<Reviewed>
  /** The machine of an older version from its sources. Rejects when they hold no such flow. */
  compile(version: string, kept: CompileTask['kept']): Promise<Machine>
  close(): Promise<void>
}

export type Limits = {
  /** milliseconds for one file alone */
  file: number
  /** milliseconds for all files of a company */
  company: number
  /** MB of a worker's heap */
  memory: number
}

const usual: Limits = { file: 20 * SECOND, company: 10 * MINUTE, memory: 1024 }

/** Everything in this thread, as commands and tests do it. */
export const ownThread: Workshop = {
  review: async (files, known, broken) => reviewCompany(files, known, broken),
  compile: async (version, kept) => compileVersion(version, kept),
  close: async () => undefined,
}

/** Beside this file in the sources; when it is built, beside the command, whose parts lie a folder
 * further down. */
function workerFile(): string {
  if (extname(import.meta.url) === '.ts')
    return fileURLToPath(new URL('./review-worker.ts', import.meta.url))
  const places = ['./review-worker.js', '../review-worker.js']
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return (
    found.find((file) => existsSync(file)) ?? fail('the worker of the build is missing: npm ci')
  )
}

const fail = (message: string): never => {
  throw new Error(message)
}

/** A pool of so many workers. */
export function openWorkshop(workers: number, limits: Limits = usual): Workshop {
  const filename = workerFile()
  const pool = new Piscina<ReviewTask | CompileTask, PackedReview | PackedMachine>({
    filename,
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: MINUTE,
    execArgv: filename.endsWith('.ts') ? ['--import', 'tsx'] : [],
    resourceLimits: { maxOldGenerationSizeMb: limits.memory },
  })
  const inWorker = <T>(task: ReviewTask | CompileTask, ms: number): Promise<T> =>
    pool.run(task, { signal: AbortSignal.timeout(ms) }) as Promise<T>
  const within: Within = (task, ms) => inWorker<PackedReview>(task, ms)
  return {
    async review(files, known, broken) {
      const task = { files, known, broken }
      try {
        return await unpack(await within(task, limits.company))
      } catch {
        return unpack(await reviewWithout(task, limits, within))
      }
    },
    compile: async (version, kept) =>
      unpackMachine(await inWorker<PackedMachine>({ version, kept }, limits.company), letOthersGo),
    close: () => pool.close({ force: true }),
  }
}

/** Does a task in a worker, which is ended when the time is over. */
type Within = (task: ReviewTask, ms: number) => Promise<PackedReview>

const letOthersGo = (): Promise<void> => setImmediate()

/** The whole took too long, too much, or broke the worker: each file is tried alone, and what goes
 * wrong alone is left out. */
async function reviewWithout(
  { files, known, broken }: ReviewTask,
  limits: Limits,
  within: Within,
): Promise<PackedReview> {
  const heavy: Diagnostic[] = []
  const good: Record<string, string> = {}
  for (const [file, text] of Object.entries(files.sources)) {
    const alone = { ...files, sources: { [file]: text } }
    // a worker that was ended is replaced, and its beginning is not the file's time
    await within({ files: { ...files, sources: {} }, known, broken }, limits.company)
    try {
      await within({ files: alone, known, broken }, limits.file)
      good[file] = text
    } catch {
      heavy.push(tooSlow(file, limits))
    }
  }
  const rest = { ...files, sources: good }
  const left = new Set([...broken, ...heavy.map(({ file }) => file)])
  const task = { files: rest, known, broken: left }
  const reviewed = await within(task, limits.company).catch((error: unknown) => noneOf(rest, error))
  return { ...reviewed, errors: [...heavy, ...reviewed.errors] }
}

const tooSlow = (file: string, { file: ms, memory }: Limits): Diagnostic => ({
  code: 'file-too-slow',
  severity: 'error',
  message: `the file took more than ${writeDuration(ms)} or ${memory} MB to be read, checked and proved`,
  file,
  range: { file, start: 0, end: 0, line: 1, column: 1 },
  hint: 'make it shorter, or divide it into sub-flows',
})

/** Nothing new comes into force, and each file says so. */
function noneOf({ sources }: CompanyFiles, error: unknown): PackedReview {
  const why = error instanceof Error ? error.message : String(error)
  const message = `the files of this company could not be checked together: ${why}`
  const told = Object.keys(sources).map((file): Diagnostic => {
    const range = { file, start: 0, end: 0, line: 1, column: 1 }
    return { code: 'check-broke', severity: 'error', message, file, range }
  })
  return { errors: told, flows: [] }
}

const unpack = async ({ flows, ...rest }: PackedReview): Promise<Reviewed> => {
  const unpacked: Reviewed['flows'] = []
  for (const { flow, version, packed } of flows)
    unpacked.push({
      flow,
      version,
      ...(packed && { machine: await unpackMachine(packed, letOthersGo) }),
    })
  return { ...rest, flows: unpacked }
}
