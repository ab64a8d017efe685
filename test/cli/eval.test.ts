import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../../src/cli/settings.ts'
import { openStore } from '../../src/cli/open-store.ts'
import { startCall, takeTurn } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'
import { folderWith, run } from './run.ts'

const labels = [
  'bill\tpay my bill',
  'bill\tthe bill is too high',
  'bill\ta question about an invoice',
  'repair\tmy phone is broken',
  'repair\tit does not work any more',
  'repair\tthe screen went dark',
].join('\n')
const flow = `flow: shop
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: till
desks: { till: { nobody: message } }
steps:
  menu:
    menu: How can I help?
    options:
      - { label: a bill, key: 1, id: bill, phrases: [pay my bill, the bill is too high], then: questions }
      - { label: a repair, key: 2, id: repair, phrases: [my phone is broken, it does not work], then: till }
  questions:
    answer: What would you like to know?
    from: faq.yaml
    unanswered: till
    goal: question answered
    then: bye
  message:
    record: Please leave a message after the tone.
    for: till
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`
const faq = 'questions:\n  - { question: When are you open?, answer: From nine to five. }\n'

describe('callflow eval', () => {
  test('learns a labelled file and tells how well another is understood', async () => {
    const dir = folderWith({
      'train.tsv': labels,
      'test.tsv':
        'bill\tI want to pay the bill\nrepair\tmy screen is broken\nother\tsing me a song\n',
    })
    const { code, out, err } = await run([
      'eval',
      join(dir, 'test.tsv'),
      '--train',
      join(dir, 'train.tsv'),
      '--json',
    ])
    expect(code).toBe(0)
    // on a slow machine what is under way is told
    expect(err).toMatch(/^(\d+ of \d+ \w+\n)*$/)
    const result = JSON.parse(out) as Record<string, unknown>
    expect(result).toMatchObject({ labels: 2, phrases: 6, insiders: 2, outsiders: 1, accuracy: 1 })
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(['sure', 'accepted', 'calibration', 'confusions', 'milliseconds']),
    )
  })

  test('draws menus, and prints for people', async () => {
    const lines = Array.from({ length: 8 }, (_, label) =>
      Array.from({ length: 6 }, (__, n) => `l${label}\tword${label} phrase${n}`).join('\n'),
    ).join('\n')
    const dir = folderWith({ 'all.tsv': lines })
    const { code, out } = await run([
      'eval',
      join(dir, 'all.tsv'),
      '--train',
      join(dir, 'all.tsv'),
      '--menus',
      '3',
      '--seed',
      '5',
    ])
    expect(code).toBe(0)
    expect(out).toContain('3 random menus of 6 options with 5 phrases, seed 5')
    expect(out).toMatch(/outsiders refused +[\d.]+ % of \d+/)
  })

  test('tries the options of a step, universals and questions included', async () => {
    const dir = folderWith({
      'shop.yaml': flow,
      'faq.yaml': faq,
      'said.tsv':
        'bill\tpay my bill please\nrepair\tbroken phone\noperator\toperator please\nnothing\tthe weather in the mountains\nrepair\tpay my bill\n',
    })
    const { code, out } = await run(
      ['eval', join(dir, 'said.tsv'), '--flow', 'shop', '--step', 'menu', '--json'],
      { env: { FLOWS_DIR: dir } },
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      right: 0.75,
      refused: 1,
      wrong: [{ label: 'repair', taken: 'bill', text: 'pay my bill' }],
    })
  })

  test('scores values, in the plain form and that of pairs', async () => {
    const dir = folderWith({
      'codes.json': JSON.stringify([
        { said: 'delta 4 2', value: 'D42' },
        { said: 'delta 4 3', value: 'D42' },
      ]),
      'numbers.json': JSON.stringify([{ words: 'двадцать один', number: 21 }]),
    })
    expect((await run(['eval', join(dir, 'codes.json'), '--slot', 'code'])).out).toContain(
      'heard right              50.0 %: 1 of 2',
    )
    expect(
      JSON.parse(
        (
          await run([
            'eval',
            join(dir, 'numbers.json'),
            '--slot',
            'number',
            '--language',
            'ru-RU',
            '--json',
          ])
        ).out,
      ),
    ).toMatchObject({ right: 1, total: 1 })
  })

  test.each([
    [['eval', 'a.tsv'], 'say by what'],
    [['eval', '--slot', 'code'], 'name a labelled file'],
    [['eval', 'nowhere.tsv', '--train', 'nowhere.tsv'], 'there is no file "nowhere.tsv"'],
    [['eval', 'a.json', '--slot', 'cod'], '"cod" is no slot type'],
    [['eval', '--marked', 'last week'], '--marked tells since when'],
    [['eval', 'a', '--slot', 'code', '--menus', '2'], '--menus goes with --train'],
    [['eval', 'a', '--flow', 'x'], 'go together'],
    [['mark', 'CA1'], 'name a call, its turn'],
    [['mark', 'CA1', 'two', 'bill'], '"two" is no turn'],
  ])('%o is refused: %s', async (argv, message) => {
    const { code, err } = await run(argv)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  test('a labelled file with a broken line, or an unknown option, is refused', async () => {
    const dir = folderWith({
      'shop.yaml': flow,
      'faq.yaml': faq,
      'bad.tsv': 'bill pay',
      'unknown.tsv': 'bil\tpay',
    })
    expect(
      (await run(['eval', join(dir, 'bad.tsv'), '--train', join(dir, 'bad.tsv')])).err,
    ).toContain('line 1: expected a label, a tab and an utterance')
    expect(
      (
        await run(['eval', join(dir, 'unknown.tsv'), '--flow', 'shop', '--step', 'menu'], {
          env: { FLOWS_DIR: dir },
        })
      ).err,
    ).toContain('"bil" is no option or question of "menu"; expected bill, repair')
  })
})

/** A stored call: the bill is chosen, a question finds no answer. */
async function called() {
  const dir = folderWith({
    'shop.yaml': flow,
    'faq.yaml': faq,
    'lines.yaml':
      'lines:\n  "+15005550006": { flow: shop }\ndesks: { till: { people: ["+15005550001"] } }\n',
  })
  const env = { FLOWS_DIR: dir, DATA_DIR: join(dir, '.data') }
  const store = await openStore((await readSettings({ env })).config)
  let now = Date.parse('2026-03-02T10:00:00Z')
  const runtime = await makeRuntime({ env, flowsDir: dir, store, now: () => now })
  const machine = runtime.library.current('default', 'shop')
  if (!machine) throw new Error('the flow is not in force')
  await startCall(
    runtime,
    { callId: 'CA1', from: '+12025550143', to: '+15005550006', withheld: false, tags: [] },
    { machine, line: { name: 'Shop', tenant: 'default', values: {} } },
    () => 'spoken',
  )
  for (const [turn, text] of ['pay my bill', 'is the ferry running today'].entries()) {
    now += 4000
    await takeTurn(
      runtime,
      { callId: 'CA1', answers: turn + 1 },
      { type: 'speech', at: now, alternatives: [{ text, confidence: 0.95 }] },
      () => 'spoken',
    )
  }
  await store.close()
  return { env }
}

describe('real calls', () => {
  test('questions without an answer are listed for staff', async () => {
    const { env } = await called()
    const { out } = await run(['eval', '--unanswered', '2026-03-01'], { env })
    expect(out).toContain('shop, "questions", call CA1 turn 3: "is the ferry running today"')
    expect(out).toContain('1 question without an answer in 1 call.')
    expect((await run(['eval', '--unanswered', '2026-03-03'], { env })).out).toContain(
      '0 questions without an answer in 0 calls.',
    )
  })

  test('what was meant is marked, and what was misheard listed', async () => {
    const { env } = await called()
    expect((await run(['eval', '--marked', '2026-03-01'], { env })).out).toContain(
      'callflow mark CALL TURN OPTION',
    )
    expect((await run(['mark', 'CA1', '2', 'bil'], { env })).err).toContain(
      '"bil" cannot be meant at "menu"; expected bill, repair',
    )
    expect((await run(['mark', 'CA1', '9', 'bill'], { env })).err).toContain(
      'something was in 2 turns: 2, 3',
    )
    expect((await run(['mark', 'CA1', '2', 'repair'], { env })).out).toContain(
      'Turn 2: repair, but it was taken for bill.',
    )
    await run(['mark', 'CA1', '3', 'nothing'], { env })
    const { out } = await run(['eval', '--marked', '2026-03-01', '--json'], { env })
    expect(JSON.parse(out)).toMatchObject({
      marked: 2,
      right: 1,
      share: 0.5,
      misheard: [
        {
          callId: 'CA1',
          turn: 2,
          step: 'menu',
          text: 'pay my bill',
          meant: 'repair',
          taken: 'bill',
        },
      ],
    })
    expect((await run(['mark', 'CA1', '2', 'bill'], { env })).out).toContain('as it was understood')
    expect((await run(['eval', '--marked', '2026-03-01'], { env })).out).toContain(
      '2 marked turns: 2 understood right (100.0 %), 0 not.',
    )
  })
})
