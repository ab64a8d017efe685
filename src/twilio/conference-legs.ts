// Legs of a conversation while it goes on: the caller held, others called in and let go.
import type { Contact } from '../desk/contact.ts'
import type { ControlRefusal } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { address } from './address.ts'
import { musicAddress } from './conference.ts'
import type { Rest } from './rest.ts'

/** What steering a conversation works with. `base` is the public address. */
export type Switchboard = Pick<Runtime, 'store' | 'library' | 'desk'> & { rest: Rest; base: string }

/** Who comes in besides operator and caller. */
export type Guest = 'guest' | 'supervisor'

/** How long a second party is rung, s. */
const RINGS = 30

/** The contact while it is talked to, by this operator if one is named. */
export async function talkingContact(
  { store }: Switchboard,
  id: string,
  by?: string,
): Promise<Contact | ControlRefusal> {
  const contact = await store.contact(id)
  if (!contact || (by !== undefined && contact.operator !== by)) return { refused: 'not yours' }
  return contact.status === 'talking' ? contact : { refused: 'too late' }
}

/** The caller's own call; of a callback, the one that we made. */
export const callerLeg = (contact: Contact): string =>
  contact.kind === 'callback' ? (contact.legs.caller ?? '') : contact.callId

/** Kept first, then done; when it could not be done it is taken back. */
export async function holdCaller(
  { rest, desk, base }: Switchboard,
  id: string,
  by: string,
  on: boolean,
): Promise<Contact | ControlRefusal> {
  const held = await desk.happened(id, { type: 'held', by, on })
  if ('refused' in held) return held
  const music = { hold: true, holdUrl: musicAddress(base, id), holdMethod: 'POST' }
  try {
    await rest.changeParticipant(id, callerLeg(held), on ? music : { hold: false })
    return held
  } catch (error) {
    await desk.happened(id, { type: 'held', by, on: !on })
    throw error
  }
}

/** Calls somebody into the conference, and keeps their leg; one that came too late is hung up. */
export async function callIn(
  { rest, desk, base }: Switchboard,
  contact: Contact,
  name: Guest,
  options: Parameters<Rest['invite']>[1],
): Promise<Contact | ControlRefusal> {
  const leg = await rest.invite(contact.id, {
    beep: 'false',
    earlyMedia: true,
    startConferenceOnEnter: true,
    endConferenceOnExit: false,
    timeout: RINGS,
    waitUrl: musicAddress(base, contact.id),
    statusCallback: address(base, 'guest/status', { contact: contact.id, name }),
    statusCallbackEvent: ['completed'],
    ...options,
  })
  const by = contact.operator ?? ''
  const kept = await desk.happened(contact.id, { type: 'leg made', by, name, leg })
  if (!('refused' in kept) && kept.status === 'talking') return kept
  await rest.end(leg)
  return { refused: 'too late' }
}

export async function dismiss(
  { rest, desk, store }: Switchboard,
  contact: Contact,
  name: Guest,
): Promise<Contact | ControlRefusal> {
  const leg = contact.legs[name]
  if (leg === undefined) return { refused: 'too late' }
  await rest.end(leg)
  const gone = await desk.happened(contact.id, { type: 'leg over', name, leg })
  // its own report may have been first
  return 'refused' in gone ? ((await store.contact(contact.id)) ?? gone) : gone
}
