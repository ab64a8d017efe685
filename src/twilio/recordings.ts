// Recordings of conversations, told by Twilio once they are ready: of a conference by its contact,
// of people who were rung by the call and its hand-off.
import type { RequestHandler } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { noteInput } from '../turn/turn.ts'
import { callIdOf, conversationIn, field, type Form } from './form-input.ts'

/** Keeps each recording once, however often and late it is told; a failure is a 503, because Twilio
 * then reports again. */
export function conversationRecorded(runtime: Runtime): RequestHandler {
  const { log } = runtime

  /** Nothing is added to a call whose words were erased. */
  const isKept = async (callId: string): Promise<boolean> =>
    (await runtime.store.findCall('all', callId))?.erased === false

  const keep = async (query: Record<string, unknown>, form: Form): Promise<void> => {
    const [id, call, handoff] = [
      field(query, 'contact'),
      field(query, 'call'),
      field(query, 'handoff'),
    ]
    const made = conversationIn(form)
    if (!made)
      return void log.info(
        {
          contact: id || undefined,
          call: call || undefined,
          status: field(form, 'RecordingStatus'),
        },
        'a conversation has no recording',
      )
    const { recording, duration } = made
    if (id) {
      const contact = await runtime.store.contact(id)
      if (contact && (await isKept(contact.callId)))
        await runtime.desk.happened(id, {
          type: 'recorded',
          recording,
          ...(duration !== undefined && { seconds: duration / 1000 }),
        })
    } else if (
      (callIdOf(form) ?? call) === call &&
      (await isKept(call)) &&
      (await runtime.store.handoffs(call)).some((one) => one.id === handoff)
    ) {
      await noteInput(runtime, call, {
        type: 'conversation recorded',
        at: runtime.now(),
        handoff,
        recording,
        ...(duration !== undefined && { duration }),
      })
    }
  }

  return async (req, res) => {
    try {
      await keep(req.query, (req.body ?? {}) as Form)
      res.status(204).end()
    } catch (error) {
      log.error({ err: error, path: req.path }, 'a recording of a conversation could not be noted')
      res.status(503).type('text/plain').send('callflow: not noted, please report again\n')
    }
  }
}
