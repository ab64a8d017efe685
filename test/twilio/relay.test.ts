// ConversationRelay end to end: a real WebSocket plays Twilio's relay, the same engine answers, and
// TwiML goes on where relay cannot.
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import type { Runtime } from '../../src/world/runtime.ts'
import { FILLER, outlast } from '../world/outlast.ts'
import { connect } from './streams.ts'
import { action, caller, heard, orderLine } from './world.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

type Message = {
  type: string
  token?: string
  interruptible?: boolean
  last?: boolean
  handoffData?: string
}

async function relayLine() {
  const line = await orderLine(undefined, (runtime: Runtime) => {
    const { library } = runtime
    Object.assign(runtime, {
      library: {
        ...library,
        line: (number: string) => {
          const found = library.line(number)
          return found && { ...found, speech: 'relay' }
        },
      },
    } satisfies Partial<Runtime>)
  })
  open.push(() => line.close())
  return line
}

const relayPath = (xml: string): string =>
  /<ConversationRelay url="wss:\/\/calls\.example\.com([^"]*)"/.exec(xml)?.[1] ?? ''

/** A call whose relay is connected and set up. */
async function relayed(line: Awaited<ReturnType<typeof relayLine>>) {
  const call = caller(line)
  const xml = await call.begin()
  return { call, xml, ...(await follow(line.origin, relayPath(xml), call.callSid)) }
}

async function follow(origin: string, path: string, callSid: string) {
  const socket = connect(origin, path)
  const got: Message[] = []
  socket.on('message', (data: Buffer) => got.push(JSON.parse(data.toString()) as Message))
  await once(socket, 'open')
  send(socket, {
    type: 'setup',
    sessionId: 'VX1',
    callSid,
    from: '+12025550123',
    to: '+15005550006',
    customParameters: {},
  })
  const spoken = (): string => got.map(({ token }) => token ?? '').join('')
  const until = (text: string) => expect.poll(spoken, { interval: 10 }).toContain(text)
  return {
    socket,
    got,
    spoken,
    until,
    say: (voicePrompt: string) =>
      send(socket, { type: 'prompt', voicePrompt, lang: 'en-GB', last: true }),
    press: (digit: string) => send(socket, { type: 'dtmf', digit }),
  }
}

const send = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message))

describe('a call by relay', () => {
  it('is given to it with its voices, and told what is asked, the notice uncut', async () => {
    const { xml, until, got } = await relayed(await relayLine())
    expect(xml).toContain('dtmfDetection="true"')
    expect(xml).toContain('<Language code="en-GB" ttsProvider="Amazon" voice="Amy-Neural"/>')
    await until('How can I help?')
    expect(got.map(({ type, interruptible, last }) => [type, interruptible, last])).toEqual([
      ['text', false, false],
      ...Array.from({ length: got.length - 2 }, () => ['text', true, false]),
      ['text', true, true],
    ])
  })

  it('goes on by words and by keys that come one by one', async () => {
    const line = await relayLine()
    const { call, say, press, until } = await relayed(line)
    await until('How can I help?')
    say('where is my order please')
    await until('six digits')
    for (const digit of '123456') press(digit)
    await until('on its way')
    const turns = await line.runtime.store.turns(call.callSid)
    expect(turns[2]?.inputs).toMatchObject([{ type: 'keys', keys: '123456' }, { type: 'fetched' }])
  })

  it('waits for more keys only so long, and keeps those that came', async () => {
    const line = await relayLine()
    const { call, press, until } = await relayed(line)
    await until('How can I help?')
    press('1')
    await until('six digits')
    for (const digit of '1234') press(digit)
    await expect
      .poll(async () => (await line.runtime.store.loadCall(call.callSid))?.keys.kept)
      .toBe('1234')
    for (const digit of '56') press(digit)
    await until('on its way')
  })

  it('speaks a filler while a lookup is slow, and then its result', async () => {
    const line = await relayLine()
    line.outside.lookup = async (effect) => {
      await outlast(FILLER)
      return {
        type: 'fetched',
        at: Date.now(),
        key: effect.key,
        found: true,
        data: { state: 'packed' },
      }
    }
    const { press, until } = await relayed(line)
    for (const digit of '1') press(digit)
    await until('six digits')
    for (const digit of '123456') press(digit)
    await until('One moment, I am looking.')
    await until('packed')
  })

  it('is given back for people and recorders, and the transfer goes on by TwiML', async () => {
    const line = await relayLine()
    const { call, xml, say, got, until } = await relayed(line)
    await until('How can I help?')
    say('operator please')
    await expect.poll(() => got.at(-1)?.type).toBe('end')
    expect(JSON.parse(got.at(-1)?.handoffData ?? '')).toEqual({ seq: 2 })
    const dial = await call.go(action(xml, 'Connect'), {
      HandoffData: got.at(-1)?.handoffData ?? '',
      SessionStatus: 'ended',
    })
    expect(dial).toContain('<Dial')
    expect(heard(dial)).toContain('connecting')
    // nobody answers: the message is a recording, after which the call ends
    expect(await call.dialEnds('no-answer')).toContain('<Dial')
  })

  it('comes back to it with the question that follows', async () => {
    const line = await relayLine()
    const first = await relayed(line)
    await first.until('How can I help?')
    first.socket.close()
    const xml = await first.call.go(action(first.xml, 'Connect'), {
      SessionStatus: 'failed',
      ErrorCode: '64105',
    })
    expect(xml).toContain('<Gather')
    expect(heard(xml)).toContain('How can I help?')
    const next = await first.call.says('where is my order')
    const second = await follow(line.origin, relayPath(next), first.call.callSid)
    await second.until('six digits')
    expect(second.spoken()).not.toContain('Calls are recorded')
  })
})

describe('a relay is closed', () => {
  it.each([
    ['words before the setup', { type: 'prompt', voicePrompt: 'hello', last: true }],
    ['another call', { type: 'setup', callSid: 'CA0' }],
    ['what is not JSON', '{'],
    ['a setup without a call', { type: 'setup' }],
  ])('for %s', async (_, message) => {
    const line = await relayLine()
    const socket = connect(line.origin, relayPath(await caller(line).begin()))
    await once(socket, 'open')
    const closed = once(socket, 'close') as Promise<[number]>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message))
    expect((await closed)[0]).toBe(1008)
  })

  it('for a flood, a second setup, and an address that was used', async () => {
    const line = await relayLine()
    for (const wrong of ['flood', 'setup', 'again']) {
      const { socket, xml, call, until } = await relayed(line)
      await until('How can I help?')
      const other = wrong === 'again' ? connect(line.origin, relayPath(xml)) : socket
      if (wrong === 'again') await once(other, 'open')
      const closed = once(other, 'close') as Promise<[number]>
      for (let n = 0; n < (wrong === 'flood' ? 400 : 1); n++)
        send(
          other,
          wrong === 'flood' ? { type: 'interrupt' } : { type: 'setup', callSid: call.callSid },
        )
      expect((await closed)[0], wrong).toBe(1008)
    }
  })
})
