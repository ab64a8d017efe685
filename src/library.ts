// The flows in force: read from disk, reloaded when files change, older versions brought back from the store.
import type { Diagnostic } from './flow/diagnostic.ts'
import type { Machine } from './flow/machine.ts'

/** A number we answer, as lines.yaml says. */
export type Line = {
  number: string
  name: string
  tenant: string
  flow: string
  language?: string
  /** dialled when all else fails: `if all fails` */
  ifAllFails?: string
  blocked: string[]
  values: Record<string, string>
}

export type Library = {
  line(number: string): Line | undefined
  lines(): Line[]
  /** the machine new calls of a flow begin with */
  current(flow: string): Machine | undefined
  /** the machine of a version, compiled again from its stored sources if need be; rejects when nobody knows the version */
  machine(version: string): Promise<Machine>
  /** an unguessable URL path (`/audio/…`) for a recording, and the file behind such a path */
  audioPath(language: string, name: string): string | undefined
  audioFile(path: string): string | undefined
  /** what is wrong with the files on disk, when they are not in force */
  problems(): Diagnostic[]
  reload(): Promise<void>
  close(): void
}
