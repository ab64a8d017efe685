// A desk is reached: who is rung for it, or that the caller waits for an operator.
import { mayDialNumber } from '../../desk/may-dial.ts'
import { callableFrom, isStaffed } from '../desk-questions.ts'
import type { DoEffect } from './effect.ts'

/** Who is rung for a desk; where operators serve it, the caller waits for one instead. A looked-up
 * number is somebody in particular, and is rung. */
export const people: DoEffect<'people'> = async (
  { runtime, session },
  { desk: name, number, skills },
) => {
  const { library, log, now } = runtime
  const desk = library.desk(session.tenant, name, session.line.number)
  const dialled =
    number !== undefined && mayDialNumber(number, desk?.mayDial ?? []) ? number : undefined
  if (number !== undefined && dialled === undefined)
    log.warn({ desk: name }, 'a looked-up number was not dialled: its country is not in "may dial"')
  const rung = {
    type: 'people',
    at: now(),
    desk: name,
    people: dialled === undefined ? (desk?.people ?? []) : [{ to: dialled }],
    order: desk?.order ?? 'in order',
  } as const
  if (dialled !== undefined || !(await isStaffed(runtime, session.tenant, { name, skills })))
    return rung
  const callback = 'number' in callableFrom(runtime, session, name, session.caller.number)
  return { ...rung, at: now(), queue: true, callback }
}
