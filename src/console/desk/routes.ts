// The desk of an operator: its page, its stream, and what the operator does there.
import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { can } from '../../staff/permissions.ts'
import { may } from '../access.ts'
import { asset } from '../../pages/assets.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { reasons } from './choices.ts'
import { contactRoutes } from './contact-actions.ts'
import { readDesk } from './desk-state.ts'
import { refuse } from './refusals.ts'
import { deskStreams } from './streams.ts'
import { makeFigures, type Figures } from './today.ts'
import { deskView } from './view.ts'
import { deskWords } from './words.ts'

/** A window names itself; what is no such name is no window. */
const tabIn = (text: unknown): string =>
  typeof text === 'string' && /^[\w-]{8,64}$/.test(text) ? text : ''

const tabOf = (req: Request): string => tabIn(formOf(req).text('tab'))

export function deskRoutes(runtime: Runtime): Router {
  const router = Router()
  const guard = may('answer calls')
  const figures = makeFigures(runtime)
  const streams = deskStreams(runtime, figures)

  router.get('/console/desk', guard, (_req, res) => showDesk(runtime, figures, res))
  router.get('/console/desk/stream', guard, (req, res) =>
    streams.open(res, {
      account: accountOf(res),
      language: visitOf(res).language,
      tab: tabIn(req.query.tab),
      cookie: req.headers.cookie,
    }),
  )
  router.get('/console/desk/voice-token', guard, (_req, res) => {
    const account = accountOf(res)
    const token = account.reach.by === 'browser' ? runtime.voice?.(account.id) : undefined
    res.set('Cache-Control', 'no-store')
    if (token) res.json(token)
    else refuse(runtime, res, 'telephone', { status: 404 })
  })
  router.post('/console/desk/report', guard, readForm, (req, res) => report(runtime, req, res))
  const holds = holdsDesk(runtime)
  router.post('/console/desk/status', guard, readForm, holds, (req, res) =>
    chooseStatus(runtime, req, res),
  )
  router.use(contactRoutes(runtime, holds))
  return router
}

async function showDesk(runtime: Runtime, figures: Figures, res: Response): Promise<void> {
  const account = accountOf(res)
  const { language } = visitOf(res)
  const state = await readDesk(runtime, figures, { operator: account.operator, tab: '' })
  const hasVoice = account.reach.by === 'browser' && runtime.voice !== undefined
  const tenant = state.work?.contact.tenant
  showPage(res, {
    title: deskWords[language].title,
    page: 'desk',
    scripts: ['desk.js'],
    styles: ['desk.css'],
    telephone: hasVoice,
    content: deskView(state, {
      language,
      reveals: tenant !== undefined && can(account, 'see private values', tenant),
      ...(hasVoice && { voice: asset('voice.js').path }),
    }),
  })
}

/** A window is there, and holds the desk or takes it over. */
async function report(runtime: Runtime, req: Request, res: Response): Promise<void> {
  const { desk } = runtime
  const tab = tabOf(req)
  if (!desk.isOpen) return refuse(runtime, res, 'no desk', { status: 503 })
  if (tab === '') return refuse(runtime, res, 'no such choice', { status: 422 })
  const { id } = accountOf(res)
  const reported = await desk.report(id, tab, formOf(req).text('take-over') === 'yes')
  // a window asks this by itself again and again, so that another one has the desk is no fault
  res.set('Cache-Control', 'no-store').json({ account: id, held: reported !== 'taken' })
}

async function chooseStatus(runtime: Runtime, req: Request, res: Response): Promise<void> {
  const { desk } = runtime
  if (!desk.isOpen) return refuse(runtime, res, 'no desk', { status: 503 })
  const chosen = statusIn(formOf(req).text('choice'))
  if (!chosen) return refuse(runtime, res, 'no such choice', { status: 422 })
  const { id } = accountOf(res)
  // signing off lets the window go too, so the one that signs on holds the desk from then on
  if (chosen.status === 'ready') await desk.report(id, tabOf(req))
  const outcome = await desk.choose(id, chosen)
  if ('refused' in outcome) return refuse(runtime, res, outcome.refused)
  res.json({ done: true })
}

/** `ready`, `offline`, or a reason to be away. */
function statusIn(choice: string) {
  if (choice === 'ready' || choice === 'offline')
    return { status: choice, reason: undefined } as const
  const reason = reasons.find((one) => one === choice)
  return reason && ({ status: 'away', reason } as const)
}

/** Only the window that holds the desk changes anything; one of a signed-off operator is as good as
 * another. */
function holdsDesk(runtime: Runtime): RequestHandler {
  const { store, now } = runtime
  return async (req, res, next) => {
    const presence = await store.presence(accountOf(res).id)
    const tab = tabOf(req)
    const isFree = presence?.tab === undefined || presence.leaseUntil <= now()
    if (tab !== '' && (isFree || presence.tab === tab)) return next()
    refuse(runtime, res, 'taken')
  }
}
