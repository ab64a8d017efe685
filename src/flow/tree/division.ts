// A flows folder divided by company: which files belong to whom, and what all of them see.

import { kindOfFile, type FileKind } from './file-kinds.ts'

/**
 * What lies in a flows folder, by path inside it with `/`. `paths` are all of its files, also
 * those that are not read; `sources` the texts of those that are; `tables` the texts of CSV files.
 * Recordings stand under their path without an ending (`swift/audio/be-BY/hello`): `audio` leads
 * to the file on disk, `lengths` to milliseconds.
 */
export type FolderFiles = {
  paths: readonly string[]
  sources: Readonly<Record<string, string>>
  tables: Readonly<Record<string, string>>
  audio: ReadonlyMap<string, string>
  lengths: ReadonlyMap<string, number>
}

/** The files one company sees. `folder` is its own with a `/` at the end, empty for the flat
 * folder; recordings go by their name under audio/ (`be-BY/hello`). */
export type CompanyFiles = FolderFiles & { folder: string }

/** Kinds of files whose text a project is made of. */
const READ = new Set<FileKind>(['flow', 'lines', 'calls', 'table'])

/** What stands here is seen by each company beside its own files. */
export const SHARED = 'shared/'

/** Direct subfolders that are never a company's. */
const NOT_COMPANIES = new Set([SHARED, 'audio/', 'tables/', 'training/', 'knowledge/'])

/** A path inside the folder of a company or inside `shared/`, for one inside the flows folder. */
export const insideOf = (path: string, folder: string): string => {
  const own = [SHARED, folder].find((one) => path.startsWith(one)) ?? ''
  return path.slice(own.length)
}

/** What a file of a company is; `shared/` has no lines, cases and shifts of its own. */
export function kindAt(path: string, folder: string): FileKind {
  const kind = kindOfFile(insideOf(path, folder))
  if (path.startsWith(SHARED) && TOP.has(path.slice(SHARED.length))) return 'misplaced'
  return kind
}

const TOP = new Set(['lines.yaml', 'cases.yaml', 'shifts.yaml'])

/** The direct subfolder a path stands in, with a `/`; empty for what stands at the top. */
export const folderOf = (path: string): string => path.slice(0, path.indexOf('/') + 1)

/**
 * A direct subfolder with a lines.yaml is a company's. All that stands in no company's folder is
 * the flat folder, where one lines.yaml may hold lines of several; it is left out where it holds
 * nothing but `shared/`. `known` are folders that were companies' before: they stay so while
 * anything stands in them. Shared files come first, so that of two equal names the company's is
 * told.
 */
export function divide(files: FolderFiles, known: Iterable<string> = []): CompanyFiles[] {
  const withLines = files.paths.filter((path) => /^[^/]+\/lines\.yaml$/.test(path)).map(folderOf)
  const standing = new Set(files.paths.map(folderOf))
  const kept = [...known].filter((folder) => folder !== '' && standing.has(folder))
  const folders = [...new Set([...withLines, ...kept])]
    .filter((folder) => !NOT_COMPANIES.has(folder))
    .sort()
  const companies = folders.map((folder) =>
    filesOf(files, folder, (path) => path.startsWith(folder)),
  )
  const isCompanys = (path: string): boolean => folders.includes(folderOf(path))
  const rest = files.paths.filter(
    (path) => path.endsWith('.yaml') && !isCompanys(path) && !path.startsWith(SHARED),
  )
  if (folders.length > 0 && rest.length === 0) return companies
  return [filesOf(files, '', (path) => !isCompanys(path)), ...companies]
}

function filesOf(
  files: FolderFiles,
  folder: string,
  isOwn: (path: string) => boolean,
): CompanyFiles {
  const sees = (path: string): boolean => path.startsWith(SHARED) || isOwn(path)
  const isRead = (path: string): boolean => READ.has(kindAt(path, folder))
  const pick = <T>(texts: Readonly<Record<string, T>>): Record<string, T> => {
    const seen = Object.entries(texts).filter(([path]) => sees(path) && isRead(path))
    const [shared, own] = [true, false].map((wanted) =>
      seen.filter(([path]) => path.startsWith(SHARED) === wanted),
    )
    return Object.fromEntries([...(shared ?? []), ...(own ?? [])])
  }
  const recordings = <T>(named: ReadonlyMap<string, T>): Map<string, T> => {
    const under = (audio: string): [string, T][] =>
      [...named]
        .filter(([path]) => path.startsWith(audio))
        .map(([path, value]) => [path.slice(audio.length), value])
    return new Map([...under(`${SHARED}audio/`), ...under(`${folder}audio/`)])
  }
  return {
    folder,
    paths: files.paths.filter(sees),
    sources: pick(files.sources),
    tables: pick(files.tables),
    audio: recordings(files.audio),
    lengths: recordings(files.lengths),
  }
}
