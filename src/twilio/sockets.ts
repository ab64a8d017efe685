// WebSockets that Twilio opens, on the port of the webhooks: signed, bound to a call and a reply,
// used once.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Runtime } from '../world/runtime.ts'
import { isSigned } from './signature.ts'
import { readSocketPath, type SocketAddress, type SocketKind } from './socket-address.ts'

/** Bytes of the longest message: a frame of audio is 160 bytes, and Twilio promises no size. */
const LONGEST_MESSAGE = 64_000
/** How long an address that was used up is remembered: longer than it lives. Ms. */
const KEPT = 120_000

/** A socket that was let in. `started` are the addresses that were used up by a start: Twilio may
 * connect twice. */
export type Opened = { socket: WebSocket; address: SocketAddress; started: Set<string> }

/** What becomes of an opened socket. */
export type Take = (opened: Opened) => void

/** Takes the upgrades of a server below `/twilio`. Gives the number of sockets that are open. */
export function takeSockets(
  server: Server,
  runtime: Runtime,
  take: Record<SocketKind, Take>,
): { open(): number; close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_MESSAGE,
    perMessageDeflate: false,
    clientTracking: true,
  })
  const started = new Set<string>()
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (!path.startsWith('/twilio/')) return
    socket.on('error', () => undefined)
    const address = admit(runtime, request, path)
    if (typeof address === 'string') {
      runtime.metrics.refused.inc({ reason: 'socket' })
      runtime.log.warn({ reason: address }, 'a media stream or relay was refused')
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      take[address.kind]({ socket: opened, address, started }),
    )
  }
  server.on('upgrade', upgrade)
  return {
    open: () => sockets.clients.size,
    close() {
      server.off('upgrade', upgrade)
      for (const opened of sockets.clients) opened.close(1001, 'the server stops')
      sockets.close()
    },
  }
}

/** The documentation does not tell which form of the address is signed: each likely one is
 * tried. */
function admit(
  { config, now }: Runtime,
  request: IncomingMessage,
  path: string,
): SocketAddress | string {
  const { twilioAuthToken: token, publicUrl } = config
  if (!token || !publicUrl) return 'practice mode takes no calls'
  const signature = request.headers['x-twilio-signature']
  const plain = publicUrl + path.replace(/\/$/, '')
  const forms = [plain, `${plain}/`].flatMap((form) => [form, form.replace(/^http/, 'ws')])
  if (
    !forms.some((form) =>
      isSigned(token, Array.isArray(signature) ? signature[0] : signature, form),
    )
  )
    return 'its signature does not match'
  const address = readSocketPath(path, token, now())
  return typeof address === 'string' ? `its address is ${address}` : address
}

/** Uses an address up; false when it was used before. */
export function useUp({ started, address }: Opened): boolean {
  const { kind, call, seq } = address
  const key = `${kind} ${call} ${seq}`
  if (started.has(key)) return false
  started.add(key)
  setTimeout(() => started.delete(key), KEPT).unref()
  return true
}
