// The page's scripts and style: built beside the program, or bundled once when it runs from its sources.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The text of a file the page loads. */
export type Assets = { script: string; microphone: string; style: string }

/** Beside the program, or above the parts it is split into. */
const folders = ['./', '../'].map((folder) => new URL(folder, import.meta.url))
const written = { script: new URL('page/phone.ts', import.meta.url), microphone: new URL('page/worklet.ts', import.meta.url), style: new URL('page/phone.css', import.meta.url) }

let read: Promise<Assets> | undefined

/** Read at the first request and kept. */
export function assets(): Promise<Assets> {
  return (read ??= load())
}

async function load(): Promise<Assets> {
  const built = folders.find((folder) => existsSync(new URL('practice.js', folder)))
  if (built) return { script: await readFile(new URL('practice.js', built), 'utf8'), microphone: await readFile(new URL('practice-microphone.js', built), 'utf8'), style: await readFile(new URL('practice-style.css', built), 'utf8') }
  const { build } = await import('esbuild')
  const bundled = async (entry: URL): Promise<string> => {
    const { outputFiles } = await build({ entryPoints: [fileURLToPath(entry)], bundle: true, format: 'iife', target: 'es2022', write: false, logLevel: 'silent' })
    return outputFiles[0]?.text ?? ''
  }
  return { script: await bundled(written.script), microphone: await bundled(written.microphone), style: await bundled(written.style) }
}
