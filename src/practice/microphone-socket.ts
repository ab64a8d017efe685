// The browser's microphone: a WebSocket for each question of a practice call brings its audio, and
// what is heard goes back.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { isWholeAnswer } from '../call/whole-answer.ts'
import type { Runtime } from '../world/runtime.ts'
import { listenFor } from '../speech/listening.ts'
import { whyForeign } from '../pages/own-pages.ts'

/** What the page is told. After `answer`, `failed` and `ended` nothing follows; `others` are what
 * else the words may have been. */
export type MicrophoneMessage =
  | { is: 'words'; text: string }
  | { is: 'interrupt' }
  | { is: 'answer'; text: string; confidence: number; others: string[] }
  | { is: 'failed' | 'ended' }

/** Bytes of the longest message: 200 ms of audio; the page sends 20 ms at a time. */
const LONGEST_MESSAGE = 1600
/** The page sends 50 a second; after a pause of the browser, several seconds at once. */
const MOST_MESSAGES_A_SECOND = 500
/** Calls that are listened to at once. */
const MOST_OPEN = 20
/** What the engine takes words for that come without a confidence. */
const UNTOLD = 0.6

type Question = NonNullable<Awaited<ReturnType<typeof questionOf>>>

/** Takes the upgrades of a server below `/practice`: for the phone's own page, and the question a
 * call is at. */
export function takeMicrophones(
  server: Server,
  runtime: Runtime,
): { open(): number; close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (!path.startsWith('/practice/')) return
    socket.on('error', () => undefined)
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    const [, call = '', reply] =
      /^\/practice\/audio\/(practice-[0-9a-f]{32})\/(\d{1,9})$/.exec(path) ?? []
    if (!runtime.config.practice || !runtime.recogniser || call === '')
      return refuse('404 Not Found')
    if (whyForeign(request.headers, runtime.config) !== undefined) return refuse('403 Forbidden')
    if (sockets.clients.size >= MOST_OPEN || !runtime.breaker.closed())
      return refuse('503 Service Unavailable')
    const question = await questionOf(runtime, call, Number(reply))
    if (!question) return refuse('409 Conflict')
    sockets.handleUpgrade(request, socket, head, (opened) => take(runtime, question, opened))
  }
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    upgrade(request, socket, head).catch((error: unknown) => {
      runtime.log.error({ err: error }, 'a microphone could not be taken')
      socket.destroy()
    })
  }
  server.on('upgrade', onUpgrade)
  return {
    open: () => sockets.clients.size,
    close() {
      server.off('upgrade', onUpgrade)
      for (const opened of sockets.clients) opened.close(1001, 'the server stops')
      sockets.close()
    },
  }
}

/** What a practice call asks in its last reply, if it listens for words there. */
async function questionOf({ store, library }: Runtime, call: string, reply: number) {
  const session = await store.loadCall(call)
  if (!session?.practice || session.reply !== reply || session.status !== 'waiting')
    return undefined
  const events = (await store.turns(call)).find(({ seq }) => seq === reply)?.events ?? []
  const asked = events.findLast((event) => event.type === 'asked')
  if (!asked || asked.listening.mode === 'keys' || asked.listening.recogniser === undefined)
    return undefined
  return {
    session,
    asked,
    machine: await library.machine(session.version),
    language: asked.listening.recogniser,
  }
}

/** One question, from the opened socket to its answer. */
function take(
  runtime: Runtime,
  { session, asked, machine, language }: Question,
  socket: WebSocket,
): void {
  const { recogniser, metrics, log } = runtime
  if (!recogniser) return socket.close(1011)
  const { hints, expects } = asked.listening
  const call = session.callId
  const tell = (message: MicrophoneMessage, last = false): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    if (last) socket.close(1000)
  }
  metrics.streams.inc()
  const answering = listenFor(
    recogniser,
    { language, hints, expects },
    (alternatives) => isWholeAnswer(machine, session, asked, alternatives),
    tellHeard(runtime, call, tell),
  )
  const refuse = (reason: string): void => {
    log.warn({ call, reason }, 'a microphone was closed')
    answering.close()
    socket.close(1008, reason)
  }
  const isTooMany = countMessages()
  socket.on('message', (data: Buffer, binary) => {
    if (socket.readyState !== socket.OPEN) return
    if (isTooMany()) return refuse('too many messages')
    if (!binary) return refuse('a message is not audio')
    answering.audio(data)
  })
  socket.on('error', (error) => log.warn({ call, reason: error.message }, 'a microphone broke'))
  socket.on('close', () => {
    answering.close()
    metrics.streams.dec()
  })
}

/** Tells the page what is heard, and ends with an answer or a failure. */
function tellHeard(
  { breaker, metrics, log }: Runtime,
  call: string,
  tell: (message: MicrophoneMessage, last?: boolean) => void,
): Parameters<typeof listenFor>[3] {
  return {
    words: (text) => tell({ is: 'words', text }),
    interrupt: () => tell({ is: 'interrupt' }),
    answer([best, ...others]) {
      breaker.worked()
      const { text = '', confidence = UNTOLD } = best ?? {}
      tell({ is: 'answer', text, confidence, others: others.map((one) => one.text) }, true)
    },
    failed(kind, detail) {
      metrics.speechFailures.inc({ kind })
      if (kind === 'no audio' || kind === 'too long') return tell({ is: 'ended' }, true)
      breaker.failed()
      log.warn(
        { call, kind, detail },
        'the recogniser failed; what is said to the practice phone has to be typed',
      )
      tell({ is: 'failed' }, true)
    },
  }
}

/** Counts a message each time it is asked: whether there are too many in this second. */
function countMessages(): () => boolean {
  let second = 0
  let messages = 0
  return () => {
    const now = Math.floor(performance.now() / 1000)
    messages = now === second ? messages + 1 : 1
    second = now
    return messages > MOST_MESSAGES_A_SECOND
  }
}
