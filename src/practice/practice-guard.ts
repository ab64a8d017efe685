// Who may open the practice phone: nobody on a live server, and no other website through the
// visitor's browser.
import type { RequestHandler } from 'express'
import { whyForeign } from '../pages/own-pages.ts'
import type { Config } from '../world/config.ts'

/** With a Twilio token the practice phone is not there: the request goes on to the app's "not
 * found". */
export function practiceOnly(config: Config): RequestHandler {
  return (_req, _res, next) => (config.practice ? next() : next('router'))
}

/** Refuses a Host that is not this machine (a name made to point here) and an Origin that is
 * another site. */
export function ownSite(config: Config): RequestHandler {
  return (req, res, next) => {
    const error = whyForeign(req.headers, config)
    if (error === undefined) return next()
    res.status(403).json({ error })
  }
}
