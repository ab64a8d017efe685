// The flows in force, company by company: read from disk, reloaded when files change, older versions
// brought back from the store.
import { watch, type FSWatcher } from 'node:fs'
import type { Machine } from '../flow/machine/machine.ts'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import type { Content } from '../store/content-rows.ts'
import type { Store } from '../store/store.ts'
import { readFolder } from './folder.ts'
import { usualDesk, type DeskPeople, type Line, type Secrets } from './lines.ts'
import type { Address } from './lookup.ts'
import { emptyShelf, shelfOf, shelve, type Company, type Shelf } from './shelf.ts'
import { keepVersions } from './versions.ts'
import { ownThread, type Workshop } from './workshop.ts'

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
  /** told when a reading failed as a whole; all stays as it was */
  onFailure?: (error: unknown) => void
  /** where files are checked, proved and compiled; without one, in this thread */
  workshop?: Workshop
  /** only these direct subfolders are read */
  inside?: readonly string[]
  /** read again when files change; off for tests and commands */
  watch?: boolean
}

/** Opens the flows folder. A flow with errors stays at the version that ran before; at the first
 * reading it is left out. */
export async function openLibrary(
  dir: string,
  { store, secret, onRead, onFailure, workshop = ownThread, inside, watch: watched }: Options,
): Promise<Library> {
  let shelf = emptyShelf
  const versions = keepVersions((version) => compileStored(version, store, workshop))
  const reload = oneAtATime(async () => {
    shelf = await shelve(await readFolder(dir, inside), shelf, secret, workshop)
    versions.inForce(machinesIn(shelf))
    onRead?.(shelf.problems, shelf.unset)
  })
  await reload()
  const onFault = (error: unknown): void => onFailure?.(error)
  const watcher = watched
    ? watchFolder(dir, () => void reload().catch(onFault), onFault)
    : undefined
  return {
    line: (number) => shelf.byNumber.get(number),
    lines: () => shelf.lines,
    company: (id) => shelf.companies.get(id)?.companies.find((company) => company.id === id),
    content: (company) => shelfOf(shelf, company)?.content,
    current: (company, flow) => shelfOf(shelf, company)?.current.get(flow),
    machine: versions.machine,
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

function watchFolder(
  dir: string,
  changed: () => void,
  onFault: (error: unknown) => void,
): FSWatcher {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(dir, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(changed, QUIET)
    timer.unref()
  })
  // a file that cannot be watched, such as a link to nowhere
  watcher.on('error', onFault)
  watcher.unref()
  return watcher
}

const machinesIn = ({ folders }: Shelf): Machine[] =>
  [...folders.values()].flatMap(({ current }) => [...current.values()])

/** What is asked for while it is at work is done once more afterwards, for all who asked. */
function oneAtATime(act: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined
  let next: Promise<void> | undefined
  const begin = (): Promise<void> => {
    next = undefined
    underWay = act().finally(() => {
      underWay = undefined
    })
    return underWay
  }
  return () => {
    if (!underWay) return begin()
    next ??= underWay.then(begin, begin)
    return next
  }
}

async function compileStored(
  version: string,
  store: Pick<Store, 'loadVersion'>,
  workshop: Workshop,
): Promise<Machine> {
  const kept = await store.loadVersion(version)
  if (!kept) throw new Error(`flow version ${version} is not known`)
  return workshop.compile(version, kept)
}
