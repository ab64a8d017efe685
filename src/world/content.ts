// All that a company's folder holds, under one hash: what later becomes a numbered release.
import { createHash } from 'node:crypto'
import type { Content } from '../store/content-rows.ts'

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 40)

/** The content of a company's folder. `sources` are the texts in force by their paths, `sounds` the
 * hashes of recordings by their names. The same files give the same hash, in whichever order. */
export function contentOf(
  folder: string,
  sources: Readonly<Record<string, string>>,
  sounds: ReadonlyMap<string, string>,
): Content {
  const texts: Record<string, string> = {}
  const named: [path: string, hash: string][] = [...sounds].map(([name, hash]) => [
    `${folder}audio/${name}`,
    hash,
  ])
  for (const [path, text] of Object.entries(sources)) {
    const hash = hashOf(text)
    texts[hash] = text
    named.push([path, hash])
  }
  const files = Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)))
  return { release: hashOf(JSON.stringify([folder, files])), files, texts }
}

/** The texts in force: what is broken stays as it was in the content before. */
export function inForce(
  sources: Readonly<Record<string, string>>,
  broken: ReadonlySet<string>,
  was: Content | undefined,
): Record<string, string> {
  const kept = Object.entries(sources).flatMap(([path, text]): [string, string][] => {
    const before = broken.has(path) ? was?.texts[was.files[path] ?? ''] : text
    return before === undefined ? [] : [[path, before]]
  })
  return Object.fromEntries(kept)
}
