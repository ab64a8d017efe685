// The script book: nothing that callers can do is missing, and what it refers to is there.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { playScript } from '../../src/rehearsal/play.ts'
import { readCalls } from '../../src/flow/tree/scripted-calls.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { bookOf, type Book } from '../../src/book/script-book.ts'
import {
  changesSince,
  signaturesOf,
  readSignatures,
  signatureComment,
} from '../../src/book/signature.ts'
import { countsOf } from '../../src/times/counts.ts'
import { graphOf } from '../../src/times/machine-graph.ts'
import { largeFlow } from '../../scripts/bench/flows.ts'
import { shop, shopCalls } from '../cli/run.ts'
import { randomFlow } from '../flow/random-flow.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const machineOf = (source: string): Machine => {
  const flow = readProject({ 'a.yaml': source }).flows.get('a.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  return compile(flow, { 'a.yaml': source })
}

const shipped = ((): Machine[] => {
  const sources = textsIn('flows')
  return [...readProject(sources).flows.values()]
    .filter(({ ends }) => ends.length === 0)
    .map((flow) => compile(flow, sources))
})()

/** Everything that can happen on a first try, told from the machine alone. "That is all" is heard
 * at a menu only of who was served. */
function firstRungs(machine: Machine): Set<string> {
  const keys = new Set<string>()
  for (const edges of graphOf(machine).out)
    for (const { from, event } of edges) {
      const unserved = event === 'DONE' && from.leaf.word === 'menu' && from.at.context.goal === 0
      if (from.leaf.attempt === 1 && event !== 'HUNG_UP' && !unserved)
        keys.add(`${from.leaf.id} ${event.replace(/^row:\d+$/, 'row:1')}`)
    }
  return keys
}

/** What is wrong with a book, as far as it can be told from itself and the machine. */
function faults(machine: Machine, book: Book): string[] {
  const told = new Set(
    [...book.journeys, ...book.ladders, ...book.universals].flatMap(({ edges }) => edges),
  )
  const last = new Map(
    book.journeys.map(({ number, first, lines }) => [number, first + lines.length - 1]),
  )
  return [
    ...[...firstRungs(machine)].filter((key) => !told.has(key)).map((key) => `nowhere: ${key}`),
    ...book.journeys
      .filter(({ opening, first, number }) =>
        opening
          ? opening.journey >= number ||
            opening.line !== first - 1 ||
            opening.line > (last.get(opening.journey) ?? 0)
          : first !== 1,
      )
      .map(({ number }) => `journey ${number} has a wrong opening`),
    ...book.journeys
      .filter(({ onward }) => onward && onward.line > (last.get(onward.journey) ?? -1))
      .map(({ number }) => `journey ${number} goes on where nothing is`),
    ...book.journeys
      .filter(({ lines }) =>
        lines.some(({ words }) => Object.values(words).every((text) => text === '')),
      )
      .map(({ number }) => `journey ${number} has an empty line`),
    ...book.journeys
      .filter(({ number }, index) => number !== index + 1)
      .map(({ number }) => `journey ${number} is out of order`),
    ...(new Set(signaturesOf(book).map(({ key }) => key)).size === signaturesOf(book).length
      ? []
      : ['two scripts have one key']),
  ]
}

describe('a script book', () => {
  it.each(shipped.map((machine) => [machine.flow, machine] as const))(
    'of %s misses nothing',
    (_, machine) => expect(faults(machine, bookOf(machine))).toEqual([]),
  )

  it('of any flow misses nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }).chain(randomFlow), (source) => {
        const machine = machineOf(source)
        expect(faults(machine, bookOf(machine))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('has under 250 scripts for 200 steps', () =>
    expect(bookOf(machineOf(largeFlow(200))).journeys.length).toBeLessThan(250))

  it('tells each way once, and how others go on from there', () => {
    const { journeys } = bookOf(machineOf(shop))
    expect(journeys.map(({ title, opening, onward }) => [title, opening, onward])).toEqual([
      ['an order', undefined, undefined],
      ['look up: “order state” finds nothing', { journey: 1, line: 4 }, { journey: 4, line: 4 }],
      ['look up: “order state” cannot be asked', { journey: 1, line: 4 }, { journey: 4, line: 4 }],
      ['the shop', { journey: 1, line: 1 }, undefined],
      ['till: Nobody answers', { journey: 4, line: 4 }, undefined],
      ['message: (leaves nothing after the tone)', { journey: 5, line: 6 }, undefined],
    ])
    expect(
      journeys[0]?.lines.map(({ who, words }) => `${who}: ${words['en-GB'] ?? words['']}`),
    ).toEqual([
      'system: How can I help? For an order, press 1. For the shop, press 2.',
      'caller: an order (1)',
      'system: Which order is it? Please key in four digits.',
      'caller: ‹Order number›',
      'outside: “order state” answers.',
      'system: Your order is at ‹place›. Goodbye.',
      'outside: Goal reached: order told.',
      'outside: The call ends.',
    ])
  })

  it('does not go where what was chosen cannot lead', () => {
    const source = shop
      .replace('    then: tell\n', '    then: what for\n')
      .replace(
        '  tell:\n',
        '  what for:\n    decide:\n      - { if: topic is other, then: till }\n    otherwise: tell\n  tell:\n',
      )
    const { journeys } = bookOf(machineOf(source))
    const [first] = journeys
    expect(first?.lines.map(({ words }) => words[''])).toContain('Otherwise:')
    expect(first?.edges).not.toContain('what for/decide branch:1')
    // nothing else leads there, so it is told as the machine has it, for the sake of its words
    expect(journeys.filter(({ edges }) => edges.includes('what for/decide branch:1'))).toHaveLength(
      1,
    )
  })

  it('shows conditions in words, and each language beside the other', () => {
    const source = shop
      .replace('en-GB: Polly.Amy-Neural', 'en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana')
      .replace(
        'say: Thank you. Goodbye.',
        'say: [{ if: order is known, en-GB: We have your number., ru-RU: Ваш номер у нас. }, { if: language is ru-RU, ru-RU: Спасибо. }, { en-GB: Goodbye., ru-RU: До свидания. }]',
      )
    const words = bookOf(machineOf(source))
      .journeys.flatMap(({ lines }) => lines)
      .find(
        ({ words: each }) => each['en-GB']?.includes('Goodbye.') && each['en-GB'].includes('[if'),
      )?.words
    expect(words).toEqual({
      'en-GB': '[if order is known] We have your number. Goodbye.',
      'ru-RU': '[if order is known] Ваш номер у нас. Спасибо. До свидания.',
    })
  })

  it('marks what the scripted calls play', () => {
    const machine = machineOf(shop)
    const { calls } = readCalls('shop.calls.yaml', shopCalls)
    const { journeys } = bookOf(machine, {
      played: countsOf(
        machine,
        calls.flatMap((script) => playScript(machine, script).events),
      ),
    })
    expect(
      journeys.map(
        ({ played }) =>
          played &&
          (played.edges === played.of ? 'all' : played.edges === 0 ? 'nothing' : 'a part'),
      ),
    ).toEqual(['all', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'])
  })
})

describe('a signed book', () => {
  const before = bookOf(machineOf(shop))
  const now = (from: string, to: string) =>
    changesSince(signaturesOf(before), bookOf(machineOf(shop.replace(from, to)))).map(
      ({ how, key }) => `${how}: ${key}`,
    )

  it('is the same when only places move', () =>
    expect(now('slots:\n', '# a remark\n\nslots:\n')).toEqual([]))
  it('tells the scripts in which a word is another', () => {
    expect(now('Your order is at', 'Your order waits at')).toEqual([
      'changed: welcome/try1 option:an-order',
    ])
    expect(now('Which order is it?', 'Which one?')).toEqual([
      'changed: welcome/try1 option:an-order',
      'changed: ladder which order',
    ])
  })
  it('tells what is new and what is gone', () => {
    expect(
      now(
        '      - label: the shop\n        key: 2\n        then: till\n',
        '      - label: the manager\n        key: 2\n        then: till\n',
      ),
    ).toEqual(
      expect.arrayContaining([
        'new: welcome/try1 option:the-manager',
        'gone: welcome/try1 option:the-shop',
      ]),
    )
  })
  it('can be read from a page', () => {
    const signed = readSignatures(`text\n${signatureComment(before)}\nmore`)
    expect(signed).toEqual({ flow: 'shop', languages: ['en-GB'], scripts: signaturesOf(before) })
    expect(readSignatures('# A page')).toBeUndefined()
  })
})
