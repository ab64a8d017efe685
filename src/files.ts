// A flows folder as it lies on disk: the texts of its YAML files and the recordings beside them.
import { readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Diagnostic } from './flow/diagnostic.ts'
import { decode } from './flow/yaml.ts'

/**
 * `sources` by path inside the folder, with `/`; `recordings` are paths under audio/ without their ending (`be-BY/hello`),
 * `audio` leads from such a name to its file on disk. `diagnostics` tell of files that are too large or not UTF-8.
 */
export type Folder = { sources: Record<string, string>; recordings: Set<string>; audio: Map<string, string>; diagnostics: Diagnostic[] }

/** Reads every `.yaml` file of a folder and those below it; hidden files and folders are passed over. Rejects when there is no such folder. */
export async function readFolder(dir: string): Promise<Folder> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const folder: Folder = { sources: {}, recordings: new Set(), audio: new Map(), diagnostics: [] }
  for (const path of paths.sort()) {
    if (path.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) continue
    const recording = /^audio\/(.+)\.(?:wav|mp3)$/i.exec(path)?.[1]
    if (recording !== undefined) folder.audio.set(recording, join(dir, path))
    else if (path.endsWith('.yaml')) addSource(folder, path, await readFile(join(dir, path)))
  }
  folder.recordings = new Set(folder.audio.keys())
  return folder
}

function addSource(folder: Folder, path: string, bytes: Uint8Array): void {
  const { text, diagnostics } = decode(path, bytes)
  if (text !== undefined) folder.sources[path] = text
  folder.diagnostics.push(...diagnostics)
}
