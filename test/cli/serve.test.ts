import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/world/config.ts'
import { runCli } from '../../src/cli/cli.ts'
import { makeLog } from '../../src/cli/log.ts'
import { folderWith, lines, run, shop } from './run.ts'

/** Serves until `work` is done, then stops; gives the exit code and what was printed. */
async function serving(
  env: Record<string, string>,
  work: (line: string) => Promise<void>,
  argv = ['serve'],
): Promise<{ code: number; out: string }> {
  const stop = new AbortController()
  const stdout = new PassThrough().setEncoding('utf8')
  const stderr = new PassThrough()
  stderr.resume()
  let out = ''
  const printed = new Promise<string>((resolve) =>
    stdout.on('data', (text: string) => {
      out += text
      if (out.endsWith('\n')) resolve(out)
    }),
  )
  const ended = runCli({ argv, stdin: new PassThrough(), stdout, stderr, env, stop: stop.signal })
  try {
    await work(
      await Promise.race([
        printed,
        ended.then((code) => Promise.reject(new Error(`it ended with ${code} before it was up`))),
      ]),
    )
  } finally {
    stop.abort()
  }
  return { code: await ended, out }
}

function practice(): Record<string, string> {
  const dir = folderWith({ 'shop.yaml': shop, 'lines.yaml': lines })
  return { FLOWS_DIR: dir, DATA_DIR: join(dir, '.data'), PORT: '0', LOG_LEVEL: 'silent' }
}

describe('callflow serve', () => {
  test('prints where the practice phone is and the link for the first administrator, and closes when it is told to', async () => {
    let address = ''
    const { code, out } = await serving(practice(), async (line) => {
      address = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? ''
      expect((await fetch(address)).status).toBe(200)
      expect(await (await fetch(`${address}readyz`)).text()).toBe('ready\n')
      expect((await fetch(`${address}twilio/voice`, { method: 'POST' })).status).toBe(403)
      const link = /http:\S+\/console\/link\/\S+/.exec(line)?.[0] ?? ''
      expect(await (await fetch(link)).text()).toContain('Make the first administrator')
    })
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(2)
    expect(out).toMatch(
      /first administrator is made once, within a day, at http:\/\/127\.0\.0\.1:\d+\/console\/link\/[\w-]{43}\n$/,
    )
    await expect(fetch(address)).rejects.toThrow()
  })

  test('does not wait for connections that stay open', async () => {
    const { code } = await serving(practice(), async (line) => {
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? ''
      const { port } = new URL(address)
      const { connect } = await import('node:net')
      await new Promise<void>((resolve) => connect(Number(port), '127.0.0.1', resolve))
    })
    expect(code).toBe(0)
  })

  test('tells what to enter at Twilio when calls are live, and hides the practice phone', async () => {
    const { out, code } = await serving(
      {
        ...practice(),
        TWILIO_AUTH_TOKEN: 'token',
        PUBLIC_URL: 'http://127.0.0.1:9',
        HOST: '127.0.0.1',
      },
      () => Promise.resolve(),
    )
    expect(code).toBe(0)
    expect(out).toMatch(
      /a call comes in +http:\/\/127\.0\.0\.1:9\/twilio\/voice#ct=2000&rt=5000&rc=2&rp=ct,rt,5xx\n/,
    )
    expect(out).toMatch(/primary handler fails +http:\/\/127\.0\.0\.1:9\/twilio\/fallback#/)
    expect(out).toMatch(/call status changes +http:\/\/127\.0\.0\.1:9\/twilio\/status#/)
  })

  test('tells the same as data, and which flows are not in force', async () => {
    const env = practice()
    const dir = folderWith({
      'shop.yaml': shop.replace('then: which order', 'then: nowhere'),
      'lines.yaml': lines,
    })
    const { out } = await serving({ ...env, FLOWS_DIR: dir }, () => Promise.resolve(), [
      'serve',
      '--json',
    ])
    expect(JSON.parse(out)).toMatchObject({
      practice: true,
      lines: [{ number: '+15005550006', flow: 'shop', inForce: false }],
      problems: expect.arrayContaining([
        expect.objectContaining({ file: 'shop.yaml', code: 'unknown-target' }),
      ]) as unknown,
    })
  })

  test('prints another link at each start, until there is an administrator', async () => {
    const env = practice()
    const linkOf = (line: string): string => /http:\S+\/console\/link\/\S+/.exec(line)?.[0] ?? ''
    let first = ''
    await serving(env, (line) => Promise.resolve(void (first = linkOf(line))))
    const { out } = await serving(env, async (line) => {
      expect(linkOf(line)).not.toBe('')
      expect(linkOf(line).split('/').at(-1)).not.toBe(first.split('/').at(-1))
      const body = new URLSearchParams({
        name: 'Ada',
        login: 'ada',
        password: 'tunnel window 42 ash',
        'password-again': 'tunnel window 42 ash',
      })
      expect(
        (
          await fetch(linkOf(line), {
            method: 'POST',
            body,
            redirect: 'manual',
            headers: { 'sec-fetch-site': 'same-origin' },
          })
        ).status,
      ).toBe(303)
    })
    expect(out).toContain('/console/link/')
    const third = await serving(env, () => Promise.resolve())
    expect(third.out).toMatch(/The console is at http:\/\/127\.0\.0\.1:\d+\/console\n$/)
    expect(
      JSON.parse((await serving(env, () => Promise.resolve(), ['serve', '--json'])).out),
    ).not.toHaveProperty('firstAdministrator')
  })

  const wrong: [string, Record<string, string>, RegExp][] = [
    [
      'a token without a public address',
      { TWILIO_AUTH_TOKEN: 'token' },
      /TWILIO_AUTH_TOKEN is set but PUBLIC_URL is not/,
    ],
    [
      'practice mode for all the world',
      { HOST: '0.0.0.0' },
      /practice mode listens only on this machine/,
    ],
    [
      'a folder that is not there',
      { FLOWS_DIR: 'no/such/folder' },
      /there is no folder "no\/such\/folder": set FLOWS_DIR/,
    ],
    ['a log level that does not exist', { LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
    ['a port that is no number', { PORT: 'http' }, /PORT is "http"/],
  ]
  test.each(wrong)('does not start with %s', async (_, env, message) => {
    const { code, err } = await run(['serve'], { env: { ...practice(), ...env } })
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })

  test('says which port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const port = String((other.address() as { port: number }).port)
    const { code, err } = await run(['serve'], { env: { ...practice(), PORT: port } })
    other.close()
    expect(err).toContain(`port ${port} is in use`)
    expect(code).toBe(2)
  })
})

test('.env.example tells every variable the settings read', () => {
  const read = [...readFileSync('src/world/config.ts', 'utf8').matchAll(/env\.([A-Z_]+)/g)].map(
    ([, name]) => name ?? '',
  )
  const told = [...readFileSync('.env.example', 'utf8').matchAll(/^#?([A-Z_]+)=/gm)].map(
    ([, name]) => name,
  )
  expect([...new Set(read)].filter((name) => !told.includes(name))).toEqual([])
})

test('the log never holds what callers said, their numbers, or the rows of a database error', () => {
  const to = new PassThrough().setEncoding('utf8')
  const log = makeLog(
    { ...readConfig({}), practice: false, logLevel: 'info' },
    { LOG_LEVEL: 'info' },
    to,
  )
  const error = Object.assign(
    new Error('duplicate key', {
      cause: Object.assign(new Error('inner'), { detail: 'Key (caller)=(+12025550143)' }),
    }),
    { detail: 'Key (caller)=(+12025550143)', parameters: ['purple elephants'] },
  )
  log.error(
    {
      err: error,
      callId: 'CA1',
      from: '+12025550143',
      input: { keys: '4929', alternatives: [{ text: 'purple elephants' }] },
      effect: { params: { card: '4929' } },
    },
    'a request failed',
  )
  const line = String(to.read())
  expect(line).toContain('"callId":"CA1"')
  expect(line).toContain('duplicate key')
  expect(line).not.toMatch(/2025550143|purple|4929/)
})
