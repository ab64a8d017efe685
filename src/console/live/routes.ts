// The live page of supervisors: the floor, one operator, and what a supervisor does there.
import { Router, type Request, type Response } from 'express'
import type { Supervision } from '../../desk/control.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { Action } from '../../staff/permissions.ts'
import { operatorOf } from '../../staff/account.ts'
import { audit, may, tenantsOf } from '../access.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { can, tenantsFor } from '../../staff/permissions.ts'
import { accountOf, visitOf, type Signed } from '../visit.ts'
import { watchFloor } from './floor.ts'
import { operatorView } from './operator-view.ts'
import { seenBy, talkingSince } from './rows.ts'
import { liveStream, lookOf } from './live-stream.ts'
import { livePage } from './view.ts'
import { liveWords } from './words.ts'

const statuses = ['ready', 'away', 'offline'] as const
const modes: (Supervision | 'stop')[] = ['listen', 'whisper', 'barge', 'stop']

export function liveRoutes(runtime: Runtime): Router {
  const { store, log } = runtime
  const watching = watchFloor(runtime)
  const router = Router()

  /** One of the operator's companies in which the visitor may do this; an operator of other
   * companies alone is nobody here. */
  const whereMay =
    (action: Action) =>
    async (req: Request): Promise<string | undefined> => {
      const account = req.res && visitOf(req.res).account
      const found = account && (await store.account(String(req.params.id)))
      const tenant =
        account &&
        found &&
        operatorOf(found, tenantsOf(runtime)).tenants.find((one) => can(account, action, one))
      if (tenant === undefined) forged(account, 'operator')
      return tenant
    }
  const ofContact = async (req: Request): Promise<string | undefined> => {
    const account = req.res && visitOf(req.res).account
    const contact = await store.contact(String(req.params.id))
    if (!account || !contact || !can(account, 'listen in', contact.tenant)) {
      forged(account, 'contact')
      return undefined
    }
    return contact.tenant
  }
  const forged = (account: Signed | undefined, what: string): void =>
    log.warn(
      { account: account?.id, what },
      'an id was asked for that is not there, or belongs to another company',
    )

  router.get('/console/live', may('see live'), async (_req, res) => {
    const { language } = visitOf(res)
    const seen = seenBy(
      { ...(await watching.floor()), at: runtime.now() },
      tenantsFor(accountOf(res), 'see live'),
    )
    showPage(res, {
      title: liveWords[language].title,
      page: 'live',
      scripts: ['live.js'],
      content: livePage(seen, lookOf(res)),
    })
  })

  router.get('/console/live/events', may('see live'), liveStream(runtime, watching))

  router.get(
    '/console/live/operators/:id',
    may('see live', whereMay('see live')),
    async (req, res) => {
      const told = Object.entries(liveWords[visitOf(res).language].told).find(
        ([name]) => name === req.query.told,
      )?.[1]
      await showOperator(req, res, { told })
    },
  )

  router.post(
    '/console/live/operators/:id/status',
    may('change status of others', whereMay('change status of others')),
    readForm,
    async (req, res) => {
      const id = String(req.params.id)
      const { desk } = runtime
      const form = formOf(req)
      const status = statuses.find((one) => one === form.text('status'))
      const reason = form.text('reason').slice(0, 80)
      if (!status || !desk) return problemPage(res, status ? 404 : 400)
      const before = (await store.presences()).find(({ operator }) => operator === id)
      const after = await desk.choose(id, { status, ...(reason !== '' && { reason }) })
      if ('refused' in after)
        return showOperator(req, res, {
          fault: liveWords[visitOf(res).language].stillRinging,
          status: 409,
        })
      await audit(runtime, req, {
        action: 'status changed',
        tenant: await whereMay('change status of others')(req),
        object: id,
        details: {
          status: {
            before: before?.status ?? 'offline',
            after: after.next?.status ?? after.status,
          },
          ...(reason !== '' && { reason }),
          ...(after.next && { after: 'conversation' }),
        },
      })
      res.redirect(
        303,
        `/console/live/operators/${encodeURIComponent(id)}?told=${after.next ? 'next' : 'status'}`,
      )
    },
  )

  router.post(
    '/console/live/operators/:id/finish',
    may('change status of others', whereMay('change status of others')),
    readForm,
    async (req, res) => {
      const id = String(req.params.id)
      const { desk } = runtime
      const words = liveWords[visitOf(res).language]
      const contact = await store.contact(formOf(req).text('contact'))
      if (!desk || !contact || !can(accountOf(res), 'change status of others', contact.tenant)) {
        forged(accountOf(res), 'contact')
        return problemPage(res, 404)
      }
      const outcome = await desk.happened(contact.id, { type: 'wrapped', by: id })
      if ('refused' in outcome) return showOperator(req, res, { fault: words.tooLate, status: 409 })
      await audit(runtime, req, {
        action: 'wrap-up ended',
        tenant: contact.tenant,
        object: id,
        details: { contact: contact.id },
      })
      res.redirect(303, `/console/live/operators/${encodeURIComponent(id)}?told=finished`)
    },
  )

  router.post(
    '/console/live/contacts/:id/supervise',
    may('listen in', ofContact),
    readForm,
    async (req, res) => {
      const { control } = runtime
      const contact = await store.contact(String(req.params.id))
      const mode = modes.find((one) => one === formOf(req).text('mode'))
      if (!mode || !contact || !control) return problemPage(res, mode ? 404 : 400)
      const { operator } = accountOf(res)
      const talking = contact.operator
      if (mode === 'stop') await control.stopSupervising(contact.id)
      else if (
        contact.status !== 'talking' ||
        talking === undefined ||
        'refused' in (await control.supervise(contact.id, operator, mode))
      )
        return problemPage(res, 409, liveWords[visitOf(res).language].tooLate)
      await audit(runtime, req, {
        action: mode === 'stop' ? 'listening stopped' : 'listening started',
        tenant: contact.tenant,
        object: talking,
        details: {
          contact: contact.id,
          ...(mode !== 'stop' && { mode }),
          ...(contact.status === 'talking' && {
            since: new Date(talkingSince(contact)).toISOString(),
          }),
        },
      })
      res.redirect(
        303,
        talking === undefined
          ? '/console/live'
          : `/console/live/operators/${encodeURIComponent(talking)}?told=${mode}`,
      )
    },
  )
  return router

  async function showOperator(
    req: Request,
    res: Response,
    { told, fault, status }: { told?: string; fault?: string; status?: number },
  ): Promise<void> {
    const account = accountOf(res)
    const at = runtime.now()
    const row = seenBy(
      { ...(await watching.floor()), at },
      tenantsFor(account, 'see live'),
    ).operators.find(({ operator }) => operator.id === req.params.id)
    if (!row) return problemPage(res, 404)
    const change =
      runtime.desk.isOpen &&
      row.operator.tenants.some((tenant) => can(account, 'change status of others', tenant))
    const powers = {
      status: change,
      finish:
        change &&
        row.contact !== undefined &&
        can(account, 'change status of others', row.contact.tenant),
      listen:
        runtime.control !== undefined &&
        row.contact?.status === 'talking' &&
        !row.contact.practice &&
        can(account, 'listen in', row.contact.tenant),
    }
    showPage(res, {
      status,
      title: row.operator.name,
      page: 'live',
      here: `/console/live/operators/${encodeURIComponent(row.operator.id)}`,
      content: operatorView(row, at, lookOf(res), { powers, told, fault }),
    })
  }
}
