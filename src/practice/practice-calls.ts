// What the page asks for: start a call, do something in it, look at it, turn a switch.
import { randomBytes } from 'node:crypto'
import express, {
  Router,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { declaredAs } from '../call/given-values.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import {
  afterChange,
  describeRefusal,
  refusalOf,
  switchAction,
  switchDetails,
} from '../notices/change.ts'
import { languagesSpoken } from '../notices/switch.ts'
import { entryBy } from '../staff/audit.ts'
import type { Line } from '../world/lines.ts'
import type { Runtime } from '../world/runtime.ts'
import { switchPlaces } from '../world/switch-places.ts'
import type { Answer } from '../world/under-way.ts'
import { collectWork, noteInput, startCall, takeTurn, type Render } from '../turn/turn.ts'
import { fieldsOf } from '../pages/form.ts'
import {
  inputOf,
  LONGEST_TEXT,
  readAct,
  readLine,
  readNewCall,
  readSwitch,
  type Act,
} from './page-input.ts'
import { phoneRender } from './page-reply.ts'
import { readCall } from './read-call.ts'
import { openContactOf } from './waiting-caller.ts'

const LARGEST_BODY = '8kb'

type Handler = (req: Request, res: Response) => Promise<void>

/** To be mounted at `/practice`, behind the guard. */
export function practiceApi(runtime: Runtime): Router {
  const router = Router()
  const render = phoneRender(runtime.library.audioPath)
  router.use(
    (_req, res, next) => {
      res.setHeader('Cache-Control', 'no-store')
      next()
    },
    jsonOnly,
    express.json({ limit: LARGEST_BODY, inflate: false }),
  )
  router.post('/calls', beginCall(runtime, render))
  router.post('/calls/:id/input', doInCall(runtime, render))
  router.get('/calls/:id', async (req, res) => {
    const session = await practiceCall(runtime, req)
    if (!session) return refuse(res, 404, 'no such call')
    res.json(await readCall(runtime, session.callId))
  })
  router.post('/calls/:id/say', sayToOperator(runtime))
  router.post('/calls/:id/callback', answerCallback(runtime))
  router.post('/switches', turnSwitch(runtime))
  router.use(answerUnreadable)
  return router
}

const beginCall =
  (runtime: Runtime, render: Render): Handler =>
  async (req, res) => {
    const { library } = runtime
    const asked = readNewCall(req.body)
    if (typeof asked === 'string') return refuse(res, 400, asked)
    const { from, withheld, given } = asked
    const line = library.line(asked.line)
    const machine = line && library.current(line.tenant, line.flow)
    if (!line) return refuse(res, 404, 'no such line')
    if (!machine)
      return refuse(res, 409, `the line cannot be called: its flow "${line.flow}" has faults`)
    if (!withheld && line.blocked.includes(from))
      return refuse(res, 409, 'the line turns this caller away')
    const unknown = Object.keys(given ?? {}).find((name) => !declaredAs(machine.root.given, name))
    if (unknown !== undefined) return refuse(res, 400, `the flow is not given "${unknown}"`)
    const callId = `practice-${randomBytes(16).toString('hex')}`
    const answer = await startCall(
      runtime,
      {
        callId,
        from,
        to: line.number,
        withheld,
        tags: [],
        practice: true,
        ...(given && { given }),
      },
      { machine, line: startedLine(line) },
      render,
    )
    res.status(201).json(await readCall(runtime, callId, answer))
  }

const doInCall =
  (runtime: Runtime, render: Render): Handler =>
  async (req, res) => {
    const session = await practiceCall(runtime, req)
    if (!session) return refuse(res, 404, 'no such call')
    const read = readAct(req.body)
    if (typeof read === 'string') return refuse(res, 400, read)
    const answer = await perform(runtime, session, read, render)
    res.json(await readCall(runtime, session.callId, answer))
  }

async function perform(
  runtime: Runtime,
  session: Session,
  { answers, act }: { answers: number; act: Act },
  render: Render,
): Promise<Answer> {
  const { callId } = session
  const { now } = runtime
  if (act.do === 'collect') return collectWork(runtime, { callId, answers }, render)
  const recording = `practice-${randomBytes(8).toString('hex')}`
  const input = inputOf(act, now(), recording, lastRung(session))
  if (!input) return { outcome: 'noted' }
  if (act.do === 'hang up') return hangUp(runtime, callId, input)
  if (act.do !== 'message' || !act.leaving)
    return takeTurn(runtime, { callId, answers }, input, render)
  // who hangs up after the tone leaves first, and the recording comes after
  await noteInput(runtime, callId, { at: now(), type: 'hung up' })
  return noteInput(runtime, callId, input)
}

/** A call that was called back has no flow any more: its conversation ends at the desk. */
async function hangUp(runtime: Runtime, callId: string, input: Input): Promise<Answer> {
  const contact = await openContactOf(runtime, callId)
  if (contact?.kind === 'callback')
    await runtime.desk.happened(
      contact.id,
      contact.status === 'talking' ? { type: 'caller left' } : { type: 'not reached' },
    )
  return noteInput(runtime, callId, input)
}

/** Who takes the call when the visitor plays the operator: the one rung last. */
const lastRung = ({ ringing }: Session): string | undefined =>
  ringing?.people[Math.max(0, ringing.next - 1)]?.to ?? ringing?.people[0]?.to

const startedLine = ({ name, tenant, values, language, country, ifAllFails }: Line) => ({
  name,
  tenant,
  values,
  language,
  country,
  emergency: ifAllFails,
})

const sayToOperator =
  (runtime: Runtime): Handler =>
  async (req, res) => {
    const { store, live, now } = runtime
    const session = await practiceCall(runtime, req)
    const contact = session && (await openContactOf(runtime, session.callId))
    if (!session || contact?.status !== 'talking')
      return refuse(res, 404, 'nobody listens at the desk now')
    const text = readLine(req.body)
    if (text === undefined)
      return refuse(res, 400, `"text" must have 1 to ${LONGEST_TEXT} characters`)
    await store.saveLine({ contact: contact.id, who: 'caller', text, at: now() })
    live.emit('line', { contact: contact.id })
    res.json(await readCall(runtime, session.callId))
  }

const answerCallback =
  (runtime: Runtime): Handler =>
  async (req, res) => {
    const session = await practiceCall(runtime, req)
    const contact = session && (await openContactOf(runtime, session.callId))
    if (!session || contact?.status !== 'briefed' || contact.operator === undefined)
      return refuse(res, 404, 'nobody calls back now')
    await runtime.desk.happened(
      contact.id,
      fieldsOf(req.body).answer === true
        ? { type: 'talking', by: contact.operator }
        : { type: 'not reached' },
    )
    res.json(await readCall(runtime, session.callId))
  }

const turnSwitch =
  ({ library, store, now }: Runtime): Handler =>
  async (req, res) => {
    const read = readSwitch(req.body)
    if (typeof read === 'string') return refuse(res, 400, read)
    const { tenant, flow, name, ...wish } = read
    const place = switchPlaces(library).find(
      (one) => one.tenant === tenant && one.flow === flow && one.name === name,
    )
    if (!place) return refuse(res, 404, 'no such switch')
    const at = now()
    const refusal = refusalOf(wish, languagesSpoken(place), at)
    if (refusal) return refuse(res, 409, describeRefusal(refusal))
    const before = await store.switchOf(read)
    const by = 'practice phone'
    const after = { tenant, flow, name, ...afterChange(before, wish, { at, by }) }
    const action = switchAction(before, wish, at)
    const entry = entryBy(by, { at, tenant, action, object: name, details: switchDetails(after) })
    if (!(await store.changeSwitch(after, entry)))
      return refuse(res, 409, 'somebody else changed the switch at this moment')
    res.json({ name, on: after.on, texts: after.texts })
  }

/** Only practice calls are shown here, and only to who knows their id. */
async function practiceCall(
  { store }: Runtime,
  { params: { id } }: Request,
): Promise<Session | undefined> {
  if (typeof id !== 'string' || !/^practice-[0-9a-f]{32}$/.test(id)) return undefined
  const session = await store.loadCall(id)
  return session?.practice ? session : undefined
}

const jsonOnly: RequestHandler = (req, res, next) =>
  req.method === 'POST' && !req.is('application/json') ? refuse(res, 415, 'send JSON') : next()

function refuse(res: Response, status: number, error: string): void {
  res.status(status).json({ error })
}

/** A body that is too large or no JSON; anything else is for the app's last word. */
const answerUnreadable: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  if (status < 400 || status > 499 || res.headersSent) return next(error)
  refuse(res, status, status === 413 ? 'too large' : 'the request cannot be read')
}
