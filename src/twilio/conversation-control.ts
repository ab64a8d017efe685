// What an operator and a supervisor do with a conversation over the telephone: hold, mute, consult,
// pass on, listen in.
import type { Control, Supervision } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { callIn, dismiss, holdCaller, talkingContact, type Switchboard } from './conference-legs.ts'
import { consulting } from './consult.ts'
import { addressOf } from './reach-people.ts'
import type { Rest } from './rest.ts'
import type { Context } from './speak.ts'

const HEARD_BY: Record<Supervision, { muted: boolean; coaching: boolean }> = {
  listen: { muted: true, coaching: false },
  whisper: { muted: false, coaching: true },
  barge: { muted: false, coaching: false },
}

export function telephoneControl(
  parts: Pick<Runtime, 'store' | 'library' | 'desk'>,
  rest: Rest,
  { base }: Context,
): Control {
  const board: Switchboard = { ...parts, rest, base }
  return {
    hold: (id, by, on) => holdCaller(board, id, by, on),
    async mute(id, by, on) {
      const contact = await talkingContact(board, id, by)
      if ('refused' in contact) return contact
      const { operator } = contact.legs
      if (operator === undefined) return { refused: 'too late' }
      await rest.changeParticipant(contact.id, operator, { muted: on })
      return contact
    },
    ...consulting(board),
    ...supervising(board),
  }
}

function supervising(board: Switchboard): Pick<Control, 'supervise' | 'stopSupervising'> {
  const { rest, store } = board
  return {
    async supervise(id, supervisor, mode) {
      const contact = await talkingContact(board, id)
      if ('refused' in contact) return contact
      const { operator, supervisor: there } = contact.legs
      if (operator === undefined) return { refused: 'too late' }
      const heard = HEARD_BY[mode]
      const how = { ...heard, ...(heard.coaching && { callSidToCoach: operator }) }
      if (there !== undefined) {
        await rest.changeParticipant(id, there, how)
        return contact
      }
      if (supervisor.reach.by === 'text') return { refused: 'cannot be called' }
      const to = addressOf(supervisor, contact)
      return callIn(board, contact, 'supervisor', { from: contact.line, to, ...how })
    },
    async stopSupervising(id) {
      const contact = await store.contact(id)
      return contact ? dismiss(board, contact, 'supervisor') : { refused: 'too late' }
    },
  }
}
