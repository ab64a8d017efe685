// Recorded messages that are to be written down: which ones, what is said in them, and how they
// join a hand-off.
import type { Machine } from '../flow/machine/machine.ts'
import { kindFor } from '../understand/slots.ts'
import type { Event } from './event.ts'
import { recogniserOf } from './hear.ts'
import type { Handoff, Session } from './session.ts'
import { isAway } from '../flow/steps/index.ts'
import { slotOf } from './draft.ts'

/** A message of a caller; `desk` gets it, and `text` is absent until it was written down. */
export type Message = { recording: string; desk?: string; text?: string }

/** `language` is the one the recogniser is to expect. */
export type Wish = { recording: string; desk?: string; language: string }

/**
 * The recordings among the events of a turn whose step says `transcribe: yes`. Left out are
 * practice calls, which record no sound, languages
 * that no recogniser knows, and private values, whose words nobody may see. `earlier` are the
 * events of the turns before.
 */
export function wishesOf(
  machine: Machine,
  session: Session,
  events: Event[],
  earlier: Event[],
): Wish[] {
  if (session.practice) return []
  return events.flatMap((event): Wish[] => {
    if (event.type !== 'recorded') return []
    const found = recorderOf(machine, event.step, earlier)
    if (!found?.step.transcribe?.value || slotOf(found)?.private) return []
    const language = recogniserOf(found.scope.flow, session.language)
    if (language === undefined) return []
    const desk = event.for ?? (found.step.for ?? machine.root.help)?.value
    return [{ recording: event.recording, desk, language }]
  })
}

/** The step of a tone. A recording that comes after the end belongs to the tone the caller left
 * at. */
function recorderOf(machine: Machine, name: string, earlier: Event[]) {
  const isRecorder = (one: string): boolean => {
    const step = machine.steps.get(one)?.step
    return step !== undefined && isAway(step)
  }
  const asked = earlier.findLast((one) => one.type === 'asked')?.step ?? ''
  const own = isRecorder(name) ? name : asked
  return isRecorder(own) ? machine.steps.get(own) : undefined
}

/** The desk a recording is for; undefined for the last resort's, which no desk asked for. */
export function recordingDesk(
  machine: Machine,
  { step, for: desk }: Event & { type: 'recorded' },
  earlier: Event[],
): string | undefined {
  const found = recorderOf(machine, step, earlier)
  return found && (desk ?? (found.step.for ?? machine.root.help)?.value)
}

/** Whether some step of a flow asks for its recordings to be written down. */
export const writesDown = (machine: Machine): boolean =>
  [...machine.steps.values()].some(({ step }) => step.transcribe?.value === true)

/** Words that a message may hold: what the flow's slots can be, apart from private ones. */
export function messageHints(machine: Machine, language: string): string[] {
  const slots = [...machine.scopes.values()].flatMap(({ flow }) => [...flow.slots.values()])
  return [
    ...new Set(
      slots
        .filter((slot) => !slot.private)
        .flatMap((slot) => kindFor(slot.type).hints(slot, language)),
    ),
  ]
}

/** How a message stands in a conversation. */
export const messageLine = (text: string): string => `message: ${text || '(no words)'}`

/** A hand-off with the messages of its desk after the conversation. Joined whenever it is shown, so
 * that turns and transcription never overwrite each other. */
export function withMessages(handoff: Handoff, messages: Message[]): Handoff {
  const said = messages.flatMap(({ desk, text }) =>
    desk === handoff.desk && text !== undefined
      ? [{ who: 'caller' as const, text: messageLine(text) }]
      : [],
  )
  return said.length === 0 ? handoff : { ...handoff, transcript: [...handoff.transcript, ...said] }
}
