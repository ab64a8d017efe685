// The command line in memory: what is typed in, what comes out, and the exit code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { runCli } from '../../src/cli/cli.ts'

type Given = { stdin?: string[]; env?: Record<string, string>; stop?: AbortSignal }

export type Ran = { code: number; out: string; err: string }

export async function run(
  argv: string[],
  { stdin = [], env = {}, stop }: Given = {},
): Promise<Ran> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const out = textOf(stdout)
  const err = textOf(stderr)
  const code = await runCli({
    argv,
    stdin: Readable.from(stdin.map((line) => `${line}\n`)),
    stdout,
    stderr,
    env,
    stop,
  })
  stdout.end()
  stderr.end()
  return { code, out: await out, err: await err }
}

async function textOf(stream: PassThrough): Promise<string> {
  let text = ''
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk)
  return text
}

/** A folder with these files, gone when the test is over. Bytes are written as they are. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), content)
  }
  return dir
}

/** A flow that is right, small and has a desk, a lookup and a recorder. */
export const shop = `flow: shop
about: A shop that tells where an order is.
languages: { en-GB: Polly.Amy-Neural }
start: welcome
help: till
slots:
  topic: { type: choice, label: Reason, options: [order, other], value: other }
  order: { type: digits, length: 4, label: Order number }
lookups:
  order state:
    takes: [order]
    gives: { place: text }
    example: { place: the depot }
desks:
  till:
    needs: [topic]
    shows: [order]
    nobody: message
steps:
  welcome:
    menu: How can I help?
    options:
      - label: an order
        key: 1
        set: { topic: order }
        then: which order
      - label: the shop
        key: 2
        then: till
  which order:
    ask: Which order is it? Please key in four digits.
    slot: order
    then: look up
  look up:
    request: order state
    with: { order: "{{ order }}" }
    save: state
    then: tell
    not found: unknown
    failed: till
  tell:
    say: Your order is at {{ state.place }}. Goodbye.
    goal: order told
    then: hang up
  unknown:
    say: I can't find that order. A colleague will look for it.
    then: till
  message:
    record: Please leave your name and number after the tone.
    for: till
    empty: bye
    then: bye
  bye:
    say: Thank you. Goodbye.
    then: hang up
`

export const shopCalls = `flow: shop.yaml
calls:
  - call: asks where an order is
    at: 2026-03-02 10:00
    talk:
      - system: How can I help?
      - keys: "1"
      - system: Which order is it?
      - keys: "1234"
      - system: Your order is at the depot
    reaches: { goal: order told, slots: { order: "1234" }, ended: yes }
`

export const lines = `lines:
  "+15005550006":
    name: Shop
    flow: shop
    if all fails: "+442079460100"
desks:
  till: { people: ["+442079460101"] }
lookups:
  order state: { url: https://shop.example.com/orders }
`
