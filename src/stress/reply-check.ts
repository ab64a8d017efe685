// What every reply owes the telephone: TwiML that can be read, and after each question a way back
// to us.
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { twiml } from '../twilio/twiml.ts'
import { PUBLIC_URL } from './stress-runtime.ts'
import { xmlFault } from './twiml-reader.ts'

/** What is wrong with the reply to a turn, or nothing. */
export function replyFault({
  session,
  events,
}: {
  session: Session
  events: Event[]
}): string | undefined {
  // work that was done within the turn needs no filler
  const spoken = events.filter(
    (event) => event.type !== 'sought' || event.effect.key === session.working?.key,
  )
  return twimlFault(
    twiml({ session, events: spoken }, { base: PUBLIC_URL, audioUrl: () => undefined }),
  )
}

const LARGEST = 64 * 1024

export function twimlFault(xml: string): string | undefined {
  const fault = xmlFault(xml)
  if (fault !== undefined) return `the reply cannot be read: ${fault}`
  if (Buffer.byteLength(xml) > LARGEST) return 'the reply is over 64 kB'
  // a document that ends with a question and no redirect hangs up on whoever is silent
  if (
    /(<Redirect>[^<]*<\/Redirect>|<Hangup\/>|<\/Dial>|<\/Enqueue>|<Reject[^>]*\/>)<\/Response>$/.test(
      xml,
    )
  )
    return undefined
  return `the reply has no way on at its end: ${xml.slice(-120)}`
}
