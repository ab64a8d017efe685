import { expect, test } from 'vitest'
import { phraseIds, phrases, type PhraseId } from '../../src/languages/phrases.ts'
import { formOf, languageOf, phrase } from '../../src/languages/language.ts'
import { wordSet } from '../../src/languages/normalise.ts'

const tags = ['en-GB', 'en-US', 'ru-RU', 'be-BY']
const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
const each = tags.flatMap((tag) => phraseIds.map((id): [string, PhraseId] => [tag, id]))

test.each(each)('%s says "%s" with the placeholders it takes', (tag, id) => {
  expect(placeholders(languageOf(tag).phrases[id])).toEqual(placeholders(phrases[id]))
})

test.each(tags)('%s never says the same twice and never blames', (tag) => {
  const said = Object.values(languageOf(tag).phrases)
  expect(new Set(said).size).toBe(said.length)
  for (const text of said)
    expect(text).not.toMatch(/invalid|wrong|fail|error|неверн|неправильн|ошиб|няправільн|памылк/i)
})

test.each(tags)('%s puts the function before the key', (tag) => {
  const line = languageOf(tag).phrases['option key']
  expect(line.indexOf('{label}')).toBeLessThan(line.indexOf('{key}'))
})

test('a language is found by its tag, and English stands in for others', () => {
  expect(tags.map((tag) => languageOf(tag).code)).toEqual(['en', 'en', 'ru', 'be'])
  expect(languageOf('BE').code).toBe('be')
  expect(languageOf('fi-FI').code).toBe('en')
  expect(languageOf('').code).toBe('en')
})

test('a phrase is filled in', () => {
  expect(phrase('option key', 'en-GB', { label: 'sales', key: 1 })).toBe('For sales, press 1.')
  expect(phrase('option key', 'ru-RU', { label: 'купить', key: 1 })).toBe('купить — нажмите 1.')
  expect(phrase('hash', 'en-US')).toBe('pound')
})

test.each(tags)('in %s one word has one number, ordinal and month', (tag) => {
  const {
    numbers,
    ordinals,
    calendar: { months, weekdays },
    yes,
    no,
  } = languageOf(tag)
  expect(new Set(numbers.values())).toContain(0)
  for (let value = 1; value <= 20; value++) expect([...numbers.values()]).toContain(value)
  for (let day = 1; day <= 20; day++) expect([...ordinals.values()]).toContain(day)
  expect(new Set(months.values()).size).toBe(12)
  expect(new Set(weekdays.values()).size).toBe(7)
  const refusals = new Set(no.map((words) => words.join(' ')))
  expect(yes.map((words) => words.join(' ')).filter((words) => refusals.has(words))).toEqual([])
})

test.each([
  [1, 'минута'],
  [2, 'минуты'],
  [5, 'минут'],
  [11, 'минут'],
  [21, 'минута'],
  [1.5, 'минуты'],
])('%d takes the form %s', (count, form) => {
  expect(formOf(count, languageOf('ru').calendar.forms.minute, 'ru-RU')).toBe(form)
})

test('a list of words is read to its end, however long', () => {
  expect(wordSet(Array.from({ length: 400 }, (_, i) => `word${i}`).join(' ')).size).toBe(400)
  expect(
    tags
      .map((tag) => languageOf(tag).small)
      .every((small, i) => small.has(['madam', 'madam', 'хорошо', 'добра'][i]!)),
  ).toBe(true)
})
