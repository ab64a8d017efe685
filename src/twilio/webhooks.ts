// All addresses Twilio calls, behind one check of its signature.
import { Router, urlencoded } from 'express'
import type { Runtime } from '../runtime.ts'
import { reportHandlers } from './report.ts'
import { answerSelfTest } from './self-test.ts'
import { refuseWithoutToken, requireSignature } from './signature.ts'
import { relayed } from './connect.ts'
import { makeEars } from './ears.ts'
import { takeMedia } from './media.ts'
import { takeRelay } from './relay.ts'
import type { SocketKind } from './socket-address.ts'
import type { Take } from './sockets.ts'
import type { Context } from './speak.ts'
import { beginsUncut, goOnAsking, twiml } from './twiml.ts'
import { voiceHandlers } from './voice.ts'
import { whisperHandlers } from './whisper.ts'

/** The router is to be mounted at `/twilio`; `take` takes the sockets that replies ask for. */
export function twilioRoutes(runtime: Runtime): { router: Router; take: Record<SocketKind, Take>; context: Context } {
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
  context.relay = (session) => relayed(runtime, base, session)
  const voice = voiceHandlers(runtime, context, ears)
  const { whisper, accept } = whisperHandlers(runtime, context)
  const { recording, status } = reportHandlers(runtime)

  const router = Router()
  router.use(refuseWithoutToken(runtime), urlencoded({ extended: false, limit: '64kb', parameterLimit: 300, inflate: false }), requireSignature(runtime))
  router.post('/voice/turn', voice.turn)
  router.post('/voice', voice.start)
  router.post('/voice/work', voice.work)
  router.post('/relay/ended', voice.relayEnded)
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
  return {
    router,
    context,
    take: {
      media: (socket, at, started) => takeMedia(runtime, ears, started, socket, at),
      relay: (socket, at, started) => takeRelay(runtime, context, (turn) => twiml(turn, context), socket, at, started),
    },
  }
}
