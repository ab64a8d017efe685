// What is left to do after a call: messages to be heard and calls back to be made.
import type { Machine } from '../flow/machine/machine.ts'
import type { Event } from './event.ts'
import { recordingDesk } from './message.ts'
import { messagesIn } from './outcome.ts'
import type { Handoff, Session } from './session.ts'

export const taskKinds = ['message', 'callback', 'form', 'case'] as const
export type TaskKind = (typeof taskKinds)[number]

export type TaskState = 'open' | 'done'

/** `desk` is absent where the company's supervisors see to it; `owner` is an account, `due` and `at`
 * are UTC milliseconds. */
export type Task = {
  id: string
  kind: TaskKind
  tenant: string
  desk?: string
  state: TaskState
  owner?: string
  due?: number
  callId: string
  recording?: string
  at: number
}

/** What the events of a turn leave to do; `earlier` are those of the turns before. A practice call
 * leaves nothing, since it records no sound and calls nobody back. */
export function tasksOf(
  machine: Machine,
  session: Session,
  events: Event[],
  earlier: Event[],
): Task[] {
  if (session.practice) return []
  const { callId, tenant, at } = session
  const task = { tenant, state: 'open', callId, at } as const
  const messages = messagesIn(events).map((event): Task => ({
    id: `message-${event.recording}`,
    kind: 'message',
    desk: recordingDesk(machine, event, earlier),
    recording: event.recording,
    ...task,
  }))
  const callbacks = events.flatMap((event): Task[] =>
    event.type === 'callback promised' && event.open === undefined
      ? [
          {
            id: `callback-${callId}-${session.seq}`,
            kind: 'callback',
            desk: deskOf(machine, event.desk, event.handoff),
            ...task,
          },
        ]
      : [],
  )
  return [...messages, ...callbacks]
}

const deskOf = (machine: Machine, scoped: string, handoff: string | Handoff): string =>
  typeof handoff === 'string'
    ? (machine.desks.get(scoped)?.desk.name.value ?? scoped)
    : handoff.desk
