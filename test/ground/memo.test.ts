// What is made once, for how long, and what goes first when there is too much.
import { expect, it } from 'vitest'
import { memo } from '../../src/ground/memo.ts'

it('makes each value once, and one that is undefined too', () => {
  const asked: string[] = []
  const first = memo((text: string) => {
    asked.push(text)
    return text[0]
  })
  expect([first('one'), first('one'), first(''), first('')]).toEqual([
    'o',
    'o',
    undefined,
    undefined,
  ])
  expect(asked).toEqual(['one', ''])
})

it('takes those with the same key for the same', () => {
  let made = 0
  const once = memo(({ code }: { code: string }) => `${code}${++made}`, { key: ({ code }) => code })
  expect([once({ code: 'a' }), once({ code: 'b' }), once({ code: 'a' })]).toEqual([
    'a1',
    'b2',
    'a1',
  ])
})

it('hangs on the object itself', () => {
  let made = 0
  const once = memo((_: object) => ++made)
  const [one, other] = [{}, {}]
  expect([once(one), once(other), once(one)]).toEqual([1, 2, 1])
})

it('lets go what was asked for longest ago, but never what was just made', () => {
  const made: number[] = []
  const once = memo(
    (size: number) => {
      made.push(size)
      return 'x'.repeat(size)
    },
    { most: 10, sizeOf: ({ length }) => length },
  )
  for (const size of [4, 5, 4, 3, 4, 5, 20, 20, 4]) once(size)
  expect(made).toEqual([4, 5, 3, 5, 20, 4])
})
