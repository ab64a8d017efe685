// Where two versions part under the same meaning, in words.
import { ownName, shownName } from '../flow/machine/scoped-name.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { fillNames, wordsFor } from '../flow/machine/event-words.ts'
import { parseEvent, type MachineEvent, type ParsedEvent } from '../flow/machine/machine-event.ts'
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
    group.when.add(eventText(now, leaf, event))
    group.attempts.add(leaf.attempt)
    group.vain = Math.min(group.vain, vain)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => describeGroup(group, now.flow))
}

function describeGroup({ leaf, from, to, when, attempts, vain }: Group, flow: string): Change {
  const where = leaf.step === '' ? '' : `'${shownName(leaf.step)}': `
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

export const isBeginning = (event: Cause): event is 'BEGIN' | 'ENTER' =>
  event === 'BEGIN' || event === 'ENTER'

function eventText(now: Machine, leaf: Leaf, event: Cause): string {
  if (event === 'BEGIN') return 'when the call begins'
  if (event === 'ENTER') return 'at once'
  const heard = parseEvent(event)
  return fillNames(wordsFor(heard, leaf).when, {
    option: 'id' in heard ? optionName(now, leaf, heard) : undefined,
    case: 'at' in heard ? String(heard.at) : undefined,
    target: 'step' in heard ? heard.step : undefined,
  })
}

type Choice = Extract<ParsedEvent, { id: string }>

const optionName = (now: Machine, leaf: Leaf, choice: Choice): string =>
  choice.kind === 'anywhere' ? choice.scope + choice.id : labelOf(now, leaf.step, choice.id)
