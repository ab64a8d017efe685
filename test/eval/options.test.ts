import { describe, expect, it, test } from 'vitest'
import { modelOf } from '../../src/understand/classify/models.ts'
import { itemsOf, readLabelled } from '../../src/eval/labelled.ts'
import { judge, score, type Outcome } from '../../src/eval/option-score.ts'
import { plainCasesOf, scorePlain } from '../../src/eval/plain-cases.ts'
import { judgeMenu, randomMenus } from '../../src/eval/random-menus.ts'

const said = (label: string, best: string, probability: number, inside = true): Outcome => ({
  label,
  text: `${label} ${best}`,
  best,
  probability,
  which: probability,
  accepted: probability >= 0.5,
  sure: probability >= 0.75,
  inside,
})

test('a labelled file is read, and a line without a tab is named', () => {
  expect(readLabelled('a\tone two\r\n\nb\tthree\n')).toEqual([
    { label: 'a', text: 'one two' },
    { label: 'b', text: 'three' },
  ])
  expect(() => readLabelled('a\tone\nb three\n')).toThrow(
    'line 2: expected a label, a tab and an utterance',
  )
})

test('the likeliest option of a small menu is judged', () => {
  const model = modelOf(
    itemsOf(
      readLabelled(
        'bill\tpay my bill\nbill\tthe bill is wrong\ndamage\tit is broken\ndamage\tit does not work',
      ),
    ),
    'en-US',
  )
  expect(judge(model, { label: 'bill', text: 'I want to pay a bill' })).toMatchObject({
    label: 'bill',
    best: 'bill',
  })
})

describe('a score', () => {
  it('tells who was right, accepted, refused and confused', () => {
    const { confusions, ...result } = score([
      said('a', 'a', 0.9),
      said('a', 'a', 0.4),
      said('a', 'b', 0.8),
      said('b', 'b', 0.6),
      said('x', 'a', 0.7, false),
      said('x', 'a', 0.2, false),
    ])
    expect(result).toMatchObject({
      insiders: 4,
      outsiders: 2,
      accuracy: 0.75,
      sure: { right: 0.25, wrong: 0.25, refused: 1 },
      accepted: { right: 0.5, wrong: 0.25, refused: 0.5 },
    })
    expect(confusions).toEqual([{ label: 'a', taken: 'b', count: 1, example: 'a b' }])
  })

  it('finds the probability above which one outsider in ten is taken', () => {
    const outsiders = Array.from({ length: 20 }, (_, n) => said('x', 'a', n / 40, false))
    const { ninety } = score([
      said('a', 'a', 0.44),
      said('a', 'a', 0.46),
      said('a', 'b', 0.9),
      said('b', 'b', 0.8),
      ...outsiders,
    ])
    expect(ninety).toEqual({ from: 17 / 40, right: 0.75, wrong: 0.25, refused: 0.9 })
    expect(score([said('a', 'a', 0.9)]).ninety).toBeUndefined()
  })

  it('is well calibrated when it is right as often as it says', () => {
    const honest = Array.from({ length: 100 }, (_, n) => said('a', n < 80 ? 'a' : 'b', 0.8))
    expect(score(honest).calibration.error).toBeCloseTo(0, 10)
    expect(
      score(honest.map((one) => ({ ...one, probability: 0.95 }))).calibration.error,
    ).toBeCloseTo(0.15, 10)
    expect(score(honest).calibration.bins[8]).toMatchObject({ from: 0.8, count: 100, right: 0.8 })
  })

  it('weighs outsiders as the share of callers that is assumed', () => {
    const said90 = Array.from({ length: 100 }, () => said('a', 'a', 0.9))
    const { calibration } = score([
      ...said90,
      ...Array.from({ length: 300 }, () => said('x', 'a', 0.9, false)),
    ])
    expect(calibration.error).toBeCloseTo(Math.abs(0.9 - (1 - calibration.assumedOutside)), 10)
    expect(calibration.allBelonging).toBeCloseTo(0.1, 10)
  })

  it('of nothing is no error', () => {
    expect(score([])).toMatchObject({
      insiders: 0,
      accuracy: 0,
      accepted: { right: 0, refused: undefined },
      calibration: { error: 0 },
    })
  })
})

describe('random menus', () => {
  const lines = Array.from({ length: 9 }, (_, label) =>
    Array.from({ length: 7 }, (__, n) => `l${label}\tword${label} phrase${n}`).join('\n'),
  ).join('\n')
  const all = readLabelled(lines)

  it('are the same for the same seed, with as many outsiders as insiders', () => {
    const drawn = (seed: number) => [...randomMenus(all, all, { menus: 3, seed })]
    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
    for (const { items, cases } of drawn(7)) {
      expect(items.map(({ phrases }) => phrases.length)).toEqual([5, 5, 5, 5, 5, 5])
      expect(cases.filter(({ inside }) => inside).length).toBe(42)
      const ids = items.map(({ id }) => id)
      for (const { label, inside } of cases) expect(ids.includes(label)).toBe(inside)
    }
  })

  it('are judged by what was drawn', () => {
    const [menu] = randomMenus(all, all, { menus: 1, seed: 1 })
    expect(score(judgeMenu(menu!, 'en-US')).accuracy).toBeGreaterThan(0.9)
  })

  it('need enough labels', () => {
    expect(() => [...randomMenus(all.slice(0, 21), all, { menus: 1, seed: 1 })]).toThrow(
      'there are 3',
    )
  })
})

test('slot cases in the plain form', () => {
  const cases = plainCasesOf([
    { said: 'a b 1 2', value: 'AB12' },
    { said: 'hello', value: null },
    { said: 'a b c', value: 'ABD' },
  ])!
  expect(scorePlain('code', cases, 'en-GB', 0)).toEqual({
    right: 2,
    total: 3,
    wrong: [{ input: 'a b c', expected: 'ABD', got: 'ABC' }],
  })
  expect(plainCasesOf([{ Input: 'x', Results: [] }])).toBeUndefined()
})
