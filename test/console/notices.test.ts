// The notices page: switches and closures from the form to what a caller hears, and who may.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../src/flow/text/duration.ts'
import { startCall } from '../../src/turn/turn.ts'
import { servePractice, type Served } from './server.ts'
import { employ, visitAs, type Visitor } from '../practice/visitor.ts'

const number = '+15005550010'
let served: Served
let clock = 0
let supervisor: Visitor
let editor: Visitor

beforeAll(async () => {
  served = await servePractice({ flows: 'test/console/flows', later: () => clock })
  supervisor = await visitAs(
    served,
    await employ(served, ['supervisor@rowan'], { id: 'sue', name: 'Sue <b>' }),
  )
  editor = await visitAs(served, await employ(served, ['editor@rowan'], { id: 'ed' }))
})
afterAll(() => served.close())

const page = async (one: Visitor): Promise<string> => (await one.get('/console/notices')).text
const news = { tenant: 'rowan', flow: 'bank', name: 'news' }
const seqOf = async (): Promise<string> => String((await served.runtime.store.switchOf(news)).seq)
const turn = async (fields: Record<string, string>, one = supervisor) =>
  one.post('/console/notices/rowan/switch', {
    flow: 'bank',
    name: 'news',
    seq: await seqOf(),
    ...fields,
  })
const close = async (line: string, fields: Record<string, string>, one = supervisor) => {
  const { seq } = await served.runtime.store.closureOf({ tenant: 'rowan', line })
  return one.post('/console/notices/rowan/closure', { line, seq: String(seq), ...fields })
}

let calls = 0
/** What a new caller hears first. */
async function heard(): Promise<string> {
  const { runtime } = served
  const machine = runtime.library.current('rowan', 'bank')
  if (!machine) throw new Error('the bank has no flow')
  const answer = await startCall(
    runtime,
    { callId: `CA${++calls}`, from: '+12025550143', to: number, withheld: false, tags: [] },
    { machine, line: { name: 'Rowan Savings', tenant: 'rowan', values: {} } },
    ({ events }) => JSON.stringify(events.flatMap((one) => ('speech' in one ? one.speech : []))),
  )
  return 'reply' in answer ? answer.reply : ''
}

describe('a switch', () => {
  it('is turned on with its words and an end, heard, told of, and off by itself', async () => {
    expect(await heard()).not.toContain('We have moved')
    const at = served.runtime.now()
    const day = new Date(at + 2 * HOUR)
    const until = `${day.toISOString().slice(0, 10)}T${day.toISOString().slice(11, 16)}`
    const done = await turn({ do: 'on', 'text en-GB': ' We have <i>moved</i>. ', until })
    expect([done.status, done.to]).toEqual([303, '/console/notices?told=on'])
    expect(await heard()).toContain('We have <i>moved</i>.')
    const text = await page(supervisor)
    expect(text).toContain('We have &lt;i&gt;moved&lt;/i&gt;.')
    expect(text).toContain('by Sue &lt;b&gt;')
    expect(text).toContain(`value="${until}"`)
    const [entry] = await served.runtime.store.auditLog({ limit: 1 })
    expect(entry).toMatchObject({
      account: 'sue',
      action: 'switched on',
      tenant: 'rowan',
      object: 'news',
      details: { words: { 'en-GB': 'We have <i>moved</i>.' } },
    })
    clock += 3 * HOUR
    expect(await heard()).not.toContain('moved')
    clock -= 3 * HOUR
  })

  it('keeps what was typed when it cannot be on, and says why', async () => {
    await turn({ do: 'off' })
    const silent = await turn({ do: 'on', 'text en-GB': '   ' })
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Callers would hear nothing in: en-GB.')
    const over = await turn({ do: 'on', 'text en-GB': 'Typed here', until: '2020-01-01T10:00' })
    expect([over.status, over.text]).toEqual([422, expect.stringContaining('is over already')])
    expect(over.text).toContain('Typed here</textarea>')
    const never = await turn({ do: 'on', 'text en-GB': 'Words', until: '2026-02-30T10:00' })
    expect(never.text).toContain('a day and a time that there is')
    expect(await heard()).not.toContain('Words')
  })

  it('keeps its words for later without going on', async () => {
    expect((await turn({ do: 'save', 'text en-GB': 'For later.' })).to).toContain('told=saved')
    expect(await heard()).not.toContain('For later')
    expect((await turn({ do: 'on', 'text en-GB': 'For later.' })).to).toContain('told=on')
    expect((await turn({ do: 'off', 'text en-GB': 'For later.' })).to).toContain('told=off')
  })

  it('is not changed by a form that was shown before another change', async () => {
    const seq = await seqOf()
    await turn({ do: 'save', 'text en-GB': 'First.' })
    expect((await turn({ do: 'on', 'text en-GB': 'Second.', seq }, editor)).status).toBe(409)
    expect((await served.runtime.store.switchOf(news)).texts).toEqual({ 'en-GB': 'First.' })
  })

  it('is not turned by what comes from another website', async () => {
    const reply = await supervisor.post(
      '/console/notices/rowan/switch',
      { flow: 'bank', name: 'news', seq: await seqOf(), do: 'on', 'text en-GB': 'Bad.' },
      { origin: 'https://elsewhere.example.com', 'sec-fetch-site': 'cross-site' },
    )
    expect(reply.status).toBe(403)
    expect(await heard()).not.toContain('Bad.')
  })
})

describe('a closure', () => {
  const words = { 'text en-GB': 'We are closed.' }

  it('is heard by new calls, sends them on to a number of the list alone, and is opened', async () => {
    expect((await close(number, { ...words, do: 'on', 'send-to': '+12025550177' })).text).toContain(
      'may not be sent on to this number',
    )
    const done = await close(number, { ...words, do: 'on', 'send-to': '+442079460150' })
    expect(done.to).toBe('/console/notices?told=closed')
    expect(await heard()).toContain('We are closed.')
    expect(await page(supervisor)).toContain('calls are sent on to +442079460150')
    expect((await close(number, { ...words, do: 'off' })).to).toContain('told=opened')
    expect(await heard()).not.toContain('closed')
  })

  it('of the whole company needs words, and without an end is not forgotten', async () => {
    expect((await close('', { do: 'on' })).text).toContain('Callers would hear nothing')
    await close('', { ...words, do: 'on' })
    expect(await heard()).toContain('We are closed.')
    expect(await page(supervisor)).toContain('closed with the whole company')
    expect(await page(supervisor)).not.toContain('without an end. Open it')
    clock += DAY
    const warned = await visitAs(served, await employ(served, ['supervisor@rowan'], { id: 'tom' }))
    expect(await page(warned)).toContain('without an end. Open it')
    clock -= DAY
    await close('', { ...words, do: 'off' })
  })

  it('is shown to an editor, and not theirs to change', async () => {
    await close(number, { ...words, do: 'on' })
    const text = await page(editor)
    expect(text).toContain('We are closed.')
    expect(text).not.toContain('/closure"')
    expect((await close(number, { ...words, do: 'off' }, editor)).status).toBe(403)
    await close(number, { ...words, do: 'off' })
  })
})

it('stands in the menu of who may, and of nobody else', async () => {
  const operator = await visitAs(served, await employ(served, ['operator@rowan'], { id: 'op' }))
  expect((await operator.get('/console/account')).text).not.toContain('/console/notices')
  expect((await editor.get('/console/account')).text).toContain('/console/notices')
})

it.each(['ru', 'be'])('is read in %s', async (language) => {
  const reader = await visitAs(served, await employ(served, ['supervisor@rowan'], { id: language }))
  await reader.post('/console/language', { language, back: '/console/notices' })
  expect(await page(reader)).toMatch(/<h1>(Объявления|Аб’явы)<\/h1>/)
})
