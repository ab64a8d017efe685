// Flows of any size that hold all theorems, nine ways to break them, and as many changes that break
// nothing.
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine, StateNode } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'

type Steps = Record<string, Record<string, unknown>>
type Whole = { head: Record<string, unknown>; desk: Record<string, unknown>; steps: Steps }

/** A change of a flow of `size` steps; `at` is the number of a menu in its middle, the kinds of
 * step following each other five by five. */
export type Change = {
  name: string
  change(whole: Whole, at: number, size: number): void
  after?(machine: Machine): void
}

const step = (index: number): string => `step ${index}`

/** Menus, questions with a read-back, conditions, lookups and words, each leading on; a loop back
 * to the first menu closes the round. */
function whole(size: number): Whole {
  const steps: Steps = {}
  const next = (index: number): string => (index < size ? step(index) : 'served')
  for (let index = 0; index < size; index++) {
    steps[step(index)] =
      [
        () => ({
          menu: `What about matter ${index}?`,
          options: [
            { label: `going on from ${index}`, key: 1, then: next(index + 1) },
            { label: `leaving out ${index}`, key: 2, then: next(index + 5) },
            { label: `a person for ${index}`, key: 3, then: 'desk' },
          ],
        }),
        () => ({
          ask: `Please key in number ${index}.`,
          slot: 'number',
          confirm: 'I have {{ number | digits }}. Is that right?',
          then: next(index + 1),
        }),
        () => ({
          decide: [{ if: 'number is 1234', then: next(index + 1) }],
          otherwise: next(index + 2),
        }),
        () => ({
          request: 'thing',
          save: 'found',
          then: next(index + 1),
          'not found': 'desk',
          failed: 'desk',
        }),
        () => ({ say: `This is sentence ${index}.`, then: next(index + 1) }),
      ][index % 5]?.() ?? {}
  }
  steps.served = { say: 'That is done.', goal: 'served', then: 'bye' }
  steps.message = {
    record: 'Please leave your name and number after the tone.',
    empty: 'bye',
    then: 'bye',
  }
  steps.bye = { say: 'Goodbye.', then: 'hang up' }
  return {
    head: {
      flow: 'made',
      languages: { 'en-GB': 'Polly.Amy-Neural' },
      start: step(0),
      help: 'desk',
      slots: { number: { type: 'digits', length: 4 } },
      hours: { day: { zone: 'Europe/London', 'mon-fri': '09:00-17:00' } },
      lookups: { thing: { gives: { place: 'text' } } },
    },
    desk: { nobody: 'message' },
    steps,
  }
}

/** The flow of a size after a change, compiled. JSON is YAML too. */
export function machineOf(
  { change, after }: Pick<Change, 'change' | 'after'>,
  size: number,
): Machine {
  const made = whole(size)
  change(made, Math.floor(size / 10) * 5, size)
  const sources = {
    'made.yaml': JSON.stringify({ ...made.head, desks: { desk: made.desk }, steps: made.steps }),
  }
  const { flows, diagnostics } = readProject(sources)
  const flow = flows.get('made.yaml')
  if (!flow || diagnostics.length > 0)
    throw new Error(`the flow cannot be read: ${diagnostics[0]?.message}`)
  const machine = compile(flow, sources)
  after?.(machine)
  return machine
}

const put = ({ steps }: Whole, index: number, keys: Record<string, unknown>): void => {
  steps[step(index)] = { ...steps[step(index)], ...keys }
}

/** What the hand-off bound does is undone in the compiled machine, since no flow can. */
function unbound({ config }: Machine): void {
  const visit = (node: StateNode): void => {
    if (Array.isArray(node.always)) node.always = { target: node.always[0]?.target }
    Object.values(node.states ?? {}).forEach(visit)
  }
  visit(config)
}

export const broken: (Change & { code: string })[] = [
  {
    name: 'a menu that gets stuck in itself',
    code: 'silent-caller-lost',
    change: (flow, at) => put(flow, at, { stuck: step(at) }),
  },
  {
    name: 'two menus that get stuck in each other',
    code: 'silent-caller-lost',
    change: (flow, at) => {
      put(flow, at, { stuck: step(0) })
      put(flow, 0, { stuck: step(at) })
    },
  },
  {
    name: 'a lookup that fails into itself',
    code: 'hidden-loop',
    change: (flow, at) => put(flow, at + 3, { failed: step(at + 3) }),
  },
  {
    name: 'conditions that lead round',
    code: 'hidden-loop',
    change: (flow, at) => put(flow, at + 2, { otherwise: step(at + 2) }),
  },
  {
    name: 'a menu that leads to itself when it was visited too often',
    code: 'hidden-loop',
    change: (flow, at) => put(flow, at, { 'at most': 1, 'too many': step(at) }),
  },
  {
    name: 'words that lead round',
    code: 'hidden-loop',
    change: (flow, at) => {
      put(flow, at + 4, { then: 'more words' })
      flow.steps['more words'] = { say: 'Once more.', then: step(at + 4) }
    },
  },
  {
    name: 'a menu that hangs up on the silent',
    code: 'silent-caller-lost',
    change: (flow) => put(flow, 0, { stuck: 'bye' }),
  },
  {
    name: 'a desk without anybody that hangs up',
    code: 'nobody-left',
    change: (flow) => {
      flow.desk.nobody = 'bye'
    },
  },
  {
    name: 'a desk without anybody that leads back, without the bound',
    code: 'nobody-left',
    change: (flow) => {
      flow.desk.nobody = step(0)
    },
    after: unbound,
  },
  {
    name: 'help that hangs up',
    code: 'person-out-of-reach',
    change: (flow) => {
      flow.head.help = 'bye'
    },
  },
]

export const legal: Change[] = [
  { name: 'nothing', change: () => {} },
  {
    name: 'a desk without anybody that leads back, with the bound',
    change: (flow) => {
      flow.desk.nobody = step(0)
    },
  },
  {
    name: 'a desk that is closed at night',
    change: (flow) => {
      flow.desk.hours = 'day'
      flow.desk.closed = 'message'
    },
  },
  {
    name: 'a menu that gets stuck in another one further on',
    change: (flow, at) => put(flow, 0, { stuck: step(at) }),
  },
  {
    name: 'a menu that gets stuck in a recorder',
    change: (flow, at) => put(flow, at, { stuck: 'message' }),
  },
  {
    name: 'a silence that goes on',
    change: (flow, at) => put(flow, at, { silence: step(at + 1) }),
  },
  {
    name: 'conditions that lead back to a question',
    change: (flow, at) => put(flow, at + 2, { otherwise: step(at + 1) }),
  },
  {
    name: 'a lookup that finds nothing and asks again, three times at most',
    change: (flow, at) => {
      put(flow, at + 3, { 'not found': step(at + 1) })
      put(flow, at + 1, { 'at most': 3, 'too many': 'desk' })
    },
  },
  {
    name: 'a lookup that fails into words and a person',
    change: (flow, at) => {
      put(flow, at + 3, { failed: 'sorry' })
      flow.steps.sorry = { say: 'I cannot look it up now.', then: 'desk' }
    },
  },
  {
    name: 'two tries for each question',
    change: (flow) => {
      flow.head.tries = 2
    },
  },
  {
    name: 'three misses in a call',
    change: (flow) => {
      flow.head.misses = 3
    },
  },
  {
    name: 'a goodbye for the silent once they were served',
    change: (flow) => {
      flow.steps.served = { say: 'That is done.', goal: 'served', then: 'anything more' }
      flow.steps['anything more'] = {
        ask: 'Shall I begin again?',
        yes: step(0),
        no: 'bye',
        stuck: 'bye',
      }
    },
  },
  {
    name: 'a recorder that tries twice',
    change: (flow) => {
      flow.steps.message = {
        record: 'Please leave your name and number after the tone.',
        empty: 'message',
        'at most': 2,
        'too many': 'bye',
        then: 'bye',
      }
    },
  },
]
