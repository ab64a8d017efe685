// The live page of supervisors: the floor, one operator, and what a supervisor does there.
import { Router } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { may } from '../access.ts'
import { readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import { accountOf, visitOf } from '../visit.ts'
import { watchFloor } from './floor.ts'
import { liveStream, lookOf } from './live-stream.ts'
import { finishWrapUp, setStatus, showOperator, tenantOfOperator } from './operator.ts'
import { seenBy } from './rows.ts'
import { supervise, tenantOfContact } from './supervise.ts'
import { livePage } from './view.ts'
import { liveWords } from './words.ts'

export function liveRoutes(runtime: Runtime): Router {
  const router = Router()
  const watching = watchFloor(runtime)
  const maySeeOperator = may('see live', tenantOfOperator(runtime, 'see live'))
  const changesOthers = 'change status of others'
  const mayChange = may(changesOthers, tenantOfOperator(runtime, changesOthers))
  const mayListen = may('listen in', tenantOfContact(runtime))

  router.get('/console/live', may('see live'), async (_req, res) => {
    const { language } = visitOf(res)
    const floor = { ...(await watching.floor()), at: runtime.now() }
    const seen = seenBy(floor, tenantsFor(accountOf(res), 'see live'))
    showPage(res, {
      title: liveWords[language].title,
      page: 'live',
      scripts: ['live.js'],
      content: livePage(seen, lookOf(res)),
    })
  })
  router.get('/console/live/events', may('see live'), liveStream(runtime, watching))
  router.get('/console/live/operators/:id', maySeeOperator, async (req, res) => {
    const { told } = liveWords[visitOf(res).language]
    const done = Object.entries(told).find(([name]) => name === req.query.told)
    await showOperator(runtime, watching, res, { told: done?.[1] })
  })
  router.post(
    '/console/live/operators/:id/status',
    mayChange,
    readForm,
    setStatus(runtime, watching),
  )
  router.post(
    '/console/live/operators/:id/finish',
    mayChange,
    readForm,
    finishWrapUp(runtime, watching),
  )
  router.post('/console/live/contacts/:id/supervise', mayListen, readForm, supervise(runtime))
  return router
}
