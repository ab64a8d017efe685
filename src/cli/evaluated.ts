// What each kind of evaluation comes to, and the files it reads.
import { readFile } from 'node:fs/promises'
import { readLabelled, type Labelled } from '../eval/labelled.ts'
import { UsageError } from './io.ts'

/** A document for `--json`, and its lines for people. */
export type Evaluated = { json: unknown; lines: string[] }

export const milliseconds = (time: number): string =>
  `${time < 10 ? time.toFixed(3) : time.toFixed(0)} ms`

export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`there is no file "${file}"`)
  })
}

/** What a file cannot be read for is told with its name. */
export function reading<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${(error as Error).message}`)
  }
}

export async function labelledIn(file: string): Promise<Labelled[]> {
  const text = await readText(file)
  return reading(file, () => {
    const labelled = readLabelled(text)
    if (labelled.length === 0) throw new Error('it is empty')
    return labelled
  })
}
