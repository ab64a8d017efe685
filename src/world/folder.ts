// A flows folder as it lies on disk: the texts of its YAML and CSV files, and the recordings beside
// them.
import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { decode, LARGEST } from '../flow/text/yaml.ts'
import { isTable } from '../flow/tree/project.ts'
import { decodeTable, LARGEST_TABLE } from '../flow/tree/table-file.ts'
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
    await addFile(reading, dir, path)
  }
  return reading
}

async function addFile(reading: Reading, dir: string, path: string): Promise<void> {
  const recording = /^(?:[^/]+\/)?audio\/.+(?=\.(?:wav|mp3)$)/i.exec(path)?.[0]
  try {
    if (recording !== undefined) await addRecording(reading, recording, join(dir, path))
    else if (path.endsWith('.yaml')) {
      const bytes = await bytesOf(join(dir, path), LARGEST)
      addText(reading, reading.sources, path, decode(path, bytes))
    } else if (isTable(path)) {
      const bytes = await bytesOf(join(dir, path), LARGEST_TABLE)
      addText(reading, reading.tables, path, decodeTable(path, bytes))
    }
  } catch (error) {
    reading.diagnostics.push(unreadable(path, error))
  }
}

/** Why a file cannot be read, by the code of the system. */
const WHY: Record<string, string> = {
  ENOENT: 'it leads to a file that is not there, or was just taken away',
  ELOOP: 'it is a link that leads back to itself',
  EACCES: 'the server may not read it: give it the right to',
  EPERM: 'the server may not read it: give it the right to',
  EISDIR: 'it is a folder whose name ends like that of a file: rename it',
  EMFILE: 'too many files are open on this machine',
}

function unreadable(file: string, error: unknown): Diagnostic {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const told = error instanceof Error ? error.message : String(error)
  const why = new Map(Object.entries(WHY)).get(code) ?? told
  const message = `the file cannot be read: ${why}`
  const range = { file, start: 0, end: 0, line: 1, column: 1 }
  return { code: 'unreadable-file', severity: 'error', message, file, range }
}

/** Opens what is an ordinary file; a pipe or device would never end. */
async function inFile<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  const found = await stat(path)
  if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
  if (!found.isFile()) throw new Error('it is no ordinary file, but a pipe, socket or device')
  const file = await open(path)
  try {
    return await read(file)
  } finally {
    await file.close()
  }
}

/** So much of a file that it is known to be too large. */
const bytesOf = (path: string, largest: number): Promise<Uint8Array> =>
  inFile(path, async (file) => {
    const { size } = await file.stat()
    if (size > largest) return new Uint8Array(largest + 1)
    return file.readFile()
  })

async function filesIn(dir: string, only: readonly string[] | undefined): Promise<string[]> {
  const tops = only ?? ['.']
  const found = await Promise.all(
    tops.map((top) => readdir(join(dir, top), { recursive: true, withFileTypes: true })),
  )
  return found
    .flat()
    .filter((entry) => !entry.isDirectory() || entry.name.endsWith('.yaml'))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

async function addRecording(
  { audio, lengths }: Reading,
  name: string,
  file: string,
): Promise<void> {
  const isWav = file.toLowerCase().endsWith('.wav')
  const length = await (isWav ? lengthOf(file) : inFile(file, async () => undefined))
  audio.set(name, file)
  if (length !== undefined) lengths.set(name, length)
}

/** Bytes of a WAV file in which its header is looked for. */
const HEADER = 4096

const lengthOf = (path: string): Promise<number | undefined> =>
  inFile(path, async (file) => {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0)
    return lengthOfWav(buffer.subarray(0, bytesRead), (await file.stat()).size)
  })

function addText(
  { diagnostics }: Reading,
  texts: Record<string, string>,
  path: string,
  read: ReturnType<typeof decode>,
): void {
  if (read.text !== undefined) texts[path] = read.text
  diagnostics.push(...read.diagnostics)
}
