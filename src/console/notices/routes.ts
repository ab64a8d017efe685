// The notices page: switches of the flows and closures of lines, for who may turn and close them.
import { Router, type Request } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { readForm } from '../../pages/form.ts'
import { wordFor } from '../../pages/dictionary.ts'
import { may, tenantsOf } from '../access.ts'
import { visitOf } from '../visit.ts'
import { changeClosure, turnSwitch } from './change-notice.ts'
import { showNotices } from './show-notices.ts'
import { noticesWords } from './words.ts'

export function noticesRoutes(runtime: Runtime): Router {
  const router = Router()
  const ofCompany = ({ params: { company } }: Request): string | undefined =>
    tenantsOf(runtime).find((one) => one === company)

  router.get('/console/notices', may('switch'), (req, res) => {
    const { told } = noticesWords[visitOf(res).language]
    return showNotices(runtime, res, undefined, wordFor(told, String(req.query.told)))
  })
  router.post(
    '/console/notices/:company/switch',
    may('switch', ofCompany),
    readForm,
    turnSwitch(runtime),
  )
  router.post(
    '/console/notices/:company/closure',
    may('close', ofCompany),
    readForm,
    changeClosure(runtime),
  )
  return router
}
