// The page's script and style: built beside the program, or bundled once when it runs from its sources.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** The text of a file the page loads. */
export type Assets = { script: string; style: string }

const built = { script: new URL('practice.js', import.meta.url), style: new URL('practice.css', import.meta.url) }
const written = { script: new URL('page/phone.ts', import.meta.url), style: new URL('page/phone.css', import.meta.url) }

let read: Promise<Assets> | undefined

/** Read at the first request and kept. */
export function assets(): Promise<Assets> {
  return (read ??= load())
}

async function load(): Promise<Assets> {
  if (existsSync(built.script)) return { script: await readFile(built.script, 'utf8'), style: await readFile(built.style, 'utf8') }
  const { build } = await import('esbuild')
  const bundled = async (entry: URL): Promise<string> => {
    const { outputFiles } = await build({ entryPoints: [fileURLToPath(entry)], bundle: true, format: 'iife', target: 'es2022', write: false, logLevel: 'silent' })
    return outputFiles[0]?.text ?? ''
  }
  return { script: await bundled(written.script), style: await bundled(written.style) }
}
