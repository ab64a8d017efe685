// What proofs cost, how our walker compares with XState, and whether every broken flow is found.
import { transition } from 'xstate'
import type { Action, Machine } from '../../src/flow/machine/machine.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { countersOf } from '../../src/flow/machine/counters.ts'
import { walker } from '../../src/flow/machine/walk.ts'
import { toXState } from '../../src/flow/machine/xstate-machine.ts'
import { graphOf, type Edge } from '../../src/times/machine-graph.ts'
import { prove } from '../../src/proof/prove.ts'
import { timer } from '../../src/times/seconds.ts'
import { broken, legal, machineOf } from '../../test/proof/broken.ts'
import { largeFlow } from './flows.ts'

type Row = { what: string; measured: string; ratio?: number; target: string; reached: boolean }

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

const fresh = (size: number): Machine => {
  const source = { 'large.yaml': largeFlow(size) }
  const flow = readProject(source).flows.get('large.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  return compile(flow, source)
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** Milliseconds of all proofs of machines just compiled, calls played included. */
const proving = (size: number, rounds: number): number =>
  median(
    Array.from({ length: rounds }, () => {
      const machine = fresh(size)
      return timed(() => prove(machine, timer(machine, 'worst')))
    }),
  )

const counted = new Set(['count', 'reset'])
const shape = (actions: readonly Action[]): string =>
  JSON.stringify(
    actions
      .filter(({ type }) => !counted.has(type))
      .map((action) => [action.type, 'params' in action ? action.params : undefined]),
  )

/** Times of both explorers over the same edges, and on how many of them they differ. */
function explorers(
  machine: Machine,
  rounds: number,
): { ours: number; theirs: number; edges: number; differ: number } {
  const xstate = toXState(machine)
  const walk = walker(machine.config, countersOf(machine))
  const value = (leaf: string): unknown =>
    walk
      .path(leaf)
      .reduceRight<unknown>(
        (inner, key) => (inner === undefined ? key : { [key]: inner }),
        undefined,
      )
  const values = new Map(
    [...machine.leaves.keys()].map((leaf) => [leaf, JSON.stringify(value(leaf))]),
  )
  const ours: number[] = []
  const theirs: number[] = []
  let edges: Edge[] = []
  let differ = 0
  for (let round = 0; round < rounds; round++) {
    // the shorter work is done more often, so that both are measured over about the same time
    for (let again = 0; again < 10; again++)
      ours.push(
        timed(() => {
          graphOf(machine)
        }),
      )
    edges = graphOf(machine).out.flat()
    const found: { value: unknown; context: Record<string, number>; actions: Action[] }[] = []
    theirs.push(
      timed(() => {
        for (const { from, event } of edges) {
          const [after, actions] = transition(
            xstate,
            xstate.resolveState({ value: value(from.leaf.id) as never, context: from.at.context }),
            { type: event },
          )
          found.push({
            value: after.value,
            context: after.context as Record<string, number>,
            actions: actions as unknown as Action[],
          })
        }
      }),
    )
    differ = edges.filter(({ to, actions }, index) => {
      const other = found[index]
      return (
        !other ||
        JSON.stringify(other.value) !== values.get(to.leaf.id) ||
        JSON.stringify(other.context) !== JSON.stringify(to.at.context) ||
        shape(other.actions) !== shape(actions)
      )
    }).length
  }
  return { ours: median(ours), theirs: median(theirs), edges: edges.length, differ }
}

export function measureProofs(quick: boolean, tell: (text: string) => void): Row[] {
  const rounds = quick ? 2 : 5
  proving(200, 1)
  const [small, large] = [proving(200, rounds), proving(1000, rounds)]
  tell(`proofs of 200 steps ${small.toFixed(0)} ms, of 1 000 ${large.toFixed(0)} ms`)
  const { ours, theirs, edges, differ } = explorers(fresh(1000), rounds)
  tell(`${edges} edges: ${ours.toFixed(0)} ms to ${theirs.toFixed(0)} ms`)
  const sizes = quick ? [10, 100] : [10, 100, 1000]
  const errors = (
    change: (typeof broken)[number] | (typeof legal)[number],
    size: number,
  ): string[] => {
    const machine = machineOf(change, size)
    return prove(machine, timer(machine, 'typical'), { play: false })
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code)
  }
  const found = sizes.flatMap((size) =>
    broken.filter((change) => errors(change, size).includes(change.code)),
  ).length
  const refused = sizes.flatMap((size) =>
    legal.filter((change) => errors(change, size).length > 0),
  ).length
  const all = broken.length * sizes.length
  return [
    {
      what: 'all proofs of a 200-step and a 1 000-step flow, a call to each option played',
      measured: `${small.toFixed(0)} ms, ${large.toFixed(0)} ms`,
      target: 'under 300 ms, 1 500 ms',
      reached: small < 300 && large < 1500,
    },
    {
      what: `machine of 1 000 steps explored by our walker, against XState's transition; differences on ${edges} edges: ${differ}`,
      measured: `${ours.toFixed(0)} to ${theirs.toFixed(0)} ms`,
      ratio: theirs / ours,
      target: 'at least 30 times',
      reached: theirs / ours >= 30 && differ === 0,
    },
    {
      what: `nine kinds of broken flow in ${sizes.length} sizes found; legal changes refused, of ${legal.length * sizes.length}`,
      measured: `${found} of ${all}, ${refused}`,
      target: `${all} of ${all}, 0`,
      reached: found === all && refused === 0,
    },
  ]
}
