import { expect, test } from 'vitest'
import type { Alternative, Choosable, Hearing } from '../../src/understand/hearing.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, hearing, length } from './scene.ts'

const menu: Choosable[] = [
  {
    id: 'track',
    label: 'track a parcel',
    phrases: ['where is my parcel', 'delivery status'],
    key: '1',
  },
  { id: 'complain', label: 'make a complaint', phrases: ['I want to complain'], key: '2' },
  { id: 'bill', label: 'ask about a bill', phrases: [], key: '3' },
]
const russian: Choosable[] = [
  { id: 'buy', label: 'купить', phrases: ['цена', 'купить', 'продажа'], key: '1' },
  { id: 'repair', label: 'ремонт', phrases: ['сломалось', 'ремонт'], key: '2' },
]
const danger: Choosable[] = [
  { id: 'emergency', label: 'an emergency', phrases: ['fire', 'a wire is down'], key: '7' },
]
const questions: Choosable[] = [
  { id: 'hours', label: 'When are you open?', phrases: ['opening times', 'what are your hours'] },
]

function hear(text: string, around: Partial<Hearing>, confidence: number | undefined = 0.9) {
  return understandSpeech(hearing(around), [{ text, confidence }])
}

test.each([
  ['track a parcel', 'track'],
  ['Where is my parcel, please?', 'track'],
  ['um, I would like to complain', 'complain'],
  ['billing', 'bill'],
  ['delivery', 'track'],
  ['two', 'complain'],
  ['number two', 'complain'],
  ['press 3', 'bill'],
  ['the second one', 'complain'],
  ['the last one', 'bill'],
])('at a menu "%s" is the option %s', (text, id) => {
  expect(hear(text, { options: menu })).toMatchObject({
    kind: 'option',
    id,
    sure: true,
    anywhere: false,
  })
})

test.each([
  ['хочу купить', 'buy'],
  ['какая цена', 'buy'],
  ['у меня сломался ремонт нужен', 'repair'],
  ['первое', 'buy'],
  ['номер два', 'repair'],
])('at a Russian menu "%s" is the option %s', (text, id) => {
  expect(hear(text, { options: russian, language: 'ru-RU' })).toMatchObject({ kind: 'option', id })
})

test.each(['my cat is hungry', 'blue', 'four', 'the fifth one', '', '   ', '!?'])(
  'at a menu "%s" fits nothing',
  (text) => {
    expect(hear(text, { options: menu })).toEqual({ kind: 'no match' })
  },
)

test('two options close together leave a doubt', () => {
  expect(hear('parcel complaint', { options: menu })).toMatchObject({ kind: 'option', sure: false })
})

test('confidence decides between refusal, doubt and certainty', () => {
  const sure = (confidence?: number) => hear('track a parcel', { options: menu }, confidence)
  expect(sure(0.3)).toEqual({ kind: 'no match' })
  expect(sure(0.5)).toMatchObject({ kind: 'option', sure: false, confidence: 0.5 })
  expect(sure(0.9)).toMatchObject({ kind: 'option', sure: true, confidence: 0.9 })
  expect(understandSpeech(hearing({ options: menu }), [{ text: 'track a parcel' }])).toMatchObject({
    kind: 'option',
    sure: false,
    confidence: 0.6,
  })
})

test('a later reading counts when the first one means nothing', () => {
  const said: Alternative[] = [
    { text: 'truck a parson', confidence: 0.9 },
    { text: 'bill', confidence: 0.85 },
  ]
  expect(understandSpeech(hearing({ options: [menu[2]!] }), said)).toMatchObject({
    kind: 'option',
    id: 'bill',
  })
})

test('two readings that are about as likely leave a doubt', () => {
  const heard = (second: number) =>
    understandSpeech(asking('number'), [
      { text: 'fifty', confidence: 0.9 },
      { text: 'fifteen', confidence: second },
    ])
  expect(heard(0.85)).toMatchObject({ kind: 'value', sure: false, value: { value: 50 } })
  expect(heard(0.6)).toMatchObject({ kind: 'value', sure: true, value: { value: 50 } })
})

test.each([
  ['en-GB', 'operator please', 'operator'],
  ['en-GB', 'can I talk to a real person', 'operator'],
  ['en-GB', 'could you say that again', 'repeat'],
  ['en-GB', 'go back', 'back'],
  ['en-GB', 'start over', 'start over'],
  ['ru-RU', 'оператор', 'operator'],
  ['ru-RU', 'соедините с оператором пожалуйста', 'operator'],
  ['ru-RU', 'повторите ещё раз', 'repeat'],
  ['ru-RU', 'вернуться назад', 'back'],
  ['ru-RU', 'главное меню', 'start over'],
  ['be-BY', 'аператар', 'operator'],
  ['be-BY', 'злучыце з аператарам, калі ласка', 'operator'],
  ['be-BY', 'паўтарыце', 'repeat'],
  ['be-BY', 'назад', 'back'],
  ['be-BY', 'спачатку', 'start over'],
])('in %s "%s" asks for %s', (language, text, universal) => {
  expect(hear(text, { language, options: menu })).toEqual({ kind: 'universal', universal })
  expect(hear(text, { language, wants: asking('name').wants })).toEqual({
    kind: 'universal',
    universal,
  })
})

test.each(['the operator of my parcel van was rude', "I don't want the operator"])(
  '"%s" does not ask for the operator',
  (text) => {
    expect(hear(text, {})).toEqual({ kind: 'no match' })
  },
)

test('a universal that is off is not heard', () => {
  expect(hear('operator', { universals: { repeat: '9' } })).toEqual({ kind: 'no match' })
})

test('an option of the step wins over a universal of the same words', () => {
  expect(
    hear('operator', { options: [{ id: 'shift', label: 'operator', phrases: [], key: '1' }] }),
  ).toMatchObject({ kind: 'option', id: 'shift' })
})

test.each([
  ['en-GB', 'no thank you'],
  ['en-GB', "that's all, thanks"],
  ['en-GB', 'goodbye'],
  ['ru-RU', 'нет, спасибо'],
  ['ru-RU', 'до свидания'],
  ['be-BY', 'не, дзякуй'],
  ['be-BY', 'гэта ўсё'],
])('in %s "%s" ends a visit where that is possible', (language, text) => {
  expect(hear(text, { language, options: menu, done: true })).toEqual({ kind: 'done' })
  expect(hear(text, { language, options: menu })).not.toEqual({ kind: 'done' })
})

test('what holds anywhere is heard at a question, and the question is answered all the same', () => {
  const question = asking('digits', length(9), { anywhere: danger })
  expect(understandSpeech(question, [{ text: 'there is a fire', confidence: 0.9 }])).toMatchObject({
    kind: 'option',
    id: 'emergency',
    anywhere: true,
  })
  expect(understandSpeech(question, [{ text: '123456789', confidence: 0.9 }])).toMatchObject({
    kind: 'value',
  })
})

test('a question of the FAQ is heard at a menu and loses to an option that fits', () => {
  expect(hear('when are you open', { options: menu, questions })).toEqual({
    kind: 'question',
    id: 'hours',
    confidence: 0.9,
  })
  expect(hear('what are your opening times', { options: menu, questions })).toMatchObject({
    kind: 'question',
    id: 'hours',
  })
  expect(hear('delivery status', { options: menu, questions })).toMatchObject({
    kind: 'option',
    id: 'track',
  })
})

test('a free text is not taken for an option it merely resembles', () => {
  const question = asking('text', {}, { options: menu })
  expect(
    understandSpeech(question, [
      { text: 'my neighbour took the parcel out of a wet box', confidence: 0.9 },
    ]),
  ).toMatchObject({ kind: 'value' })
  expect(understandSpeech(question, [{ text: 'track a parcel', confidence: 0.9 }])).toMatchObject({
    kind: 'option',
    id: 'track',
  })
})

test.each([
  ['yes', 'yes'],
  ['yes please', 'yes'],
  ['that is right', 'yes'],
  ['no', 'no'],
  ['nope', 'no'],
  ['that is not right', 'no'],
  ['wrong', 'no'],
])('a read-back takes "%s" as %s', (text, kind) => {
  expect(
    understandSpeech(asking('digits', length(7), { confirming: true }), [
      { text, confidence: 0.9 },
    ]),
  ).toEqual({ kind })
})

test('a read-back takes a correction', () => {
  const heard = (text: string, question: Hearing) =>
    understandSpeech({ ...question, confirming: true }, [{ text, confidence: 0.9 }])
  expect(heard('no, it is 471 2205', asking('digits', length(7)))).toMatchObject({
    kind: 'value',
    value: { value: '4712205' },
  })
  expect(heard('471 2205', asking('digits', length(7)))).toMatchObject({
    kind: 'value',
    value: { value: '4712205' },
  })
  expect(heard('no, it is Smith', asking('name'))).toMatchObject({
    kind: 'value',
    value: { value: 'Smith' },
  })
  expect(heard('Smith', asking('name'))).toEqual({ kind: 'no match' })
  expect(heard('нет, 245', asking('digits', length(3), { language: 'ru-RU' }))).toMatchObject({
    kind: 'value',
    value: { value: '245' },
  })
  expect(heard('no, a bill', hearing({ options: menu }))).toMatchObject({
    kind: 'option',
    id: 'bill',
  })
  expect(heard('operator', asking('digits', length(7)))).toEqual({
    kind: 'universal',
    universal: 'operator',
  })
})

test('after an answer "that is all" ends the visit and "no" is a no', () => {
  const more = { confirming: true, done: true, questions }
  expect(hear('that is all', more)).toEqual({ kind: 'done' })
  expect(hear('no, thank you', more)).toEqual({ kind: 'no' })
  expect(hear('what are your hours', more)).toMatchObject({ kind: 'question', id: 'hours' })
})

test('a row of a list is chosen by its words, its number or its place', () => {
  const rows: Choosable[] = [
    { id: '1', label: 'Tuesday at 9 a.m.', phrases: [] },
    { id: '2', label: 'Friday at 10 a.m.', phrases: [] },
  ]
  const at = { wants: { kind: 'rows' as const, rows, none: '3' } }
  expect(hear('Friday', at)).toMatchObject({ kind: 'row', row: 2 })
  expect(hear('the first one', at)).toMatchObject({ kind: 'row', row: 1, sure: true })
  expect(hear('none of these', at)).toEqual({ kind: 'none' })
})
