// The folders and files a command was given, read from disk.
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readFolder } from '../world/folder.ts'
import { nearest, render, type Diagnostic } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { LineEntry } from '../flow/tree/lines-file.ts'
import { readProject, type Project } from '../flow/tree/project.ts'
import { print, printJson, UsageError, type Io } from './io.ts'

/** One folder with its flows. `only` names the files that were asked for; absent: all of them.
 * `unread` tells of files that are not text. */
export type Opened = { dir: string; project: Project; unread: Diagnostic[]; only?: Set<string> }

export const defaultFolder = ({ env }: Pick<Io, 'env'>): string => env.FLOWS_DIR || 'flows'

/** Reads the folders named and those of the files named; without paths, the flows folder. */
export async function openPaths(paths: string[], io: Pick<Io, 'env'>): Promise<Opened[]> {
  const folders = new Map<string, Set<string> | undefined>()
  for (const path of paths.length > 0 ? paths : [defaultFolder(io)]) {
    const found = await stat(path).catch(() => undefined)
    if (!found) throw new UsageError(`there is no file or folder "${path}"`)
    if (found.isDirectory()) {
      folders.set(path, undefined)
      continue
    }
    if (!path.endsWith('.yaml'))
      throw new UsageError(`"${path}" is no flow: the name of a flow's file ends in .yaml`)
    const dir = dirname(path)
    if (folders.has(dir)) folders.get(dir)?.add(basename(path))
    else folders.set(dir, new Set([basename(path)]))
  }
  return Promise.all(
    [...folders].map(async ([dir, only]): Promise<Opened> => {
      const { sources, recordings, lengths, diagnostics } = await readFolder(dir)
      return { dir, project: readProject(sources, recordings, lengths), unread: diagnostics, only }
    }),
  )
}

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

/** One flow by its name or its file; without either, the flow of the first line. */
export async function openFlow(named: string | undefined, io: Pick<Io, 'env'>): Promise<OneFlow> {
  if (named?.endsWith('.yaml')) return openFile(named, io)
  const opened = await openFolder(io)
  const { flows } = opened.project
  const wanted = named ?? linesOf(opened)[0]?.value.flow?.value
  if (wanted === undefined) throw new UsageError('name a flow')
  const flow = [...flows.values()].find(({ name }) => name.value === wanted)
  if (flow) return { flow, opened }
  const names = [...flows.values()].map(({ name }) => name.value)
  const near = nearest(wanted, names)
  const hint = near ? `. Did you mean "${near}"?` : ''
  throw new UsageError(
    `there is no flow "${wanted}" in ${opened.dir}; there is ${names.join(', ') || 'none'}${hint}`,
  )
}

type OneFlow = { flow: Flow; opened: Opened }

async function openFile(path: string, io: Pick<Io, 'env'>): Promise<OneFlow> {
  const [opened] = await openPaths([path], io)
  const flow = opened?.project.flows.get(basename(path))
  if (opened && flow) return { flow, opened }
  throw new UsageError(`"${path}" cannot be read as a flow: see callflow check ${path}`)
}

/** The one folder of a path, without a path the flows folder. */
export async function openFolder(io: Pick<Io, 'env'>, path?: string): Promise<Opened> {
  const [opened] = await openPaths(path === undefined ? [] : [path], io)
  if (!opened) throw new Error('no folder was read')
  return opened
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
