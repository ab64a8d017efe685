// What a caller says, keys or leaves unsaid at a question, from the input to the machine's event.
import { ownName } from '../flow/machine/scoped-name.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { isMiss, type MachineEvent } from '../flow/machine/machine-event.ts'
import type { Meaning } from '../understand/hearing.ts'
import { slotOf, stepOf, type Draft } from './draft.ts'
import type { Event } from './event.ts'
import type { Input } from './input.ts'
import { govern, interpret, type Interpreted } from './interpret.ts'
import { accepts, send } from './send.ts'
import { understoodAs } from './understood.ts'
import { dropVolunteered, keepVolunteered, findVolunteered, type Volunteered } from './volunteer.ts'

/** An input that may answer a question. */
export type Said = Input & { type: 'keys' | 'speech' | 'silence' }

export const isQuestion = (leaf: Leaf): boolean =>
  leaf.kind === 'answer' || leaf.kind === 'confirm' || leaf.kind === 'more'

export function takeAnswer(draft: Draft, leaf: Leaf, input: Said): boolean {
  const { session } = draft
  session.counters.webhooks++
  const said = (draft.hear ?? interpret)(draft, leaf, input, (event) => accepts(draft, event))
  if ('wait' in said) {
    draft.understood.push(understoodAs(said, []))
    session.keys = { kept: said.kept, ahead: '', since: session.keys.since ?? draft.at }
    draft.events.push(heardAt(leaf, input, 'more keys awaited'))
    return true
  }
  session.keys = { kept: '', ahead: said.rest }
  if (said.pending) session.pending = said.pending
  const given = said.beyond ?? givenBeyond(draft, leaf, said, input)
  draft.understood.push(understoodAs(said, given))
  const heard = heardAt(leaf, input, said.meaning)
  if (said.heard) addDetails(heard, said.heard)
  if (isPrivate(draft, leaf, given)) heard.private = true
  draft.events.push(heard)
  if (takesOptionBack(draft, said.heard)) dropVolunteered(draft)
  keepVolunteered(draft, given)
  const event = govern(draft, leaf, said.event)
  noteReason(draft, leaf, event)
  if (event === 'NEXT' && session.rows) session.rows = { ...session.rows, at: session.rows.at + 1 }
  if (event === 'OPERATOR' || event === 'MAIN') session.trail = {}
  return send(draft, event, input)
}

/** "No" to an option that was read back takes back what was said with it. */
const takesOptionBack = ({ session }: Draft, heard: Meaning | undefined): boolean =>
  heard?.kind === 'no' && session.pending?.option !== undefined

const isPrivate = (draft: Draft, leaf: Leaf, given: Volunteered[]): boolean =>
  slotOf(stepOf(draft, leaf.step))?.private === true || given.some((one) => one.private)

/** What was said beyond the answer. Which of two was meant, or the same once more, tells nothing
 * else. */
function givenBeyond(
  draft: Draft,
  leaf: Leaf,
  { event, heard }: Extract<Interpreted, { event: MachineEvent }>,
  input: Said,
): Volunteered[] {
  if (!heard || input.type !== 'speech' || event === 'YES') return []
  return findVolunteered(draft, leaf, heard, input.alternatives)
}

type Heard = Event & { type: 'heard' }

const heardAt = (leaf: Leaf, input: Said, meaning: string): Heard => ({
  type: 'heard',
  step: leaf.step,
  rung: leaf.rung,
  raw: {
    keys: input.type === 'keys' ? input.keys : undefined,
    alternatives: input.type === 'speech' ? input.alternatives : undefined,
  },
  meaning,
})

/** What the log keeps of a meaning. */
function addDetails(heard: Heard, meaning: Meaning): void {
  const value = meaning.kind === 'value' ? meaning.value : undefined
  if (meaning.kind === 'option' || meaning.kind === 'question') heard.option = meaning.id
  heard.text = meaning.kind === 'option' ? meaning.text : value?.text
  heard.confidence = 'confidence' in meaning ? meaning.confidence : value?.confidence
  heard.value = value?.text
}

/** Why the caller will be where they are going, for the hand-off. */
function noteReason(draft: Draft, leaf: Leaf, event: MachineEvent): void {
  const { session } = draft
  if (event === 'OPERATOR') session.reason = 'asked for a person'
  else if (event === 'LIMIT') session.reason = 'the call took too many turns'
  else if (event === 'WORN_OUT')
    session.reason = `was not understood several times, last at "${ownName(leaf.step)}"`
  else if (isMiss(event) && !session.reason.startsWith('chose'))
    session.reason = `was not understood at "${ownName(leaf.step)}"`
}
