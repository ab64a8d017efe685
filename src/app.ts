// The Express app from a Runtime: health, metrics, recordings, Twilio's webhooks and the pages.
// Does not listen.
import { resolve } from 'node:path'
import express, { type ErrorRequestHandler, type Express, type Router } from 'express'
import { consoleRoutes } from './console/console.ts'
import { practiceRoutes } from './practice/routes.ts'
import type { Runtime } from './world/runtime.ts'
import { twilioRoutes } from './twilio/webhooks.ts'

/** `pages` are the practice phone, which is there in practice mode only; `telephone` are Twilio's
 * webhooks. */
export function makeApp(
  runtime: Runtime,
  pages: Router = practiceRoutes(runtime),
  telephone: Router = twilioRoutes(runtime).router,
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', runtime.config.trustProxy)

  app.use('/twilio', telephone)
  app.get('/healthz', (_req, res) => void res.type('text/plain').send('up\n'))
  app.get('/readyz', async (_req, res) => {
    const missing = await whatIsMissing(runtime)
    res
      .status(missing ? 503 : 200)
      .type('text/plain')
      .send(`${missing ?? 'ready'}\n`)
  })
  app.get('/metrics', async (_req, res) => {
    const { registry } = runtime.metrics
    res.setHeader('Content-Type', registry.contentType)
    res.end(await registry.metrics())
  })
  app.get('/audio/*path', (req, res, next) => {
    const file = runtime.library.audioFile(req.path)
    if (!file) return next()
    res.sendFile(resolve(file), { immutable: true, maxAge: '365d', dotfiles: 'allow' }, (error) => {
      if (error && !res.headersSent) next(error)
    })
  })
  app.use(consoleRoutes(runtime))
  app.use(pages)

  app.use((_req, res) => void res.status(404).type('text/plain').send('not found\n'))
  app.use(lastWord(runtime))
  return app
}

/** Why no call can be taken now, without names or numbers. */
async function whatIsMissing({ store, library }: Runtime): Promise<string | undefined> {
  try {
    await store.ping()
  } catch {
    return 'the database is away'
  }
  if (library.lines().some((line) => library.current(line.tenant, line.flow))) return undefined
  return 'no line has a flow in force'
}

const LAST_WORDS: Record<number, string> = {
  404: 'not found\n',
  500: 'something broke here\n',
}

/** Whatever was thrown: a plain line for who asked, the cause for the log. */
function lastWord(runtime: Runtime): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const given = error instanceof Error && 'status' in error ? Number(error.status) : 500
    const status = given >= 400 && given < 500 ? given : 500
    // a one-time link is a part of its path
    if (status === 500)
      runtime.log.error(
        { err: error, path: req.path.replace(/[\w-]{40,}/g, '…') },
        'a request failed',
      )
    if (res.headersSent) return void res.destroy()
    res
      .status(status)
      .type('text/plain')
      .send(LAST_WORDS[status] ?? 'the request cannot be read\n')
  }
}
