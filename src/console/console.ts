// The console at /console: the pages of operators, supervisors, editors and administrators. A page has
// a folder here with its routes, views, words and scripts, and is mounted below;
// docs/adding-a-page.md tells what it can use.
import { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { anybody, signedIn } from './access.ts'
import { assetAt } from '../pages/assets.ts'
import { auditRoutes } from './audit/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { callsRoutes } from './calls/routes.ts'
import { whyNotOwn } from '../pages/own-pages.ts'
import { liveRoutes } from './live/routes.ts'
import { noticesRoutes } from './notices/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { Busy } from './sign-in/password.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { problemPage } from './shell/problem.ts'
import { shellWords } from './shell/words.ts'
import { visitOf } from './visit.ts'

/** To be mounted at the root. */
export function consoleRoutes(runtime: Runtime): Router {
  const router = Router()
  router.get('/console/assets/:file', anybody, (req, res, next) => {
    const found = assetAt(req.path)
    if (!found) return next()
    res
      .set({
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
      .type(found.type)
      .send(found.text)
  })
  router.use('/console', signedIn(runtime), ownPages(runtime))
  router.use(signInRoutes(runtime))
  router.use(deskRoutes(runtime))
  router.use(liveRoutes(runtime))
  router.use(callsRoutes(runtime))
  router.use(noticesRoutes(runtime))
  router.use(peopleRoutes(runtime))
  router.use(auditRoutes(runtime))
  router.use('/console', (_req, res) => problemPage(res, 404))
  router.use('/console', answerFault)
  return router
}

/** Refuses what another website makes the visitor's browser send, and addresses that are not this
 * server's. */
function ownPages({ config, log }: Runtime): RequestHandler {
  return (req, res, next) => {
    const why = whyNotOwn(req.method, req.headers, config)
    if (why === undefined) return next()
    log.warn(
      { method: req.method, why },
      'a request to the console did not come from its own pages',
    )
    const words = shellWords[visitOf(res).language]
    problemPage(res, 403, why === 'host' ? words.foreignHost : words.foreign)
  }
}

/** What a request itself is to blame for is said on a page; the rest is the app's last word. */
const answerFault: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status = statusOf(error)
  if (res.headersSent || status < 400 || (status >= 500 && status !== 503)) return next(error)
  problemPage(res, status === 413 || status === 503 ? status : 400)
}

function statusOf(error: unknown): number {
  if (error instanceof Busy) return 503
  return error instanceof Error && 'status' in error ? Number(error.status) : 500
}
