// The live page over HTTP: what a supervisor sees and does, what is kept from others, and the
// stream that keeps it true.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../src/desk/contact.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import type { Control, ControlRefusal, Legs, Supervision } from '../../src/desk/control.ts'
import type { Store } from '../../src/store/store.ts'
import { operatorOf } from '../../src/staff/account.ts'
import { tenantsOf } from '../../src/console/access.ts'
import { formatDuration } from '../../src/pages/time-words.ts'
import { servePractice, type Served } from './server.ts'
import { inState, queued } from './shift.ts'
import { employ, visitAs, type Visitor } from '../practice/visitor.ts'

let served: Served
let desk: Desk
let supervisor: Visitor
let administrator: Visitor
let supervisorId: string
const joined: [contact: string, mode: Supervision | 'leave'][] = []

const legs: Legs = {
  tell: () => Promise.resolve(),
  ring: () => Promise.resolve('leg'),
  callCustomer: () => Promise.resolve('leg'),
  hangUp: () => Promise.resolve(),
}

/** The telephone's part: what a supervisor asks of it is written down; the rest is not asked
 * here. */
function controlOf(store: Store): Control {
  const is = async (id: string): Promise<Contact | ControlRefusal> =>
    (await store.contact(id)) ?? { refused: 'too late' }
  return {
    hold: is,
    mute: is,
    consult: is,
    passOn: is,
    cancelConsult: is,
    supervise: (id, _supervisor, mode) => {
      joined.push([id, mode])
      return is(id)
    },
    stopSupervising: (id) => {
      joined.push([id, 'leave'])
      return is(id)
    },
  }
}

beforeAll(async () => {
  served = await servePractice({
    makeDesk: (of) =>
      openDesk(of, {
        legs,
        every: 600_000,
        operators: async () =>
          (await of.store.accounts()).map((account) => operatorOf(account, tenantsOf(of))),
      }),
  })
  const { runtime } = served
  ;({ desk } = runtime)
  runtime.control = controlOf(runtime.store)
  const boss = await employ(served, ['supervisor@alder'])
  supervisorId = boss.id
  supervisor = await visitAs(served, boss)
  administrator = await visitAs(served, await employ(served, ['administrator@alder']))
  await employ(served, ['operator@alder'], { id: 'ann', name: 'Ann Larkin' })
  await employ(served, ['operator@alder', 'operator@swift'], {
    id: 'bob',
    name: 'Bob <b>Marsh</b>',
  })
  await employ(served, ['operator@swift'], { id: 'cat', name: 'Cat Foreign' })
  await employ(served, ['operator@alder'], { id: 'dan', name: 'Dan Away' })
})
afterAll(async () => {
  await served.close()
})

/** What happens at the desks, without the desk: it would find that these contacts have no calls. */
async function floor(): Promise<void> {
  const { store } = served.runtime
  await store.changeDesk({
    added: [
      queued(served, 'w-1', 130, {
        tenant: 'alder',
        desk: 'sales',
        label: 'Sales',
        priority: 'high',
        language: 'ru-RU',
        practice: true,
      }),
      queued(served, 'w-2', 30, {
        tenant: 'alder',
        desk: 'accounts',
        label: 'Accounts',
        status: 'offered',
        offer: { operator: 'ann', at: served.runtime.now(), until: served.runtime.now() + 20_000 },
      }),
      queued(served, 'w-3', 40, { tenant: 'swift', desk: 'customer care', label: 'Secret Care' }),
      queued(served, 't-1', 400, {
        tenant: 'swift',
        desk: 'customer care',
        label: 'Secret Care',
        status: 'talking',
        operator: 'bob',
        help: served.runtime.now() - 65_000,
        talks: [
          {
            operator: 'bob',
            offeredAt: 0,
            acceptedAt: 0,
            from: served.runtime.now() - 390_000,
            held: 0,
          },
        ],
      }),
      queued(served, 't-2', 210, {
        tenant: 'alder',
        desk: 'sales',
        label: 'Sales',
        status: 'talking',
        operator: 'dan',
        talks: [
          {
            operator: 'dan',
            offeredAt: 0,
            acceptedAt: 0,
            from: served.runtime.now() - 200_000,
            held: 0,
          },
        ],
      }),
      queued(served, 'd-1', 900, {
        tenant: 'alder',
        desk: 'sales',
        label: 'Sales',
        status: 'done',
        operator: 'ann',
        talks: [
          {
            operator: 'ann',
            offeredAt: 0,
            acceptedAt: 0,
            from: served.runtime.now() - 890_000,
            to: served.runtime.now() - 825_000,
            end: 'operator',
            held: 5000,
          },
        ],
      }),
      {
        ...queued(served, 'd-2', 800, {
          tenant: 'alder',
          desk: 'sales',
          label: 'Sales',
          status: 'abandoned',
        }),
        since: served.runtime.now() - 700_000,
      },
      queued(served, 'x-1', 90, {
        tenant: 'alder',
        desk: 'sales',
        label: 'Sales',
        status: 'wrapping',
        operator: 'eve',
      }),
    ],
    presences: [
      inState(served, 'ann', 'offered', 5, { contact: 'w-2' }),
      inState(served, 'bob', 'busy', 390, { contact: 't-1' }),
      inState(served, 'cat', 'ready', 60),
      inState(served, 'dan', 'busy', 200, { contact: 't-2' }),
    ],
  })
}

describe('the live page', () => {
  beforeAll(floor)

  it('shows queues, waiting calls and operators of the companies one supervises, with words for what is late', async () => {
    const { status, text } = await supervisor.get('/console/live')
    expect(status).toBe(200)
    const row = (of: string) =>
      text
        .split('<tr')
        .find((one) => one.includes(of))
        ?.replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ') ?? ''
    expect(row('id="call-w-1"')).toMatch(/practice Sales 2 min \d\d s very late high Russian –/)
    expect(row('id="call-w-2"')).toMatch(/Accounts \d\d s late normal .* Ann Larkin/)
    expect(row('id="operator-bob"')).toMatch(
      /in conversation 6 min 3\d s asks for help 1 min 0\d s another company –/,
    )
    expect(row('id="operator-dan"')).toMatch(
      /in conversation 3 min 2\d s Sales talking 3 min 2\d s long 1 conversation/,
    )
    expect(row('id="operator-ann"')).toMatch(
      /being rung .* Accounts ringing 1 conversation, 1 min 00 s/,
    )
    // of today: one answered in 10 s, one in time too, one abandoned late
    expect(row('>Sales<')).toMatch(
      /Sales 1 2 min \d\d s very late 0 1 .* 66\.7 % 2 of 3 1 of 5 10 s/,
    )
    expect(text).toMatch(/variant C: answered within 20 s.*sooner than 5 s/)
    expect(text.indexOf('id="operator-bob"')).toBeLessThan(text.indexOf('id="operator-dan"'))
    expect(text).toContain('Bob &lt;b&gt;Marsh')
    for (const foreign of ['Secret Care', 'Cat Foreign', 'w-3', 't-1'])
      expect(text).not.toContain(foreign)
  })

  it('speaks Russian and Belarusian', async () => {
    const russian = await visitAs(
      served,
      await employ(served, ['supervisor@alder'], { language: 'ru' }),
    )
    expect((await russian.get('/console/live')).text).toMatch(/очень поздно.*просит помощи/s)
    const belarusian = await visitAs(
      served,
      await employ(served, ['supervisor@alder'], { language: 'be' }),
    )
    expect((await belarusian.get('/console/live')).text).toMatch(/вельмі позна.*просіць дапамогі/s)
    expect([5000, 125_000, 3_720_000, -5].map((ms) => formatDuration(ms, 'be'))).toEqual([
      '5 с',
      '2 хв 05 с',
      '1 гадз 02 хв',
      '0 с',
    ])
  })

  it('lets an administrator look on and change nothing', async () => {
    expect((await administrator.get('/console/live')).status).toBe(200)
    const { text } = await administrator.get('/console/live/operators/dan')
    expect(text).toContain('changes nothing')
    expect(text).not.toContain('<form class="sheet')
    expect(
      (await administrator.post('/console/live/operators/dan/status', { status: 'away' })).status,
    ).toBe(403)
    expect(
      (await administrator.post('/console/live/contacts/t-2/supervise', { mode: 'listen' })).status,
    ).toBe(403)
  })

  it('gives nothing of another company, and logs who asked without what was asked', async () => {
    served.logged.length = 0
    expect((await supervisor.get('/console/live/operators/cat')).status).toBe(404)
    expect((await supervisor.get('/console/live/operators/SECRET-forged')).status).toBe(404)
    expect(
      (await supervisor.post('/console/live/operators/cat/status', { status: 'offline' })).status,
    ).toBe(404)
    expect(
      (await supervisor.post('/console/live/contacts/t-1/supervise', { mode: 'listen' })).status,
    ).toBe(404)
    expect(
      (await supervisor.post('/console/live/operators/bob/finish', { contact: 't-1' })).status,
    ).toBe(404)
    expect(joined).toEqual([])
    expect(
      (await served.runtime.store.presences()).find(({ operator }) => operator === 'cat')?.status,
    ).toBe('ready')
    const told = served.logged.filter((line) => line.includes('belongs to another company'))
    expect(told).toHaveLength(5)
    expect(told.join()).toContain(supervisorId)
    expect(told.join()).not.toContain('SECRET')
  })

  it('joins a conversation, in three ways, and leaves it; all of it is answered for', async () => {
    expect((await supervisor.get('/console/live/operators/dan')).text).toContain('Whisper')
    for (const mode of ['listen', 'whisper', 'barge', 'stop'])
      expect((await supervisor.post('/console/live/contacts/t-2/supervise', { mode })).to).toBe(
        `/console/live/operators/dan?told=${mode}`,
      )
    expect(joined.splice(0)).toEqual([
      ['t-2', 'listen'],
      ['t-2', 'whisper'],
      ['t-2', 'barge'],
      ['t-2', 'leave'],
    ])
    expect(
      (await supervisor.post('/console/live/contacts/w-1/supervise', { mode: 'listen' })).status,
    ).toBe(409)
    expect(
      (await supervisor.post('/console/live/contacts/t-2/supervise', { mode: 'shout' })).status,
    ).toBe(400)
    const entries = (await served.runtime.store.auditLog({ limit: 4 })).toReversed()
    expect(
      entries.map(({ action, tenant, object, account, details }) => [
        action,
        tenant,
        object,
        account,
        details.mode,
      ]),
    ).toEqual([
      ['listening started', 'alder', 'dan', supervisorId, 'listen'],
      ['listening started', 'alder', 'dan', supervisorId, 'whisper'],
      ['listening started', 'alder', 'dan', supervisorId, 'barge'],
      ['listening stopped', 'alder', 'dan', supervisorId, undefined],
    ])
    const { control } = served.runtime
    delete served.runtime.control
    expect((await supervisor.get('/console/live/operators/dan')).text).not.toContain('Whisper')
    expect(
      (await supervisor.post('/console/live/contacts/t-2/supervise', { mode: 'listen' })).status,
    ).toBe(404)
    served.runtime.control = control
  })
})

describe('what a supervisor changes', () => {
  it("is an operator's state, at once or after the conversation", async () => {
    await employ(served, ['operator@alder'], { id: 'fay', name: 'Fay Oakes' })
    await served.runtime.store.changeDesk({ presences: [inState(served, 'fay', 'ready', 10)] })
    served.runtime.live.emit('desk', {})
    expect(
      (
        await supervisor.post('/console/live/operators/fay/status', {
          status: 'away',
          reason: 'break',
        })
      ).to,
    ).toBe('/console/live/operators/fay?told=status')
    expect((await supervisor.get('/console/live/operators/fay?told=status')).text).toMatch(
      /The state was changed.*away, break/s,
    )
    const [entry] = await served.runtime.store.auditLog({ limit: 1 })
    expect(entry).toMatchObject({
      action: 'status changed',
      tenant: 'alder',
      object: 'fay',
      account: supervisorId,
      details: { status: { before: 'ready', after: 'away' }, reason: 'break' },
    })
    expect(
      (await supervisor.post('/console/live/operators/fay/status', { status: 'king' })).status,
    ).toBe(400)
    expect(
      (
        await supervisor.post(
          '/console/live/operators/fay/status',
          { status: 'away' },
          { 'sec-fetch-site': 'cross-site' },
        )
      ).status,
    ).toBe(403)
  })

  it('is the end of a wrap-up, once', async () => {
    await employ(served, ['operator@alder'], { id: 'gus', name: 'Gus Reed' })
    await served.runtime.store.changeDesk({
      added: [
        queued(served, 'wrap-1', 90, {
          tenant: 'alder',
          desk: 'sales',
          label: 'Sales',
          status: 'wrapping',
          operator: 'gus',
          talks: [
            {
              operator: 'gus',
              offeredAt: 0,
              acceptedAt: 0,
              from: 1,
              to: 2,
              end: 'operator',
              held: 0,
            },
          ],
        }),
      ],
      presences: [
        inState(served, 'gus', 'wrapping', 20, {
          contact: 'wrap-1',
          wrapUntil: served.runtime.now() + 600_000,
        }),
      ],
    })
    served.runtime.live.emit('desk', {})
    expect((await supervisor.get('/console/live/operators/gus')).text).toContain('End the wrap-up')
    expect(
      (await supervisor.post('/console/live/operators/gus/finish', { contact: 'wrap-1' })).to,
    ).toBe('/console/live/operators/gus?told=finished')
    expect((await served.runtime.store.contact('wrap-1'))?.status).toBe('done')
    expect((await served.runtime.store.auditLog({ limit: 1 }))[0]).toMatchObject({
      action: 'wrap-up ended',
      tenant: 'alder',
      object: 'gus',
      details: { contact: 'wrap-1' },
    })
    expect(
      (await supervisor.post('/console/live/operators/gus/finish', { contact: 'wrap-1' })).status,
    ).toBe(409)
    expect(
      (await served.runtime.store.auditLog({ limit: 2 })).filter(
        ({ action }) => action === 'wrap-up ended',
      ),
    ).toHaveLength(1)
  })
})

describe('the stream', () => {
  let stop: AbortController
  beforeEach(() => {
    stop = new AbortController()
  })
  afterEach(() => stop.abort())

  async function listen(
    one: Visitor,
  ): Promise<{ status: number; next(event: string): Promise<string>; seen: string[] }> {
    const response = await fetch(`${served.origin}/console/live/events`, {
      signal: stop.signal,
      headers: {
        accept: 'text/event-stream',
        cookie: [...one.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    const reader = response.body?.getReader()
    const seen: string[] = []
    let text = ''
    return {
      status: response.status,
      seen,
      async next(event) {
        for (;;) {
          const end = text.indexOf('\n\n')
          if (end >= 0) {
            const block = text.slice(0, end)
            text = text.slice(end + 2)
            const name = /^event: (.*)$/m.exec(block)?.[1]
            if (name) seen.push(name)
            if (name === event)
              return [...block.matchAll(/^data: (.*)$/gm)].map(([, line]) => line).join('\n')
            continue
          }
          const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
          if (done) throw new Error('the stream ended')
          text += new TextDecoder().decode(value)
        }
      },
    }
  }

  it('begins with all of the page, and sends a part again only when it changed', async () => {
    await employ(served, ['operator@alder'], { id: 'hal', name: 'Hal Stone' })
    await desk.choose('hal', { status: 'ready' })
    await desk.settle()
    const stream = await listen(supervisor)
    expect(stream.status).toBe(200)
    expect(await stream.next('operators')).toContain('Dan Away')
    expect(stream.seen).toEqual(['summary', 'desks', 'waiting', 'operators'])
    // new people are seen by themselves
    await desk.choose('fay', { status: 'offline' })
    const text = await stream.next('operators')
    expect(text).not.toContain('Cat Foreign')
    expect(text.split('<tr').find((one) => one.includes('operator-fay'))).toContain('signed off')
  })

  it('ends when the server closes, so that nobody is waited for', async () => {
    const stream = await listen(supervisor)
    await stream.next('operators')
    served.runtime.live.emit('closing')
    await expect(stream.next('never')).rejects.toThrow('the stream ended')
  })

  it('is refused to who may not look on, and to nobody', async () => {
    expect(
      (await listen(await visitAs(served, await employ(served, ['operator@alder'])))).status,
    ).toBe(403)
    expect(
      await (
        await fetch(`${served.origin}/console/live/events`, {
          headers: { accept: 'text/event-stream' },
        })
      ).text(),
    ).toContain('not signed in')
  })

  it('shows nothing of another company', async () => {
    const other = await listen(await visitAs(served, await employ(served, ['supervisor@larch'])))
    const text = [
      await other.next('desks'),
      await other.next('waiting'),
      await other.next('operators'),
    ].join('')
    for (const foreign of ['Sales', 'Accounts', 'Ann', 'Bob', 'w-1'])
      expect(text).not.toContain(foreign)
    expect(text).toContain('Technicians')
  })
})
