// Which part of the book tells an edge: journeys what callers do who are understood, ladders what
// happens otherwise, universals what holds everywhere.
import { rungKind } from '../flow/machine/leaf-id.ts'
import { eventsAmong, rowEvent } from '../flow/machine/machine-event.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Edge } from '../times/machine-graph.ts'
import { endsWhenServed } from '../flow/steps/index.ts'

export type Kind = 'journey' | 'ladder' | 'universal'

const isUniversal = eventsAmong('OPERATOR', 'MAIN', 'REPEAT', 'spent', 'back', 'anywhere')
const isQueueEvent = eventsAmong('own key', 'REQUEUED')
const isOnLadder = eventsAmong(
  'miss',
  'unsure',
  'NEXT',
  'HAVE',
  'HAVE_UNSURE',
  'TOO_MANY',
  'LONG_QUESTION',
  'LAST_PIECE',
)
/** An author writes rows once, so all rows of a list are told as one. */
export const isRow = eventsAmong('row')

/** What the engine offers every waiting caller, and what happens to those who wait again. */
export const isQueue = ({ from: { leaf }, event }: Pick<Edge, 'from' | 'event'>): boolean =>
  (leaf.kind === 'dial' || leaf.kind === 'bridged') &&
  (leaf.rung === 'again' || isQueueEvent(event))

/** First rungs are told; what follows on the later ones is in the ladder's row. Undefined for the
 * caller hanging up. */
export function kindOf(edge: Edge, machine: Machine): Kind | undefined {
  const { leaf } = edge.from
  if (edge.event === 'HUNG_UP') return undefined
  if (leaf.step === '' || isToldOnce(edge)) return 'universal'
  if (leaf.attempt > 1 || isOnLadder(edge.event)) return 'ladder'
  return goesOn(edge, machine) ? 'journey' : 'ladder'
}

/** A question on the way stays where it was asked. */
const isToldOnce = (edge: Edge): boolean =>
  isUniversal(edge.event) ||
  isQueue(edge) ||
  (edge.event === 'QUESTION' && edge.to.leaf.id === edge.from.leaf.id)

/** Of what is always read back the yes goes on, after an answer the no. */
function goesOn({ from: { leaf }, event }: Edge, machine: Machine): boolean {
  if (leaf.kind === 'confirm')
    return event === 'YES' && machine.steps.get(leaf.step)?.step.confirm?.always === true
  return leaf.kind !== 'more' || (event === 'NO' && rungKind(leaf.rung) === 'more')
}

/** The same edge whatever the counters are; rows of a list are one. */
export const keyOf = ({ from, event }: Pick<Edge, 'from' | 'event'>): string =>
  `${from.leaf.id} ${isRow(event) ? rowEvent(1) : event}`

/** "That is all" is heard at a menu only of callers who were served. */
export const happens = ({ from, event }: Edge): boolean =>
  event !== 'DONE' || !endsWhenServed(from.leaf) || (from.at.context.goal ?? 0) > 0
