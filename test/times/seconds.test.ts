// Times of what is said and waited for, held against what the engine really says.
import type { MachineEvent } from '../../src/flow/machine/machine-event.ts'
import { describe, expect, it } from 'vitest'
import { playScript } from '../../src/rehearsal/play.ts'
import { readCalls } from '../../src/flow/tree/scripted-calls.ts'
import { graphOf } from '../../src/times/machine-graph.ts'
import { timer } from '../../src/times/seconds.ts'
import { speechTime, wordsIn } from '../../src/times/speech-length.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { beside, readProject } from '../../src/flow/tree/project.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

function machineOf(source: string): Machine {
  const flow = readProject({ 'a.yaml': source }).flows.get('a.yaml')
  if (!flow) throw new Error('the flow cannot be read')
  return compile(flow, { 'a.yaml': source })
}

const head = 'flow: a\nlanguages: { en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana }\nstart: first\n'

describe('words', () => {
  it.each([
    ['', 0],
    ['Thank you for calling.', 4],
    ['press 1', 2],
    ['10 25 7', 5],
    ['4 7 1, 1 2 0', 6],
    ['at 10:30', 5],
    ['well-known – or not', 3],
    ['12 € and 5 %', 6],
    ['Ёлка стоит здесь', 3],
  ])('%j are %i', (text, words) => expect(wordsIn(text)).toBe(words))

  it('take what they take at 150 a minute; pauses and known recordings take their own time', () => {
    const voice = { language: 'en-GB', voice: 'v' }
    expect(
      speechTime([
        { kind: 'text', text: 'one two three four five', ...voice },
        { kind: 'pause', pause: 700 },
      ]),
    ).toBe(2700)
    expect(speechTime([{ kind: 'audio', audio: 'hello', text: 'hello there', ...voice }])).toBe(800)
    expect(
      speechTime(
        [{ kind: 'audio', audio: 'hello', text: 'hello there', ...voice }],
        new Map([['en-GB/hello', 1234]]),
      ),
    ).toBe(1234)
    expect(speechTime([{ kind: 'audio', audio: 'hello', text: '', ...voice }])).toBe(3000)
  })
})

const say = (prompt: string, slots = '') =>
  `${head}${slots}steps:\n  first:\n    say: ${prompt}\n    then: hang up\n`
const first = (source: string, extent: 'worst' | 'typical', outside = {}) => {
  const machine = machineOf(source)
  return timer(machine, extent, outside).said(graphOf(machine).first.actions)
}

describe('what is said', () => {
  it('is longest in the language that takes longest', () => {
    const source = say('{ en-GB: One two., ru-RU: Один два три четыре. }')
    expect(first(source, 'worst')).toBe(1600)
    expect(first(source, 'worst', { language: 'en-GB' })).toBe(800)
  })

  it('counts each digit of the longest value', () => {
    const slots = 'slots:\n  number: { type: digits, length: 4-10 }\n'
    expect(first(say('"Number {{ number | digits }}."', slots), 'worst')).toBe(11 * 400)
  })

  it('takes the longest of pieces that exclude each other, and their mean', () => {
    const slots = 'slots:\n  topic: { type: choice, options: [one, two] }\n'
    const source = say(
      '[{ if: topic is one, text: One two three. }, { if: topic is not one, text: Four. }]',
      slots,
    )
    expect(first(source, 'worst')).toBe(1200)
    // topic is not known, is "one", is another
    expect(first(source, 'typical')).toBeCloseTo((400 + 1200 + 400) / 3)
  })

  it("counts the engine's own words where a value is not known", () => {
    const slots = 'slots:\n  yes: { type: yes-no }\n'
    expect(first(say('"{{ yes }}"', slots), 'worst', { language: 'en-GB' })).toBeGreaterThan(2000)
  })
})

describe('what is waited for', () => {
  const machine = machineOf(
    `${head}slots:\n  number: { type: digits, length: 4 }\nlookups:\n  thing: { gives: { place: text } }\ndesks:\n  desk: { nobody: note, rings: 15 seconds, wait at most: 1 minute }\nsteps:\n  first:\n    ask: Number?\n    slot: number\n    wait: 7 seconds\n    stuck: find\n    then: find\n  find:\n    request: thing\n    failed: desk\n    then: desk\n  note:\n    record: Speak.\n    longest: 40 seconds\n    empty: hang up\n    then: hang up\n`,
  )
  const waited = (
    leaf: string,
    event: MachineEvent,
    extent: 'worst' | 'typical' = 'worst',
    outside = {},
  ) => {
    const at = machine.leaves.get(leaf)
    if (!at) throw new Error(`no leaf ${leaf}`)
    return timer(machine, extent, outside).waited(at, event)
  }
  it.each<[string, MachineEvent, number]>([
    ['first/try1', 'NO_INPUT', 7000],
    ['first/try1', 'NO_MATCH', 10_000],
    // four keys, three seconds between them
    ['first/try3', 'NO_MATCH', 16_000],
    ['first/try3', 'NO_INPUT', 7000],
    ['desk/dial', 'UNANSWERED', 60_000],
    ['note/tone', 'EMPTY', 5000],
    ['note/tone', 'RECORDED', 40_000],
    ['desk/bridged', 'RELEASED', 0],
    ['first/try1', 'HUNG_UP', 0],
  ])('at %s until %s', (leaf, event, time) => expect(waited(leaf, event)).toBe(time))

  it('is the timeout of a lookup and the words that bridge it', () => {
    const bridging = waited('find/request', 'FAILED', 'worst', {
      timeouts: new Map([['thing', 0]]),
    })
    expect(bridging).toBeGreaterThan(0)
    expect(waited('find/request', 'FAILED')).toBe(4000 + bridging)
    expect(
      waited('find/request', 'FAILED', 'worst', { timeouts: new Map([['thing', 9000]]) }),
    ).toBe(9000 + bridging)
  })
})

describe('the shipped flows', () => {
  const sources = textsIn('flows')
  const { flows } = readProject(sources)
  const scripts = Object.entries(sources)
    .filter(([file]) => file.endsWith('.calls.yaml'))
    .map(([file, source]) => {
      const { flow, calls } = readCalls(file, source)
      return [beside(file, flow?.value ?? ''), calls] as const
    })

  it.each(scripts)('%s: no caller hears more than the worst case says', (file, calls) => {
    const flow = flows.get(file)
    if (!flow) throw new Error(`there is no flow ${file}`)
    const machine = compile(flow, sources)
    const graph = graphOf(machine)
    const edges = graph.out.flat()
    const longer: string[] = []
    let compared = 0
    for (const script of calls) {
      const { events, session } = playScript(machine, script)
      const { said } = timer(machine, 'worst', { language: session.language })
      /** The most that is said on any way into a question. */
      const most = (leaf: string): number =>
        Math.max(
          ...edges
            .filter(({ to }) => to.leaf.id === leaf)
            .map(({ actions, from }) => said(actions, from.leaf)),
          graph.first.to.leaf.id === leaf ? said(graph.first.actions) : 0,
        )
      for (const event of events) {
        // before the language was chosen, it was another
        if (
          (event.type !== 'asked' && event.type !== 'said') ||
          event.speech.some((one) => one.kind !== 'pause' && one.language !== session.language)
        )
          continue
        const time = speechTime(event.speech)
        const bound =
          event.type === 'asked'
            ? most(`${event.step}/${event.rung}`)
            : machine.steps.get(event.step)?.step.word === 'say'
              ? said([{ type: 'say', params: { step: event.step, part: 'prompt' } }])
              : Infinity
        if (bound < Infinity) compared++
        if (time > bound)
          longer.push(`${script.call.value}: ${time} over ${bound} at ${event.step}`)
      }
    }
    expect(longer).toEqual([])
    expect(compared).toBeGreaterThan(calls.length)
  })
})
