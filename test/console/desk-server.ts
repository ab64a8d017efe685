// A console with a real desk: real store, real dispatch, real calls at their hand-off; what the
// telephone is asked to do is written down.
import type { Contact } from '../../src/desk/contact.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import type { Control, ControlRefusal, Legs } from '../../src/desk/control.ts'
import { operatorOf } from '../../src/staff/account.ts'
import { tenantsOf } from '../../src/console/access.ts'
import { contact } from '../desk/contacts.ts'
import { commitOf } from '../store/commits.ts'
import { servePractice, type Served } from './server.ts'
import { visitAs, type Visitor } from '../practice/visitor.ts'
import type { Account } from '../../src/staff/account.ts'

export type DeskServed = Served & { desk: Desk; asked: string[]; refuse: Set<string> }

/** `control`: the telephone's part is there too. What is in `refuse` fails. */
export async function serveDesk({
  flows = 'test/console/flows',
  control = false,
  at,
}: { flows?: string; control?: boolean; at?: number } = {}): Promise<DeskServed> {
  const asked: string[] = []
  const refuse = new Set<string>()
  const ask = (what: string, word: string): void => {
    if (refuse.has(word)) throw new Error(`${word} failed`)
    asked.push(what)
  }
  const asks = async (what: string, contact: string): Promise<Contact | ControlRefusal> => {
    ask(what, what.split(' ')[0] ?? '')
    return (await runtime.store.contact(contact)) ?? { refused: 'too late' }
  }
  const telephone: Control = {
    hold: async (id, by, on) => {
      ask(`hold ${id} ${on}`, 'hold')
      return desk.happened(id, { type: 'held', by, on })
    },
    mute: (id, _by, on) => asks(`mute ${id} ${on}`, id),
    consult: async (id, by, to) =>
      'number' in to && to.number.startsWith('+1900')
        ? { refused: 'cannot be called' }
        : asks(`consult ${id} ${'number' in to ? to.number : to.operator}`, id).then(() =>
            desk.happened(id, { type: 'leg made', by, name: 'guest', leg: 'CAguest' }),
          ),
    passOn: (id, by) => desk.happened(id, { type: 'passed on', by }),
    cancelConsult: (id) => asks(`cancel ${id}`, id),
    supervise: (id, { id: who }, mode) => asks(`supervise ${id} ${who} ${mode}`, id),
    stopSupervising: (id) => asks(`stop ${id}`, id),
  }
  const legs: Legs = {
    tell: async ({ callId }, { type }) => ask(`tell ${callId} ${type}`, 'tell'),
    ring: async ({ id }, operator) => {
      ask(`ring ${id} ${operator.id}`, 'ring')
      return 'CAoperator'
    },
    callCustomer: async ({ id }) => {
      ask(`call ${id}`, 'call')
      return 'CAcustomer'
    },
    hangUp: async (leg) => ask(`hang up ${leg}`, 'hang up'),
  }
  const served = await servePractice({
    flows,
    ...(at !== undefined && { at }),
    makeDesk: (of) =>
      openDesk(of, {
        legs,
        operators: async () =>
          (await of.store.accounts()).map((account) => operatorOf(account, tenantsOf(of))),
        every: 100,
      }),
  })
  const { runtime } = served
  const { desk } = runtime
  if (control) runtime.control = telephone
  return { ...served, desk, asked, refuse }
}

/** A call that waits at a desk: its session, its hand-off with values, and its contact. */
export async function waits(
  { runtime, desk }: Pick<DeskServed, 'runtime' | 'desk'>,
  id: string,
  over: Partial<Contact> = {},
  more: { reason?: string; text?: string; record?: boolean } = {},
): Promise<Contact> {
  const at = runtime.now()
  const made = contact(id, {
    tenant: 'rowan',
    desk: 'teller',
    label: 'Teller',
    line: '+15005550010',
    practice: true,
    enqueuedAt: at - 65_000,
    since: at,
    waitUntil: at + 600_000,
    ...over,
  })
  const { version } = runtime.library.current('default', 'bank') ?? { version: '' }
  const handoff = {
    id,
    callId: made.callId,
    tenant: made.tenant,
    desk: made.desk,
    label: made.label,
    reason: more.reason ?? 'asked for a person',
    status: 'ringing' as const,
    values: [
      {
        slot: 'pin',
        label: 'Pin',
        text: '•••',
        from: 'keys' as const,
        confirmed: true,
        private: true,
      },
      {
        slot: 'topic',
        label: 'Topic',
        text: more.text ?? 'a card that is lost',
        from: 'speech' as const,
        confidence: 0.92,
        confirmed: true,
      },
      { slot: 'branch', label: 'Branch' },
    ],
    transcript: [
      { who: 'system' as const, text: 'How can I help?' },
      { who: 'caller' as const, text: more.text ?? 'I lost my card' },
    ],
  }
  await runtime.store.commit(
    commitOf(
      made.callId,
      1,
      {
        contacts: [made],
        handoffs: [handoff],
        events: [
          {
            type: 'handed off',
            handoff,
            showNumber: 'line',
            record: more.record ?? false,
            rings: 0,
            whisper: [],
            speech: [],
          },
        ],
      },
      {
        tenant: made.tenant,
        flow: 'bank',
        version,
        practice: made.practice,
        status: 'waiting',
        handoff: id,
        startedAt: at - 90_000,
        at,
        state: { leaf: 'teller/dial', context: {} },
        slots: { pin: { value: '4821', text: '4821', from: 'keys', confirmed: true } },
      },
    ),
  )
  await desk.settle()
  return made
}

export type Told = {
  now: number
  tab: string
  phase: string
  contact?: string
  alert: string
  told: string
  parts: Record<string, string>
}

/** What a desk's window hears: `next` waits for a message that fits; `parts` are those of all
 * messages so far. */
export async function listen(
  { origin }: Pick<Served, 'origin'>,
  { cookies }: Visitor,
  tab: string,
) {
  const stop = new AbortController()
  const response = await fetch(`${origin}/console/desk/stream?tab=${tab}`, {
    headers: {
      accept: 'text/event-stream',
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    signal: stop.signal,
  })
  const heard: Told[] = []
  const events: string[] = []
  const parts: Record<string, string> = {}
  const waiting = new Set<() => void>()
  let ended = false
  const done = (async () => {
    if (response.status !== 200 || !response.body) return
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        const event = /^event: (.*)$/m.exec(message)?.[1]
        if (event === undefined) continue
        events.push(event)
        const data = /^data: (.*)$/m.exec(message)?.[1] ?? ''
        if (event === 'desk') {
          const told = JSON.parse(data) as Told
          Object.assign(parts, told.parts)
          heard.push(told)
        }
        for (const wake of waiting) wake()
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => {
      ended = true
      for (const wake of waiting) wake()
    })
  const until = async (fits: () => boolean, what: string): Promise<void> => {
    const late = AbortSignal.timeout(60_000)
    while (!fits()) {
      if (late.aborted)
        throw new Error(`never heard ${what}; last: ${JSON.stringify(heard.at(-1))}`)
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
        setTimeout(wake, 200)
      })
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    parts,
    events,
    heard,
    next: async (fits: (told: Told) => boolean): Promise<Told> => {
      await until(() => heard.at(-1) !== undefined && fits(heard.at(-1) as Told), String(fits))
      return heard.at(-1) as Told
    },
    ended: () => until(() => ended, 'its end'),
    async stop() {
      stop.abort()
      await done
    },
  }
}

export type Listening = Awaited<ReturnType<typeof listen>>

/** Somebody at their desk in a window of that name, signed on and ready. */
export async function atDesk(
  served: DeskServed,
  account: Account,
  tab: string,
): Promise<{
  visit: Visitor
  does(path: string, fields?: Record<string, string>): ReturnType<Visitor['post']>
}> {
  const visit = await visitAs(served, account)
  const does = (path: string, fields: Record<string, string> = {}) =>
    visit.post(`/console/desk/${path}`, { tab, ...fields })
  await does('report')
  await does('status', { choice: 'ready' })
  return { visit, does }
}
