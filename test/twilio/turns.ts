// Sessions, questions and contexts that the tests of the telephone edge begin from.
import type { Event, Listening } from '../../src/call/event.ts'
import type { Session } from '../../src/call/session.ts'
import type { Context } from '../../src/twilio/speak.ts'
import type { Speech } from '../../src/say/speech.ts'

export const context: Context = {
  base: 'https://calls.example.com',
  audioUrl: (_company, language, name) =>
    name.startsWith('missing')
      ? undefined
      : `https://calls.example.com/audio/${language}/${name}.wav`,
}

export function session(over: Partial<Session> = {}): Session {
  return {
    callId: 'CA1',
    tenant: 'acme',
    flow: 'reception',
    version: 'v1',
    practice: false,
    state: { leaf: 'menu.try1', context: {} },
    slots: {},
    saved: {},
    language: 'en-US',
    caller: { number: '+12025550123', withheld: false, tags: [] },
    line: { number: '+15005550006', name: 'main', values: {} },
    counters: { turns: 1, misses: 0, repeats: 0, webhooks: 1, visits: {} },
    trail: {},
    keys: { kept: '', ahead: '' },
    recordings: [],
    reason: '',
    startedAt: 0,
    at: 0,
    seq: 7,
    reply: 7,
    status: 'waiting',
    ...over,
  }
}

export const text = (words: string, language = 'en-US', voice = 'Polly.Joanna-Neural'): Speech => ({
  kind: 'text',
  text: words,
  language,
  voice,
})
export const audio = (name: string, words: string, language = 'be-BY'): Speech => ({
  kind: 'audio',
  audio: name,
  text: words,
  language,
})
export const said = (speech: Speech[], interrupt = true): Event => ({
  type: 'said',
  step: 'welcome',
  line: 3,
  file: 'reception.yaml',
  speech,
  interrupt,
})
export const asked = (speech: Speech[], listening: Partial<Listening> = {}): Event => ({
  type: 'asked',
  step: 'menu',
  rung: 'try1',
  line: 9,
  file: 'reception.yaml',
  speech,
  listening: {
    mode: 'both',
    recogniser: 'en-US',
    timers: { first: 5000, between: 2000, absolute: 30_000 },
    finish: '#',
    hints: [],
    expects: 'choice',
    interrupt: true,
    kept: '',
    ...listening,
  },
})
export const rang = (people: string[], over: Partial<Event & { type: 'rang' }> = {}): Event => ({
  type: 'rang',
  desk: 'sales',
  handoff: 'H1',
  people,
  seconds: 30,
  attempt: 1,
  ...over,
})
export const handedOff = (
  speech: Speech[],
  over: Partial<Event & { type: 'handed off' }> = {},
): Event => ({
  type: 'handed off',
  handoff: {
    id: 'H1',
    callId: 'CA1',
    tenant: 'acme',
    desk: 'sales',
    label: 'Sales',
    reason: 'wants to buy',
    values: [],
    transcript: [],
    status: 'ringing',
  },
  showNumber: 'line',
  record: false,
  rings: 30_000,
  whisper: [],
  speech,
  ...over,
})
