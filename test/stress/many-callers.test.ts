// The tester tested: flows and engines broken on purpose are found, and what is shown of them is
// the shortest call.
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine, StateNode } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { boundsOf } from '../../src/stress/bounds.ts'
import { playCallers, seededCall, type Options } from '../../src/stress/many-callers.ts'
import { playPlan } from '../../src/stress/stress-call.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const from = Date.parse('2026-03-02T08:00:00Z')

const flow = (steps: string, more = '') => `flow: test
languages: { en-GB: Polly.Amy-Neural }
start: menu
help: desk
${more}slots:
  number: { type: digits, length: 4, label: Number }
lookups:
  thing: { takes: [number], gives: { place: text }, example: { place: Leeds } }
desks:
  desk: { nobody: bye }
steps:
  menu:
    menu: How can I help?
    options:
      - { label: the number, key: 1, then: ask number }
      - { label: the desk, key: 2, then: desk }
  ask number:
    ask: Your four digit number?
    slot: number
    then: look up
  look up:
    request: thing
    with: { number: "{{ number }}" }
    save: found
    failed: desk
    then: tell
  tell:
    say: It is in {{ found.place }}.
    goal: told
    then: bye
  bye:
    say: Goodbye.
    then: hang up
${steps}`

/** Compiled without the checker, which would refuse what is broken here. */
function machineOf(yaml: string): Machine {
  const sources = { 'test.yaml': yaml }
  const found = readProject(sources).flows.get('test.yaml')
  if (!found) throw new Error('no flow')
  return compile(found, sources)
}

const stress = (machine: Machine, options: Partial<Options> = {}) =>
  playCallers(machine, { seed: 1, calls: 120, from, bounds: {}, ...options })

/** The first failure of a rule, its acts in short. */
function shortest(machine: Machine, rule: string, options: Partial<Options> = {}) {
  const found = stress(machine, options).failures.find(({ fault }) => fault.rule === rule)
  return (
    found && {
      acts: found.plan.acts.map((act) => (act.type === 'keys' ? act.keys : act.type)),
      world: { desks: found.plan.world.desks, lookups: found.plan.world.lookups },
      message: found.fault.message,
    }
  )
}

/** The number's option and its four digits, pressed at once or one after the other. */
const pressed = (acts: string[]): boolean => /^1\d{4}$/.test(acts.join(''))

describe('a sound flow', () => {
  const machine = machineOf(flow(''))

  it('is not found fault with, and its steps and ways are reached', () => {
    expect(stress(machine, { bounds: boundsOf(machine) })).toMatchObject({
      calls: 120,
      failed: 0,
      failures: [],
      reached: 100,
    })
  })

  it('is called in the same way by the same seeds, and in other ways by others', () => {
    const call = (seed: number) => {
      const { acts, plan, stage } = seededCall(
        machine,
        seed,
        { from },
        { bounds: {}, replayed: true },
      )
      return JSON.stringify([acts, plan, stage?.session])
    }
    expect(call(7)).toBe(call(7))
    expect(new Set([1, 2, 3, 4, 5].map(call)).size).toBe(5)
  })

  it('plays a plan again to the same session', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { plan, stage } = seededCall(machine, seed, { from }, { bounds: {}, replayed: true })
      expect(playPlan(machine, plan, { bounds: {}, replayed: true }).stage?.session).toEqual(
        stage?.session,
      )
    }
  })
})

describe('a broken flow', () => {
  it('whose lookup fails into itself never comes back to its caller', () => {
    const found = shortest(machineOf(flow('').replace('failed: desk', 'failed: look up')), 'threw')
    expect(found).toMatchObject({
      acts: expect.toSatisfy(pressed) as string[],
      world: { lookups: { thing: [expect.stringMatching('failed|not found')] } },
      message: expect.stringContaining('asked without end') as string,
    })
  })

  it('whose desk hangs up when nobody answers ends without a word', () => {
    expect(
      shortest(machineOf(flow('').replace('nobody: bye', 'nobody: hang up')), 'silent end'),
    ).toMatchObject({
      acts: ['2'],
      world: { desks: { desk: expect.stringMatching('busy|no answer') as string }, lookups: {} },
    })
  })

  it('whose rungs repeat their words says the same twice', () => {
    const found = shortest(
      machineOf(
        flow('').replace(
          '    slot: number\n',
          '    slot: number\n    tries: 4\n    silent: [[Your number?], [Your number?]]\n',
        ),
      ),
      'same words',
      { calls: 600 },
    )
    expect(found).toMatchObject({
      acts: ['1', 'silence', 'silence'],
      message: expect.stringContaining('Your number?') as string,
    })
  })

  it('whose help is a question keeps who asks for a person', () => {
    expect(
      shortest(
        machineOf(flow('').replace('help: desk', 'help: ask number')),
        'operator not reached',
        { bounds: { operator: 2 } },
      )?.acts,
    ).toHaveLength(2)
  })

  it('whose misses lead round in a circle keeps who is silent', () => {
    const machine = machineOf(flow('').replace('help: desk', 'help: menu\nmisses: 90'))
    expect(shortest(machine, 'silent caller kept', { bounds: { silent: 5 } })?.acts).toEqual([
      'silence',
      'silence',
      'silence',
      'silence',
      'silence',
    ])
  })
})

describe('a broken machine', () => {
  it('that goes to a state that is not there throws at the shortest call', () => {
    const machine = machineOf(flow(''))
    const config = structuredClone(machine.config)
    forEach(config, (node) => {
      if (node.meta?.step === 'ask number' && node.on?.VALUE) node.on.VALUE = { target: '#nowhere' }
    })
    expect(shortest({ ...machine, config }, 'threw')).toMatchObject({
      acts: [],
      message: expect.stringContaining('nowhere') as string,
    })
  })

  it('that stops where nobody is waited for gives no reply', () => {
    const machine = machineOf(flow(''))
    const config = structuredClone(machine.config)
    // a say that leads nowhere rests where the engine neither asks nor ends
    forEach(config, (node) => {
      if (node.meta?.step === 'tell' && node.always) delete node.always
    })
    expect(shortest({ ...machine, config }, 'no reply')).toMatchObject({
      acts: expect.toSatisfy(pressed) as string[],
    })
  })
})

it('a reply that somebody finds fault with is led to by the shortest call', () => {
  const inspect = ({ events }: { events: { type: string; step?: string }[] }) =>
    events.some(({ type, step }) => type === 'said' && step === 'tell') ? 'told' : undefined
  const found = shortest(machineOf(flow('')), 'reply', { inspect })
  expect(found).toEqual({
    acts: expect.toSatisfy(pressed) as string[],
    world: { desks: {}, lookups: {} },
    message: 'told',
  })
})

it('the shipped flows reach their last steps by lot, and keep what was proved of them', () => {
  const sources = textsIn('flows')
  for (const one of readProject(sources).flows.values()) {
    if (one.ends.length > 0) continue
    const machine = compile(one, sources)
    expect(stress(machine, { calls: 25, seed: 900, bounds: boundsOf(machine) })).toMatchObject({
      failed: 0,
      failures: [],
    })
  }
})

function forEach(node: StateNode, change: (node: StateNode) => void): void {
  change(node)
  for (const child of Object.values(node.states ?? {})) forEach(child, change)
}
