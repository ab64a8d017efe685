// From a checked flow to its machine: plain data that XState runs and that can be walked and
// proved.
import { createHash } from 'node:crypto'
import { mainOf } from '../steps/index.ts'
import { expressionsIn } from '../tree/expressions.ts'
import type { Flow } from '../tree/flow.ts'
import { filesOf, withIncluded } from '../tree/project.ts'
import { markWays } from './arrow-ways.ts'
import { addBackArrows } from './back.ts'
import { engineLeaf } from './build.ts'
import { endStates, lastResort } from './call-ends.ts'
import { engineIds, toLastResort } from './leaf-id.ts'
import type { Machine, StateNode } from './machine.ts'
import { addScope, buildFor, talkStates, universals, type Compiling } from './scope-states.ts'
import { leavesOf } from './walk.ts'

/** Changes whenever the compiler's output does, so that a version names one machine only. */
const COMPILER = 7

/** The sources a flow is made of, by file: itself, its sub-flows, FAQ files and tables, and what its
 * company gives it. */
export const sourcesOf = (flow: Flow, sources: Record<string, string>): Record<string, string> =>
  Object.fromEntries([
    ...[...new Set(filesOf(flow))].sort().map((file) => [file, sources[file] ?? '']),
    ...(flow.company ? [[flow.company.file, flow.company.source]] : []),
  ])

export function versionOf(sources: Record<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([COMPILER, Object.entries(sources)]))
    .digest('hex')
    .slice(0, 16)
}

/** Compiles a flow that was checked without errors. Throws TooLarge when sub-flows multiply it past
 * 20 000 leaves. */
export function compile(flow: Flow, sources: Record<string, string>): Machine {
  const machine = emptyMachine(flow, sourcesOf(flow, sources))
  machine.config = configOf({ machine, away: {}, leaves: 0 }, flow)
  markWays(machine)
  machine.leaves = leavesOf(machine.config)
  addBackArrows(machine)
  return machine
}

/** The most desks that are tried in vain: one more than there are, between these. */
const FEWEST_DESKS = 2
const MOST_DESKS = 5

function emptyMachine(flow: Flow, sources: Record<string, string>): Machine {
  const all = withIncluded(flow)
  return {
    flow: flow.name.value,
    version: versionOf(sources),
    config: {},
    bound: Math.min(MOST_DESKS, Math.max(FEWEST_DESKS, 1 + flow.desks.size)),
    scopes: new Map(),
    leaves: new Map(),
    steps: new Map(),
    desks: new Map(),
    root: flow,
    facts: [...new Set(all.flatMap(factsOf))],
    sealed: all.some(({ slots, given }) =>
      [...slots.values(), ...given.values()].some((slot) => slot.private),
    ),
    sources,
  }
}

/** The live facts that a flow asks about. */
const factsOf = (flow: Flow): string[] =>
  expressionsIn(flow)
    .filter(({ names }) => names[0] === 'switches' || names[0] === 'desks')
    .map(({ names }) => names.join('.'))

function configOf(compiling: Compiling, flow: Flow): StateNode {
  const root = addScope(compiling.machine, { prefix: '', flow })
  const talking = talkStates(compiling, root)
  const { call, begin, talk, hungUp, lastResort: resort } = engineIds
  const { away } = compiling
  const build = buildFor(compiling, root)
  return {
    id: call,
    initial: begin,
    on: { HUNG_UP: { target: `#${hungUp}` } },
    states: {
      [begin]: {
        id: begin,
        meta: engineLeaf(flow, { rung: begin, kind: 'pass' }),
        always: { target: build.go(flow.start) },
      },
      [talk]: {
        id: talk,
        initial: Object.keys(talking)[0],
        states: talking,
        on: {
          ...universals(build),
          MAIN: { target: `#${build.scopedName(mainOf(flow) ?? flow.start?.value ?? '')}` },
          REPEAT: { actions: [{ type: 'repeat' }] },
          LIMIT: { target: toLastResort },
        },
      },
      ...(Object.keys(away).length > 0 && {
        [engineIds.away]: { id: engineIds.away, initial: Object.keys(away)[0], states: away },
      }),
      [resort]: lastResort(flow),
      ...endStates(compiling, flow),
    },
  }
}
