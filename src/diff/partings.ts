// Where two versions part under the same meaning, in words.
import { ownName } from '../flow/machine/scoped-name.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { parseEvent, type MachineEvent, type PlainEvent } from '../flow/machine/machine-event.ts'
import type { Move } from '../flow/machine/walk.ts'
import type { Change } from './difference.ts'
import { placeWords } from './place.ts'
import { labelOf } from './translate-names.ts'

/** What leads both on: an event, the beginning of a call, or a step that is entered. */
export type Cause = MachineEvent | 'BEGIN' | 'ENTER'

/** Where the same leads in both: `event` as the new version calls it, and how many desks were tried
 * in vain before. */
export type Parting = { leaf: Leaf; event: Cause; was?: Move; now?: Move; vain: number }

/** Partings of one step that lead from and to the same places. */
type Group = {
  leaf: Leaf
  from: string
  to: string
  when: Set<string>
  attempts: Set<number>
  vain: number
}

/** Partings grouped by step and by where they lead. */
export function describePartings(partings: Parting[], was: Machine, now: Machine): Change[] {
  const groups = new Map<string, Group>()
  for (const { leaf, event, was: before, now: after, vain } of partings) {
    const [from, to] = [restWords(was, before, leaf), restWords(now, after, leaf)]
    if (from === to) continue
    const key = `${leaf.step}\0${from}\0${to}`
    const group = groups.get(key) ?? { leaf, from, to, when: new Set(), attempts: new Set(), vain }
    group.when.add(eventWords(now, leaf, event))
    group.attempts.add(leaf.attempt)
    group.vain = Math.min(group.vain, vain)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => describeGroup(group, now.flow))
}

function describeGroup({ leaf, from, to, when, attempts, vain }: Group, flow: string): Change {
  const where = leaf.step === '' ? '' : `'${leaf.step}': `
  const rest = `callers now come to ${to} (was ${from})`
  return {
    kind: 'behaviour',
    flow,
    step: ownName(leaf.step) || undefined,
    text: `${where}${listFew([...when])}${attemptsText(attempts)}${vainText(vain)}, ${rest}`,
    place: { file: leaf.file, line: leaf.line, version: 'new' },
  }
}

const attemptsText = (attempts: Set<number>): string =>
  attempts.has(1) ? '' : ` at attempt ${[...attempts].sort((a, b) => a - b).join(', ')}`

function vainText(vain: number): string {
  if (vain === 0) return ''
  return `, where ${vain} ${vain === 1 ? 'desk was' : 'desks were'} rung in vain before`
}

const MOST_NAMED = 3

const listFew = (when: string[]): string =>
  when.length <= MOST_NAMED + 1
    ? when.join(', ')
    : `${when.slice(0, MOST_NAMED).join(', ')} and in ${when.length - MOST_NAMED} other cases`

/** Where a move rests, in words. */
function restWords(machine: Machine, move: Move | undefined, at: Leaf): string {
  const leaf = move && machine.leaves.get(move.to.leaf)
  return leaf ? placeWords(leaf, at.step) : 'nothing of the kind'
}

const eventTexts: Record<PlainEvent | 'BEGIN' | 'ENTER', string> = {
  BEGIN: 'when the call begins',
  ENTER: 'at once',
  NO_INPUT: 'after a silence',
  NO_MATCH: 'when not understood',
  INVALID: 'after an impossible answer',
  OPERATOR: 'when asking for a person',
  REPEAT: 'when asking to hear it again',
  HUNG_UP: 'when hanging up',
  MAIN: 'when starting over',
  QUESTION: 'with a question',
  LONG_QUESTION: 'with a question that has a long answer',
  LAST_PIECE: 'at the end of a long answer',
  LIMIT: 'when the turns are used up',
  WORN_OUT: 'after too many misses',
  VALUE: 'with an answer',
  VALUE_UNSURE: 'with an unsure answer',
  OPTION_UNSURE: 'with an unsure choice',
  YES: 'after a yes',
  NO: 'after a no',
  DONE: 'when there is nothing else',
  NONE: 'with "none of these"',
  NEXT: 'after a no',
  OK: 'when the lookup answers',
  NOT_FOUND: 'when nothing is found',
  FAILED: 'when the lookup fails',
  OPEN: 'when open',
  SHUT: 'when closed',
  ANSWERED: 'when somebody answers',
  UNANSWERED: 'when nobody answers',
  RELEASED: 'after the conversation',
  REQUEUED: "when the operator's connection breaks",
  CALL_BACK: 'when a call back is wanted while waiting',
  LEAVE: 'when leaving the queue',
  RECORDED: 'after the recording',
  EMPTY: 'when nothing was recorded',
  FITS: 'at once',
  HAVE_NOT: 'at once',
  HAVE: 'when the answer was given before',
  HAVE_UNSURE: 'when the answer was given before',
  TOO_MANY: 'after too many visits',
  LISTED: 'with a list',
  EMPTY_LIST: 'with an empty list',
  ENTERED: 'after the call',
  NOT_ENTERED: 'after the call',
}

export const isBeginning = (event: Cause): event is 'BEGIN' | 'ENTER' =>
  event === 'BEGIN' || event === 'ENTER'

function eventWords(now: Machine, leaf: Leaf, event: Cause): string {
  if (isBeginning(event)) return eventTexts[event]
  const heard = parseEvent(event)
  switch (heard.kind) {
    case 'option':
      return `with "${labelOf(now, leaf.step, heard.id)}"`
    case 'waiting':
      return `with "${labelOf(now, leaf.step, heard.id)}" while waiting`
    case 'anywhere':
      return `with "${heard.scope}${heard.id}"`
    case 'row':
      return 'with a row'
    case 'case':
      return heard.at === undefined ? 'otherwise' : `in case ${heard.at}`
    case 'back':
      return 'when going back'
    case 'BACK_TO':
      return `sent back to '${heard.step}'`
    default:
      return eventTexts[heard.kind]
  }
}
