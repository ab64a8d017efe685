import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Heard, Shown } from '../../src/practice/page-reply.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { closedHour, servePractice, type Served } from '../console/server.ts'
import { setClosure } from '../notices/set-notice.ts'
import { FILLER, outlast } from '../world/outlast.ts'

const reception = '+15005550006'
const bank = '+15005550010'

let served: Served
afterEach(() => served.close())

type Told = Shown & { error?: string; status: number }

async function post(path: string, body: object): Promise<Told> {
  const response = await fetch(served.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { ...((await response.json()) as Shown), status: response.status }
}

const call = (line: string, from = '+12025550147') => post('/practice/calls', { line, from })
const go = (shown: Shown, act: object) =>
  post(`/practice/calls/${shown.call}/input`, { answers: shown.reply.reply, ...act })
const say = (shown: Shown, text: string, confidence = 0.9) =>
  go(shown, { do: 'speech', text, confidence })
const keys = (shown: Shown, pressed: string) =>
  go(shown, { do: 'keys', keys: pressed, ended: true })
const heard = ({ reply }: Shown): string =>
  reply.hear.flatMap((one: Heard) => ('text' in one ? [one.text] : [])).join(' ')
const panel = (shown: Shown, id: string): string =>
  (shown.panels[id] ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

const bankFlows = 'test/console/flows'

describe('a call on the practice phone', () => {
  it('goes by words and keys to a desk, with its context, and is kept as practice', async () => {
    served = await servePractice()
    let shown = await call(reception)
    expect(shown.status).toBe(201)
    expect(shown.call).toMatch(/^practice-[0-9a-f]{32}$/)
    expect(heard(shown)).toContain('Thank you for calling Alder Instruments.')
    expect(shown.reply.next).toMatchObject({ is: 'listening', mode: 'both', maxKeys: 1 })
    shown = await keys(shown, '3')
    shown = await say(shown, 'yes')
    shown = await keys(shown, '402715')
    expect(panel(shown, 'step')).toMatch(
      /which invoice .*attempt 1.* alder\/reception\.yaml:\d+ .*slot: invoice/,
    )
    shown = await say(shown, 'yes', 0.95)
    expect(shown.reply.next).toEqual({ is: 'ringing', desk: 'Accounts' })
    expect(panel(shown, 'card')).toMatch(
      /Accounts ringing The caller chose "?.*accounts.* Invoice number 402715 keypad, sure, confirmed/,
    )
    expect(panel(shown, 'slots')).toContain('Invoice number 402715 keypad, sure, confirmed')
    expect(panel(shown, 'heard')).toContain('95 %, sure')
    shown = await go(shown, { do: 'person answers' })
    expect(shown.reply.next).toEqual({ is: 'talking' })
    shown = await go(shown, { do: 'person hangs up' })
    expect(shown.reply.next).toEqual({ is: 'over' })
    expect(panel(shown, 'transcript')).toContain(
      'a person took the call the person hung up the call is over',
    )
    expect(
      (await served.runtime.store.calls({ limit: 5 })).map(({ practice, status }) => ({
        practice,
        status,
      })),
    ).toEqual([{ practice: true, status: 'ended' }])
  })

  it('goes on to the message when nobody answers, and the card says so', async () => {
    served = await servePractice()
    let shown = await go(await say(await call(reception), 'I want to buy something'), {
      do: 'nobody answers',
    })
    expect(shown.reply.next).toMatchObject({ is: 'tone' })
    expect(panel(shown, 'card')).toContain('Sales nobody answered')
    shown = await go(shown, { do: 'message', seconds: 12, leaving: false })
    expect(shown.reply.next).toEqual({ is: 'over' })
    expect(heard(shown)).toContain('We will call you back')
    expect(panel(shown, 'transcript')).toContain('a message of 12 seconds for front desk')
  })

  it.each<[string, object, RegExp]>([
    [
      'leaves a message and hangs up',
      { do: 'message', seconds: 5, leaving: true },
      /a message of 5 seconds .* the caller hung up|a message of 5 seconds .* the call is over/,
    ],
    ['leaves nothing', { do: 'no message' }, /Thank you for calling\. Goodbye\..*the call is over/],
    ['hangs up', { do: 'hang up' }, /the caller hung up/],
  ])('ends when the caller %s after the tone', async (_, act, told) => {
    served = await servePractice({ at: closedHour })
    const shown = await go(await keys(await call(reception), '1'), act)
    expect(shown.reply.next).toEqual({ is: 'over' })
    expect(panel(shown, 'transcript')).toMatch(told)
  })

  it('gives the same reply to the same request again, and does nothing twice', async () => {
    served = await servePractice()
    const begun = await call(reception)
    const first = await keys(begun, '4')
    const again = await keys(begun, '4')
    expect(again.reply).toEqual(first.reply)
    expect((await served.runtime.store.turns(begun.call)).length).toBe(2)
  })

  it('can be looked at again, as after a page was loaded anew', async () => {
    served = await servePractice()
    const begun = await call(reception)
    const seen = (await (
      await fetch(`${served.origin}/practice/calls/${begun.call}`)
    ).json()) as Shown
    expect(seen).toEqual({ call: begun.call, reply: begun.reply, panels: begun.panels })
  })

  it('an act that does not fit changes nothing and says nothing again', async () => {
    served = await servePractice()
    const begun = await call(reception)
    const shown = await go(begun, { do: 'person hangs up' })
    expect(shown.reply).toEqual({ ...begun.reply, hear: [] })
  })

  it('plays recordings in a language without a voice, and listens to what its recogniser hears', async () => {
    served = await servePractice()
    const shown = await keys(await call('+442079460005'), '3')
    const recorded = shown.reply.hear.flatMap((one) =>
      'audio' in one && one.audio !== undefined ? [one.audio] : [],
    )
    expect(recorded.length).toBeGreaterThan(2)
    for (const path of recorded)
      expect((await fetch(served.origin + path)).headers.get('content-type')).toMatch(/^audio\//)
    expect(shown.panels.transcript).toContain('lang="be-BY"')
  })
})

describe('slow work', () => {
  const after =
    (ms: number): Runtime['lookup'] =>
    async (effect) => {
      await outlast(ms)
      return { at: Date.now(), type: 'fetched', key: effect.key, found: true, data: { amount: 12 } }
    }

  it('is answered with a filler, and its result is fetched', async () => {
    served = await servePractice({ flows: bankFlows, lookup: after(FILLER) })
    let shown = await keys(await call(bank), '4821')
    expect(heard(shown)).toBe('I am looking for your account.')
    expect(shown.reply.next).toEqual({ is: 'working' })
    expect(panel(shown, 'transcript')).toContain('looked up “balance”: waiting for the answer')
    shown = await go(shown, { do: 'collect' })
    expect(heard(shown)).toContain('You have 12 pounds.')
    expect(panel(shown, 'transcript').match(/looked up “balance”/g)).toHaveLength(1)
    expect(panel(shown, 'transcript')).toContain('looked up “balance”: found')
  })

  it('quick work has no filler, in the ear or in the transcript', async () => {
    served = await servePractice({ flows: bankFlows, lookup: after(0) })
    const shown = await keys(await call(bank), '4821')
    expect(heard(shown)).toContain('You have 12 pounds.')
    expect(heard(shown)).not.toContain('looking')
    expect(panel(shown, 'transcript')).not.toContain('I am looking')
  })

  it('can be left by hanging up', async () => {
    served = await servePractice({ flows: bankFlows, lookup: after(FILLER) })
    const shown = await go(await keys(await call(bank), '4821'), { do: 'hang up' })
    expect(shown.reply).toMatchObject({ hear: [], next: { is: 'over' } })
  })
})

describe('what is kept from view', () => {
  it('a private value is masked in the transcript, among the slots and on the card', async () => {
    served = await servePractice({ flows: bankFlows })
    const shown = await keys(await call(bank), '4821')
    expect(shown.reply.next).toMatchObject({ is: 'ringing' })
    expect(panel(shown, 'slots')).toContain('Pin ••• keypad')
    expect(panel(shown, 'card')).toContain('Pin •••')
    expect(JSON.stringify(shown.panels)).not.toContain('4821')
  })

  it('what callers say and key comes into no log, also when the store is away', async () => {
    served = await servePractice({ flows: bankFlows })
    const begun = await call(bank)
    await say(begun, 'my secret word is heliotrope')
    served.runtime.store.turns = () => Promise.reject(new Error('the database is away'))
    const response = await fetch(`${served.origin}/practice/calls/${begun.call}/input`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answers: 2, do: 'keys', keys: '4821', ended: true }),
    })
    expect(response.status).toBe(500)
    expect(served.logged.join('')).toContain('the database is away')
    expect(served.logged.join('')).not.toMatch(/heliotrope|4821|12025550147/)
  })

  it('markup that is said is text wherever it is shown', async () => {
    served = await servePractice()
    const shown = await say(await call(reception), '<img src=x onerror=alert(1)>')
    for (const markup of Object.values(shown.panels)) expect(markup).not.toContain('<img')
    expect(shown.panels.transcript).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  it('a call that is no practice call is not shown, even to who knows its id', async () => {
    served = await servePractice()
    const begun = await call(reception)
    const session = await served.runtime.store.loadCall(begun.call)
    const callId = `practice-${'a'.repeat(32)}`
    if (session)
      await served.runtime.store.commit({
        session: { ...session, callId, practice: false },
        was: -1,
        answers: 0,
        inputs: [],
        events: [],
        reply: '{}',
        handoffs: [],
        notices: [],
      })
    expect((await fetch(`${served.origin}/practice/calls/${callId}`)).status).toBe(404)
    expect((await go({ ...begun, call: callId }, { do: 'silence' })).status).toBe(404)
  })
})

describe('what cannot be called', () => {
  it.each<[string, object, number, string]>([
    ['a number no line owns', { line: '+15005550000' }, 404, 'no such line'],
    [
      'a line that blocks the caller',
      { line: bank, from: '+12025550199' },
      409,
      'the line turns this caller away',
    ],
    ['nothing', {}, 400, '"line" must be the number of a line'],
  ])('%s', async (_, body, status, error) => {
    served = await servePractice({ flows: bankFlows })
    expect(await post('/practice/calls', body)).toMatchObject({ status, error })
  })

  it('a call nobody began', async () => {
    served = await servePractice({ flows: bankFlows })
    expect(
      (
        await post(`/practice/calls/practice-${'0'.repeat(32)}/input`, {
          answers: 1,
          do: 'silence',
        })
      ).status,
    ).toBe(404)
    expect((await fetch(`${served.origin}/practice/calls/..%2f..%2fsecret`)).status).toBe(404)
  })
})

describe('a closed line on the practice phone', () => {
  const line = { tenant: 'rowan', line: bank }
  const words = { 'en-GB': 'We are closed.' }

  it('says its words, and the call is over', async () => {
    served = await servePractice({ flows: bankFlows })
    await setClosure(served.runtime.store, line, words)
    const shown = await call(bank)
    expect(heard(shown)).toBe('We are closed.')
    expect(shown.reply.next).toEqual({ is: 'over' })
    expect(panel(shown, 'transcript')).toContain('the line is closed')
  })

  it('rings the number it sends calls on to, whose person answers and hangs up', async () => {
    served = await servePractice({ flows: bankFlows })
    await setClosure(served.runtime.store, line, words, { sendTo: '+442079460150' })
    let shown = await call(bank)
    expect(shown.reply.next).toEqual({ is: 'ringing', desk: '+442079460150' })
    shown = await go(shown, { do: 'person answers' })
    expect(shown.reply.next).toEqual({ is: 'talking' })
    shown = await go(shown, { do: 'person hangs up' })
    expect(shown.reply.next).toEqual({ is: 'over' })
  })
})

describe('switches and files', () => {
  const news = { company: 'rowan', flow: 'bank', name: 'news' }

  it('a switch is noticed by the next call, with its text', async () => {
    served = await servePractice({ flows: bankFlows })
    expect(
      await post('/practice/switches', {
        ...news,
        on: true,
        texts: { 'en-GB': 'We have moved.' },
      }),
    ).toMatchObject({ status: 200, on: true })
    expect(heard(await call(bank))).toContain('We have moved.')
    expect(await (await fetch(served.origin)).text()).toMatch(
      /checked> <span>news[\s\S]*value="We have moved\."/,
    )
    await post('/practice/switches', { ...news, on: false, texts: {} })
    expect(heard(await call(bank))).not.toContain('We have moved.')
  })

  it('a switch without words is not turned on, and told why', async () => {
    served = await servePractice({ flows: bankFlows })
    expect(await post('/practice/switches', { ...news, on: true, texts: {} })).toMatchObject({
      status: 409,
      error: expect.stringContaining('would hear nothing in en-GB') as string,
    })
    expect(heard(await call(bank))).not.toContain('not known')
  })

  it.each([
    { company: 'rowan', flow: 'bank', name: 'weather', on: true },
    { company: 'rowan', flow: 'shop', name: 'news', on: true },
    { company: 'other', flow: 'bank', name: 'news', on: true },
  ])('a switch no flow has is not there: %j', async (body) => {
    served = await servePractice({ flows: bankFlows })
    expect((await post('/practice/switches', body)).status).toBe(404)
  })

  it('a flow broken while serving goes on as it was, and the page tells the fault', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'callflow-flows-'))
    for (const file of ['lines.yaml', 'bank.yaml'])
      await copyFile(`${bankFlows}/${file}`, join(dir, file))
    served = await servePractice({ flows: dir })
    expect((await call(bank)).panels.problems).toBe('')
    await writeFile(join(dir, 'bank.yaml'), 'flow: bank\nstart: <b>nowhere</b>\n')
    await served.runtime.library.reload()
    const shown = await call(bank)
    expect(shown.reply.next.is).toBe('listening')
    expect(panel(shown, 'problems')).toContain('bank.yaml:')
    const page = await (await fetch(served.origin)).text()
    expect(page).toContain('The flow files have')
    expect(page).not.toContain('<b>nowhere')
    await rm(dir, { recursive: true })
  })
})

describe('what a practice call is begun with', () => {
  const flow = `flow: given
languages: { en-GB: Polly.Amy-Neural }
start: hello
help: office
given: { contact: { type: digits, length: 4, label: Contact }, pin: { type: digits, private: yes } }
desks: { office: { nobody: message } }
steps:
  message: { record: Please leave a message after the tone., for: office, empty: bye, then: bye }
  hello: { menu: "Hello {{ given.contact | digits }}. One or two?", options: [{ label: one, key: "1", then: bye }] }
  bye: { say: Goodbye., then: hang up }
`
  const lines = `lines: { "+15005550020": { name: Given line, flow: given } }
desks: { office: { people: ["+12025550199"] } }
`

  it('has fields on the page, stands in the panel, and names nothing else', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'callflow-given-'))
    await writeFile(join(dir, 'given.yaml'), flow)
    await writeFile(join(dir, 'lines.yaml'), lines)
    served = await servePractice({ flows: dir })
    const page = await (await fetch(served.origin)).text()
    expect(page).toContain('<fieldset data-given="+15005550020" hidden>')
    expect(page).toMatch(/<input type="text" id="given-0-0" name="contact"/)
    const begin = (given: unknown) =>
      post('/practice/calls', { line: '+15005550020', from: '+12025550147', given })
    const shown = await begin({ contact: '4711', pin: '998877' })
    expect(heard(shown)).toContain('Hello 4 7 1 1.')
    expect(panel(shown, 'slots')).toContain('Contact 4711 the line')
    expect(JSON.stringify(shown)).not.toContain('998877')
    const unread = await begin({ contact: 'soon' })
    expect(panel(unread, 'transcript')).toContain('given “contact”, which could not be read')
    expect(await begin({ contakt: '1' })).toMatchObject({
      status: 400,
      error: 'the flow is not given "contakt"',
    })
    expect(await begin({ contact: 'x'.repeat(501) })).toMatchObject({ status: 400 })
    expect(await begin('contact')).toMatchObject({ status: 201 })
    await rm(dir, { recursive: true })
  })
})
