// What happens in this server, for whoever shows or speaks it at once: events of its own process
// only.
import { EventEmitter } from 'node:events'

/** What was changed, here or by another process, by id. */
export type DeskChanged = { contact?: string; tenant?: string; operator?: string }

type LiveEvents = {
  /** after each commit, with the callId */
  turn: [callId: string]
  /** after each change of a contact or operator */
  desk: [changed: DeskChanged]
  /** after each line of a practice conversation */
  line: [{ contact: string }]
  /** when the server stops */
  closing: []
}

export type Live = EventEmitter<LiveEvents>

/** As many listeners as there are windows open. */
export const makeLive = (): Live => new EventEmitter<LiveEvents>().setMaxListeners(0)
