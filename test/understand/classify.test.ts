// The classifier of options: what it understands and refuses, in three languages, and that it is
// the same every time and bounded.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ACCEPT_AT } from '../../src/flow/defaults.ts'
import { choose } from '../../src/understand/choices.ts'
import { classify, modelOf } from '../../src/understand/classify/models.ts'
import { learnItems } from '../../src/understand/classify/model.ts'
import type { Choosable } from '../../src/understand/hearing.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { hearing } from './scene.ts'

const options = (texts: Record<string, string[]>): Choosable[] =>
  Object.entries(texts).map(([id, phrases], i) => ({
    id,
    label: phrases[0]!,
    phrases,
    key: String(i + 1),
  }))

const menus: {
  name: string
  language: string
  options: Choosable[]
  meant: [string, string][]
  refused: string[]
}[] = [
  {
    name: 'a clinic',
    language: 'en-GB',
    options: options({
      book: ['make an appointment', 'see a doctor'],
      move: ['change or cancel an appointment', 'move my appointment'],
      pills: ['repeat prescription', 'order my medicine'],
      results: ['test results', 'blood test'],
    }),
    meant: [
      ['appointment', 'book'],
      ['I would like to, um, make an appointment please', 'book'],
      ['I need to see the doctor', 'book'],
      ['cancel', 'move'],
      ['I have to reschedule', 'move'],
      ['prescription', 'pills'],
      ['I need more of my tablets', 'pills'],
      ['results', 'results'],
      ['the blood test I had last week', 'results'],
      ['are my test results in yet', 'results'],
      ['option two', 'move'],
      ['the last one', 'results'],
      ['number three please', 'pills'],
    ],
    refused: [
      'I want to pay my electricity bill',
      'the bus is late again',
      'do you sell shoes',
      'good morning',
      'purple elephants',
      'yes',
      'maybe',
      'who won the match',
    ],
  },
  {
    name: 'a company',
    language: 'en-US',
    options: options({
      billing: ['billing', 'a question about my bill', 'payments'],
      support: ['technical support', 'something does not work'],
      sales: ['sales', 'buy something'],
    }),
    meant: [
      ['billing', 'billing'],
      ['bill', 'billing'],
      ['the bill please', 'billing'],
      ['bill in', 'billing'],
      ['a question about an invoice', 'billing'],
      ['tech support', 'support'],
      ['it is broken', 'support'],
      ['I want to buy a new phone', 'sales'],
      ['sales department please', 'sales'],
    ],
    refused: [
      'what is the capital of France',
      'my cat is hungry',
      'left at the church',
      'tell me a story',
    ],
  },
  {
    name: 'a town in Russian',
    language: 'ru-RU',
    options: options({
      water: ['нет воды', 'прорвало трубу'],
      power: ['нет света', 'отключили электричество'],
      waste: ['не вывезли мусор'],
      certificate: ['справка о составе семьи', 'заказать справку'],
    }),
    meant: [
      ['нету воды', 'water'],
      ['у нас труба течёт', 'water'],
      ['у меня со вчерашнего дня нет света', 'power'],
      ['электричества нет', 'power'],
      ['мусор не забрали', 'waste'],
      ['мне нужна справка', 'certificate'],
      ['второй', 'power'],
      ['номер три', 'waste'],
    ],
    refused: [
      'расскажите сказку',
      'моя кошка хочет есть',
      'кто выиграл матч',
      'какая сегодня погода',
    ],
  },
  {
    name: 'a post office in Belarusian',
    language: 'be-BY',
    options: options({
      track: ['дзе мая пасылка', 'адсачыць пасылку'],
      send: ['адправіць ліст', 'адправіць пасылку'],
      complain: ['паскардзіцца', 'скарга'],
      hours: ['калі вы працуеце', 'графік працы'],
    }),
    meant: [
      ['мая пасылка не прыйшла', 'track'],
      ['адсачыць', 'track'],
      ['хачу адправіць ліст', 'send'],
      ['у мяне скарга', 'complain'],
      ['я незадаволены', 'complain'],
      ['да якой гадзіны вы працуеце', 'hours'],
      ['першы', 'track'],
      ['апошні', 'hours'],
    ],
    refused: ['раскажы казку', 'мая кошка галодная', 'хто выйграў матч', 'купі мне малака'],
  },
]

for (const menu of menus) {
  describe(menu.name, () => {
    const hear = (text: string) =>
      understandSpeech(hearing({ language: menu.language, options: menu.options }), [
        { text, confidence: 0.95 },
      ])
    test.each(menu.meant)('"%s" is %s', (text, id) => {
      expect(hear(text)).toMatchObject({ kind: 'option', id })
    })
    test.each(menu.refused)('"%s" is none of it', (text) => {
      expect(hear(text)).toEqual({ kind: 'no match' })
    })
  })
}

const [clinic, company] = menus.map((menu) => menu.options) as [Choosable[], Choosable[]]

it('gives probabilities, the likeliest first, that leave room for none', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('book', 'appointment', 'doctor', 'cancel', 'bill', 'the', 'my', 'no'),
          fc.string(),
        ),
        { maxLength: 12 },
      ),
      fc.float({ min: 0, max: 1, noNaN: true }),
      (said, confidence) => {
        const likely = classify(modelOf(clinic, 'en-GB'), [
          { text: said.join(' '), confidence },
          { text: said.slice(1).join(' ') },
        ])
        expect(likely.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3])
        likely.forEach(({ probability, id, index }, place) => {
          expect(id).toBe(clinic[index]!.id)
          expect(probability).toBeGreaterThanOrEqual(0)
          expect(probability).toBeLessThanOrEqual(likely[place - 1]?.probability ?? 1)
        })
        expect(likely.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(
          1 + 1e-9,
        )
      },
    ),
    { numRuns: 200 },
  )
})

it('learns the same from the same phrases', () => {
  expect(learnItems(company, 'en-US').linear).toEqual(learnItems(company, 'en-US').linear)
})

it('keeps a model by its content, and learns anew when a phrase changes', () => {
  const { learnt } = modelOf(company, 'en-US')
  expect(
    modelOf(
      company.map((item) => ({ ...item, key: '9' })),
      'en-US',
    ).learnt,
  ).toBe(learnt)
  expect(
    modelOf(
      company.map((item) => ({ ...item, phrases: [...item.phrases, 'more'] })),
      'en-US',
    ).learnt,
  ).not.toBe(learnt)
  expect(modelOf(company, 'ru-RU').learnt).not.toBe(learnt)
})

it('recognises every label and phrase for its own', () => {
  for (const { options: items, language } of menus)
    for (const { id, label, phrases } of items)
      for (const text of [label, ...phrases]) {
        expect(classify(modelOf(items, language), [{ text, confidence: 1 }])[0]).toMatchObject({
          id,
          probability: 0.99,
        })
      }
})

it('takes all readings together', () => {
  const [best] = classify(modelOf(company, 'en-US'), [
    { text: 'building a shed', confidence: 0.7 },
    { text: 'billing and payments', confidence: 0.6 },
  ])
  expect(best).toMatchObject({ id: 'billing' })
  expect(best!.probability).toBeGreaterThan(ACCEPT_AT)
  expect(
    understandSpeech(hearing({ options: company }), [
      { text: 'sails', confidence: 0.8 },
      { text: 'sales', confidence: 0.75 },
    ]),
  ).toMatchObject({ kind: 'option', id: 'sales' })
})

it('leaves a number that is told out of what is wanted', () => {
  const hear = (text: string) =>
    understandSpeech(hearing({ options: clinic }), [{ text, confidence: 0.95 }])
  expect(hear('cancel my appointment number one two three four five six')).toMatchObject({
    id: 'move',
    sure: true,
  })
  expect(hear('cancel my appointment 123456')).toMatchObject({ id: 'move', sure: true })
})

it('prefers an item that has the number in its own words', () => {
  const tickets = options({
    family: ['a family ticket'],
    two: ['two adults'],
    first: ['first class'],
  })
  expect(choose('two', tickets, 'en-GB')).toMatchObject({ index: 1 })
  expect(choose('first', tickets, 'en-GB')).toMatchObject({ index: 2 })
  expect(choose('three', tickets, 'en-GB')).toMatchObject({ index: 2 })
})

describe('universals', () => {
  const hear = (text: string) =>
    understandSpeech(hearing({ options: company }), [{ text, confidence: 0.9 }])
  test.each([
    'operator please',
    'can I talk to a human',
    'I would like to speak to a real person please',
    'give me an agent',
    'connect me with a representative',
    'help',
  ])('"%s" asks for the operator', (text) => {
    expect(hear(text)).toEqual({ kind: 'universal', universal: 'operator' })
  })
  test.each([
    'the operator of my parcel van was rude',
    'a person stole my bike',
    'my agent told me a story about the sea',
    'the human race is strange',
    'I am a real estate agent',
  ])('"%s" does not', (text) => {
    expect(hear(text)).not.toMatchObject({ kind: 'universal' })
  })
})

describe('bands', () => {
  const hear = (bands: { reject: number; sure: number }, text: string, confidence = 0.95) =>
    understandSpeech(hearing({ options: company, bands }), [{ text, confidence }])
  it('ask for a confirmation between them, of the recogniser and of our own understanding alike', () => {
    expect(hear({ reject: 0.45, sure: 0.8 }, 'billing', 0.6)).toMatchObject({
      sure: false,
      confidence: 0.6,
    })
    const mine = hear({ reject: 0.45, sure: 0.8 }, 'the invoice seems rather large')
    expect(mine).toMatchObject({ kind: 'option', id: 'billing' })
    const { confidence } = mine as { confidence: number }
    expect(confidence).toBeLessThan(0.95)
    expect(
      hear({ reject: confidence + 0.01, sure: 0.99 }, 'the invoice seems rather large'),
    ).toEqual({ kind: 'no match' })
    expect(
      hear({ reject: 0.1, sure: confidence - 0.01 }, 'the invoice seems rather large'),
    ).toMatchObject({ sure: true })
  })
})

describe('two options that are close', () => {
  const close = options({
    permits: ['parking permits', 'renew a permit'],
    fines: ['parking fines', 'pay a fine'],
    books: ['libraries'],
  })
  const at = hearing({
    options: close,
    confirming: true,
    between: close.slice(0, 2).map((option) => ({ ...option, anywhere: false })),
  })
  it('come with a rival', () => {
    const meant = understandSpeech(hearing({ options: close }), [
      { text: 'parking', confidence: 0.95 },
    ])
    expect(meant).toMatchObject({ kind: 'option', sure: false, rival: { anywhere: false } })
  })
  test.each([
    ['the second one', 'fines'],
    ['permits', 'permits'],
    ['yes the fines', 'fines'],
    ['the former is a permit', 'permits'],
  ])('"%s" settles on %s', (text, id) => {
    expect(understandSpeech(at, [{ text, confidence: 0.9 }])).toMatchObject({
      kind: 'option',
      id,
      sure: true,
    })
  })
  test.each([
    ['yes', 'no match'],
    ['parking', 'no match'],
    ['neither', 'no'],
    ['no', 'no'],
  ])('"%s" gives %s', (text, kind) => {
    expect(understandSpeech(at, [{ text, confidence: 0.9 }])).toEqual({ kind })
  })
})

describe('bad input', () => {
  const odd = [
    '',
    '   ',
    '\u0000\u0007\u001b',
    '😀😀😀 🎉',
    'аbсdеf жопа mиxed ѕсrірt',
    '‮appointment‬'.repeat(0),
    '𝕒𝕡𝕡',
    '你好，我想预约',
    'مرحبا',
    '\ud800',
    '\u202e\u2066',
    '́́́́',
    '. , ! ?',
    '^$.*+?()[]{}|\\',
  ]
  test.each(odd)('%j fits nothing', (text) => {
    for (const { options: items, language } of menus)
      expect(
        understandSpeech(hearing({ language, options: items }), [{ text, confidence: 0.9 }]),
      ).toEqual({ kind: 'no match' })
  })
  it('is never taken at once for what it merely resembles', () => {
    for (const { options: items, language } of menus)
      expect(
        understandSpeech(hearing({ language, options: items }), [
          { text: '"; DROP TABLE calls; --', confidence: 0.9 },
        ]),
      ).not.toMatchObject({ sure: true })
  })
  it('of the wrong language fits nothing', () => {
    for (const text of [
      'хачу запісацца да ўрача',
      'je voudrais un rendez-vous chez le médecin',
      'ich möchte bitte jemanden sprechen',
    ])
      expect(understandSpeech(hearing({ options: company }), [{ text, confidence: 0.9 }])).toEqual({
        kind: 'no match',
      })
  })
  it('of ten thousand characters is cut, not searched', () => {
    for (const text of ['a'.repeat(10_000), 'zq '.repeat(3334), 'я'.repeat(10_000)])
      expect(understandSpeech(hearing({ options: clinic }), [{ text, confidence: 0.9 }])).toEqual({
        kind: 'no match',
      })
  })
  it('never throws, whatever is said and offered', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    )
    const item = fc.record({
      id: fc.string(),
      label: text,
      phrases: fc.array(text, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 4 }),
        fc.array(fc.record({ text, confidence: fc.option(fc.double(), { nil: undefined }) }), {
          maxLength: 7,
        }),
        fc.constantFrom('en-GB', 'ru-RU', 'be-BY', 'xx'),
        (items, said, language) => {
          const meant = understandSpeech(
            hearing({ options: items, questions: items, language }),
            said,
          )
          expect(['option', 'question', 'no match', 'universal']).toContain(meant.kind)
        },
      ),
      { numRuns: 60 },
    )
  })
})
