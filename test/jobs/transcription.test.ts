// Recorded messages are written down: real calls, Twilio's media and Google played, real store and
// client in between.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withMessages } from '../../src/call/message.ts'
import type { Input } from '../../src/call/input.ts'
import { readConfig } from '../../src/world/config.ts'
import { transcriptView } from '../../src/practice/panels/transcript-panel.ts'
import { markup } from '../../src/pages/html.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { makeGoogle } from '../../src/speech/google.ts'
import type { Recogniser } from '../../src/speech/recogniser.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { eraseOld } from '../../src/jobs/sweep.ts'
import { transcribeDue, type Media } from '../../src/jobs/transcription.ts'
import { noteInput, startCall, takeTurn } from '../../src/turn/turn.ts'
import { makeRest } from '../../src/twilio/rest.ts'
import { folderWith, run } from '../cli/run.ts'
import { makeRuntime } from '../world/runtime.ts'
import { startGoogle, type GoogleServer, type Script } from '../speech/google-server.ts'
import { wavOf } from '../speech/sounds.ts'

const begun = Date.parse('2026-03-02T10:00:00Z')
const account = `AC${'0'.repeat(32)}`
const recording = `RE${'2'.repeat(32)}`
const words = 'The zephyrs took my kettle.'
const key = Buffer.alloc(32, 1)
const sound = wavOf([{ seconds: 1, loud: true }])

const flow = `flow: workshop
about: A workshop that takes messages and then finds a person.
languages: { en-GB: Polly.Amy-Neural }
start: take it
help: office
slots:
  part: { type: choice, label: Part, options: [gasket, flywheel] }
  code: { type: choice, label: Code, options: [swordfish], private: yes }
  story: { type: recording, label: Story }
desks:
  bench: { shows: [story], nobody: leave a note }
  office: { nobody: leave a note }
steps:
  take it:
    record: Please tell me after the tone what is broken.
    slot: story
    for: bench
    transcribe: yes
    empty: bench
    then: bench
  leave a note:
    record: Nobody is there. Please say after the tone when to call you.
    for: bench
    empty: bye
    then: bye
  bye:
    say: Thank you. Goodbye.
    then: hang up
`
const lines = `lines:
  "+15005550006":
    name: Workshop
    tenant: acme
    flow: workshop
    if all fails: "+442079460130"
desks:
  bench: { people: ["+442079460001"] }
  office: { people: ["+442079460002"] }
lookups: {}
`

const opened: (() => Promise<unknown> | void)[] = []
beforeEach(() => nock.disableNetConnect())
afterEach(async () => {
  nock.cleanAll()
  nock.enableNetConnect()
  for (const close of opened.splice(0).reverse()) await close()
})

type Workshop = {
  runtime: Runtime
  google: GoogleServer
  media: Media
  dir: string
  file: string
  logged: string[]
  clock: { now: number }
}

/** A server that takes messages; `change` alters its flow. */
async function workshop({
  script = { recording: () => ({ texts: [words] }) },
  change = (text) => text,
}: { script?: Script; change?: (text: string) => string } = {}): Promise<Workshop> {
  const dir = folderWith({ 'workshop.yaml': change(flow), 'lines.yaml': lines })
  const file = join(dir, '.data', 'callflow.db')
  const clock = { now: begun }
  const logged: string[] = []
  const store = openSqlite({ file, key })
  const runtime = await makeRuntime({ flowsDir: dir, store, now: () => clock.now, logged })
  const google = await startGoogle(script)
  const recogniser = makeGoogle({ endpoint: google.endpoint })
  const rest = await makeRest(
    readConfig({
      TWILIO_ACCOUNT_SID: account,
      TWILIO_AUTH_TOKEN: 'secret',
      PUBLIC_URL: 'https://calls.example.com',
    }),
  )
  if (!rest) throw new Error('an account is set, so there must be a client')
  opened.push(
    () => store.close(),
    () => runtime.library.close(),
    () => google.close(),
    () => recogniser.close(),
  )
  return {
    runtime: Object.assign(runtime, { recogniser }),
    google,
    media: (id) => rest.recordingMedia(id),
    dir,
    file,
    logged,
    clock,
  }
}

const twilio = () =>
  nock('https://api.twilio.com').get(`/2010-04-01/Accounts/${account}/Recordings/${recording}.wav`)
const silent = () => ''
const recorded = (at: number, id = recording): Input => ({
  type: 'recorded',
  at,
  recording: id,
  duration: 4000,
})

async function called(
  { runtime, clock }: Workshop,
  { practice = false, callId = 'CA1' } = {},
): Promise<void> {
  const machine = runtime.library.current('default', 'workshop')
  if (!machine) throw new Error(JSON.stringify(runtime.library.problems()))
  await startCall(
    runtime,
    { callId, from: '+12025550143', to: '+15005550006', withheld: false, tags: [], practice },
    { machine, line: { name: 'Workshop', tenant: 'acme', values: {} } },
    silent,
  )
  clock.now += 1000
}

/** A caller who leaves a message, and is then put through. */
async function spoken(shop: Workshop, more: { practice?: boolean } = {}): Promise<void> {
  await called(shop, more)
  await takeTurn(shop.runtime, { callId: 'CA1', answers: 1 }, recorded(shop.clock.now), silent)
}

/** Runs the clock in steps of ten seconds, and tells when something was taken. */
async function taken(
  { runtime, media, clock }: Workshop,
  ms: number,
  step = 10_000,
): Promise<number[]> {
  const times: number[] = []
  for (const until = clock.now + ms; clock.now < until; clock.now += step)
    if ((await transcribeDue(runtime, media)) > 0) times.push(clock.now)
  return times
}

async function countWritten({ metrics }: Runtime): Promise<number> {
  const { values } = await metrics.messages.get()
  return values.find(({ labels }) => labels.outcome === 'written')?.value ?? 0
}

describe('a recorded message', () => {
  it('is written down once, in the language of the call', async () => {
    const shop = await workshop()
    const { runtime, google, clock, media } = shop
    await spoken(shop)
    // the telephone is still storing it
    expect(await transcribeDue(runtime, media)).toBe(0)
    clock.now += 5000
    twilio().basicAuth({ user: account, pass: 'secret' }).reply(200, sound)
    expect(await transcribeDue(runtime, media)).toBe(1)
    expect(await runtime.store.messages('CA1')).toEqual([{ recording, desk: 'bench', text: words }])
    expect(await taken(shop, 3_600_000, 60_000)).toEqual([])
    expect(google.recordings).toHaveLength(1)
    const [{ config, content } = { config: undefined, content: undefined }] = google.recordings
    expect(config?.languageCode).toBe('en-GB')
    expect(content?.equals(sound.subarray(44))).toBe(true)
    const phrases = config?.speechContexts.flatMap((context) => context.phrases) ?? []
    expect(phrases).toEqual(expect.arrayContaining(['gasket', 'flywheel']))
    expect(phrases).not.toContain('swordfish')
    expect(
      await runtime.metrics.registry.getSingleMetricAsString('callflow_messages_total'),
    ).toContain('callflow_messages_total{outcome="written"} 1')
    expect(shop.logged.join()).not.toContain('zephyrs')
  })

  it('joins the hand-off to its desk and no other, and the call as it is shown', async () => {
    const shop = await workshop()
    await spoken(shop)
    shop.clock.now += 5000
    twilio().reply(200, sound)
    await transcribeDue(shop.runtime, shop.media)
    const { store, library } = shop.runtime
    const [handoff] = await store.handoffs('CA1')
    if (!handoff) throw new Error('nobody was handed the call')
    const messages = await store.messages('CA1')
    expect(withMessages(handoff, messages).transcript.at(-1)).toEqual({
      who: 'caller',
      text: `message: ${words}`,
    })
    expect(
      withMessages({ ...handoff, desk: 'office' }, messages).transcript.some(({ text }) =>
        text.includes('kettle'),
      ),
    ).toBe(false)
    expect(withMessages(handoff, [{ recording, desk: 'bench' }])).toBe(handoff)
    const machine = await library.machine((await store.loadCall('CA1'))?.version ?? '')
    const page = markup(transcriptView({ turns: await store.turns('CA1'), machine, messages }))
    expect(page).toContain(`message: ${words}`)
    const { code, out, err } = await run(['replay', 'CA1'], {
      env: {
        FLOWS_DIR: shop.dir,
        DATA_DIR: join(shop.dir, '.data'),
        CALL_DATA_KEY: key.toString('base64'),
      },
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`(recorded 4 seconds)\n      message: ${words}\n`)
  })

  it('without words says so', async () => {
    const shop = await workshop({ script: {} })
    await spoken(shop)
    shop.clock.now += 5000
    twilio().reply(200, sound)
    await transcribeDue(shop.runtime, shop.media)
    const [handoff] = await shop.runtime.store.handoffs('CA1')
    expect(
      handoff &&
        withMessages(handoff, await shop.runtime.store.messages('CA1')).transcript.at(-1)?.text,
    ).toBe('message: (no words)')
  })

  it('of a caller who hung up at the tone is written down, also when it comes after the end of the call', async () => {
    for (const late of [false, true]) {
      const shop = await workshop()
      await called(shop)
      await noteInput(shop.runtime, 'CA1', {
        type: 'hung up',
        at: shop.clock.now,
        ...(late && { final: true }),
      })
      expect((await shop.runtime.store.loadCall('CA1'))?.status, String(late)).toBe(
        late ? 'ended' : 'waiting',
      )
      await noteInput(shop.runtime, 'CA1', recorded(shop.clock.now))
      // told of twice
      await noteInput(shop.runtime, 'CA1', recorded(shop.clock.now))
      shop.clock.now += 5000
      twilio().reply(200, sound)
      expect(await transcribeDue(shop.runtime, shop.media)).toBe(1)
      expect(await shop.runtime.store.messages('CA1')).toEqual([
        { recording, desk: 'bench', text: words },
      ])
    }
  })

  it.each([
    { name: 'of a practice call', more: { practice: true }, change: (text: string) => text },
    {
      name: 'whose step does not ask for it',
      more: {},
      change: (text: string) => text.replace('    transcribe: yes\n', ''),
    },
    {
      name: 'whose step says no',
      more: {},
      change: (text: string) => text.replace('transcribe: yes', 'transcribe: no'),
    },
    {
      name: 'that is private',
      more: {},
      change: (text: string) =>
        text.replace(
          'story: { type: recording, label: Story }',
          'story: { type: recording, label: Story, private: yes }',
        ),
    },
    {
      name: 'in a language no recogniser knows',
      more: {},
      change: (text: string) =>
        text.replace('{ en-GB: Polly.Amy-Neural }', '{ be-BY: Polly.Tatyana }'),
    },
  ])('$name is left as it is', async ({ more, change }) => {
    const shop = await workshop({ change })
    await spoken(shop, more)
    shop.clock.now += 5000
    expect(
      (await shop.runtime.store.turns('CA1'))
        .flatMap(({ events }) => events)
        .some(({ type }) => type === 'recorded'),
    ).toBe(true)
    expect(await transcribeDue(shop.runtime, shop.media)).toBe(0)
    expect(await shop.runtime.store.messages('CA1')).toEqual([])
  })

  it('is tried again later and later, until it is there and Google takes it', async () => {
    const shop = await workshop({
      script: {
        recording: (_sent, nth) =>
          nth < 3 ? { code: 8, details: 'too many requests' } : { texts: [words] },
      },
    })
    await spoken(shop)
    twilio().reply(404, 'none yet')
    twilio().times(3).reply(200, sound)
    const times = await taken(shop, 3_600_000)
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(pauses).toEqual([30_000, 60_000, 120_000])
    expect((await shop.runtime.store.messages('CA1'))[0]?.text).toBe(words)
    expect(shop.logged.filter((line) => line.includes(recording))).toEqual([])
    const metric =
      await shop.runtime.metrics.registry.getSingleMetricAsString('callflow_messages_total')
    expect(metric).toContain('{outcome="failed",kind="not fetched"} 1')
    expect(metric).toContain('{outcome="failed",kind="quota"} 2')
  })

  it('is given up after about a day, with one line in the log', async () => {
    const shop = await workshop()
    await spoken(shop)
    twilio().times(40).reply(503, 'away')
    const times = await taken(shop, 3 * 86_400_000, 300_000)
    expect(times).toHaveLength(16)
    const hours = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 3_600_000
    expect(hours).toBeGreaterThan(20)
    expect(hours).toBeLessThan(26)
    expect(shop.logged.filter((line) => line.includes(recording))).toHaveLength(1)
    expect(shop.logged.join()).toContain('message given up')
    expect(await shop.runtime.store.messages('CA1')).toEqual([{ recording, desk: 'bench' }])
    expect(
      await shop.runtime.metrics.registry.getSingleMetricAsString('callflow_messages_total'),
    ).toContain('{outcome="given up",kind="not fetched"} 1')
  })

  it('that is no sound is given up at once', async () => {
    const shop = await workshop()
    await spoken(shop)
    twilio().reply(200, '<html>')
    expect(await taken(shop, 86_400_000, 600_000)).toHaveLength(1)
    expect(shop.google.recordings).toEqual([])
    expect(
      shop.logged
        .filter((line) => line.includes(recording))
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    ).toEqual(['unreadable'])
  })

  it('that never ends is read no further than a recording can be long', async () => {
    const shop = await workshop()
    await spoken(shop)
    shop.clock.now += 5000
    let megabytes = 0
    await transcribeDue(shop.runtime, () =>
      Promise.resolve(
        Readable.from(
          (function* () {
            for (; ; megabytes++) yield Buffer.alloc(1_000_000)
          })(),
        ),
      ),
    )
    expect(megabytes).toBeLessThan(50)
    expect(shop.google.recordings).toEqual([])
    expect(shop.logged.join()).toContain('"kind":"too long"')
    expect(await taken(shop, 86_400_000, 600_000)).toEqual([])
  })

  it('whose every attempt was cut off is given up without another', async () => {
    const shop = await workshop()
    await spoken(shop)
    // as a process does that dies of it: taken, and never told of again
    for (let attempt = 1; attempt <= 16; attempt++) {
      shop.clock.now += 400_000
      expect(
        await shop.runtime.store.takeMessages(shop.clock.now, shop.clock.now + 360_000, 9),
      ).toMatchObject([{ attempts: attempt }])
    }
    shop.clock.now += 400_000
    expect(
      await transcribeDue(shop.runtime, () =>
        Promise.reject(new Error('it was fetched all the same')),
      ),
    ).toBe(1)
    expect(
      shop.logged
        .filter((line) => line.includes(recording))
        .map((line) => (JSON.parse(line) as { reason: string }).reason),
    ).toEqual(['the last attempt was cut off'])
    expect(await taken(shop, 86_400_000, 600_000)).toEqual([])
  })

  it('is taken over when the process that wrote it down is gone, and is kept once should that one come back', async () => {
    const shop = await workshop()
    await spoken(shop)
    shop.clock.now += 5000
    let comeBack: (stream: Readable) => void = () => undefined
    const hanging = transcribeDue(
      shop.runtime,
      () =>
        new Promise<Readable>((resolve) => {
          comeBack = resolve
        }),
    )
    const store = openSqlite({ file: shop.file, key })
    const other = Object.assign(
      await makeRuntime({ flowsDir: shop.dir, store, now: () => shop.clock.now }),
      { recogniser: shop.runtime.recogniser as Recogniser },
    )
    opened.push(
      () => store.close(),
      () => other.library.close(),
    )
    expect(await transcribeDue(other, shop.media)).toBe(0)
    shop.clock.now += 360_000
    twilio().reply(200, sound)
    expect(await transcribeDue(other, shop.media)).toBe(1)
    shop.google.script = { recording: () => ({ texts: ['too late'] }) }
    comeBack(Readable.from([sound]))
    await hanging
    expect(await store.messages('CA1')).toEqual([{ recording, desk: 'bench', text: words }])
    expect([await countWritten(shop.runtime), await countWritten(other)]).toEqual([0, 1])
  })

  it('that is cut off by a stop stays due for another process', async () => {
    const shop = await workshop({
      script: { recording: () => ({ code: 14, details: 'going away' }) },
    })
    await spoken(shop)
    shop.clock.now += 5000
    twilio().times(2).reply(200, sound)
    await transcribeDue(shop.runtime, shop.media, AbortSignal.abort())
    expect(
      await shop.runtime.metrics.registry.getSingleMetricAsString('callflow_messages_total'),
    ).not.toContain('outcome')
    shop.google.script = { recording: () => ({ texts: [words] }) }
    shop.clock.now += 360_000
    expect(await transcribeDue(shop.runtime, shop.media)).toBe(1)
    expect((await shop.runtime.store.messages('CA1'))[0]?.text).toBe(words)
  })

  it('waits where there is no recogniser', async () => {
    const shop = await workshop()
    await spoken(shop)
    shop.clock.now += 5000
    expect(await transcribeDue({ ...shop.runtime, recogniser: undefined }, shop.media)).toBe(0)
    twilio().reply(200, sound)
    expect(await transcribeDue(shop.runtime, shop.media)).toBe(1)
  })

  it('is sealed where the flow has private values, and erased after the retention', async () => {
    const shop = await workshop()
    expect(shop.runtime.library.current('default', 'workshop')?.sealed).toBe(true)
    await spoken(shop)
    shop.clock.now += 5000
    twilio().reply(200, sound)
    await transcribeDue(shop.runtime, shop.media)
    expect((await shop.runtime.store.messages('CA1'))[0]?.text).toBe(words)
    const folder = join(shop.file, '..')
    expect(
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join(''),
    ).not.toContain('zephyrs')
    await noteInput(shop.runtime, 'CA1', { type: 'hung up', at: shop.clock.now, final: true })
    shop.clock.now += (shop.runtime.config.retentionDays + 1) * 86_400_000
    expect(await eraseOld(shop.runtime)).toBe(1)
    expect(await shop.runtime.store.messages('CA1')).toEqual([])
  })

  it('left by one server is written down by the next, and without both accounts that is said', async () => {
    const shop = await workshop()
    await spoken(shop)
    await shop.runtime.store.close()
    const stop = new AbortController()
    // only Twilio is played; the server's own address is asked for as always
    nock.enableNetConnect('127.0.0.1')
    const asked = new Promise<void>((resolve) =>
      twilio().reply(200, () => {
        resolve()
        return sound
      }),
    )
    const env = {
      FLOWS_DIR: shop.dir,
      DATA_DIR: join(shop.dir, '.data'),
      CALL_DATA_KEY: key.toString('base64'),
      PORT: '0',
      HOST: '127.0.0.1',
      TWILIO_AUTH_TOKEN: 'secret',
      PUBLIC_URL: 'http://127.0.0.1:9',
    }
    const serving = run(['serve'], {
      env: { ...env, TWILIO_ACCOUNT_SID: account, SPEECH_ENDPOINT: shop.google.endpoint },
      stop: stop.signal,
    })
    const store = openSqlite({ file: shop.file, key })
    opened.push(() => store.close())
    await asked
    while ((await store.messages('CA1'))[0]?.text === undefined)
      await new Promise((resolve) => setTimeout(resolve, 20))
    stop.abort()
    const { code, err } = await serving
    expect(code).toBe(0)
    expect(await store.messages('CA1')).toEqual([{ recording, desk: 'bench', text: words }])
    expect(err).not.toContain('zephyrs')
    expect(err).not.toContain('only recorded')
    expect((await run(['serve'], { env, stop: AbortSignal.abort() })).err).toContain(
      'they are only recorded',
    )
  })
})
