// The operator's leg: invited, briefed by a whisper, joined with the caller; and what becomes of
// the contact when it ends.
import type { RequestHandler } from 'express'
import type { Contact, ContactStatus } from '../desk/contact.ts'
import { handedOffIn } from '../desk/enqueue.ts'
import type { Runtime } from '../world/runtime.ts'
import { phrase } from '../languages/language.ts'
import { hangUp } from './answering.ts'
import { join } from './conference.ts'
import { field } from './form-input.ts'
import {
  brought,
  documents,
  endOf,
  heldBy,
  keepLeg,
  legAddress,
  reports,
  tooLate,
  twimlOf,
  type Leg,
  type LegReply,
} from './leg-address.ts'
import { speaker, type Context } from './speak.ts'
import { shortened, spoken, words } from './words.ts'
import type { Speech } from '../say/speech.ts'

/** While the 1 is waited for after each invitation, seconds. */
const PRESS = 5

/** What the end of a leg means before the conversation. */
const endedBefore = new Map<ContactStatus, 'missed' | 'leg failed'>([
  ['offered', 'missed'],
  ['accepted', 'leg failed'],
  ['briefed', 'leg failed'],
])

/**
 * A telephone may be answered by a voicemail box or a child: it hears only "press 1 to take the
 * call", and without the 1 that leg ends.
 * In the browser the operator took the call by a click and has the card on the screen, so they are
 * joined at once.
 */
export function operatorHandlers(
  runtime: Runtime,
  context: Context,
): Record<'leg' | 'answer' | 'join' | 'left' | 'status', RequestHandler> {
  const reachOf = async (id: string) => (await runtime.desk.operator(id))?.reach

  const leg: LegReply = async (asked) => {
    const contact = await heldBy(runtime, asked, 'operator')
    const reach = await reachOf(asked.operator)
    if (!contact || !reach || !['offered', 'accepted', 'briefed'].includes(contact.status))
      return tooLate(runtime, asked, context)
    if (reach.by === 'browser') return brief(asked, [])
    const invitation = spoken(phrase('take the call', contact.language), contact.language)
    return twimlOf((response) => {
      const gather = response.gather({
        action: legAddress(context.base, 'operator/answer', contact, asked.operator),
        numDigits: 1,
        timeout: PRESS,
      })
      speaker(context)(gather, [invitation, { kind: 'pause', pause: 2000 }, invitation])
      response.hangup()
    })
  }

  const answer: LegReply = async (asked) => {
    const contact = await heldBy(runtime, asked, 'operator')
    const reach = await reachOf(asked.operator)
    if (!contact || !reach) return tooLate(runtime, asked, context)
    if (field(asked.form, 'Digits') !== '1') {
      await runtime.desk.happened(contact.id, { type: 'declined', by: asked.operator })
      return hangUp()
    }
    const taken = await brought(
      runtime,
      asked,
      'operator',
      { type: 'accepted', by: asked.operator, reach },
      ['accepted', 'briefed'],
    )
    return taken
      ? brief(asked, shortened(await whisperOf(taken)))
      : tooLate(runtime, asked, context)
  }

  const brief = async (asked: Leg, whisper: Speech[]): Promise<string> => {
    const contact = await brought(
      runtime,
      asked,
      'operator',
      { type: 'briefed', by: asked.operator },
      ['briefed'],
    )
    if (!contact) return tooLate(runtime, asked, context)
    return twimlOf((response) => {
      speaker(context)(response, whisper)
      response.redirect(legAddress(context.base, 'operator/join', contact, asked.operator))
    })
  }

  /** The operator is there first, and hears music until the caller comes; the customer of a
   * callback is called meanwhile. */
  const joined: LegReply = async (asked) => {
    const held = await heldBy(runtime, asked, 'operator')
    const calledBack = held?.kind === 'callback'
    const contact = calledBack
      ? held.status === 'briefed' || held.status === 'talking'
        ? held
        : undefined
      : await brought(runtime, asked, 'operator', { type: 'talking', by: asked.operator }, [
          'talking',
        ])
    if (!contact) return tooLate(runtime, asked, context)
    const record = (await handedOff(contact))?.record ?? false
    return twimlOf((response) => {
      if (calledBack) speaker(context)(response, [words('calling the customer', contact.language)])
      join(
        response,
        contact.id,
        legAddress(context.base, 'operator/left', contact, asked.operator),
        context,
        { record },
      )
    })
  }

  /** A telephone that hangs up was put down by its operator; a browser that goes without a word
   * from the console lost its line. */
  const status = async (asked: Leg): Promise<void> => {
    const contact = await heldBy(runtime, asked, 'operator')
    if (!contact) return
    if (endOf(asked.form) === undefined) return keepLeg(runtime, contact, asked, 'operator')
    const by = asked.operator
    const talked = (await reachOf(by))?.by === 'browser' ? 'dropped' : 'released'
    const type = contact.status === 'talking' ? talked : endedBefore.get(contact.status)
    if (type !== undefined) await runtime.desk.happened(contact.id, { type, by })
  }

  /** The whisper is part of the turn that handed the call off, so it is found in the call's log. */
  const handedOff = async ({ id, callId }: Contact) =>
    handedOffIn(
      (await runtime.store.turns(callId)).flatMap((turn) => turn.events),
      id,
    )
  const whisperOf = async (contact: Contact): Promise<Speech[]> => {
    try {
      return (await handedOff(contact))?.whisper ?? []
    } catch (error) {
      runtime.log.error(
        { err: error, contact: contact.id },
        'the whisper failed; operator and caller are connected without it',
      )
      return []
    }
  }

  return {
    leg: documents(runtime, leg),
    answer: documents(runtime, answer),
    join: documents(runtime, joined),
    left: documents(runtime, () => Promise.resolve(hangUp())),
    status: reports(runtime, status),
  }
}
