// What a flow promises its callers binds: the numbers proved must not exceed those written.
import { SECOND } from '../../flow/text/duration.ts'
import type { Promised } from '../../flow/tree/flow.ts'
import type { Graph } from '../../times/machine-graph.ts'
import { pathTo } from '../../times/paths.ts'
import type { Longest } from '../../times/worst-play.ts'
import type { Theorem } from '../theorem.ts'
import { inWords, seconds } from '../../times/proof-words.ts'
import { playAsking } from './person.ts'
import { playSilence } from './silent-caller.ts'

const rule = {
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
const PATIENCE = 90 * SECOND

/** What is proposed is rounded up to whole tens of seconds. */
const TENS = 10 * SECOND

export const promise: Theorem = {
  rules: [rule, slow],
  prove(given, fail) {
    const { graph } = given
    const { root } = graph.machine
    const silent = playSilence(given).longest
    const asking = playAsking(given).longest
    const silentCaller = 'a caller who says nothing, or is never understood,'
    const broken = [
      findBroken(root.promise.person, silent, silentCaller),
      findBroken(root.promise.operator, asking, 'a caller who asks for a person'),
    ]
    for (const one of broken)
      if (one) fail(rule.code, { ...one.failure, path: pathOf(graph, one.late) })
    if (silent && root.promise.person?.time === undefined && silent.time > PATIENCE)
      fail(slow.code, {
        range: root.name.range,
        message: `a caller who is not understood may be ${seconds(silent.time)} without a person, a recorder or a goodbye; more than 90 are too many`,
        hint: `shorten what is said after a miss, lower "tries", or promise it: promise: { person within: ${inWords(silent.turns, Math.ceil(silent.time / TENS) * TENS)} }`,
        path: pathOf(graph, silent.byTime),
      })
    return []
  },
}

/** A promise that may not be kept, and the call that takes too long. */
function findBroken(promised: Promised | undefined, longest: Longest | undefined, who: string) {
  if (!promised || !longest) return undefined
  const { range, turns = Infinity, time = Infinity } = promised
  const tooSlow = longest.time > time ? longest.byTime : undefined
  const late = longest.turns > turns ? longest.byTurns : tooSlow
  if (!late) return undefined
  const needs = inWords(longest.turns, longest.time)
  const message = `${who} may need ${needs}`
  const hint = `shorten the way, or promise no more than it keeps: ${needs}`
  return { late, failure: { range, message, hint } }
}

const pathOf = (graph: Graph, edges: Longest['byTime']) =>
  edges[0] ? { way: [...pathTo(graph, edges[0].from), ...edges] } : undefined
