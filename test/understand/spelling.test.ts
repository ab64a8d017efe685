// Codes, e-mail addresses and names, said and spelled.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import type { Hearing } from '../../src/understand/hearing.ts'
import { languageOf } from '../../src/languages/language.ts'
import { understandKeys } from '../../src/understand/keys.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, length, spec } from './scene.ts'
import { readBack, spellOut } from '../../src/say/read-back.ts'

const en = { language: 'en-GB', country: 'GB' }
const ru = { language: 'ru-RU', country: 'BY' }
const be = { language: 'be-BY', country: 'BY' }
const plate = { pattern: '[A-Z]{2}-\\d{4}' }

type Case = [
  around: Partial<Hearing>,
  type: SlotType,
  given: Partial<SlotSpec>,
  said: string,
  value: string,
]

const sure: Case[] = [
  [en, 'code', {}, 'a b 1 2 3', 'AB123'],
  [en, 'code', {}, 'my booking code is delta tango four two niner', 'DT429'],
  [en, 'code', length(7), 'b as in boy, m for mother, double seven 4 2 q', 'BM7742Q'],
  [en, 'code', {}, 'ab42k7', 'AB42K7'],
  [en, 'code', {}, 'double a seven', 'AA7'],
  [en, 'code', {}, 'x-ray twelve triple five', 'X12555'],
  [en, 'code', {}, 'it is x k slash 7', 'XK7'],
  [en, 'code', {}, 'a 1 o 2', 'A102'],
  [en, 'code', plate, 'alpha bravo dash one two three four', 'AB-1234'],
  [en, 'code', plate, 'A B twelve thirty four', 'AB-1234'],
  [en, 'code', { pattern: '[A-Z]{3}\\d{3}' }, 'k o l oh one five', 'KOL015'],
  [en, 'code', { pattern: 'TRAIN\\d{2}' }, 'train 22', 'TRAIN22'],
  [en, 'code', length(5), 'a b one two three, sorry, a b one two four', 'AB124'],
  [ru, 'code', {}, 'А Б двенадцать три', 'АБ123'],
  [ru, 'code', {}, 'Д как Дмитрий, Б Борис, дефис, двенадцать', 'ДБ12'],
  [
    ru,
    'code',
    { pattern: '[А-Я]\\d{3}[А-Я]{2}' },
    'Дмитрий сто двадцать три Ольга Роман',
    'Д123ОР',
  ],
  [
    ru,
    'code',
    { pattern: '[A-Z]{2}\\d{7}' },
    'эм пэ один два три четыре пять шесть семь',
    'MP1234567',
  ],
  [ru, 'code', {}, 'икс игрек семь', 'XY7'],
  [be, 'code', {}, 'дэ як Дзмітрый, Барыс, сем восем', 'ДБ78'],
  [be, 'code', {}, 'у кароткае пяць пяць', 'Ў55'],
  [en, 'email', {}, 'my email is john dot smith at gmail dot com', 'john.smith@gmail.com'],
  [en, 'email', {}, 'j o h n underscore 22 at example dot org please', 'john_22@example.org'],
  [en, 'email', {}, "it's anna at outlook", 'anna@outlook.com'],
  [
    en,
    'email',
    {},
    'you can reach me at anna dot k at example dot co dot uk',
    'anna.k@example.co.uk',
  ],
  [en, 'email', {}, 'John.Smith@Example.com.', 'john.smith@example.com'],
  [en, 'email', {}, 's for sierra m i t h at example dot net', 'smith@example.net'],
  [en, 'email', {}, 'info at parcels for you dot com', 'info@parcelsforyou.com'],
  [en, 'name', {}, 'Smyth, S M Y T H', 'Smyth'],
  [en, 'name', {}, 'S-M-Y-T-H', 'Smyth'],
  [en, 'name', {}, 'S.M.Y.T.H.', 'Smyth'],
  [en, 'name', {}, 'd for delta a v for victor i d', 'David'],
  [en, 'name', {}, 'sierra mike india tango hotel', 'Smith'],
  [en, 'name', {}, 'Mike Romeo', 'Mike Romeo'],
  [en, 'name', {}, 'O apostrophe B R I E N', "O'Brien"],
  [en, 'name', {}, 'S C O double T', 'Scott'],
  [en, 'name', {}, 'E, R, M', 'Erm'],
  [en, 'name', {}, 'um, my name is A H M, please', 'Ahm'],
  [en, 'name', {}, 'my name is S M I T H', 'Smith'],
  [en, 'name', {}, 'first name A N N A last name S M I T H', 'Anna Smith'],
  [en, 'name', {}, "my name is jean-luc o'neil", "Jean-Luc O'Neil"],
  [ru, 'name', {}, 'Петрова, п е т р о в а', 'Петрова'],
  [ru, 'name', {}, 'Дмитрий, Антон, Шура, Анна', 'Даша'],
  [ru, 'name', {}, 'меня зовут Анна', 'Анна'],
  [ru, 'name', {}, 'Т, И, П, А', 'Типа'],
  [ru, 'name', {}, 'моя фамилия Э, М, М', 'Эмм'],
  [be, 'name', {}, 'В, О, С, Ь', 'Вось'],
  [be, 'name', {}, 'Б Ы К О Ў', 'Быкоў'],
]

test.each(sure)('%o hears %s %o: "%s" is %s', (around, type, given, said, value) => {
  const heard = understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }])
  // an O may be a zero: heard both ways
  expect(heard).toMatchObject({
    kind: 'value',
    sure: said !== 'a 1 o 2',
    value: { value, from: 'speech' },
  })
})

const unsure: Case[] = [
  [en, 'code', {}, 'a o 2', 'AO2'],
  [ru, 'code', { pattern: '[A-Z]\\d{3}' }, 'вэ один два три', 'V123'],
  [ru, 'email', {}, 'иван точка петров собака яндекс точка ру', 'ivan.petrov@yandex.ru'],
  [be, 'email', {}, 'алесь кропка к сабака мэйл кропка ру', 'ales.k@mail.ru'],
]

test.each(unsure)('%o %s %o: "%s" is %s at best', (around, type, given, said, value) => {
  expect(
    understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }]),
  ).toMatchObject({ kind: 'value', sure: false, value: { value } })
})

test.each<[SlotType, Partial<SlotSpec>, string, string | undefined]>([
  ['code', length(6), 'a b 2', 'invalid length'],
  ['code', plate, 'one two three', 'invalid'],
  ['code', {}, 'I do not have it here', undefined],
  ['code', {}, 'are you there', undefined],
  ['email', {}, 'at home', 'invalid'],
  ['email', {}, 'someone nice', undefined],
  ['email', {}, 'anna at dot com', 'invalid'],
])('a %s %o is not heard in "%s"', (type, given, said, why) => {
  expect(understandSpeech(asking(type, given), [{ text: said, confidence: 0.9 }])).toEqual(
    why ? { kind: 'invalid', why } : { kind: 'no match' },
  )
})

test.each([
  ['\\d{6}', '123456', '123456'],
  ['\\d{3}-\\d{3}', '123456', '123-456'],
  ['[A-Z]?\\d{4}', '1234', '1234'],
])('a code of pattern %s can be keyed: %s', (pattern, keys, value) => {
  expect(understandKeys(asking('code', { pattern }), `${keys}#`, false)).toMatchObject({
    meaning: { kind: 'value', sure: true, value: { value, from: 'keys' } },
  })
})

test.each<[SlotType, Partial<SlotSpec>]>([
  ['code', plate],
  ['email', {}],
])('a %s %o has no keypad', (type, given) => {
  expect(understandKeys(asking(type, given), '1234#', false)).toMatchObject({
    meaning: { kind: 'no match' },
  })
})

const letters = (script: string, min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...script), minLength: min, maxLength: max })
const latin = 'ABCDEFGHIJKLMNPQRSTUVWXYZ'
const cyrillic = 'АБВГДЕЖЗИКЛМНПРСТУФХЦЧШЭЮЯ'
// a part called "dot" or "ten" is a sign or a number when it is said
const part = letters('abcdefghijklmnpqrstuvwxyz', 2, 9).filter(
  (word) =>
    !/^(?:at|dot|dash|plus|minus|slash|point|me|is|it|my)$/.test(word) &&
    !languageOf('en').numbers.has(word),
)
const address = fc
  .tuple(
    part,
    fc.constantFrom('.', '_', ''),
    part,
    fc.nat(99),
    fc.constantFrom('gmail.com', 'example.org', 'mail.ru', 'tut.by'),
  )
  .map(([one, sign, two, number, domain]) => `${one}${sign}${two}${number}@${domain}`)
const proper = (script: string) =>
  fc
    .tuple(letters(script, 1, 1), letters(script.toLowerCase(), 2, 9))
    .map((parts) => parts.join(''))

describe.each<[string, SlotType, Partial<SlotSpec>, Partial<Hearing>, fc.Arbitrary<string>]>([
  [
    'Latin',
    'code',
    { pattern: '[A-Z]{2,4}\\d{1,6}' },
    en,
    fc.tuple(letters(latin, 2, 4), letters('0123456789', 1, 6)).map((parts) => parts.join('')),
  ],
  [
    'Latin',
    'code',
    { pattern: '[A-Z]{2,4}-\\d{1,6}' },
    be,
    fc.tuple(letters(latin, 2, 4), letters('0123456789', 1, 6)).map((parts) => parts.join('-')),
  ],
  [
    'Cyrillic',
    'code',
    length(5),
    ru,
    fc.tuple(letters(cyrillic, 3, 3), letters('0123456789', 2, 2)).map((parts) => parts.join('')),
  ],
  [
    'Cyrillic',
    'code',
    length(5),
    be,
    fc
      .tuple(letters(cyrillic.replace('И', 'І'), 3, 3), letters('0123456789', 2, 2))
      .map((parts) => parts.join('')),
  ],
  ['any', 'email', {}, en, address],
  ['any', 'email', {}, ru, address],
  ['any', 'email', {}, be, address],
  ['Latin', 'name', {}, en, proper(latin)],
  ['Cyrillic', 'name', {}, ru, proper(cyrillic)],
  ['Cyrillic', 'name', {}, be, proper(cyrillic.replace('И', 'І'))],
])('a %s %s %o', (_script, type, given, around, values) => {
  const heardAgain = (value: string, said: string): void => {
    expect(
      understandSpeech(asking(type, given, around), [{ text: said, confidence: 0.9 }]),
      said,
    ).toMatchObject({ kind: 'value', value: { value } })
  }

  // "Are" and "Seven" are names only where they are spelled
  const { small, numbers, nameLeads } = languageOf(around.language!)
  const said = values.filter(
    (value) =>
      ![small, numbers, new Set(nameLeads.flat())].some((words) => words.has(value.toLowerCase())),
  )

  test('read back and heard again is the same', () => {
    fc.assert(
      fc.property(said, (value) =>
        heardAgain(value, readBack(value, spec(type, given), around.language!)),
      ),
      { numRuns: 200 },
    )
  })

  test('spelled and heard again is the same', () => {
    fc.assert(
      fc.property(values, (value) =>
        heardAgain(value, spellOut(value, spec(type, given), around.language!)!),
      ),
      { numRuns: 200 },
    )
  })
})
