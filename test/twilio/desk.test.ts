// Whole hand-offs over the real endpoints and Twilio's REST, both legs played by a scripted Twilio.
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sweep } from '../../src/jobs/sweep.ts'
import { ann, bob, eve, switchboard, type Leg, type Switchboard } from './switchboard.ts'

let board: Switchboard

beforeEach(async () => {
  nock.disableNetConnect()
  nock.enableNetConnect('127.0.0.1')
  board = await switchboard()
})
afterEach(async () => {
  await board.close()
  nock.enableNetConnect()
})

const hears = (leg: Leg): string => leg.heard.join(' ')
const statusOf = async (leg: Leg): Promise<string | undefined> => (await board.contact(leg))?.status

describe('a caller waits', () => {
  it("in Twilio's queue, is told the place and the keys, and hears music between", async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away', reason: 'lunch' })
    const caller = await board.caller('1')
    expect(caller.at?.kind).toBe('queue')
    expect(hears(caller)).toContain('connecting you')
    const first = await board.waits(caller)
    expect(first).toMatch(
      /<Gather action="[^"]*\/twilio\/queue\/key\?[^"]*" input="dtmf" numDigits="1" finishOnKey="" timeout="1">.*You are number 1 in the queue.*press 1.*press 2.*<Play loop="4">https:\/\/calls\.example\.com\/twilio\/music\/tone\.wav<\/Play><\/Gather><Redirect>/,
    )
    const second = await board.waits(caller)
    expect(second).not.toContain('<Say')
    expect(second).toContain('<Play')
    // the words come round after a minute
    const third = [await board.waits(caller), await board.waits(caller)].join()
    expect(third).toContain('You are number 1')
  })

  it('and a key that means nothing there changes nothing', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    await board.waits(caller, '7')
    expect(caller.at?.kind).toBe('queue')
    expect(await statusOf(caller)).toBe('queued')
  })

  it('by an option of the flow goes another way', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('2')
    expect(await board.waits(caller, '5')).toContain('You are number 1.')
    expect(caller.xml).toContain('<Record')
    expect(await statusOf(caller)).toBe('left')
  })

  it('only so long, and then leaves a message, also when Twilio cannot be told', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const [told, untold] = [await board.caller('1'), await board.caller('1')]
    board.board.ahead += 121_000
    await board.desk.report('ann', 'tab')
    await board.settle()
    expect(told.xml).toContain('<Record')
    expect(await statusOf(told)).toBe('nobody')
    expect(untold.xml).toContain('<Record')
  })

  it('leaves by themselves when Twilio cannot be told', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    board.board.down = true
    board.board.ahead += 121_000
    await board.desk.report('ann', 'tab')
    await board.settle()
    expect(caller.at?.kind).toBe('queue')
    expect(await board.waits(caller)).toContain('<Leave/>')
    expect(caller.xml).toContain('<Record')
    expect(await statusOf(caller)).toBe('nobody')
  })

  it('goes the way of nobody when Twilio cannot hold them', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    await board.run(
      caller,
      await board.post(caller, caller.at?.url ?? '', { QueueResult: 'queue-full' }),
    )
    expect(caller.xml).toContain('<Record')
    await board.settle()
    expect(await statusOf(caller)).toBe('nobody')
  })

  it('for long is not taken for gone by the sweep', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    board.board.ahead += 40 * 60_000
    expect(await sweep(board.runtime)).toBe(0)
    expect((await board.session(caller))?.status).toBe('waiting')
  })

  it('hears music while the database is away', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    const { store } = board.runtime
    const { loadCall } = store
    let asked = 0
    store.loadCall = () => {
      asked++
      return Promise.reject(new Error('the database is away'))
    }
    const xml = await board.post(caller, caller.at?.wait ?? '')
    store.loadCall = loadCall
    expect(asked).toBe(1)
    expect(xml).toMatch(/<Play.*<Redirect>/)
    expect(xml).not.toContain('<Say')
  })
})

/** A caller at the front desk, talking with an operator on a telephone. */
async function byPhone(): Promise<{ caller: Leg; operator: Leg }> {
  await board.ready(ann)
  const caller = await board.caller('1')
  const operator = board.called('+442079460101')
  await board.rings(operator)
  await board.answers(operator)
  await board.keys(operator, '1')
  return { caller, operator }
}

async function byBrowser(): Promise<{ caller: Leg; operator: Leg }> {
  await board.ready(bob)
  const caller = await board.caller('1')
  const contact = await board.contact(caller)
  await board.desk.accept(contact?.id ?? '', 'bob')
  await board.settle()
  const operator = board.called('client:bob')
  await board.answers(operator)
  return { caller, operator }
}

describe('an operator on a telephone', () => {
  it('hears nothing private before the 1, then a short whisper, and is joined with the caller', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    expect(operator.asked).toMatchObject({
      From: '+15005550006',
      Timeout: '20',
      StatusCallbackEvent: 'initiated ringing answered completed',
    })
    await board.answers(operator)
    expect(hears(operator)).not.toContain('Fir')
    await board.keys(operator, '1')
    expect(hears(operator)).toContain('A call for Fir Tools about an order that was late, and')
    expect(hears(operator)).not.toContain('some more')
    expect(board.talking(caller, operator)).toBe(true)
    expect(await board.contact(caller)).toMatchObject({
      status: 'talking',
      operator: 'ann',
      legs: { operator: operator.sid },
    })
    expect((await board.session(caller))?.state.leaf).toBe('front desk/bridged')
    await board.ends(operator)
    expect(hears(caller)).toContain('Goodbye.')
    expect(await board.contact(caller)).toMatchObject({
      status: 'wrapping',
      talks: [{ end: 'operator' }],
    })
    await board.desk.happened((await board.contact(caller))?.id ?? '', {
      type: 'wrapped',
      by: 'ann',
    })
    expect(await statusOf(caller)).toBe('done')
    expect(await board.presence('ann')).toMatchObject({ status: 'ready' })
  })

  it('is recorded with the caller where the desk records, and nowhere else', async () => {
    const { operator } = await byPhone()
    expect(operator.xml).not.toContain('record=')
    await board.ends(operator)
    await board.desk.happened((await board.runtime.store.openContacts())[0]?.id ?? '', {
      type: 'wrapped',
      by: 'ann',
    })
    const caller = await board.caller('2')
    const second = board.called('+442079460101')
    await board.answers(second)
    await board.keys(second, '1')
    expect(board.talking(caller, second)).toBe(true)
    expect(second.xml).toMatch(/<Conference [^>]*record="record-from-start"/)
  })

  it('and each recording is kept by its contact once, however often, late and out of order it is told', async () => {
    await board.ready(ann)
    const caller = await board.caller('2')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    await board.keys(operator, '1')
    const [, url = ''] =
      /recordingStatusCallback="([^"]*)" recordingStatusCallbackEvent="completed absent"/.exec(
        operator.xml,
      ) ?? []
    const made = (id: string, more: Record<string, string> = {}) =>
      board.post(operator, url, {
        RecordingSid: id,
        RecordingStatus: 'completed',
        RecordingDuration: '61',
        RecordingSource: 'Conference',
        ...more,
      })
    const kept = async () =>
      (await board.contact(caller))?.recordings?.map(({ id, seconds }) => [id, seconds])
    await made('RE1', { RecordingStatus: 'in-progress' })
    await made('RE0', { RecordingStatus: 'absent' })
    expect(await kept()).toBeUndefined()
    await made('RE2')
    expect((await board.contact(caller))?.status).toBe('talking')
    await board.ends(caller)
    await board.desk.happened((await board.contact(caller))?.id ?? '', {
      type: 'wrapped',
      by: 'ann',
    })
    expect(await statusOf(caller)).toBe('done')
    const { store } = board.runtime
    board.runtime.store = {
      ...store,
      contact: () => Promise.reject(new Error('the database is away')),
    }
    await expect(made('RE1')).rejects.toThrow('503')
    board.runtime.store = store
    await Promise.all([made('RE1'), made('RE2'), made('RE1')])
    await made('../RE3')
    expect(await kept()).toEqual([
      ['RE2', 61],
      ['RE1', 61],
    ])
    // of nobody, and of a call whose words were erased meanwhile
    await board.post(operator, url.replace(/contact=[^#]*/, 'contact=CAforged-h1'), {
      RecordingSid: 'RE4',
      RecordingStatus: 'completed',
    })
    await store.erase('fir', Date.now() + 60_000)
    await made('RE4')
    expect(await kept()).toBeUndefined()
  })

  it("by SIP is rung with the contact's id", async () => {
    await board.ready(eve)
    const caller = await board.caller('1')
    const operator = board.called('sip:eve@sip.example.com')
    expect(operator.to).toBe(
      `sip:eve@sip.example.com?X-Handoff-Id=${(await board.contact(caller))?.id}`,
    )
    await board.answers(operator)
    await board.keys(operator, '1')
    expect(board.talking(caller, operator)).toBe(true)
  })

  it.each(['no-answer', 'busy', 'failed', 'canceled'] as const)(
    'who is not reached (%s) missed it, and the next one is rung',
    async (status) => {
      await board.ready(ann)
      const caller = await board.caller('1')
      await board.rings(board.called('+442079460101'))
      await board.ready(eve)
      await board.ends(board.called('+442079460101'), status)
      expect(await board.presence('ann')).toMatchObject({ status: 'missed' })
      const eves = board.called('sip:eve')
      await board.answers(eves)
      await board.keys(eves, '1')
      expect(board.talking(caller, eves)).toBe(true)
    },
  )

  it('whose voicemail box answers has missed it', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    await board.ends(operator)
    expect(await board.presence('ann')).toMatchObject({ status: 'missed' })
    expect(await statusOf(caller)).toBe('queued')
  })

  it('declines by another key', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    await board.keys(operator, '3')
    expect(await board.presence('ann')).toMatchObject({ status: 'away', reason: 'declined' })
    expect(operator.status).toBe('completed')
    expect(await statusOf(caller)).toBe('queued')
  })

  it('who takes too long is hung up, and what still comes of that leg changes nothing', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    const { url } = operator.at ?? { url: '' }
    board.board.ahead += 21_000
    await board.desk.report('ann', 'tab-ann')
    await board.settle()
    expect(operator.status).toBe('completed')
    expect(await statusOf(caller)).toBe('queued')
    // the 1 was on its way already
    expect(await board.post(operator, url, { Digits: '1' })).toContain('no longer waiting')
    expect(await statusOf(caller)).toBe('queued')
    // a second offer to the same operator is not touched by reports of the first leg
    await board.ready(ann)
    const again = board.called('+442079460101')
    expect(again.sid).not.toBe(operator.sid)
    await board.post(operator, operator.asked.StatusCallback ?? '', { CallStatus: 'completed' })
    expect(await statusOf(caller)).toBe('offered')
  })

  it('whose webhooks come twice and out of order is joined once', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    const answer = operator.at?.url ?? ''
    const [one, two] = await Promise.all([
      board.post(operator, answer, { Digits: '1' }),
      board.post(operator, answer, { Digits: '1' }),
    ])
    expect(one).toBe(two)
    const join = /<Redirect>([^<]*)</.exec(one)?.[1] ?? ''
    const [first, second] = await Promise.all([
      board.post(operator, join),
      board.post(operator, join),
    ])
    expect(first).toBe(second)
    await board.run(operator, first)
    await board.post(operator, operator.asked.StatusCallback ?? '', { CallStatus: 'ringing' })
    await board.post(operator, operator.asked.StatusCallback ?? '', { CallStatus: 'initiated' })
    await board.settle()
    expect(board.talking(caller, operator)).toBe(true)
    expect((await board.contact(caller))?.talks.length).toBe(1)
    await board.ends(operator)
    await board.post(operator, operator.asked.StatusCallback ?? '', { CallStatus: 'completed' })
    expect((await board.contact(caller))?.talks).toMatchObject([{ end: 'operator' }])
  })

  it('whose leg cannot be made has missed it', async () => {
    board.board.down = true
    await board.ready(ann)
    const caller = await board.caller('1')
    expect(await board.presence('ann')).toMatchObject({ status: 'missed' })
    expect(await statusOf(caller)).toBe('queued')
    expect(caller.at?.kind).toBe('queue')
  })

  it('is joined by a caller who comes by themselves when Twilio cannot be told', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    board.board.down = true
    await board.keys(operator, '1')
    expect(caller.at?.kind).toBe('queue')
    await board.waits(caller)
    expect(board.talking(caller, operator)).toBe(true)
  })
})

describe('an operator in the browser', () => {
  it('is called when they take the offer, and joined at once', async () => {
    await board.ready(bob)
    const caller = await board.caller('1')
    expect([...board.legs.values()].some(({ to }) => to.startsWith('client:'))).toBe(false)
    const contact = await board.contact(caller)
    await board.desk.accept(contact?.id ?? '', 'bob')
    await board.settle()
    const operator = board.called('client:bob')
    expect(operator.to).toBe(`client:bob?contact=${contact?.id}`)
    await board.answers(operator)
    expect(board.talking(caller, operator)).toBe(true)
    await board.desk.happened(contact?.id ?? '', { type: 'released', by: 'bob' })
    await board.settle()
    expect(operator.status).toBe('completed')
    expect(hears(caller)).toContain('Goodbye.')
    expect(await statusOf(caller)).toBe('wrapping')
  })

  it('whose browser does not take the leg loses it, and the caller goes to the front', async () => {
    await board.ready(bob)
    const caller = await board.caller('1')
    await board.desk.accept((await board.contact(caller))?.id ?? '', 'bob')
    await board.settle()
    await board.ends(board.called('client:bob'), 'no-answer')
    expect(await board.contact(caller)).toMatchObject({ status: 'queued', front: true })
    expect(await board.presence('bob')).toMatchObject({ status: 'away' })
  })

  it('who drops leaves a caller who hears kind words, waits at the front, and talks with the next', async () => {
    const { caller, operator } = await byBrowser()
    const { id, enqueuedAt } = (await board.contact(caller)) ?? { id: '', enqueuedAt: 0 }
    await board.ends(operator)
    expect(caller.at?.kind).toBe('queue')
    expect(hears(caller)).toContain('the connection to my colleague was lost')
    expect(await board.contact(caller)).toMatchObject({
      id,
      status: 'queued',
      front: true,
      enqueuedAt,
      talks: [{ end: 'dropped' }],
    })
    await board.ready(ann)
    const second = board.called('+442079460101')
    await board.answers(second)
    await board.keys(second, '1')
    expect(board.talking(caller, second)).toBe(true)
    await board.ends(caller)
    expect(second.status).toBe('completed')
    expect(await board.contact(caller)).toMatchObject({
      status: 'wrapping',
      talks: [{ end: 'dropped' }, { end: 'caller' }],
    })
  })
})

describe('the caller hangs up', () => {
  it('while nobody is rung', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    await board.ends(caller)
    expect(await statusOf(caller)).toBe('abandoned')
  })

  it('while an operator is rung, who is rung no more and ready again', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    await board.rings(board.called('+442079460101'))
    await board.ends(caller)
    expect(board.called('+442079460101').status).toBe('canceled')
    expect(await statusOf(caller)).toBe('abandoned')
    expect(await board.presence('ann')).toMatchObject({ status: 'ready' })
  })

  it('while the operator is asked for the 1, who hears that nobody waits any more', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    const url = operator.at?.url ?? ''
    board.board.down = true
    await board.ends(caller)
    expect(await board.post(operator, url, { Digits: '1' })).toMatch(
      /no longer waiting.*<Hangup\/>/,
    )
    expect(await board.presence('ann')).toMatchObject({ status: 'ready' })
  })

  it('during the whisper', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    const xml = await board.post(operator, operator.at?.url ?? '', { Digits: '1' })
    await board.ends(caller)
    expect(operator.status).toBe('completed')
    expect(await board.post(operator, /<Redirect>([^<]*)</.exec(xml)?.[1] ?? '')).toContain(
      'no longer waiting',
    )
    expect(await statusOf(caller)).toBe('abandoned')
    expect(await board.presence('ann')).toMatchObject({ status: 'ready' })
  })

  it('in the conversation, and the operator writes up', async () => {
    const { caller, operator } = await byPhone()
    await board.ends(caller)
    expect(operator.status).toBe('completed')
    expect(await board.contact(caller)).toMatchObject({
      status: 'wrapping',
      talks: [{ end: 'caller' }],
    })
    expect(await board.presence('ann')).toMatchObject({ status: 'wrapping' })
  })
})

describe('a call back', () => {
  async function promised(): Promise<{ caller: Leg; operator: Leg; customer: Leg }> {
    await board.desk.report('ann', 'tab-ann')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    await board.waits(caller, '1')
    expect(hears(caller)).toContain('We will call you back')
    expect(caller.status).toBe('completed')
    await board.ready(ann)
    const operator = board.called('+442079460101')
    await board.answers(operator)
    await board.keys(operator, '1')
    return { caller, operator, customer: board.called('+12025550123') }
  }
  const both = async (caller: Leg) =>
    (await board.runtime.store.contacts({ callId: caller.sid, limit: 10 }))
      .map(({ kind, status }) => `${kind} ${status}`)
      .sort()

  it('is promised by the 1 and served: the operator first, the customer joined by the 1', async () => {
    const { caller, operator, customer } = await promised()
    expect(hears(operator)).toContain('Calling the customer now.')
    expect(customer.asked).toMatchObject({ From: '+15005550006', Timeout: '25' })
    await board.answers(customer)
    expect(hears(customer)).toContain('Fir Tools orders. This is the call back you asked for.')
    expect(board.talking(operator, customer)).toBe(false)
    await board.keys(customer, '1')
    expect(board.talking(operator, customer)).toBe(true)
    await board.ends(operator)
    expect(customer.status).toBe('completed')
    expect(await both(caller)).toEqual(['call callback', 'callback wrapping'])
  })

  it.each(['no-answer', 'busy', 'completed'] as const)(
    'that does not reach the customer (%s) is tried again later',
    async (status) => {
      const { caller, operator, customer } = await promised()
      if (status === 'completed') await board.answers(customer)
      await board.ends(customer, status)
      expect(operator.status).toBe('completed')
      expect(await both(caller)).toEqual(['call callback', 'callback queued'])
      expect(await board.presence('ann')).toMatchObject({ status: 'ready' })
    },
  )

  it('whose operator goes is not left ringing, and comes to the front', async () => {
    const { caller, operator, customer } = await promised()
    await board.answers(customer)
    const url = customer.at?.url ?? ''
    await board.ends(operator)
    expect(hears(customer)).toContain('We will call you again shortly.')
    expect(customer.status).toBe('completed')
    expect(await board.post(customer, url, { Digits: '1' })).toContain('call you again')
    expect(await both(caller)).toEqual(['call callback', 'callback queued'])
  })

  it('that is put through lets the customer go with a word, and calls them again', async () => {
    const { caller, operator, customer } = await promised()
    await board.answers(customer)
    await board.keys(customer, '1')
    const contact = (await board.runtime.store.contacts({ callId: caller.sid, limit: 10 })).find(
      ({ kind }) => kind === 'callback',
    )
    await board.desk.happened(contact?.id ?? '', {
      type: 'transferred',
      by: 'ann',
      waitUntil: board.runtime.now() + 3_600_000,
    })
    await board.settle()
    expect([operator.status, customer.status]).toEqual(['completed', 'completed'])
    expect(hears(customer)).toContain('We will call you again shortly.')
    expect(await both(caller)).toEqual(['call callback', 'callback queued'])
  })

  it('ends when the customer hangs up', async () => {
    const { caller, operator, customer } = await promised()
    await board.answers(customer)
    await board.keys(customer, '1')
    await board.ends(customer)
    expect(operator.status).toBe('completed')
    expect(await both(caller)).toEqual(['call callback', 'callback wrapping'])
  })
})

describe('in the conversation', () => {
  it('the caller is held with music, and comes back', async () => {
    const { caller } = await byPhone()
    const id = (await board.contact(caller))?.id ?? ''
    expect(await board.control.hold(id, 'ann', true)).toMatchObject({ status: 'talking' })
    expect(caller.part).toMatchObject({ Hold: 'true', HoldMethod: 'POST' })
    expect(await board.post(caller, caller.part?.HoldUrl ?? '')).toMatch(
      /<Play loop="4">.*<Redirect>/,
    )
    expect((await board.contact(caller))?.hold).toBeGreaterThan(0)
    expect(await board.control.hold(id, 'ann', true)).toEqual({ refused: 'too late' })
    expect(await board.control.hold(id, 'bob', false)).toEqual({ refused: 'not yours' })
    await board.control.hold(id, 'ann', false)
    expect(caller.part).toMatchObject({ Hold: 'false' })
    board.board.down = true
    await expect(board.control.hold(id, 'ann', true)).rejects.toThrow()
    expect((await board.contact(caller))?.hold).toBeUndefined()
  })

  it('a caller is sent back to the flow', async () => {
    const { caller, operator } = await byPhone()
    await board.desk.happened((await board.contact(caller))?.id ?? '', {
      type: 'sent back',
      by: 'ann',
      step: 'menu',
    })
    await board.settle()
    expect(operator.status).toBe('completed')
    expect(caller.at?.kind).toBe('gather')
    expect(hears(caller)).toMatch(/What now\?.*What now\?/)
  })

  it('a caller who was sent to a step that takes nobody goes on as after a conversation', async () => {
    const { caller } = await byPhone()
    await board.desk.happened((await board.contact(caller))?.id ?? '', {
      type: 'sent back',
      by: 'ann',
      step: 'no such step',
    })
    await board.settle()
    expect(hears(caller)).toContain('Goodbye.')
    expect(caller.status).toBe('completed')
  })

  it('a caller is put through to another desk, where they keep their place', async () => {
    const { caller, operator } = await byPhone()
    const before = await board.contact(caller)
    await board.desk.happened(before?.id ?? '', {
      type: 'transferred',
      by: 'ann',
      desk: { name: 'care', label: 'Customer care', skills: [] },
      waitUntil: board.runtime.now() + 300_000,
    })
    await board.settle()
    expect(operator.status).toBe('completed')
    expect(caller.at?.kind).toBe('queue')
    expect(await board.contact(caller)).toMatchObject({
      status: 'queued',
      desk: 'care',
      enqueuedAt: before?.enqueuedAt,
    })
    expect(await board.waits(caller)).toContain('You are number 1')
  })

  it('a colleague is consulted, and the two are left alone; whoever leaves ends it', async () => {
    const { caller, operator } = await byPhone()
    const id = (await board.contact(caller))?.id ?? ''
    await board.ready(bob)
    expect(await board.control.passOn(id, 'ann')).toEqual({ refused: 'nobody there' })
    expect(await board.control.consult(id, 'ann', { operator: 'bob' })).toMatchObject({
      legs: { guest: expect.stringMatching(/^CA/) as string },
    })
    expect(caller.part?.Hold).toBe('true')
    expect(await board.presence('bob')).toMatchObject({
      status: 'away',
      reason: 'with a colleague',
    })
    const guest = board.called('client:bob')
    expect(await board.control.passOn(id, 'ann')).toEqual({ refused: 'nobody there' })
    await board.answers(guest)
    expect(board.talking(caller, operator, guest)).toBe(true)
    await board.control.passOn(id, 'ann')
    await board.settle()
    expect(operator.status).toBe('completed')
    expect(board.talking(caller, guest)).toBe(true)
    expect(caller.part).toMatchObject({ Hold: 'false', EndConferenceOnExit: 'true' })
    expect(await board.contact(caller)).toMatchObject({
      status: 'wrapping',
      talks: [{ end: 'transferred' }],
    })
    await board.ends(guest)
    expect(hears(caller)).toContain('Goodbye.')
  })

  it('a number outside is consulted only where the desk may dial, and sent away again', async () => {
    const { caller } = await byPhone()
    const id = (await board.contact(caller))?.id ?? ''
    for (const number of ['+37517000000', '+19005550123', 'sip:x@y', '911'])
      expect(await board.control.consult(id, 'ann', { number })).toEqual({
        refused: 'cannot be called',
      })
    expect(caller.part?.Hold).toBeUndefined()
    await board.control.consult(id, 'ann', { number: '+442079460190' })
    expect(await board.control.consult(id, 'ann', { number: '+442079460190' })).toEqual({
      refused: 'busy',
    })
    const guest = board.called('+442079460190')
    await board.answers(guest)
    await board.control.cancelConsult(id, 'ann')
    await board.settle()
    expect(guest.status).toBe('completed')
    expect(caller.part?.Hold).toBe('false')
    expect((await board.contact(caller))?.legs.guest).toBeUndefined()
  })

  it('a supervisor listens, whispers, barges in, and goes', async () => {
    const { caller, operator } = await byPhone()
    const id = (await board.contact(caller))?.id ?? ''
    await board.control.supervise(id, eve, 'listen')
    const supervisor = board.called('sip:eve')
    expect(supervisor.asked).toMatchObject({ Muted: 'true', Coaching: 'false', Beep: 'false' })
    await board.answers(supervisor)
    await board.control.supervise(id, eve, 'whisper')
    expect(supervisor.part).toMatchObject({
      Muted: 'false',
      Coaching: 'true',
      CallSidToCoach: operator.sid,
    })
    await board.control.supervise(id, eve, 'barge')
    expect(supervisor.part).toMatchObject({ Muted: 'false', Coaching: 'false' })
    await board.control.stopSupervising(id)
    await board.settle()
    expect(supervisor.status).toBe('completed')
    expect(board.talking(caller, operator)).toBe(true)
    expect((await board.contact(caller))?.legs.supervisor).toBeUndefined()
  })

  it('the operator is muted', async () => {
    const { caller, operator } = await byPhone()
    await board.control.mute((await board.contact(caller))?.id ?? '', 'ann', true)
    expect(operator.part).toMatchObject({ Muted: 'true' })
  })
})

describe('forged and stale addresses', () => {
  it('reach no contact of another operator, offer or leg', async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    const offer = String((await board.contact(caller))?.offer?.at)
    const id = (await board.contact(caller))?.id ?? ''
    const stranger = { ...operator, sid: `CA${'f'.repeat(32)}` }
    const tries: [Leg, Record<string, string>][] = [
      [operator, { contact: id, operator: 'bob', offer }],
      [operator, { contact: id, operator: 'ann', offer: '1' }],
      [operator, { contact: `${id}0`, operator: 'ann', offer }],
      [stranger, { contact: id, operator: 'ann', offer }],
      [operator, { contact: '' }],
    ]
    for (const [leg, query] of tries) {
      const params = new URLSearchParams(query).toString()
      for (const path of ['leg', 'answer', 'join'])
        expect(
          await board.post(leg, `/twilio/operator/${path}?${params}`, { Digits: '1' }),
        ).toMatch(/no longer waiting|<Hangup/)
      for (const path of ['', '/answer'])
        expect(
          await board.post(leg, `/twilio/callback${path}?${params}`, { Digits: '1' }),
        ).toContain('<Hangup')
      for (const path of ['operator/status', 'callback/status', 'guest/status'])
        await board.post(leg, `/twilio/${path}?${params}&name=guest`, { CallStatus: 'completed' })
    }
    expect(await board.contact(caller)).toMatchObject({
      status: 'offered',
      offer: { operator: 'ann' },
    })
  })

  it('of a waiting caller move no other call on', async () => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    for (const path of ['wait', 'key', 'left', 'told'])
      await board.post(caller, `/twilio/queue/${path}?call=CA404&seq=1&handoff=x`, { Digits: '1' })
    for (const path of ['told', 'left'])
      expect(await board.post(caller, `/twilio/queue/${path}?call=${caller.sid}&seq=99`)).toContain(
        '<Enqueue',
      )
    expect(await statusOf(caller)).toBe('queued')
  })
})

describe('when a webhook of a waiting caller got no answer', () => {
  it.each(['told', 'wait', 'left', 'key'])('the fallback goes on for them: %s', async (path) => {
    await board.desk.report('ann', 'tab')
    await board.desk.choose('ann', { status: 'away' })
    const caller = await board.caller('1')
    const seq = (await board.session(caller))?.reply
    const failed = (form: Record<string, string> = {}) =>
      board.post(caller, '/twilio/fallback', {
        ErrorCode: '11200',
        ErrorUrl: `https://calls.example.com/twilio/queue/${path}?call=${caller.sid}&seq=${seq}&handoff=x`,
        ...form,
      })
    expect(await failed()).toContain('<Enqueue')
    if (path === 'key') expect(await failed({ Digits: '2' })).toContain('<Record')
    if (path === 'left') expect(await failed({ QueueResult: 'system-error' })).toContain('<Record')
    if (path === 'told' || path === 'wait') {
      board.board.down = true
      board.board.ahead += 121_000
      expect(await failed()).toContain('<Record')
    }
  })

  it("a webhook of an operator's leg is asked for again, and nothing is lost", async () => {
    await board.ready(ann)
    const caller = await board.caller('1')
    const operator = board.called('+442079460101')
    await board.answers(operator)
    const { store } = board.runtime
    let fails = 2
    board.runtime.store = {
      ...store,
      contact: (id) =>
        fails-- > 0 ? Promise.reject(new Error('the database is away')) : store.contact(id),
    }
    await expect(board.post(operator, operator.at?.url ?? '', { Digits: '1' })).rejects.toThrow(
      '503',
    )
    board.runtime.store = store
    await board.keys(operator, '1')
    expect(board.talking(caller, operator)).toBe(true)
  })
})
