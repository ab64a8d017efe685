// What a stored call tells about our hearing: questions nobody answered, and turns with what was
// made of them.
import type { Event } from '../call/event.ts'
import { isOpen } from '../flow/steps/index.ts'

type Turn = { seq: number; at: number; events: Event[] }

/** What was said where. `text` are the caller's own words, for staff only. */
export type Said = {
  seq: number
  at: number
  step: string
  rung: string
  text: string
  taken: string
  private: boolean
}

/** Every utterance of a call with what was made of it: the option, value or question, else the kind
 * of meaning. */
export function saidIn(turns: readonly Turn[]): Said[] {
  return turns.flatMap(({ seq, at, events }) =>
    events.flatMap((event) => {
      if (event.type !== 'heard' || event.meaning === 'more keys awaited') return []
      const text =
        event.raw.alternatives?.[0]?.text ??
        (event.raw.keys === undefined ? '' : `keys ${event.raw.keys}`)
      return [
        {
          seq,
          at,
          step: event.step,
          rung: event.rung,
          text,
          taken: event.option ?? event.value ?? event.meaning,
          private: event.private === true,
        },
      ]
    }),
  )
}

/** Questions at an `answer` step to which there was no answer. */
export function unansweredIn(turns: readonly Turn[]): Said[] {
  const answers = new Set<string>()
  for (const { events } of turns)
    for (const event of events)
      if (event.type === 'entered' && isOpen(event)) answers.add(event.step)
  return saidIn(turns).filter(
    ({ step, taken, text }) =>
      answers.has(step) && taken === 'no match' && text !== '' && !text.startsWith('keys '),
  )
}
