// A service that answers lookups in every wrong way, and late or rightly where it is asked to.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { asSent } from '../flow/tree/lookup-answer.ts'
import { askLookup, type Address } from '../world/lookup.ts'

/** The ways in which a lookup can fail its caller. `too late`: the answer comes after the
 * filler. */
export const lookupFaults = [
  'times out',
  'answers 500',
  'is not JSON',
  'lacks a field',
  'redirects',
  'breaks off',
  'is not found',
  'comes too late',
] as const
export type LookupFault = (typeof lookupFaults)[number]

/** What a failing lookup is waited for, in ms; one that comes late may take longer than a webhook
 * is held. */
const TIMEOUT = 700
const LATE = 3300

export type BrokenService = {
  ask(
    effect: Effect & { kind: 'request' },
    fault: LookupFault,
    data: Record<string, unknown>,
    now: () => number,
  ): Promise<Input>
  close(): Promise<void>
}

export async function startBrokenService(): Promise<BrokenService> {
  const late = new Map<string, string>()
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const json = { 'content-type': 'application/json' }
    request.resume()
    switch (decodeURIComponent(url.pathname.slice(1)) as LookupFault) {
      case 'times out':
        return
      case 'answers 500':
        return void response.writeHead(500, json).end('{}')
      case 'is not JSON':
        return void response.writeHead(200, json).end('<html>Please sign in</html>')
      case 'lacks a field':
        return void response.writeHead(200, json).end('{}')
      case 'redirects':
        return void response.writeHead(302, { location: '/' }).end()
      case 'breaks off':
        return void response
          .writeHead(200, { ...json, 'content-length': '100' })
          .write('{', () => response.destroy())
      case 'is not found':
        return void response.writeHead(404, json).end('{}')
      case 'comes too late':
        return void setTimeout(
          () =>
            response
              .writeHead(200, json)
              .end(late.get(url.hash || url.searchParams.get('stress') || '') ?? '{}'),
          LATE,
        )
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ask(effect, fault, data, now) {
      late.set(
        effect.key,
        JSON.stringify(asSent(data, (name) => (effect.gives ? name.replaceAll(' ', '_') : name))),
      )
      const address: Address = {
        url: `${base}/${encodeURIComponent(fault)}?stress=${encodeURIComponent(effect.key)}`,
        headers: {},
        timeout: fault === 'comes too late' ? 3 * LATE : TIMEOUT,
        privateNetwork: true,
      }
      // a private value may not go into an address; here nobody reads them
      return askLookup({ ...effect, private: [] }, address, now)
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
