// All addresses Twilio calls, behind one check of its signature.
import { Router, urlencoded } from 'express'
import type { Runtime } from '../runtime.ts'
import { reportHandlers } from './report.ts'
import { answerSelfTest } from './self-test.ts'
import { refuseWithoutToken, requireSignature } from './signature.ts'
import { makeEars, type Ears } from './ears.ts'
import type { Context } from './speak.ts'
import { beginsUncut, goOnAsking, twiml } from './twiml.ts'
import { voiceHandlers } from './voice.ts'
import { whisperHandlers } from './whisper.ts'

/** To be mounted at `/twilio`; `ears` take the media streams that replies ask for. */
export function twilioRoutes(runtime: Runtime): { router: Router; ears: Ears } {
  const base = runtime.config.publicUrl ?? ''
  const context: Context = {
    base,
    audioUrl(language, name) {
      const path = runtime.library.audioPath(language, name)
      return path && base + path
    },
  }
  const ears = makeEars(runtime, base, {
    render: (turn) => twiml(turn, context),
    uncut: ({ events }) => beginsUncut(events),
    silently: (turn) => goOnAsking(turn, context, { words: false, streamed: true }) ?? '',
    elsewise: (turn, whole) => (whole ? twiml(turn, { ...context, streamUrl: undefined }) : (goOnAsking(turn, context, { words: true, streamed: false }) ?? '')),
  })
  context.streamUrl = ears.streamFor
  const voice = voiceHandlers(runtime, context, ears)
  const { whisper, accept } = whisperHandlers(runtime, context)
  const { recording, status } = reportHandlers(runtime)

  const router = Router()
  router.use(refuseWithoutToken(runtime), urlencoded({ extended: false, limit: '64kb', parameterLimit: 300, inflate: false }), requireSignature(runtime))
  router.post('/voice/turn', voice.turn)
  router.post('/voice', voice.start)
  router.post('/voice/work', voice.work)
  router.post('/voice/listen', voice.listen)
  router.post('/voice/again', voice.again)
  router.post('/dial', voice.dial)
  router.post('/record', voice.record)
  router.post('/fallback', voice.fallback)
  router.post('/whisper', whisper)
  router.post('/whisper/accept', accept)
  router.post('/recording', recording)
  router.post('/status', status)
  router.post('/self-test', answerSelfTest)
  return { router, ears }
}
