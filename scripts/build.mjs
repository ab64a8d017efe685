// Builds what runs without the sources: the command, as one entry with the commands beside it, and the practice phone's page. Run by `npm ci` and `npm start`.
import { chmod, rm } from 'node:fs/promises'
import { build } from 'esbuild'

await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: ['src/main.ts'],
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
  entryPoints: { practice: 'src/console/page/phone.ts', 'practice-microphone': 'src/console/page/worklet.ts', 'practice-style': 'src/console/page/phone.css' },
  outdir: 'dist',
  target: 'es2022',
  format: 'iife',
  bundle: true,
  minify: true,
  logLevel: 'warning',
})
await chmod('dist/main.js', 0o755)
