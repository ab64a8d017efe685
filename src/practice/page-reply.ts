// A turn as the practice phone hears it: what TwiML is to the telephone, this is to the page.
import { labelIn } from '../flow/tree/label.ts'
import { ownName } from '../flow/machine/scoped-name.ts'
import { isBridged } from '../flow/machine/leaf-id.ts'
import type { Event, Listening } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import type { Render } from '../turn/turn.ts'
import type { CallerSide } from './waiting-caller.ts'
import type { Speech } from '../say/speech.ts'

/** One thing to be heard; `audio` is the path of a recording, `pause` is in milliseconds. */
export type Heard = { text: string; language: string; audio?: string } | { pause: number }

/** What the telephone does once that was heard. `longest` in milliseconds; `desk` is the desk's
 * label. */
export type Next =
  | ({ is: 'listening' } & Pick<Listening, 'mode' | 'timers' | 'maxKeys' | 'finish' | 'kept'>)
  | { is: 'tone'; longest: number }
  | { is: 'ringing' | 'waiting'; desk: string }
  | { is: 'working' | 'talking' | 'over' }

/** `reply` is the number an answer has to carry. `interrupt` false: it is heard to its end. */
export type PhoneReply = { reply: number; hear: Heard[]; interrupt: boolean; next: Next }

/** What the page is given after each request: the reply, the panels beside the phone as markup by
 * their id, and where the caller stands with the operators. */
export type Shown = {
  call: string
  reply: PhoneReply
  panels: Record<string, string>
  side?: CallerSide
}

type AudioPath = (company: string, language: string, name: string) => string | undefined

/** Replies as JSON, so that the store keeps them byte for byte like any other. */
export function phoneRender(audioPath: AudioPath): Render {
  return (turn) => JSON.stringify(phoneReply(turn, audioPath))
}

function phoneReply(
  { session, events }: { session: Session; events: Event[] },
  audioPath: AudioPath,
): PhoneReply {
  return {
    reply: session.reply,
    hear: events.flatMap((event) =>
      speechOf(event).map((one) => heardOf(one, session.tenant, audioPath)),
    ),
    interrupt: events.every(mayInterrupt),
    next: nextOf(session, events),
  }
}

function mayInterrupt(event: Event): boolean {
  if (event.type === 'said') return event.interrupt
  return event.type !== 'asked' || event.listening.interrupt
}

function speechOf(event: Event): Speech[] {
  if (event.type === 'sought') return event.meanwhile
  return 'speech' in event ? event.speech : []
}

function heardOf(speech: Speech, company: string, audioPath: AudioPath): Heard {
  if (speech.kind === 'pause') return { pause: speech.pause }
  const { text, language } = speech
  return speech.kind === 'audio'
    ? { text, language, audio: audioPath(company, language, speech.audio) }
    : { text, language }
}

function nextOf(session: Session, events: Event[]): Next {
  if (session.status === 'ended') return { is: 'over' }
  if (session.working) return { is: 'working' }
  const asked = events.findLast((event) => event.type === 'asked')
  if (asked?.listening.mode === 'tone')
    return { is: 'tone', longest: asked.listening.longest ?? asked.listening.timers.absolute }
  if (asked) {
    const { mode, timers, maxKeys, finish, kept } = asked.listening
    return { is: 'listening', mode, timers, maxKeys, finish, kept }
  }
  if (session.closed) return nextOfClosed(session.closed)
  if (isBridged(session)) return { is: 'talking' }
  if (session.queued) return { is: 'waiting', desk: ownName(session.queued.desk) }
  const handoff = events.findLast((event) => event.type === 'handed off')
  return {
    is: 'ringing',
    desk:
      (handoff && labelIn(handoff.handoff, 'en')) ??
      (session.ringing ? ownName(session.ringing.desk) : 'a person'),
  }
}

/** A call to a closed line goes on only where it is sent on. */
const nextOfClosed = ({ sendTo, answered }: NonNullable<Session['closed']>): Next =>
  answered ? { is: 'talking' } : { is: 'ringing', desk: sendTo ?? '' }
