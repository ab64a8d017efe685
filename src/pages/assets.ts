// Scripts and styles of the pages: built beside the program, or bundled when it runs from its
// sources.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import entries from './entries.json' with { type: 'json' }

/** `path` is where the console serves it; it names the content, so a browser may keep it for
 * ever. */
type Asset = { text: string; type: 'text/javascript' | 'text/css'; path: string }

/** Beside the program, or above the parts it is split into. */
const folders = ['./page/', '../page/'].map((folder) => new URL(folder, import.meta.url))

const read = new Map<string, Asset>()

/** A file of `pages/entries.json` by its built name, `console.js`; read when it is first asked for
 * and kept. */
export function asset(name: string): Asset {
  const known = read.get(name)
  if (known) return known
  const text = load(name)
  const [stem, ending] = [name.replace(/\.\w+$/, ''), name.replace(/^.*\./, '')]
  const made: Asset = {
    text,
    type: ending === 'css' ? 'text/css' : 'text/javascript',
    path: `/console/assets/${stem}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.${ending}`,
  }
  read.set(name, made)
  return made
}

/** The asset behind a path; undefined when there is none, or its content is another by now. */
export function assetAt(path: string): Asset | undefined {
  const names = entries.map(builtName)
  const name = names.find(
    (one) =>
      path.startsWith(`/console/assets/${one.replace(/\.\w+$/, '')}-`) &&
      path.endsWith(one.slice(one.lastIndexOf('.'))),
  )
  const found = name === undefined ? undefined : asset(name)
  return found?.path === path ? found : undefined
}

/** `console/desk/scripts/desk.ts` is built as `desk.js`. */
const builtName = (file: string) => file.slice(file.lastIndexOf('/') + 1).replace(/\.ts$/, '.js')

function load(name: string): string {
  const source = entries.find((file) => builtName(file) === name)
  if (source === undefined)
    throw new Error(`there is no ${name}: pages/entries.json lists what pages load`)
  const built = folders.map((folder) => new URL(name, folder)).find((file) => existsSync(file))
  if (built) return readFileSync(built, 'utf8')
  // only from the sources, so it is not loaded in vain
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild')
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`../${source}`, import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}
