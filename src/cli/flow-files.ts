// The folders and files a command was given, read from disk.
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readFolder } from '../world/folder.ts'
import { nearest, render, type Diagnostic } from '../flow/text/diagnostic.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { readProject, type Project } from '../flow/tree/project.ts'
import { UsageError, type Io } from './io.ts'

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
export function rendered(opened: Opened, diagnostic: Diagnostic): string {
  const { range } = diagnostic
  return render(
    { ...diagnostic, range: { ...range, file: shownPath(opened, range.file) } },
    opened.project.sources[range.file],
  )
}

/** A finding as `--json` gives it; lines and columns count from 1. */
export function asJson(
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
export async function openFlow(
  named: string | undefined,
  io: Pick<Io, 'env'>,
): Promise<{ flow: Flow; opened: Opened }> {
  const byFile = named?.endsWith('.yaml') ?? false
  const [opened] = await openPaths(byFile && named !== undefined ? [named] : [], io)
  if (!opened) throw new Error('no folder was read')
  const { flows, lines } = opened.project
  const wanted = named ?? [...(lines?.lines.values() ?? [])][0]?.value.flow?.value
  if (wanted === undefined) throw new UsageError('name a flow')
  const flow = byFile
    ? flows.get(basename(wanted))
    : [...flows.values()].find(({ name }) => name.value === wanted)
  if (flow) return { flow, opened }
  const names = [...flows.values()].map(({ name }) => name.value)
  const near = nearest(wanted, names)
  throw new UsageError(
    byFile
      ? `"${wanted}" cannot be read as a flow: see callflow check ${wanted}`
      : `there is no flow "${wanted}" in ${opened.dir}; there is ${names.join(', ') || 'none'}${near ? `. Did you mean "${near}"?` : ''}`,
  )
}
