// Legs that take part for a while, a consulted guest's or a supervisor's: their end is told to the
// desk.
import type { RequestHandler } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { field } from './form-input.ts'
import { endOf, reports } from './leg-address.ts'

/** Only the leg that the contact knows under that name counts. */
export function guestStatus(runtime: Runtime): RequestHandler {
  return (req, res, next) => {
    const name = field(req.query, 'name')
    if (name !== 'guest' && name !== 'supervisor') return void res.status(204).end()
    return reports(runtime, async ({ contact, form, leg }) => {
      if (leg !== undefined && endOf(form) !== undefined)
        await runtime.desk.happened(contact, { type: 'leg over', name, leg })
    })(req, res, next)
  }
}
