// Something an operator does with a contact, and how it is answered.
import type { Request, Response } from 'express'
import type { Contact } from '../../desk/contact.ts'
import type { ControlRefusal } from '../../desk/control.ts'
import type { Happening, Refusal } from '../../desk/happening.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Runtime } from '../../world/runtime.ts'
import { refuse } from './refusals.ts'

/** `by` is the operator's id. */
export type Doing = {
  runtime: Runtime
  desk: Desk
  contact: Contact
  by: string
  req: Request
  res: Response
}

/** Says that it was done, or why not. */
export const answer = (
  { runtime, res }: Doing,
  outcome: Contact | Refusal | ControlRefusal,
): void =>
  'refused' in outcome ? refuse(runtime, res, outcome.refused) : void res.json({ done: true })

/** Lets it happen at the desk, which says whether it may. */
export const happen = async (doing: Doing, happening: Happening): Promise<void> =>
  answer(doing, await doing.desk.happened(doing.contact.id, happening))

/** What was chosen is not there to choose. */
export const refuseChoice = ({ runtime, res }: Doing): void =>
  refuse(runtime, res, 'no such choice', { status: 422 })

export const hasContact = async ({ runtime, contact, by }: Doing): Promise<boolean> =>
  (await runtime.store.presence(by))?.contact === contact.id
