// A call in a test: every turn goes through JSON, and at the end the log is replayed to the same
// session, byte for byte.
import { expect } from 'vitest'
import { resume } from '../../src/call/engine.ts'
import type { Event } from '../../src/call/event.ts'
import type { Input } from '../../src/call/input.ts'
import { replay, type Logged } from '../../src/call/replay.ts'
import { beginCall, takeInput, type Stage } from '../../src/rehearsal/stage.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { textOf } from '../../src/say/speech.ts'

const header = 'flow: test\nlanguages: { en-GB: Polly.Amy-Neural }\n'

/** Compiles a flow given as YAML; its name, language and further files are filled in. */
export function machineOf(yaml: string, files: Record<string, string> = {}): Machine {
  const sources = { 'test.yaml': yaml.includes('flow:') ? yaml : header + yaml, ...files }
  const { flows, diagnostics } = readProject(sources)
  expect(diagnostics).toEqual([])
  const flow = flows.get('test.yaml')
  if (!flow) throw new Error('no flow')
  return compile(flow, sources)
}

export type Conversation = ReturnType<typeof callOf>

/** Begins a call; each method gives what the system said in answer, '' for nothing. */
export function callOf(machine: Machine, started: Partial<Input & { type: 'started' }> = {}) {
  let at = Date.parse('2026-03-02T10:00:00Z')
  const stage: Stage = beginCall(machine, {
    type: 'started',
    at,
    callId: 'CA1',
    from: '+12025550143',
    to: '+15005550006',
    withheld: false,
    tags: [],
    line: { name: 'test', tenant: 'default', values: {} },
    ...started,
  })
  const all: Event[] = [...(stage.open?.events ?? stage.log.at(-1)?.events ?? [])]
  let last = all
  // an input without its time, as tests write it
  const send = (input: { type: Input['type'] } & Record<string, unknown>): string => {
    at += 5000
    const events = takeInput(stage, { at, ...input } as Input)
    if (!events) throw new Error(`"${input.type}" does not fit at ${stage.session.state.leaf}`)
    last = events
    all.push(...events)
    return spoken(events)
  }
  return {
    stage,
    events: all,
    first: () => spoken(all),
    said: () => spoken(last),
    at: () => stage.session.state.leaf,
    wait: (ms: number) => {
      at += ms
    },
    send,
    keys: (keys: string) => send({ type: 'keys', keys }),
    says: (text: string, confidence = 0.95) =>
      send({ type: 'speech', alternatives: [{ text, confidence }] }),
    silence: () => send({ type: 'silence' }),
    hangUp: () => send({ type: 'hung up' }),
    people: (...people: string[]) =>
      send({ type: 'people', desk: '', people: people.map((to) => ({ to })), order: 'in order' }),
    fetched: (data: Record<string, unknown> | undefined) =>
      send({ type: 'fetched', key: stage.session.working?.key, found: data !== undefined, data }),
    fails: () => send({ type: 'failed', key: stage.session.working?.key, reason: 'status 500' }),
    slot: (name: string) => stage.session.slots[name],
    fits: (input: Input) => resume(machine, stage.session, input) !== undefined,
    /** the log replayed on the same machine gives the same session */
    replayed: () => {
      const { session, differs } = replay(machine, stage.log)
      expect(differs).toBeUndefined()
      expect(JSON.stringify(session)).toBe(JSON.stringify(stage.session))
      const again = replay(machine, mumbled(stage.log))
      expect(JSON.stringify(again.session)).toBe(JSON.stringify(stage.session))
    },
  }
}

export const spoken = (events: Event[]): string =>
  events
    .flatMap((event) =>
      ['said', 'asked', 'handed off', 'closed'].includes(event.type) && 'speech' in event
        ? [textOf(event.speech)]
        : [],
    )
    .filter(Boolean)
    .join(' ')

/** What no program understands, in place of what was answered: the logged meanings alone tell how
 * the call goes. */
export const mumbled = (log: Logged[]): Logged[] =>
  log.map(({ events: _, ...turn }) => ({
    ...turn,
    inputs: turn.understood ? turn.inputs.map(mumbledInput) : turn.inputs,
  }))

function mumbledInput(input: Input): Input {
  if (input.type === 'speech')
    return { ...input, alternatives: [{ text: 'grmpf brzlk', confidence: 0.2 }] }
  return input.type === 'keys' ? { ...input, keys: '7', timedOut: true } : input
}

export const withoutRaw = (event: Event): unknown =>
  event.type === 'heard' ? { ...event, raw: undefined } : event
