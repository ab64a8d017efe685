// A server on an ephemeral port and Twilio's side of the line: signed forms posted to it.
import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as httpRequest,
  type Server,
  type IncomingHttpHeaders,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { makeApp } from '../../src/app.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import type { Library } from '../../src/world/library.ts'
import type { Line } from '../../src/world/lines.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import type { Store } from '../../src/store/store.ts'
import { sign } from '../../src/twilio/signature.ts'
import { takeSockets } from '../../src/twilio/sockets.ts'
import { twilioRoutes } from '../../src/twilio/webhooks.ts'

import type { TestRuntime } from '../world/runtime.ts'

export const token = 'a token for tests'
export const publicUrl = 'https://calls.example.com'

export type Logged = { level: number; msg: string; [key: string]: unknown }

/** A Runtime with nothing behind it: no lines, no database, no network. */
export function bareRuntime(
  over: Partial<Runtime> = {},
  env: NodeJS.ProcessEnv = { TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl },
): TestRuntime & { logged: Logged[] } {
  const logged: Logged[] = []
  return {
    config: readConfig(env),
    log: pino(
      { level: 'info' },
      { write: (line: string) => void logged.push(JSON.parse(line) as Logged) },
    ),
    store: storeAway,
    library: linesOnly([]),
    metrics: makeMetrics(),
    now: Date.now,
    lookup: (effect) =>
      Promise.resolve({ at: Date.now(), type: 'failed', key: effect.key, reason: 'no network' }),
    send: () => Promise.resolve(),
    ...idleParts(Date.now),
    logged,
    ...over,
  }
}

/** A database that is away: whatever is asked of it fails. */
export const storeAway = new Proxy({} as Store, {
  get: () => () => Promise.reject(new Error('the database is away')),
})

/** Lines without any flow in force. */
export function linesOnly(lines: Line[]): Library {
  return {
    line: (number) => lines.find((line) => line.number === number),
    lines: () => lines,
    company: () => undefined,
    content: () => undefined,
    current: () => undefined,
    machine: (version) => Promise.reject(new Error(`nobody knows ${version}`)),
    desk: () => undefined,
    lookup: () => undefined,
    audioPath: () => undefined,
    audioFile: () => undefined,
    problems: () => [],
    reload: () => Promise.resolve(),
    close: () => undefined,
  }
}

export type Reply = { status: number; type: string; body: string; headers: IncomingHttpHeaders }

/** Listens for one test; `post` plays Twilio. */
export async function serve(
  runtime: Runtime,
): Promise<{ origin: string; server: Server; post: Post; close: () => Promise<void> }> {
  const { router, take } = twilioRoutes(runtime)
  const server = createServer(makeApp(runtime, undefined, router))
  const sockets = takeSockets(server, runtime, take)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post: Post = (path, form = {}, { signature, headers = {}, body = encode(form) } = {}) => {
    const url = publicUrl + path
    return exchange(
      `${origin}${path.split('#')[0]}`,
      {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature ?? sign(token, url, form),
        ...headers,
      },
      body,
    )
  }
  const close = async (): Promise<void> => {
    sockets.close()
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { origin, server, post, close }
}

type Post = (
  path: string,
  form?: Record<string, unknown>,
  more?: { signature?: string; headers?: Record<string, string>; body?: string },
) => Promise<Reply>

function encode(form: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(form))
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one))
  return params.toString()
}

const agent = new Agent({ keepAlive: true })

/** One request over node's own client, which sends headers and bodies as they are. */
export function exchange(
  url: string,
  headers: Record<string, string>,
  body: string,
  method = 'POST',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { agent, method, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
            headers: response.headers,
          }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
