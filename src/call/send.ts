// One event through the machine, and what it does to the call.
import type { Action } from '../flow/machine/machine.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import { act } from './act.ts'
import type { Draft } from './draft.ts'
import type { Input } from './input.ts'
import { edgesOf } from './machine-edges.ts'

export const accepts = (draft: Draft, event: MachineEvent): boolean =>
  edgesOf(draft.machine).walk.takes(draft.session.state.leaf, event)

/** True always. An event the state does not take is a fault of ours, and throws. */
export function send(draft: Draft, event: MachineEvent, input: Input): true {
  const { leaf, context, actions } = edgesOf(draft.machine).edge(draft.session.state, event)
  draft.session.state = { ...draft.session.state, context }
  // actions run where the event found the call: a repeat repeats what stood there
  perform(draft, actions, input)
  draft.session.state.leaf = leaf
  return true
}

export function perform(draft: Draft, actions: readonly Action[], input: Input): void {
  for (const action of actions) act(draft, action, input)
}
