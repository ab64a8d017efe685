// The operator's leg: invited, briefed by a whisper, joined with the caller; and what becomes of
// the contact when it ends.
import type { RequestHandler } from 'express'
import type { Speech } from '../say/speech.ts'
import type { Contact, ContactStatus } from '../desk/contact.ts'
import { handedOffIn } from '../desk/enqueue.ts'
import { phrase } from '../languages/language.ts'
import { hangUp } from './answering.ts'
import { join } from './conference.ts'
import type { Edge } from './edge.ts'
import { field } from './form-input.ts'
import {
  bring,
  documents,
  endOf,
  heldBy,
  inviteToPress,
  keepLeg,
  legAddress,
  reports,
  tooLate,
  twimlOf,
  type Leg,
} from './leg-address.ts'
import { plainSpeaker, speaker } from './speak.ts'
import { shorten, speakPlainly, words } from './words.ts'

/** While the 1 is waited for after each invitation, seconds. */
const PRESS = 5

/** What the end of a leg means before the conversation. */
const ENDED_BEFORE = new Map<ContactStatus, 'missed' | 'leg failed'>([
  ['offered', 'missed'],
  ['accepted', 'leg failed'],
  ['briefed', 'leg failed'],
])

/** The statuses at which an operator's leg may still begin. */
const BEFORE_TALK: readonly ContactStatus[] = ['offered', 'accepted', 'briefed']

/**
 * A telephone may be answered by a voicemail box or a child: it hears only "press 1 to take the
 * call", and without the 1 that leg ends. In the browser the operator took the call by a click and
 * has the card on the screen, so they are joined at once.
 */
export function operatorHandlers(
  edge: Edge,
): Record<'leg' | 'answer' | 'join' | 'left' | 'status', RequestHandler> {
  const { runtime } = edge
  return {
    leg: documents(runtime, (asked) => invite(edge, asked)),
    answer: documents(runtime, (asked) => answer(edge, asked)),
    join: documents(runtime, (asked) => joinCaller(edge, asked)),
    left: documents(runtime, () => Promise.resolve(hangUp())),
    status: reports(runtime, (asked) => noteStatus(edge, asked)),
  }
}

const reachOf = async ({ runtime }: Edge, { operator }: Leg) =>
  (await runtime.desk.operator(operator))?.reach

async function invite(edge: Edge, asked: Leg): Promise<string> {
  const contact = await heldBy(edge.runtime, asked, 'operator')
  const reach = await reachOf(edge, asked)
  if (!contact || !reach || !BEFORE_TALK.includes(contact.status)) return tooLate(edge, asked)
  if (reach.by === 'browser') return brief(edge, asked, [])
  const { language } = contact
  const action = legAddress(edge.context.base, 'operator/answer', contact, asked.operator)
  const invitation = speakPlainly(phrase('take the call', language), language)
  return inviteToPress(edge, action, { words: [invitation], seconds: PRESS })
}

async function answer(edge: Edge, asked: Leg): Promise<string> {
  const { runtime } = edge
  const contact = await heldBy(runtime, asked, 'operator')
  const reach = await reachOf(edge, asked)
  if (!contact || !reach) return tooLate(edge, asked)
  const by = asked.operator
  if (field(asked.form, 'Digits') !== '1') {
    await runtime.desk.happened(contact.id, { type: 'declined', by })
    return hangUp()
  }
  const taken = await bring(runtime, asked, {
    name: 'operator',
    happening: { type: 'accepted', by, reach },
    at: ['accepted', 'briefed'],
  })
  return taken ? brief(edge, asked, shorten(await whisperOf(edge, taken))) : tooLate(edge, asked)
}

async function brief(edge: Edge, asked: Leg, whisper: Speech[]): Promise<string> {
  const { runtime, context } = edge
  const contact = await bring(runtime, asked, {
    name: 'operator',
    happening: { type: 'briefed', by: asked.operator },
    at: ['briefed'],
  })
  if (!contact) return tooLate(edge, asked)
  return twimlOf((response) => {
    speaker(context, contact.tenant)(response, whisper)
    response.redirect(legAddress(context.base, 'operator/join', contact, asked.operator))
  })
}

/** The operator is there first, and hears music until the caller comes; the customer of a callback
 * is called meanwhile. */
async function joinCaller(edge: Edge, asked: Leg): Promise<string> {
  const { context } = edge
  const contact = await readyToTalk(edge, asked)
  if (!contact) return tooLate(edge, asked)
  const record = (await handOffOf(edge, contact))?.record ?? false
  const action = legAddress(context.base, 'operator/left', contact, asked.operator)
  return twimlOf((response) => {
    if (contact.kind === 'callback')
      plainSpeaker(context)(response, [words('calling the customer', contact.language)])
    join(response, { contact: contact.id, action, record }, context)
  })
}

/** With the customer of a callback they talk only once the customer is there. */
async function readyToTalk({ runtime }: Edge, asked: Leg): Promise<Contact | undefined> {
  const held = await heldBy(runtime, asked, 'operator')
  if (held?.kind === 'callback')
    return held.status === 'briefed' || held.status === 'talking' ? held : undefined
  const happening = { type: 'talking', by: asked.operator } as const
  return bring(runtime, asked, { name: 'operator', happening, at: ['talking'] })
}

/** A telephone that hangs up was put down by its operator; a browser that goes without a word from
 * the console lost its line. */
async function noteStatus(edge: Edge, asked: Leg): Promise<void> {
  const { runtime } = edge
  const contact = await heldBy(runtime, asked, 'operator')
  if (!contact) return
  if (endOf(asked.form) === undefined) return keepLeg(runtime, contact, asked, 'operator')
  const talked = (await reachOf(edge, asked))?.by === 'browser' ? 'dropped' : 'released'
  const type = contact.status === 'talking' ? talked : ENDED_BEFORE.get(contact.status)
  if (type !== undefined) await runtime.desk.happened(contact.id, { type, by: asked.operator })
}

/** The whisper is part of the turn that handed the call off, so it is found in the call's log. */
async function handOffOf({ runtime }: Edge, { id, callId }: Contact) {
  const turns = await runtime.store.turns(callId)
  return handedOffIn(
    turns.flatMap((turn) => turn.events),
    id,
  )
}

async function whisperOf(edge: Edge, contact: Contact): Promise<Speech[]> {
  try {
    return (await handOffOf(edge, contact))?.whisper ?? []
  } catch (err) {
    edge.runtime.log.error(
      { err, contact: contact.id },
      'the whisper failed; operator and caller are connected without it',
    )
    return []
  }
}
