// Shrinking: what is left still fails, is no longer than before, and cannot lose another act.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chanceFrom } from '../../src/stress/chance.ts'
import type { Act, Plan } from '../../src/stress/stress-call.ts'
import { shrink } from '../../src/stress/shrink.ts'

const world = {
  callId: 'x',
  at: 0,
  values: {},
  switches: { storm: 'on' },
  desks: { desk: 'busy' as const },
  lookups: { thing: ['failed' as const, 'not found' as const] },
}
const act = fc.oneof(
  fc.record({ type: fc.constant('keys' as const), keys: fc.stringMatching(/^[0-9]{1,4}$/) }),
  fc.record({
    type: fc.constant('caller' as const),
    text: fc.constantFrom('one two three', 'no', 'the desk please'),
  }),
  fc.constant({ type: 'silence' as const }),
)

/** Fails when these keys are pressed somewhere, in this order. */
const needs =
  (wanted: string[]) =>
  ({ acts }: Plan): boolean => {
    let at = 0
    for (const one of acts) if (one.type === 'keys' && one.keys === wanted[at]) at++
    return at === wanted.length
  }

it('leaves what is needed and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 30 }),
      fc.array(fc.stringMatching(/^[0-9]$/), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      (noise, wanted, seed) => {
        const chance = chanceFrom(seed)
        const acts: Act[] = [...noise]
        let at = 0
        for (const keys of wanted) {
          at += chance.below(acts.length - at + 1)
          acts.splice(at++, 0, { type: 'keys', keys })
        }
        const fails = needs(wanted)
        const shortest = shrink({ world, acts, leaves: 'ringing' }, (plan) =>
          fails(plan) ? plan : undefined,
        )
        expect(shortest.acts).toEqual(wanted.map((keys) => ({ type: 'keys', keys })))
        expect(shortest).toMatchObject({
          leaves: undefined,
          world: { switches: {}, desks: {}, lookups: {} },
        })
      },
    ),
  )
})

it('keeps a call that fails in another way when it is shorter', () => {
  const plan: Plan = { world, acts: [{ type: 'silence' }, { type: 'silence' }] }
  expect(shrink(plan, (tried) => (tried.acts.length === 2 ? tried : undefined)).acts).toHaveLength(
    2,
  )
})

it('gives evenly spread numbers that the seed alone decides', () => {
  const counts = new Array<number>(10).fill(0)
  for (let seed = 0; seed < 10_000; seed++) counts[chanceFrom(seed).below(10)]!++
  expect(Math.min(...counts)).toBeGreaterThan(850)
  expect(Math.max(...counts)).toBeLessThan(1150)
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
      const [one, two] = [chanceFrom(seed), chanceFrom(seed)]
      for (let times = 0; times < 20; times++) {
        const value = one.below(count)
        expect(value).toBe(two.below(count))
        expect(Number.isInteger(value) && value >= 0 && value < count).toBe(true)
      }
    }),
  )
})
