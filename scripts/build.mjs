// Builds what runs without the sources: the command, as one entry with the commands beside it, and
// what its pages load. Run by `npm ci` and `npm start`.
import { chmod, readFile, rm } from 'node:fs/promises'
import { build } from 'esbuild'

await rm('dist', { recursive: true, force: true })
await build({
  // workers load a file of their own, which stands beside the command
  entryPoints: ['src/main.ts', 'src/world/review-worker.ts'],
  entryNames: '[name]',
  outdir: 'dist',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  bundle: true,
  // commands are loaded when they are used, so `check` never waits for the database or Twilio
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
})
await build({
  entryPoints: JSON.parse(await readFile('src/pages/entries.json', 'utf8')).map(
    (file) => `src/${file}`,
  ),
  entryNames: '[name]',
  outdir: 'dist/page',
  target: 'es2022',
  format: 'iife',
  bundle: true,
  minify: true,
  logLevel: 'warning',
})
await chmod('dist/main.js', 0o755)
