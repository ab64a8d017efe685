// Refusals of the desk: a clear word for the operator, a line in the log, and nothing changed.
import type { Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { accountOf, visitOf } from '../visit.ts'
import { deskWords, type Refused } from './words.ts'

/** Refuses with 409, or `status`; what is in `more` goes along for the page. */
export function refuse(
  { log }: Runtime,
  res: Response,
  refused: Refused,
  { status = 409, ...more }: { status?: number; kept?: unknown } = {},
): void {
  log.info(
    { account: accountOf(res).id, path: res.req.path, refused },
    'something at the desk was refused',
  )
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .json({ ...more, refused, told: deskWords[visitOf(res).language].refused[refused] })
}
