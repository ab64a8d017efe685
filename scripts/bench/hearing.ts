// Speech in real time: Twilio's side is played here, Google's in another process, the server in a third.
import { fork, type ChildProcess } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { publicUrl, token } from './load.ts'

export type Hearing = {
  google: ChildProcess
  server: ChildProcess
  port: number
  /** when Twilio was told to go on, by call: absolute ms */
  told: Map<string, { at: number; twiml: string }[]>
  stop(): void
}

export async function openHearing(folder: string, flows: string): Promise<Hearing> {
  const child = (name: string, args: string[]): ChildProcess => fork(new URL(`./bench/${name}.js`, import.meta.url), args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, METADATA_SERVER_DETECTION: 'none' } })
  const google = child('google', [])
  const [{ endpoint }] = (await once(google, 'message')) as [{ endpoint: string }]
  const server = child('hearing-server', [join(folder, 'hearing.db'), publicUrl, token, flows, endpoint])
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const told: Hearing['told'] = new Map()
  server.on('message', (message: { call?: string; at: number; to: { twiml?: string } }) => {
    if (message.call !== undefined) told.set(message.call, [...(told.get(message.call) ?? []), { at: message.at, twiml: message.to.twiml ?? '' }])
  })
  return { google, server, port, told, stop() { server.kill('SIGKILL'); google.kill('SIGKILL') } }
}

const signed = (url: string, form: Record<string, string> = {}): string => createHmac('sha1', token).update(url + Object.keys(form).sort().map((key) => key + form[key]).join('')).digest('base64')

/** A webhook of a call; gives the document. */
export async function post(port: number, call: string, path: string, fields: Record<string, string> = {}): Promise<string> {
  const form: Record<string, string> = { CallSid: call, From: '+12025550143', To: '+15005550006', ...fields }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: new URLSearchParams(form), headers: { 'x-twilio-signature': signed(publicUrl + path, form) } })
  const xml = await response.text()
  if (!response.ok || !xml.includes('seq=')) throw new Error(`${path}: ${response.status} ${xml.slice(0, 300)}`)
  return xml
}

export const attribute = (xml: string, pattern: RegExp): string => (pattern.exec(xml)?.[1] ?? '').replaceAll('&amp;', '&').replace(/#.*$/, '')
export const gatherPath = (xml: string): string => attribute(xml, /<Gather[^>]* action="([^"]+)"/).slice(publicUrl.length)
const streamPath = (xml: string): string => attribute(xml, /<Stream url="([^"]+)"/).slice(publicUrl.length - 2)

/** The stream a document asks for, begun; each frame carries the time at which it is sent. */
export async function stream(port: number, call: string, xml: string): Promise<{ socket: WebSocket; frame(): void }> {
  const path = streamPath(xml)
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { 'x-twilio-signature': signed(publicUrl.replace('https', 'wss') + path) }, perMessageDeflate: false })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', streamSid: 'MZ1', start: { streamSid: 'MZ1', accountSid: 'AC1', callSid: call, tracks: ['inbound'], customParameters: {}, mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 } } }))
  const audio = Buffer.alloc(160, 0xff)
  let chunk = 0
  return {
    socket,
    frame() {
      if (socket.readyState !== WebSocket.OPEN) return
      chunk++
      audio.writeDoubleBE(performance.timeOrigin + performance.now(), 0)
      socket.send(`{"event":"media","sequenceNumber":"${chunk + 1}","streamSid":"MZ1","media":{"track":"inbound","chunk":"${chunk}","timestamp":"${chunk * 20}","payload":"${audio.toString('base64')}"}}`)
    },
  }
}

/** Frames of all streams every 20 ms for so long; those of one tick are spread over it, as callers are. */
export async function speak(streams: { frame(): void }[], ms: number): Promise<void> {
  const PARTS = 10
  const begun = performance.now()
  for (let part = 0; part * (20 / PARTS) < ms; part++) {
    for (let index = part % PARTS; index < streams.length; index += PARTS) streams[index]?.frame()
    const wait = begun + (part + 1) * (20 / PARTS) - performance.now()
    if (wait > 0.5) await new Promise((resolve) => setTimeout(resolve, wait))
    else if (part % 5 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** One answer of a child to one question. */
export async function ask<T>(child: ChildProcess, question: string, has: string): Promise<T> {
  const answered = new Promise<T>((resolve) => {
    const take = (message: object): void => { if (has in message) { child.off('message', take); resolve(message as T) } }
    child.on('message', take)
  })
  child.send(question)
  return answered
}
