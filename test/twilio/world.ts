// The order line of flows/ behind a real server: real engine and store, only the outside lookups
// are played.
import type { Effect } from '../../src/call/event.ts'
import type { Input } from '../../src/call/input.ts'
import { readOnce, type TestRuntime } from '../world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { bareRuntime, serve, type Reply } from './server.ts'

export const number = '+15005550006'

type Lookup = (effect: Effect & { kind: 'request' }) => Promise<Input>

/** A server that answers the order line; `lookup` may be changed while it runs, and `change` may
 * put trouble into the store, and `furnish` more into the Runtime; `folder` holds its flows. */
export async function orderLine(
  change: (store: Store) => Store = (store) => store,
  furnish: (runtime: TestRuntime) => void | Promise<void> = () => undefined,
  folder = 'flows',
) {
  const store = openSqlite({ file: ':memory:' })
  await store.migrate()
  const library = await readOnce(`test/twilio/${folder}`, store)
  if (library.problems().length > 0) throw new Error(JSON.stringify(library.problems()))
  const outside: { lookup: Lookup } = {
    lookup: (effect) =>
      Promise.resolve({
        type: 'fetched',
        at: Date.now(),
        key: effect.key,
        found: true,
        data: { state: 'on its way' },
      }),
  }
  const runtime = bareRuntime({
    store: change(store),
    library,
    lookup: (effect) => outside.lookup(effect),
  })
  await furnish(runtime)
  const server = await serve(runtime)
  return {
    ...server,
    runtime,
    outside,
    async close() {
      await server.close()
      library.close()
      await store.close()
    },
  }
}

export type OrderLine = Awaited<ReturnType<typeof orderLine>>

let calls = 0

/** Plays one caller: follows the addresses in our replies as Twilio does. */
export function caller(line: Pick<OrderLine, 'post'>, from = '+12025550123') {
  const callSid = `CA${(++calls).toString(16).padStart(32, '0')}`
  const standard = {
    CallSid: callSid,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: from,
    To: number,
    CallStatus: 'in-progress',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  }
  const call = {
    callSid,
    xml: '',
    /** posts a form and takes the answer as the document of the caller's leg */
    async go(path: string, form: Record<string, string> = {}): Promise<string> {
      const reply = await call.send(path, form)
      if (reply.status !== 200 || !reply.type.startsWith('text/xml'))
        throw new Error(`${path} was answered with ${reply.status} ${reply.type}`)
      return (call.xml = reply.body)
    },
    send: (path: string, form: Record<string, string> = {}): Promise<Reply> =>
      line.post(path, { ...standard, ...form }),
    begin: () => call.go('/twilio/voice'),
    keys: (Digits: string) => call.go(action(call.xml, 'Gather'), { Digits }),
    says: (SpeechResult: string, Confidence = '0.95') =>
      call.go(action(call.xml, 'Gather'), { SpeechResult, Confidence }),
    silence: () => call.go(redirect(call.xml)),
    follow: () => call.go(redirect(call.xml)),
    dialEnds: (DialCallStatus: string, more: Record<string, string> = {}) =>
      call.go(action(call.xml, 'Dial'), { DialCallStatus, ...more }),
  }
  return call
}

/** The path of a verb's action, without host and fragment. */
export function action(xml: string, verb: string, attribute = 'action'): string {
  return path(
    new RegExp(`<${verb}[^>]* ${attribute}="([^"]*)"`).exec(xml)?.[1],
    `${verb} in ${xml}`,
  )
}

export function redirect(xml: string): string {
  return path(/<Redirect>([^<]*)<\/Redirect>/.exec(xml)?.[1], `Redirect in ${xml}`)
}

function path(url: string | undefined, what: string): string {
  if (!url) throw new Error(`there is no ${what}`)
  return url
    .replaceAll('&amp;', '&')
    .replace(/^https:\/\/[^/]*/, '')
    .replace(/#.*/, '')
}

/** What the caller hears, in order. */
export function heard(xml: string): string {
  return [...xml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map((match) => match[1]).join(' ')
}
