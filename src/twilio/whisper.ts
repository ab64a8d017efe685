// The operator's leg: who is rung hears what it is about before being put through.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Runtime } from '../world/runtime.ts'
import { noteInput } from '../turn/turn.ts'
import { phrase } from '../languages/language.ts'
import { address } from './address.ts'
import { field, type Form } from './form-input.ts'
import { speaker, type Context } from './speak.ts'
import { hangUp, sendTwiml } from './answering.ts'
import { spoken } from './words.ts'
import type { Speech } from '../say/speech.ts'

/**
 * A telephone may be answered by a voicemail box or a child: it hears only "press 1 to take the
 * call", and without the 1 that leg ends.
 * A browser phone was answered by the operator's own click, so its whisper is spoken at once.
 */
export function whisperHandlers(
  runtime: Runtime,
  context: Context,
): Record<'whisper' | 'accept', RequestHandler> {
  const whisper: RequestHandler = async (req, res) => {
    const { call, handoff, person, language } = read(req.query)
    if (person.startsWith('client:')) return sendTwiml(res, await putThrough(call, handoff, person))
    const response = new VoiceResponse()
    const invitation = spoken(phrase('take the call', language), language)
    const gather = response.gather({
      action: address(context.base, 'whisper/accept', { call, handoff, person, language }),
      numDigits: 1,
      timeout: 5,
    })
    speaker(context)(gather, [invitation, { kind: 'pause', pause: 2000 }, invitation])
    response.hangup()
    sendTwiml(res, response.toString())
  }

  const accept: RequestHandler = async (req, res) => {
    const { call, handoff, person } = read(req.query)
    const accepted = field((req.body ?? {}) as Form, 'Digits') === '1'
    if (!accepted) await declined(call, person)
    sendTwiml(res, accepted ? await putThrough(call, handoff, person) : hangUp())
  }

  const declined = async (call: string, person: string): Promise<void> => {
    try {
      await noteInput(runtime, call, { at: runtime.now(), type: 'declined', person })
    } catch (error) {
      runtime.log.error(
        { err: error, call },
        'a refusal could not be kept; the person may be rung again',
      )
    }
  }

  /** The end of this document bridges the two. When the store is away they are still bridged: the
   * caller has waited long enough. */
  const putThrough = async (call: string, handoff: string, person: string): Promise<string> => {
    const response = new VoiceResponse()
    try {
      const answer = await noteInput(runtime, call, { at: runtime.now(), type: 'answered', person })
      if (answer.outcome === 'unknown call') return hangUp()
      speaker(context)(response, await whisperOf(call, handoff))
    } catch (error) {
      runtime.log.error(
        { err: error, call, handoff },
        'the whisper failed; operator and caller are connected without it',
      )
    }
    return response.toString()
  }

  /** The whisper is part of the turn that handed the call off, so it is found in the call's log. */
  const whisperOf = async (call: string, handoff: string): Promise<Speech[]> => {
    const events = (await runtime.store.turns(call)).flatMap((turn) => turn.events)
    const handedOff = events.findLast(
      (event) => event.type === 'handed off' && event.handoff.id === handoff,
    )
    return handedOff?.type === 'handed off' ? handedOff.whisper : []
  }

  return { whisper, accept }
}

function read(
  query: Record<string, unknown>,
): Record<'call' | 'handoff' | 'person' | 'language', string> {
  return {
    call: field(query, 'call'),
    handoff: field(query, 'handoff'),
    person: field(query, 'person'),
    language: field(query, 'language') || 'en-US',
  }
}
