// Each default of the language stands once: when it changes, what is proved, heard, rung and told
// changes with it. The source is read anew for each of them.
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Event } from '../src/call/event.ts'
import type { Input } from '../src/call/input.ts'

type Given = { type: Input['type'] } & Record<string, unknown>

const DEFAULTS = '../src/flow/defaults.ts'
const SECOND = 1000

const shop = (keys = '', desk = '', record = '') => `flow: shop
languages: { en-GB: Polly.Amy-Neural }
start: question
help: sales
${keys}
desks:
  sales: { nobody: message${desk} }
steps:
  question:
    menu: What is it about?
    options:
      - { label: sales, key: 1, then: sales }
      - { label: a message, key: 2, then: message }
  message:
    record: Leave a message after the tone.
    ${record}
    for: sales
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

afterEach(() => {
  vi.doUnmock(DEFAULTS)
  vi.resetModules()
})

/** The source with other defaults: what it proves of the shop, how it takes calls, and what it
 * tells of a change. */
async function houseWith(changed: Record<string, number>) {
  vi.resetModules()
  vi.doMock(DEFAULTS, async (original) => ({ ...(await original<object>()), ...changed }))
  const { readProject } = await import('../src/flow/tree/project.ts')
  const { compile } = await import('../src/flow/machine/compile.ts')
  const { prove } = await import('../src/proof/prove.ts')
  const { timer } = await import('../src/times/seconds.ts')
  const { diff, versionOf } = await import('../src/diff/compare-projects.ts')
  const { beginCall, takeInput } = await import('../src/rehearsal/stage.ts')
  const { makeSetting } = await import('../src/call/setting.ts')
  const { flowFields } = await import('../src/flow/tree/flow-keys.ts')
  const { deskFields } = await import('../src/flow/tree/desk-keys.ts')
  const { recordStep } = await import('../src/flow/steps/record.ts')
  const machineOf = (text: string) => {
    const files = { 'shop.yaml': text }
    const { flows, diagnostics } = readProject(files)
    expect(diagnostics).toEqual([])
    const flow = flows.get('shop.yaml')
    if (!flow) throw new Error('the shop cannot be read')
    return compile(flow, files)
  }
  return {
    /** The sentences of the theorems by their names, and the `faults`. */
    proved: (text = shop()): Record<string, string> => {
      const machine = machineOf(text)
      const { facts, findings } = prove(machine, timer(machine, 'worst'), { play: false })
      const faults = findings.map(({ message }) => message).join('\n')
      return Object.fromEntries([
        ...facts.map((fact) => [fact.theorem, fact.text]),
        ['faults', faults],
      ])
    },
    /** How long the proofs let a message take, ms. */
    recorded: (): number => {
      const machine = machineOf(shop())
      const leaf = [...machine.leaves.values()].find(
        ({ step, kind }) => step === 'message' && kind === 'tone',
      )
      if (!leaf) throw new Error('the shop records nothing')
      return timer(machine, 'worst').waited(leaf, 'RECORDED')
    },
    /** The events of a call, each input a second after the one before. */
    called: (inputs: Given[], text = shop()): Event[] => {
      let at = Date.parse('2026-03-02T10:00:00Z')
      const stage = beginCall(
        machineOf(text),
        makeSetting(machineOf(text), { callId: 'CA1', at }).started,
      )
      const begun = stage.open?.events ?? stage.log.at(-1)?.events ?? []
      const later = inputs.flatMap((input) => {
        at += SECOND
        return takeInput(stage, { at, ...input } as Input) ?? []
      })
      return [...begun, ...later]
    },
    /** What is told when a shop that leaves something to the default becomes one that does not. */
    told: (text: string): string[] => {
      const versions = [shop(), text].map((one) => versionOf(readProject({ 'shop.yaml': one })))
      const [old, fresh] = versions
      return old && fresh
        ? diff(old, fresh).flatMap(({ changes }) => changes.map(({ text }) => text))
        : []
    },
    /** What the reference says of each key. */
    said: {
      wait: flowFields.wait.about,
      tries: flowFields.tries.about,
      misses: flowFields.misses.about,
      rings: deskFields.rings.about,
      'wait at most': deskFields['wait at most'].about,
      longest: recordStep.fields.longest?.about,
    },
  }
}

const mumbled: Given = {
  type: 'speech',
  alternatives: [{ text: 'purple elephants', confidence: 0.1 }],
}
const pressed = (keys: string): Given => ({ type: 'keys', keys })
const people: Given = { type: 'people', people: [{ to: '+442079460101' }], order: 'in order' }

const listeningIn = (events: Event[]) =>
  events.flatMap((event) => (event.type === 'asked' ? [event.listening] : [])).at(-1)

const ringsIn = (events: Event[]): number[] =>
  events.flatMap((event) => (event.type === 'rang' ? [event.seconds] : []))

const questionsIn = (events: Event[]): number =>
  events.filter(({ type }) => type === 'asked').length

describe('the default of', () => {
  it('wait', async () => {
    const { proved, called, told, said } = await houseWith({ WAIT: 12 * SECOND })
    expect(proved().T1).toContain('3 turns and 53 seconds')
    expect(listeningIn(called([]))?.timers.first).toBe(12 * SECOND)
    expect(told(shop('wait: 9 seconds'))).toContain(
      '"wait" is now 9 seconds for the whole flow (was 12 seconds)',
    )
    expect(said.wait).toContain('12 seconds without it')
  })

  it('tries', async () => {
    const { proved, called, told, said } = await houseWith({ TRIES: 4 })
    expect(proved().T1).toContain('4 turns and 64 seconds')
    expect(questionsIn(called([mumbled, mumbled, mumbled, mumbled]))).toBe(4)
    expect(told(shop('tries: 5'))).toContain('"tries" is now 5 for the whole flow (was 4)')
    expect(said.tries).toContain('4 without it')
  })

  it('misses', async () => {
    const { proved, called, told, said } = await houseWith({ MISSES: 2 })
    const circle = shop().replace('help: sales', 'help: question')
    expect(proved(circle).faults).toContain('the count of misses in the whole call (2) ends it')
    expect(questionsIn(called([mumbled, mumbled]))).toBe(2)
    expect(told(shop('misses: 9'))).toContain('"misses" is now 9 for the whole flow (was 2)')
    expect(said.misses).toContain('2 without it')
  })

  it('rings', async () => {
    const { proved, called, told, said } = await houseWith({ RINGS: 30 * SECOND })
    expect(proved(shop('', ', wait at most: 10 seconds')).T2B).toContain('within 33 seconds')
    expect(ringsIn(called([pressed('1'), people]))).toEqual([30])
    expect(told(shop('', ', rings: 40 seconds'))).toContain(
      `desk 'sales': "rings" is now 40 seconds (was 30 seconds)`,
    )
    expect(said.rings).toContain('30 seconds without it')
  })

  it('wait at most', async () => {
    const { proved, told, said } = await houseWith({ WAIT_AT_MOST: 25 * SECOND })
    expect(proved().T2B).toContain('within 28 seconds')
    const { called } = await houseWith({ WAIT_AT_MOST: 15 * SECOND })
    expect(ringsIn(called([pressed('1'), people]))).toEqual([15])
    expect(told(shop('', ', wait at most: 2 minutes'))).toContain(
      `desk 'sales': "wait at most" is now 2 minutes (was 25 seconds)`,
    )
    expect(said['wait at most']).toContain('25 seconds without it')
  })

  it('longest', async () => {
    const { recorded, called, told, said } = await houseWith({ LONGEST_RECORDING: 60 * SECOND })
    expect(recorded()).toBe(60 * SECOND)
    expect(listeningIn(called([pressed('2')]))?.longest).toBe(60 * SECOND)
    expect(told(shop('', '', 'longest: 3 minutes'))).toContain(
      `'message': "longest" is now 3 minutes (was 1 minute)`,
    )
    expect(said.longest).toContain('1 minute without it')
  })
})
