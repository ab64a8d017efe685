// Questions: long answers in pieces, questions in the middle of a form, and what nobody could
// answer.
import { describe, expect, it } from 'vitest'
import { languageOf } from '../../src/languages/language.ts'
import { callOf, machineOf } from './conversation.ts'
import type { Speech } from '../../src/say/speech.ts'
import { dividePieces } from '../../src/say/long-speech.ts'

const sentence = (n: number) =>
  `Sentence number ${n} has exactly so many words that twelve of them stand here.`
const long = Array.from({ length: 8 }, (_, n) => sentence(n + 1)).join(' ')
const faq = `
faq: questions
questions:
  - { question: How does it work?, phrasings: [how it works, explain it], answer: "${long}" }
  - { question: When are you open?, phrasings: [opening hours], answer: From nine to five. }
`
const line = machineOf(
  `
start: questions
help: desk
desks: { desk: { nobody: bye } }
steps:
  questions: { answer: What would you like to know?, from: faq.yaml, goal: told, unanswered: desk, then: bye }
  bye: { say: Goodbye., then: hang up }
`,
  { 'faq.yaml': faq },
)

const { phrases } = languageOf('en-GB')

describe('a long answer', () => {
  it('comes in pieces, and after the last the caller may ask something else', () => {
    const call = callOf(line)
    expect(call.says('how it works')).toBe(`${sentence(1)} ${sentence(2)} ${phrases['go on']}`)
    expect(call.says('yes')).toBe(`${sentence(3)} ${sentence(4)} ${phrases['go on']}`)
    expect(call.keys('1')).toBe(`${sentence(5)} ${sentence(6)} ${phrases['go on']}`)
    expect(call.says('go on, yes')).toBe(
      `${sentence(7)} ${sentence(8)} ${phrases['anything else']}`,
    )
    expect(call.says('when are you open')).toBe(`From nine to five. ${phrases['anything else']}`)
    expect(call.says('no, thank you')).toBe('Goodbye.')
    call.replayed()
  })

  it.each([['no'], ['hrmpf'], ['']])('is broken off by "%s"', (said) => {
    const call = callOf(line)
    call.says('how it works')
    expect(said === '' ? call.silence() : call.says(said)).toBe(phrases['anything else'])
    call.replayed()
  })

  it('is left for another question, and its last piece is said again', () => {
    const call = callOf(line)
    const first = call.says('how it works')
    expect(call.says('could you repeat that')).toBe(first)
    expect(call.says('opening hours')).toContain('From nine to five.')
    call.replayed()
  })

  it('ends the visit with a goodbye', () => {
    const call = callOf(line)
    call.says('how it works')
    expect(call.says('goodbye')).toBe('Goodbye.')
  })
})

const text = (words: string): Speech => ({
  kind: 'text',
  text: words,
  language: 'en-GB',
  voice: 'v',
})

describe('pieces of an answer', () => {
  it.each([
    ['short', [text('We open at 9.30 a.m. on Mondays.')], 1],
    ['eight sentences', [text(long)], 4],
    ['one endless sentence', [text('word '.repeat(90))], 1],
    ['forty sentences', [text(Array.from({ length: 40 }, (_, n) => sentence(n)).join(' '))], 4],
    [
      'recordings',
      [1, 2, 3].map((n): Speech => ({
        kind: 'audio',
        audio: `a${n}`,
        text: sentence(n).repeat(2),
        language: 'be-BY',
      })),
      3,
    ],
  ])('%s: %#', (_, speech, count) => {
    const pieces = dividePieces(speech)
    expect(pieces.length).toBe(count)
    const all = (units: Speech[]) =>
      units
        .map((one) => (one.kind === 'pause' ? '' : one.text.trim()))
        .join(' ')
        .replace(/\s+/g, ' ')
    expect(all(pieces.flat())).toBe(all(speech))
  })
})

const form = (language: string, yes: string) =>
  machineOf(
    `
flow: test
languages: { ${language}: Polly.Amy-Neural }
start: number
help: desk
faq: faq.yaml
slots: { number: { type: digits, length: 4 }, day: { type: date } }
desks: { desk: { nobody: bye } }
steps:
  number: { ask: Number?, slot: number, confirm: "{{ number | digits }}, ${yes}?", then: day }
  day: { ask: Day?, slot: day, then: bye }
  bye: { say: Goodbye., then: hang up }
`,
    {
      'faq.yaml': `
questions:
  - question: { en-GB: When are you open?, ru-RU: Когда вы открыты?, be-BY: Калі вы адчынены? }
    phrasings: { en-GB: [opening hours], ru-RU: [часы работы], be-BY: [гадзіны працы] }
    answer: { en-GB: From nine., ru-RU: С девяти., be-BY: З дзевяці. }
`,
    },
  )

describe.each([
  ['en-GB', 'when are you open', 'From nine.'],
  ['ru-RU', 'а когда вы открыты', 'С девяти.'],
  ['be-BY', 'калі вы адчынены', 'З дзевяці.'],
])('a question on the way in %s', (language, question, answer) => {
  const { no, yes } = languageOf(language).words
  it('is answered in the middle of a question, of a read-back and of a keypad rung, and the caller is back there', () => {
    const call = callOf(form(language, 'ok'))
    expect(call.says(question)).toBe(`${answer} Number?`)
    call.says('1 2 3 4')
    expect(call.at()).toBe('number/confirm1')
    expect(call.says(question)).toBe(`${answer} 1 2 3 4, ok?`)
    expect(call.at()).toBe('number/confirm1')
    call.says(no)
    expect(call.says(question)).toContain(answer)
    expect(call.at()).toBe('number/try2')
    call.keys('1234')
    call.says(yes)
    expect(call.slot('number')).toMatchObject({ value: '1234', confirmed: true })
    expect(call.says(question)).toBe(`${answer} Day?`)
    call.replayed()
  })
})
