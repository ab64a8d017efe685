// A server with operators killed with -9 in the middle of hand-offs: each caller comes to one end,
// and nobody is lost or there twice.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { handOff } from '../../scripts/bench/handoffs.ts'

const COUNT = 60
const KILLS = 6

it('ends each hand-off in one way, whenever the server is killed', async () => {
  const program = resolve('node_modules', '.cache', 'callflow-desk-killed', 'desk-server.mjs')
  await build({
    entryPoints: ['scripts/bench/desk-server.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: program,
    logLevel: 'error',
  })
  const folder = mkdtempSync(join(tmpdir(), 'callflow-desk-killed-'))
  const { ends, did, faults } = await handOff({ program, folder, count: COUNT, kills: KILLS })
  expect(faults).toEqual([])
  expect(did.killed).toBe(KILLS)
  expect(Object.values(ends).reduce((sum, one) => sum + one, 0)).toBe(COUNT)
  expect(ends.done).toBeGreaterThan(0)
  rmSync(folder, { recursive: true })
})
