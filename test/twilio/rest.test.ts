import nock from 'nock'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/world/config.ts'
import { makeRest, type Rest } from '../../src/twilio/rest.ts'

const account = `AC${'0'.repeat(32)}`
const call = `CA${'1'.repeat(32)}`
const recording = `RE${'2'.repeat(32)}`
const config = readConfig({
  TWILIO_ACCOUNT_SID: account,
  TWILIO_AUTH_TOKEN: 'secret',
  PUBLIC_URL: 'https://calls.example.com',
})
const api = () =>
  nock('https://api.twilio.com').matchHeader(
    'authorization',
    `Basic ${Buffer.from(`${account}:secret`).toString('base64')}`,
  )
const callPath = `/2010-04-01/Accounts/${account}/Calls/${call}.json`
const mediaPath = `/2010-04-01/Accounts/${account}/Recordings/${recording}.wav`

let rest: Rest

beforeAll(async () => {
  const made = await makeRest(config)
  if (!made) throw new Error('an account is set, so there must be a client')
  rest = made
})
beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
  nock.enableNetConnect()
})

describe('REST', () => {
  it.each([
    { TWILIO_ACCOUNT_SID: account },
    { TWILIO_AUTH_TOKEN: 'secret', PUBLIC_URL: 'https://calls.example.com' },
  ])('is not there without an account and its token', async (env) => {
    expect(await makeRest(readConfig(env))).toBeUndefined()
  })

  it.each([
    { status: 'completed', ended: true },
    { status: 'busy', ended: true },
    { status: 'failed', ended: true },
    { status: 'no-answer', ended: true },
    { status: 'canceled', ended: true },
    { status: 'in-progress', ended: false },
    { status: 'ringing', ended: false },
  ])('a call that is $status has ended: $ended', async ({ status, ended }) => {
    api().get(callPath).reply(200, { sid: call, status })
    expect(await rest.callEnded(call)).toBe(ended)
  })

  it('a call that Twilio does not know has ended', async () => {
    api().get(callPath).reply(404, { code: 20404, message: 'not found', status: 404 })
    expect(await rest.callEnded(call)).toBe(true)
  })

  it('says so when Twilio cannot be asked', async () => {
    api().get(callPath).reply(503, '<html>')
    await expect(rest.callEnded(call)).rejects.toThrow()
    api().get(callPath).replyWithError('no route')
    await expect(rest.callEnded(call)).rejects.toThrow('no route')
  })

  const callsPath = `/2010-04-01/Accounts/${account}/Calls.json`
  const conferences = `/2010-04-01/Accounts/${account}/Conferences`

  it('calls somebody', async () => {
    api()
      .post(callsPath, {
        To: 'client:ann?contact=c1',
        From: '+15005550006',
        Url: 'https://calls.example.com/x',
        StatusCallback: 'https://calls.example.com/y',
        StatusCallbackEvent: ['initiated', 'completed'],
        Timeout: '20',
      })
      .reply(201, { sid: call })
    expect(
      await rest.call({
        to: 'client:ann?contact=c1',
        from: '+15005550006',
        url: 'https://calls.example.com/x',
        statusCallback: 'https://calls.example.com/y',
        statusCallbackEvent: ['initiated', 'completed'],
        timeout: 20,
      }),
    ).toBe(call)
  })

  it('asks again when Twilio says that there were too many requests, and not after any other failure', async () => {
    api().post(callsPath).reply(429, { code: 20429 })
    api().post(callsPath).reply(201, { sid: call })
    expect(
      await rest.call({
        to: '+442079460101',
        from: '+15005550006',
        url: 'https://calls.example.com/x',
      }),
    ).toBe(call)
    api().post(callsPath).reply(500, {})
    await expect(
      rest.call({ to: '+442079460101', from: '+15005550006', url: 'https://calls.example.com/x' }),
    ).rejects.toThrow()
  })

  it('hangs up, and minds no call that is over', async () => {
    api().post(callPath, { Status: 'completed' }).reply(200, { sid: call })
    await rest.end(call)
    api().post(callPath).reply(404, { code: 20404, status: 404 })
    await rest.end(call)
    api().post(callPath).reply(400, { code: 21220, status: 400 })
    await rest.end(call)
    api().post(callPath).reply(503, '<html>')
    await expect(rest.end(call)).rejects.toThrow()
  })

  it('calls somebody into a conference by its name, and changes who takes part by its id', async () => {
    api()
      .post(`${conferences}/CA1-h2/Participants.json`, {
        To: '+442079460101',
        From: '+15005550006',
        Beep: 'false',
        EndConferenceOnExit: 'false',
      })
      .reply(201, { call_sid: call })
    expect(
      await rest.invite('CA1-h2', {
        to: '+442079460101',
        from: '+15005550006',
        beep: 'false',
        endConferenceOnExit: false,
      }),
    ).toBe(call)
    const found = () =>
      api()
        .get(`${conferences}.json`)
        .query({ FriendlyName: 'CA1-h2', Status: 'in-progress', PageSize: '1' })
        .reply(200, { conferences: [{ sid: 'CF7' }] })
    found()
    api()
      .post(`${conferences}/CF7/Participants/${call}.json`, {
        Hold: 'true',
        HoldUrl: 'https://calls.example.com/m',
        HoldMethod: 'POST',
      })
      .reply(200, {})
    await rest.changeParticipant('CA1-h2', call, {
      hold: true,
      holdUrl: 'https://calls.example.com/m',
      holdMethod: 'POST',
    })
    for (const [status, there] of [
      ['connected', true],
      ['ringing', false],
    ] as const) {
      found()
      api().get(`${conferences}/CF7/Participants/${call}.json`).reply(200, { status })
      expect(await rest.takesPart('CA1-h2', call)).toBe(there)
    }
    found()
    api()
      .get(`${conferences}/CF7/Participants/${call}.json`)
      .reply(404, { code: 20404, status: 404 })
    expect(await rest.takesPart('CA1-h2', call)).toBe(false)
  })

  it('says so when no such conference goes on', async () => {
    api().get(`${conferences}.json`).query(true).reply(200, { conferences: [] })
    await expect(rest.changeParticipant('CA1-h2', call, { muted: true })).rejects.toThrow(
      'no conference "CA1-h2" is going on',
    )
  })

  it('fetches a recording', async () => {
    api().get(mediaPath).reply(200, 'RIFF sound')
    expect(await text(await rest.recordingMedia(recording))).toBe('RIFF sound')
  })

  it('follows a recording to other storage without showing it the credentials', async () => {
    api().get(mediaPath).reply(302, '', { Location: 'https://storage.example.com/a.wav?signed=1' })
    nock('https://storage.example.com', { badheaders: ['authorization'] })
      .get('/a.wav')
      .query({ signed: '1' })
      .reply(200, 'RIFF stored')
    expect(await text(await rest.recordingMedia(recording))).toBe('RIFF stored')
  })

  it('tells that a recording is not there, is not in its storage, or cannot be reached', async () => {
    api().get(mediaPath).reply(404, 'none')
    await expect(rest.recordingMedia(recording)).rejects.toThrow(
      `Twilio answered 404 for recording ${recording}`,
    )
    api().get(mediaPath).reply(302, '', { Location: 'https://storage.example.com/a.wav' })
    nock('https://storage.example.com').get('/a.wav').reply(403)
    await expect(rest.recordingMedia(recording)).rejects.toThrow(
      `the storage of recording ${recording} answered 403`,
    )
    api().get(mediaPath).replyWithError('reset')
    await expect(rest.recordingMedia(recording)).rejects.toThrow('a recording could not be fetched')
  })
})
