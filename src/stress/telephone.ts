// A telephone that does with our TwiML what Twilio does: speaks it, waits, and posts signed forms
// to the addresses it finds there.
import { createHmac, randomBytes } from 'node:crypto'

export type Wire = {
  /** where the server listens, and the address it believes to have */
  origin: string
  publicUrl: string
  token: string
  /** how often a request that got no answer is made again, the same to the byte */
  retries?: number
  /** stands around each request: `send` makes it, once or more often, and what is given back is
   * what the telephone gets */
  around?: (request: Request, send: () => Promise<string>) => Promise<string>
  /** reports that come apart from the caller's leg come after what they report on, not before */
  swapped?: boolean
}

export type Request = { url: string; form: Record<string, string> }

type Waiting =
  | { kind: 'gather'; action: string }
  | { kind: 'relay'; url: string; action: string }
  | { kind: 'record'; action: string; callback?: string; empty: string }
  | { kind: 'dial'; action: string; people: string[] }

/** `heard` collects what was spoken since it was last taken; recordings count as `played`. `last`
 * is what the last document said. */
export type Telephone = {
  callSid: string
  heard: string[]
  last: string[]
  played: number
  /** tones heard, and conversations with people */
  tones: number
  talks: number
  waiting?: Waiting
  /** where what the caller says is to be streamed to */
  stream?: string
  over: boolean
  /** goes on with a document that Twilio was given by REST */
  take(xml: string): Promise<void>
  /** a relay gives the call back, with what it was given for it */
  relayEnds(handoffData: string): Promise<void>
  answer(fields: Record<string, string>): Promise<void>
  message(durationSeconds: number): Promise<void>
  /** what the people of the desk do, ring after ring */
  ring(state: Rung): Promise<void>
  release(): Promise<void>
  hangUp(): Promise<void>
}

/** `refused`: each who is rung presses another key than 1; `dropped`: one takes the call and is cut
 * off. */
export type Rung = 'answered' | 'busy' | 'no answer' | 'refused' | 'dropped'

const MOST_REDIRECTS = 40

/** Dials `to` and listens until the call waits for the caller. Throws when a reply is not TwiML. */
export async function dial(wire: Wire, to: string, from = '+12025550143'): Promise<Telephone> {
  const common = {
    AccountSid: 'AC00000000000000000000000000000000',
    ApiVersion: '2010-04-01',
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    From: from,
    To: to,
  }
  const phone: Telephone = {
    callSid: common.CallSid,
    heard: [],
    last: [],
    played: 0,
    tones: 0,
    talks: 0,
    over: false,
    take: (xml) => read(xml),
    relayEnds: (HandoffData) =>
      act('relay', (waiting) => follow(waiting.action, { HandoffData, SessionStatus: 'ended' })),
    answer: (fields) => act('gather', (waiting) => follow(waiting.action, fields)),
    message: (durationSeconds) =>
      act('record', async (waiting) => {
        if (durationSeconds === 0) return follow(waiting.kind === 'record' ? waiting.empty : '', {})
        const recording = {
          RecordingSid: `RE${randomBytes(16).toString('hex')}`,
          RecordingDuration: String(durationSeconds),
          RecordingUrl: 'https://recordings.example.com/1',
        }
        const report = async (): Promise<void> => {
          if (waiting.kind === 'record' && waiting.callback)
            await post(wire, waiting.callback, {
              ...common,
              ...recording,
              RecordingStatus: 'completed',
            })
        }
        if (!wire.swapped) await report()
        await follow(waiting.action, { ...recording, Digits: '#' })
        if (wire.swapped) await report()
      }),
    async ring(state) {
      for (let attempt = 0; phone.waiting?.kind === 'dial' && attempt < 30; attempt++) {
        const { action, people } = phone.waiting
        if (state === 'refused') for (const person of people) await pickUp(person, '3')
        if (state === 'answered' || state === 'dropped') {
          await pickUp(people[0] ?? '', '1')
          return state === 'answered'
            ? undefined
            : follow(action, {
                DialCallStatus: 'failed',
                DialBridged: 'true',
                DialCallDuration: '2',
              })
        }
        await follow(action, {
          DialCallStatus: state === 'busy' ? 'busy' : 'no-answer',
          ...(state === 'refused' ? { DialBridged: 'false' } : {}),
        })
      }
    },
    release: () =>
      act('dial', (waiting) =>
        follow(waiting.action, {
          DialCallStatus: 'completed',
          DialCallDuration: '60',
          DialBridged: 'true',
        }),
      ),
    async hangUp() {
      if (!phone.over) await end()
    },
  }
  await follow(`${wire.publicUrl}/twilio/voice`, {})
  return phone

  async function act(
    kind: Waiting['kind'],
    work: (waiting: Waiting) => Promise<void>,
  ): Promise<void> {
    const { waiting } = phone
    if (waiting?.kind !== kind)
      throw new Error(`the call waits for ${waiting?.kind ?? 'nobody'}, not for ${kind}`)
    await work(waiting)
  }

  /** The operator's leg: hears the whisper and presses a key. */
  async function pickUp(whisper: string, key: string): Promise<void> {
    if (key === '1') phone.talks++
    const first = await post(wire, whisper, {
      ...common,
      CallSid: `CA${randomBytes(16).toString('hex')}`,
    })
    const accept = verbs(first).find(({ name }) => name === 'Gather')?.attributes.action
    if (accept) await post(wire, accept, { ...common, Digits: key })
  }

  async function end(): Promise<void> {
    const { waiting } = phone
    phone.over = true
    phone.waiting = undefined
    await post(wire, `${wire.publicUrl}/twilio/status`, {
      ...common,
      CallStatus: 'completed',
      CallDuration: '60',
    })
    if (waiting?.kind === 'record' && waiting.callback)
      await post(wire, waiting.callback, {
        ...common,
        RecordingSid: `RE${randomBytes(16).toString('hex')}`,
        RecordingStatus: 'absent',
      })
  }

  async function follow(url: string, fields: Record<string, string>, redirects = 0): Promise<void> {
    await read(await post(wire, url, { ...common, ...fields }), redirects)
  }

  async function read(xml: string, redirects = 0): Promise<void> {
    if (redirects > MOST_REDIRECTS) throw new Error('the call is redirected without end')
    phone.waiting = undefined
    phone.last = []
    let gather: string | undefined
    let record: Extract<Waiting, { kind: 'record' }> | undefined
    let connect = ''
    for (const { name, attributes, text } of verbs(xml)) {
      if (name === 'Say') {
        phone.heard.push(text)
        phone.last.push(text)
      } else if (name === 'Play') phone.played++
      else if (name === 'Stream') phone.stream = attributes.url
      else if (name === 'Connect') connect = attributes.action ?? ''
      else if (name === 'ConversationRelay')
        phone.waiting = { kind: 'relay', url: attributes.url ?? '', action: connect }
      else if (name === 'Gather') gather = attributes.action
      else if (name === 'Record')
        record = {
          kind: 'record',
          action: attributes.action ?? '',
          callback: attributes.recordingStatusCallback,
          empty: '',
        }
      else if (name === 'Dial')
        phone.waiting = { kind: 'dial', action: attributes.action ?? '', people: [] }
      else if (
        (name === 'Number' || name === 'Client' || name === 'Sip') &&
        phone.waiting?.kind === 'dial'
      )
        phone.waiting.people.push(attributes.url ?? '')
      else if (name === 'Redirect' && record) record.empty = text
      else if (name === 'Redirect' && gather === undefined) return follow(text, {}, redirects + 1)
      else if (name === 'Hangup' || name === 'Reject') return end()
    }
    if (gather !== undefined) phone.waiting = { kind: 'gather', action: gather }
    else if (record) {
      phone.waiting = record
      phone.tones++
    }
    // a document without a way on ends the call, as Twilio does
    else if (!phone.waiting) await end()
  }
}

const RETRY_AFTER = 100

/** One signed form, as Twilio sends it; the document that came back. Throws when it is refused. */
async function post(wire: Wire, url: string, form: Record<string, string>): Promise<string> {
  const send = (): Promise<string> => postSigned(wire, { url, form })
  return wire.around ? wire.around({ url, form }, send) : send()
}

/** The same, past what stands around requests. */
export async function postSigned(
  { origin, publicUrl, token, retries = 0 }: Wire,
  { url, form }: Request,
): Promise<string> {
  const address = url.replace(/#.*$/, '')
  const signature = createHmac('sha1', token)
    .update(
      address +
        Object.keys(form)
          .sort()
          .map((key) => key + form[key])
          .join(''),
    )
    .digest('base64')
  const ask = async (left: number): Promise<{ ok: boolean; status: number; body: string }> => {
    try {
      const response = await fetch(origin + address.slice(publicUrl.length), {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'x-twilio-signature': signature, connection: 'close' },
      })
      return { ok: response.ok, status: response.status, body: await response.text() }
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER))
      return ask(left - 1)
    }
  }
  const { ok, status, body } = await ask(retries)
  if (!ok) throw new Error(`${new URL(address).pathname} answered ${status}: ${body.slice(0, 200)}`)
  return body
}

type Verb = { name: string; attributes: Record<string, string>; text: string }

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string =>
  text.replace(
    /&(#x?[0-9a-fA-F]+|\w+);/g,
    (all, name: string) =>
      entities[name] ??
      (name.startsWith('#')
        ? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')))
        : all),
  )

/** The verbs of a document in order, nested ones after the one around them. */
function verbs(xml: string): Verb[] {
  return [...xml.matchAll(/<([A-Z]\w*)((?:\s+[\w-]+="[^"]*")*)\s*\/?>([^<]*)/g)].map(
    ([, name = '', attributes = '', text = '']) => ({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
          key,
          plain(value),
        ]),
      ),
      text: plain(text).trim(),
    }),
  )
}
