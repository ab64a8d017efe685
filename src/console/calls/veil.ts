// Private values of a call, wherever they stand in what was said: found, and veiled.
import type { Machine } from '../../flow/machine/machine.ts'
import { isPrivate, slotOf, type HeardEvent } from '../../pages/call-words.ts'
import { MASK } from '../../ground/mask.ts'
import type { StoredCall } from './call-story.ts'

type Spoken = Pick<StoredCall, 'turns' | 'session' | 'machine'>

/** Letters and digits a text must have to be looked for: shorter ones stand everywhere. */
const LEAST_SIGNS = 3

const signsOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** The answer to a question for a private value. */
export const isPrivateAnswer = (event: HeardEvent, machine: Machine): boolean =>
  event.private === true || isPrivate(machine, event.step)

/** Hides private values however they are spaced: "1234" is found in "1, 2, 3, 4". */
export function makeVeil(call: Spoken): (text: string) => string {
  const patterns = secretsOf(call).map(
    (text) => new RegExp([...signsOf(text)].join('[^\\p{L}\\p{N}]*'), 'giu'),
  )
  return (text) => patterns.reduce((veiled, pattern) => veiled.replace(pattern, MASK), text)
}

/** Private values that were heard or looked up, the longest first. */
function secretsOf({ turns, session, machine }: Spoken): string[] {
  const events = turns.flatMap((turn) => turn.events)
  const filled = events.flatMap((event) =>
    event.type === 'filled' && event.value ? [[event.slot, event.value] as const] : [],
  )
  const values = [...Object.entries(session.slots), ...filled]
    .filter(([slot]) => slotOf(machine, slot).private)
    .flatMap(([, { text, value }]) => [text, typeof value === 'object' ? '' : String(value)])
  const begunWith = events.flatMap((event) =>
    event.type === 'given' && event.value && machine.root.given.get(event.name)?.private
      ? [event.value.text, String(event.value.value)]
      : [],
  )
  const given = events.flatMap((event) =>
    event.type === 'heard' && event.value !== undefined && isPrivateAnswer(event, machine)
      ? [event.raw.keys ?? '', event.value]
      : [],
  )
  return [...new Set([...values, ...begunWith, ...given])]
    .filter((text) => signsOf(text).length >= LEAST_SIGNS)
    .sort((a, b) => b.length - a.length)
}
