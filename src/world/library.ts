// The flows in force: read from disk, reloaded when files change, older versions brought back from
// the store.
import { createHash } from 'node:crypto'
import { readFileSync, watch, type FSWatcher } from 'node:fs'
import { readFolder } from './folder.ts'
import { compile, versionOf, sourcesOf } from '../flow/machine/compile.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { filesOf, readProject, type Project } from '../flow/tree/project.ts'
import { review } from '../proof/review.ts'
import {
  linesInForce,
  type DeskPeople,
  type Line,
  type LinesInForce,
  type Secrets,
} from './lines.ts'
import type { Address } from './lookup.ts'
import type { Store } from '../store/store.ts'

export type Library = {
  line(number: string): Line | undefined
  lines(): Line[]
  /** the machine new calls of a flow begin with */
  current(flow: string): Machine | undefined
  /** the machine of a version, compiled again from its stored sources if need be; rejects when
   * nobody knows the version */
  machine(version: string): Promise<Machine>
  desk(name: string): DeskPeople | undefined
  lookup(name: string): Address | undefined
  /** an unguessable URL path (`/audio/…`) for a recording, and the file behind such a path */
  audioPath(language: string, name: string): string | undefined
  audioFile(path: string): string | undefined
  /** what is wrong with the files on disk, when they are not in force */
  problems(): Diagnostic[]
  reload(): Promise<void>
  close(): void
}

type Shelf = LinesInForce & {
  current: Map<string, Machine>
  audioPaths: Map<string, string>
  audioFiles: Map<string, string>
  problems: Diagnostic[]
}

const empty: Shelf = {
  lines: [],
  byNumber: new Map(),
  desks: new Map(),
  lookups: new Map(),
  current: new Map(),
  audioPaths: new Map(),
  audioFiles: new Map(),
  problems: [],
}

type Options = {
  store: Pick<Store, 'loadVersion'>
  /** secrets of lookups by the name of their environment variable */
  secret: Secrets
  /** told after each reading; `problems` are errors that keep files out of force */
  onRead?: (problems: Diagnostic[]) => void
  /** read again when files change; off for tests and commands */
  watch?: boolean
}

/** Opens the flows folder. A flow with errors stays at the version that ran before; at the first
 * reading it is left out. */
export async function openLibrary(
  dir: string,
  { store, secret, onRead, watch: watched }: Options,
): Promise<Library> {
  let shelf = empty
  const machines = new Map<string, Machine>()
  const loading = new Map<string, Promise<Machine>>()
  const reload = async (): Promise<void> => {
    shelf = await readShelf(dir, shelf, secret)
    for (const machine of shelf.current.values()) machines.set(machine.version, machine)
    onRead?.(shelf.problems)
  }
  await reload()
  const watcher = watched ? watchFolder(dir, reload) : undefined
  return {
    line: (number) => shelf.byNumber.get(number),
    lines: () => shelf.lines,
    current: (flow) => shelf.current.get(flow),
    async machine(version) {
      const known = machines.get(version)
      if (known) return known
      const begun =
        loading.get(version) ?? compileStored(version, store).finally(() => loading.delete(version))
      loading.set(version, begun)
      const machine = await begun
      machines.set(version, machine)
      return machine
    },
    desk: (name) => shelf.desks.get(name),
    lookup: (name) => shelf.lookups.get(name),
    audioPath: (language, name) => shelf.audioPaths.get(`${language}/${name}`),
    audioFile: (path) => shelf.audioFiles.get(path),
    problems: () => shelf.problems,
    reload,
    close: () => watcher?.close(),
  }
}

/** An editor writes a file in several steps: wait until it is quiet. */
const QUIET = 200

function watchFolder(dir: string, reload: () => Promise<void>): FSWatcher {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(dir, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      reload().catch(() => undefined)
    }, QUIET)
    timer.unref()
  })
  watcher.unref()
  return watcher
}

async function compileStored(version: string, store: Pick<Store, 'loadVersion'>): Promise<Machine> {
  const kept = await store.loadVersion(version)
  if (!kept) throw new Error(`flow version ${version} is not known`)
  const project = readProject(kept.sources)
  const flow = [...project.flows.values()].find(({ name }) => name.value === kept.flow)
  if (!flow) throw new Error(`the stored sources of version ${version} hold no flow "${kept.flow}"`)
  return { ...compile(flow, kept.sources), version }
}

/** Reads and checks the folder. What has errors stays as it was before; what has none comes into
 * force. */
async function readShelf(dir: string, before: Shelf, secret: Secrets): Promise<Shelf> {
  const folder = await readFolder(dir)
  const project = readProject(folder.sources, folder.recordings, folder.lengths)
  const findings = [...folder.diagnostics, ...review(project, { play: false }).findings]
  const errors = findings.filter(({ severity }) => severity === 'error')
  const broken = new Set(errors.map(({ file }) => file))
  const audio = audioOf(folder.audio, before)
  const { lines } = project
  const parts = lines && !broken.has(lines.file) ? linesInForce(lines, secret) : before
  return { ...parts, current: machinesOf(project, before, broken), ...audio, problems: errors }
}

function machinesOf(
  project: Project,
  before: Shelf,
  broken: ReadonlySet<string>,
): Map<string, Machine> {
  const current = new Map(before.current)
  for (const flow of project.flows.values()) {
    if (flow.ends.length > 0 || filesOf(flow).some((file) => broken.has(file))) continue
    const same = current.get(flow.name.value)
    if (same?.version !== versionOf(sourcesOf(flow, project.sources)))
      current.set(flow.name.value, compile(flow, project.sources))
  }
  return current
}

/** Each recording under the hash of its content: unguessable, and a changed recording has a new
 * name. */
function audioOf(
  audio: Map<string, string>,
  before: Shelf,
): Pick<Shelf, 'audioPaths' | 'audioFiles'> {
  const audioPaths = new Map<string, string>()
  const audioFiles = new Map(before.audioFiles)
  for (const [name, file] of audio) {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 40)
    const path = `/audio/${hash}${file.slice(file.lastIndexOf('.'))}`
    audioPaths.set(name, path)
    audioFiles.set(path, file)
  }
  return { audioPaths, audioFiles }
}
