import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { folderWith, lines, run, shop } from './run.ts'

const files = { 'shop.yaml': shop, 'lines.yaml': lines }
const at = ['--at', '2026-03-02 10:00']

describe('callflow talk', () => {
  test('calls the flow of the first line, tells where the call stands and what was understood', async () => {
    const { code, out, err } = await run(['talk', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['1', '1234'],
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('How can I help?')
    expect(out).toMatch(/\(welcome, .*shop\.yaml:20\)/)
    expect(out).toContain('order = 1234')
    expect(out).toContain('Your order is at the depot')
    expect(out).toContain('goal: order told')
  })

  test('shows the card at a desk, and waits until somebody answers or nobody does', async () => {
    const { out } = await run(['talk', '--flow', 'shop', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['/answer', 'the shop', 'hello?', '/nobody', '/done', '/message 5'],
    })
    expect(out).toContain('> /answer\n  nobody is being rung now')
    expect(out).toContain('| for till: the caller chose "the shop"')
    expect(out).toContain('| Order number: not asked')
    expect(out).toContain('> hello?\n  "till" is being rung')
    expect(out).toContain('(nobody at till)')
    expect(out).toContain('> /done\n  the caller is not talking with a person')
    expect(out).toContain('(recorded 5 seconds)')
    expect(out).toContain('(the call is over)')
  })

  const calls: [string, string[]][] = [
    ['a call that is served', ['1', '1234']],
    ['a call that is left in the middle', ['1']],
    [
      'a call with silence, words, a desk that is busy, and an empty recording',
      ['.', 'what?', 'the shop', '/busy', '/message 0'],
    ],
    ['a call that a person takes', ['2', '/answer', '/done']],
    ['a call that ends early', ['/hang up']],
  ]
  test.each(calls)('prints %s as a scripted call that goes as written', async (_, stdin) => {
    const dir = folderWith(files)
    const { out } = await run(['talk', ...at], { env: { FLOWS_DIR: dir }, stdin })
    writeFileSync(join(dir, 'talked.calls.yaml'), out.slice(out.indexOf('\nflow: shop.yaml\n') + 1))
    const played = await run(['test', dir])
    expect(played.out).toContain('1 call: 1 as written, 0 not.')
    expect(played.code).toBe(0)
  })

  test('gives the whole call as data', async () => {
    const { out } = await run(['talk', '--json', ...at], {
      env: { FLOWS_DIR: folderWith(files) },
      stdin: ['2', '/answer', '/done'],
    })
    expect(JSON.parse(out)).toMatchObject({
      flow: 'shop',
      status: 'ended',
      turns: expect.arrayContaining([expect.objectContaining({ seq: 1 })]) as unknown,
      script: expect.stringContaining('- operator hangs up') as string,
    })
  })

  test('does not begin a call on a flow with errors', async () => {
    const dir = folderWith({ 'shop.yaml': shop.replace('then: which order', 'then: nowhere') })
    const { code, out } = await run(['talk', '--flow', 'shop'], { env: { FLOWS_DIR: dir } })
    expect(code).toBe(1)
    expect(out).toContain('nowhere')
  })
})

describe('callflow talk --given', () => {
  const given = `flow: given
languages: { en-GB: Polly.Amy-Neural }
start: hello
help: till
given: { contact: { type: digits, length: 4 }, code word: { type: text, private: yes } }
desks: { till: { nobody: message } }
steps:
  message: { record: Please leave a message after the tone., for: till, empty: bye, then: bye }
  hello: { say: "Your number is {{ given.contact | digits }}.", then: ask }
  ask: { menu: Anything else?, options: [{ label: no, key: "1", then: bye }] }
  bye: { say: Goodbye., then: hang up }
`
  const env = () => ({ FLOWS_DIR: folderWith({ 'given.yaml': given }) })
  const talk = ['talk', '--flow', 'given', ...at]

  test('begins the call with values, tells them, and writes them into the script', async () => {
    const { code, out } = await run(
      [...talk, '--given', 'contact=4711', '--given', 'code_word=a = b'],
      { env: env() },
    )
    expect(code).toBe(0)
    expect(out).toContain('given contact = 4711')
    expect(out).toContain('given code word = •••')
    expect(out).toContain('Your number is 4 7 1 1.')
    expect(out).toMatch(/given:\n {6}contact: "4711"\n {6}code word: a = b/)
  })

  test('tells what cannot be read', async () => {
    const { out } = await run([...talk, '--given', 'contact=soon'], { env: env() })
    expect(out).toContain('given contact = could not be read')
  })

  test.each([
    [
      'contakt=1',
      'is not given "contakt"; it is given contact or code word. Did you mean "contact"?',
    ],
    ['contact', '--given is name=value, such as contact=42, not "contact"'],
  ])('refuses %s', async (written, told) => {
    const { code, err } = await run([...talk, '--given', written], { env: env() })
    expect(code).toBe(2)
    expect(err).toContain(told)
  })

  test('scripted calls begin with values too, and name only what the flow is given', async () => {
    const calls = `flow: given.yaml
calls:
  - call: is greeted
    at: 2026-03-02 10:00
    given: { contact: "4711" }
    talk: [{ system: Your number is 4 7 1 1. }, hang up]
`
    const folder = (text: string) => folderWith({ 'given.yaml': given, 'given.calls.yaml': text })
    const fine = await run(['test'], { env: { FLOWS_DIR: folder(calls) } })
    expect(fine.out).toContain('1 call: 1 as written')
    const slip = calls.replace('contact:', 'contakt:')
    const { out } = await run(['test'], { env: { FLOWS_DIR: folder(slip) } })
    expect(out).toContain('the flow has no given value "contakt"; expected contact or code word')
  })
})

describe('a lookup answered by a table', () => {
  const files = (table: string, calls: string) => ({
    'prices.yaml': `flow: prices
languages: { en-GB: Polly.Amy-Neural }
start: which zone
help: till
slots: { zone: { type: choice, label: Zone, options: [inner, outer] } }
lookups: { price: { table: prices, takes: [zone], gives: { fee: money } } }
desks: { till: { nobody: message } }
steps:
  which zone: { ask: Inner or outer?, slot: zone, then: price }
  price: { request: price, with: { zone: "{{ zone }}" }, save: price, not found: message, failed: till, then: tell }
  tell: { say: "That is {{ price.fee | money }}.", goal: price told, then: hang up }
  message: { record: Please leave a message after the tone., for: till, empty: bye, then: bye }
  bye: { say: Goodbye., then: hang up }
`,
    'tables/prices.csv': table,
    'prices.calls.yaml': calls,
  })
  const calls = `flow: prices.yaml
calls:
  - call: by the table
    at: 2026-03-02 10:00
    talk: [{ caller: inner }, { system: That is 4.5. }]
    reaches: { goal: price told }
  - call: as written here
    at: 2026-03-02 10:00
    lookups: { price: not found }
    talk: [{ caller: inner }, { system: leave a message }, hang up]
`

  test('answers in talk, and in scripted calls that say nothing else', async () => {
    const env = { FLOWS_DIR: folderWith(files('zone;fee\ninner;4,50\n', calls)) }
    const talked = await run(['talk', '--flow', 'prices', ...at], { env, stdin: ['inner'] })
    expect(talked.out).toContain('That is 4.5.')
    const { out } = await run(['test'], { env })
    expect(out).toContain('2 calls: 2 as written')
  })

  test('is checked to the cell', async () => {
    const env = { FLOWS_DIR: folderWith(files('zone;fee\ninner;much\n', calls)) }
    const { code, out } = await run(['check'], { env })
    expect(code).toBe(1)
    expect(out).toMatch(/tables\/prices\.csv:2:7: error: "much" in column "fee" is no money/)
    expect(out).toContain('  inner;much\n        ^~~~')
  })
})
