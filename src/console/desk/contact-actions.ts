// What an operator does with a contact. The guard lets nobody reach one of another company; the
// desk itself says whether it is theirs.
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Contact } from '../../desk/contact.ts'
import type { Happening, Refusal } from '../../desk/happening.ts'
import type { Desk } from '../../desk/desk.ts'
import type { Control, ControlRefusal } from '../../desk/control.ts'
import type { Runtime } from '../../world/runtime.ts'
import { audit, may } from '../access.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { accountOf } from '../visit.ts'
import { declared, privateValue } from './read-card.ts'
import { refuse } from './refusals.ts'
import { desksOf, outcomesOf } from './desk-state.ts'

/** Characters of a note and of a written line. */
const LONGEST_NOTE = 4000
const LONGEST_LINE = 1000

/** Four thousand letters of three bytes each, written as a form. */
const readNote = express.urlencoded({
  extended: false,
  limit: '64kb',
  parameterLimit: 20,
  inflate: false,
})

type Doing = { contact: Contact; by: string; desk: Desk; req: Request; res: Response }

export function contactRoutes(runtime: Runtime, holdsDesk: RequestHandler): Router {
  const { store, live, log, now } = runtime
  const router = Router()
  const contactIn = async ({ params }: Request): Promise<Contact | undefined> =>
    typeof params.id === 'string' && params.id.length <= 200 ? store.contact(params.id) : undefined
  const tenantOf = async (req: Request): Promise<string | undefined> =>
    (await contactIn(req))?.tenant
  const answers = may('answer calls', tenantOf)
  const hasIt = async ({ id }: Contact, by: string): Promise<boolean> =>
    (await store.presence(by))?.contact === id

  /** A route that does something with a contact, and gives why it did not. */
  const on = (
    action: string,
    work: (doing: Doing) => Promise<unknown>,
    { guard = answers, read = readForm, holds = [holdsDesk] as RequestHandler[] } = {},
  ): void => {
    router.post(`/console/desk/contacts/:id/${action}`, guard, read, ...holds, async (req, res) => {
      const contact = await contactIn(req)
      if (!runtime.desk.isOpen || !contact) return refuse(runtime, res, 'no desk', 503)
      await work({ contact, by: accountOf(res).id, desk: runtime.desk, req, res })
    })
  }
  const answer = ({ res }: Doing, outcome: Contact | Refusal | ControlRefusal): void =>
    'refused' in outcome ? refuse(runtime, res, outcome.refused) : void res.json({ done: true })
  const tell = async (doing: Doing, happening: Happening): Promise<void> =>
    answer(doing, await doing.desk.happened(doing.contact.id, happening))
  /** The telephone is asked; when it does not do it, the operator hears so. */
  const outside = async (doing: Doing, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.warn(
        { err: error, contact: doing.contact.id },
        'the telephone did not do what an operator asked',
      )
      refuse(runtime, doing.res, 'telephone', 502)
    }
  }

  on('accept', async (doing) => answer(doing, await doing.desk.accept(doing.contact.id, doing.by)))
  on('decline', (doing) => tell(doing, { type: 'declined', by: doing.by }))
  on('release', (doing) => tell(doing, { type: 'released', by: doing.by }))
  on('finish', (doing) => tell(doing, { type: 'wrapped', by: doing.by }))
  on('help', (doing) =>
    tell(doing, { type: 'help asked', by: doing.by, on: formOf(doing.req).text('on') === 'yes' }),
  )

  const control =
    (work: (doing: Doing, control: Control) => Promise<Contact | ControlRefusal> | undefined) =>
    (doing: Doing): Promise<unknown> =>
      outside(doing, async () => {
        const outcome =
          runtime.control && !doing.contact.practice
            ? await work(doing, runtime.control)
            : undefined
        if (outcome === undefined) refuse(runtime, doing.res, 'no such choice', 422)
        else answer(doing, outcome)
      })
  on(
    'hold',
    control(({ contact, by, req }, line) =>
      line.hold(contact.id, by, formOf(req).text('on') === 'yes'),
    ),
  )
  on(
    'pass-on',
    control(({ contact, by }, line) => line.passOn(contact.id, by)),
  )
  on(
    'cancel-consult',
    control(({ contact, by }, line) => line.cancelConsult(contact.id, by)),
  )
  on(
    'consult',
    control(({ contact, by, req }, line) => {
      const [number, operator] = [formOf(req).text('number'), formOf(req).text('to-colleague')]
      return (number === '') === (operator === '') || operator === by
        ? undefined
        : line.consult(contact.id, by, operator === '' ? { number } : { operator })
    }),
  )

  on('transfer', async (doing) => {
    const { contact, by, desk, req, res } = doing
    const form = formOf(req)
    const [name, colleague] = [form.text('to-desk'), form.text('to-colleague')]
    const desks = desksOf(runtime, contact.tenant)
    const target = desks.find((one) => one.name === (name === '' ? contact.desk : name))
    if ((name === '') === (colleague === '') || (name !== '' && !target))
      return refuse(runtime, res, 'no such choice', 422)
    if (colleague !== '') {
      const person = (await desk.staff()).find(({ operator }) => operator.id === colleague)
      if (colleague === by || !person?.operator.tenants.includes(contact.tenant))
        return refuse(runtime, res, 'no such choice', 422)
      if (person.presence.status === 'offline') return refuse(runtime, res, 'nobody there')
    }
    await tell(doing, {
      type: 'transferred',
      by,
      waitUntil: now() + (target?.waitAtMost ?? 300_000),
      ...(colleague === '' ? { desk: target } : { operator: colleague }),
    })
  })

  on('send-back', async (doing) => {
    const step = formOf(doing.req).text('to-step')
    const steps =
      doing.contact.kind === 'callback'
        ? []
        : ((await declared(runtime, doing.contact))?.desk['back to']?.value ?? [])
    if (!steps.some(({ value }) => value === step))
      return refuse(runtime, doing.res, 'no such choice', 422)
    await tell(doing, { type: 'sent back', by: doing.by, step })
  })

  // any window may save what was typed in it: nothing typed is lost, whichever holds the desk
  on(
    'notes',
    async ({ contact, by, req, res }) => {
      const { text, outcome, was } = noteIn(req)
      if (text.length > LONGEST_NOTE) return refuse(runtime, res, 'too long', 422)
      if (outcome !== '' && !outcomesOf(runtime, contact).includes(outcome))
        return refuse(runtime, res, 'no such choice', 422)
      if (
        !(await hasIt(contact, by)) &&
        contact.operator !== by &&
        !contact.talks.some(({ operator }) => operator === by)
      )
        return refuse(runtime, res, 'not yours')
      const at = Math.max(now(), was + 1)
      if (
        (await store.saveNote(
          {
            contact: contact.id,
            operator: by,
            tenant: contact.tenant,
            text,
            outcome: outcome === '' ? undefined : outcome,
            at,
          },
          was,
        )) === 'kept'
      )
        return void res.json({ at })
      const kept = (await store.notes(contact.id)).find(({ operator }) => operator === by)
      // the reply to it was lost, and it came a second time
      if (kept?.text === text && (kept.outcome ?? '') === outcome)
        return void res.json({ at: kept.at })
      refuse(runtime, res, 'too late', 409, {
        kept: { text: kept?.text ?? '', outcome: kept?.outcome ?? '', at: kept?.at ?? 0 },
      })
    },
    { read: readNote, holds: [] },
  )

  on('say', async (doing) => {
    const { contact, by, req, res } = doing
    const form = formOf(req)
    const text = form.text('text')
    if (text === '' || text.length > LONGEST_LINE)
      return refuse(runtime, res, text === '' ? 'empty' : 'too long', 422)
    if (!contact.practice || contact.operator !== by || contact.status !== 'talking')
      return refuse(runtime, res, contact.operator === by ? 'too late' : 'not yours')
    // a form that comes twice counts the lines as they were before it
    if (
      (await store.lines(contact.id)).filter(({ who }) => who === 'operator').length !==
      Number(form.text('sent'))
    )
      return refuse(runtime, res, 'sent already')
    await store.saveLine({ contact: contact.id, who: 'operator', text, at: now() })
    live.emit('line', { contact: contact.id })
    res.json({ done: true })
  })

  on(
    'private',
    async ({ contact, by, req, res }) => {
      const slot = formOf(req).text('slot')
      if (!(await hasIt(contact, by))) return refuse(runtime, res, 'not yours')
      const text = await privateValue(runtime, contact, slot)
      if (text === undefined) return refuse(runtime, res, 'no such choice', 422)
      // written down before it is seen
      await audit(runtime, req, {
        action: 'private values seen',
        tenant: contact.tenant,
        object: contact.id,
        details: { slot },
      })
      res.set('Cache-Control', 'no-store').json({ text })
    },
    { guard: may('see private values', tenantOf) },
  )

  return router
}

/** As typed: line breaks stay. `was` is when the note it goes on from was saved. */
function noteIn({ body }: Request): { text: string; outcome: string; was: number } {
  const { text, outcome, was } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >
  const plain = (value: unknown): string => (typeof value === 'string' ? value : '')
  const written = plain(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
  return {
    text: written,
    outcome: plain(outcome),
    was: Math.max(0, Math.trunc(Number(plain(was))) || 0),
  }
}
