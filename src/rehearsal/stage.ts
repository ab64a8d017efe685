// A call without a telephone: inputs in, events out, with the log and the session kept as the store
// keeps them.
import type { Machine } from '../flow/machine/machine.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { advance, commitSession, toStored, type Logged } from '../call/replay.ts'
import type { Session } from '../call/session.ts'

/**
 * `open` is the turn under way, which ends when the outside owes nothing any more. `unstored`:
 * session and log are kept as they
 * are instead of as a store gives them back, which is faster, and no replay may be made of them.
 */
export type Stage = {
  unstored?: boolean
  machine: Machine
  session: Session
  log: (Logged & { events: Event[] })[]
  open?: Logged & { events: Event[] }
}

export function beginCall(
  machine: Machine,
  input: Input & { type: 'started' },
  unstored = false,
): Stage {
  const turn = advance(machine, undefined, input)
  if (!turn) throw new Error('a call begins with the start of a call')
  const stage: Stage = {
    unstored,
    machine,
    session: turn.session,
    log: [],
    open: { seq: 1, answers: 0, at: input.at, inputs: [input], events: turn.events },
  }
  close(stage)
  return stage
}

/** What happened, or undefined when the input does not fit where the call stands. Results of work
 * belong to the turn that asked for it. */
export function takeInput(stage: Stage, input: Input): Event[] | undefined {
  const turn = advance(stage.machine, stage.session, input)
  if (!turn) return undefined
  const { seq, reply } = stage.session
  const quiet = input.type === 'answered' || input.type === 'declined' || input.type === 'hung up'
  const open = stage.open ?? {
    seq: seq + 1,
    answers: quiet ? null : reply,
    at: input.at,
    inputs: [],
    events: [],
  }
  open.inputs.push(input)
  open.events.push(...turn.events)
  if (turn.understood.length > 0) open.understood = [...(open.understood ?? []), ...turn.understood]
  stage.open = open
  stage.session = turn.session
  close(stage)
  return turn.events
}

function close(stage: Stage): void {
  if (!stage.open || stage.session.working) return
  const kept = stage.unstored ? <T>(value: T): T => value : toStored
  stage.session = kept(commitSession(stage.session, stage.open.answers))
  stage.log.push(kept(stage.open))
  stage.open = undefined
}
