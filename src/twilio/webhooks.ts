// All addresses Twilio calls, behind one check of its signature.
import { Router, urlencoded, type RequestHandler } from 'express'
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
import { relayFor } from './connect.ts'
import type { Edge } from './edge.ts'
import { makeEars, streamAddress, type Ears } from './media-recognition.ts'
import { takeMedia } from './media.ts'
import { takeRelay } from './relay.ts'
import type { SocketKind } from './socket-address.ts'
import type { Take } from './sockets.ts'
import { contextOf, type Context } from './speak.ts'
import { twiml } from './twiml.ts'
import { callerHandlers } from './caller-leg.ts'
import { whisperHandlers } from './whisper.ts'

/** The router is to be mounted at `/twilio`; `take` takes the sockets that replies ask for. */
export function twilioRoutes(runtime: Runtime): {
  router: Router
  take: Record<SocketKind, Take>
  context: Context
} {
  const plain = contextOf(runtime)
  const { base } = plain
  const context: Context = {
    ...plain,
    streamUrl: (session) => streamAddress(runtime, base, session),
    relay: (session) => relayFor(runtime, base, session),
  }
  const edge: Edge = { runtime, context, render: (turn) => twiml(turn, context) }
  const ears = makeEars(edge)
  return {
    router: routerOf(edge, ears),
    context,
    take: {
      media: (opened) => takeMedia(runtime, ears, opened),
      relay: (opened) => takeRelay(edge, opened),
    },
  }
}

function routerOf(edge: Edge, ears: Ears): Router {
  const { runtime, context } = edge
  const router = Router()
  // sound is fetched, and may be by anybody
  router.get('/music/tone.wav', toneHandler)
  router.get('/music/piece', pieceHandler(runtime))
  router.use(
    refuseWithoutToken(runtime),
    urlencoded({ extended: false, limit: '64kb', parameterLimit: 300, inflate: false }),
    requireSignature(runtime),
  )
  const queue = queueHandlers(edge)
  const caller = callerHandlers(edge, ears, queue)
  const operator = operatorHandlers(edge)
  const callback = callbackHandlers(edge)
  const dialled = whisperHandlers(edge)
  const reports = reportHandlers(runtime)
  const posts: [string, RequestHandler][] = [
    ['/voice/turn', caller.turn],
    ['/voice', caller.start],
    ['/voice/work', caller.work],
    ['/relay/ended', caller.relayEnded],
    ['/voice/listen', caller.listen],
    ['/voice/again', caller.again],
    ['/dial', caller.dial],
    ['/record', caller.record],
    ['/fallback', caller.fallback],
    ['/whisper', dialled.whisper],
    ['/whisper/accept', dialled.accept],
    ['/queue/wait', answering(edge, queue.wait)],
    ['/queue/key', answering(edge, queue.key)],
    ['/queue/left', answering(edge, queue.left)],
    ['/queue/told', answering(edge, queue.told)],
    ['/music', conferenceMusic(runtime, context)],
    ['/operator/leg', operator.leg],
    ['/operator/answer', operator.answer],
    ['/operator/join', operator.join],
    ['/operator/left', operator.left],
    ['/operator/status', operator.status],
    ['/guest/status', guestStatus(runtime)],
    ['/callback', callback.called],
    ['/callback/answer', callback.answer],
    ['/callback/left', callback.left],
    ['/callback/status', callback.status],
    ['/recording', reports.recording],
    ['/conversation/recorded', conversationRecorded(runtime)],
    ['/status', reports.status],
    ['/self-test', answerSelfTest],
  ]
  for (const [path, handler] of posts) router.post(path, handler)
  return router
}
