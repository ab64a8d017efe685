// What is in force of a flows folder, company by company: what has errors stays as it was before.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { byFolder, type Owners } from '../flow/checks/companies.ts'
import { checkFolder } from '../flow/checks/files.ts'
import { unsetSecrets } from '../flow/checks/secrets.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { distinct, type Diagnostic } from '../flow/text/diagnostic.ts'
import type { NamesByLanguage } from '../flow/tree/company.ts'
import { divide, type CompanyFiles } from '../flow/tree/division.ts'
import type { Lines } from '../flow/tree/lines-file.ts'
import type { Content } from '../store/content-rows.ts'
import type { Reviewed } from './company-review.ts'
import { contentOf, inForce } from './content.ts'
import type { Workshop } from './workshop.ts'
import type { Folder } from './folder.ts'
import { linesInForce, type Line, type LinesInForce, type Secrets } from './lines.ts'

/** A company of this installation; in a flat folder no more than its id is known. */
export type Company = {
  id: string
  /** by language; under the empty name the one for all languages */
  names: NamesByLanguage
  zone?: string
  country?: string
}

/** What is in force of one company's folder. The flat folder may have several companies, which
 * share all of it. */
export type CompanyShelf = LinesInForce & {
  folder: string
  companies: Company[]
  /** the machines new calls begin with, by flow */
  current: Map<string, Machine>
  /** URL paths of recordings, by their names under audio/ */
  audioPaths: Map<string, string>
  content: Content
}

export type Shelf = {
  lines: Line[]
  byNumber: Map<string, Line>
  /** by folder */
  folders: Map<string, CompanyShelf>
  /** by id */
  companies: Map<string, CompanyShelf>
  /** recordings by their URL paths, also those of before */
  audioFiles: Map<string, string>
  problems: Diagnostic[]
  /** secrets of lookups that the environment does not set */
  unset: Diagnostic[]
}

export const emptyShelf: Shelf = {
  lines: [],
  byNumber: new Map(),
  folders: new Map(),
  companies: new Map(),
  audioFiles: new Map(),
  problems: [],
  unset: [],
}

/** What a company has in force. Without any company's folder the flat one is everybody's, also of
 * calls whose line is gone. */
export function shelfOf({ companies, folders }: Shelf, company: string): CompanyShelf | undefined {
  const own = companies.get(company)
  return own ?? (folders.size === 1 ? folders.get('') : undefined)
}

/** Puts into force what a folder holds without errors; all else stays as it was. */
export async function shelve(
  folder: Folder,
  before: Shelf,
  secret: Secrets,
  workshop: Workshop,
): Promise<Shelf> {
  const parts = divide(folder, before.folders.keys())
  const unread = new Set(folder.diagnostics.map(({ file }) => file))
  const read = await Promise.all(
    parts.map(async (files) => ({
      files,
      reviewed: await workshop.review(files, versionsIn(before.folders.get(files.folder)), unread),
    })),
  )
  const owning = read.map(({ files, reviewed }) => ({ ...files, lines: reviewed.lines }))
  const problems = [...folder.diagnostics, ...checkFolder(folder.paths, owning, ownersIn(before))]
  const unset: Diagnostic[] = []
  const audioFiles = new Map(before.audioFiles)
  const folders = new Map<string, CompanyShelf>()
  for (const { files, reviewed } of read) {
    const was = before.folders.get(files.folder)
    const errors = [...reviewed.errors, ...withoutLines(files)]
    problems.push(...errors)
    const broken = new Set([...unread, ...errors.map(({ file }) => file)])
    const { lines } = reviewed
    if (lines && !broken.has(lines.file))
      unset.push(...unsetSecrets(lines, (name) => !!secret(name)))
    const audioPaths = audioOf(files, audioFiles)
    const texts = inForce({ ...files.sources, ...files.tables }, broken, was?.content)
    folders.set(files.folder, {
      ...partsOf(files.folder, reviewed.lines, broken, { was, secret }),
      folder: files.folder,
      current: machinesOf(reviewed, was),
      audioPaths,
      content: contentOf(files.folder, texts, audioPaths),
    })
  }
  const errors = problems.filter(({ severity }) => severity === 'error')
  return { ...standing(folders, before), folders, audioFiles, problems: distinct(errors), unset }
}

const versionsIn = (shelf: CompanyShelf | undefined): Set<string> =>
  new Set([...(shelf?.current.values() ?? [])].map(({ version }) => version))

/** A folder that was a company's stays so, with what its lines.yaml said, when that is gone. */
function withoutLines({ folder, paths }: CompanyFiles): Diagnostic[] {
  const file = `${folder}lines.yaml`
  if (folder === '' || paths.includes(file)) return []
  const message = `${file} is gone; what it said before stays in force`
  const range = { file, start: 0, end: 0, line: 1, column: 1 }
  return [{ code: 'missing-company', severity: 'error', message, file, range }]
}

type Parts = LinesInForce & Pick<CompanyShelf, 'companies'>

function partsOf(
  folder: string,
  lines: Lines | undefined,
  broken: ReadonlySet<string>,
  { was, secret }: { was: CompanyShelf | undefined; secret: Secrets },
): Parts {
  if (!lines || broken.has(lines.file))
    return was ?? { companies: [], lines: [], desks: new Map(), lookups: new Map() }
  const parts = linesInForce(lines, secret)
  const { id, name, zone, country } = lines.company ?? {}
  if (id) {
    const names = name?.value ?? { '': id.value }
    const company = { id: id.value, names, zone: zone?.value, country: country?.value }
    return { ...parts, companies: [company] }
  }
  if (folder !== '') throw new Error(`${lines.file} was found without errors, but names no company`)
  const tenants = [...new Set(parts.lines.map(({ tenant }) => tenant))]
  return { ...parts, companies: tenants.map((tenant) => ({ id: tenant, names: { '': tenant } })) }
}

/** A flow that is not among them stays at what it was. */
function machinesOf({ flows }: Reviewed, was: CompanyShelf | undefined): Map<string, Machine> {
  const current = new Map(was?.current)
  for (const { flow, machine } of flows) if (machine) current.set(flow, machine)
  return current
}

/** Each recording under the hash of its content: unguessable, and a changed recording has a new
 * name. Its file is put into `audioFiles`. */
function audioOf({ audio }: CompanyFiles, audioFiles: Map<string, string>): Map<string, string> {
  const audioPaths = new Map<string, string>()
  for (const [name, file] of audio) {
    const hash = hashOf(file)
    if (hash === undefined) continue
    const path = `/audio/${hash}${file.slice(file.lastIndexOf('.'))}`
    audioPaths.set(name, path)
    audioFiles.set(path, file)
  }
  return audioPaths
}

/** Undefined: it was taken away just now. */
function hashOf(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 40)
  } catch {
    return undefined
  }
}

/** Who had a company's id and a number before, by folder. */
const ownersIn = ({ companies, byNumber }: Shelf): Owners => ({
  company: (id) => companies.get(id)?.folder,
  number: (number) => companies.get(byNumber.get(number)?.tenant ?? '')?.folder,
})

/** Each id and each number stands for one folder alone: for that which had it before, else for the
 * first. */
function standing(
  folders: Map<string, CompanyShelf>,
  before: Shelf,
): Pick<Shelf, 'lines' | 'byNumber' | 'companies'> {
  const owners = ownersIn(before)
  const shelves = [...folders.values()].sort(byFolder)
  const companies = ownedBy(
    shelves.flatMap((shelf) => shelf.companies.map(({ id }) => claim(id, shelf, shelf))),
    owners.company,
  )
  const claims = shelves.flatMap((shelf) =>
    shelf.lines
      .filter(({ tenant }) => companies.get(tenant) === shelf)
      .map((line) => claim(line.number, shelf, line)),
  )
  const byNumber = ownedBy(claims, owners.number)
  return { companies, byNumber, lines: [...byNumber.values()] }
}

type Claim<T> = { name: string; folder: string; value: T }

const claim = <T>(name: string, { folder }: CompanyShelf, value: T): Claim<T> => ({
  name,
  folder,
  value,
})

function ownedBy<T>(
  claims: Claim<T>[],
  ownerBefore: (name: string) => string | undefined,
): Map<string, T> {
  const owned = new Map<string, T>()
  for (const { name, folder, value } of claims)
    if (!owned.has(name) || folder === ownerBefore(name)) owned.set(name, value)
  return owned
}
