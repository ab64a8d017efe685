// Every kind of difference between two versions of a flow, and what a difference is.
import type { Range } from '../flow/text/located.ts'

/** The headings differences are told under, in this order. */
export const subjects = [
  'Where callers go',
  'What callers hear',
  'How callers are listened to',
  'Desks',
  'What is remembered and looked up',
  'What follows from it',
  'In figures',
] as const
export type Subject = (typeof subjects)[number]

const ways = { subject: 'Where callers go', moves: true } as const
const words = { subject: 'What callers hear', moves: false } as const
const listening = { subject: 'How callers are listened to', moves: true } as const
const hints = { subject: 'How callers are listened to', moves: false } as const
const desks = { subject: 'Desks', moves: false } as const
const values = { subject: 'What is remembered and looked up', moves: false } as const
const figures = { subject: 'In figures', moves: false } as const
const follows = { subject: 'What follows from it', moves: false } as const

/** `moves`: calls may take another course through the machine for it, so what follows at that step
 * is told already. */
export const kinds = {
  'flow added': ways,
  'flow removed': ways,
  'flow renamed': ways,
  start: ways,
  help: ways,
  'start over': ways,
  'after call': ways,
  'step added': ways,
  'step removed': ways,
  'step renamed': ways,
  'step word': ways,
  way: ways,
  'case added': ways,
  'case removed': ways,
  'case condition': { ...ways, moves: false },
  'case order': ways,
  'option added': ways,
  'option removed': ways,
  'option key': { ...ways, moves: false },
  'option way': ways,
  'option condition': { ...ways, moves: false },
  exits: ways,
  outgoing: ways,
  'hours added': { ...ways, moves: false },
  'hours removed': { ...ways, moves: false },
  'hours zone': { ...ways, moves: false },
  'hours week': { ...ways, moves: false },
  'hours holidays': { ...ways, moves: false },
  'hours except': { ...ways, moves: false },
  words: words,
  'engine words': words,
  'option label': words,
  'option order': words,
  'option hidden': words,
  'read out': words,
  'list read out': words,
  'language added': words,
  'language removed': words,
  'default language': words,
  voice: words,
  'notice added': words,
  'notice removed': words,
  answers: listening,
  'answer added': words,
  'answer removed': words,
  'answer changed': words,
  'read back': listening,
  'no longer read back': listening,
  'read back when': listening,
  patience: listening,
  listening: listening,
  'universal key': { ...listening, moves: false },
  universal: listening,
  phrases: hints,
  limits: hints,
  visits: listening,
  confidence: hints,
  recogniser: hints,
  'desk added': { ...desks, moves: true },
  'desk removed': { ...desks, moves: true },
  'desk renamed': { ...desks, moves: true },
  'desk needs': desks,
  'desk card': desks,
  'desk whisper': desks,
  'desk waiting': desks,
  'desk people': desks,
  'desk hours': { ...desks, moves: true },
  'desk conversation': desks,
  'slot added': values,
  'slot removed': values,
  'slot renamed': values,
  'slot type': { ...values, moves: true },
  'slot limits': values,
  'slot choices': values,
  'slot private': values,
  'slot start': values,
  'slot label': values,
  'slot asked': { ...values, moves: true },
  values: values,
  recorder: values,
  goal: values,
  intent: values,
  'lookup added': values,
  'lookup removed': values,
  'lookup takes': values,
  'lookup table': { ...values, moves: true },
  'lookup gives': values,
  'lookup changes': values,
  'lookup example': values,
  'lookup used': { ...values, moves: true },
  'sub-flow used': { ...values, moves: true },
  'given and taken': values,
  'given added': values,
  'given removed': values,
  'given changed': { ...values, moves: true },
  about: values,
  id: values,
  promise: hints,
  behaviour: follows,
  'waiting place gone': follows,
  'need not asked': figures,
  'silent caller': figures,
  'caller for a person': figures,
  'option heard': figures,
} as const satisfies Record<string, { subject: Subject; moves: boolean }>

export type Kind = keyof typeof kinds

/** Where the difference stands: in the new version, or in the old one for what is gone. */
export type Place = Pick<Range, 'file' | 'line'> & { version: 'old' | 'new' }

/** One difference in one sentence. `step` is the step or desk as it is called in the new version
 * (in the old one when it is gone); `option` an option's id; `way` the way out of the step that
 * leads elsewhere. */
export type Change = {
  kind: Kind
  text: string
  flow: string
  step?: string
  option?: string
  way?: string
  place?: Place
}

/** Takes one difference; what `at` leaves out is known from where it is told. `gone`: the place is
 * one of the old version. */
export type Tell = (
  kind: Kind,
  text: string,
  at?: { step?: string; option?: string; way?: string; range?: Range; gone?: boolean },
) => void

export const kindNames = Object.keys(kinds) as Kind[]
