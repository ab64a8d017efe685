// A scripted Twilio for hand-offs: its REST side by nock, and on the webhook side each leg, which
// does what our documents say.
import nock from 'nock'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import type { Operator } from '../../src/desk/operator.ts'
import { telephoneControl } from '../../src/twilio/conversation-control.ts'
import { telephoneLegs } from '../../src/twilio/reach-people.ts'
import { makeRest } from '../../src/twilio/rest.ts'
import { contextOf } from '../../src/twilio/speak.ts'
import { xmlFault } from '../../src/stress/twiml-reader.ts'
import { publicUrl, token } from './server.ts'
import { number, orderLine } from './world.ts'

export const account = `AC${'0'.repeat(32)}`

type Form = Record<string, string>

/** `status` as Twilio's; `heard` all that was said to it, `at` what its document waits at. */
export type Leg = {
  sid: string
  to: string
  from: string
  status:
    | 'queued'
    | 'ringing'
    | 'in-progress'
    | 'completed'
    | 'no-answer'
    | 'busy'
    | 'failed'
    | 'canceled'
  asked: Form
  heard: string[]
  xml: string
  at?: { kind: 'gather' | 'queue' | 'conference'; url: string; wait?: string; conference?: string }
  /** as the conference has it */
  part?: Form
}

/** What Twilio's REST takes, by what is posted to; anything else is refused as Twilio would ignore
 * or refuse it. */
const parameters: Record<string, Set<string>> = {
  call: new Set(['To', 'From', 'Url', 'StatusCallback', 'StatusCallbackEvent', 'Timeout']),
  update: new Set(['Url', 'Twiml', 'Status']),
  invite: new Set([
    'To',
    'From',
    'StatusCallback',
    'StatusCallbackEvent',
    'Timeout',
    'Beep',
    'EarlyMedia',
    'StartConferenceOnEnter',
    'EndConferenceOnExit',
    'WaitUrl',
    'Muted',
    'Coaching',
    'CallSidToCoach',
  ]),
  participant: new Set([
    'Muted',
    'Hold',
    'HoldUrl',
    'HoldMethod',
    'EndConferenceOnExit',
    'Coaching',
    'CallSidToCoach',
  ]),
}

export const ann: Operator = {
  id: 'ann',
  name: 'Ann',
  tenants: ['fir'],
  skills: {},
  languages: [],
  reach: { by: 'phone', to: '+442079460101' },
}
export const bob: Operator = {
  id: 'bob',
  name: 'Bob',
  tenants: ['fir'],
  skills: {},
  languages: [],
  reach: { by: 'browser' },
}
export const eve: Operator = {
  id: 'eve',
  name: 'Eve',
  tenants: ['fir'],
  skills: {},
  languages: [],
  reach: { by: 'sip', to: 'sip:eve@sip.example.com' },
}

let made = 0

export async function switchboard() {
  const legs = new Map<string, Leg>()
  const board = {
    ahead: 0,
    down: false,
    posts: [] as { path: string; form: Form }[],
    requests: [] as string[],
  }
  let desk: Desk | undefined
  const line = await orderLine(
    undefined,
    async (runtime) => {
      runtime.now = () => Date.now() + board.ahead
      const rest = await makeRest({
        ...runtime.config,
        twilioAccountSid: account,
        twilioAuthToken: token,
      })
      if (!rest) throw new Error('there is an account')
      desk = openDesk(runtime, {
        operators: () => Promise.resolve([ann, bob, eve]),
        legs: telephoneLegs(runtime, rest, contextOf(runtime), [10]),
        every: 3_600_000,
      })
      runtime.desk = desk
      runtime.control = telephoneControl(runtime, rest, contextOf(runtime))
    },
    'desk-flows',
  )
  const { runtime } = line

  const standard = (leg: Leg): Form => ({
    CallSid: leg.sid,
    AccountSid: account,
    From: leg.from,
    To: leg.to,
    CallStatus: leg.status,
    ApiVersion: '2010-04-01',
  })
  const pathOf = (url: string): string =>
    url.replaceAll('&amp;', '&').replace(publicUrl, '').replace(/#.*/, '')

  async function post(leg: Leg, url: string, form: Form = {}): Promise<string> {
    const path = pathOf(url)
    board.posts.push({ path, form: { ...standard(leg), ...form } })
    const reply = await line.post(path, { ...standard(leg), ...form })
    if (reply.status === 204) return ''
    if (reply.status !== 200 || !reply.type.startsWith('text/xml'))
      throw new Error(`${path} was answered with ${reply.status}: ${reply.body}`)
    const fault = xmlFault(reply.body)
    if (fault) throw new Error(`${path}: ${fault}`)
    return reply.body
  }

  /** Does what a document says, up to where it waits. */
  async function run(leg: Leg, xml: string): Promise<void> {
    leg.xml = xml
    leg.at = undefined
    leg.part = undefined
    leg.heard.push(
      ...[...xml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, text = '']) =>
        text.replaceAll('&apos;', "'"),
      ),
    )
    const attribute = (verb: string, name: string): string | undefined =>
      new RegExp(`<${verb}[^>]* ${name}="([^"]*)"`).exec(xml)?.[1]
    const gather = attribute('Gather', 'action')
    const enqueued = attribute('Enqueue', 'action')
    const conference = /<Conference[^>]*>([^<]*)</.exec(xml)?.[1]
    const redirect = /<Redirect>([^<]*)</.exec(xml)?.[1]
    if (enqueued) leg.at = { kind: 'queue', url: enqueued, wait: attribute('Enqueue', 'waitUrl') }
    else if (conference) {
      leg.at = {
        kind: 'conference',
        url: attribute('Dial', 'action') ?? '',
        conference,
        wait: attribute('Conference', 'waitUrl'),
      }
      leg.part = { EndConferenceOnExit: attribute('Conference', 'endConferenceOnExit') ?? 'false' }
    } else if (gather) leg.at = { kind: 'gather', url: gather }
    else if (xml.includes('<Record')) leg.at = undefined
    else if (redirect) await run(leg, await post(leg, redirect))
    else await ends(leg, 'completed')
  }

  async function report(leg: Leg): Promise<void> {
    const url = leg.asked.StatusCallback
    await post(leg, url ?? `${publicUrl}/twilio/status`, {
      CallbackSource: 'call-progress-events',
      Timestamp: new Date().toUTCString(),
    })
  }

  async function ends(leg: Leg, status: Leg['status']): Promise<void> {
    if (isOver(leg)) return
    leg.status = status
    const { at, part } = leg
    leg.at = undefined
    if (at?.kind === 'queue') await post(leg, at.url, { QueueResult: 'hangup' })
    if (at?.kind === 'conference' && at.url !== '')
      await post(leg, at.url, { DialCallStatus: 'completed' })
    await report(leg)
    if (at?.kind === 'conference' && part?.EndConferenceOnExit === 'true')
      for (const other of inConference(at.conference ?? '')) await leavesConference(other)
  }

  async function leavesConference(leg: Leg): Promise<void> {
    const url = leg.at?.url ?? ''
    leg.at = undefined
    if (url === '') return ends(leg, 'completed')
    await run(leg, await post(leg, url, { DialCallStatus: 'answered' }))
  }

  const isOver = ({ status }: Leg): boolean =>
    !['queued', 'ringing', 'in-progress'].includes(status)
  const inConference = (name: string): Leg[] =>
    [...legs.values()].filter(
      ({ at, status }) => status === 'in-progress' && at?.conference === name,
    )
  const newLeg = (asked: Form): Leg => {
    const leg: Leg = {
      sid: `CA${(++made).toString(16).padStart(32, 'd')}`,
      to: asked.To ?? '',
      from: asked.From ?? '',
      status: 'queued',
      asked,
      heard: [],
      xml: '',
    }
    legs.set(leg.sid, leg)
    return leg
  }

  const refuse = (status: number, code: number, message: string): [number, object] => [
    status,
    { status, code, message, more_info: '' },
  ]
  /** One request as Twilio answers it; what it does to a leg happens after the answer. */
  function answer(
    kind: keyof typeof parameters,
    form: Form,
    sid = '',
    conference = '',
  ): [number, object] {
    board.requests.push(`${kind} ${sid} ${JSON.stringify(form)}`)
    if (board.down) return [503, {}]
    const unknown = Object.keys(form).filter((name) => !parameters[kind]?.has(name))
    if (unknown.length > 0) return refuse(400, 20001, `unknown parameters ${unknown.join()}`)
    for (const name of ['Url', 'StatusCallback', 'WaitUrl', 'HoldUrl'])
      if (form[name] !== undefined && !URL.canParse(form[name]))
        return refuse(400, 21205, `${name} is no URL`)
    if (form.Timeout !== undefined && !(Number(form.Timeout) >= 5 && Number(form.Timeout) <= 600))
      return refuse(400, 21216, 'Timeout')
    if (kind === 'call' || kind === 'invite') {
      if (!form.To || form.From !== number) return refuse(400, 21212, 'From or To')
      const leg = newLeg(form)
      if (kind === 'invite') leg.part = { ...form, conference }
      return [
        201,
        kind === 'call'
          ? { sid: leg.sid, status: 'queued' }
          : { call_sid: leg.sid, status: 'queued' },
      ]
    }
    const leg = legs.get(sid)
    if (!leg) return refuse(404, 20404, 'not found')
    if (kind === 'participant') {
      if (leg.at?.conference !== conference.replace(/^CF/, ''))
        return refuse(404, 20404, 'no such participant')
      if (
        form.Coaching === 'true' &&
        legs.get(form.CallSidToCoach ?? '')?.at?.conference !== leg.at.conference
      )
        return refuse(400, 13240, 'CallSidToCoach')
      leg.part = { ...leg.part, ...form }
      return [200, { call_sid: sid }]
    }
    if (isOver(leg) || (form.Status === undefined && leg.status !== 'in-progress'))
      return refuse(400, 21220, 'Call is not in-progress. Cannot redirect.')
    later(async () => {
      if (form.Status === 'completed')
        return ends(leg, leg.status === 'in-progress' ? 'completed' : 'canceled')
      const left = leg.at
      leg.at = undefined
      if (left?.kind === 'queue')
        void post(leg, left.url, { QueueResult: 'redirected' }).catch(() => undefined)
      await run(leg, form.Twiml ?? (await post(leg, form.Url ?? '')))
    })
    return [200, { sid }]
  }

  const work = new Set<Promise<void>>()
  const later = (what: () => Promise<void>): void => {
    const one: Promise<void> = new Promise((resolve) => {
      setImmediate(resolve)
    })
      .then(what)
      .finally(() => work.delete(one))
    work.add(one)
  }

  const base = `/2010-04-01/Accounts/${account}`
  const api = nock('https://api.twilio.com').persist()
  const fields = (body: unknown): Form => {
    const form = new URLSearchParams(String(body))
    return Object.fromEntries([...form.keys()].map((name) => [name, form.getAll(name).join(' ')]))
  }
  api.post(`${base}/Calls.json`).reply((_uri, body) => answer('call', fields(body)))
  api
    .post(new RegExp(`${base}/Calls/CA\\w+\\.json`))
    .reply((uri, body) => answer('update', fields(body), /CA\w+/.exec(uri)?.[0]))
  api.get(new RegExp(`${base}/Conferences\\.json`)).reply((uri) => {
    const name = new URL(uri, 'https://api.twilio.com').searchParams.get('FriendlyName') ?? ''
    return board.down
      ? [503, {}]
      : [
          200,
          {
            conferences:
              inConference(name).length > 0
                ? [{ sid: `CF${name}`, friendly_name: name, status: 'in-progress' }]
                : [],
            page: 0,
            page_size: 50,
          },
        ]
  })
  api
    .post(new RegExp(`${base}/Conferences/[^/]+/Participants\\.json`))
    .reply((uri, body) =>
      answer('invite', fields(body), '', decodeURIComponent(uri.split('/')[5] ?? '')),
    )
  api
    .post(new RegExp(`${base}/Conferences/CF[^/]+/Participants/CA\\w+\\.json`))
    .reply((uri, body) =>
      answer(
        'participant',
        fields(body),
        /Participants\/(CA\w+)/.exec(uri)?.[1],
        uri.split('/')[5],
      ),
    )
  api.get(new RegExp(`${base}/Conferences/CF[^/]+/Participants/CA\\w+\\.json`)).reply((uri) => {
    const leg = legs.get(/Participants\/(CA\w+)/.exec(uri)?.[1] ?? '')
    return !leg || isOver(leg)
      ? refuse(404, 20404, 'not found')
      : [
          200,
          { call_sid: leg.sid, status: leg.status === 'in-progress' ? 'connected' : leg.status },
        ]
  })

  if (!desk) throw new Error('the desk was not opened')
  const open = desk

  /** Until neither the desk nor Twilio has anything to do. */
  async function settle(): Promise<void> {
    do {
      await open.settle()
      await Promise.all([...work])
      await open.settle()
    } while (work.size > 0)
  }

  return {
    ...line,
    board,
    legs,
    desk: open,
    control: runtime.control as NonNullable<typeof runtime.control>,
    settle,
    run,
    post,
    /** the operator signs in and is ready */
    async ready(operator: Operator) {
      await open.report(operator.id, `tab-${operator.id}`)
      await open.choose(operator.id, { status: 'ready' })
      await settle()
    },
    presence: async (id: string) =>
      (await runtime.store.presences()).find(({ operator }) => operator === id),
    /** a caller rings, and presses a key in the menu */
    async caller(key: string, from = '+12025550123'): Promise<Leg> {
      const leg = newLeg({ To: number, From: from })
      leg.status = 'in-progress'
      await run(leg, await post(leg, `${publicUrl}/twilio/voice`))
      await this.keys(leg, key)
      return leg
    },
    async keys(leg: Leg, Digits: string) {
      await run(leg, await post(leg, leg.at?.url ?? '', { Digits }))
      await settle()
    },
    /** the last call made to an address */
    called: (to: string): Leg => {
      const found = [...legs.values()].findLast((leg) => leg.to.startsWith(to))
      if (!found) throw new Error(`nobody called ${to}`)
      return found
    },
    async rings(leg: Leg) {
      leg.status = 'ringing'
      await report(leg)
    },
    /** somebody picks up */
    async answers(leg: Leg) {
      leg.status = 'in-progress'
      if (leg.part) leg.at = { kind: 'conference', url: '', conference: leg.part.conference }
      else await run(leg, await post(leg, leg.asked.Url ?? ''))
      if (leg.asked.StatusCallbackEvent?.includes('answered')) await report(leg)
      await settle()
    },
    async ends(leg: Leg, status: Leg['status'] = 'completed') {
      await ends(leg, status)
      await settle()
    },
    /** what a waiting caller hears next; `key` is pressed meanwhile */
    async waits(leg: Leg, key?: string): Promise<string> {
      const { at } = leg
      if (at?.kind !== 'queue') throw new Error(`the caller is at ${at?.kind}`)
      let xml = await post(leg, at.wait ?? '', { QueuePosition: '1', QueueTime: '5' })
      const asked = xml
      if (key !== undefined && xml.includes('<Gather'))
        xml = await post(leg, /<Gather action="([^"]*)"/.exec(xml)?.[1] ?? '', { Digits: key })
      if (xml.includes('<Leave')) {
        leg.at = undefined
        await run(leg, await post(leg, at.url, { QueueResult: 'leave', QueueTime: '9' }))
      } else at.wait = /<Redirect>([^<]*)</.exec(xml)?.[1]
      await settle()
      return key === undefined ? xml : asked
    },
    contact: async (leg: Leg) => (await runtime.store.contacts({ callId: leg.sid, limit: 10 }))[0],
    session: (leg: Leg) => runtime.store.loadCall(leg.sid),
    talking: (...those: Leg[]): boolean =>
      new Set(those.map(({ at }) => at?.conference)).size === 1 &&
      those.every(({ at, status }) => at?.kind === 'conference' && status === 'in-progress'),
    async close() {
      await settle()
      await open.close()
      await line.close()
      nock.cleanAll()
    },
  }
}

export type Switchboard = Awaited<ReturnType<typeof switchboard>>
