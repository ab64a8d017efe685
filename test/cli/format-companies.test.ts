// callflow format --companies: a flat folder becomes folders of companies, and nothing is lost.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const flow = (name: string, more = '', first = 'say: Welcome.') => `flow: ${name}
languages: { en-GB: Polly.Amy-Neural }
start: hello
help: till
${more}desks:
  till: { nobody: message }
steps:
  hello:
    ${first}
    then: till
  message:
    record: Please leave your name and number after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

const questions = `faq: questions
questions:
  - question: When are you open?
    answer: Always.
`

/** Comments and odd spacing stay. */
const lines = `# who answers what
lines:
  # the old number
  "+442079460001":
    name: Bank   # since 1900
    tenant: old-bank   # was: savings
    flow: bank
    if all fails: "+442079460100"
  "+442079460002": { tenant: shop, flow: shop, if all fails: "+442079460100" }
  "+442079460003": { flow: shop, if all fails: "+442079460100", tenant: shop }

desks:
  # everybody has one
  till: { people: ["+442079460101"] }

lookups:
  # the bank's own
  rate: { url: "https://bank.example/rate", secret: LOOKUP_OLD_BANK__RATE }
`
const files: Record<string, string> = {
  'lines.yaml': lines,
  'bank.yaml': flow('bank', 'faq: questions.yaml\nlookups:\n  rate: { gives: text }\n'),
  'shop.yaml': flow('shop', 'faq: questions.yaml\n', 'say: { audio: jingle, en-GB: Welcome. }'),
  'spare.yaml': flow('spare'),
  'questions.yaml': questions,
  'bank.calls.yaml': 'flow: bank.yaml\ncalls: []\n',
  'audio/en-GB/jingle.wav': 'sound',
  'NOTES.md': '# Notes\n',
}

function folder(over: Record<string, string> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-flat-'))
  for (const [path, text] of Object.entries({ ...files, ...over })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

const allIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort()

describe('dividing a flat folder', () => {
  it('gives each company its own, and shared/ what several use', async () => {
    const dir = folder()
    const before = allIn(dir)
    const told = await run(['format', '--companies', '--check', dir])
    expect(told.code).toBe(1)
    expect(told.out).toContain(`${dir}/bank.yaml to ${dir}/old-bank/bank.yaml`)
    expect(allIn(dir)).toEqual(before)

    const { code, out } = await run(['format', '--companies', dir])
    expect({ code, out }).toMatchObject({ code: 0 })
    expect(allIn(dir)).toEqual([
      'NOTES.md',
      'old-bank/bank.calls.yaml',
      'old-bank/bank.yaml',
      'old-bank/lines.yaml',
      'shared/questions.yaml',
      'shared/spare.yaml',
      'shop/audio/en-GB/jingle.wav',
      'shop/lines.yaml',
      'shop/shop.yaml',
    ])
    expect(existsSync(join(dir, 'audio'))).toBe(false)
    expect(readFileSync(join(dir, 'old-bank/lines.yaml'), 'utf8')).toBe(`# who answers what
company: { id: old-bank }
lines:
  # the old number
  "+442079460001":
    name: Bank   # since 1900
    # was: savings
    flow: bank
    if all fails: "+442079460100"
desks:
  # everybody has one
  till: { people: ["+442079460101"] }

lookups:
  # the bank's own
  rate: { url: "https://bank.example/rate", secret: LOOKUP_OLD_BANK__RATE }
`)
    expect(readFileSync(join(dir, 'shop/lines.yaml'), 'utf8')).toBe(`# who answers what
company: { id: shop }
lines:
  "+442079460002": { flow: shop, if all fails: "+442079460100" }
  "+442079460003": { flow: shop, if all fails: "+442079460100" }

desks:
  # everybody has one
  till: { people: ["+442079460101"] }
`)
    for (const [path, text] of Object.entries(files))
      if (path !== 'lines.yaml') {
        const now = allIn(dir).find((one) => one === path || one.endsWith(`/${path}`))
        expect(readFileSync(join(dir, now ?? path), 'utf8')).toBe(text)
      }
    const checked = await run(['check', '--json', dir])
    expect(JSON.parse(checked.out)).toMatchObject({ errors: 0, warnings: 0 })
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'an id that no company can have',
      { 'lines.yaml': lines.replaceAll('tenant: shop', 'tenant: The Shop') },
      'write tenant: the-shop',
    ],
    [
      'a desk of no flow',
      {
        'lines.yaml': lines.replace(
          'desks:\n',
          'desks:\n  cellar: { people: ["+442079460102"] }\n',
        ),
      },
      '"cellar" under "desks" is used by no flow',
    ],
    [
      'entries on one line',
      {
        'lines.yaml': lines.replace(
          /desks:[^]*?\n\nlookups/,
          'desks: { till: { people: ["+442079460101"] } }\nlookups',
        ),
      },
      'under "desks" each entry has to begin on a line of its own',
    ],
    [
      'a secret of another company',
      { 'shop.yaml': flow('shop', 'lookups:\n  rate: { gives: text }\n') },
      'lookup "rate" of shop has a secret that begins with LOOKUP_SHOP__',
    ],
    [
      'what belongs to nobody in particular',
      { 'cases.yaml': 'complaint: {}\n' },
      'of which company cases.yaml is',
    ],
    [
      'a file that stands where one is to go',
      { 'shared/questions.yaml': questions },
      'shared/questions.yaml stands there already',
    ],
    [
      'a FAQ file beside flows in a folder of their own',
      {
        'bank.yaml': flow('none'),
        'shop.yaml': flow('no'),
        'sub/bank.yaml': files['bank.yaml'] ?? '',
        'sub/shop.yaml': files['shop.yaml'] ?? '',
        'sub/questions.yaml': questions.replace('Always', 'Never'),
      },
      'which names it by its folder would be lost',
    ],
  ])('refuses %s, and leaves all as it is', async (_, over, reason) => {
    const dir = folder(over)
    const copy = mkdtempSync(join(tmpdir(), 'callflow-flat-'))
    cpSync(dir, copy, { recursive: true })
    const { code, out } = await run(['format', '--companies', dir])
    expect(code).toBe(1)
    expect(out).toContain(reason)
    expect(allIn(dir)).toEqual(allIn(copy))
    for (const path of allIn(dir))
      expect(readFileSync(join(dir, path), 'utf8')).toBe(readFileSync(join(copy, path), 'utf8'))
  })

  it('has nothing to do where each company has its folder', async () => {
    const dir = folder()
    await run(['format', '--companies', dir])
    const again = await run(['format', '--companies', dir])
    expect(again.code).toBe(2)
    expect(again.err).toContain('has a folder already')
  })
})
