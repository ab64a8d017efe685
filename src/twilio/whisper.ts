// The leg of a person who is rung by a Dial: hears what it is about before being put through.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Speech } from '../say/speech.ts'
import { handedOffIn } from '../desk/enqueue.ts'
import { noteInput } from '../turn/turn.ts'
import { phrase } from '../languages/language.ts'
import { address } from './address.ts'
import type { Edge } from './edge.ts'
import { field, type Form } from './form-input.ts'
import { inviteToPress } from './leg-address.ts'
import { speaker } from './speak.ts'
import { hangUp, sendTwiml } from './answering.ts'
import { speakPlainly } from './words.ts'

/** While the 1 is waited for after each invitation, seconds. */
const PRESS = 5

/** Who is rung, for which hand-off of which call. */
type Rung = Record<'call' | 'handoff' | 'person' | 'language', string>

/**
 * A telephone may be answered by a voicemail box or a child: it hears only "press 1 to take the
 * call", and without the 1 that leg ends. A browser phone was answered by the operator's own click,
 * so its whisper is spoken at once.
 */
export function whisperHandlers(edge: Edge): Record<'whisper' | 'accept', RequestHandler> {
  return {
    async whisper(req, res) {
      const rung = readRung(req.query)
      const clicked = rung.person.startsWith('client:')
      sendTwiml(res, clicked ? await putThrough(edge, rung) : invite(edge, rung))
    },
    async accept(req, res) {
      const rung = readRung(req.query)
      const accepted = field((req.body ?? {}) as Form, 'Digits') === '1'
      if (!accepted) await noteRefusal(edge, rung)
      sendTwiml(res, accepted ? await putThrough(edge, rung) : hangUp())
    },
  }
}

function invite(edge: Edge, rung: Rung): string {
  const invitation = speakPlainly(phrase('take the call', rung.language), rung.language)
  const action = address(edge.context.base, 'whisper/accept', rung)
  return inviteToPress(edge, action, { words: [invitation], seconds: PRESS })
}

async function noteRefusal({ runtime }: Edge, { call, person }: Rung): Promise<void> {
  try {
    await noteInput(runtime, call, { at: runtime.now(), type: 'declined', person })
  } catch (err) {
    runtime.log.error({ err, call }, 'a refusal could not be kept; the person may be rung again')
  }
}

/** The end of this document bridges the two. When the store is away they are still bridged: the
 * caller has waited long enough. */
async function putThrough(edge: Edge, { call, handoff, person }: Rung): Promise<string> {
  const { runtime, context } = edge
  const response = new VoiceResponse()
  try {
    const answer = await noteInput(runtime, call, { at: runtime.now(), type: 'answered', person })
    if (answer.outcome === 'unknown call') return hangUp()
    const company = (await runtime.store.loadCall(call))?.tenant
    speaker(context, company)(response, await whisperOf(edge, call, handoff))
  } catch (err) {
    runtime.log.error(
      { err, call, handoff },
      'the whisper failed; operator and caller are connected without it',
    )
  }
  return response.toString()
}

/** The whisper is part of the turn that handed the call off, so it is found in the call's log. */
async function whisperOf({ runtime }: Edge, call: string, handoff: string): Promise<Speech[]> {
  const events = (await runtime.store.turns(call)).flatMap((turn) => turn.events)
  return handedOffIn(events, handoff)?.whisper ?? []
}

const readRung = (query: Record<string, unknown>): Rung => ({
  call: field(query, 'call'),
  handoff: field(query, 'handoff'),
  person: field(query, 'person'),
  language: field(query, 'language') || 'en-US',
})
