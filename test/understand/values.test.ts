// Numbers, places, sums, telephone numbers and answers as people say them: what each comes to, and
// what it is not.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slotTypes, type SlotSpec, type SlotType } from '../../src/flow/tree/slot.ts'
import { agreement } from '../../src/understand/agreement.ts'
import { kindFor } from '../../src/understand/slots.ts'
import { agrees } from '../../src/understand/slots/checksums.ts'
import { understandKeys } from '../../src/understand/keys.ts'
import { asking, hearing, length, spec } from './scene.ts'

const countries: Record<string, string> = {
  'en-GB': 'GB',
  'en-US': 'US',
  'en-AU': 'AU',
  'ru-RU': 'RU',
  'ru-BY': 'BY',
  'be-BY': 'BY',
}
const hear = (type: SlotType, language: string, said: string, given: Partial<SlotSpec> = {}) =>
  kindFor(type).hear(said, spec(type, given), hearing({ language, country: countries[language] }))
const values = (type: SlotType, language: string, said: string, given: Partial<SlotSpec> = {}) =>
  hear(type, language, said, given).readings.map(({ value }) => value)

test.each<[string, string, number]>([
  ['en-GB', 'nineteen', 19],
  ['en-GB', 'eighty eight thousand and twelve', 88_012],
  ['en-GB', 'forty hundred', 4000],
  ['en-GB', '7 hundred and 15', 715],
  ['en-GB', 'two hundred thousand million', 2e11],
  ['en-GB', '3 lakh', 300_000],
  ['en-GB', 'five sevenths', 5 / 7],
  ['en-GB', 'a ninth', 1 / 9],
  ['en-GB', 'eleven and two thirds', 11 + 2 / 3],
  ['en-GB', 'four hundred and one quarter', 400.25],
  ['en-GB', 'three over eight', 0.375],
  ['en-GB', 'four out of five', 0.8],
  ['en-GB', 'six and a half million', 6_500_000],
  ['en-GB', 'seven million and a half', 7_500_000],
  ['en-GB', 'half a million', 500_000],
  ['en-GB', 'three quarters of a billion', 750_000_000],
  ['en-GB', 'half a dozen', 6],
  ['en-GB', 'four dozen', 48],
  ['en-GB', 'eighteen point oh seven', 18.07],
  ['en-GB', 'minus nine point one two', -9.12],
  ['en-GB', 'three point two million', 3_200_000],
  ['en-GB', '9 3/4', 9.75],
  ['en-GB', '6½', 6.5],
  ['en-GB', '-17', -17],
  ['en-GB', '2,75', 2.75],
  ['en-GB', '12,34,567', 1_234_567],
  ['en-GB', '5k', 5000],
  ['en-GB', '8M', 8_000_000],
  ['en-GB', '3.5 million', 3_500_000],
  ['en-GB', '27 000', 27_000],
  ['en-GB', '27 000', 27_000],
  ['en-GB', '4e3', 4000],
  ['en-GB', 'well, there will be about seven of us', 7],
  ['ru-RU', 'двумстам тридцати пяти', 235],
  ['ru-RU', 'семью тысячами', 7000],
  ['ru-RU', 'три с половиной миллиона', 3_500_000],
  ['ru-RU', 'полтора миллиона', 1_500_000],
  ['ru-RU', 'две трети', 2 / 3],
  ['ru-RU', 'три четверти', 0.75],
  ['be-BY', 'дзве траціны', 2 / 3],
  ['ru-RU', 'девять целых три десятых', 9.3],
  ['ru-RU', 'восемь целых одна сотая', 8.01],
  ['ru-RU', 'сорок два и семь десятых', 42.7],
  ['ru-RU', 'минус шесть', -6],
  ['ru-RU', '3,14', 3.14],
  ['ru-RU', '1.250', 1250],
  ['ru-RU', 'пол дюжины', 6],
  ['ru-RU', 'тридцатипятитысячный', 35_000],
  ['ru-RU', 'семь рублей двадцать копеек', 7.2],
  ['be-BY', 'дзвесце сорак восем тысяч', 248_000],
  ['be-BY', 'чатыры коска сем', 4.7],
  ['be-BY', 'пяць з паловай', 5.5],
  ['be-BY', 'паўтара мільёна', 1_500_000],
  ['be-BY', 'тры чвэрці', 0.75],
  ['be-BY', 'дзевятнаццатая', 19],
  ['be-BY', 'шасцідзесяцітысячны', 60_000],
  ['be-BY', 'мінус сем', -7],
])('in %s the number "%s" is %d', (language, said, value) => {
  const [heard, other] = values('number', language, said)
  expect(heard).toBeCloseTo(value, 6)
  expect(other).toBeUndefined()
})

test.each([
  ['en-GB', 'a 250ml bottle'],
  ['en-GB', 'the one you mean'],
  ['en-GB', 'that one'],
  ['en-GB', 'on the second floor'],
  ['en-GB', 'oh dear'],
  ['ru-RU', 'много'],
  ['be-BY', 'шмат'],
])('in %s no number is heard in "%s"', (language, said) => {
  expect(hear('number', language, said)).toEqual({ readings: [] })
})

test.each<[string, string, unknown]>([
  ['en-GB', 'the ninth', 9],
  ['en-GB', '42nd', 42],
  ['en-GB', 'the three hundred and twelfth', 312],
  ['en-GB', 'the five thousandth', 5000],
  ['en-GB', 'the last', 'end+0'],
  ['en-GB', 'the last but one', 'end-1'],
  ['en-GB', 'the fourth from the end', 'end-3'],
  ['en-GB', 'third to last', 'end-2'],
  ['en-GB', 'the next one please', 'current+1'],
  ['en-GB', 'number five', 5],
  ['en-GB', 'the second one', 2],
  ['ru-RU', 'двадцать восьмую', 28],
  ['ru-RU', '14-й', 14],
  ['ru-RU', 'предпоследний', 'end-1'],
  ['ru-RU', 'пятый с конца', 'end-4'],
  ['ru-RU', 'следующий', 'current+1'],
  ['be-BY', 'трыццаць сёмы', 37],
  ['be-BY', 'апошняя', 'end+0'],
  ['be-BY', '3-і', 3],
  ['be-BY', 'другая з канца', 'end-1'],
])('in %s the place "%s" is %s', (language, said, place) => {
  expect(values('ordinal', language, said)).toEqual([place])
})

test.each([
  ['en-GB', 'just a second'],
  ['en-GB', 'a millionth'],
  ['en-GB', 'two people'],
  ['ru-RU', 'подождите'],
])('in %s no place is heard in "%s"', (language, said) => {
  expect(hear('ordinal', language, said)).toEqual({ readings: [] })
})

test('a place is within its limit, by voice and by key', () => {
  expect(hear('ordinal', 'en-GB', 'the tenth', { max: 9 })).toEqual({
    readings: [],
    why: 'invalid range',
  })
  expect(hear('ordinal', 'en-GB', 'the tenth from the end', { max: 9 })).toEqual({
    readings: [],
    why: 'invalid range',
  })
  expect(understandKeys(asking('ordinal', { max: 9 }), '4', false)).toMatchObject({
    meaning: { kind: 'value', value: { value: 4, text: '4th' } },
  })
  expect(understandKeys(asking('ordinal', { max: 9 }), '0#', false)).toMatchObject({
    meaning: { kind: 'invalid' },
  })
})

test.each<[string, string, number, string?]>([
  ['en-GB', 'eighty quid', 80, 'GBP'],
  ['en-GB', 'six pounds seventy', 6.7, 'GBP'],
  ['en-GB', 'four pounds and five pence', 4.05, 'GBP'],
  ['en-GB', 'nine Swiss francs', 9, 'CHF'],
  ['en-GB', '30 Canadian dollars', 30, 'CAD'],
  ['en-GB', 'US$ 45', 45, 'USD'],
  ['en-GB', 'HK$90', 90, 'HKD'],
  ['en-GB', '£2.3 million', 2_300_000, 'GBP'],
  ['en-GB', 'EUR 12', 12, 'EUR'],
  ['en-GB', '65USD', 65, 'USD'],
  ['en-GB', '40 hryvnias', 40, 'UAH'],
  ['en-GB', 'seven thousand yen', 7000, 'JPY'],
  ['en-GB', '₩5000', 5000, 'KRW'],
  ['en-GB', 'half a million euros', 500_000, 'EUR'],
  ['en-GB', 'five fifty dollars', 5.5, 'USD'],
  ['en-GB', 'about three hundred', 300],
  ['en-US', 'a dollar fifty', 1.5, 'USD'],
  ['en-GB', 'a pound', 1, 'GBP'],
  ['en-US', 'a hundred dollars', 100, 'USD'],
  ['ru-RU', 'рубль двадцать', 1.2, 'RUB'],
  ['ru-RU', 'двадцать один рубль', 21, 'RUB'],
  ['ru-RU', 'рублей двадцать', 20, 'RUB'],
  ['ru-RU', '1 000 руб.', 1000, 'RUB'],
  ['be-BY', 'рубель пяцьдзясят', 1.5, 'BYN'],
  ['ru-RU', '633271 ливанский фунт', 633271, 'LBP'],
  ['ru-RU', '21 новозеландский доллар', 21, 'NZD'],
  ['ru-RU', 'канадский доллар', 1, 'CAD'],
  ['ru-RU', 'белорусский рубль двадцать', 1.2, 'BYN'],
  ['be-BY', '101 аўстралійскі долар', 101, 'AUD'],
  ['en-AU', 'twelve dollars', 12, 'AUD'],
  ['en-AU', 'twelve US dollars', 12, 'USD'],
  ['en-US', '99 cents', 0.99, 'USD'],
  ['ru-RU', 'три тысячи рублей', 3000, 'RUB'],
  ['ru-BY', 'три тысячи рублей', 3000, 'BYN'],
  ['ru-BY', 'двадцать российских рублей', 20, 'RUB'],
  ['ru-RU', 'пятьсот гривен', 500, 'UAH'],
  ['ru-RU', 'сорок долларов США', 40, 'USD'],
  ['ru-RU', 'восемь долларов тридцать центов', 8.3, 'USD'],
  ['ru-RU', 'полторы тысячи евро', 1500, 'EUR'],
  ['ru-RU', 'семьдесят копеек', 0.7, 'RUB'],
  ['ru-RU', 'сто швейцарских франков', 100, 'CHF'],
  ['be-BY', 'дваццаць рублёў пяць капеек', 20.05, 'BYN'],
  ['be-BY', 'трыста польскіх злотых', 300, 'PLN'],
  ['be-BY', 'сорак еўра', 40, 'EUR'],
  ['be-BY', 'сто кітайскіх юаняў', 100, 'CNY'],
])('in %s the sum "%s" is %d %s', (language, said, amount, currency) => {
  expect(values('money', language, said)).toEqual([
    currency === undefined ? amount : { amount, currency },
  ])
})

test.each<[string, string, unknown[]]>([
  ['en-GB', 'six forty', [6.4, 640]],
  ['en-GB', 'eight oh five', [8.05, 805]],
  ['ru-RU', 'семь пятьдесят', [7.5, 750]],
  [
    'en-GB',
    'ten euros or twelve dollars',
    [
      { amount: 10, currency: 'EUR' },
      { amount: 12, currency: 'USD' },
    ],
  ],
])('in %s "%s" is a sum heard two ways', (language, said, readings) => {
  expect(values('money', language, said)).toEqual(readings)
})

test.each<[SlotType, string, string, unknown]>([
  ['number', 'en-GB', 'five, no, six', 6],
  ['number', 'ru-RU', 'двадцать, ой нет, тридцать', 30],
  ['number', 'be-BY', 'сем, дакладней, восем', 8],
  ['ordinal', 'en-GB', 'the third, I mean the fourth', 4],
  ['money', 'en-GB', 'twenty pounds, sorry, thirty', { amount: 30, currency: 'GBP' }],
  ['money', 'en-GB', 'ten dollars, no wait, ten euros', { amount: 10, currency: 'EUR' }],
])('a %s in %s is taken back: "%s"', (type, language, said, value) => {
  expect(values(type, language, said)).toEqual([value])
})

test('a sum of something else, and one below nothing, are no sums', () => {
  expect(hear('money', 'en-GB', 'I called four times')).toEqual({ readings: [] })
  expect(hear('money', 'en-GB', 'minus five pounds')).toEqual({
    readings: [],
    why: 'invalid range',
  })
})

test.each<[string, string, string, boolean?]>([
  ['en-GB', 'oh two oh, seven nine four six, oh one two four', '+442079460124'],
  ['en-GB', '+44 (0)20 7946 0125', '+442079460125'],
  ['en-GB', 'it is 020 7946 0126 extension 31', '+442079460126;ext=31'],
  ['en-US', '202-555-0147x9', '+12025550147;ext=9'],
  ['en-US', '011 44 20 7946 0128', '+442079460128'],
  ['en-GB', '020 7946 0121, sorry, 020 7946 0129', '+442079460129'],
  ['en-GB', 'my account 4410 and my phone is 020 7946 0130', '+442079460130'],
  [
    'ru-RU',
    'восемь девятьсот двенадцать ноль ноль ноль двенадцать тридцать четыре',
    '+79120001234',
  ],
  [
    'be-BY',
    'плюс трыста семдзесят пяць, дваццаць дзевяць, тры пяцёркі, дванаццаць, трыццаць',
    '+375295551230',
  ],
  ['en-US', '44 20 7946 0131', '+442079460131', true],
  ['en-US', '020 7946 01', '020794601', true],
])('in %s the number "%s" is %s', (language, said, value, unsure) => {
  expect(hear('phone', language, said)).toMatchObject({
    readings: [{ value }],
    ...(unsure ? { unsure } : {}),
  })
})

test.each([
  'my card number is 40001234',
  'the 14.03.2026',
  'T12-3456789',
  '12:30:45',
  'minus 5, oh',
  '-20794601',
  '90000.1234567',
])('no telephone number is heard in "%s"', (said) => {
  expect(hear('phone', 'en-GB', said).readings).toEqual([])
})

describe('digits', () => {
  test.each<[string, Partial<SlotSpec>, string, string[]]>([
    ['en-GB', length(4), 'six one, no, six one eight nine', ['6189']],
    ['en-GB', length(5), 'two four six eight one, sorry, I mean nine', ['24689']],
    ['en-GB', {}, 'two four six eight, no wait, two four seven eight', ['2478']],
    ['en-GB', {}, 'one two three, no, four', ['124', '4']],
    ['en-GB', length(6), 'three nines and double oh one', ['999001']],
    ['en-GB', length(8), 'nineteen eighty four twenty thirty', ['19842030']],
    ['ru-RU', length(7), 'две семерки три нуля двенадцать', ['7700012']],
    ['ru-RU', length(4), 'сорок пять, ой, сорок шесть одиннадцать', ['4611']],
    ['be-BY', length(5), 'тры сямёркі адзін два', ['77712']],
  ])('in %s %o "%s" is %o', (language, given, said, readings) => {
    expect(values('digits', language, said, given)).toEqual(readings)
  })

  // the last digit of each row, or the last two, make the check; every other last digit must fail
  // it
  test.each<[Parameters<typeof agrees>[1], string]>([
    ['luhn', '45320151128336'],
    ['iso 7064', '4830175296'],
    ['ean', '590123412345'],
    ['weighted 11', '030640615'],
    ['verhoeff', '8473643'],
    ['damm', '572'],
  ])('%s accepts one last digit of ten', (name, start) => {
    expect([...'0123456789'].filter((digit) => agrees(start + digit, name))).toHaveLength(1)
  })

  test.each<[Parameters<typeof agrees>[1], string]>([
    ['verhoeff', '2363'],
    ['damm', '5724'],
    ['iso 7064 mod 97', '79444'],
    ['iban', 'BY13NBRB3600900000002Z00AB00'],
  ])('%s accepts %s', (name, good) => {
    expect(agrees(good, name)).toBe(true)
    expect(agrees(good.slice(0, -1) + String((Number(good.at(-1)) + 1) % 10), name)).toBe(false)
  })

  test.each(['verhoeff', 'damm'] as const)(
    '%s finds every digit misheard and every pair swapped',
    (name) => {
      fc.assert(
        fc.property(
          fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 3, maxLength: 12 }),
          fc.nat(),
          fc.integer({ min: 1, max: 9 }),
          (start, place, by) => {
            const good = start + [...'0123456789'].find((digit) => agrees(start + digit, name))!
            const at = place % (good.length - 1)
            const misheard =
              good.slice(0, at) + String((Number(good[at]) + by) % 10) + good.slice(at + 1)
            const swapped = good.slice(0, at) + good[at + 1]! + good[at]! + good.slice(at + 2)
            expect(agrees(misheard, name)).toBe(false)
            expect(agrees(swapped, name)).toBe(swapped === good)
          },
        ),
      )
    },
  )
})

const answers: Record<
  string,
  { yes: string[]; no: string[]; hedged: string[]; neither: string[] }
> = {
  en: {
    yes: [
      'aye',
      'sure thing',
      'not a problem',
      "that's not wrong",
      'why not',
      'I do',
      'yes I think so',
      '👍',
    ],
    no: [
      'nope',
      'that is not right',
      'not quite',
      'absolutely not',
      "I don't think so",
      'no, wrong',
      '👎',
    ],
    hedged: ['I think so', 'probably not', 'maybe yes', 'yeah no'],
    neither: [
      'maybe',
      'good morning',
      'right now',
      "I can't hear you",
      'yes and no',
      'I would like a good table',
    ],
  },
  ru: {
    yes: ['ага', 'так и есть', 'не против', 'почему бы и нет', 'есть', 'не неправильно'],
    no: ['неа', 'да нет', 'не очень', 'это не то', 'не совсем правильно', 'пока нет'],
    hedged: ['наверное да', 'да нет наверное', 'вряд ли'],
    neither: ['не знаю', 'наверное', 'не слышу', 'и да и нет'],
  },
  be: {
    yes: ['вядома', 'усё так', 'чаму б і не', 'згодная'],
    no: ['не', 'ды не', 'зусім не', 'не правільна', 'не, няправільна'],
    hedged: ['напэўна так', 'наўрад ці'],
    neither: ['не ведаю', 'мабыць', 'не чую'],
  },
}

test.each(Object.entries(answers))(
  'in %s yes, no, half of one, and neither',
  (language, { yes, no, hedged, neither }) => {
    expect(yes.filter((said) => agreement(said, language)?.yes !== true)).toEqual([])
    expect(no.filter((said) => agreement(said, language)?.yes !== false)).toEqual([])
    expect([...yes, ...no].filter((said) => agreement(said, language)?.hedged)).toEqual([])
    expect(hedged.filter((said) => !agreement(said, language)?.hedged)).toEqual([])
    expect(neither.filter((said) => agreement(said, language))).toEqual([])
    expect(hear('yes-no', language, hedged[0]!)).toMatchObject({ unsure: true })
  },
)

const odd = fc.constantFrom(
  '1',
  '٣',
  'Ⅷ',
  '½',
  '³',
  '$',
  '¢',
  'one ',
  ' and ',
  'hundred ',
  'fifths ',
  ' point ',
  'double ',
  'no ',
  ', ',
  '. ',
  '-',
  '/',
  '+',
  '^',
  '*',
  'e',
  ' x',
  '😀',
  '👍🏽',
  '\u0000',
  '\u202e',
  '\ud800',
  'тысяч ',
  'двухсот',
  'сто',
  ' с ',
  'тысячный ',
  'паў',
  'ў',
  'ʼ',
  '漢',
  'US',
  'M',
  '\u00a0',
)

test('whatever is said, in whatever script and length, is heard without a throw and alike each time', () => {
  fc.assert(
    fc.property(
      fc.array(odd, { maxLength: 60 }),
      fc.constantFrom(...slotTypes),
      fc.constantFrom(...Object.keys(countries)),
      (parts, type, language) => {
        expect(hear(type, language, parts.join(''))).toEqual(hear(type, language, parts.join('')))
      },
    ),
    { numRuns: 400 },
  )
})

test.each([
  '1',
  '1 ',
  'one ',
  'one and ',
  'no ',
  'no one ',
  '1*',
  '1/2 ',
  '1.1^',
  'сто',
  'double ',
  'тысяч ',
  'dollars ',
  'not ',
  '((((',
  '+',
  '1-',
  'a half ',
])('ten thousand characters of "%s" are looked at only in part', (part) => {
  const text = part.repeat(Math.ceil(10_000 / part.length))
  for (const type of ['yes-no', 'digits', 'number', 'ordinal', 'money', 'phone'] as const)
    for (const language of ['en-GB', 'ru-RU', 'be-BY'])
      expect(hear(type, language, text).readings.length).toBeLessThan(500)
})
