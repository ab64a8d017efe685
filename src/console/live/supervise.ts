// A supervisor comes into a conversation, changes how they are there, or leaves it.
import type { Request, RequestHandler } from 'express'
import type { Contact } from '../../desk/contact.ts'
import type { Supervision } from '../../desk/control.ts'
import { formOf } from '../../pages/form.ts'
import { can } from '../../staff/permissions.ts'
import type { Runtime } from '../../world/runtime.ts'
import { audit } from '../access.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { operatorPath, warnOfForgery } from './operator.ts'
import { talkingSince } from './rows.ts'
import { liveWords } from './words.ts'

const modes: (Supervision | 'stop')[] = ['listen', 'whisper', 'barge', 'stop']

/** The company of the contact, where the visitor may listen in. */
export function tenantOfContact(runtime: Runtime) {
  return async (req: Request): Promise<string | undefined> => {
    const account = req.res && visitOf(req.res).account
    const contact = await runtime.store.contact(String(req.params.id))
    if (account && contact && can(account, 'listen in', contact.tenant)) return contact.tenant
    warnOfForgery(runtime, account, 'contact')
    return undefined
  }
}

export function supervise(runtime: Runtime): RequestHandler {
  return async (req, res) => {
    const { store, control } = runtime
    const contact = await store.contact(String(req.params.id))
    const mode = modes.find((one) => one === formOf(req).text('mode'))
    if (!mode) return problemPage(res, 400)
    if (!contact || !control) return problemPage(res, 404)
    const { id, tenant, operator, status } = contact
    if (mode === 'stop') await control.stopSupervising(id)
    else {
      const isGoing = status === 'talking' && operator !== undefined
      const outcome = isGoing && (await control.supervise(id, accountOf(res).operator, mode))
      if (!outcome || 'refused' in outcome)
        return problemPage(res, 409, liveWords[visitOf(res).language].tooLate)
    }
    await audit(runtime, req, {
      action: mode === 'stop' ? 'listening stopped' : 'listening started',
      tenant,
      object: operator,
      details: detailsOf(contact, mode),
    })
    const path = operator === undefined ? '/console/live' : `${operatorPath(operator)}?told=${mode}`
    res.redirect(303, path)
  }
}

const detailsOf = (contact: Contact, mode: Supervision | 'stop') => ({
  contact: contact.id,
  ...(mode !== 'stop' && { mode }),
  ...(contact.status === 'talking' && { since: new Date(talkingSince(contact)).toISOString() }),
})
