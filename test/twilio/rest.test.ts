import nock from 'nock'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { makeRest, type Rest } from '../../src/twilio/rest.ts'

const account = `AC${'0'.repeat(32)}`
const call = `CA${'1'.repeat(32)}`
const recording = `RE${'2'.repeat(32)}`
const config = readConfig({ TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: 'secret', PUBLIC_URL: 'https://calls.example.com' })
const api = () => nock('https://api.twilio.com').matchHeader('authorization', `Basic ${Buffer.from(`${account}:secret`).toString('base64')}`)
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
  it.each([{ TWILIO_ACCOUNT_SID: account }, { TWILIO_AUTH_TOKEN: 'secret', PUBLIC_URL: 'https://calls.example.com' }])('is not there without an account and its token', async (env) => {
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

  it('fetches a recording', async () => {
    api().get(mediaPath).reply(200, 'RIFF sound')
    expect(await text(await rest.recordingMedia(recording))).toBe('RIFF sound')
  })

  it('follows a recording to other storage without showing it the credentials', async () => {
    api().get(mediaPath).reply(302, '', { Location: 'https://storage.example.com/a.wav?signed=1' })
    nock('https://storage.example.com', { badheaders: ['authorization'] }).get('/a.wav').query({ signed: '1' }).reply(200, 'RIFF stored')
    expect(await text(await rest.recordingMedia(recording))).toBe('RIFF stored')
  })

  it('tells that a recording is not there, is not in its storage, or cannot be reached', async () => {
    api().get(mediaPath).reply(404, 'none')
    await expect(rest.recordingMedia(recording)).rejects.toThrow(`Twilio answered 404 for recording ${recording}`)
    api().get(mediaPath).reply(302, '', { Location: 'https://storage.example.com/a.wav' })
    nock('https://storage.example.com').get('/a.wav').reply(403)
    await expect(rest.recordingMedia(recording)).rejects.toThrow(`the storage of recording ${recording} answered 403`)
    api().get(mediaPath).replyWithError('reset')
    await expect(rest.recordingMedia(recording)).rejects.toThrow('a recording could not be fetched')
  })
})
