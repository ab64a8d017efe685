// When a caller who answers at once first comes to each question and hears each of its options.
import { eventsAmong, parseEvent } from '../flow/machine/machine-event.ts'
import type { Edge, Graph, Node } from './machine-graph.ts'
import type { ReadOut } from './read-out.ts'
import type { Timer } from './seconds.ts'

/** From hearing an option to having pressed its key. Milliseconds. */
const PRESS = 1000

/** What a caller who understands, and is understood, has no need of. */
const isOdd = eventsAmong(
  'universal',
  'spent',
  'hung up',
  'miss',
  'unsure',
  'back',
  'TOO_MANY',
  'EMPTY',
  'EMPTY_LIST',
  'RELEASED',
)

/** Milliseconds from the answer until the question at a node begins, and how long the question is;
 * elsewhere 0. */
type Arrival = { begins: number; lasts: number }

/**
 * Milliseconds from the answer until each option is heard, by step and option id, on the way that
 * takes least. At options the caller
 * presses as soon as the key was heard, at questions when all was heard. What only failures,
 * universals or a talk with a person lead to is timed along those.
 */
export function firstHeard(
  graph: Graph,
  timer: Timer,
  readOut: (step: string) => ReadOut | undefined,
): Map<string, Map<string, number>> {
  const known = new Map<string, ReadOut | undefined>()
  const readOnce = (step: string): ReadOut | undefined => {
    if (!known.has(step)) known.set(step, readOut(step))
    return known.get(step)
  }
  const plain = arrivals(graph, timer, readOnce, (edge) => !isOdd(edge.event))
  const any = arrivals(graph, timer, readOnce, (edge) => edge.event !== 'HUNG_UP')
  const heard = new Map<string, Map<string, number>>()
  for (const arrived of [plain, any]) {
    const found = new Map<string, Map<string, number>>()
    for (const node of graph.nodes) {
      const { leaf } = node
      const at = arrived[node.id]
      const options =
        at && isAsked(node) && !heard.has(leaf.step) ? readOnce(leaf.step)?.options : undefined
      if (!at || !options) continue
      const times = found.get(leaf.step) ?? new Map<string, number>()
      for (const [id, time] of options)
        times.set(id, Math.min(times.get(id) ?? Infinity, at.begins + time))
      found.set(leaf.step, times)
    }
    for (const [step, times] of found) heard.set(step, times)
  }
  return heard
}

/** Where a question is heard whole for the first time. */
const isAsked = ({ leaf }: Node): boolean => leaf.kind === 'answer' && leaf.attempt === 1

function arrivals(
  graph: Graph,
  timer: Timer,
  read: (step: string) => ReadOut | undefined,
  takes: (edge: Edge) => boolean,
): (Arrival | undefined)[] {
  const arrived: (Arrival | undefined)[] = []
  const queue: Node[] = []
  const come = (node: Node, before: number, actions: Edge['actions'], at: Node): void => {
    const asked =
      isAsked(node) &&
      actions.some(
        (action) =>
          action.type === 'say' &&
          action.params.step === node.leaf.step &&
          action.params.part === 'prompt',
      )
        ? read(node.leaf.step)
        : undefined
    const words = asked
      ? timer.said(
          actions.filter(
            (action) => action.type !== 'say' || action.params.step !== node.leaf.step,
          ),
          at.leaf,
        )
      : timer.said(actions, at.leaf)
    const arrival = { begins: before + words, lasts: asked?.whole ?? 0 }
    const best = arrived[node.id]
    if (best && best.begins + best.lasts <= arrival.begins + arrival.lasts) return
    arrived[node.id] = arrival
    queue.push(node)
  }
  come(graph.first.to, 0, graph.first.actions, graph.first.to)
  for (const node of queue) {
    const { begins, lasts } = arrived[node.id] ?? { begins: 0, lasts: 0 }
    const options = lasts > 0 ? read(node.leaf.step)?.options : undefined
    for (const edge of graph.out[node.id] ?? []) {
      if (!takes(edge)) continue
      const event = parseEvent(edge.event)
      const chosen = event.kind === 'option' ? options?.get(event.id) : undefined
      const left =
        chosen === undefined ? lasts + timer.waited(node.leaf, edge.event) : chosen + PRESS
      come(edge.to, begins + left, edge.actions, node)
    }
  }
  return arrived
}
