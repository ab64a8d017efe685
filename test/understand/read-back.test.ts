// What the engine says of a value, heard again, is that value: each type that counts, in each
// language.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import { applyFilter } from '../../src/say/filters.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, length, spec } from './scene.ts'
import { readBack } from '../../src/say/read-back.ts'

const tongues = [
  { language: 'en-GB', country: 'GB' },
  { language: 'en-US', country: 'US' },
  { language: 'ru-RU', country: 'RU' },
  { language: 'be-BY', country: 'BY' },
]

const digitsOf = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max })
const phones = fc
  .tuple(
    fc.constantFrom('+4420794601', '+1202555014', '+1500555000', '+37529123456', '+7912345678'),
    fc.nat(9),
    fc.option(digitsOf(1, 4), { nil: undefined }),
  )
  .map(
    ([start, end, inner]) =>
      (start === '+4420794601' ? `${start}2${end}` : `${start}${end}`) +
      (inner === undefined ? '' : `;ext=${inner}`),
  )
const places = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.constantFrom('end+0', 'end-1', 'current+1', 'current-1', 'current+0'),
  fc.integer({ min: 2, max: 40 }).map((back) => `end-${back}`),
)
const sums = fc.record({
  amount: fc.integer({ min: 1, max: 99_999_999 }).map((cents) => cents / 100),
  currency: fc.constantFrom(
    ...Intl.supportedValuesOf('currency').filter((code) => !/^X|^(?:SLL|ZWL)$/.test(code)),
  ),
})

const kinds: [SlotType, Partial<SlotSpec>, fc.Arbitrary<unknown>][] = [
  ['yes-no', {}, fc.boolean()],
  ['digits', length(1, 20), digitsOf(1, 20)],
  ['digits', {}, digitsOf(1, 20)],
  ['number', {}, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })],
  [
    'number',
    {},
    fc
      .integer({ min: -1_000_000_000, max: 1_000_000_000 })
      .map((thousandths) => thousandths / 1000),
  ],
  [
    'number',
    {},
    fc
      .tuple(
        fc.constantFrom(1, -1),
        fc.nat(500),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 19 }),
      )
      .map(([sign, whole, under, above]) =>
        Number((sign * (whole + (above % under || 1) / under)).toPrecision(15)),
      ),
  ],
  ['ordinal', {}, places],
  ['money', {}, sums],
  ['money', {}, fc.integer({ min: 0, max: 99_999_999 }).map((cents) => cents / 100)],
  ['phone', {}, phones],
]

const each = kinds.flatMap(([type, given, values]) =>
  tongues.map((tongue) => [type, tongue.language, given, values, tongue] as const),
)

test.each(each)(
  'a %s read back in %s and heard again is the same',
  (type, _language, given, values, tongue) => {
    fc.assert(
      fc.property(values, (value) => {
        const said = readBack(value, spec(type, given), tongue.language)
        expect(
          understandSpeech(asking(type, given, tongue), [{ text: said, confidence: 0.9 }]),
          said,
        ).toMatchObject({ kind: 'value', value: { value } })
      }),
      { numRuns: 100 },
    )
  },
)

test.each(each)(
  'a %s spoken by a prompt in %s and heard again is the same',
  (type, _language, given, values, tongue) => {
    fc.assert(
      fc.property(values, (value) => {
        const filters = [
          'spoken',
          ...(type === 'digits' ? ['digits'] : []),
          ...(type === 'money' ? ['money'] : []),
        ]
        for (const filter of filters) {
          const said = String(
            applyFilter(
              { name: filter, args: [] },
              { value, type },
              { language: tongue.language, zone: 'UTC' },
            ),
          )
          expect(
            understandSpeech(asking(type, given, tongue), [{ text: said, confidence: 0.9 }]),
            said,
          ).toMatchObject({ kind: 'value', value: { value } })
        }
      }),
      { numRuns: 50 },
    )
  },
)
