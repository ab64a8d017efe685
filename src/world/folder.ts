// A flows folder as it lies on disk: the texts of its YAML files and the recordings beside them.
import { open, readFile, readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { decode } from '../flow/text/yaml.ts'
import { lengthOfWav } from '../speech/wav.ts'

/**
 * `sources` by path inside the folder, with `/`; `recordings` are paths under audio/ without their
 * ending (`be-BY/hello`),
 * `audio` leads from such a name to its file on disk, `lengths` to its milliseconds where it is a
 * WAV file. `diagnostics` tell of files that are too large or not UTF-8.
 */
export type Folder = {
  sources: Record<string, string>
  recordings: Set<string>
  audio: Map<string, string>
  lengths: Map<string, number>
  diagnostics: Diagnostic[]
}

/** Reads every `.yaml` file of a folder and those below it; hidden files and folders are passed
 * over. Rejects when there is no such folder. */
export async function readFolder(dir: string): Promise<Folder> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const folder: Folder = {
    sources: {},
    recordings: new Set(),
    audio: new Map(),
    lengths: new Map(),
    diagnostics: [],
  }
  for (const path of paths.sort()) {
    if (path.split('/').some((part) => part.startsWith('.') || part === 'node_modules')) continue
    const recording = /^audio\/(.+)\.(?:wav|mp3)$/i.exec(path)?.[1]
    if (recording !== undefined) await addRecording(folder, recording, join(dir, path))
    else if (path.endsWith('.yaml')) addSource(folder, path, await readFile(join(dir, path)))
  }
  folder.recordings = new Set(folder.audio.keys())
  return folder
}

async function addRecording(folder: Folder, name: string, file: string): Promise<void> {
  folder.audio.set(name, file)
  const length = file.toLowerCase().endsWith('.wav') ? await lengthOf(file) : undefined
  if (length !== undefined) folder.lengths.set(name, length)
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

function addSource(folder: Folder, path: string, bytes: Uint8Array): void {
  const { text, diagnostics } = decode(path, bytes)
  if (text !== undefined) folder.sources[path] = text
  folder.diagnostics.push(...diagnostics)
}
