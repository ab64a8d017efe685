// What a turn asks of the desks: whether anybody is there, how queues stand, which numbers may be
// called back.
import type { Session } from '../call/session.ts'
import type { QueueFacts } from '../call/waiting.ts'
import { callable } from '../desk/callable.ts'
import type { DeskAsked } from '../desk/desk.ts'
import type { Desk } from '../flow/tree/flow.ts'
import { SECOND } from '../flow/text/duration.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'

/** How long the desk is asked whether somebody is there, ms; after that nobody is. */
const DESK_ANSWERS = 2 * SECOND

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

/** Whether a number may be called from a desk, and as which. */
export const callableFrom = (
  { library }: Runtime,
  { tenant, line, practice }: Session,
  desk: string,
  number: string,
) =>
  callable(number, {
    line: line.number,
    mayDial: library.desk(tenant, desk, line.number)?.mayDial ?? [],
    anywhere: practice,
  })

/** What an operator needs to be able to do at a desk of a flow. */
export const skillsOf = (desk: Desk | undefined): string[] =>
  (desk?.skills?.value ?? []).map(({ value }) => value)
