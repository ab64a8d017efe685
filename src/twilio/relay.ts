// ConversationRelay: Twilio hears and speaks, words and keys come over one WebSocket, and the same
// engine answers.
import type { WebSocket } from 'ws'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { Runtime } from '../world/runtime.ts'
import { collectWork, takeTurn, type Render } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { eventsOf } from './media-recognition.ts'
import {
  listeningTime,
  readMessage,
  spokenMessages,
  type Incoming,
  type Outgoing,
} from './relay-messages.ts'
import type { SocketAddress } from './socket-address.ts'
import { useUp } from './sockets.ts'
import type { Context } from './speak.ts'

/** Twilio closes a relay after ten messages it cannot read; so do we. */
const MOST_FAULTS = 10
const MOST_MESSAGES_A_SECOND = 100
/** Relay tells no confidence, but only words its recogniser has accepted: a little surer than where
 * we begin to ask back. */
const ACCEPTED = 0.85

type Asked = Event & { type: 'asked' }

/** Does work when so many ms have passed; gives what calls it off. */
export type After = (ms: number, work: () => void) => () => void

const afterMs: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** One relay from its setup to its end. What relay cannot do (ring people, record, hang up) ends
 * it; the TwiML of that turn goes on. */
export function takeRelay(
  runtime: Runtime,
  context: Context,
  render: Render,
  socket: WebSocket,
  address: SocketAddress,
  started: Set<string>,
  after: After = afterMs,
): void {
  const { call } = address
  let seq = address.seq
  let asked: Asked | undefined
  let language: string | undefined
  let keys = ''
  let callOff = (): void => undefined
  let faults = 0
  let second = 0
  let messages = 0
  let ready = false
  let last: Promise<unknown> = Promise.resolve()

  const end = (reason?: string): void => {
    callOff()
    if (socket.readyState !== socket.OPEN) return
    if (reason !== undefined) {
      runtime.metrics.streamsRefused.inc()
      runtime.log.warn({ call, reason }, 'a relay was closed')
    }
    socket.close(reason === undefined ? 1000 : 1008, reason)
  }
  const send = (all: Outgoing[]): void => {
    for (const message of all) socket.send(JSON.stringify(message))
  }
  /** What comes while a turn is at work waits for it; a failure of ours gives the call back to
   * TwiML. */
  const inTurn = (work: () => Promise<void>): void => {
    last = last.then(work).catch((error: unknown) => {
      runtime.metrics.broke.inc()
      runtime.log.error(
        { err: error, call },
        'a turn of a relay failed; the call goes on without it',
      )
      send([{ type: 'end', handoffData: '' }])
    })
  }

  /** Says what a turn came to, and listens. */
  const tell = async (session: Session, events: Event[]): Promise<void> => {
    seq = session.reply
    keys = ''
    const question = events.findLast(
      (event) => event.type === 'asked' || event.type === 'rang' || event.type === 'ended',
    )
    if (session.status === 'working') {
      send(spokenMessages({ session, events }, context))
      return collect()
    }
    if (question?.type !== 'asked' || question.listening.mode === 'tone')
      return send([{ type: 'end', handoffData: JSON.stringify({ seq }) }])
    asked = question
    const heardAs = question.listening.recogniser ?? session.language
    if (language !== undefined && language !== session.language)
      send([{ type: 'language', ttsLanguage: session.language, transcriptionLanguage: heardAs }])
    language = session.language
    send(spokenMessages({ session, events }, context))
    wait(listeningTime(events) + question.listening.timers.first)
  }
  const wait = (ms: number): void => {
    callOff()
    callOff = after(ms, () => inTurn(() => take({ type: 'silence', at: runtime.now() })))
  }
  const take = async (input: Input): Promise<void> =>
    answered(await takeTurn(runtime, { callId: call, answers: seq }, input, render))
  const collect = async (): Promise<void> =>
    answered(await collectWork(runtime, { callId: call, answers: seq }, render))
  const answered = async (answer: Answer): Promise<void> => {
    if (socket.readyState !== socket.OPEN || answer.outcome === 'unknown call') return end()
    const session = await runtime.store.loadCall(call)
    if (!session) return end()
    // what came too late changes nothing, and the caller is still listened to
    if (answer.outcome === 'noted' && session.reply === seq && session.status === 'waiting')
      return wait(asked?.listening.timers.first ?? 0)
    await tell(session, await eventsOf(runtime, call, session.reply))
  }
  /** Keys come one by one: complete, or ended by `#` or by time. */
  const press = (key: string): void => {
    if (!asked || asked.listening.mode === 'speech') return
    const { maxKeys, finish, kept, timers } = asked.listening
    keys += key
    const complete =
      (finish !== '' && key === finish) ||
      (maxKeys !== undefined && kept.length + keys.length >= maxKeys)
    callOff()
    const enter = (timedOut: boolean): void => {
      const pressed = keys
      keys = ''
      inTurn(() => take({ type: 'keys', at: runtime.now(), keys: pressed, timedOut }))
    }
    if (complete) enter(false)
    else callOff = after(timers.between, () => enter(true))
  }
  const setup = async (named: string): Promise<void> => {
    if (named !== call) return end('the relay is of another call')
    if (!useUp(started, address)) return end('the relay began already')
    const session = await runtime.store.loadCall(call)
    if (!session || session.status === 'ended' || session.reply !== seq)
      return end('the call is not there now')
    ready = true
    await tell(session, await eventsOf(runtime, call, seq))
  }
  socket.on('message', (data: Buffer, binary) => {
    const now = Math.floor(performance.now() / 1000)
    messages = now === second ? messages + 1 : 1
    second = now
    if (messages > MOST_MESSAGES_A_SECOND) return end('too many messages')
    const message = binary ? { refused: 'a message is not text' } : readMessage(data.toString())
    if ('refused' in message) {
      if (++faults >= MOST_FAULTS || !ready) end(message.refused)
      return
    }
    if (message.type === 'setup')
      return ready ? end('the relay began twice') : inTurn(() => setup(message.call))
    // what comes while a turn is at work counts after it, in the order in which it came
    last = last.then(() =>
      ready
        ? hear(message)
        : message.type === 'other'
          ? undefined
          : end('words came before the setup'),
    )
  })
  const hear = (message: Incoming): void => {
    if (message.type === 'error')
      runtime.log.warn(
        { call, description: message.description },
        'Twilio reports a fault of a relay',
      )
    else if (message.type === 'key') press(message.key)
    // whoever is speaking is not silent yet; but should the end of it never come, they are asked
    // again
    else if (message.type === 'prompt' && !message.last) {
      if (asked) wait(asked.listening.timers.first)
    } else if (
      message.type === 'prompt' &&
      message.text.trim() !== '' &&
      asked?.listening.mode !== 'keys'
    ) {
      callOff()
      inTurn(() =>
        take({
          type: 'speech',
          at: runtime.now(),
          alternatives: [{ text: message.text, confidence: ACCEPTED }],
        }),
      )
    } else if (message.type === 'interrupt' && asked) wait(asked.listening.timers.first)
  }
  socket.on('close', () => callOff())
  socket.on('error', (error) => {
    runtime.log.warn({ call, reason: error.message }, 'a relay broke')
    callOff()
  })
}
