// What a turn asks of the desks and tells them: who is rung, how queues stand, which numbers are
// called back, and what is handed over.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Effect, Event } from '../call/event.ts'
import type { Facts, Input } from '../call/input.ts'
import type { Handoff, Session } from '../call/session.ts'
import { transcriptOf } from '../call/transcript.ts'
import { queueFacts, type QueueFacts } from '../call/waiting.ts'
import { callable } from '../desk/callable.ts'
import type { Contact } from '../desk/contact.ts'
import { callbackId, contactOf, type DeskSettings } from '../desk/enqueue.ts'
import type { DeskAsked } from '../desk/desk-facts.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Commit } from '../store/store.ts'

/** How long the desk is asked whether somebody is there; after that nobody is. */
const DESK_ANSWERS = 2000

/** Who is rung for a desk; where operators serve it, the caller waits for one instead. A looked-up
 * number is somebody in particular, and is rung. */
export async function people(
  runtime: Runtime,
  session: Session,
  effect: Effect & { kind: 'people' },
): Promise<Input> {
  const desk = runtime.library.desk(effect.desk)
  const country =
    effect.number === undefined ? undefined : parsePhoneNumberFromString(effect.number)?.country
  const dialled =
    effect.number !== undefined && country !== undefined && desk?.mayDial.includes(country)
      ? effect.number
      : undefined
  if (effect.number !== undefined && dialled === undefined)
    runtime.log.warn(
      { desk: effect.desk },
      'a looked-up number was not dialled: its country is not in "may dial"',
    )
  const found = dialled === undefined ? (desk?.people ?? []) : [{ to: dialled }]
  const rung = {
    type: 'people',
    at: runtime.now(),
    desk: effect.desk,
    people: found,
    order: desk?.order ?? 'in order',
  } as const
  if (
    dialled !== undefined ||
    !(await staffed(runtime, session.tenant, { name: effect.desk, skills: effect.skills }))
  )
    return rung
  return {
    ...rung,
    at: runtime.now(),
    queue: true,
    callback: 'number' in callableFrom(runtime, session, effect.desk, session.caller.number),
  }
}

async function staffed({ desk, log }: Runtime, tenant: string, asked: DeskAsked): Promise<boolean> {
  try {
    return (desk && (await inTime(desk.staffed(tenant, asked), DESK_ANSWERS))) ?? false
  } catch (error) {
    log.error(
      { err: error, desk: asked.name },
      'the desk could not be asked who is there; its people are rung',
    )
    return false
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
  const at = runtime.now()
  if ('reason' in checked)
    return { type: 'callback checked', at, key, taken: false, reason: checked.reason }
  const open = await openCallback(runtime, session.tenant, checked.number)
  return {
    type: 'callback checked',
    at,
    key,
    taken: true,
    number: checked.number,
    ...(open === undefined ? {} : { open }),
  }
}

async function openCallback(
  { desk, log }: Runtime,
  tenant: string,
  number: string,
): Promise<string | undefined> {
  try {
    return await inTime(
      desk?.openCallback?.(tenant, number) ?? Promise.resolve(undefined),
      DESK_ANSWERS,
    )
  } catch (error) {
    log.error({ err: error }, 'the desk could not be asked for open calls back')
    return undefined
  }
}

/** How each desk a flow asks about stands: by its operators where there are any, else by its people
 * who are in no call of ours. */
export async function deskFacts(
  runtime: Runtime,
  machine: Machine,
  tenant: string,
): Promise<Facts> {
  const busy = await runtime.store.busyPeople()
  const facts: Facts = {}
  for (const asked of new Set(
    machine.facts.flatMap((name) =>
      name.startsWith('desks.') ? [(name.split('.')[1] ?? '').replaceAll('_', ' ')] : [],
    ),
  )) {
    const desk = [...machine.desks.values()].find(
      (one) => one.desk.name.value.replaceAll('_', ' ') === asked,
    )?.desk
    const name = desk?.name.value ?? asked
    const skills = (desk?.skills?.value ?? []).map(({ value }) => value)
    const people = runtime.library.desk(name)?.people ?? []
    const rung: QueueFacts = { free: people.filter(({ to }) => !busy.has(to)).length, waiting: 0 }
    const queue = (await staffed(runtime, tenant, { name, skills }))
      ? await queueOf(runtime, tenant, { name, skills })
      : undefined
    Object.assign(facts, queueFacts(name, queue ?? rung))
  }
  return facts
}

async function queueOf(
  { desk, log }: Runtime,
  tenant: string,
  asked: DeskAsked,
): Promise<QueueFacts | undefined> {
  try {
    return desk && (await inTime(desk.facts(tenant, asked), DESK_ANSWERS))
  } catch (error) {
    log.error({ err: error, desk: asked.name }, 'the desk could not be asked how its queue stands')
    return undefined
  }
}

/** Hand-offs begun or changed by these events, with the conversation so far, and what joins a queue
 * with them. */
export async function handedOver(
  runtime: Runtime,
  machine: Machine,
  session: Session,
  events: Event[],
): Promise<Pick<Commit, 'handoffs' | 'contacts'>> {
  const { store } = runtime
  const changed = new Map<string, Handoff>()
  const contacts: Contact[] = []
  const known = async (id: string): Promise<Handoff | undefined> =>
    changed.get(id) ?? (await store.handoff(id))
  const put = (handoff: Handoff | undefined, change: Partial<Handoff>): void =>
    void (handoff && changed.set(handoff.id, { ...handoff, ...change }))
  const told = async (handoff: Handoff): Promise<Handoff> => ({
    ...handoff,
    transcript: transcriptOf([
      ...(await store.turns(session.callId)).flatMap((turn) => turn.events),
      ...events,
    ]),
  })
  for (const event of events) {
    switch (event.type) {
      case 'handed off':
        put(await told(event.handoff), {})
        runtime.metrics.handoffs.inc()
        break
      case 'queued': {
        const handoff = await known(event.handoff)
        put(handoff, { status: 'queued' })
        if (handoff && !event.again)
          contacts.push(
            contactOf({ handoff, session, desk: settingsOf(machine, event.desk), at: session.at }),
          )
        break
      }
      case 'callback promised': {
        const { number, since, open } = event
        const before = typeof event.handoff === 'string' ? await known(event.handoff) : undefined
        put(before, { status: 'callback' })
        if (
          (open ?? (before && (await openCallback(runtime, session.tenant, number)))) !== undefined
        )
          break
        const card = before
          ? { ...before, id: callbackId(before.id) }
          : typeof event.handoff === 'string'
            ? undefined
            : await told(event.handoff)
        put(card, { status: 'callback' })
        if (card)
          contacts.push(
            contactOf({
              handoff: card,
              session,
              desk: settingsOf(machine, event.desk),
              at: session.at,
              callback: { number, since },
            }),
          )
        break
      }
      case 'connected':
        put(await known(event.handoff), { status: 'talking', operatorId: event.person })
        break
      case 'released':
        put(await known(event.handoff), { status: 'done' })
        break
      case 'gave up':
        put(await known(event.handoff), { status: 'nobody' })
        break
      case 'left queue':
        put(await known(event.handoff), { status: 'left' })
        break
      case 'ended': {
        const handoff = session.handoff === undefined ? undefined : await known(session.handoff)
        put(handoff, { status: handoff?.status === 'talking' ? 'done' : 'nobody' })
        break
      }
      default:
    }
  }
  return { handoffs: [...changed.values()], contacts }
}

function settingsOf(machine: Machine, name: string): DeskSettings {
  const desk = machine.desks.get(name)?.desk
  return {
    skills: (desk?.skills?.value ?? []).map(({ value }) => value),
    waitAtMost: desk?.['wait at most']?.value,
  }
}
