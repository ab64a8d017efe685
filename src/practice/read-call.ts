// A practice call as the page is given it: the reply, the panels beside the phone, and the caller's
// side of the desk.
import { withMessages } from '../call/message.ts'
import { markup, type Html } from '../pages/html.ts'
import type { Answer } from '../world/under-way.ts'
import { lastReply } from '../turn/turn.ts'
import type { Runtime } from '../world/runtime.ts'
import type { PhoneReply, Shown } from './page-reply.ts'
import { cardView } from './panels/card-panel.ts'
import { heardView } from './panels/heard-panel.ts'
import { problemsView } from './panels/problems-panel.ts'
import { slotsView } from './panels/slots-panel.ts'
import { stepView } from './panels/step-panel.ts'
import { transcriptView } from './panels/transcript-panel.ts'
import { callerSide } from './waiting-caller.ts'

/** An answer without a reply changes nothing that is heard, but the call may be over. */
export async function readCall(runtime: Runtime, callId: string, answer?: Answer): Promise<Shown> {
  const { store, library } = runtime
  const [session, turns, handoffs, messages] = await Promise.all([
    store.loadCall(callId),
    store.turns(callId),
    store.handoffs(callId),
    store.messages(callId),
  ])
  if (!session) throw new Error(`call ${callId} is gone`)
  const machine = await library.machine(session.version)
  const events = turns.flatMap((turn) => turn.events)
  const desk = events.findLast((event) => event.type === 'handed off')?.handoff.id
  const handoff = handoffs.find(({ id }) => id === desk)
  const hasReply = answer !== undefined && 'reply' in answer
  const text = hasReply ? answer.reply : await lastReply(runtime, callId)
  const reply = JSON.parse(text ?? '') as PhoneReply
  const isSilent = answer !== undefined && !hasReply
  const isOver = session.status === 'ended' && reply.next.is !== 'over'
  const panels: Record<string, Html | undefined> = {
    problems: problemsView(library.problems()),
    transcript: transcriptView({ turns, machine, messages }),
    heard: heardView({ turns, machine }),
    step: stepView({ session, machine }),
    slots: slotsView({ session, machine }),
    card: cardView(handoff && withMessages(handoff, messages)),
  }
  return {
    call: callId,
    reply: {
      ...reply,
      ...((isSilent || isOver) && { hear: [] }),
      ...(isOver && { next: { is: 'over' } }),
    },
    panels: Object.fromEntries(
      Object.entries(panels).map(([id, view]) => [id, view ? markup(view) : '']),
    ),
    side: await callerSide(runtime, session),
  }
}
