// The console at /console: the pages of operators, supervisors, editors and administrators.
//
// A page has a folder here (people/, audit/, …) with its routes, views and words, and is mounted
// below.
// - Routes: `router.get('/console/calls/:id', may('see calls', async (req) => (await
// store…)?.tenant), handler)`. Every route has one
// guard (`may`, `signedInOnly`, `anybody`), and a line in test/console/rights.test.ts, which fails
// without one.
// - Who is it: `accountOf(res)` gives { id, name, login, language, memberships, operator: Operator
// } behind a guard; `visitOf(res)` also
// the nonce and the language of the page. `whoIs(runtime, request.headers)` does the same for the
// upgrade of a WebSocket, and again
//   for streams that stay open: ask every minute, since a session may end meanwhile.
// - Where: `tenantsFor(account, action)` of staff/permissions.ts gives the companies, or 'all';
// `can(account, action, tenant)` asks for one.
// - Show: `showPage(res, { title, page, content, scripts })` puts content into the frame and sends
// it with its headers; `problemPage(res, 404)`
// says what cannot be shown; `layout` is the frame alone. A page gets its place in the header in
// shell/pages.ts.
// - Forms: `readForm`, `formOf(req)`, `field(…)` of form.ts; after a change `res.redirect(303, …)`.
// That a request which changes
// something comes from our own pages is checked here for all. Parts of pages for htmx are ordinary
// routes that send `markup(html`…`)`.
// - Words: `dictionary({ en, be, ru })` in a file words.ts of the page.
// - Answer for: `await audit(runtime, req, { action, tenant, object, details })`; actions are
// listed in staff/audit.ts.
// - Scripts and styles: a file in page/, its name in page/entries.json, `scripts: ['name.js']` at
// showPage. htmx and its extension for
// server-sent events are on every page: `hx-ext="sse" sse-connect="/console/live/events"
// sse-swap="queue"`.
import { Router, type ErrorRequestHandler, type RequestHandler } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { anybody, signedIn } from './access.ts'
import { assetAt } from '../pages/assets.ts'
import { auditRoutes } from './audit/routes.ts'
import { deskRoutes } from './desk/routes.ts'
import { callsRoutes } from './calls/routes.ts'
import { whyNotOwn } from '../pages/own-pages.ts'
import { liveRoutes } from './live/routes.ts'
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
  router.use(peopleRoutes(runtime))
  router.use(auditRoutes(runtime))
  router.use('/console', (_req, res) => problemPage(res, 404))
  router.use('/console', told)
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
const told: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status =
    error instanceof Busy
      ? 503
      : error instanceof Error && 'status' in error
        ? Number(error.status)
        : 500
  if (res.headersSent || status < 400 || (status >= 500 && status !== 503)) return next(error)
  problemPage(res, status === 413 || status === 503 ? status : 400)
}
