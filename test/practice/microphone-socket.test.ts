// The browser's microphone: a recording is spoken into Chromium, and a Google that listens hears it
// at the other end.
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { makeGoogle } from '../../src/speech/google.ts'
import { byEar, type Known } from '../speech/by-ear.ts'
import { startGoogle, words, type Script } from '../speech/google-server.ts'
import { hasVoices, record } from '../speech/voices.ts'
import { hasChromium, openBrowser, openPage } from '../console/browser.ts'
import { servePractice } from '../console/server.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function serveHearing(script: Script, env: NodeJS.ProcessEnv = {}) {
  const google = await startGoogle(script)
  const recogniser = makeGoogle({ endpoint: google.endpoint })
  const served = await servePractice({ env, recogniser })
  open.push(
    () => google.close(),
    () => recogniser.close(),
    () => served.close(),
  )
  const post = async (path: string, body: object) =>
    (await (
      await fetch(served.origin + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()) as { call: string; reply: { reply: number } }
  const { call, reply } = await post('/practice/calls', {
    line: '+15005550006',
    from: '+12025550147',
  })
  return { ...served, google, call, post, path: `/practice/audio/${call}/${reply.reply}` }
}

const connect = (origin: string, path: string, headers: Record<string, string> = {}) =>
  new WebSocket(origin.replace('http', 'ws') + path, { headers })

async function refusal(socket: WebSocket): Promise<number | undefined> {
  socket.on('error', () => undefined)
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    { statusCode?: number },
  ]
  return response.statusCode
}

const frame = Buffer.alloc(160, 0xff)

describe('the socket of a microphone', () => {
  it('tells words as they come, that a prompt is to be cut, and the answer with its other readings', async () => {
    const served = await serveHearing({
      audio(stream) {
        if (stream.received === 160) stream.send(words('I have a', { final: false }))
        if (stream.received === 320)
          stream.send(words('I have a bill', { confidence: 0.75, others: ['I have a bell'] }))
      },
    })
    const socket = connect(served.origin, served.path, { origin: served.origin })
    const told: object[] = []
    socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as object))
    await once(socket, 'open')
    socket.send(frame)
    await expect.poll(() => told.length).toBe(2)
    socket.send(frame)
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1000)
    expect(told).toEqual([
      { is: 'interrupt' },
      { is: 'words', text: 'I have a' },
      { is: 'words', text: 'I have a bill' },
      { is: 'answer', text: 'I have a bill', confidence: 0.75, others: ['I have a bell'] },
    ])
    expect(served.google.streams[0]?.config).toMatchObject({ languageCode: 'en-GB' })
    expect(served.google.streams[0]?.config.speechContexts[0]?.phrases.length).toBeGreaterThan(3)
    // only its own page makes a turn of it
    expect((await served.runtime.store.turns(served.call)).length).toBe(1)
  })

  it('is refused to other websites and names, for calls that are not there, and for questions that are past', async () => {
    const { origin, path, call, post } = await serveHearing({})
    expect(await refusal(connect(origin, path, { origin: 'https://example.com' }))).toBe(403)
    expect(await refusal(connect(origin, path, { host: 'rebound.example.com' }))).toBe(403)
    expect(await refusal(connect(origin, path.replace(call, `practice-${'0'.repeat(32)}`)))).toBe(
      409,
    )
    expect(await refusal(connect(origin, path.replace('practice-', 'CA')))).toBe(404)
    expect(await refusal(connect(origin, `${path}0`))).toBe(409)
    await post(`/practice/calls/${call}/input`, { answers: 1, do: 'hang up' })
    expect(await refusal(connect(origin, path))).toBe(409)
  })

  it('is not there on a live server, nor without a recogniser', async () => {
    const live = await servePractice({
      env: { TWILIO_AUTH_TOKEN: 'a token for tests', PUBLIC_URL: 'https://calls.example.com' },
    })
    const deaf = await servePractice()
    open.push(
      () => live.close(),
      () => deaf.close(),
    )
    for (const { origin } of [live, deaf])
      expect(await refusal(connect(origin, `/practice/audio/practice-${'0'.repeat(32)}/1`))).toBe(
        404,
      )
  })

  it.each<[string, (Buffer | string)[], number]>([
    ['text', ['{}'], 1008],
    ['a message that is too large', [Buffer.alloc(5000)], 1009],
    ['a flood', Array.from({ length: 1200 }, () => frame), 1008],
  ])('is closed for %s, logged once', async (_, messages, code) => {
    const { origin, path, logged } = await serveHearing({})
    const socket = connect(origin, path)
    await once(socket, 'open')
    const closed = once(socket, 'close') as Promise<[number]>
    for (const message of messages) if (socket.readyState === WebSocket.OPEN) socket.send(message)
    expect((await closed)[0]).toBe(code)
    await expect.poll(() => logged.filter((line) => line.includes('a microphone')).length).toBe(1)
  })

  it('tells that the recogniser failed, without a word of why to the page', async () => {
    const { origin, path, logged } = await serveHearing({
      audio: (stream) => stream.fail(8, 'no more today'),
    })
    const socket = connect(origin, path)
    await once(socket, 'open')
    socket.send(frame)
    const [data] = (await once(socket, 'message')) as [Buffer]
    expect(JSON.parse(data.toString())).toEqual({ is: 'failed' })
    expect(logged.filter((line) => line.includes('quota')).length).toBe(1)
  })
})

describe.skipIf(!hasChromium())('the microphone of the page', () => {
  const sentence = 'it is about a bill'
  let known: Known[]
  let folder: string
  const voices = hasVoices()
  beforeAll(() => {
    if (voices)
      known = [sentence, 'I want to buy something', 'yes', 'no'].map((text) => ({
        text,
        audio: record(text),
      }))
  })

  it('is not offered without a recogniser, and the page says so', async () => {
    const served = await servePractice()
    const browser = await openBrowser()
    open.push(
      () => served.close(),
      () => browser.close(),
    )
    const { page, faults } = await openPage(browser, served.origin)
    await page.getByText('No recogniser is connected').waitFor()
    expect(await page.getByLabel('Answer with the microphone').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it.skipIf(!voices)(
    'answers with what is spoken into it, stops the prompt that is read aloud, and the keys still work',
    async () => {
      const served = await serveHearing(byEar(known))
      folder = await mkdtemp(join(tmpdir(), 'callflow-microphone-'))
      open.push(() => rm(folder, { recursive: true }))
      const file = join(folder, 'spoken.wav')
      await writeFile(file, record(sentence, { as: 'wav', rate: 48_000, noise: 0.02, around: 1.2 }))
      const browser = await openBrowser([
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-audio-capture=${file}%noloop`,
      ])
      open.push(() => browser.close())
      const { page, faults } = await openPage(browser, served.origin)
      await page.addInitScript({
        content: `
      window.told = []
      Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], speak: ({ text }) => told.push(text), cancel: () => told.push('stopped') } })
    `,
      })
      await page.reload()
      await page.getByLabel('Read prompts aloud').check()
      await page.getByRole('button', { name: 'Call', exact: true }).click()
      await page.locator('#words').filter({ hasText: 'How can I help?' }).waitFor()
      await page.getByLabel('Answer with the microphone').check()
      await page.locator('#hearing').filter({ hasText: /it is/ }).waitFor()
      await page.waitForFunction("told.includes('stopped')")
      // the browser makes its own of the noise: it may be sure, or ask back
      await page
        .locator('#words')
        .filter({ hasText: /Did I get this right: accounts|invoice number at hand/ })
        .waitFor()
      await page
        .getByRole('region', { name: 'Conversation' })
        .filter({ hasText: sentence })
        .waitFor()
      await page.getByRole('group', { name: 'Keypad' }).locator('[data-key="1"]').click()
      await page
        .locator('#words')
        .filter({ hasText: /invoice number at hand|six digits/ })
        .waitFor()
      await page
        .getByRole('region', { name: 'Conversation' })
        .filter({ hasText: 'keys 1' })
        .waitFor()
      expect(faults).toEqual([])
    },
  )

  it('that is refused leaves the text box, with a sentence', async () => {
    const served = await serveHearing({})
    const browser = await openBrowser(['--use-fake-device-for-media-stream'])
    open.push(() => browser.close())
    const { page } = await openPage(browser, served.origin)
    await page.getByLabel('Answer with the microphone').click()
    await page.getByRole('alert').filter({ hasText: 'The microphone cannot be used' }).waitFor()
    expect(await page.getByLabel('Answer with the microphone').isChecked()).toBe(false)
  })
})
