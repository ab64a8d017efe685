// All addresses Twilio calls, behind one check of its signature.
import { Router, urlencoded } from 'express'
import type { Runtime } from '../world/runtime.ts'
import { answering } from './answering.ts'
import { callbackHandlers } from './callback.ts'
import { conferenceMusic, pieceHandler, toneHandler } from './music.ts'
import { guestStatus } from './guest.ts'
import { operatorHandlers } from './operator-leg.ts'
import { queueHandlers } from './queue.ts'
import { conversationRecorded } from './recordings.ts'
import { reportHandlers } from './late-reports.ts'
import { answerSelfTest } from './self-test.ts'
import { refuseWithoutToken, requireSignature } from './signature.ts'
import { relayed } from './connect.ts'
import { makeEars } from './media-recognition.ts'
import { takeMedia } from './media.ts'
import { takeRelay } from './relay.ts'
import type { SocketKind } from './socket-address.ts'
import type { Take } from './sockets.ts'
import { contextOf, type Context } from './speak.ts'
import { beginsUncut, goOnAsking, twiml } from './twiml.ts'
import { voiceHandlers } from './caller-leg.ts'
import { whisperHandlers } from './whisper.ts'

/** The router is to be mounted at `/twilio`; `take` takes the sockets that replies ask for. */
export function twilioRoutes(runtime: Runtime): {
  router: Router
  take: Record<SocketKind, Take>
  context: Context
} {
  const plain = contextOf(runtime)
  const { base } = plain
  const ears = makeEars(runtime, base, {
    render: (turn) => twiml(turn, context),
    uncut: ({ events }) => beginsUncut(events),
    silently: (turn) => goOnAsking(turn, context, { words: false, streamed: true }) ?? '',
    elsewise: (turn, whole) =>
      whole
        ? twiml(turn, { ...context, streamUrl: undefined })
        : (goOnAsking(turn, context, { words: true, streamed: false }) ?? ''),
  })
  const context: Context = {
    ...plain,
    streamUrl: ears.streamFor,
    relay: (session) => relayed(runtime, base, session),
  }
  const queue = queueHandlers(runtime, context, (turn) => twiml(turn, context))
  const voice = voiceHandlers(runtime, context, ears, queue)
  const operator = operatorHandlers(runtime, context)
  const callback = callbackHandlers(runtime, context)
  const { whisper, accept } = whisperHandlers(runtime, context)
  const { recording, status } = reportHandlers(runtime)

  const router = Router()
  // sound is fetched, and may be by anybody
  router.get('/music/tone.wav', toneHandler)
  router.get('/music/piece', pieceHandler(runtime))
  router.use(
    refuseWithoutToken(runtime),
    urlencoded({ extended: false, limit: '64kb', parameterLimit: 300, inflate: false }),
    requireSignature(runtime),
  )
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
  router.post('/queue/wait', answering(runtime, context, queue.wait))
  router.post('/queue/key', answering(runtime, context, queue.key))
  router.post('/queue/left', answering(runtime, context, queue.left))
  router.post('/queue/told', answering(runtime, context, queue.told))
  router.post('/music', conferenceMusic(runtime, context))
  router.post('/operator/leg', operator.leg)
  router.post('/operator/answer', operator.answer)
  router.post('/operator/join', operator.join)
  router.post('/operator/left', operator.left)
  router.post('/operator/status', operator.status)
  router.post('/guest/status', guestStatus(runtime))
  router.post('/callback', callback.called)
  router.post('/callback/answer', callback.answer)
  router.post('/callback/left', callback.left)
  router.post('/callback/status', callback.status)
  router.post('/recording', recording)
  router.post('/conversation/recorded', conversationRecorded(runtime))
  router.post('/status', status)
  router.post('/self-test', answerSelfTest)
  return {
    router,
    context,
    take: {
      media: (socket, at, started) => takeMedia(runtime, ears, started, socket, at),
      relay: (socket, at, started) =>
        takeRelay(runtime, context, (turn) => twiml(turn, context), socket, at, started),
    },
  }
}
