// The parts of a step's words that the machine lets the caller hear, written and read in this one
// place.

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

/** Said after a miss; the words differ with the attempt. */
const MISS_PARTS = [
  'unclear',
  'silent',
  'invalid',
  'no',
  'confirm silent',
  'confirm unclear',
] as const

export type MissPart = (typeof MISS_PARTS)[number]

export type Part = PlainPart | `${MissPart}:${number}`

/** A part taken apart; `attempt` counts from 1. */
export type ParsedPart =
  { kind: PlainPart; attempt?: undefined } | { kind: MissPart; attempt: number }

export const missPart = (kind: MissPart, attempt: number): Part => `${kind}:${attempt}`

const isPlain = (part: Part): part is PlainPart => !part.includes(':')

export function parsePart(part: Part): ParsedPart {
  if (isPlain(part)) return { kind: part }
  const kind = MISS_PARTS.find((one) => part.startsWith(`${one}:`))
  if (!kind) throw new Error(`"${part}" is not a part of a prompt`)
  return { kind, attempt: Number(part.slice(kind.length + 1)) }
}

/** What is held is read back, at once or after a miss. */
export const isReadBack = (part: Part): boolean => parsePart(part).kind.startsWith('confirm')
