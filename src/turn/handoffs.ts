// What a turn hands over: hand-offs with the conversation so far, and the contacts that join a
// queue with them.
import type { Event } from '../call/event.ts'
import type { Handoff, Session } from '../call/session.ts'
import { transcriptOf } from '../call/transcript.ts'
import type { Contact } from '../desk/contact.ts'
import { callbackId, contactOf, type DeskSettings } from '../desk/enqueue.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Commit } from '../store/store.ts'
import type { Runtime } from '../world/runtime.ts'
import { findOpenCallback, skillsOf } from './desk-questions.ts'

type HandingOver = {
  runtime: Runtime
  machine: Machine
  session: Session
  events: Event[]
  handoffs: Map<string, Handoff>
  contacts: Contact[]
}

/** Hand-offs begun or changed by these events, and what joins a queue with them. */
export async function handOver(
  runtime: Runtime,
  machine: Machine,
  session: Session,
  events: Event[],
): Promise<Pick<Commit, 'handoffs' | 'contacts'>> {
  const handing: HandingOver = {
    runtime,
    machine,
    session,
    events,
    handoffs: new Map(),
    contacts: [],
  }
  for (const event of events) await takeEvent(handing, event)
  return { handoffs: [...handing.handoffs.values()], contacts: handing.contacts }
}

async function takeEvent(handing: HandingOver, event: Event): Promise<void> {
  const { session } = handing
  switch (event.type) {
    case 'handed off':
      setHandoff(handing, await withTranscript(handing, event.handoff), {})
      return handing.runtime.metrics.handoffs.inc()
    case 'queued':
      return joinQueue(handing, event)
    case 'callback promised':
      return promiseCallback(handing, event)
    case 'connected':
      return changeHandoff(handing, event.handoff, { status: 'talking', operatorId: event.person })
    case 'released':
      return changeHandoff(handing, event.handoff, { status: 'done' })
    case 'gave up':
      return changeHandoff(handing, event.handoff, { status: 'nobody' })
    case 'left queue':
      return changeHandoff(handing, event.handoff, { status: 'left' })
    case 'ended': {
      const handoff = await findHandoff(handing, session.handoff)
      return setHandoff(handing, handoff, {
        status: handoff?.status === 'talking' ? 'done' : 'nobody',
      })
    }
    default:
  }
}

/** As these events left it, else as it is stored. */
const findHandoff = async (
  { handoffs, runtime }: HandingOver,
  id: string | undefined,
): Promise<Handoff | undefined> =>
  id === undefined ? undefined : (handoffs.get(id) ?? (await runtime.store.handoff(id)))

function setHandoff(
  { handoffs }: HandingOver,
  handoff: Handoff | undefined,
  changes: Partial<Handoff>,
): void {
  if (handoff) handoffs.set(handoff.id, { ...handoff, ...changes })
}

const changeHandoff = async (
  handing: HandingOver,
  id: string,
  changes: Partial<Handoff>,
): Promise<void> => setHandoff(handing, await findHandoff(handing, id), changes)

async function withTranscript(
  { runtime, session, events }: HandingOver,
  handoff: Handoff,
): Promise<Handoff> {
  const earlier = (await runtime.store.turns(session.callId)).flatMap((turn) => turn.events)
  return { ...handoff, transcript: transcriptOf([...earlier, ...events]) }
}

async function joinQueue(handing: HandingOver, event: Event & { type: 'queued' }): Promise<void> {
  const { machine, session, contacts } = handing
  const handoff = await findHandoff(handing, event.handoff)
  setHandoff(handing, handoff, { status: 'queued' })
  if (!handoff || event.again) return
  const desk = settingsOf(machine, event.desk)
  contacts.push(contactOf({ handoff, session, desk, at: session.at }))
}

/** A caller who waited leaves the queue, and a contact of its own keeps their place. A number that
 * waits for a call already is promised nothing new. */
async function promiseCallback(
  handing: HandingOver,
  event: Event & { type: 'callback promised' },
): Promise<void> {
  const { runtime, machine, session, contacts } = handing
  const { number, since, handoff, open } = event
  const before = typeof handoff === 'string' ? await findHandoff(handing, handoff) : undefined
  setHandoff(handing, before, { status: 'callback' })
  const waiting = open ?? (before && (await findOpenCallback(runtime, session.tenant, number)))
  if (waiting !== undefined) return
  const card =
    typeof handoff === 'string'
      ? before && { ...before, id: callbackId(before.id) }
      : await withTranscript(handing, handoff)
  if (!card) return
  setHandoff(handing, card, { status: 'callback' })
  const desk = settingsOf(machine, event.desk)
  contacts.push(
    contactOf({ handoff: card, session, desk, at: session.at, callback: { number, since } }),
  )
}

function settingsOf({ desks }: Machine, name: string): DeskSettings {
  const desk = desks.get(name)?.desk
  return { skills: skillsOf(desk), waitAtMost: desk?.['wait at most']?.value }
}
