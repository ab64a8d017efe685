// What an operator and a supervisor do with a conversation over the telephone: hold, mute, consult,
// pass on, listen in.
import { callable } from '../desk/callable.ts'
import type { Contact } from '../desk/contact.ts'
import type { Operator } from '../desk/operator.ts'
import type { Control, ControlRefusal, Supervision } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { address } from './address.ts'
import { musicAddress } from './conference.ts'
import { addressOf } from './reach-people.ts'
import type { Rest } from './rest.ts'
import type { Context } from './speak.ts'

/** How long a second party is rung, s. */
const RINGS = 30

const listening: Record<Supervision, { muted: boolean; coaching: boolean }> = {
  listen: { muted: true, coaching: false },
  whisper: { muted: false, coaching: true },
  barge: { muted: false, coaching: false },
}

export function telephoneControl(
  { store, library, desk }: Pick<Runtime, 'store' | 'library' | 'desk'>,
  rest: Rest,
  { base }: Context,
): Control {
  const talking = async (id: string, by?: string): Promise<Contact | ControlRefusal> => {
    const contact = await store.contact(id)
    if (!contact || (by !== undefined && contact.operator !== by)) return { refused: 'not yours' }
    return contact.status === 'talking' ? contact : { refused: 'too late' }
  }

  const setHold = (contact: Contact, on: boolean): Promise<void> =>
    rest.changeParticipant(
      contact.id,
      callerLeg(contact),
      on
        ? { hold: true, holdUrl: musicAddress(base, contact.id), holdMethod: 'POST' }
        : { hold: false },
    )

  /** Kept first, then done; when it could not be done it is taken back. */
  const hold: Control['hold'] = async (id, by, on) => {
    const held = await desk.happened(id, { type: 'held', by, on })
    if ('refused' in held) return held
    try {
      await setHold(held, on)
      return held
    } catch (error) {
      await desk.happened(id, { type: 'held', by, on: !on })
      throw error
    }
  }

  /** Calls somebody into the conference, and keeps their leg; one that came too late is hung up. */
  const invite = async (
    contact: Contact,
    name: 'guest' | 'supervisor',
    options: Parameters<Rest['invite']>[1],
  ): Promise<Contact | ControlRefusal> => {
    const report = address(base, 'guest/status', { contact: contact.id, name })
    const leg = await rest.invite(contact.id, {
      beep: 'false',
      earlyMedia: true,
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      timeout: RINGS,
      waitUrl: musicAddress(base, contact.id),
      statusCallback: report,
      statusCallbackEvent: ['completed'],
      ...options,
    })
    const kept = await desk.happened(contact.id, {
      type: 'leg made',
      by: contact.operator ?? '',
      name,
      leg,
    })
    if ('refused' in kept || kept.status !== 'talking') {
      await rest.end(leg)
      return { refused: 'too late' }
    }
    return kept
  }

  /** An operator who is asked for advice gets no calls meanwhile. */
  const colleague = async (id: string, contact: Contact): Promise<string | ControlRefusal> => {
    const found = await desk.operator(id)
    if (!found || found.reach.by === 'text' || !found.tenants.includes(contact.tenant))
      return { refused: 'cannot be called' }
    const presence = (await store.presences()).find(({ operator }) => operator === id)
    if (
      presence?.contact !== undefined ||
      (found.reach.by === 'browser' && (!presence || presence.status === 'offline'))
    )
      return { refused: 'busy' }
    if (presence?.status === 'ready') {
      const away = await desk.choose(id, { status: 'away', reason: 'with a colleague' })
      if ('refused' in away) return { refused: 'busy' }
    }
    return addressOf(found, contact)
  }

  const outside = (number: string, contact: Contact): string | ControlRefusal => {
    const found = callable(number, {
      line: contact.line,
      mayDial: library.desk(contact.desk)?.mayDial ?? [],
    })
    return 'number' in found ? found.number : { refused: 'cannot be called' }
  }

  const dismiss = async (
    contact: Contact,
    name: 'guest' | 'supervisor',
  ): Promise<Contact | ControlRefusal> => {
    const leg = contact.legs[name]
    if (leg === undefined) return { refused: 'too late' }
    await rest.end(leg)
    const gone = await desk.happened(contact.id, { type: 'leg over', name, leg })
    // its own report may have been first
    return 'refused' in gone ? ((await store.contact(contact.id)) ?? gone) : gone
  }

  return {
    hold,
    async mute(id, by, on) {
      const contact = await talking(id, by)
      if ('refused' in contact) return contact
      const { operator } = contact.legs
      if (operator === undefined) return { refused: 'too late' }
      await rest.changeParticipant(contact.id, operator, { muted: on })
      return contact
    },
    async consult(id, by, to) {
      const contact = await talking(id, by)
      if ('refused' in contact) return contact
      if (contact.legs.guest !== undefined) return { refused: 'busy' }
      const called =
        'operator' in to ? await colleague(to.operator, contact) : outside(to.number, contact)
      if (typeof called !== 'string') return called
      if (contact.hold === undefined) {
        const held = await hold(id, by, true)
        if ('refused' in held) return held
      }
      return invite(contact, 'guest', { from: contact.line, to: called })
    },
    async passOn(id, by) {
      const contact = await talking(id, by)
      if ('refused' in contact) return contact
      const { guest } = contact.legs
      if (guest === undefined || !(await rest.takesPart(id, guest)))
        return { refused: 'nobody there' }
      // whichever of the two leaves, the other does not stay alone
      await rest.changeParticipant(id, guest, { endConferenceOnExit: true })
      await rest.changeParticipant(id, callerLeg(contact), {
        hold: false,
        endConferenceOnExit: true,
      })
      return desk.happened(id, { type: 'passed on', by })
    },
    async cancelConsult(id, by) {
      const contact = await talking(id, by)
      if ('refused' in contact) return contact
      const alone = await dismiss(contact, 'guest')
      if ('refused' in alone || alone.hold === undefined) return alone
      return hold(id, by, false)
    },
    async supervise(id, supervisor, mode) {
      const contact = await talking(id)
      if ('refused' in contact) return contact
      const { operator, supervisor: there } = contact.legs
      if (operator === undefined) return { refused: 'too late' }
      const how = {
        ...listening[mode],
        ...(listening[mode].coaching && { callSidToCoach: operator }),
      }
      if (there !== undefined) {
        await rest.changeParticipant(id, there, how)
        return contact
      }
      return reachable(supervisor)
        ? invite(contact, 'supervisor', {
            from: contact.line,
            to: addressOf(supervisor, contact),
            ...how,
          })
        : { refused: 'cannot be called' }
    },
    async stopSupervising(id) {
      const contact = await store.contact(id)
      return contact ? dismiss(contact, 'supervisor') : { refused: 'too late' }
    },
  }
}

const reachable = ({ reach }: Operator): boolean => reach.by !== 'text'

/** The caller's own call; of a callback, the one that we made. */
const callerLeg = (contact: Contact): string =>
  contact.kind === 'callback' ? (contact.legs.caller ?? '') : contact.callId
