// A call that finds its line closed: it hears the closing words before its flow, then is sent on to a
// number, or is over. It never reaches a step.
import { draftOf, type Draft } from './draft.ts'
import type { Input, Started } from './input.ts'
import { voiceOf } from './prompt-words.ts'
import type { Session } from './session.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { speakText, type Speech } from '../say/speech.ts'

type Turn = Pick<Draft, 'session' | 'events' | 'understood'>

/** The closing words: in the language the call begins in, then in the others of its flow, since
 * nobody has asked yet which one the caller speaks. */
function closingWords({ root }: Machine, first: string, texts: Record<string, string>): Speech[] {
  const tags = root.languages.map(({ tag }) => tag)
  const spoken = [first, ...tags.filter((tag) => tag !== first)]
  const scope = { prefix: '', flow: root }
  return spoken.flatMap((tag) => speakText(voiceOf(scope, tag), texts[tag] ?? ''))
}

/** The first turn of a call to a closed line, from the session it would begin with. */
export function beginClosed(
  machine: Machine,
  session: Session,
  { closed, at }: { closed: NonNullable<Started['closed']>; at: number },
): Turn {
  const { of, texts, sendTo } = closed
  const draft = draftOf(machine, session, at)
  draft.session.closed = { of, ...(sendTo !== undefined && { sendTo }) }
  draft.session.reason = 'called a closed line'
  const speech = closingWords(machine, session.language, texts)
  draft.events.push({ type: 'closed', of, speech, ...(sendTo !== undefined && { sendTo }) })
  return sendTo === undefined ? end(draft, 'hang up') : turnOf(draft)
}

/** What comes of a call that was sent on; undefined for what does not fit there. */
export function resumeClosed(machine: Machine, session: Session, input: Input): Turn | undefined {
  const draft = draftOf(machine, session, input.at)
  switch (input.type) {
    case 'answered':
      draft.session.closed = session.closed && { ...session.closed, answered: true }
      return turnOf(draft)
    case 'dial ended':
    case 'unanswered':
      return end(draft, 'hang up')
    case 'hung up':
      return end(draft, 'hung up')
    default:
      return undefined
  }
}

const turnOf = ({ session, events, understood }: Draft): Turn => ({ session, events, understood })

/** Nothing that the flow does after a call belongs to one that never reached it. */
function end(draft: Draft, how: 'hang up' | 'hung up'): Turn {
  draft.session.status = 'ended'
  draft.session.state.leaf = 'over'
  draft.events.push({ type: 'ended', how })
  return turnOf(draft)
}
