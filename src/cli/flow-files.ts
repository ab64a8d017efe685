// The folders and files a command was given, read from disk.
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { readFolder } from '../world/folder.ts'
import { checkFolder } from '../flow/checks/files.ts'
import { nearest, oneOf, render, type Diagnostic } from '../flow/text/diagnostic.ts'
import { readYaml } from '../flow/text/yaml.ts'
import { divide } from '../flow/tree/division.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { LineEntry } from '../flow/tree/lines-file.ts'
import { projectOf, type Project } from '../flow/tree/project.ts'
import { print, printJson, UsageError, type Io } from './io.ts'

/** What one company sees of the flows folder `dir`; all of a flat folder. `only` names the files that
 * were asked for; absent: all of them. `unread` tells of files that are not text, and of what
 * companies claim from each other. */
export type Opened = Asked & { project: Project; unread: Diagnostic[] }

/** `inside`: only these direct subfolders of `dir` are read. */
type Asked = { dir: string; inside?: string[]; only?: Set<string> }

export const defaultFolder = ({ env }: Pick<Io, 'env'>): string => env.FLOWS_DIR || 'flows'

/** Reads the folders named, those of companies named, and those of the files named; without paths,
 * the flows folder. Companies come one by one. */
export async function openPaths(paths: string[], io: Pick<Io, 'env'>): Promise<Opened[]> {
  const folders = new Map<string, Asked>()
  for (const path of paths.length > 0 ? paths : [defaultFolder(io)]) {
    const { only, ...place } = await placeOf(path)
    const key = JSON.stringify(place)
    const known = folders.get(key)
    if (known?.only && only) for (const file of only) known.only.add(file)
    else folders.set(key, { ...place, only: known ? undefined : only })
  }
  return (await Promise.all([...folders.values()].map(openPlace))).flat()
}

async function placeOf(path: string): Promise<Asked> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UsageError(`there is no file or folder "${path}"`)
  if (found.isDirectory()) return (await companyAt(path)) ?? { dir: path }
  if (!path.endsWith('.yaml'))
    throw new UsageError(`"${path}" is no flow: the name of a flow's file ends in .yaml`)
  const place = (await companyAround(path)) ?? { dir: await flowsFolderOf(dirname(path)) }
  const file = relative(place.dir, path).split(sep).join('/')
  return { ...place, only: new Set([file]) }
}

/** The place of a company by its folder; undefined when it is none. */
async function companyAt(folder: string): Promise<Asked | undefined> {
  const file = join(folder, 'lines.yaml')
  const text = await readFile(file, 'utf8').catch(() => '')
  if (!namesCompany(file, text)) return undefined
  const dir = join(folder, '..')
  const shared = await stat(join(dir, 'shared')).catch(() => undefined)
  const inside = [basename(resolve(folder))]
  if (shared?.isDirectory()) inside.push('shared')
  return { dir, inside }
}

const namesCompany = (file: string, text: string): boolean => {
  const { root } = readYaml(file, text)
  return root?.kind === 'map' && root.entries.some(({ key }) => key.value === 'company')
}

/** How far above a file the folder of its company is looked for. */
const MOST_LEVELS = 3

async function companyAround(path: string): Promise<Asked | undefined> {
  let folder = path
  for (let level = 0; level < MOST_LEVELS; level++) {
    folder = join(folder, '..')
    const place = await companyAt(folder)
    if (place) return place
  }
  return undefined
}

/** What is shared is read with all the companies that see it. */
const flowsFolderOf = async (folder: string): Promise<string> => {
  const above = join(folder, '..')
  if (basename(resolve(folder)) !== 'shared') return folder
  for (const entry of await readdir(above, { withFileTypes: true }))
    if (entry.isDirectory() && (await companyAt(join(above, entry.name)))) return above
  return folder
}

async function openPlace({ dir, inside, only }: Asked): Promise<Opened[]> {
  const folder = await readFolder(dir, inside)
  const parts = divide(folder).map((files) => ({ files, project: projectOf(files) }))
  const found = [
    ...folder.diagnostics,
    ...checkFolder(
      folder.paths,
      parts.map(({ project }) => project),
    ),
  ]
  return parts
    .filter(({ files }) => !only || files.paths.some((path) => only.has(path)))
    .map(({ files, project }, index) => {
      const seen = new Set(files.paths)
      const isElses = ({ file }: Diagnostic): boolean =>
        index === 0 && !parts.some((part) => part.files.paths.includes(file))
      // what no company sees is told with the first
      const unread = found.filter((one) => seen.has(one.file) || isElses(one))
      return { dir, inside, only, project, unread }
    })
}

/** The id of the company that was opened; undefined for a flat folder. */
export const companyOf = ({ project }: Pick<Opened, 'project'>): string | undefined =>
  project.lines?.company?.id?.value

/** A file as it was named on the command line. */
export const shownPath = ({ dir }: Pick<Opened, 'dir'>, file: string): string => join(dir, file)

/** A finding as text, with the path that leads to the file from here. */
export function renderFinding(opened: Opened, diagnostic: Diagnostic): string {
  const { range } = diagnostic
  return render(
    { ...diagnostic, range: { ...range, file: shownPath(opened, range.file) } },
    opened.project.sources[range.file],
  )
}

/** A finding as `--json` gives it; lines and columns count from 1. */
export function findingJson(
  opened: Opened,
  { code, severity, message, range, hint, story }: Diagnostic,
) {
  return {
    file: shownPath(opened, range.file),
    line: range.line,
    column: range.column,
    severity,
    code,
    message,
    hint,
    story,
  }
}

/** One flow by its name, `COMPANY/NAME` where several have one of that name, by its file, or the
 * first of a folder; without any, the flow of the first line. */
export async function openFlow(named: string | undefined, io: Pick<Io, 'env'>): Promise<OneFlow> {
  if (named?.endsWith('.yaml')) return openFile(named, io)
  const isFolder = named !== undefined && (await stat(named).catch(() => undefined))?.isDirectory()
  const all = await openPaths(isFolder ? [named] : [], io)
  if (named === undefined || isFolder) return firstFlow(all)
  const found = all.flatMap((opened) =>
    [...opened.project.flows.values()]
      .filter((flow) => namesOf(flow, opened).includes(named))
      .map((flow) => ({ flow, opened })),
  )
  const [first] = found
  const files = new Set(found.map(({ flow }) => flow.file))
  if (first && files.size === 1) return first
  if (first) throw new UsageError(`several companies have a flow "${named}": ${inWords(found)}`)
  const names = [...new Set(all.flatMap(({ project }) => [...project.flows.values()]))].map(
    ({ name }) => name.value,
  )
  const near = nearest(named, names)
  const hint = near ? `. Did you mean "${near}"?` : ''
  const dir = all[0]?.dir ?? ''
  throw new UsageError(
    `there is no flow "${named}" in ${dir}; there is ${names.join(', ') || 'none'}${hint}`,
  )
}

function namesOf({ name }: Flow, opened: Opened): string[] {
  const company = companyOf(opened)
  const names = [name.value]
  if (company !== undefined) names.push(`${company}/${name.value}`)
  return names
}

const inWords = (found: OneFlow[]): string =>
  `say ${oneOf(found.map(({ flow, opened }) => namesOf(flow, opened).at(-1) ?? ''))}`

function firstFlow(all: Opened[]): OneFlow {
  for (const opened of all) {
    const wanted = linesOf(opened)[0]?.value.flow?.value
    const flow = [...opened.project.flows.values()].find(({ name }) => name.value === wanted)
    if (flow) return { flow, opened }
  }
  throw new UsageError('name a flow')
}

type OneFlow = { flow: Flow; opened: Opened }

async function openFile(path: string, io: Pick<Io, 'env'>): Promise<OneFlow> {
  for (const opened of await openPaths([path], io))
    for (const file of opened.only ?? []) {
      const flow = opened.project.flows.get(file)
      if (flow) return { flow, opened }
    }
  throw new UsageError(`"${path}" cannot be read as a flow: see callflow check ${path}`)
}

export const linesOf = ({ project }: Opened) => [...(project.lines?.lines.values() ?? [])]

/** What a line gives its flow, by name. */
export const valuesOf = ({ values }: LineEntry): Record<string, string> =>
  Object.fromEntries([...(values ?? [])].map(([name, { value }]) => [name, value.value]))

/** The flows of a folder that calls begin with and that were asked for. */
export const startingFlows = ({ project, only }: Opened): Flow[] =>
  [...project.flows.values()].filter(
    ({ ends, file }) => ends.length === 0 && (!only || only.has(file)),
  )

/** Findings of one folder that keep a command from its work: as text, or as the JSON document. */
export function printFindings(io: Io, opened: Opened, findings: Diagnostic[], json: boolean): void {
  if (json) printJson(io, { findings: findings.map((found) => findingJson(opened, found)) })
  else for (const found of findings) print(io, renderFinding(opened, found))
}
