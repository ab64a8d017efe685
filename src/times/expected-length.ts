// How long a call is expected to last: the graph as an absorbing Markov chain, its odds from stated
// guesses or from calls that were made.
import { DAY } from '../flow/text/duration.ts'
import { eventsAmong, leavesQueue, type MachineEvent } from '../flow/machine/machine-event.ts'
import { endsWhenServed } from '../flow/steps/index.ts'
import { isListening, type Edge, type Graph, type Node } from './machine-graph.ts'

/** How often each event came at each leaf. */
export type Counts = ReadonlyMap<string, ReadonlyMap<MachineEvent, number>>

/** Guesses, where no calls were counted: of a hundred answers so many are silence, not understood,
 * a universal; so many lookups fail or find nothing, and so on. */
const SILENT = 0.05
const UNCLEAR = 0.12
const UNIVERSAL = 0.02
const NOT_CONFIRMED = 0.1
const FAILURE = 0.03
const SHUT = 0.25
const EMPTY = 0.05

/** A leaf's guesses weigh as much as this many calls. */
const GUESSED_CALLS = 20
const MOST_SWEEPS = 500
/** Milliseconds by which a sweep must still change something. */
const CLOSE = 5
/** A call that is longer has no end in sight. */
const FOR_EVER = DAY

const isUnclear = eventsAmong('unsure', 'NO_MATCH', 'INVALID')
const isUniversal = eventsAmong('universal', 'back', 'anywhere')
/** What ends a call early is left out of what is expected. */
const isCutShort = eventsAmong('spent', 'hung up')
const isRare = eventsAmong(
  'FAILED',
  'NOT_FOUND',
  'UNANSWERED',
  'EMPTY_LIST',
  'TOO_MANY',
  'HAVE',
  'HAVE_UNSURE',
)
/** At a read-back options, values and rows are second thoughts. */
const confirms = eventsAmong('YES', 'option')

/** Milliseconds a caller is expected to be with the machine, until the end or until a person has
 * answered. Undefined when no end is in sight. */
export function expectedCall(
  graph: Graph,
  time: (edge: Edge) => number,
  counts?: Counts,
): number | undefined {
  const odds = graph.nodes.map((node) => oddsAt(graph, node, time, counts))
  const times = new Float64Array(graph.nodes.length)
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
    const change = sweep(odds, times)
    const first = times[graph.first.to.id] ?? 0
    if (first > FOR_EVER) return undefined
    if (change < CLOSE) return first
  }
  return undefined
}

/** What may happen at a node, with its chance and how long it takes. */
type Odds = { edge: Edge; chance: number; lasts: number }[]

/** Works the expected time of each node out anew; gives the largest change. Children are mostly
 * numbered after their parents, so sweeps run backwards. */
function sweep(odds: Odds[], times: Float64Array): number {
  let change = 0
  for (let id = times.length - 1; id >= 0; id--) {
    let expected = 0
    let stays = 0
    for (const { edge, chance, lasts } of odds[id] ?? []) {
      expected += chance * lasts
      if (edge.to.id === id) stays += chance
      else expected += chance * (times[edge.to.id] ?? 0)
    }
    const value = stays < 1 ? expected / (1 - stays) : Infinity
    change = Math.max(change, Math.abs(value - (times[id] ?? 0)))
    times[id] = value
  }
  return change
}

function oddsAt(
  { out }: Graph,
  node: Node,
  time: (edge: Edge) => number,
  counts: Counts | undefined,
): Odds {
  if (node.leaf.kind === 'over' || node.leaf.kind === 'bridged') return []
  const edges = (out[node.id] ?? []).filter((edge) => !isCutShort(edge.event) && happens(edge))
  const guessed = guess(node, edges)
  const seen = counts?.get(node.leaf.id)
  const times = edges.map(({ event }) => seen?.get(event) ?? 0)
  const all = GUESSED_CALLS + times.reduce((sum, one) => sum + one, 0)
  return edges.map((edge, index) => ({
    edge,
    lasts: time(edge),
    chance: (GUESSED_CALLS * (guessed[index] ?? 0) + (times[index] ?? 0)) / all,
  }))
}

/** "That is all" is heard at a menu only when the caller was served, and silence is then taken for
 * it. */
function happens({ from, event }: Edge): boolean {
  const { leaf } = from
  return (
    event !== 'DONE' ||
    !endsWhenServed(leaf) ||
    (leaf.kind === 'answer' && (from.at.context.goal ?? 0) > 0)
  )
}

/** Chances of the events of a node; they add up to one. */
function guess(node: Node, edges: Edge[]): number[] {
  const shares = edges.map(({ event }) => shareOf(node, event))
  const groups = new Map<string, number>()
  for (const { group } of shares) groups.set(group, (groups.get(group) ?? 0) + 1)
  const given = new Map<string, number>()
  for (const { group, share } of shares) if (share !== undefined) given.set(group, share)
  const taken = [...given.values()].reduce((sum, share) => sum + share, 0)
  const rest = groups.get('rest') ?? 0
  // a leaf without an ordinary answer shares all among the others
  const alone = taken > 0 ? 1 / taken : 0
  const scale = rest > 0 ? 1 : alone
  return shares.map(({ group, share }) =>
    share === undefined ? (1 - taken) / rest : (share * scale) / (groups.get(group) ?? 1),
  )
}

/** Events of one group have its share together; those without a share have the rest, in equal
 * parts. */
function shareOf(node: Node, event: MachineEvent): { group: string; share?: number } {
  if (isListening(node)) {
    if (event === 'NO_INPUT') return { group: 'silent', share: SILENT }
    if (isUnclear(event)) return { group: 'unclear', share: UNCLEAR }
    if (isUniversal(event)) return { group: 'universal', share: UNIVERSAL }
    return node.leaf.kind === 'confirm' && !confirms(event)
      ? { group: 'no', share: NOT_CONFIRMED }
      : { group: 'rest' }
  }
  if (leavesQueue(event)) return { group: 'leaves', share: UNIVERSAL }
  if (event === 'SHUT') return { group: 'shut', share: SHUT }
  if (event === 'EMPTY') return { group: 'empty', share: EMPTY }
  return isRare(event) ? { group: event, share: FAILURE } : { group: 'rest' }
}
