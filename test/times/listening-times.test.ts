// Listening times: of small flows by hand, and what must hold of any flow.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import type { Counts } from '../../src/times/expected-length.ts'
import { listeningTimes, type LanguageTimes } from '../../src/times/listening-times.ts'
import { randomFlow } from '../flow/random-flow.ts'

function machineOf(source: string): Machine {
  const flow = readProject({ 'a.yaml': source }).flows.get('a.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  return compile(flow, { 'a.yaml': source })
}

const timesOf = (source: string, counts?: Counts): LanguageTimes => {
  const [first] = listeningTimes(machineOf(source), { counts }).languages
  if (!first) throw new Error('the flow has no language')
  return first
}

const heard = (times: LanguageTimes): Record<string, number> =>
  Object.fromEntries(times.options.map(({ step, option, time }) => [`${step}/${option}`, time]))

const head = 'flow: a\nlanguages: { en-GB: Polly.Amy-Neural }\nstart: welcome\nhelp: desk\n'
const desk = 'desks:\n  desk: { nobody: bye }\n'
const bye = '  bye:\n    say: Goodbye.\n    then: hang up\n'

describe('options', () => {
  // "For apples, press 1." is four words
  const menus = `${head}${desk}steps:
  welcome:
    say: Hello there.
    then: main
  main:
    menu: How can I help?
    options:
      - { label: apples, key: 1, then: more }
      - { label: pears, key: 2, then: bye }
      - { label: nobody hears this, key: 3, hidden: yes, then: bye }
  more:
    menu: Which one?
    again: Again?
    options:
      - { label: red, key: 1, then: main }
      - { label: green, key: 2, then: bye }
${bye}`

  it('are heard when their key was read out, on the shortest way', () => {
    const welcome = 2,
      question = 4,
      line = 4
    expect(heard(timesOf(menus))).toEqual({
      'main/apples': (welcome + question + line) * 400,
      'main/pears': (welcome + question + 2 * line) * 400,
      // pressed a second after "apples", then two words and the line
      'more/red': (welcome + question + line + 2 + line) * 400 + 1000,
      'more/green': (welcome + question + line + 2 + 2 * line) * 400 + 1000,
    })
  })

  it('are apart by the pauses of long menus', () => {
    const options = [1, 2, 3, 4]
      .map((key) => `      - { label: fruit, id: fruit ${key}, key: ${key}, then: bye }\n`)
      .join('')
    expect(
      heard(
        timesOf(
          `${head}${desk}steps:\n  welcome:\n    menu: What?\n    options:\n${options}${bye}`,
        ),
      ),
    ).toEqual({
      'welcome/fruit-1': 2000,
      'welcome/fruit-2': 4100,
      'welcome/fruit-3': 6200,
      'welcome/fruit-4': 8300,
    })
  })

  it('are heard with the whole prompt when it names them itself', () => {
    const source = `${head}${desk}steps:\n  welcome:\n    menu: One for apples or two for pears?\n    read out: no\n    options:\n      - { label: apples, key: 1, then: bye }\n      - { label: pears, key: 2, then: bye }\n${bye}`
    expect(heard(timesOf(source))).toEqual({ 'welcome/apples': 2800, 'welcome/pears': 2800 })
  })
})

describe('a person', () => {
  it('is reached after the first question, the word for it, and "please hold"', () => {
    const source = `${head}${desk}steps:\n  welcome:\n    ask: Yes or no?\n    yes: bye\n    no: bye\n${bye}`
    // three words, three seconds to say it, "Please hold on, I'm connecting you."
    expect(timesOf(source).person).toBe(3 * 400 + 3000 + 6 * 400)
  })

  it('is not reached where the world can lead round for ever', () => {
    const source = `${head}lookups:\n  thing: {}\n${desk.replace('bye', 'welcome')}steps:\n  welcome:\n    request: thing\n    failed: welcome\n    then: bye\n${bye}`
    expect(timesOf(source).person).toBeUndefined()
  })
})

describe('the expected call', () => {
  const source = `${head}lookups:\n  thing: {}\n${desk}steps:\n  welcome:\n    request: thing\n    failed: bye\n    then: bye\n${bye}`
  // "One moment, please." bridges four seconds
  const failed = 4000 + 1200
  it('weighs what may happen by the stated odds', () =>
    expect(timesOf(source).call).toBeCloseTo(0.97 * 1000 + 0.03 * failed + 400, 0))
  it('takes the odds of calls that were made', () => {
    const counts: Counts = new Map([['welcome/request', new Map([['FAILED', 180]])]])
    const odds = (20 * 0.03 + 180) / 200
    expect(timesOf(source, counts).call).toBeCloseTo((1 - odds) * 1000 + odds * failed + 400, 0)
  })
})

describe('any flow', () => {
  it('has options in the order they are read out, and waits no longer for being shorter', () => {
    fc.assert(
      fc.property(randomFlow(12), (source) => {
        const times = timesOf(source)
        const steps = new Map<string, number[]>()
        for (const { step, time } of times.options)
          steps.set(step, [...(steps.get(step) ?? []), time])
        for (const inOrder of steps.values())
          expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
        for (const time of [
          ...times.options.map((one) => one.time),
          times.person ?? 0,
          times.silence ?? 0,
          times.call ?? 0,
        ])
          expect(time).toBeGreaterThanOrEqual(0)
        // with longer words nothing comes sooner
        const longer = timesOf(source.replace(/Question (\d+)\?/g, 'A much longer question $1?'))
        longer.options.forEach(({ time }, index) =>
          expect(time).toBeGreaterThanOrEqual(times.options[index]?.time ?? 0),
        )
        expect(longer.call ?? Infinity).toBeGreaterThanOrEqual((times.call ?? 0) - 10)
        expect(longer.silence ?? Infinity).toBeGreaterThanOrEqual(times.silence ?? 0)
      }),
      { numRuns: 20 },
    )
  })
})
