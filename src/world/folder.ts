// A flows folder as it lies on disk: the texts of its YAML and CSV files, and the recordings beside
// them.
import { open, readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { decode } from '../flow/text/yaml.ts'
import { isTable } from '../flow/tree/project.ts'
import { decodeTable } from '../flow/tree/table-file.ts'
import type { FolderFiles } from '../flow/tree/division.ts'
import { lengthOfWav } from '../speech/wav.ts'

/** `diagnostics` tell of files that are too large or not UTF-8. */
export type Folder = FolderFiles & { diagnostics: Diagnostic[] }

type Reading = {
  paths: string[]
  sources: Record<string, string>
  tables: Record<string, string>
  audio: Map<string, string>
  lengths: Map<string, number>
  diagnostics: Diagnostic[]
}

/** Reads a folder and those below it, or only some of its direct subfolders; hidden files and
 * folders are passed over. Rejects when there is no such folder. */
export async function readFolder(dir: string, only?: readonly string[]): Promise<Folder> {
  const reading: Reading = {
    paths: [],
    sources: {},
    tables: {},
    audio: new Map(),
    lengths: new Map(),
    diagnostics: [],
  }
  for (const path of (await filesIn(dir, only)).sort()) {
    if (path.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) continue
    reading.paths.push(path)
    const recording = /^(?:[^/]+\/)?audio\/.+(?=\.(?:wav|mp3)$)/i.exec(path)?.[0]
    if (recording !== undefined) await addRecording(reading, recording, join(dir, path))
    else if (path.endsWith('.yaml'))
      addText(reading, reading.sources, path, decode(path, await readFile(join(dir, path))))
    else if (isTable(path))
      addText(reading, reading.tables, path, decodeTable(path, await readFile(join(dir, path))))
  }
  return reading
}

async function filesIn(dir: string, only: readonly string[] | undefined): Promise<string[]> {
  const tops = only ?? ['.']
  const found = await Promise.all(
    tops.map((top) => readdir(join(dir, top), { recursive: true, withFileTypes: true })),
  )
  return found
    .flat()
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

async function addRecording(
  { audio, lengths }: Reading,
  name: string,
  file: string,
): Promise<void> {
  audio.set(name, file)
  const length = file.toLowerCase().endsWith('.wav') ? await lengthOf(file) : undefined
  if (length !== undefined) lengths.set(name, length)
}

/** Bytes of a WAV file in which its header is looked for. */
const HEADER = 4096

async function lengthOf(path: string): Promise<number | undefined> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0)
    return lengthOfWav(buffer.subarray(0, bytesRead), (await file.stat()).size)
  } finally {
    await file.close()
  }
}

function addText(
  { diagnostics }: Reading,
  texts: Record<string, string>,
  path: string,
  read: ReturnType<typeof decode>,
): void {
  if (read.text !== undefined) texts[path] = read.text
  diagnostics.push(...read.diagnostics)
}
