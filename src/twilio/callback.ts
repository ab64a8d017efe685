// The customer of a callback: hears who calls, presses 1, and is joined with the operator who
// waits.
import type { RequestHandler } from 'express'
import type { Contact } from '../desk/contact.ts'
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
  twimlOf,
  type Leg,
} from './leg-address.ts'
import { sentence, speakPlainly, words } from './words.ts'

/** While the 1 is waited for after each invitation, seconds. */
const PRESS = 8

/** Without the 1 nobody is joined, so that a voicemail box never reaches an operator. */
export function callbackHandlers(
  edge: Edge,
): Record<'called' | 'answer' | 'left' | 'status', RequestHandler> {
  const { runtime } = edge
  return {
    called: documents(runtime, (asked) => inviteCustomer(edge, asked)),
    answer: documents(runtime, (asked) => answer(edge, asked)),
    left: documents(runtime, () => Promise.resolve(hangUp())),
    status: reports(runtime, (asked) => noteStatus(edge, asked)),
  }
}

async function inviteCustomer(edge: Edge, asked: Leg): Promise<string> {
  const contact = await heldBy(edge.runtime, asked, 'caller')
  if (contact?.status !== 'briefed') return notNow(edge, asked)
  const { language } = contact
  const action = legAddress(edge.context.base, 'callback/answer', contact, asked.operator)
  const invitation = [
    speakPlainly(brandOf(edge, contact), language),
    words('press 1 for the call', language),
  ]
  return inviteToPress(edge, action, { words: invitation, seconds: PRESS })
}

async function answer(edge: Edge, asked: Leg): Promise<string> {
  const { runtime, context } = edge
  if (field(asked.form, 'Digits') !== '1') return hangUp()
  const contact = await bring(runtime, asked, {
    name: 'caller',
    happening: { type: 'talking', by: asked.operator },
    at: ['talking'],
  })
  if (!contact) return notNow(edge, asked)
  const action = legAddress(context.base, 'callback/left', contact, asked.operator)
  return twimlOf((response) => join(response, { contact: contact.id, action }, context))
}

async function noteStatus({ runtime }: Edge, asked: Leg): Promise<void> {
  const contact = await heldBy(runtime, asked, 'caller')
  if (contact?.kind !== 'callback') return
  if (endOf(asked.form) === undefined) return keepLeg(runtime, contact, asked, 'caller')
  if (contact.status === 'talking') await runtime.desk.happened(contact.id, { type: 'caller left' })
  else if (contact.status === 'briefed')
    await runtime.desk.happened(contact.id, { type: 'not reached' })
}

async function notNow({ runtime, context }: Edge, { contact: id }: Leg): Promise<string> {
  const contact = await runtime.store.contact(id)
  return sentence('call back later', contact?.language ?? 'en-US', context)
}

/** Whom the customer knows: the brand of the line, else the line's name. */
function brandOf({ runtime: { library } }: Edge, { line: number }: Contact): string {
  const line = library.line(number)
  return `${line?.values.brand ?? line?.name ?? number}.`
}
