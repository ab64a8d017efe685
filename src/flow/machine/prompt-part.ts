// The parts of a step's words that the machine lets the caller hear, written and read in this one
// place.

import type { LeafKind } from './machine.ts'

/** Said whatever the attempt. */
type PlainPart =
  | 'prompt'
  | 'confirm'
  | 'row'
  | 'more'
  | 'go on'
  | 'ask again'
  | 'reword'
  | 'goodbye'
  | 'leave your number'
  | 'leave your number again'

/** Said after a miss at a question, and at a read-back; the words differ with the attempt. */
const QUESTION_MISSES = ['unclear', 'silent', 'invalid', 'no'] as const
const CONFIRM_MISSES = ['confirm silent', 'confirm unclear'] as const

export type MissPart = (typeof QUESTION_MISSES)[number] | (typeof CONFIRM_MISSES)[number]

export type Part = PlainPart | `${MissPart}:${number}`

/** `attempt` counts from 1. */
export type QuestionMiss = { kind: (typeof QUESTION_MISSES)[number]; attempt: number }
export type ConfirmMiss = { kind: (typeof CONFIRM_MISSES)[number]; attempt: number }

/** A part taken apart. */
export type ParsedPart = { [K in PlainPart]: { kind: K } }[PlainPart] | QuestionMiss | ConfirmMiss

export const missPart = (kind: MissPart, attempt: number): Part => `${kind}:${attempt}`

const isPlain = (part: Part): part is PlainPart => !part.includes(':')

export function parsePart(part: Part): ParsedPart {
  if (isPlain(part)) return { kind: part }
  const kind = [...QUESTION_MISSES, ...CONFIRM_MISSES].find((one) => part.startsWith(`${one}:`))
  if (!kind) throw new Error(`"${part}" is not a part of a prompt`)
  return { kind, attempt: Number(part.slice(kind.length + 1)) }
}

/** What is said again at a leaf when the caller asks for it. */
export function repeatedPart(kind: LeafKind): Part {
  if (kind === 'confirm') return 'confirm'
  return kind === 'more' ? 'more' : 'prompt'
}

/** What is held is read back, at once or after a miss. */
export const isReadBack = (part: Part): boolean => parsePart(part).kind.startsWith('confirm')
