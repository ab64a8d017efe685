// How many turns of random callers a second go through the real engine in memory, over the shipped
// flows.
import { compile } from '../../src/flow/machine/compile.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { boundsOf } from '../../src/stress/bounds.ts'
import { playCallers } from '../../src/stress/many-callers.ts'
import { textsIn } from '../../test/fixtures/flow-texts.ts'

/** Whole calls are gone through again from their log as seldom as this; each turn of all of them is
 * looked at. */
const REPLAYED = 0.1

/** Turns a second, the median of rounds over all flows; the caller's own wits are in the time. */
export function timeCallers(quick: boolean): { turns: number; perSecond: number } {
  const sources = textsIn('flows')
  const machines = [...readProject(sources).flows.values()]
    .filter(({ ends }) => ends.length === 0)
    .map((flow) => compile(flow, sources))
  const speeds: number[] = []
  let all = 0
  // the first round warms up
  for (let round = 0; round <= (quick ? 3 : 9); round++) {
    let turns = 0
    const begun = performance.now()
    for (const machine of machines)
      turns += playCallers(machine, {
        seed: 1 + round * 1000,
        calls: quick ? 100 : 300,
        from: Date.parse('2026-03-02T08:00:00Z'),
        bounds: boundsOf(machine),
        replayed: REPLAYED,
      }).turns
    if (round > 0) speeds.push((turns / (performance.now() - begun)) * 1000)
    all += turns
  }
  return {
    turns: all,
    perSecond: speeds.toSorted((a, b) => a - b)[Math.floor(speeds.length / 2)] ?? NaN,
  }
}
