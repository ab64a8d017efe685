// The customer of a callback: hears who calls, presses 1, and is joined with the operator who
// waits.
import type { RequestHandler } from 'express'
import type { Contact } from '../desk/contact.ts'
import type { Runtime } from '../world/runtime.ts'
import { join } from './conference.ts'
import { hangUp } from './answering.ts'
import { field } from './form-input.ts'
import {
  brought,
  documents,
  endOf,
  heldBy,
  keepLeg,
  legAddress,
  reports,
  twimlOf,
  type Leg,
  type LegReply,
} from './leg-address.ts'
import { speaker, type Context } from './speak.ts'
import { sentence, spoken, words } from './words.ts'

const PRESS = 8

/** Without the 1 nobody is joined, so that a voicemail box never reaches an operator. */
export function callbackHandlers(
  runtime: Runtime,
  context: Context,
): Record<'called' | 'answer' | 'left' | 'status', RequestHandler> {
  const called: LegReply = async (asked) => {
    const contact = await heldBy(runtime, asked, 'caller')
    if (contact?.status !== 'briefed') return notNow(asked)
    const invitation = [
      spoken(brandOf(runtime, contact), contact.language),
      words('press 1 for the call', contact.language),
    ]
    return twimlOf((response) => {
      const gather = response.gather({
        action: legAddress(context.base, 'callback/answer', contact, asked.operator),
        numDigits: 1,
        timeout: PRESS,
      })
      speaker(context)(gather, [...invitation, { kind: 'pause', pause: 2000 }, ...invitation])
      response.hangup()
    })
  }

  const answer: LegReply = async (asked) => {
    if (field(asked.form, 'Digits') !== '1') return hangUp()
    const contact = await brought(
      runtime,
      asked,
      'caller',
      { type: 'talking', by: asked.operator },
      ['talking'],
    )
    return contact
      ? twimlOf((response) =>
          join(
            response,
            contact.id,
            legAddress(context.base, 'callback/left', contact, asked.operator),
            context,
          ),
        )
      : notNow(asked)
  }

  const status = async (asked: Leg): Promise<void> => {
    const contact = await heldBy(runtime, asked, 'caller')
    if (contact?.kind !== 'callback') return
    if (endOf(asked.form) === undefined) return keepLeg(runtime, contact, asked, 'caller')
    if (contact.status === 'briefed' || contact.status === 'talking')
      await runtime.desk.happened(
        contact.id,
        contact.status === 'talking' ? { type: 'caller left' } : { type: 'not reached' },
      )
  }

  const notNow = async ({ contact: id }: Leg): Promise<string> =>
    sentence('call back later', (await runtime.store.contact(id))?.language ?? 'en-US', context)

  return {
    called: documents(runtime, called),
    answer: documents(runtime, answer),
    left: documents(runtime, () => Promise.resolve(hangUp())),
    status: reports(runtime, status),
  }
}

/** Whom the customer knows: the brand of the line, else the line's name. */
function brandOf({ library }: Runtime, { line: number }: Contact): string {
  const line = library.line(number)
  return `${line?.values.brand ?? line?.name ?? number}.`
}
