// A telephone that does with our TwiML what Twilio does: speaks it, waits, and posts signed forms
// to the addresses it finds there.
import { verbs, type Verb } from './twiml-reader.ts'
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
const MOST_RINGS = 30

/** Dials `to` and listens until the call waits for the caller. Throws when a reply is not TwiML. */
export async function dial(wire: Wire, to: string, from = '+12025550143'): Promise<Telephone> {
  const phone = new OneCall(wire, to, from)
  await phone.follow(`${wire.publicUrl}/twilio/voice`, {})
  return phone
}

/** One of Twilio's ids: two letters, and 32 figures. */
const newSid = (letters: 'CA' | 'RE'): string => `${letters}${randomBytes(16).toString('hex')}`

class OneCall implements Telephone {
  readonly callSid = newSid('CA')
  heard: string[] = []
  last: string[] = []
  played = 0
  tones = 0
  talks = 0
  waiting?: Waiting
  stream?: string
  over = false
  private readonly common: Record<string, string>

  constructor(
    private readonly wire: Wire,
    to: string,
    from: string,
  ) {
    this.common = {
      AccountSid: 'AC00000000000000000000000000000000',
      ApiVersion: '2010-04-01',
      CallSid: this.callSid,
      CallStatus: 'in-progress',
      Direction: 'inbound',
      From: from,
      To: to,
    }
  }

  async take(xml: string): Promise<void> {
    return this.read(xml, 0)
  }

  async relayEnds(HandoffData: string): Promise<void> {
    const { action } = this.waitingFor('relay')
    return this.follow(action, { HandoffData, SessionStatus: 'ended' })
  }

  async answer(fields: Record<string, string>): Promise<void> {
    return this.follow(this.waitingFor('gather').action, fields)
  }

  async message(durationSeconds: number): Promise<void> {
    const { action, empty, callback } = this.waitingFor('record')
    if (durationSeconds === 0) return this.follow(empty, {})
    const recording = {
      RecordingSid: newSid('RE'),
      RecordingDuration: String(durationSeconds),
      RecordingUrl: 'https://recordings.example.com/1',
    }
    const report = { ...recording, RecordingStatus: 'completed' }
    if (callback && !this.wire.swapped) await this.post(callback, report)
    await this.follow(action, { ...recording, Digits: '#' })
    if (callback && this.wire.swapped) await this.post(callback, report)
  }

  async ring(state: Rung): Promise<void> {
    for (let attempt = 0; this.waiting?.kind === 'dial' && attempt < MOST_RINGS; attempt++) {
      const { action, people } = this.waiting
      if (state === 'answered' || state === 'dropped') {
        await this.pickUp(people[0] ?? '', '1')
        const dropped = { DialCallStatus: 'failed', DialBridged: 'true', DialCallDuration: '2' }
        return state === 'answered' ? undefined : this.follow(action, dropped)
      }
      if (state === 'refused') for (const person of people) await this.pickUp(person, '3')
      await this.follow(action, {
        DialCallStatus: state === 'busy' ? 'busy' : 'no-answer',
        ...(state === 'refused' && { DialBridged: 'false' }),
      })
    }
  }

  async release(): Promise<void> {
    const ended = { DialCallStatus: 'completed', DialCallDuration: '60', DialBridged: 'true' }
    return this.follow(this.waitingFor('dial').action, ended)
  }

  async hangUp(): Promise<void> {
    if (!this.over) await this.end()
  }

  async follow(url: string, fields: Record<string, string>, redirects = 0): Promise<void> {
    await this.read(await this.post(url, fields), redirects)
  }

  private post(url: string, fields: Record<string, string>): Promise<string> {
    return post(this.wire, url, { ...this.common, ...fields })
  }

  private waitingFor<K extends Waiting['kind']>(kind: K): Waiting & { kind: K } {
    const { waiting } = this
    if (isKind(waiting, kind)) return waiting
    throw new Error(`the call waits for ${waiting?.kind ?? 'nobody'}, not for ${kind}`)
  }

  /** The operator's leg: hears the whisper and presses a key. */
  private async pickUp(whisper: string, key: string): Promise<void> {
    if (key === '1') this.talks++
    const first = await this.post(whisper, { CallSid: newSid('CA') })
    const accept = verbs(first).find(({ name }) => name === 'Gather')?.attributes.action
    if (accept) await this.post(accept, { Digits: key })
  }

  private async end(): Promise<void> {
    const { waiting } = this
    this.over = true
    this.waiting = undefined
    const status = `${this.wire.publicUrl}/twilio/status`
    await this.post(status, { CallStatus: 'completed', CallDuration: '60' })
    if (waiting?.kind === 'record' && waiting.callback)
      await this.post(waiting.callback, { RecordingSid: newSid('RE'), RecordingStatus: 'absent' })
  }

  private async read(xml: string, redirects: number): Promise<void> {
    if (redirects > MOST_REDIRECTS) throw new Error('the call is redirected without end')
    this.waiting = undefined
    this.last = []
    const read: Read = { connect: '' }
    for (const verb of verbs(xml)) {
      const leaves = this.obey(verb, read)
      if (leaves === 'end') return this.end()
      if (leaves) return this.follow(leaves.redirect, {}, redirects + 1)
    }
    if (read.gather !== undefined) this.waiting = { kind: 'gather', action: read.gather }
    else if (read.record) {
      this.waiting = read.record
      this.tones++
    }
    // a document without a way on ends the call, as Twilio does
    else if (!this.waiting) await this.end()
  }

  /** Does what a verb says; tells when it leaves the document. */
  private obey(
    { name, attributes, text }: Verb,
    read: Read,
  ): 'end' | { redirect: string } | undefined {
    const { action = '', url = '' } = attributes
    switch (name) {
      case 'Say':
        this.heard.push(text)
        this.last.push(text)
        return undefined
      case 'Play':
        this.played++
        return undefined
      case 'Stream':
        this.stream = attributes.url
        return undefined
      case 'Connect':
        read.connect = action
        return undefined
      case 'ConversationRelay':
        this.waiting = { kind: 'relay', url, action: read.connect }
        return undefined
      case 'Gather':
        read.gather = attributes.action
        return undefined
      case 'Record': {
        const callback = attributes.recordingStatusCallback
        read.record = { kind: 'record', action, callback, empty: '' }
        return undefined
      }
      case 'Dial':
        this.waiting = { kind: 'dial', action, people: [] }
        return undefined
      case 'Number':
      case 'Client':
      case 'Sip':
        if (this.waiting?.kind === 'dial') this.waiting.people.push(url)
        return undefined
      case 'Redirect':
        if (read.record) read.record.empty = text
        return read.record || read.gather !== undefined ? undefined : { redirect: text }
      case 'Hangup':
      case 'Reject':
        return 'end'
      default:
        return undefined
    }
  }
}

/** What a document has said so far of where the call waits. */
type Read = { gather?: string; record?: Waiting & { kind: 'record' }; connect: string }

const isKind = <K extends Waiting['kind']>(
  waiting: Waiting | undefined,
  kind: K,
): waiting is Waiting & { kind: K } => waiting?.kind === kind

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
