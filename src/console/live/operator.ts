// One operator on the live page, and what a supervisor changes about them.
import type { Request, RequestHandler, Response } from 'express'
import type { Presence } from '../../desk/operator.ts'
import { formOf } from '../../pages/form.ts'
import { operatorOf } from '../../staff/account.ts'
import { can, tenantsFor, type Action } from '../../staff/permissions.ts'
import type { Runtime } from '../../world/runtime.ts'
import { audit, tenantsOf } from '../access.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf, type Signed } from '../visit.ts'
import type { Watching } from './floor.ts'
import { lookOf } from './live-stream.ts'
import { operatorView, type Powers } from './operator-view.ts'
import { seenBy, type OperatorRow } from './rows.ts'
import { liveWords } from './words.ts'

const statuses = ['ready', 'away', 'offline'] as const
/** Characters of a reason. */
const LONGEST_REASON = 80

const changesOthers: Action = 'change status of others'

export const operatorPath = (id: string): string =>
  `/console/live/operators/${encodeURIComponent(id)}`

/** Ids that were made up are not said to be so, but logged. */
export const warnOfForgery = (
  { log }: Runtime,
  account: Signed | undefined,
  what: 'operator' | 'contact',
): void =>
  log.warn(
    { account: account?.id, what },
    'an id was asked for that is not there, or belongs to another company',
  )

/** One of the operator's companies in which the visitor may do this; an operator of other companies
 * alone is nobody here. */
export function tenantOfOperator(runtime: Runtime, action: Action) {
  return async (req: Request): Promise<string | undefined> => {
    const account = req.res && visitOf(req.res).account
    const found = account && (await runtime.store.account(String(req.params.id)))
    const tenants = found ? operatorOf(found, tenantsOf(runtime)).tenants : []
    const tenant = tenants.find((one) => account && can(account, action, one))
    if (tenant === undefined) warnOfForgery(runtime, account, 'operator')
    return tenant
  }
}

/** `told`: what was done; `fault`: why it was not. */
type Outcome = { told?: string; fault?: string; status?: number }

export async function showOperator(
  runtime: Runtime,
  watching: Watching,
  res: Response,
  { status, ...outcome }: Outcome,
): Promise<void> {
  const account = accountOf(res)
  const at = runtime.now()
  const floor = { ...(await watching.floor()), at }
  const row = seenBy(floor, tenantsFor(account, 'see live')).operators.find(
    ({ operator }) => operator.id === res.req.params.id,
  )
  if (!row) return problemPage(res, 404)
  showPage(res, {
    status,
    title: row.operator.name,
    page: 'live',
    here: operatorPath(row.operator.id),
    content: operatorView(row, at, lookOf(res), {
      ...outcome,
      powers: powersOf(runtime, account, row),
    }),
  })
}

function powersOf(
  { desk, control }: Runtime,
  account: Signed,
  { operator, contact }: OperatorRow,
): Powers {
  const status =
    desk.isOpen && operator.tenants.some((tenant) => can(account, changesOthers, tenant))
  const mayListen = contact !== undefined && can(account, 'listen in', contact.tenant)
  return {
    status,
    finish: status && contact !== undefined && can(account, changesOthers, contact.tenant),
    listen: control !== undefined && mayListen && contact.status === 'talking' && !contact.practice,
  }
}

export function setStatus(runtime: Runtime, watching: Watching): RequestHandler {
  return async (req, res) => {
    const { store, desk } = runtime
    const id = String(req.params.id)
    const form = formOf(req)
    const status = statuses.find((one) => one === form.text('status'))
    const reason = form.text('reason').slice(0, LONGEST_REASON)
    if (!status) return problemPage(res, 400)
    if (!desk.isOpen) return problemPage(res, 404)
    const before = (await store.presences()).find(({ operator }) => operator === id)
    const after = await desk.choose(id, { status, ...(reason !== '' && { reason }) })
    if ('refused' in after) {
      const fault = liveWords[visitOf(res).language].stillRinging
      return showOperator(runtime, watching, res, { fault, status: 409 })
    }
    await audit(runtime, req, {
      action: 'status changed',
      tenant: await tenantOfOperator(runtime, changesOthers)(req),
      object: id,
      details: changeOf(before, after, reason),
    })
    res.redirect(303, `${operatorPath(id)}?told=${after.next ? 'next' : 'status'}`)
  }
}

const changeOf = (before: Presence | undefined, after: Presence, reason: string) => ({
  status: { before: before?.status ?? 'offline', after: after.next?.status ?? after.status },
  ...(reason !== '' && { reason }),
  ...(after.next && { after: 'conversation' }),
})

export function finishWrapUp(runtime: Runtime, watching: Watching): RequestHandler {
  return async (req, res) => {
    const { store, desk } = runtime
    const id = String(req.params.id)
    const account = accountOf(res)
    const contact = await store.contact(formOf(req).text('contact'))
    if (!desk.isOpen || !contact || !can(account, changesOthers, contact.tenant)) {
      warnOfForgery(runtime, account, 'contact')
      return problemPage(res, 404)
    }
    const outcome = await desk.happened(contact.id, { type: 'wrapped', by: id })
    if ('refused' in outcome) {
      const fault = liveWords[visitOf(res).language].tooLate
      return showOperator(runtime, watching, res, { fault, status: 409 })
    }
    await audit(runtime, req, {
      action: 'wrap-up ended',
      tenant: contact.tenant,
      object: id,
      details: { contact: contact.id },
    })
    res.redirect(303, `${operatorPath(id)}?told=finished`)
  }
}
