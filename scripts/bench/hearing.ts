// Speech in real time: Twilio's side is played here, Google's in another process, the server in a
// third.
import { fork, type ChildProcess } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { join } from 'node:path'
import { collectorFlags } from '../../src/cli/collector.ts'
import { framesOf } from './frame.ts'
import { makeLateness, type Lateness } from './lateness.ts'
import { publicUrl, token } from './load.ts'

export type Hearing = {
  google: ChildProcess
  server: ChildProcess
  port: number
  /** what Twilio was told by REST, by call, as it came: absolute ms */
  told: Map<string, { at: number; twiml: string }[]>
  /** streams that the server ended */
  ended: number
  stop(): void
}

export async function openHearing(folder: string, flows: string): Promise<Hearing> {
  const child = (name: string, args: string[]): ChildProcess =>
    fork(new URL(`./bench/${name}.js`, import.meta.url), args, {
      execArgv: ['--expose-gc', ...(name === 'google' ? [] : collectorFlags)],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, METADATA_SERVER_DETECTION: 'none' },
    })
  const google = child('google', [])
  const [{ endpoint }] = (await once(google, 'message')) as [{ endpoint: string }]
  const server = child('hearing-server', [
    join(folder, 'hearing.db'),
    publicUrl,
    token,
    flows,
    endpoint,
  ])
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const told: Hearing['told'] = new Map()
  server.on('message', (message: { call?: string; at: number; to: { twiml?: string } }) => {
    if (message.call !== undefined)
      told.set(message.call, [
        ...(told.get(message.call) ?? []),
        { at: message.at, twiml: message.to.twiml ?? '' },
      ])
  })
  return {
    google,
    server,
    port,
    told,
    ended: 0,
    stop() {
      server.kill('SIGKILL')
      google.kill('SIGKILL')
    },
  }
}

const signed = (url: string, form: Record<string, string> = {}): string =>
  createHmac('sha1', token)
    .update(
      url +
        Object.keys(form)
          .sort()
          .map((key) => key + form[key])
          .join(''),
    )
    .digest('base64')

/** A webhook of a call; gives the document. */
export async function post(
  port: number,
  call: string,
  path: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const form: Record<string, string> = {
    CallSid: call,
    From: '+12025550143',
    To: '+15005550006',
    ...fields,
  }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { 'x-twilio-signature': signed(publicUrl + path, form) },
  })
  const xml = await response.text()
  if (!response.ok || !xml.includes('seq='))
    throw new Error(`${path}: ${response.status} ${xml.slice(0, 300)}`)
  return xml
}

export const attribute = (xml: string, pattern: RegExp): string =>
  (pattern.exec(xml)?.[1] ?? '').replaceAll('&amp;', '&').replace(/#.*$/, '')
export const gatherPath = (xml: string): string =>
  attribute(xml, /<Gather[^>]* action="([^"]+)"/).slice(publicUrl.length)
const streamPath = (xml: string): string =>
  attribute(xml, /<Stream url="([^"]+)"/).slice(publicUrl.length - 2)

/** `frame` sends the next 20 ms; false when the stream is over. `close` ends it as Twilio does,
 * `cut` as a network does. */
export type Played = { call: string; frame(): boolean; close(): void; cut(): void }

let streams = 0
/** The streams that were played, by the number in their frames. */
export const callOf = new Map<number, string>()

/** A message of 126 bytes or more, and the end; masked, as a client's are, with noughts. */
const message = (text: string): Buffer =>
  Buffer.concat([
    Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 0xff, 0, 0, 0, 0]),
    Buffer.from(text),
  ])
const theEnd = Buffer.from([0x88, 0x80, 0, 0, 0, 0])

/** The stream a document asks for, begun. Written to the wire by hand: a client's library would
 * cost more than the server under test. */
export async function stream(hearing: Hearing, call: string, xml: string): Promise<Played> {
  const path = streamPath(xml)
  const request = get({
    port: hearing.port,
    host: '127.0.0.1',
    path,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'x-twilio-signature': signed(publicUrl.replace('https', 'wss') + path),
    },
  })
  const [, socket] = (await once(request, 'upgrade')) as [IncomingMessage, Duplex]
  const next = framesOf(++streams)
  callOf.set(streams, call)
  let open = true
  const close = (): void => {
    if (open) socket.end(theEnd)
    open = false
  }
  // all that is ever sent here is the end
  socket.on('data', () => {
    if (open) hearing.ended++
    close()
  })
  socket
    .on('error', () => undefined)
    .on('close', () => {
      open = false
    })
  socket.write(
    message(
      JSON.stringify({
        event: 'start',
        sequenceNumber: '1',
        streamSid: 'MZ1',
        start: {
          streamSid: 'MZ1',
          accountSid: 'AC1',
          callSid: call,
          tracks: ['inbound'],
          customParameters: {},
          mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
        },
      }),
    ),
  )
  return {
    call,
    frame() {
      if (open) socket.write(next())
      return open
    },
    close,
    cut() {
      open = false
      socket.destroy()
    },
  }
}

/** Frames of all streams every 20 ms for so long, spread evenly over it, as callers are; how late
 * this side itself was, and how many frames it sent. */
export async function speak(played: Played[], ms: number): Promise<Lateness> {
  const PARTS = 10
  const PART = 20 / PARTS
  const own = makeLateness()
  const begun = performance.now()
  for (let part = 0; part * PART < ms; part++) {
    const due = begun + part * PART
    const late = performance.now() - due
    for (let index = part % PARTS; index < played.length; index += PARTS)
      if (played[index]?.frame()) own.note(late)
    const wait = due + PART - performance.now()
    if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait))
    else if (part % 5 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return own.take()
}

/** One answer of a child to one question. */
export async function ask<T>(child: ChildProcess, question: string, has: string): Promise<T> {
  const answered = new Promise<T>((resolve) => {
    const take = (message: object): void => {
      if (has in message) {
        child.off('message', take)
        resolve(message as T)
      }
    }
    child.on('message', take)
  })
  child.send(question)
  return answered
}
