// What a turn asks of the desks: who is rung, how queues stand, which numbers are called back.
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { QueueFacts } from '../call/waiting.ts'
import { callable } from '../desk/callable.ts'
import type { DeskAsked } from '../desk/desk.ts'
import { mayDialNumber } from '../desk/may-dial.ts'
import type { Desk } from '../flow/tree/flow.ts'
import { SECOND } from '../flow/text/duration.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'

/** How long the desk is asked whether somebody is there, ms; after that nobody is. */
const DESK_ANSWERS = 2 * SECOND

/** Who is rung for a desk; where operators serve it, the caller waits for one instead. A looked-up
 * number is somebody in particular, and is rung. */
export async function findPeople(
  runtime: Runtime,
  session: Session,
  { desk: name, number, skills }: Effect & { kind: 'people' },
): Promise<Input> {
  const { library, log, now } = runtime
  const desk = library.desk(name)
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

/** Whether a caller may wait at a desk; false also when it cannot be told. */
export const isStaffed = async (
  { desk, log }: Runtime,
  tenant: string,
  asked: DeskAsked,
): Promise<boolean> =>
  (await askInTime(
    () => desk.staffed(tenant, asked),
    (err) =>
      log.error(
        { err, desk: asked.name },
        'the desk could not be asked who is there; its people are rung',
      ),
  )) ?? false

/** How a desk's queue stands; undefined when it cannot be told. */
export const askQueue = (
  { desk, log }: Runtime,
  tenant: string,
  asked: DeskAsked,
): Promise<QueueFacts | undefined> =>
  askInTime(
    () => desk.facts(tenant, asked),
    (err) =>
      log.error({ err, desk: asked.name }, 'the desk could not be asked how its queue stands'),
  )

/** The contact of a call back that a number waits for; undefined also when it cannot be told. */
export const findOpenCallback = (
  { desk, log }: Runtime,
  tenant: string,
  number: string,
): Promise<string | undefined> =>
  askInTime(
    () => desk.openCallback(tenant, number),
    (err) => log.error({ err }, 'the desk could not be asked for open calls back'),
  )

async function askInTime<T>(
  ask: () => Promise<T>,
  tell: (error: unknown) => void,
): Promise<T | undefined> {
  try {
    return await inTime(ask(), DESK_ANSWERS)
  } catch (error) {
    tell(error)
    return undefined
  }
}

const callableFrom = (
  { library }: Runtime,
  { line, practice }: Session,
  desk: string,
  number: string,
) =>
  callable(number, {
    line: line.number,
    mayDial: library.desk(desk)?.mayDial ?? [],
    anywhere: practice,
  })

/** A number that waits for a call already is promised nothing new, and keeps its place. */
export async function checkCallback(
  runtime: Runtime,
  session: Session,
  { key, desk, number }: Effect & { kind: 'callback' },
): Promise<Input> {
  const checked = callableFrom(runtime, session, desk, number)
  const result = { type: 'callback checked', at: runtime.now(), key } as const
  if ('reason' in checked) return { ...result, taken: false, reason: checked.reason }
  const open = await findOpenCallback(runtime, session.tenant, checked.number)
  return { ...result, taken: true, number: checked.number, ...(open !== undefined && { open }) }
}

/** What an operator needs to be able to do at a desk of a flow. */
export const skillsOf = (desk: Desk | undefined): string[] =>
  (desk?.skills?.value ?? []).map(({ value }) => value)
