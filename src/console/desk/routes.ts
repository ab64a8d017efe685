// The desk of an operator: its page, its stream, and what the operator does there.
import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { can } from '../../staff/permissions.ts'
import { may } from '../access.ts'
import { asset } from '../../pages/assets.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { contactRoutes } from './contact-actions.ts'
import { refuse } from './refusals.ts'
import { shownTo } from './desk-state.ts'
import { deskStreams } from './streams.ts'
import { figures } from './today.ts'
import { deskView } from './view.ts'
import { reasons, type Reason } from './choices.ts'
import { deskWords } from './words.ts'

/** A window names itself; what is no such name is no window. */
export const tabIn = (text: unknown): string =>
  typeof text === 'string' && /^[\w-]{8,64}$/.test(text) ? text : ''

export function deskRoutes(runtime: Runtime): Router {
  const { store } = runtime
  const router = Router()
  const guard = may('answer calls')
  const counted = figures(runtime)
  const streams = deskStreams(runtime, counted)

  router.get('/console/desk', guard, async (_req, res) => {
    const account = accountOf(res)
    const { language } = visitOf(res)
    const shown = await shownTo(runtime, counted, account.operator, '')
    const voice = account.reach.by === 'browser' && runtime.voice !== undefined
    const reveals =
      shown.work !== undefined && can(account, 'see private values', shown.work.contact.tenant)
    showPage(res, {
      title: deskWords[language].title,
      page: 'desk',
      scripts: ['desk.js'],
      styles: ['desk.css'],
      telephone: voice,
      content: deskView(shown, {
        language,
        reveals,
        ...(voice && { voice: asset('voice.js').path }),
      }),
    })
  })

  router.get('/console/desk/stream', guard, (req, res) => {
    streams.open(res, {
      account: accountOf(res),
      language: visitOf(res).language,
      tab: tabIn(req.query.tab),
      cookie: req.headers.cookie,
    })
  })

  router.get('/console/desk/voice-token', guard, (_req, res) => {
    const account = accountOf(res)
    const token = account.reach.by === 'browser' ? runtime.voice?.(account.id) : undefined
    res.set('Cache-Control', 'no-store')
    if (token) res.json(token)
    else refuse(runtime, res, 'telephone', 404)
  })

  router.post('/console/desk/report', guard, readForm, async (req, res) => {
    const { desk } = runtime
    const tab = tabIn(formOf(req).text('tab'))
    if (!desk) return refuse(runtime, res, 'no desk', 503)
    if (tab === '') return refuse(runtime, res, 'no such choice', 422)
    const { id } = accountOf(res)
    const kept = await desk.report(id, tab, formOf(req).text('take-over') === 'yes')
    // a window asks this by itself again and again, so that another one has the desk is no fault
    res.set('Cache-Control', 'no-store').json({ account: id, held: kept !== 'taken' })
  })

  router.post('/console/desk/status', guard, readForm, holdsDesk(runtime), async (req, res) => {
    const { desk } = runtime
    const choice = formOf(req).text('choice')
    if (!desk) return refuse(runtime, res, 'no desk', 503)
    if (choice !== 'ready' && choice !== 'offline' && !reasons.includes(choice as Reason))
      return refuse(runtime, res, 'no such choice', 422)
    const { id } = accountOf(res)
    // signing off lets the window go too, so the one that signs on holds the desk from then on
    if (choice === 'ready') await desk.report(id, tabIn(formOf(req).text('tab')))
    const chosen = await desk.choose(
      id,
      choice === 'ready' || choice === 'offline'
        ? { status: choice, reason: undefined }
        : { status: 'away', reason: choice },
    )
    if ('refused' in chosen) return refuse(runtime, res, chosen.refused)
    res.json({ done: true })
  })

  router.use(contactRoutes(runtime, holdsDesk(runtime)))
  return router

  /** Only the window that holds the desk changes anything; one of a signed-off operator is as good
   * as another. */
  function holdsDesk({ now }: Runtime): RequestHandler {
    return async (req: Request, res: Response, next) => {
      const presence = await store.presence(accountOf(res).id)
      const tab = tabIn(formOf(req).text('tab'))
      if (
        tab !== '' &&
        (presence?.tab === undefined || presence.tab === tab || presence.leaseUntil <= now())
      )
        return next()
      refuse(runtime, res, 'taken')
    }
  }
}
