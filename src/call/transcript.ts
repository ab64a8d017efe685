// A call as a conversation: who said what, from the log.
import { MASK } from '../ground/mask.ts'
import type { Event } from './event.ts'
import type { Handoff } from './session.ts'
import { textOf } from '../say/speech.ts'

export function transcriptOf(events: Event[]): Handoff['transcript'] {
  return events.flatMap((event): Handoff['transcript'] => {
    if (event.type === 'said' || event.type === 'asked' || event.type === 'closed')
      return line('system', textOf(event.speech))
    if (event.type !== 'heard') return []
    if (event.private) return line('caller', MASK)
    return line(
      'caller',
      event.raw.alternatives?.[0]?.text ??
        (event.raw.keys ? `(keys) ${event.raw.keys}` : '(silence)'),
    )
  })
}

const line = (who: 'caller' | 'system', text: string): Handoff['transcript'] =>
  text === '' ? [] : [{ who, text }]
