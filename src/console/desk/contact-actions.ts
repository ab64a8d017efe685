// What an operator does with a contact. The guard lets nobody reach one of another company; the
// desk itself says whether it is theirs.
import express, { Router, type Request, type RequestHandler } from 'express'
import type { Contact } from '../../desk/contact.ts'
import type { Control, ControlRefusal } from '../../desk/control.ts'
import type { Runtime } from '../../world/runtime.ts'
import { may } from '../access.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { accountOf } from '../visit.ts'
import { answer, happen, refuseChoice, type Doing } from './doing.ts'
import { sendBack, transfer } from './pass-actions.ts'
import { refuse } from './refusals.ts'
import { revealValue, saveNote, writeLine } from './write-actions.ts'

/** Four thousand letters of three bytes each, written as a form. */
const readNote = express.urlencoded({
  extended: false,
  limit: '64kb',
  parameterLimit: 20,
  inflate: false,
})

export function contactRoutes(runtime: Runtime, holdsDesk: RequestHandler): Router {
  const { store } = runtime
  const router = Router()
  const contactIn = async ({ params }: Request): Promise<Contact | undefined> =>
    typeof params.id === 'string' && params.id.length <= 200 ? store.contact(params.id) : undefined
  const tenantOf = async (req: Request): Promise<string | undefined> =>
    (await contactIn(req))?.tenant
  const answersCalls = may('answer calls', tenantOf)

  /** A route that does something with a contact, and gives why it did not. */
  const on = (
    action: string,
    work: (doing: Doing) => Promise<unknown>,
    { guard = answersCalls, checks = [readForm, holdsDesk] } = {},
  ): void => {
    router.post(`/console/desk/contacts/:id/${action}`, guard, ...checks, async (req, res) => {
      const contact = await contactIn(req)
      const { desk } = runtime
      if (!desk.isOpen || !contact) return refuse(runtime, res, 'no desk', { status: 503 })
      await work({ runtime, desk, contact, by: accountOf(res).id, req, res })
    })
  }

  on('accept', async (doing) => answer(doing, await doing.desk.accept(doing.contact.id, doing.by)))
  on('decline', (doing) => happen(doing, { type: 'declined', by: doing.by }))
  on('release', (doing) => happen(doing, { type: 'released', by: doing.by }))
  on('finish', (doing) => happen(doing, { type: 'wrapped', by: doing.by }))
  on('help', (doing) => happen(doing, { type: 'help asked', by: doing.by, on: isOn(doing) }))
  on('hold', (doing) => control(doing, (line, id, by) => line.hold(id, by, isOn(doing))))
  on('pass-on', (doing) => control(doing, (line, id, by) => line.passOn(id, by)))
  on('cancel-consult', (doing) => control(doing, (line, id, by) => line.cancelConsult(id, by)))
  on('consult', consult)
  on('transfer', transfer)
  on('send-back', sendBack)
  on('say', writeLine)
  // any window may save what was typed in it: nothing typed is lost, whichever holds the desk
  on('notes', saveNote, { checks: [readNote] })
  on('private', revealValue, { guard: may('see private values', tenantOf) })
  return router
}

const isOn = ({ req }: Doing): boolean => formOf(req).text('on') === 'yes'

/** The telephone is asked; when it does not do it, the operator hears so. */
async function control(
  doing: Doing,
  work: (line: Control, contact: string, by: string) => Promise<Contact | ControlRefusal>,
): Promise<void> {
  const { runtime, contact, by, res } = doing
  if (!runtime.control || contact.practice) return refuseChoice(doing)
  try {
    answer(doing, await work(runtime.control, contact.id, by))
  } catch (error) {
    runtime.log.warn(
      { err: error, contact: contact.id },
      'the telephone did not do what an operator asked',
    )
    refuse(runtime, res, 'telephone', { status: 502 })
  }
}

/** Either a number or a colleague is asked, and nobody asks themselves. */
async function consult(doing: Doing): Promise<void> {
  const form = formOf(doing.req)
  const [number, operator] = [form.text('number'), form.text('to-colleague')]
  if ((number === '') === (operator === '') || operator === doing.by) return refuseChoice(doing)
  await control(doing, (line, id, by) =>
    line.consult(id, by, operator === '' ? { number } : { operator }),
  )
}
