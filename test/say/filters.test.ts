import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyFilter, filterNames, type Filterable } from '../../src/say/filters.ts'

const instant = Date.UTC(2026, 2, 3, 12, 30)

test.each<[string, string[], Filterable, string, string | number]>([
  ['plus', ['1'], { value: 2 }, 'en-GB', 3],
  ['plus', ['1'], { value: '2' }, 'en-GB', 3],
  ['minus', ['0.1'], { value: 0.3 }, 'en-GB', 0.2],
  ['add', ['3 days'], { value: '2026-02-27', type: 'date' }, 'en-GB', '2026-03-02'],
  ['minus', ['30 minutes'], { value: '00:15', type: 'time' }, 'en-GB', '23:45'],
  ['add', ['1 month'], { value: '2026-01-31', type: 'date' }, 'en-GB', '2026-02-28'],
  ['plural', ['day', 'days'], { value: 1 }, 'en-GB', 'day'],
  ['plural', ['day', 'days'], { value: 0 }, 'en-GB', 'days'],
  ['plural', ['день', 'дня', 'дней'], { value: 21 }, 'ru-RU', 'день'],
  ['plural', ['день', 'дня', 'дней'], { value: 3 }, 'ru-RU', 'дня'],
  ['plural', ['день', 'дня', 'дней'], { value: 11 }, 'ru-RU', 'дней'],
  ['plural', ['дзень', 'дні', 'дзён'], { value: 5 }, 'be-BY', 'дзён'],
  [
    'spoken',
    [],
    { value: '2026-03-03', type: 'date' },
    'en-GB',
    'Tuesday, the third of March 2026',
  ],
  ['spoken', [], { value: '2026-03-03', type: 'date' }, 'ru-RU', 'вторник, 3 марта 2026 года'],
  ['spoken', [], { value: '2026-03-03', type: 'date' }, 'be-BY', 'аўторак, 3 сакавіка 2026 года'],
  ['spoken', [], { value: '15:30', type: 'time' }, 'en-GB', '3:30 p.m.'],
  ['spoken', [], { value: '15:30', type: 'time' }, 'ru-RU', '15:30'],
  [
    'spoken',
    [],
    { value: instant, type: 'instant' },
    'en-GB',
    'Tuesday, the third of March 2026 at 3:30 p.m.',
  ],
  ['time', [], { value: instant, type: 'instant' }, 'ru-RU', '15:30'],
  ['date', [], { value: instant, type: 'instant' }, 'en-GB', '3 March 2026'],
  ['spoken', [], { value: 300_000, type: 'duration' }, 'en-GB', '5 minutes'],
  ['spoken', [], { value: 'PT1H30M', type: 'duration' }, 'ru-RU', '1 час 30 минут'],
  ['spoken', [], { value: 'P1Y6M', type: 'duration' }, 'en-GB', '1 year 6 months'],
  ['spoken', [], { value: 'P2W', type: 'duration' }, 'be-BY', '2 тыдні'],
  ['spoken', [], { value: 'PT1.5S', type: 'duration' }, 'en-GB', '1 second'],
  ['plus', ['45 minutes'], { value: 'PT1H30M', type: 'duration' }, 'en-GB', 'PT2H15M'],
  ['minus', ['1 day'], { value: 'P2W', type: 'duration' }, 'en-GB', 'P13D'],
  ['minus', ['1 day'], { value: 'PT1H', type: 'duration' }, 'en-GB', 'PT1H'],
  [
    'spoken',
    [],
    { value: { amount: 12.5, currency: 'USD' }, type: 'money' },
    'en-US',
    '12 dollars and 50 cents',
  ],
  [
    'spoken',
    [],
    { value: { amount: 12.5, currency: 'BYN' }, type: 'money' },
    'be-BY',
    '12 рублёў 50 капеек',
  ],
  ['money', ['GBP'], { value: 2 }, 'en-GB', '2 pounds'],
  ['spoken', [], { value: 2.5, type: 'number' }, 'ru-RU', '2,5'],
  ['spoken', [], { value: true, type: 'yes-no' }, 'ru-RU', 'да'],
  ['spoken', [], { value: 'the usual place', type: 'text' }, 'en-GB', 'the usual place'],
  ['digits', [], { value: '471120', type: 'digits' }, 'en-GB', '4 7 1, 1 2 0'],
  ['digits', [], { value: '+442079460123', type: 'phone' }, 'en-GB', '4 4 2, 0 7 9, 4 6 0, 1 2 3'],
  ['letters', [], { value: 'ab1' }, 'en-GB', 'A, B, 1'],
  ['capitalize', [], { value: 'eye doctor' }, 'en-GB', 'Eye doctor'],
  ['capitalize', [], { value: 'eye', text: 'окулист', type: 'choice' }, 'ru-RU', 'Окулист'],
  ['spoken', [], { value: 'eye', text: 'окулист', type: 'choice' }, 'ru-RU', 'окулист'],
  ['capitalize', [], { value: 'ўрач' }, 'be-BY', 'Ўрач'],
  ['downcase', [], { value: 'ПРЫВІТАННЕ' }, 'be-BY', 'прывітанне'],
  ['date', [], { value: 'soon', text: 'soon' }, 'en-GB', 'soon'],
  ['date', [], { value: '2026-02-31' }, 'en-GB', '2026-02-31'],
  ['plus', ['one'], { value: 2 }, 'en-GB', '2'],
  ['unheard of', [], { value: 'x' }, 'en-GB', 'x'],
])('%s%o of %o in %s is %o', (name, args, subject, language, result) => {
  expect(applyFilter({ name, args }, subject, { language, zone: 'Europe/Minsk' })).toBe(result)
})

test('with the present known, a spoken date leaves out its own year', () => {
  expect(
    applyFilter(
      { name: 'spoken', args: [] },
      { value: '2026-03-03' },
      { language: 'en-GB', zone: 'UTC', now: instant },
    ),
  ).toBe('Tuesday, the third of March')
  expect(
    applyFilter(
      { name: 'spoken', args: [] },
      { value: '1984-03-03' },
      { language: 'ru-RU', zone: 'UTC', now: instant },
    ),
  ).toBe('суббота, 3 марта 1984 года')
})

test('no value makes a filter throw', () => {
  const value = fc.oneof(
    fc.anything(),
    fc.constantFrom(NaN, Infinity, -1e300, '9999-99-99', '24:99', '', {
      amount: NaN,
      currency: '',
    }),
  )
  const subject = fc.record({
    value,
    type: fc.option(
      fc.constantFrom('date', 'time', 'instant', 'duration', 'money', 'number', 'digits', 'phone'),
      { nil: undefined },
    ),
    text: fc.option(fc.string(), { nil: undefined }),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...filterNames),
      fc.array(fc.string()),
      subject,
      fc.constantFrom('en-US', 'ru', 'be-BY', 'xx', ''),
      fc.constantFrom('Europe/Minsk', 'nowhere'),
      (name, args, given, language, zone) => {
        expect(['string', 'number']).toContain(
          typeof applyFilter({ name, args }, given, { language, zone }),
        )
      },
    ),
  )
})
