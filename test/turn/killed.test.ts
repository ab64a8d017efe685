// A server killed with -9 in the middle of turns, again and again: calls go on, nothing heard is
// lost, nothing is done twice.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { dial, type Telephone, type Wire } from '../../src/stress/telephone.ts'
import { replay } from '../../src/call/replay.ts'
import { openLibrary } from '../../src/world/library.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const flow = `flow: booking
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: desk
limits: { turns: 500 }
lookups:
  book: { takes: [call], gives: { number: text }, changes: yes }
desks:
  desk: { nobody: message }
steps:
  menu:
    menu: What now?
    options:
      - { label: booking one, key: 1, then: book }
      - { label: the desk, key: 2, then: desk }
  book:
    request: book
    with: { call: "{{ call.id }}" }
    save: booked
    then: tell
    failed: desk
  tell:
    say: Booked as {{ booked.number }}.
    then: menu
  message:
    record: Please leave your name and number after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const BOOKINGS = 6
const CALLS = 4
const KILLS = 12

it('goes on after each kill, with every booking made once', async () => {
  // the bookings: one for each idempotency key, however often it is asked for
  const booked = new Map<string, { call: string; number: string }>()
  const bookings = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const key = String(request.headers['idempotency-key'])
      const made = booked.get(key) ?? {
        call: (JSON.parse(body) as { call: string }).call,
        number: `N${booked.size + 1}`,
      }
      booked.set(key, made)
      setTimeout(
        () =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ number: made.number })),
        Math.random() * 80,
      )
    })
  }).listen(0, '127.0.0.1')
  await once(bookings, 'listening')

  const folder = mkdtempSync(join(tmpdir(), 'callflow-killed-'))
  const flows = join(folder, 'flows')
  mkdirSync(flows)
  writeFileSync(join(flows, 'booking.yaml'), flow)
  writeFileSync(
    join(flows, 'lines.yaml'),
    `lines:\n  "+15005550006": { flow: booking, if all fails: "+442079460100" }\ndesks:\n  desk: { people: ["+442079460101"] }\nlookups:\n  book: { url: "http://127.0.0.1:${(bookings.address() as AddressInfo).port}/", private network: allowed }\n`,
  )
  const built = join('node_modules', '.cache', 'callflow-killed')
  const program = join(built, 'main.js')
  await build({
    entryPoints: ['src/main.ts', 'src/world/review-worker.ts'],
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: built,
    logLevel: 'error',
  })
  writeFileSync(join(built, 'package.json'), '{ "type": "module" }')

  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl,
    TWILIO_AUTH_TOKEN: 'token',
    FLOWS_DIR: flows,
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
  }
  const start = (): ChildProcess =>
    spawn(process.execPath, [program, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const answering = async (): Promise<void> => {
    while (
      !(await fetch(`${publicUrl}/healthz`).then(
        (response) => response.ok,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 30))
  }
  let server = start()
  let done = false
  let kills = 0
  const killer = (async () => {
    while (!done && kills < KILLS) {
      await answering()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
      server.kill('SIGKILL')
      await once(server, 'exit')
      kills++
      server = start()
    }
  })()

  // a start may take long on a busy machine: only the end of the test's time ends the patience
  const wire: Wire = { origin: publicUrl, publicUrl, token: 'token', retries: 3000 }
  const phones: Telephone[] = []
  await Promise.all(
    Array.from({ length: CALLS }, async () => {
      const phone = await dial(wire, '+15005550006')
      phones.push(phone)
      for (let booking = 0; booking < BOOKINGS; booking++) await phone.answer({ Digits: '1' })
      // as long as there is somebody to kill, the caller goes on
      for (let more = 0; kills < KILLS && more < 400; more++) await phone.answer({ Digits: '1' })
    }),
  )
  done = true
  await killer
  await answering()
  await Promise.all(phones.map((phone) => phone.hangUp()))
  server.kill('SIGTERM')
  await once(server, 'exit')
  bookings.close()

  const store = openSqlite({ file: join(folder, 'data', 'callflow.db') })
  const library = await openLibrary(flows, { store, secret: () => undefined })
  for (const phone of phones) {
    const numbers = phone.heard.flatMap((text) => /Booked as (N\d+)/.exec(text)?.[1] ?? [])
    const made = [...booked.values()]
      .filter(({ call }) => call === phone.callSid)
      .map(({ number }) => number)
    expect(numbers.length).toBeGreaterThanOrEqual(BOOKINGS)
    expect(numbers).toEqual(made)
    const turns = await store.turns(phone.callSid)
    const session = await store.loadCall(phone.callSid)
    for (const number of numbers)
      expect(turns.some(({ reply }) => reply?.includes(number))).toBe(true)
    expect(session?.status).toBe('ended')
    expect(
      JSON.stringify(replay(await library.machine(session?.version ?? ''), turns).session),
    ).toBe(JSON.stringify(session))
  }
  await store.close()
  expect(kills).toBe(KILLS)
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
