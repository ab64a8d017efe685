// What a turn asks of the desks and tells them: the queue where operators serve, contacts that join
// it, numbers that are called back.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Input } from '../../src/call/input.ts'
import { noOperators, type DeskView } from '../../src/desk/desk.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Commit } from '../../src/store/store.ts'
import { noteInput, startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'

const flow = `flow: shop
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: care
slots:
  phone: { type: phone, label: Number, read back: yes }
desks:
  care:
    label: Customer care
    skills: [orders]
    wait at most: 8 minutes
    nobody: message
steps:
  menu:
    menu: What now?
    options:
      - { label: customer care, key: 1, set: { priority: high }, then: care }
      - { label: a call back, key: 2, then: call back }
      - { label: how long it takes, key: 3, then: tell }
  call back:
    callback: care
    number: "{{ caller.number }}"
    then: promised
    failed: message
  promised:
    say: We will call you.
    then: hang up
  tell:
    say: "{{ desks.care.free }} free, {{ desks.care.waiting }} waiting, {{ desks.care.wait | spoken }}."
    then: menu
  message:
    record: Speak after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const lines =
  'lines:\n  "+442079460002": { name: Shop, tenant: acme, flow: shop, greeting: Acme shop }\ndesks:\n  care: { people: ["+442079460101"], may dial: [US], most waiting: 3, wrap up: 20 seconds, outcomes: [sold, not sold] }\n'

const heard: Render = ({ session, events }) =>
  JSON.stringify([
    session.state.leaf,
    ...events.flatMap((event) =>
      'speech' in event
        ? event.speech.flatMap((one) => (one.kind === 'pause' ? [] : [one.text]))
        : [],
    ),
  ])

type Desk = {
  runtime: Runtime
  commits: Commit[]
  begin: (started?: { from?: string; withheld?: boolean; practice?: boolean }) => Promise<void>
  send: (input: { type: Input['type'] } & Record<string, unknown>) => Promise<string>
}

const staffed: DeskView = {
  staffed: () => Promise.resolve(true),
  facts: () => Promise.resolve({ free: 1, waiting: 2, wait: 130_000 }),
  openCallback: () => Promise.resolve(undefined),
}

async function deskWith(desk: DeskView | undefined, written = lines): Promise<Desk> {
  const dir = mkdtempSync(join(tmpdir(), 'desks-'))
  writeFileSync(join(dir, 'shop.yaml'), flow)
  writeFileSync(join(dir, 'lines.yaml'), written)
  const store = openSqlite({ file: ':memory:' })
  const commits: Commit[] = []
  const { commit } = store
  store.commit = (turn) => {
    commits.push(turn)
    return commit.call(store, turn)
  }
  let at = Date.UTC(2026, 2, 2, 10)
  const runtime: Runtime = {
    ...(await makeRuntime({ flowsDir: dir, store, now: () => at })),
    desk: { ...noOperators, ...desk },
  }
  return {
    runtime,
    commits,
    async begin({ from = '+442079460111', withheld = false, practice = false } = {}) {
      const machine = runtime.library.current('default', 'shop')
      if (!machine)
        throw new Error(
          runtime.library
            .problems()
            .map(({ message }) => message)
            .join(),
        )
      await startCall(
        runtime,
        { callId: 'CA1', from, to: '+442079460002', withheld, tags: [], practice },
        { machine, line: { name: 'Shop', tenant: 'acme', values: {} } },
        heard,
      )
    },
    async send(input) {
      at += 5000
      const session = await runtime.store.loadCall('CA1')
      const quiet = input.type === 'answered' || input.type === 'hung up'
      const answer = quiet
        ? await noteInput(runtime, 'CA1', { at, ...input } as Input)
        : await takeTurn(
            runtime,
            { callId: 'CA1', answers: session?.reply ?? 0 },
            { at, ...input } as Input,
            heard,
          )
      return 'reply' in answer ? answer.reply : answer.outcome
    },
  }
}

const statuses = async ({ runtime }: Desk): Promise<Record<string, string>> =>
  Object.fromEntries((await runtime.store.handoffs('CA1')).map(({ id, status }) => [id, status]))

it('counts the people whom a line has instead of the desk', async () => {
  const own =
    'greeting: Acme shop, desks: { care: { people: ["+442079460101", "+442079460102"] } } }'
  const desk = await deskWith(undefined, lines.replace('greeting: Acme shop }', own))
  await desk.begin()
  await desk.send({ type: 'keys', keys: '3' })
  const free = desk.commits.map(({ inputs: [input] }) => input?.facts?.['desks.care.free'])
  expect(free).toEqual([2, 2])
})

describe('a desk that operators serve', () => {
  it('lets the caller join its queue with the turn that hands them off', async () => {
    const asked: unknown[] = []
    const desk = await deskWith({
      ...staffed,
      staffed: (tenant, one) => {
        asked.push([tenant, one])
        return Promise.resolve(true)
      },
    })
    await desk.begin()
    expect(await desk.send({ type: 'keys', keys: '1' })).toContain('care/dial')
    expect(asked).toContainEqual(['acme', { name: 'care', skills: ['orders'] }])
    const { contacts = [], session } = desk.commits.at(-1) ?? {}
    const at = session?.at ?? 0
    expect(contacts).toEqual([
      {
        id: 'CA1-h2',
        callId: 'CA1',
        tenant: 'acme',
        desk: 'care',
        label: 'Customer care',
        kind: 'call',
        practice: false,
        caller: '+442079460111',
        line: '+442079460002',
        language: 'en-GB',
        skills: ['orders'],
        priority: 'high',
        status: 'queued',
        seq: 0,
        since: at,
        enqueuedAt: at,
        waitUntil: at + 480_000,
        attempts: 0,
        passed: [],
        legs: {},
        talks: [],
      },
    ])
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'queued' })
    expect(await desk.runtime.store.busyPeople()).toEqual(new Set())
    await desk.send({ type: 'answered', person: 'anna' })
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'talking' })
    await desk.send({ type: 'requeued' })
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'queued' })
    expect(desk.commits.at(-1)?.contacts).toEqual([])
    await desk.send({ type: 'hung up' })
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'nobody' })
  })

  it('keeps the place of a caller who wants to be called back, with a card of its own', async () => {
    const desk = await deskWith(staffed)
    await desk.begin()
    await desk.send({ type: 'keys', keys: '1' })
    const since = desk.commits.at(-1)?.session.at ?? 0
    expect(await desk.send({ type: 'keys', keys: '1' })).toContain('We will call you back')
    const at = desk.commits.at(-1)?.session.at ?? 0
    expect(desk.commits.at(-1)?.contacts).toMatchObject([
      {
        id: 'CA1-h2-callback',
        kind: 'callback',
        caller: '+442079460111',
        enqueuedAt: since,
        since: at,
        waitUntil: at + 86_400_000,
      },
    ])
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'callback', 'CA1-h2-callback': 'callback' })
    expect(
      (await desk.runtime.store.handoff('CA1-h2-callback'))?.transcript.length,
    ).toBeGreaterThan(0)
  })

  it('promises a number one call back only', async () => {
    const desk = await deskWith({
      ...staffed,
      openCallback: () => Promise.resolve('another contact'),
    })
    await desk.begin()
    await desk.send({ type: 'keys', keys: '1' })
    expect(await desk.send({ type: 'keys', keys: '1' })).toContain('We will call you back')
    expect(desk.commits.at(-1)?.contacts).toEqual([])
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'callback' })
    const step = await deskWith({
      ...staffed,
      openCallback: () => Promise.resolve('another contact'),
    })
    await step.begin()
    expect(await step.send({ type: 'keys', keys: '2' })).toContain('We will call you.')
    expect(step.commits.at(-1)?.contacts).toEqual([])
  })

  it('tells how its queue stands, waits rounded up', async () => {
    const desk = await deskWith(staffed)
    await desk.begin()
    expect(await desk.send({ type: 'keys', keys: '3' })).toContain('1 free, 2 waiting, 3 minutes.')
  })
})

describe('a promise to call back', () => {
  it('is kept with the turn that makes it', async () => {
    const desk = await deskWith(undefined)
    await desk.begin()
    expect(await desk.send({ type: 'keys', keys: '2' })).toContain('We will call you.')
    const { contacts = [], session } = desk.commits.at(-1) ?? {}
    expect(contacts).toMatchObject([
      {
        id: 'CA1-h2',
        kind: 'callback',
        caller: '+442079460111',
        enqueuedAt: session?.at,
        status: 'queued',
      },
    ])
    expect(await desk.runtime.store.handoff('CA1-h2')).toMatchObject({
      reason: 'asked to be called back',
      status: 'callback',
    })
  })

  it.each([
    ['premium', '+449098790000', false],
    ['another country', '+375291234567', false],
    ['satellite', '+88161234567', false],
    ['no number', 'anonymous', false],
    ['a country that may be dialled', '+12025550143', true],
  ])('to %s: %s', async (_, from, taken) => {
    const desk = await deskWith(undefined)
    await desk.begin({ from })
    expect(await desk.send({ type: 'keys', keys: '2' })).toContain(
      taken ? 'We will call you.' : 'Speak after the tone.',
    )
  })

  it('is not made for a number in the queue that may not be dialled, but in practice calls it is', async () => {
    for (const practice of [false, true]) {
      const desk = await deskWith(staffed)
      await desk.begin({ from: '+375291234567', practice })
      await desk.send({ type: 'keys', keys: '1' })
      expect((await desk.runtime.store.loadCall('CA1'))?.queued?.callback).toBe(practice)
    }
  })
})

describe('a desk that nobody serves', () => {
  it.each<[string, DeskView | undefined]>([
    ['nobody is signed in', { ...staffed, staffed: () => Promise.resolve(false) }],
    ['the store is away', { ...staffed, staffed: () => Promise.reject(new Error('away')) }],
    ['there are no operators at all', undefined],
  ])('rings its people: %s', async (_, view) => {
    const desk = await deskWith(view)
    await desk.begin()
    await desk.send({ type: 'keys', keys: '1' })
    expect((await desk.runtime.store.loadCall('CA1'))?.ringing?.people).toEqual([
      { to: '+442079460101' },
    ])
    expect(desk.commits.at(-1)?.contacts).toEqual([])
    expect(await statuses(desk)).toEqual({ 'CA1-h2': 'ringing' })
  })
})

it('a desk says in lines.yaml how many may wait, how long writing up takes, and what comes of a contact', async () => {
  const { runtime } = await deskWith(undefined)
  expect(runtime.library.desk('default', 'care')).toEqual({
    people: [{ to: '+442079460101' }],
    order: 'in order',
    mayDial: ['US'],
    mostWaiting: 3,
    wrapUp: 20_000,
    outcomes: ['sold', 'not sold'],
  })
  expect(runtime.library.line('+442079460002')?.greeting).toBe('Acme shop')
})
