// Nine kinds of broken flow in several sizes: each is found, shown by a call, and no change that
// breaks nothing is refused.
import { describe, expect, it } from 'vitest'
import { prove } from '../../src/proof/prove.ts'
import { timer } from '../../src/times/seconds.ts'
import { isLong } from '../long.ts'
import { broken, legal, machineOf } from './broken.ts'

const proved = (change: Parameters<typeof machineOf>[0], size: number) => {
  const machine = machineOf(change, size)
  return prove(machine, timer(machine, 'typical'), { play: false })
}

// a thousand steps take long
describe.each(isLong ? [10, 100, 1000] : [10, 100])('of a flow of %i steps', (size) => {
  it.each(broken)('$name is found', (change) => {
    const errors = proved(change, size).findings.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code }) => code)).toContain(change.code)
    for (const { story } of errors) expect(story?.length).toBeGreaterThan(1)
  })
})

// those of a thousand steps are looked at by the bench
describe.each([10, 100])('of a flow of %i steps', (size) => {
  it.each(legal)('$name is no fault', (change) => {
    const { facts, findings } = proved(change, size)
    expect(
      findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, message }) => `${code}: ${message}`),
    ).toEqual([])
    expect(facts.map(({ theorem }) => theorem)).toEqual(['T0', 'T1', 'T2', 'T2B', 'T3', 'T4', 'T5'])
  })
})
