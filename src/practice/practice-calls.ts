// What the page asks for: start a call, do something in it, look at it, turn a switch.
import { randomBytes } from 'node:crypto'
import express, {
  Router,
  type ErrorRequestHandler,
  type RequestHandler,
  type Response,
} from 'express'
import { withMessages } from '../call/message.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Line } from '../world/lines.ts'
import type { Runtime } from '../world/runtime.ts'
import {
  collectWork,
  lastReply,
  noteInput,
  startCall,
  takeTurn,
  type Render,
} from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { callerSide, openContactOf } from './waiting-caller.ts'
import { markup, type Html } from '../pages/html.ts'
import {
  inputOf,
  longestText,
  object,
  readAct,
  readLine,
  readNewCall,
  readSwitch,
  type Act,
} from './page-input.ts'
import { phoneRender, type PhoneReply, type Shown } from './page-reply.ts'
import { cardView } from './panels/card-panel.ts'
import { heardView } from './panels/heard-panel.ts'
import { problemsView } from './panels/problems-panel.ts'
import { slotsView } from './panels/slots-panel.ts'
import { stepView } from './panels/step-panel.ts'
import { transcriptView } from './panels/transcript-panel.ts'

const largestBody = '8kb'

/** To be mounted at `/practice`, behind the guard. */
export function practiceApi(runtime: Runtime): Router {
  const { store, library, now } = runtime
  const render = phoneRender(library.audioPath)
  const router = Router()
  router.use(
    (_req, res, next) => {
      res.setHeader('Cache-Control', 'no-store')
      next()
    },
    jsonOnly,
    express.json({ limit: largestBody, inflate: false }),
  )

  router.post('/calls', async (req, res) => {
    const asked = readNewCall(req.body)
    if (typeof asked === 'string') return refuse(res, 400, asked)
    const line = library.line(asked.line)
    const machine = line && library.current(line.flow)
    if (!line) return refuse(res, 404, 'no such line')
    if (!machine)
      return refuse(res, 409, `the line cannot be called: its flow "${line.flow}" has faults`)
    if (!asked.withheld && line.blocked.includes(asked.from))
      return refuse(res, 409, 'the line turns this caller away')
    const callId = `practice-${randomBytes(16).toString('hex')}`
    const answer = await startCall(
      runtime,
      {
        callId,
        from: asked.from,
        to: line.number,
        withheld: asked.withheld,
        tags: [],
        practice: true,
      },
      { machine, line: startedLine(line) },
      render,
    )
    res.status(201).json(await shown(runtime, callId, answer))
  })

  router.post('/calls/:id/input', async (req, res) => {
    const session = await practiceCall(runtime, req.params.id)
    if (!session) return refuse(res, 404, 'no such call')
    const read = readAct(req.body)
    if (typeof read === 'string') return refuse(res, 400, read)
    res.json(await shown(runtime, session.callId, await perform(runtime, session, read, render)))
  })

  router.get('/calls/:id', async (req, res) => {
    const session = await practiceCall(runtime, req.params.id)
    if (!session) return refuse(res, 404, 'no such call')
    res.json(await shown(runtime, session.callId))
  })

  router.post('/calls/:id/say', async (req, res) => {
    const session = await practiceCall(runtime, req.params.id)
    const contact = session && (await openContactOf(runtime, session.callId))
    if (!session || contact?.status !== 'talking')
      return refuse(res, 404, 'nobody listens at the desk now')
    const text = readLine(req.body)
    if (text === undefined)
      return refuse(res, 400, `"text" must have 1 to ${longestText} characters`)
    await store.saveLine({ contact: contact.id, who: 'caller', text, at: now() })
    runtime.live.emit('line', { contact: contact.id })
    res.json(await shown(runtime, session.callId))
  })

  router.post('/calls/:id/callback', async (req, res) => {
    const session = await practiceCall(runtime, req.params.id)
    const contact = session && (await openContactOf(runtime, session.callId))
    if (!session || contact?.status !== 'briefed' || contact.operator === undefined)
      return refuse(res, 404, 'nobody calls back now')
    await runtime.desk.happened(
      contact.id,
      object(req.body).answer === true
        ? { type: 'talking', by: contact.operator }
        : { type: 'not reached' },
    )
    res.json(await shown(runtime, session.callId))
  })

  router.post('/switches', async (req, res) => {
    const read = readSwitch(req.body)
    if (typeof read === 'string') return refuse(res, 400, read)
    const { flow, name, on, text } = read
    const line = library.lines().find((one) => one.flow === flow)
    const machine = library.current(flow)
    if (!line || !machine || !switchesOf(machine).includes(name))
      return refuse(res, 404, 'no such switch')
    await store.setSwitch(line.tenant, flow, name, on, text)
    res.json({ name, on, text })
  })

  router.use(unreadable)
  return router

  async function perform(
    running: Runtime,
    session: Session,
    { answers, act }: { answers: number; act: Act },
    how: Render,
  ): Promise<Answer> {
    const { callId } = session
    if (act.do === 'collect') return collectWork(running, { callId, answers }, how)
    const input = inputOf(
      act,
      now(),
      `practice-${randomBytes(8).toString('hex')}`,
      ringing(session),
    )
    if (!input) return { outcome: 'noted' }
    if (act.do === 'hang up') return hangUp(callId, input)
    if (act.do !== 'message' || !act.leaving)
      return takeTurn(running, { callId, answers }, input, how)
    // who hangs up after the tone leaves first, and the recording comes after
    await noteInput(running, callId, { at: now(), type: 'hung up' })
    return noteInput(running, callId, input)
  }

  /** A call that was called back has no flow any more: its conversation ends at the desk. */
  async function hangUp(callId: string, input: Input): Promise<Answer> {
    const contact = await openContactOf(runtime, callId)
    if (contact?.kind === 'callback')
      await runtime.desk.happened(
        contact.id,
        contact.status === 'talking' ? { type: 'caller left' } : { type: 'not reached' },
      )
    return noteInput(runtime, callId, input)
  }
}

/** Who takes the call when the visitor plays the operator: the one rung last. */
const ringing = ({ ringing: now }: Session): string | undefined =>
  now?.people[Math.max(0, now.next - 1)]?.to ?? now?.people[0]?.to

const startedLine = ({ name, tenant, values, language, ifAllFails }: Line) => ({
  name,
  tenant,
  values,
  language,
  emergency: ifAllFails,
})

/** Switches of a flow and of the sub-flows it does. */
export function switchesOf(machine: Machine): string[] {
  return [
    ...new Set(
      [...machine.scopes.values()].flatMap(({ flow }) => flow.switches.map(({ value }) => value)),
    ),
  ]
}

/** Only practice calls are shown here, and only to who knows their id. */
async function practiceCall(
  { store }: Runtime,
  id: string | string[] | undefined,
): Promise<Session | undefined> {
  const session =
    typeof id === 'string' && /^practice-[0-9a-f]{32}$/.test(id)
      ? await store.loadCall(id)
      : undefined
  return session?.practice ? session : undefined
}

/** The reply and everything beside the phone. An answer without a reply changes nothing that is
 * heard, but the call may be over. */
async function shown(runtime: Runtime, callId: string, answer?: Answer): Promise<Shown> {
  const { store, library } = runtime
  const [session, turns, handoffs, messages] = await Promise.all([
    store.loadCall(callId),
    store.turns(callId),
    store.handoffs(callId),
    store.messages(callId),
  ])
  if (!session) throw new Error(`call ${callId} is gone`)
  const machine = await library.machine(session.version)
  const desk = turns
    .flatMap(({ events }) => events)
    .findLast((event) => event.type === 'handed off')?.handoff.id
  const handoff = handoffs.find(({ id }) => id === desk)
  const told = answer && 'reply' in answer
  const reply = JSON.parse(
    told ? answer.reply : ((await lastReply(runtime, callId)) ?? ''),
  ) as PhoneReply
  const silent = answer !== undefined && !told
  const over = session.status === 'ended' && reply.next.is !== 'over'
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
      ...((silent || over) && { hear: [] }),
      ...(over && { next: { is: 'over' } }),
    },
    panels: Object.fromEntries(
      Object.entries(panels).map(([id, view]) => [id, view ? markup(view) : '']),
    ),
    side: await callerSide(runtime, session),
  }
}

const jsonOnly: RequestHandler = (req, res, next) =>
  req.method === 'POST' && !req.is('application/json') ? refuse(res, 415, 'send JSON') : next()

function refuse(res: Response, status: number, error: string): void {
  res.status(status).json({ error })
}

/** A body that is too large or no JSON; anything else is for the app's last word. */
const unreadable: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (status < 400 || status > 499 || res.headersSent) return next(error)
  refuse(res, status, status === 413 ? 'too large' : 'the request cannot be read')
}
