// The log of a call, made ready to be told: what the system said, what became of work, what was
// decided on which grounds, and each other event as a note.
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { sameName } from '../call/scope-names.ts'
import { eventsAmong, isMachineEvent } from '../flow/machine/machine-event.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { splitName } from '../flow/text/expression.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { LoggedTurn } from '../store/store.ts'
import { stepName } from './call-words.ts'
import { MASK } from '../ground/mask.ts'
import type { Speech } from '../say/speech.ts'

export type Spoken = Exclude<Speech, { kind: 'pause' }>

/** What is heard of it, without pauses. */
export const spokenOf = (speech: readonly Speech[]): Spoken[] =>
  speech.flatMap((one) => (one.kind === 'pause' || one.text === '' ? [] : [one]))

/** Work by its key: the turn that began it, what came of it, and how long that took in ms. */
export type WorkLog = {
  begun: ReadonlyMap<string, number>
  results: ReadonlyMap<string, { input: Input; took: number }>
}

export function workOf(turns: readonly LoggedTurn[]): WorkLog {
  const begun = new Map<string, number>()
  const results = new Map<string, { input: Input; took: number }>()
  let before: number | undefined
  for (const { seq, inputs, events } of turns) {
    for (const input of inputs) {
      if ('key' in input) results.set(input.key, { input, took: input.at - (before ?? input.at) })
      before = input.at
    }
    for (const event of events)
      if (event.type === 'sought' && !begun.has(event.effect.key)) begun.set(event.effect.key, seq)
  }
  return { begun, results }
}

/** A lookup in a turn: the filler that was spoken, where the work outlasted its turn; and in the
 * turn that began it, since it is told once, what came of it. */
export function lookupIn(
  { effect, meanwhile }: Event & { type: 'sought' },
  { seq, inputs }: LoggedTurn,
  { begun, results }: WorkLog,
): { filler: Speech[]; told?: { lookup: string; step: string; input?: Input; took: number } } {
  if (effect.kind !== 'request') return { filler: [] }
  const { key, lookup, step } = effect
  const filler = inputs.some((input) => 'key' in input && input.key === key) ? [] : meanwhile
  if (begun.get(key) !== seq) return { filler }
  return { filler, told: { lookup, step, took: 0, ...results.get(key) } }
}

/** How the pages of a language tell what came of a lookup. */
type OutcomeWords = {
  found: string
  notFound: string
  failed: (why: string) => string
  waitsForAnswer: string
}

export function tellOutcome(input: Input | undefined, words: OutcomeWords): string {
  if (input?.type === 'fetched') return input.found ? words.found : words.notFound
  return input?.type === 'failed' ? words.failed(input.reason) : words.waitsForAnswer
}

/** What an author decides on; the engine's own decisions are not told. */
const isAuthored = eventsAmong('branch', 'SHUT', 'TOO_MANY')

type GroundWords = { aList: string; unknown: string; is: (name: string, value: string) => string }

/** A decision of the flow: its grounds in words, private values masked unless `revealed`, and the
 * step it led to; `after` are the events from it on. */
export function decisionIn(
  { step, event, grounds }: Event & { type: 'decided' },
  { after, machine, revealed = false }: { after: Event[]; machine: Machine; revealed?: boolean },
  words: GroundWords,
): { because: string[]; next?: string } | undefined {
  if (!isMachineEvent(event) || !isAuthored(event)) return undefined
  const flow = machine.steps.get(step)?.scope.flow
  const hidden = (name: string): boolean =>
    !revealed && flow !== undefined && isPrivateName(flow, name)
  const tell = (name: string, value: unknown): string => {
    if (hidden(name)) return MASK
    return typeof value === 'object' && value !== null
      ? words.aList
      : String(value ?? words.unknown)
  }
  const next = after.find((one) => one.type === 'entered')?.step
  return {
    because: Object.entries(grounds).map(([name, value]) => words.is(name, tell(name, value))),
    ...(next !== undefined && { next: stepName(next) }),
  }
}

/** A private slot, or a private value the call was begun with. */
function isPrivateName({ slots, given }: Flow, written: string): boolean {
  const [head, rest] = splitName(written)
  const declared = head === 'given' ? given : slots
  const name = head === 'given' ? rest : head
  return [...declared.values()].some((slot) => slot.private && sameName(name, slot.name))
}

/** How the pages of a language tell what happened. */
type EventWords = {
  goal: (goal: string) => string
  notRead: (name: string) => string
  notified: (name: string) => string
  rang: (people: readonly string[]) => string
  connected: string
  released: string
  nobody: (desk: string) => string
  closed: (of: 'line' | 'company', sendTo: string | undefined) => string
  hungUp: string
  ended: string
  broke: string
}

/** Events that are told by one sentence, and those that are not told. */
type NotedEvent = Extract<
  Event,
  {
    type:
      | 'reached goal'
      | 'notified'
      | 'rang'
      | 'connected'
      | 'released'
      | 'gave up'
      | 'closed'
      | 'ended'
      | 'broke'
      | 'filled'
      | 'given'
      | 'entered'
      | 'left'
  }
>

/** The sentence of an event, with the step it belongs to. */
export function noteOf(
  event: NotedEvent,
  words: EventWords,
): { text: string; step?: string } | undefined {
  switch (event.type) {
    case 'reached goal':
      return { text: words.goal(event.goal), step: event.step }
    case 'notified':
      return { text: words.notified(event.notice.lookup), step: event.notice.step }
    case 'rang':
      return { text: words.rang(event.people) }
    case 'connected':
      return { text: words.connected }
    case 'released':
      return { text: words.released }
    case 'gave up':
      return { text: words.nobody(stepName(event.desk)) }
    case 'closed':
      return { text: words.closed(event.of, event.sendTo) }
    case 'ended':
      return { text: event.how === 'hung up' ? words.hungUp : words.ended }
    case 'broke':
      return { text: words.broke }
    case 'given':
      return event.value ? undefined : { text: words.notRead(event.name) }
    case 'filled':
    case 'entered':
    case 'left':
      return undefined
  }
}
