// Single theorems: what the compiler keeps is looked at on machines altered by hand, and what
// authors promise is read and held.
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Arrow, Machine, StateNode } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { prove, proveAlone } from '../../src/proof/prove.ts'
import { review } from '../../src/proof/review.ts'
import { machineOf } from './broken.ts'

const none = { said: () => 0, waited: () => 0 }
const codes = (machine: Machine): string[] =>
  prove(machine, none, { play: false }).findings.map(({ code }) => code)

/** A right machine of ten steps, with one state of it changed. */
function altered(id: string, change: (state: StateNode) => void): Machine {
  return machineOf(
    {
      change: () => {},
      after: ({ config }) => {
        const visit = (node: StateNode): void => {
          if (node.id === id) change(node)
          Object.values(node.states ?? {}).forEach(visit)
        }
        visit(config)
      },
    },
    10,
  )
}

const without = (event: string) => (state: StateNode) => {
  state.on = { ...state.on, [event]: {} }
}

describe('what the compiler keeps', () => {
  it.each([
    ['unbounded-wait', 'step 0/try1', without('LIMIT')],
    ['unbounded-wait', 'step 0/try1', without('NO_INPUT')],
    ['unbounded-wait', 'message/tone', without('EMPTY')],
    [
      'unbounded-wait',
      'step 1/try1',
      (state: StateNode) => {
        if (state.meta) state.meta.timer = Infinity
      },
    ],
    ['unwired-result', 'step 3/request', without('FAILED')],
    ['unwired-result', 'step 2/decide', without('branch:else')],
    ['unwired-result', 'desk/dial', without('UNANSWERED')],
    ['unwired-result', 'desk/bridged', without('REQUEUED')],
    [
      'unwired-result',
      'step 3/request',
      (state: StateNode) => {
        state.on = { ...state.on, OPERATOR: { target: '#desk' } }
      },
    ],
    [
      'same-rung-twice',
      'step 0/try2',
      (state: StateNode) => {
        const arrow = state.on?.NO_INPUT as Arrow
        state.on = {
          ...state.on,
          NO_INPUT: {
            ...arrow,
            actions: [{ type: 'say', params: { step: 'step 0', part: 'silent:1' } }],
          },
        }
      },
    ],
  ])('%s is found at %s', (code, id, change) => {
    expect(codes(altered(id, change))).toContain(code)
  })

  it('is all there when nothing was altered', () => {
    expect(codes(machineOf({ change: () => {} }, 10))).toEqual([])
  })
})

const flow = (top: string, steps = '') =>
  `flow: shop\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: ask\nhelp: till\n${top}desks: { till: { nobody: message } }\nsteps:\n${steps}  ask:\n    ask: Shall I put you through?\n    yes: till\n    no: bye\n  message:\n    record: Please leave your name and number after the tone.\n    empty: bye\n    then: bye\n  bye:\n    say: Goodbye.\n    then: hang up\n`
const found = (source: string): string[] =>
  review(readProject({ 'shop.yaml': source }))
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, range, message }) => `${range.line} ${code}: ${message}`)

describe('a promise', () => {
  it.each([
    ['3 turns', []],
    ['50 seconds', []],
    ['3 turns and 50 seconds', []],
    ['"3 turns, 1 minute"', []],
    ['1 minute 30 seconds', []],
    ['2 turns', [expect.stringMatching(/^5 promise-broken: .* 3 turns/)]],
    ['20 seconds', [expect.stringMatching(/^5 promise-broken: .* seconds$/)]],
    ['soon', [expect.stringContaining('5 wrong-value: expected turns, a time, or both')]],
    ['3 turns and', [expect.stringContaining('wrong-value')]],
    ['90', [expect.stringContaining('wrong-value')]],
  ])('of %s', (text, expected) => {
    expect(found(flow(`promise: { person within: ${text} }\n`))).toEqual(expected)
  })

  it('of an operator binds as well', () => {
    expect(found(flow('promise: { operator within: 1 turn }\n'))).toEqual([])
    expect(found(flow('promise: { operator within: 1 second }\n'))).toEqual([
      expect.stringMatching(/^5 promise-broken: a caller who asks for a person/),
    ])
  })
})

const waiting = (desk: string, ways: string) => `flow: shop
languages: { en-GB: Polly.Amy-Neural }
start: ask
help: till
desks:
  till: { ${desk}nobody: call back }
steps:
  ask:
    ask: Shall I put you through?
    yes: till
    no: bye
  call back:
    callback: till
    number: "{{ caller.number }}"
    ${ways}
  message:
    record: Please leave your name and number after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

describe('a queue', () => {
  it('is no way round for ever, however often operators send callers back to it or to the flow', () => {
    expect(found(waiting('back to: [ask], ', 'then: bye\n    failed: message'))).toEqual([])
  })

  it('ends in a call back that is promised, which is as good as a recorder', () => {
    const [proof] = review(
      readProject({ 'shop.yaml': waiting('', 'then: bye\n    failed: message') }),
    ).proofs
    expect(proof?.facts.map(({ theorem }) => theorem)).toContain('T2B')
  })

  it('must not end in silence where no call back can be promised', () => {
    expect(found(waiting('', 'then: bye\n    failed: bye'))).toContainEqual(
      expect.stringMatching(/nobody-left: /),
    )
  })

  it('asks nothing of who chooses another way themselves, but for words at the end', () => {
    const option = (then: string): string =>
      `while waiting: { options: [{ label: the end, key: 1, then: ${then} }] }, `
    expect(found(waiting(option('bye'), 'then: bye\n    failed: message'))).toEqual([])
    expect(found(waiting(option('hang up'), 'then: bye\n    failed: message'))).toEqual([
      expect.stringMatching(/silent-end: /),
    ])
  })
})

describe('what cannot be run', () => {
  const circle = '  one:\n    say: One.\n    then: two\n  two:\n    say: Two.\n    then: one\n'

  it('is found before it runs, and told from the beginning of a call', () => {
    const { findings, proofs } = review(
      readProject({ 'shop.yaml': flow('', circle).replace('start: ask', 'start: one') }),
    )
    const loop = findings.find(({ code }) => code === 'hidden-loop')
    expect(loop?.range.line).toBe(12)
    expect(loop?.story?.map(({ text }) => text)).toEqual([
      'One.',
      'Two.',
      'One.',
      'Two.',
      'And so on.',
    ])
    expect(proofs.flatMap(({ facts }) => facts)).toEqual([])
  })

  it('is told too when there is no end to steps in a row', () => {
    const many = Array.from(
      { length: 1200 },
      (_, n) => `  s${n}:\n    say: This is ${n}.\n    then: ${n < 1199 ? `s${n + 1}` : 'bye'}\n`,
    ).join('')
    expect(
      found(flow('', many).replace('start: ask', 'start: s0')).filter((one) =>
        one.includes('hidden-loop'),
      ),
    ).toEqual([expect.stringContaining('more than 900 steps')])
  })

  it('is told too when more than twenty conditions follow one another', () => {
    const many = Array.from(
      { length: 22 },
      (_, n) =>
        `  d${n}:\n    decide:\n      - { if: today is 2026-01-${n + 1 < 10 ? `0${n + 1}` : n + 1}, then: ask }\n    otherwise: ${n < 21 ? `d${n + 1}` : 'ask'}\n`,
    ).join('')
    expect(found(flow('', many).replace('start: ask', 'start: d0'))).toEqual([
      expect.stringMatching(/hidden-loop: 22 conditions/),
    ])
  })

  it('is found in a sub-flow that nobody goes through', () => {
    const source =
      'flow: inner\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: wait\nends: [done]\nlookups: { thing: { gives: { place: text } } }\nsteps:\n  wait:\n    request: thing\n    save: found\n    then: done\n    failed: wait\n'
    const inner = readProject({ 'inner.yaml': source }).flows.get('inner.yaml')
    expect(
      proveAlone(compile(inner as NonNullable<typeof inner>, { 'inner.yaml': source })).map(
        ({ code }) => code,
      ),
    ).toEqual(['hidden-loop'])
    expect(
      review(readProject({ 'inner.yaml': source })).findings.map(({ code }) => code),
    ).toContain('hidden-loop')
  })
})
