// The alphabet of a compiled machine: every event there is, by families, and the one place where
// events that name something are written and read.

import { ownName, parseScoped, scopedName } from './scoped-name.ts'

/** The events that name nothing. Whoever asks for a family gets those that join it later too. */
const FAMILIES = {
  /** what a caller may say at any question */
  universal: ['OPERATOR', 'MAIN', 'REPEAT', 'QUESTION'],
  /** patience is spent: for the whole call, or for misunderstandings */
  spent: ['LIMIT', 'WORN_OUT'],
  'hung up': ['HUNG_UP'],
  miss: ['NO_INPUT', 'NO_MATCH', 'INVALID'],
  unsure: ['OPTION_UNSURE', 'VALUE_UNSURE'],
  answer: ['VALUE', 'YES', 'NO', 'DONE', 'NONE', 'NEXT', 'LONG_QUESTION', 'LAST_PIECE'],
  recording: ['RECORDED', 'EMPTY'],
  /** of work states: a visit, what was given unasked, a list, a call that is over, a lookup, hours */
  visit: ['FITS', 'TOO_MANY'],
  given: ['HAVE', 'HAVE_UNSURE', 'HAVE_NOT'],
  list: ['LISTED', 'EMPTY_LIST'],
  after: ['ENTERED', 'NOT_ENTERED'],
  lookup: ['OK', 'NOT_FOUND', 'FAILED'],
  hours: ['OPEN', 'SHUT'],
  /** of a desk: somebody answers or nobody, the engine's own keys of a queue, the conversation */
  ringing: ['ANSWERED', 'UNANSWERED'],
  'own key': ['CALL_BACK', 'LEAVE'],
  conversation: ['RELEASED', 'REQUEUED'],
} as const

type Family = keyof typeof FAMILIES
export type PlainEvent = (typeof FAMILIES)[Family][number]
export type Miss = (typeof FAMILIES)['miss'][number]

/** `anywhere:` holds the scope the option is written in, `survey>`; `branch:` counts from 1. */
export type MachineEvent =
  | PlainEvent
  | `option:${string}`
  | `anywhere:${string}`
  | `waiting:${string}`
  | `row:${number}`
  | `branch:${number}`
  | 'branch:else'
  | `back:${string}`
  | `BACK_TO:${string}`

/** An event taken apart. `at` of a branch is absent for `otherwise`. */
export type ParsedEvent =
  | { kind: PlainEvent }
  | { kind: 'option' | 'waiting'; id: string }
  | { kind: 'anywhere'; scope: string; id: string }
  | { kind: 'row'; row: number }
  | { kind: 'branch'; at?: number }
  | { kind: 'back' | 'BACK_TO'; step: string }

export type EventKind = ParsedEvent['kind']

/** What a branch was called in logs before "case" became a word of the language. */
const OLD_BRANCH = 'case'

const KINDS: ReadonlyMap<string, EventKind> = new Map<string, EventKind>([
  ...[
    ...Object.values(FAMILIES).flat(),
    ...(['option', 'anywhere', 'waiting', 'row', 'branch', 'back', 'BACK_TO'] as const),
  ].map((kind) => [kind, kind] as const),
  [OLD_BRANCH, 'branch'],
])

export const optionEvent = (id: string) => `option:${id}` as const
export const anywhereEvent = (scope: string, id: string) => `anywhere:${scope}${id}` as const
export const waitingEvent = (id: string) => `waiting:${id}` as const
export const rowEvent = (row: number) => `row:${row}` as const
/** The branches of a `decide` count from 1; without a number, `otherwise`. */
export const branchEvent = (at?: number) =>
  at === undefined ? 'branch:else' : (`branch:${at}` as const)
/** The caller goes back to a question by its scoped name. */
export const backEvent = (step: string) => `back:${step}` as const
/** An operator sends the caller to a step of the desk's `back to`. */
export const backToEvent = (step: string) => `BACK_TO:${scopedName('', step)}` as const

const headOf = (text: string): string => {
  const colon = text.indexOf(':')
  return colon < 0 ? text : text.slice(0, colon)
}

/** An event of a log by its name of today. */
export function eventNow(event: MachineEvent): MachineEvent {
  if (headOf(event) !== OLD_BRANCH) return event
  const { at } = parseEvent(event) as ParsedEvent & { kind: 'branch' }
  return branchEvent(at)
}

/** Most events are a kind by themselves, and explorers ask for millions. */
const kindIn = (text: string): EventKind | undefined => KINDS.get(text) ?? KINDS.get(headOf(text))

/** True for what this alphabet holds: the door for events that come as text. */
export const isMachineEvent = (text: string): text is MachineEvent => KINDS.has(headOf(text))

/** The event without what it names. Throws for what is no event. */
export function eventKind(event: MachineEvent): EventKind {
  const kind = kindIn(event)
  if (!kind) throw new Error(`"${event}" is not an event of the machine`)
  return kind
}

export function parseEvent(event: MachineEvent): ParsedEvent {
  const kind = eventKind(event)
  const rest = event.slice(headOf(event).length + 1)
  switch (kind) {
    case 'option':
    case 'waiting':
      return { kind, id: rest }
    case 'anywhere': {
      const { scope, name } = parseScoped(rest)
      return { kind, scope, id: name }
    }
    case 'row':
      return { kind, row: Number(rest) }
    case 'branch':
      return rest === 'else' ? { kind } : { kind, at: Number(rest) }
    case 'back':
      return { kind, step: rest }
    case 'BACK_TO':
      return { kind, step: ownName(rest) }
    default:
      return { kind }
  }
}

/** Tells events of these families and kinds from others; an event of a log that is none of this
 * alphabet is among none. */
export function eventsAmong(...members: (Family | EventKind)[]): (event: MachineEvent) => boolean {
  const kinds = new Set<EventKind>(members.flatMap((one) => (isFamily(one) ? FAMILIES[one] : one)))
  return (event) => {
    const kind = kindIn(event)
    return kind !== undefined && kinds.has(kind)
  }
}

/** The events of these families, in the order they stand in. */
export const eventsOf = (...families: Family[]): PlainEvent[] =>
  families.flatMap((family): readonly PlainEvent[] => FAMILIES[family])

const isFamily = (text: string): text is Family => Object.hasOwn(FAMILIES, text)

export const isMiss = eventsAmong('miss')
/** At the end of a conversation: back to a queue, or to a step of the flow. */
export const passesOn = eventsAmong('REQUEUED', 'BACK_TO')
/** What a caller who waits in a queue may choose. */
export const leavesQueue = eventsAmong('own key', 'waiting')

/** The entries of a record by events. */
export const eventEntries = <T>(record: { [E in MachineEvent]?: T }): [MachineEvent, T][] =>
  Object.entries<T | undefined>(record).flatMap(([event, value]): [MachineEvent, T][] =>
    isMachineEvent(event) && value !== undefined ? [[event, value]] : [],
  )

/** A record by events from its entries. */
export function byEvent<T>(entries: Iterable<readonly [MachineEvent, T]>): {
  [E in MachineEvent]?: T
} {
  return Object.fromEntries(entries)
}
