// The calls pages over HTTP: real calls through the engine, looked for and read; private values,
// recordings, other companies.
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askedOf, searchOf } from '../../src/console/calls/read-search.ts'
import { noteInput } from '../../src/turn/turn.ts'
import { openHour, servePractice, type Served } from './server.ts'
import { callOn } from './shift.ts'
import { contact } from '../desk/contacts.ts'
import { employ, visitAs, type Visitor } from '../practice/visitor.ts'

const larch = '+442079460002'
const pin = '5832'
const conversation = `RE${'a'.repeat(32)}`

let served: Served
let bank: Served
let supervisor: Visitor
let editor: Visitor
let banker: Visitor

/** What a reader sees, without tags. */
const plain = (text: string): string =>
  text
    .replace(/<(script|style).*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

beforeAll(async () => {
  served = await servePractice({
    lookup: (effect) =>
      Promise.resolve({
        type: 'fetched',
        at: openHour + 20_000,
        key: effect.key,
        found: true,
        data: { result: 'fault' },
      }),
  })
  const { store } = served.runtime
  supervisor = await visitAs(served, await employ(served, ['supervisor@larch']))
  editor = await visitAs(served, await employ(served, ['editor@larch']))
  await employ(served, ['operator@larch'], { id: 'ann', name: 'Ann Larkin' })
  await employ(served, ['operator@larch'], { id: 'bob', name: 'Bob Marsh' })

  const talked = await callOn(served, {
    callId: 'CAtalked',
    line: larch,
    from: '+442079460011',
    at: openHour - 3_600_000,
  })
  await talked.says('<b>internet</b> is broken', 0.55, 'in the net is broken')
  await talked.says('mumble', 0.2)
  await talked.keys('0')
  const [handoff] = await store.handoffs('CAtalked')
  if (!handoff) throw new Error('the call reached no desk')
  const joined = talked.clock
  await store.changeDesk({
    added: [
      contact(handoff.id, {
        callId: 'CAtalked',
        tenant: 'larch',
        desk: handoff.desk,
        label: handoff.label,
        status: 'done',
        enqueuedAt: joined,
        since: joined + 200_000,
        operator: 'ann',
        passed: ['bob'],
        talks: [
          {
            operator: 'ann',
            offeredAt: joined + 20_000,
            acceptedAt: joined + 25_000,
            from: joined + 27_000,
            to: joined + 152_000,
            end: 'operator',
            held: 10_000,
            wrapped: joined + 182_000,
          },
        ],
        recordings: [{ id: conversation, seconds: 125, at: joined + 160_000 }],
      }),
    ],
  })
  await store.saveNote({
    contact: handoff.id,
    operator: 'ann',
    tenant: 'larch',
    text: 'Router <restarted>.\nWill call again.',
    outcome: 'solved',
    at: joined + 160_000,
  })
  await store.saveLine({
    contact: handoff.id,
    who: 'caller',
    text: 'it blinks',
    at: joined + 30_000,
  })
  await talked.person('answered')
  await talked.released()

  const served_ = await callOn(served, {
    callId: 'CAserved',
    line: larch,
    from: '+12025550143',
    at: openHour - 7_200_000,
  })
  await served_.silence()
  await served_.hangsUp()
  const practice = await callOn(served, {
    callId: 'practice-1',
    line: larch,
    from: '',
    practice: true,
    at: openHour - 60_000,
  })
  await practice.keys('1')
  const foreign = await callOn(served, {
    callId: 'CAforeign',
    line: '+15005550006',
    from: '+442079460011',
    at: openHour - 3_600_000,
  })
  await foreign.keys('1')

  bank = await servePractice({
    flows: 'test/console/flows',
    lookup: (effect) =>
      Promise.resolve({ type: 'failed', at: openHour, key: effect.key, reason: 'no such service' }),
  })
  banker = await visitAs(bank, await employ(bank, ['supervisor@rowan']))
  const secret = await callOn(bank, {
    callId: 'CAsecret',
    line: '+15005550010',
    at: openHour - 600_000,
  })
  await secret.says('what do you want', 0.9)
  await secret.keys(pin)
  await secret.person('unanswered')
  await secret.leaves('RE0123456789abcdef0123456789abcdef', 7000)
  await secret.hangsUp()
})
afterAll(() => Promise.all([served.close(), bank.close()]))

const found = async (query: string, one = supervisor): Promise<string[]> =>
  [
    ...(await one.get(`/console/calls${query}`)).text.matchAll(
      /href="\/console\/calls\/([\w-]+)"/g,
    ),
  ].map(([, id]) => id ?? '')

describe('the list of calls', () => {
  it("has the calls of one's companies, the newest first, practice calls marked", async () => {
    expect(await found('')).toEqual(['practice-1', 'CAtalked', 'CAserved'])
    const text = plain((await supervisor.get('/console/calls')).text)
    expect(text).toMatch(/number withheld practice goes on internet support/)
    expect(text).toMatch(/\+44 20 7946 0011 talked with a person/)
    expect(text).not.toContain('Sales')
  })

  it.each([
    ['?number=%2B44+20+7946+0011', ['CAtalked']],
    ['?number=020+7946+0011', ['CAtalked']],
    ['?number=0143', ['CAserved']],
    ['?number=…50143', ['CAserved']],
    ['?number=9999', []],
    ['?outcome=person', ['CAtalked']],
    ['?outcome=gave-up', ['CAserved']],
    ['?outcome=served', []],
    ['?outcome=abandoned', []],
    ['?outcome=nonsense', ['practice-1', 'CAtalked', 'CAserved']],
    ['?desk=technicians', ['CAtalked']],
    ['?operator=ann', ['CAtalked']],
    ['?operator=bob', []],
    ['?practice=only', ['practice-1']],
    ['?practice=without', ['CAtalked', 'CAserved']],
    [
      '?flow=internet+support&from=2026-05-13&to=2026-05-13',
      ['practice-1', 'CAtalked', 'CAserved'],
    ],
    ['?to=2026-05-12', []],
    ['?from=2026-05-14', []],
    ['?company=alder', []],
    ['?company=larch', ['practice-1', 'CAtalked', 'CAserved']],
  ])('finds by %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })

  it.each(['?number=12', '?number=%27+or+1%3D1', '?from=2026-02-31', '?to=yesterday', '?from=x'])(
    'says what cannot be read of %s, and looks for nothing',
    async (query) => {
      const { status, text } = await supervisor.get(`/console/calls${query}`)
      expect(status).toBe(200)
      expect(text).toContain('aria-invalid="true"')
      expect(await found(query)).toEqual([])
    },
  )

  it('goes on by the last call of a page, and keeps what was looked for', async () => {
    const { store } = served.runtime
    const { commitOf } = await import('../store/commits.ts')
    for (let index = 0; index < 60; index++)
      await store.commit(
        commitOf(
          `CApage${String(index).padStart(2, '0')}`,
          1,
          {},
          { tenant: 'larch', flow: 'many', startedAt: openHour - 100_000 + Math.floor(index / 7) },
        ),
      )
    const text = (await supervisor.get('/console/calls?flow=many')).text
    const older =
      /href="(\/console\/calls\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(older).toContain('flow=many')
    const all = [
      ...(await found('?flow=many')),
      ...(await found(older.replace('/console/calls', ''))),
    ]
    expect(all).toHaveLength(60)
    expect(new Set(all).size).toBe(60)
    expect(await found('?flow=many&after=nonsense')).toHaveLength(50)
  })

  it('reads numbers as they are typed, in the countries of the lines', () => {
    const read = (number: string) => searchOf(askedOf({ number }), ['GB', 'US']).search
    expect(read('(202) 555-0143')).toEqual({ number: '+12025550143' })
    expect(read('+44 20 7946 0011')).toEqual({ number: '+442079460011' })
    expect(read('0011')).toEqual({ ends: '0011' })
    expect(searchOf(askedOf({ number: ['+1', '+2'], flow: { a: 1 } }), [])).toEqual({
      search: {},
      faults: {},
    })
  })
})

describe('one call', () => {
  it('is told in order: heard with its confidence and alternatives, understood as, the line of the flow, the time it took', async () => {
    const { status, text } = await supervisor.get('/console/calls/CAtalked')
    expect(status).toBe(200)
    const told = plain(text)
    expect(text).toContain('“&lt;b&gt;internet&lt;/b&gt; is broken”')
    expect(text).not.toContain('<b>internet')
    expect(told).toMatch(
      /Caller “&lt;b&gt;internet.*?\d\d %, unsure · after 6 s .*?support\.yaml:\d+ .*?also heard: “in the net is broken” 28 %/,
    )
    expect(told).toMatch(/“mumble” not understood, 20 %, too low to count/)
    expect(plain((await supervisor.get('/console/calls/CAserved')).text)).toMatch(
      /Caller silence said nothing · after 6 s.*The caller hung up/,
    )
    expect(told).toMatch(/keys 0 chose “a technician” · after 6 s/)
    expect(told).toMatch(/Handed off to Technicians: the caller chose "a technician"/)
    const at = [
      'Welcome to Larch',
      'mumble',
      'Handed off',
      'Joined the queue',
      'A person took the call',
      'Steps of this call',
    ].map((one) => told.indexOf(one))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(at).not.toContain(-1)
    // its steps, each once, with the lines of the file
    expect(text).toMatch(/<section id="step-0" class="excerpt"><h3>[^<]+<\/h3><pre class="yaml"/)
    expect(
      [...text.matchAll(/href="#(step-\d+)"/g)].every(([, id]) => text.includes(`id="${id}"`)),
    ).toBe(true)
  })

  it('has the card, the way through the desk, what operators noted and what was written', async () => {
    const { text } = await supervisor.get('/console/calls/CAtalked')
    expect(plain(text)).toMatch(/Hand-off card: Technicians.*Router light not asked/)
    expect(plain(text)).toMatch(
      /Joined the queue .*Bob Marsh did not take it .*Offered to Ann Larkin .*Ann Larkin accepted, after 27 s of waiting .*Ann Larkin talked for 2 min 05 s, of it 10 s on hold, the operator ended it, wrapped up in 30 s/,
    )
    expect(text).toContain('Router &lt;restarted&gt;.\nWill call again.')
    expect(plain(text)).toMatch(
      /Outcome: solved.*Written conversation|Written conversation.*Caller it blinks.*Outcome: solved/,
    )
  })

  it('is told in Russian and Belarusian', async () => {
    const russian = await visitAs(
      served,
      await employ(served, ['supervisor@larch'], { language: 'ru' }),
    )
    expect(plain((await russian.get('/console/calls/CAtalked')).text)).toMatch(
      /не понято, 20 %, слишком низко.*выбрал «a technician».*разговор 2 мин 05 с/,
    )
    const belarusian = await visitAs(
      served,
      await employ(served, ['supervisor@larch'], { language: 'be' }),
    )
    expect(plain((await belarusian.get('/console/calls')).text)).toMatch(/размаўляў з чалавекам/)
  })

  it('is told with the version it ran with, or says that this is gone', async () => {
    const { store } = served.runtime
    const { commitOf } = await import('../store/commits.ts')
    await store.commit(commitOf('CAgone', 1, {}, { tenant: 'larch', version: 'never-saved' }))
    expect(plain((await supervisor.get('/console/calls/CAgone')).text)).toContain(
      'sources of the version that this call ran with are gone',
    )
  })

  it('says that it was erased, and how it went', async () => {
    const one = await callOn(served, {
      callId: 'CAerased',
      line: larch,
      from: '+442079460019',
      at: openHour - 40 * 86_400_000,
    })
    await one.says('erase these words', 0.9)
    await one.hangsUp()
    await served.runtime.store.erase('larch', openHour - 30 * 86_400_000)
    const { text } = await supervisor.get('/console/calls/CAerased')
    expect(plain(text)).toMatch(/What was said in this call was erased/)
    expect(text).not.toMatch(/erase these words|0019/)
  })
})

describe('private values', () => {
  it('are hidden wherever they stand, and shown to who may see them, who answers for it', async () => {
    const hidden = (await banker.get('/console/calls/CAsecret')).text
    expect(hidden).not.toMatch(new RegExp([...pin].join('[^\\d]*')))
    expect(hidden).not.toContain('what do you want')
    expect(plain(hidden)).toMatch(/keys •••.*understood as •••/)
    expect(plain(hidden)).toMatch(/Looked up “balance”: failed: no such service/)
    const before = await bank.runtime.store.auditLog({ limit: 10 })
    expect(before.map(({ action }) => action)).not.toContain('private values seen')
    const shown = await banker.post('/console/calls/CAsecret/private')
    expect(shown.status).toBe(200)
    expect(plain(shown.text)).toMatch(new RegExp(`keys ${pin} understood as ${pin}`))
    expect(plain(shown.text)).toContain('what do you want')
    expect((await bank.runtime.store.auditLog({ limit: 1 }))[0]).toMatchObject({
      action: 'private values seen',
      tenant: 'rowan',
      object: 'CAsecret',
    })
    // the next look is hidden again
    expect((await banker.get('/console/calls/CAsecret')).text).not.toContain(pin)
  })

  it('are not offered to an editor or an administrator, nor given', async () => {
    for (const role of ['editor', 'administrator']) {
      const one = await visitAs(bank, await employ(bank, [`${role}@rowan`]))
      const { text } = await one.get('/console/calls/CAsecret')
      expect(text).not.toContain('Show private values')
      expect(text).not.toContain('<audio')
      expect((await one.post('/console/calls/CAsecret/private')).status).toBe(403)
    }
    const operator = await visitAs(bank, await employ(bank, ['operator@rowan']))
    expect((await operator.post('/console/calls/CAsecret/private')).status).toBe(404)
  })
})

describe('a recording', () => {
  const path = '/console/calls/CAsecret/recordings/RE0123456789abcdef0123456789abcdef'

  it('streams through us to who may hear it, and is answered for', async () => {
    expect((await banker.get(path)).status).toBe(404)
    const asked: string[] = []
    bank.runtime.recordingMedia = (id) => {
      asked.push(id)
      return Promise.resolve(Readable.from([Buffer.from('RIFF'), Buffer.from('sound')]))
    }
    expect((await banker.get('/console/calls/CAsecret')).text).toContain(
      `<audio controls preload="none" src="${path}"`,
    )
    expect(asked).toEqual([])
    const { status, text, headers } = await banker.get(path)
    expect([status, text, headers.get('content-type')]).toEqual([200, 'RIFFsound', 'audio/wav'])
    expect(asked).toEqual(['RE0123456789abcdef0123456789abcdef'])
    expect((await bank.runtime.store.auditLog({ limit: 1 }))[0]).toMatchObject({
      action: 'recording heard',
      tenant: 'rowan',
      object: 'CAsecret',
      details: { recording: 'RE0123456789abcdef0123456789abcdef' },
    })
    // one that is not of this call is not asked for
    expect((await banker.get('/console/calls/CAsecret/recordings/RE9')).status).toBe(404)
    expect(asked).toHaveLength(1)
    bank.runtime.recordingMedia = () => Promise.reject(new Error('Twilio answered 404'))
    expect((await banker.get(path)).status).toBe(502)
  })
})

describe('the recording of a conversation', () => {
  it('stands in the way through the desk, and is played to who may hear it, from its own call only', async () => {
    const path = `/console/calls/CAtalked/recordings/${conversation}`
    served.runtime.recordingMedia = () => Promise.resolve(Readable.from([Buffer.from('RIFF')]))
    const { text } = await supervisor.get('/console/calls/CAtalked')
    expect(plain(text)).toMatch(/The conversation was recorded, 2 min 05 s/)
    expect(text.split(`<audio controls preload="none" src="${path}"`)).toHaveLength(2)
    expect((await supervisor.get(path)).text).toBe('RIFF')
    expect((await served.runtime.store.auditLog({ limit: 1 }))[0]).toMatchObject({
      action: 'recording heard',
      object: 'CAtalked',
      details: { recording: conversation },
    })
    expect(
      (await supervisor.get(`/console/calls/CAserved/recordings/${conversation}`)).status,
    ).toBe(404)
    expect(
      (await (await visitAs(served, await employ(served, ['editor@larch']))).get(path)).status,
    ).toBe(403)
    expect(
      (await (await visitAs(served, await employ(served, ['supervisor@alder']))).get(path)).status,
    ).toBe(404)
    served.runtime.recordingMedia = undefined
  })

  it('with people who were rung stands in the story', async () => {
    bank.runtime.recordingMedia = () => Promise.resolve(Readable.from([Buffer.from('RIFF')]))
    await noteInput(bank.runtime, 'CAsecret', {
      type: 'conversation recorded',
      at: openHour,
      handoff: 'CAsecret-h1',
      recording: conversation,
      duration: 61_000,
    })
    const { text } = await banker.get('/console/calls/CAsecret')
    expect(plain(text)).toMatch(/The conversation was recorded, 1 min 01 s/)
    expect(text).toContain(
      `<audio controls preload="none" src="/console/calls/CAsecret/recordings/${conversation}"`,
    )
    expect((await banker.get(`/console/calls/CAsecret/recordings/${conversation}`)).text).toBe(
      'RIFF',
    )
    bank.runtime.recordingMedia = undefined
  })
})

describe('another company', () => {
  it('has nothing here, page by page, and who asks is logged without the id', async () => {
    served.logged.length = 0
    const pages: [Visitor, string][] = [
      [supervisor, '/console/calls/CAforeign'],
      [supervisor, '/console/calls/CA-FORGED'],
      [supervisor, '/console/calls/..%2Fadmin'],
      [editor, '/console/calls/CAforeign'],
      [supervisor, '/console/calls/CAforeign/recordings/RE1'],
    ]
    for (const [one, path] of pages) expect((await one.get(path)).status, path).toBe(404)
    expect((await supervisor.post('/console/calls/CAforeign/private')).status).toBe(404)
    const told = served.logged.filter((line) => line.includes('a call was asked for'))
    expect(told).toHaveLength(6)
    expect(told.join()).not.toMatch(/FORGED|CAforeign|7946/)
    for (const query of [
      '',
      '?number=0011',
      '?company=alder',
      '?flow=reception',
      '?desk=sales',
      '?outcome=live',
      '?operator=ann',
      '?practice=without',
      '?from=2000-01-01',
    ])
      expect(await found(query)).not.toContain('CAforeign')
    const elsewhere = await visitAs(served, await employ(served, ['supervisor@alder']))
    const { text } = await elsewhere.get('/console/calls')
    for (const foreign of ['CAtalked', 'Ann Larkin', 'Technicians', 'larch', 'internet support'])
      expect(text).not.toContain(foreign)
    expect(await found('', elsewhere)).toEqual(['CAforeign'])
  })
})
