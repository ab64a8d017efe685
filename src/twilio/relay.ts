// ConversationRelay: Twilio hears and speaks, words and keys come over one WebSocket, and the same
// engine answers.
import type { WebSocket } from 'ws'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { collectWork, takeTurn } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import type { Edge } from './edge.ts'
import { eventsOf } from './media-recognition.ts'
import {
  listeningTime,
  readMessage,
  spokenMessages,
  type Incoming,
  type Outgoing,
} from './relay-messages.ts'
import { useUp, type Opened } from './sockets.ts'
import type { Asked } from './stream-hearing.ts'

/** Twilio closes a relay after ten messages it cannot read; so do we. */
const MOST_FAULTS = 10
const MOST_MESSAGES_A_SECOND = 100
/** Relay tells no confidence, but only words its recogniser has accepted: a little surer than where
 * we begin to ask back. */
const ACCEPTED = 0.85

/** Does work when so many ms have passed; gives what calls it off. */
export type After = (ms: number, work: () => void) => () => void

const afterMs: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** One relay from its setup to its end. What relay cannot do (ring people, record, hang up) ends
 * it; the TwiML of that turn goes on. */
export function takeRelay(edge: Edge, opened: Opened, after = afterMs): void {
  const relay = new Relay(edge, opened, after)
  const { socket } = opened
  socket.on('message', (data: Buffer, binary) => relay.receive(data, binary))
  socket.on('close', () => relay.callOff())
  socket.on('error', (error) => {
    const { call } = opened.address
    edge.runtime.log.warn({ call, reason: error.message }, 'a relay broke')
    relay.callOff()
  })
}

class Relay {
  private readonly socket: WebSocket
  private readonly call: string
  private seq: number
  private asked: Asked | undefined
  private language: string | undefined
  private keys = ''
  private ready = false
  private faults = 0
  private second = 0
  private messages = 0
  private last: Promise<unknown> = Promise.resolve()
  private cancelTimer = (): void => undefined

  constructor(
    private readonly edge: Edge,
    private readonly opened: Opened,
    private readonly after: After,
  ) {
    this.socket = opened.socket
    this.call = opened.address.call
    this.seq = opened.address.seq
  }

  receive(data: Buffer, binary: boolean): void {
    if (this.isTooMuch()) return this.end('too many messages')
    const message = binary ? { refused: 'a message is not text' } : readMessage(data.toString())
    if ('refused' in message) return this.countFault(message.refused)
    if (message.type === 'setup') return this.begin(message.call)
    // what comes while a turn is at work counts after it, in the order in which it came
    this.last = this.last.then(() => {
      if (this.ready) this.hear(message)
      else if (message.type !== 'other') this.end('words came before the setup')
    })
  }

  /** Nothing is waited for any more. */
  callOff(): void {
    this.cancelTimer()
  }

  private isTooMuch(): boolean {
    const now = Math.floor(performance.now() / 1000)
    this.messages = now === this.second ? this.messages + 1 : 1
    this.second = now
    return this.messages > MOST_MESSAGES_A_SECOND
  }

  private countFault(reason: string): void {
    this.faults++
    if (this.faults >= MOST_FAULTS || !this.ready) this.end(reason)
  }

  private begin(named: string): void {
    if (this.ready) this.end('the relay began twice')
    else this.inTurn(() => this.setUp(named))
  }

  private async setUp(named: string): Promise<void> {
    if (named !== this.call) return this.end('the relay is of another call')
    if (!useUp(this.opened)) return this.end('the relay began already')
    const { runtime } = this.edge
    const session = await runtime.store.loadCall(this.call)
    if (!session || session.status === 'ended' || session.reply !== this.seq)
      return this.end('the call is not there now')
    this.ready = true
    await this.tell(session, await eventsOf(runtime, this.call, this.seq))
  }

  private hear(message: Incoming): void {
    switch (message.type) {
      case 'error': {
        const { description } = message
        const { log } = this.edge.runtime
        return log.warn({ call: this.call, description }, 'Twilio reports a fault of a relay')
      }
      case 'key':
        return this.press(message.key)
      case 'prompt':
        // whoever is speaking is not silent yet; but should the end of it never come, they are
        // asked again
        return message.last ? this.hearWords(message.text) : this.listenOn()
      case 'interrupt':
        return this.listenOn()
      case 'setup':
      case 'other':
        return undefined
    }
  }

  private hearWords(text: string): void {
    if (text.trim() === '' || this.asked?.listening.mode === 'keys') return
    this.callOff()
    const alternatives = [{ text, confidence: ACCEPTED }]
    this.inTurn(() => this.take({ type: 'speech', at: this.edge.runtime.now(), alternatives }))
  }

  private listenOn(): void {
    if (this.asked) this.wait(this.asked.listening.timers.first)
  }

  /** Keys come one by one: complete, or ended by `#` or by time. */
  private press(key: string): void {
    if (!this.asked || this.asked.listening.mode === 'speech') return
    const { maxKeys, finish, kept, timers } = this.asked.listening
    this.keys += key
    const isFull = maxKeys !== undefined && kept.length + this.keys.length >= maxKeys
    this.callOff()
    if (isFull || (finish !== '' && key === finish)) this.enter(false)
    else this.cancelTimer = this.after(timers.between, () => this.enter(true))
  }

  private enter(timedOut: boolean): void {
    const { keys } = this
    this.keys = ''
    this.inTurn(() => this.take({ type: 'keys', at: this.edge.runtime.now(), keys, timedOut }))
  }

  private wait(ms: number): void {
    this.callOff()
    this.cancelTimer = this.after(ms, () =>
      this.inTurn(() => this.take({ type: 'silence', at: this.edge.runtime.now() })),
    )
  }

  /** What comes while a turn is at work waits for it; a failure of ours gives the call back to
   * TwiML. */
  private inTurn(work: () => Promise<void>): void {
    const { metrics, log } = this.edge.runtime
    this.last = this.last.then(work).catch((err: unknown) => {
      metrics.broke.inc()
      log.error({ err, call: this.call }, 'a turn of a relay failed; the call goes on without it')
      this.send([{ type: 'end', handoffData: '' }])
    })
  }

  private async take(input: Input): Promise<void> {
    const { runtime, render } = this.edge
    const webhook = { callId: this.call, answers: this.seq }
    await this.reply(await takeTurn(runtime, webhook, input, render))
  }

  private async collect(): Promise<void> {
    const { runtime, render } = this.edge
    const webhook = { callId: this.call, answers: this.seq }
    await this.reply(await collectWork(runtime, webhook, render))
  }

  private async reply(answer: Answer): Promise<void> {
    const { runtime } = this.edge
    if (!this.isOpen() || answer.outcome === 'unknown call') return this.end()
    const session = await runtime.store.loadCall(this.call)
    if (!session) return this.end()
    // what came too late changes nothing, and the caller is still listened to
    const late = answer.outcome === 'noted' && session.reply === this.seq
    if (late && session.status === 'waiting')
      return this.wait(this.asked?.listening.timers.first ?? 0)
    await this.tell(session, await eventsOf(runtime, this.call, session.reply))
  }

  /** Says what a turn came to, and listens. */
  private async tell(session: Session, events: Event[]): Promise<void> {
    const { context } = this.edge
    this.seq = session.reply
    this.keys = ''
    if (session.status === 'working') {
      this.send(spokenMessages({ session, events }, context))
      return this.collect()
    }
    const question = events.findLast(
      (event) => event.type === 'asked' || event.type === 'rang' || event.type === 'ended',
    )
    if (question?.type !== 'asked' || question.listening.mode === 'tone')
      return this.send([{ type: 'end', handoffData: JSON.stringify({ seq: this.seq }) }])
    this.asked = question
    this.switchLanguage(session, question)
    this.send(spokenMessages({ session, events }, context))
    this.wait(listeningTime(events) + question.listening.timers.first)
  }

  private switchLanguage({ language }: Session, { listening }: Asked): void {
    const transcriptionLanguage = listening.recogniser ?? language
    if (this.language !== undefined && this.language !== language)
      this.send([{ type: 'language', ttsLanguage: language, transcriptionLanguage }])
    this.language = language
  }

  private send(messages: Outgoing[]): void {
    for (const message of messages) this.socket.send(JSON.stringify(message))
  }

  private isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  private end(reason?: string): void {
    this.callOff()
    if (!this.isOpen()) return
    if (reason !== undefined) {
      const { metrics, log } = this.edge.runtime
      metrics.streamsRefused.inc()
      log.warn({ call: this.call, reason }, 'a relay was closed')
    }
    this.socket.close(reason === undefined ? 1000 : 1008, reason)
  }
}
