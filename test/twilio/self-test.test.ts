import { once } from 'node:events'
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeApp } from '../../src/app.ts'
import { selfTest, watchPublicUrl } from '../../src/twilio/self-test.ts'
import { bareRuntime, token } from './server.ts'

const open: Server[] = []

/** A server whose address is known before its work is. */
async function listening(): Promise<{
  server: Server
  origin: string
  does: (listener: RequestListener) => void
}> {
  const server = createServer()
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    server,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    does: (listener) => void server.on('request', listener),
  }
}

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

const runtimeAt = (publicUrl: string, authToken = token) =>
  bareRuntime({}, { TWILIO_AUTH_TOKEN: authToken, PUBLIC_URL: publicUrl })

/** callflow behind a proxy that may change the path. */
async function behindProxy(
  publicPath: string,
  change: (path: string) => string,
  authToken = token,
) {
  const proxy = await listening()
  const inner = await listening()
  const runtime = runtimeAt(proxy.origin + publicPath)
  inner.does(makeApp(runtimeAt(proxy.origin + publicPath, authToken)))
  proxy.does((req: IncomingMessage, res: ServerResponse) => {
    const onward = request(
      inner.origin + change(req.url ?? '/'),
      { method: req.method, headers: req.headers },
      (reply) => {
        res.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(res)
      },
    )
    req.pipe(onward)
  })
  return runtime
}

const answering =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  async () => {
    const other = await listening()
    other.does((_req, res) => res.writeHead(status, headers).end(body))
    return runtimeAt(other.origin)
  }

describe('the self-test', () => {
  it.each<{
    name: string
    runtime: () => Promise<ReturnType<typeof runtimeAt>>
    says: RegExp | undefined
  }>([
    {
      name: 'is content when the address leads here',
      runtime: () => behindProxy('', (path) => path),
      says: undefined,
    },
    {
      name: 'is content with a proxy that takes off a prefix which PUBLIC_URL has',
      runtime: () => behindProxy('/calls', (path) => path.replace('/calls', '')),
      says: undefined,
    },
    {
      name: 'tells of a proxy that changes the query',
      runtime: () => behindProxy('', (path) => `${path}&via=proxy`),
      says: /leads to a callflow, but the signature does not match there/,
    },
    {
      name: 'tells of a server with another token',
      runtime: () => behindProxy('', (path) => path, 'another token'),
      says: /has another TWILIO_AUTH_TOKEN/,
    },
    {
      name: 'tells of a proxy that changes the path',
      runtime: () => behindProxy('', (path) => `/app${path}`),
      says: /is answered by something else \(404 for POST \/twilio\/self-test\)/,
    },
    {
      name: 'tells of a redirect',
      runtime: answering(301, { location: 'https://www.example.com/' }),
      says: /redirects to https:\/\/www\.example\.com\/: set PUBLIC_URL to the address itself/,
    },
    {
      name: 'tells of a tunnel that is not connected',
      runtime: answering(502, {}, 'bad gateway'),
      says: /answers 502: the tunnel or proxy is up but does not reach this server/,
    },
    {
      name: 'tells of another server',
      runtime: answering(200, {}, '<html>Welcome</html>'),
      says: /is answered by something else \(200/,
    },
    {
      name: 'tells that nobody is there',
      runtime: async () => runtimeAt('http://127.0.0.1:1'),
      says: /cannot be reached/,
    },
    {
      name: 'tells that Twilio is not connected',
      runtime: async () => bareRuntime({}, {}),
      says: /TWILIO_AUTH_TOKEN and PUBLIC_URL are both needed/,
    },
  ])('$name', async ({ runtime, says }) => {
    const said = await selfTest(await runtime())
    if (says) expect(said).toMatch(says)
    else expect(said).toBeUndefined()
  })

  it('warns while it fails, is repeated, and says when it is well', async () => {
    const server = await listening()
    const runtime = runtimeAt(server.origin)
    let up = false
    const app = makeApp(runtime)
    server.does((req, res) => (up ? app(req, res) : void res.writeHead(502).end()))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const stop = watchPublicUrl(runtime)
    try {
      await vi.waitFor(() =>
        expect(runtime.logged).toMatchObject([{ level: 40, retryInSeconds: 5 }]),
      )
      up = true
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(5000)
        expect(runtime.logged.at(-1)).toMatchObject({
          level: 30,
          msg: 'PUBLIC_URL leads here: Twilio can reach us',
        })
      })
    } finally {
      stop()
      vi.useRealTimers()
    }
  })
})
