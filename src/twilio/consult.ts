// Asking a colleague or somebody outside while the caller is held, and leaving the caller with
// them.
import { callable } from '../desk/callable.ts'
import type { Contact } from '../desk/contact.ts'
import type { Control, ControlRefusal } from '../desk/control.ts'
import {
  callerLeg,
  callIn,
  dismiss,
  holdCaller,
  talkingContact,
  type Switchboard,
} from './conference-legs.ts'
import { addressOf } from './reach-people.ts'

export function consulting(
  board: Switchboard,
): Pick<Control, 'consult' | 'passOn' | 'cancelConsult'> {
  const { rest, desk } = board
  return {
    async consult(id, by, to) {
      const contact = await talkingContact(board, id, by)
      if ('refused' in contact) return contact
      if (contact.legs.guest !== undefined) return { refused: 'busy' }
      const called =
        'operator' in to
          ? await colleagueAddress(board, to.operator, contact)
          : outsideNumber(board, to.number, contact)
      if (typeof called !== 'string') return called
      if (contact.hold === undefined) {
        const held = await holdCaller(board, id, by, true)
        if ('refused' in held) return held
      }
      return callIn(board, contact, 'guest', { from: contact.line, to: called })
    },
    async passOn(id, by) {
      const contact = await talkingContact(board, id, by)
      if ('refused' in contact) return contact
      const { guest } = contact.legs
      if (guest === undefined || !(await rest.takesPart(id, guest)))
        return { refused: 'nobody there' }
      // whichever of the two leaves, the other does not stay alone
      const last = { endConferenceOnExit: true }
      await rest.changeParticipant(id, guest, last)
      await rest.changeParticipant(id, callerLeg(contact), { hold: false, ...last })
      return desk.happened(id, { type: 'passed on', by })
    },
    async cancelConsult(id, by) {
      const contact = await talkingContact(board, id, by)
      if ('refused' in contact) return contact
      const alone = await dismiss(board, contact, 'guest')
      if ('refused' in alone || alone.hold === undefined) return alone
      return holdCaller(board, id, by, false)
    },
  }
}

/** An operator who is asked for advice gets no calls meanwhile. */
async function colleagueAddress(
  { desk, store }: Switchboard,
  id: string,
  contact: Contact,
): Promise<string | ControlRefusal> {
  const found = await desk.operator(id)
  if (!found || found.reach.by === 'text' || !found.tenants.includes(contact.tenant))
    return { refused: 'cannot be called' }
  const presence = (await store.presences()).find(({ operator }) => operator === id)
  const isAway = found.reach.by === 'browser' && (presence?.status ?? 'offline') === 'offline'
  if (presence?.contact !== undefined || isAway) return { refused: 'busy' }
  if (presence?.status === 'ready') {
    const away = await desk.choose(id, { status: 'away', reason: 'with a colleague' })
    if ('refused' in away) return { refused: 'busy' }
  }
  return addressOf(found, contact)
}

function outsideNumber(
  { library }: Switchboard,
  number: string,
  { tenant, line, desk }: Contact,
): string | ControlRefusal {
  const found = callable(number, { line, mayDial: library.desk(tenant, desk, line)?.mayDial ?? [] })
  return 'number' in found ? found.number : { refused: 'cannot be called' }
}
