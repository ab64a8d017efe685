// What happens to a contact and its operator: pure, one happening in, both new states and the
// effects out.
import type { Situation } from './change.ts'
import {
  addRecording,
  askHelp,
  drop,
  finishWrapUp,
  hold,
  leaveQueue,
  loseCaller,
  passOn,
  release,
  sendBack,
  startTalk,
  transfer,
} from './conversation.ts'
import type { Happening, HappeningType, Outcome, Refusal } from './happening.ts'
import {
  accept,
  addLeg,
  brief,
  failLeg,
  missCustomer,
  offer,
  removeLeg,
  turnDown,
} from './offering.ts'

const byType: {
  [T in HappeningType]: (situation: Situation, happening: Happening<T>) => Outcome | Refusal
} = {
  offered: offer,
  accepted: accept,
  missed: turnDown,
  declined: turnDown,
  'leg made': addLeg,
  'leg over': removeLeg,
  'leg failed': failLeg,
  briefed: brief,
  'not reached': missCustomer,
  talking: startTalk,
  held: hold,
  'help asked': askHelp,
  released: release,
  'sent back': sendBack,
  'passed on': passOn,
  dropped: drop,
  transferred: transfer,
  'caller left': loseCaller,
  wrapped: finishWrapUp,
  recorded: addRecording,
  left: leaveQueue,
  'called back': leaveQueue,
  'given up': leaveQueue,
}

/** Gives a refusal, and changes nothing, for what is late, doubled or forged. */
export function happen<T extends HappeningType>(
  situation: Situation,
  happening: Happening<T>,
): Outcome | Refusal {
  return byType[happening.type](situation, happening)
}
