// A leg that we called for a contact: which contact, who for, and which offer, and how its webhooks
// are answered.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Contact } from '../desk/contact.ts'
import { holderOf, type Happening } from '../desk/happening.ts'
import type { Runtime } from '../world/runtime.ts'
import { address } from './address.ts'
import { onceMore, sendTwiml } from './answering.ts'
import type { Speech } from '../say/speech.ts'
import type { Edge } from './edge.ts'
import { plainSpeaker } from './speak.ts'
import { callIdOf, field, isOverStatus, type Form } from './form-input.ts'
import { sentence } from './words.ts'

/** Between an invitation and its repetition, ms. */
const PAUSE = 2000

/** What stands in each address of a leg. `offer`: when the contact was offered to that operator, so
 * that nothing of an earlier offer counts. */
export type Leg = { contact: string; operator: string; offer: string; form: Form; leg?: string }

export const legAddress = (
  base: string,
  path: string,
  contact: Contact,
  operator: string,
): string =>
  address(base, path, { contact: contact.id, operator, offer: String(contact.offer?.at ?? 0) })

export type LegReply = (leg: Leg) => Promise<string>

/** A webhook that fails twice is a 503: Twilio asks again, and in the end the leg is over, which
 * its report tells. */
export function legHandler<T>(
  runtime: Runtime,
  work: (leg: Leg) => Promise<T>,
  send: (res: Parameters<RequestHandler>[1], result: T) => void,
): RequestHandler {
  return async (req, res) => {
    const form = (req.body ?? {}) as Form
    const leg = {
      contact: field(req.query, 'contact'),
      operator: field(req.query, 'operator'),
      offer: field(req.query, 'offer'),
      form,
      leg: callIdOf(form),
    }
    const named = { contact: leg.contact, path: req.path }
    const warn = (err: unknown) =>
      runtime.log.warn({ err, ...named }, 'a webhook of a leg failed, and is tried once more')
    try {
      send(res, await onceMore(() => work(leg), warn))
    } catch (err) {
      runtime.log.error({ err, ...named }, 'a webhook of a leg failed')
      res.status(503).type('text/plain').send('callflow: not done, please ask again\n')
    }
  }
}

export const documents = (runtime: Runtime, work: LegReply): RequestHandler =>
  legHandler(runtime, work, sendTwiml)

export const reports = (runtime: Runtime, work: (leg: Leg) => Promise<void>): RequestHandler =>
  legHandler(runtime, work, (res) => void res.status(204).end())

/** The contact as long as it is this operator's by this offer; `name` is what the leg is for. A leg
 * that is not the one that counts gets nothing. */
export async function heldBy(
  runtime: Runtime,
  { contact: id, operator, offer, leg }: Leg,
  name: string,
): Promise<Contact | undefined> {
  const contact = await runtime.store.contact(id)
  if (!contact || holderOf(contact) !== operator || String(contact.offer?.at) !== offer)
    return undefined
  // the id of a leg may be written down after its first webhook
  return contact.legs[name] === undefined || contact.legs[name] === leg ? contact : undefined
}

/** Something happens to the contact, or has happened already: a webhook may come twice. Gives the
 * contact when it then stands at one of `at`. */
export async function bring(
  runtime: Runtime,
  leg: Leg,
  { name, happening, at }: { name: string; happening: Happening; at: readonly Contact['status'][] },
): Promise<Contact | undefined> {
  const contact = await heldBy(runtime, leg, name)
  if (!contact) return undefined
  if (at.includes(contact.status)) return contact
  const after = await runtime.desk.happened(contact.id, happening)
  if (after && !('refused' in after)) return after
  const now = await heldBy(runtime, leg, name)
  return now && at.includes(now.status) ? now : undefined
}

/** The id of a leg is kept by its first report too, in case it could not be when the leg was
 * made. */
export async function keepLeg(
  runtime: Runtime,
  contact: Contact,
  { operator, leg }: Leg,
  name: string,
): Promise<void> {
  if (leg !== undefined && contact.legs[name] === undefined)
    await runtime.desk.happened(contact.id, { type: 'leg made', by: operator, name, leg })
}

/** Whether a report says that the leg is over, and how. */
export const endOf = (form: Form): string | undefined =>
  isOverStatus(field(form, 'CallStatus')) ? field(form, 'CallStatus') : undefined

/** The contact has gone another way meanwhile: one short sentence, and the end. */
export async function tooLate({ runtime, context }: Edge, { contact: id }: Leg): Promise<string> {
  const contact = await runtime.store.contact(id)
  return sentence('no longer waiting', contact?.language ?? 'en-US', context)
}

export function twimlOf(build: (response: VoiceResponse) => void): string {
  const response = new VoiceResponse()
  build(response)
  return response.toString()
}

/** Asks twice for the 1, with a pause between; without it the leg ends. */
export function inviteToPress(
  edge: Edge,
  action: string,
  { words, seconds }: { words: Speech[]; seconds: number },
): string {
  return twimlOf((response) => {
    const gather = response.gather({ action, numDigits: 1, timeout: seconds })
    plainSpeaker(edge.context)(gather, [...words, { kind: 'pause', pause: PAUSE }, ...words])
    response.hangup()
  })
}
