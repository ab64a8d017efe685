// Reports that want no answer: a recording is ready, the caller's leg is over. They come late,
// twice or out of order.
import type { RequestHandler } from 'express'
import type { Input } from '../call/input.ts'
import type { Runtime } from '../world/runtime.ts'
import { noteInput } from '../turn/turn.ts'
import { callIdOf, recordingInput, statusInput, type Form } from './form-input.ts'
import { callAndSeq } from './answering.ts'

/** Handlers that note what is reported. A failure is a 503, because Twilio then reports again. */
export function reportHandlers(runtime: Runtime): Record<'recording' | 'status', RequestHandler> {
  const noting =
    (read: (form: Form, at: number) => Input | undefined): RequestHandler =>
    async (req, res) => {
      const form = (req.body ?? {}) as Form
      const call = callAndSeq(req.query).call ?? callIdOf(form)
      const input = read(form, runtime.now())
      try {
        if (call && input) await noteInput(runtime, call, input)
        res.status(204).end()
      } catch (error) {
        runtime.log.error({ err: error, call, path: req.path }, 'a report could not be noted')
        res.status(503).type('text/plain').send('callflow: not noted, please report again\n')
      }
    }
  return { recording: noting(recordingInput), status: noting(statusInput) }
}
