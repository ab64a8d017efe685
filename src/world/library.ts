// The flows in force, company by company: read from disk, reloaded when files change, older versions
// brought back from the store.
import { watch, type FSWatcher } from 'node:fs'
import { compile } from '../flow/machine/compile.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { readProject } from '../flow/tree/project.ts'
import type { Content } from '../store/content-rows.ts'
import type { Store } from '../store/store.ts'
import { readFolder } from './folder.ts'
import { usualDesk, type DeskPeople, type Line, type Secrets } from './lines.ts'
import type { Address } from './lookup.ts'
import { emptyShelf, shelfOf, shelve, type Company } from './shelf.ts'

/** What is in force, for each company its own: equal names of two companies are two things. */
export type Library = {
  line(number: string): Line | undefined
  lines(): Line[]
  company(id: string): Company | undefined
  /** what a company's folder holds, as far as it is in force */
  content(company: string): Content | undefined
  /** the machine new calls of a company's flow begin with */
  current(company: string, flow: string): Machine | undefined
  /** the machine of a version, compiled again from its stored sources if need be; rejects when
   * nobody knows the version */
  machine(version: string): Promise<Machine>
  /** who is rung for a desk of a company, on calls to a line by its number */
  desk(company: string, name: string, line?: string): DeskPeople | undefined
  lookup(company: string, name: string): Address | undefined
  /** an unguessable URL path (`/audio/…`) for a recording, and the file behind such a path */
  audioPath(company: string, language: string, name: string): string | undefined
  audioFile(path: string): string | undefined
  /** what is wrong with the files on disk, when they are not in force */
  problems(): Diagnostic[]
  reload(): Promise<void>
  close(): void
}

type Options = {
  store: Pick<Store, 'loadVersion'>
  /** secrets of lookups by the name of their environment variable */
  secret: Secrets
  /** told after each reading; `problems` are errors that keep files out of force, `unset` secrets of
   * lookups that the environment does not set */
  onRead?: (problems: Diagnostic[], unset: Diagnostic[]) => void
  /** only these direct subfolders are read */
  inside?: readonly string[]
  /** read again when files change; off for tests and commands */
  watch?: boolean
}

/** Opens the flows folder. A flow with errors stays at the version that ran before; at the first
 * reading it is left out. */
export async function openLibrary(
  dir: string,
  { store, secret, onRead, inside, watch: watched }: Options,
): Promise<Library> {
  let shelf = emptyShelf
  const machines = new Map<string, Machine>()
  const loading = new Map<string, Promise<Machine>>()
  const reload = async (): Promise<void> => {
    shelf = shelve(await readFolder(dir, inside), shelf, secret)
    for (const { current } of shelf.folders.values())
      for (const machine of current.values()) machines.set(machine.version, machine)
    onRead?.(shelf.problems, shelf.unset)
  }
  await reload()
  const watcher = watched ? watchFolder(dir, reload) : undefined
  return {
    line: (number) => shelf.byNumber.get(number),
    lines: () => shelf.lines,
    company: (id) => shelf.companies.get(id)?.companies.find((company) => company.id === id),
    content: (company) => shelfOf(shelf, company)?.content,
    current: (company, flow) => shelfOf(shelf, company)?.current.get(flow),
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
    desk: (company, name, line) => {
      const desk = shelfOf(shelf, company)?.desks.get(name)
      const called = shelf.byNumber.get(line ?? '')
      const people = called?.tenant === company && called.people.get(name)
      return people ? { ...usualDesk, ...desk, people } : desk
    },
    lookup: (company, name) => shelfOf(shelf, company)?.lookups.get(name),
    audioPath: (company, language, name) =>
      shelfOf(shelf, company)?.audioPaths.get(`${language}/${name}`),
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
