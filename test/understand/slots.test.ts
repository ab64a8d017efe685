import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import type { Hearing } from '../../src/understand/hearing.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, length } from './scene.ts'

const en = { language: 'en-GB', country: 'GB' }
const us = { language: 'en-US', country: 'US' }
const ru = { language: 'ru-RU', country: 'BY' }
const be = { language: 'be-BY', country: 'BY' }

type Case = [
  around: Partial<Hearing>,
  type: SlotType,
  given: Partial<SlotSpec>,
  said: string,
  value: unknown,
]

/** What was said and the one value it stands for. */
const values: Case[] = [
  [en, 'digits', length(7), 'four seven one double two oh five', '4712205'],
  [en, 'digits', length(7), 'my number is 471-2205', '4712205'],
  [en, 'digits', length(7), 'four seventy one, twenty two oh five', '4712205'],
  [en, 'digits', length(7), 'for seven one to to oh five', '4712205'],
  [en, 'digits', length(3), 'four seven two, sorry, four seven one', '471'],
  [en, 'digits', length(3), 'twenty five', '205'],
  [en, 'digits', length(3), 'triple seven', '777'],
  [en, 'digits', length(4), 'nineteen hundred', '1900'],
  [ru, 'digits', length(6), 'двадцать три сорок пять шестьдесят семь', '234567'],
  [ru, 'digits', length(6), 'четыреста семьдесят один сто двадцать', '471120'],
  [ru, 'digits', length(6), 'триста пять ноль ноль один', '305001'],
  [be, 'digits', length(3), 'дзвесце сорак пяць', '245'],
  [be, 'digits', length(3), 'двадцать три пять', '235'],
  [en, 'number', {}, 'minus three', -3],
  [en, 'number', {}, 'two point five', 2.5],
  [en, 'number', {}, 'two thousand three hundred and forty-five', 2345],
  [en, 'number', {}, 'one and a half', 1.5],
  [en, 'number', {}, '1,250,000', 1_250_000],
  [ru, 'number', {}, 'семь целых двадцать пять сотых', 7.25],
  [ru, 'number', {}, 'три тысячи двести один', 3201],
  [ru, 'number', {}, '12 500', 12_500],
  [be, 'number', {}, 'пяць коска два', 5.2],
  [be, 'number', {}, 'сем тысяч сто дваццаць', 7120],
  [en, 'date', {}, 'tomorrow', '2026-03-03'],
  [en, 'date', {}, 'the day after tomorrow', '2026-03-04'],
  [en, 'date', {}, 'on Thursday', '2026-03-05'],
  [en, 'date', {}, 'the third of May', '2026-05-03'],
  [en, 'date', {}, 'January 5th', '2027-01-05'],
  [en, 'date', {}, 'third of May nineteen eighty four', '1984-05-03'],
  [en, 'date', {}, 'March third twenty twenty seven', '2027-03-03'],
  [us, 'date', {}, '25/4/2026', '2026-04-25'],
  [en, 'date', {}, 'in three days', '2026-03-05'],
  [en, 'date', {}, 'two weeks ago', '2026-02-16'],
  [en, 'date', {}, 'the 21st', '2026-03-21'],
  [en, 'date', { to: 'today' }, 'Friday', '2026-02-27'],
  [en, 'date', { to: 'today' }, 'May 5', '2025-05-05'],
  [ru, 'date', {}, 'послезавтра', '2026-03-04'],
  [ru, 'date', {}, 'третье марта две тысячи двадцать седьмого года', '2027-03-03'],
  [ru, 'date', {}, 'двадцать первого мая', '2026-05-21'],
  [ru, 'date', {}, '15.03.2026', '2026-03-15'],
  [ru, 'date', {}, 'через неделю', '2026-03-09'],
  [be, 'date', {}, 'дваццаць першага мая дзве тысячы дваццаць сёмага года', '2027-05-21'],
  [be, 'date', {}, 'заўтра', '2026-03-03'],
  [be, 'date', {}, 'у сераду', '2026-03-04'],
  [en, 'time', {}, 'quarter to five pm', '16:45'],
  [en, 'time', {}, 'half past three in the afternoon', '15:30'],
  [en, 'time', {}, 'ten to six in the evening', '17:50'],
  [en, 'time', {}, 'fifteen hundred', '15:00'],
  [en, 'time', {}, 'noon', '12:00'],
  [en, 'time', {}, 'twelve thirty a.m.', '00:30'],
  [ru, 'time', {}, 'половина третьего дня', '14:30'],
  [ru, 'time', {}, 'без четверти пять утра', '04:45'],
  [ru, 'time', {}, 'четверть шестого вечера', '17:15'],
  [ru, 'time', {}, 'девять тридцать', '09:30'],
  [be, 'time', {}, 'палова трэцяй дня', '14:30'],
  [be, 'time', {}, 'сем вечара', '19:00'],
  [en, 'date-time', {}, 'tomorrow at three thirty pm', '2026-03-03T15:30'],
  [ru, 'date-time', {}, 'третьего марта в пятнадцать тридцать', '2026-03-03T15:30'],
  [be, 'date-time', {}, 'заўтра а сёмай вечара', '2026-03-03T19:00'],
  [en, 'phone', {}, 'oh two oh seven nine four six oh one two three', '+442079460123'],
  [us, 'phone', {}, 'plus one five hundred 555 0006', '+15005550006'],
  [us, 'phone', {}, '(202) 555-0143', '+12025550143'],
  [en, 'phone', {}, '00 1 202 555 0143', '+12025550143'],
  [us, 'money', {}, 'five dollars fifty', { amount: 5.5, currency: 'USD' }],
  [us, 'money', {}, '$1,250.75', { amount: 1250.75, currency: 'USD' }],
  [en, 'money', {}, 'twelve pounds and thirty pence', { amount: 12.3, currency: 'GBP' }],
  [en, 'money', {}, 'fifty pence', { amount: 0.5, currency: 'GBP' }],
  [en, 'money', {}, 'two hundred', 200],
  [ru, 'money', {}, 'двенадцать рублей пятьдесят копеек', { amount: 12.5, currency: 'BYN' }],
  [ru, 'money', {}, 'сто российских рублей', { amount: 100, currency: 'RUB' }],
  [be, 'money', {}, 'пяць рублёў', { amount: 5, currency: 'BYN' }],
  [en, 'name', {}, 'my name is anna smith', 'Anna Smith'],
  [en, 'name', {}, 'S M I T H', 'Smith'],
  [ru, 'name', {}, 'меня зовут анна петрова', 'Анна Петрова'],
  [be, 'name', {}, 'мяне завуць алесь', 'Алесь'],
  [en, 'text', {}, 'The lift is stuck.', 'The lift is stuck.'],
  [en, 'text', { pattern: '[A-Z]{2}\\d{3}' }, 'a b 1 2 3', 'AB123'],
  [en, 'yes-no', {}, 'yeah that sounds good', true],
  [en, 'yes-no', {}, "it isn't ok", false],
  [en, 'yes-no', {}, 'I said no, not yes', false],
  [ru, 'yes-no', {}, 'да нет', false],
  [ru, 'yes-no', {}, 'да, всё верно', true],
  [be, 'yes-no', {}, 'так, правільна', true],
  [be, 'yes-no', {}, 'не, дзякуй', false],
]

test.each(values)('%o hears %s %o: "%s" is %o', (around, type, given, said, value) => {
  expect(
    understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }]),
  ).toMatchObject({
    kind: 'value',
    sure: true,
    value: { value, from: 'speech', confidence: 0.9, confirmed: false },
  })
})

/** Heard two ways: the likelier first, and never taken for sure. */
const doubts: Case[] = [
  [en, 'time', {}, 'half past three', '15:30'],
  [en, 'time', {}, 'nine oh five', '09:05'],
  [ru, 'time', {}, 'полтретьего', '14:30'],
  [en, 'date', {}, 'next Friday', '2026-03-13'],
  [en, 'date', {}, '3/4/2026', '2026-04-03'],
  [us, 'date', {}, '3/4/2026', '2026-03-04'],
  [en, 'date', {}, 'Monday', '2026-03-02'],
  [en, 'number', {}, 'five or six', 5],
  [en, 'money', {}, 'five fifty', 5.5],
]

test.each(doubts)('%o %s %o: "%s" is %o at best', (around, type, given, said, value) => {
  expect(
    understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }]),
  ).toMatchObject({ kind: 'value', sure: false, value: { value } })
})

const refusals: Case[] = [
  [en, 'digits', length(7), 'four seven one', 'invalid length'],
  [
    en,
    'digits',
    { ...length(8), checksum: 'luhn' },
    'one two three four five six seven eight',
    'invalid checksum',
  ],
  [en, 'number', { min: 1, max: 20 }, 'twenty one', 'invalid range'],
  [en, 'date', { to: 'today' }, 'tomorrow', 'invalid range'],
  [en, 'date', { from: '2026-06-01', to: '2026-06-30' }, '3 May 2026', 'invalid range'],
  [en, 'phone', {}, 'one two three', 'invalid length'],
  [en, 'money', { max: 100 }, 'two hundred pounds', 'invalid range'],
  [en, 'text', { pattern: '\\d+' }, 'hello', 'invalid'],
]

test.each(refusals)('%o %s %o: "%s" is refused as %s', (around, type, given, said, why) => {
  expect(understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }])).toEqual({
    kind: 'invalid',
    why,
  })
})

test.each<[SlotType, string]>([
  ['digits', 'I do not have it here'],
  ['number', 'many'],
  ['date', 'whenever you like'],
  ['date', 'one second'],
  ['time', 'early'],
  ['date-time', 'tomorrow'],
  ['phone', 'the usual one'],
  ['money', 'a lot'],
  ['yes-no', 'I am not sure'],
  ['name', '42'],
  ['recording', 'hello'],
  ['row', 'hello'],
])('a %s is not heard in "%s"', (type, said) => {
  expect(understandSpeech(asking(type), [{ text: said, confidence: 0.9 }])).toEqual({
    kind: 'no match',
  })
})

const doctors: Partial<SlotSpec> = {
  options: [
    {
      value: 'therapist',
      labels: { 'en-GB': 'therapist', 'ru-RU': 'терапевт' },
      phrases: { 'en-GB': ['family doctor'] },
    },
    {
      value: 'dentist',
      labels: { 'en-GB': 'dentist', 'ru-RU': 'зубной врач' },
      phrases: { '': ['tooth'] },
    },
  ],
}

test.each<[Partial<Hearing>, string, string]>([
  [en, 'the dentist please', 'dentist'],
  [en, 'my family doctor', 'therapist'],
  [en, 'the second one', 'dentist'],
  [en, 'number one', 'therapist'],
  [en, 'a tooth', 'dentist'],
  [ru, 'к терапевту', 'therapist'],
  [ru, 'зубного врача', 'dentist'],
  [ru, 'второй', 'dentist'],
  [ru, 'два', 'dentist'],
])('%o "%s" chooses %s', (around, said, value) => {
  expect(
    understandSpeech(asking('choice', doctors, around), [{ text: said, confidence: 0.9 }]),
  ).toMatchObject({ kind: 'value', sure: true, value: { value } })
})

test('a choice takes another answer only where others are allowed', () => {
  const said = [{ text: 'a plumber', confidence: 0.9 }]
  expect(understandSpeech(asking('choice', doctors), said)).toEqual({ kind: 'no match' })
  expect(understandSpeech(asking('choice', { ...doctors, others: true }), said)).toMatchObject({
    kind: 'value',
    value: { value: 'a plumber' },
  })
})

test.each<[SlotSpec['checksum'], string, string]>([
  ['luhn', '79927398713', '79927398710'],
  ['iso 7064', '12345678903', '12345678901'],
  ['ean', '4006381333931', '4006381333932'],
  ['weighted 11', '0306406152', '0306406153'],
])('%s accepts %s and refuses %s', (checksum, good, bad) => {
  const question = asking('digits', { checksum })
  expect(understandSpeech(question, [{ text: good, confidence: 0.9 }])).toMatchObject({
    kind: 'value',
    value: { value: good },
  })
  expect(understandSpeech(question, [{ text: bad, confidence: 0.9 }])).toEqual({
    kind: 'invalid',
    why: 'invalid checksum',
  })
})
