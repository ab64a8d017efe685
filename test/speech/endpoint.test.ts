// When an answer has begun and is complete: short ones soon, long ones patiently, coughs not at
// all, and no word lost.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginListening,
  dueAt,
  hear,
  isSpeaking,
  pass,
  type Act,
} from '../../src/speech/endpoint.ts'
import type { Recognised, Wanted } from '../../src/speech/recogniser.ts'

const interim = (text: string): Recognised => ({
  type: 'words',
  final: false,
  alternatives: [{ text }],
})
const final = (text: string, confidence = 0.9, ...others: string[]): Recognised => ({
  type: 'words',
  final: true,
  alternatives: [{ text, confidence }, ...others.map((other) => ({ text: other }))],
})

/** What is told at which time, in ms; gives what was to be done, and when. */
function listen(
  expects: Wanted['expects'],
  told: [number, Recognised][],
  whole?: (words: string) => boolean,
  until = 20_000,
): [number, Act][] {
  const listening = beginListening(expects, whole && (([best]) => whole(best?.text ?? '')))
  const done: [number, Act][] = []
  const left = [...told]
  for (let at = 0; at <= until; at += 10) {
    for (let next = left[0]; next && next[0] <= at; next = left[0]) {
      left.shift()
      done.push(...hear(listening, next[1], at).map((act): [number, Act] => [at, act]))
    }
    done.push(...pass(listening, at).map((act): [number, Act] => [at, act]))
  }
  return done
}

describe('the end of an answer', () => {
  it.each([
    ['choice', 600],
    ['digits', 1800],
    ['words', 2100],
  ] as const)('after final words comes for %s at %i ms', (expects, at) => {
    expect(
      listen(expects, [
        [100, { type: 'speech started' }],
        [300, final('billing')],
      ]).at(-1),
    ).toEqual([at, { type: 'answer', alternatives: [{ text: 'billing', confidence: 0.9 }] }])
  })

  it('waits for a number said with pauses, and joins what was said', () => {
    const acts = listen('digits', [
      [0, final('one two three')],
      [1200, interim('four')],
      [1500, final('four five', 0.7, 'for five')],
    ])
    expect(acts).toEqual([
      [0, { type: 'interrupt' }],
      [
        3000,
        {
          type: 'answer',
          alternatives: [
            { text: 'one two three four five', confidence: 0.7 },
            { text: 'one two three for five', confidence: 0.9 },
          ],
        },
      ],
    ])
  })

  it('comes at once with words that are a whole answer', () => {
    const whole = (words: string) => words === 'pay a bill'
    expect(
      listen(
        'choice',
        [
          [0, final('pay')],
          [200, final('a bill')],
        ],
        whole,
      ),
    ).toEqual([
      [0, { type: 'interrupt' }],
      [200, { type: 'answer', alternatives: [{ text: 'pay a bill', confidence: 0.9 }] }],
    ])
  })

  it('is asked for when words stay uncertain, and uncertain words count when nothing better comes', () => {
    const acts = listen('choice', [
      [0, interim('track a')],
      [200, interim('track a parcel')],
    ])
    expect(acts).toEqual([
      [0, { type: 'interrupt' }],
      [1200, { type: 'finish' }],
      [3200, { type: 'answer', alternatives: [{ text: 'track a parcel', confidence: 0.5 }] }],
    ])
  })

  it('comes with the last words when the stream closes or breaks', () => {
    for (const last of [
      { type: 'closed' },
      { type: 'failed', kind: 'too long', detail: '' },
    ] as const)
      expect(
        listen('words', [
          [0, final('my parcel')],
          [500, last],
        ]).at(-1),
      ).toEqual([500, { type: 'answer', alternatives: [{ text: 'my parcel', confidence: 0.9 }] }])
  })

  it('never comes for a noise without words', () => {
    expect(
      listen('choice', [
        [100, { type: 'speech started' }],
        [400, { type: 'speech ended' }],
        [900, interim('')],
      ]),
    ).toEqual([])
  })

  it('is a failure when the recogniser fails before a word', () => {
    expect(listen('choice', [[100, { type: 'failed', kind: 'quota', detail: '8' }]])).toEqual([
      [100, { type: 'failed', kind: 'quota', detail: '8' }],
    ])
  })
})

describe('a prompt is cut', () => {
  it('by two words, or by one that lasts, but not by a cough', () => {
    const cut = (told: [number, Recognised][]) =>
      listen('choice', told).find(([, { type }]) => type === 'interrupt')?.[0]
    expect(cut([[0, interim('track a')]])).toBe(0)
    expect(
      cut([
        [0, { type: 'speech started' }],
        [100, interim('bill')],
        [600, interim('billing')],
      ]),
    ).toBe(600)
    expect(
      cut([
        [0, { type: 'speech started' }],
        [100, interim('uh')],
        [300, { type: 'speech ended' }],
      ]),
    ).toBeUndefined()
  })
})

describe('whatever is heard', () => {
  const one = fc.oneof(
    fc.constant<Recognised>({ type: 'speech started' }),
    fc.constant<Recognised>({ type: 'speech ended' }),
    fc.constant<Recognised>({ type: 'closed' }),
    fc.constantFrom('a', 'b c', 'd').map(interim),
    fc.constantFrom('e', 'f g').map((text) => final(text)),
    fc.constant<Recognised>({ type: 'failed', kind: 'broken', detail: '' }),
  )
  it('is answered or fails exactly once if a word was said or the stream ended, with every final word in it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('choice', 'digits', 'words'),
        fc.array(fc.tuple(fc.nat(9000), one), { maxLength: 12 }),
        (expects, told) => {
          const inOrder = told
            .toSorted(([a], [b]) => a - b)
            .map(([at, what]): [number, Recognised] => [Math.floor(at / 10) * 10, what])
          const acts = listen(expects, inOrder)
          const ends = acts.filter(([, { type }]) => type === 'answer' || type === 'failed')
          expect(ends.length).toBe(
            inOrder.some(
              ([, { type }]) => type === 'words' || type === 'closed' || type === 'failed',
            )
              ? 1
              : 0,
          )
          const [end] = ends
          if (end?.[1].type !== 'answer') return
          const said = inOrder
            .filter(([at, what]) => at < end[0] && what.type === 'words' && what.final)
            .map(([, what]) => (what.type === 'words' ? what.alternatives[0]?.text : ''))
          expect(end[1].alternatives[0]?.text).toContain(said.join(' '))
          expect(acts.filter(([, { type }]) => type === 'interrupt').length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is a noise when no word comes for long', () => {
    const listening = beginListening('choice')
    hear(listening, { type: 'speech started' }, 0)
    expect([isSpeaking(listening, 7000), isSpeaking(listening, 9000)]).toEqual([true, false])
  })

  it('is known as speaking until the answer is complete', () => {
    const listening = beginListening('choice')
    expect(isSpeaking(listening, 0)).toBe(false)
    hear(listening, interim('bill'), 0)
    expect([isSpeaking(listening, 0), dueAt(listening)]).toEqual([true, 1000])
    hear(listening, final('billing'), 100)
    pass(listening, 400)
    expect([isSpeaking(listening, 400), dueAt(listening)]).toEqual([false, undefined])
  })
})
