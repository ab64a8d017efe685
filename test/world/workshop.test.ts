// Flows are checked, proved and compiled in workers: what comes back is what this thread would have
// made, one file that takes too long keeps nothing back, and older versions leave memory.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { start } from '../../src/call/engine.ts'
import { edgesOf } from '../../src/call/machine-edges.ts'
import { MINUTE } from '../../src/flow/text/duration.ts'
import { divide } from '../../src/flow/tree/division.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readFolder } from '../../src/world/folder.ts'
import { packMachine, unpackMachine } from '../../src/world/packed-machine.ts'
import { openWorkshop, ownThread } from '../../src/world/workshop.ts'
import { keepVersions } from '../../src/world/versions.ts'
import { machineOf } from '../call/conversation.ts'
import { shop } from '../cli/run.ts'

const pool = openWorkshop(1, { file: 3000, company: 5 * MINUTE, memory: 512 })
afterAll(() => pool.close())

const same = (one: Machine | undefined, other: Machine | undefined): void => {
  expect(one?.config).toEqual(other?.config)
  expect(one?.leaves).toEqual(other?.leaves)
  expect([...(one?.steps ?? [])]).toEqual([...(other?.steps ?? [])])
  expect(one?.version).toBe(other?.version)
}

it('a machine comes out of its pieces as it went in', async () => {
  const machine = machineOf(shop)
  const copy = await unpackMachine(packMachine(machine), () => setImmediate())
  same(copy, machine)
  expect(copy.steps.get('menu')?.step).toBe(copy.root.steps.get('menu'))
  expect(edgesOf(copy).walk.initial()).toEqual(edgesOf(machine).walk.initial())
  const started = {
    type: 'started',
    at: 0,
    callId: 'x',
    from: '',
    to: '',
    withheld: true,
    tags: [],
    line: { name: '', tenant: '', values: {} },
  } as const
  expect(start(copy, { ...started, tags: [] })).toEqual(start(machine, { ...started, tags: [] }))
})

describe('a worker', () => {
  it('finds and makes what this thread does', async () => {
    for (const files of divide(await readFolder('flows'))) {
      const there = await pool.review(files, new Set(), new Set())
      const here = await ownThread.review(files, new Set(), new Set())
      expect(there.errors).toEqual(here.errors)
      expect(there.lines).toEqual(here.lines)
      expect(there.flows.map(({ flow }) => flow)).toEqual(here.flows.map(({ flow }) => flow))
      there.flows.forEach(({ machine }, at) => same(machine, here.flows[at]?.machine))
      const known = new Set(here.flows.map(({ version }) => version))
      const again = await pool.review(files, known, new Set())
      expect(again.flows.every(({ machine }) => machine === undefined)).toBe(true)
    }
  })

  it('compiles an older version from its sources', async () => {
    const machine = machineOf(shop)
    const kept = { flow: machine.flow, sources: machine.sources }
    same(await pool.compile(machine.version, kept), machine)
    await expect(pool.compile('x', { ...kept, flow: 'other' })).rejects.toThrow('no flow "other"')
  })

  it('leaves out one file that takes too long, and tells it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'callflow-slow-'))
    writeFileSync(join(dir, 'slow.yaml'), `flow: ${'"'.repeat(900_000)}`)
    writeFileSync(join(dir, 'shop.yaml'), shop)
    const hasty = openWorkshop(1, { file: 10_000, company: 12_000, memory: 512 })
    const [files] = divide(await readFolder(dir))
    if (!files) throw new Error('the folder holds no files')
    const { errors, flows } = await hasty.review(files, new Set(), new Set())
    await hasty.close()
    rmSync(dir, { recursive: true })
    expect(errors).toMatchObject([{ code: 'file-too-slow', file: 'slow.yaml' }])
    expect(flows).toHaveLength(1)
  })
})

it('versions that no call asks for are held weakly, those asked for last come back at once', async () => {
  const machine = machineOf(shop)
  const version = (at: number): Machine => ({ ...machine, version: `v${at}` })
  let loads = 0
  const versions = keepVersions(async (name) => {
    loads++
    return { ...machine, version: name }
  })
  for (let at = 0; at < 300; at++) versions.inForce([version(at)])
  expect((await versions.machine('v299')).version).toBe('v299')
  const [one, other] = await Promise.all([versions.machine('old'), versions.machine('old')])
  expect(one).toBe(other)
  expect(loads).toBe(1)
})
