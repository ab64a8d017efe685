// Fitting the calibration: the regression finds the weights that made its data, and sets drawn from
// labelled utterances give weights that tell insiders.
import { expect, it } from 'vitest'
import { regress } from '../scripts/fit/regression.ts'
import { casesOf } from '../scripts/fit/sets.ts'
import { fitWeights } from '../scripts/fit/weights.ts'
import type { Labelled } from '../src/eval/labelled.ts'
import { randomFrom } from '../src/ground/random.ts'

it('finds the weights that made the data', () => {
  const chance = randomFrom(1)
  const observations = Array.from({ length: 20_000 }, () => {
    const terms = [chance() * 4 - 2, chance() * 10]
    const known = chance()
    return {
      terms,
      known,
      happened: chance() < 1 / (1 + Math.exp(-(1.5 * terms[0]! - 0.4 * terms[1]! + known + 2))),
      weight: 1,
    }
  })
  const { weights, constant } = regress(observations, 1e-6)
  expect(weights[0]).toBeCloseTo(1.5, 0.8)
  expect(weights[1]).toBeCloseTo(-0.4, 1.3)
  expect(constant).toBeCloseTo(2, 0.8)
  expect(Math.abs(regress(observations, 1e6).weights[0]!)).toBeLessThan(0.1)
})

it('counts a case by its weight', () => {
  const one = (happened: boolean, weight: number) => ({ terms: [], known: 0, happened, weight })
  expect(regress([one(true, 3), one(false, 1)], 1).constant).toBeCloseTo(Math.log(3), 6)
})

const themes = [
  'parcel late',
  'bill wrong',
  'garden tools',
  'doctor visit',
  'train ticket',
  'library card',
  'water pipe',
  'school lunch',
]
const frames = [
  'the X came broken',
  'pay for a X',
  'I lost the X yesterday',
  'the rules about X',
  'book another X',
  'how much does a X cost',
  'cancel the X order',
  'no X arrived',
  'change the X date',
  'a new number for my X',
]
const labelled = themes.flatMap((label): Labelled[] =>
  frames.map((frame) => ({ label, text: frame.replace('X', label) })),
)

it('draws as many outsiders as insiders, and weighs what speaks for an item', () => {
  const cases = [
    ...casesOf(labelled, 'en-US', randomFrom(2), [
      { items: 3, phrases: 3, sets: 8 },
      { items: 4, phrases: 4, sets: 8 },
    ]),
  ]
  const inside = cases.filter((one) => one.inside)
  expect(inside.length).toBeGreaterThan(100)
  expect(Math.abs(cases.length - 2 * inside.length)).toBeLessThan(cases.length / 10)
  expect(inside.filter(({ right }) => right).length / inside.length).toBeGreaterThan(0.9)
  expect(cases.some((one) => !one.inside && one.right)).toBe(false)
  const weights = fitWeights(cases)
  for (const weight of Object.values(weights)) expect(Number.isFinite(weight)).toBe(true)
  const sum = ({ grounds }: (typeof cases)[number]) =>
    Object.entries(weights).reduce(
      (all, [name, weight]) =>
        all +
        weight *
          (name === 'constant'
            ? 1
            : name.split('*').reduce((product, ground) => product * grounds[ground]!, 1)),
      0,
    )
  const mean = (some: typeof cases) => some.reduce((all, one) => all + sum(one), 0) / some.length
  expect(mean(inside)).toBeGreaterThan(mean(cases.filter((one) => !one.inside)) + 2)
})
