// The calls pages: the list with its search, one call as a story, its private values and its
// recordings.
import { pipeline } from 'node:stream/promises'
import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import type { FoundCall } from '../../store/call-search.ts'
import { audit, may } from '../access.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { showCalls } from './list.ts'
import { contactsOf, showStory } from './story.ts'

type WithCall = (req: Request, res: Response, call: FoundCall) => Promise<void>

export function callsRoutes(runtime: Runtime): Router {
  const router = Router()
  const ofCall = async (req: Request) => (await callOf(runtime, req))?.tenant
  const withCall =
    (work: WithCall): RequestHandler =>
    async (req, res) => {
      const call = await callOf(runtime, req)
      if (!call) return problemPage(res, 404)
      await work(req, res, call)
    }

  router.get('/console/calls', may('see calls'), (req, res) => showCalls(runtime, req, res))
  router.get(
    '/console/calls/:id',
    may('read what callers said', ofCall),
    withCall((_req, res, call) => showStory(runtime, res, call, false)),
  )
  router.post(
    '/console/calls/:id/private',
    may('see private values', ofCall),
    withCall(async (req, res, call) => {
      const { tenant, callId: object } = call
      await audit(runtime, req, { action: 'private values seen', tenant, object })
      await showStory(runtime, res, call, true)
    }),
  )
  router.get(
    '/console/calls/:id/recordings/:recording',
    may('hear recordings', ofCall),
    withCall((req, res, call) => playRecording(runtime, req, res, call)),
  )
  return router
}

/** The call of a request, as far as the visitor may see calls of its company. */
async function callOf(
  { store, log }: Runtime,
  { params, res }: Request,
): Promise<FoundCall | undefined> {
  const account = res && visitOf(res).account
  const { id } = params
  const isCallId = typeof id === 'string' && /^[\w-]{1,64}$/.test(id)
  const call = account && isCallId && (await store.findCall(tenantsFor(account, 'see calls'), id))
  if (call) return call
  log.warn(
    { account: account?.id },
    'a call was asked for that is not there, or belongs to another company',
  )
  return undefined
}

async function playRecording(
  runtime: Runtime,
  req: Request,
  res: Response,
  call: FoundCall,
): Promise<void> {
  const { recordingMedia, log } = runtime
  const { callId, tenant, practice } = call
  const recording = String(req.params.recording)
  if (practice || !recordingMedia) return problemPage(res, 404)
  if (!(await recordingsOf(runtime, call)).has(recording)) {
    log.warn(
      { account: accountOf(res).id, callId },
      'a recording was asked for that this call does not have',
    )
    return problemPage(res, 404)
  }
  const details = { recording }
  await audit(runtime, req, { action: 'recording heard', tenant, object: callId, details })
  try {
    const sound = await recordingMedia(recording)
    // its length is not known before its end, so the player cannot ask for a part of it
    res.set({
      'Content-Type': 'audio/wav',
      'Cache-Control': 'private, no-store',
      'Accept-Ranges': 'none',
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': 'inline',
    })
    await pipeline(sound, res)
  } catch (error) {
    if (res.destroyed) return
    log.warn({ err: error, recording }, 'a recording could not be played')
    if (res.headersSent) res.destroy()
    else res.status(502).end()
  }
}

/** The recordings of a call, by id: after a tone, and of its conversations. */
async function recordingsOf({ store }: Runtime, call: FoundCall): Promise<ReadonlySet<string>> {
  const [turns, messages, contacts] = await Promise.all([
    store.turns(call.callId),
    store.messages(call.callId),
    contactsOf(store, call),
  ])
  const events = turns.flatMap((turn) => turn.events)
  return new Set([
    ...events.flatMap((event) => ('recording' in event ? event.recording : [])),
    ...messages.map(({ recording }) => recording),
    ...contacts.flatMap(({ recordings = [] }) => recordings.map(({ id }) => id)),
  ])
}
