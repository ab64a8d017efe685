// What a flow promises its callers binds: the numbers proved must not exceed those written.
import type { Promised } from '../../flow/tree/flow.ts'
import type { Graph } from '../../times/machine-graph.ts'
import { pathTo } from '../../times/paths.ts'
import type { Longest } from '../../times/worst-play.ts'
import type { Fail, Theorem } from '../theorem.ts'
import { inWords, seconds } from '../../times/proof-words.ts'
import { playAsking } from './person.ts'
import { playSilence } from './silent-caller.ts'

const broken = {
  code: 'promise-broken',
  severity: 'error',
  about:
    'A caller may have to wait longer for a person, a recorder or a goodbye than the flow promises.',
} as const
const slow = {
  code: 't-human',
  severity: 'warning',
  waivable: true,
  about:
    'A caller who is not understood may need more than 90 seconds to a person or a recorder, and the flow promises nothing else.',
} as const

/** Longer than this nobody should look for help; a common rule of good dialogue. */
const PATIENCE = 90_000

export const promise: Theorem = {
  rules: [broken, slow],
  prove(given, fail) {
    const { graph } = given
    const { root } = graph.machine
    const silent = playSilence(given).longest
    const asking = playAsking(given).longest
    hold(
      graph,
      root.promise.person,
      silent,
      'a caller who says nothing, or is never understood,',
      fail,
    )
    hold(graph, root.promise.operator, asking, 'a caller who asks for a person', fail)
    if (silent && root.promise.person?.time === undefined && silent.time > PATIENCE)
      fail(slow.code, {
        range: root.name.range,
        message: `a caller who is not understood may be ${seconds(silent.time)} without a person, a recorder or a goodbye; more than 90 are too many`,
        hint: `shorten what is said after a miss, lower "tries", or promise it: promise: { person within: ${inWords(silent.turns, Math.ceil(silent.time / 10_000) * 10_000)} }`,
        path: pathOf(graph, silent.byTime),
      })
    return []
  },
}

function hold(
  graph: Graph,
  promised: Promised | undefined,
  longest: Longest | undefined,
  who: string,
  fail: Fail,
): void {
  if (!promised || !longest) return
  const { range, turns = Infinity, time = Infinity } = promised
  const late =
    longest.turns > turns ? longest.byTurns : longest.time > time ? longest.byTime : undefined
  if (late)
    fail(broken.code, {
      range,
      message: `${who} may need ${inWords(longest.turns, longest.time)}`,
      hint: `shorten the way, or promise no more than it keeps: ${inWords(longest.turns, longest.time)}`,
      path: pathOf(graph, late),
    })
}

const pathOf = (graph: Graph, edges: Longest['byTime']) =>
  edges[0] ? { way: [...pathTo(graph, edges[0].from), ...edges] } : undefined
