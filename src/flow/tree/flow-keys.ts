// The keys of a flow file, each with its shape and what it means.
import { KEYS, LEAST_WAIT, MISSES, MOST_TRIES, MOST_WAIT, TRIES, WAIT } from '../defaults.ts'
import { phraseIds, type PhraseId } from '../../languages/phrases.ts'
import { writeDuration } from '../text/duration.ts'
import { deskShape } from './desk-keys.ts'
import { budgetShape, confidenceShape, limitsShape, promiseShape } from './flow-limits.ts'
import type { Flow, Language } from './flow.ts'
import { lookupShape } from './lookup-keys.ts'
import { options } from './option.ts'
import { prompt } from './prompt.ts'
import {
  among,
  count,
  duration,
  group,
  keyOrOff,
  list,
  may,
  must,
  name,
  raw,
  table,
  target,
  text,
  unknownKey,
  wrongKind,
  type Shape,
} from './shape.ts'

const voice = group(
  {
    voice: must(text, 'The voice, or recorded.'),
    'heard as': may(text, 'The language the recogniser should expect.'),
  },
  'a language',
)

const language: Shape<Omit<Language, 'tag'>> = {
  expected: 'a voice, "recorded", or a group of voice and "heard as"',
  json: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: { voice: { type: 'string' }, 'heard as': { type: 'string' } },
        additionalProperties: false,
      },
    ],
  },
  read(node, report) {
    if (node.kind === 'text') return { voice: node.value, range: node.range }
    const read = voice.read(node, report)
    if (!read?.voice) return undefined
    return { voice: read.voice.value, heardAs: read['heard as']?.value, range: node.range }
  },
}

const keys = group(
  {
    operator: may(keyOrOff, `Calls a person; ${KEYS.operator} without it.`),
    repeat: may(keyOrOff, `Repeats; ${KEYS.repeat} without it.`),
    back: may(keyOrOff, `Goes back; ${KEYS.back} without it.`),
  },
  '"keys"',
)

const ownPhrases: (PhraseId | 'unclear' | 'silent')[] = [...phraseIds, 'unclear', 'silent']

const phrasesOfFlow: Shape<Flow['phrases']> = {
  expected: "the engine's phrases in your own words",
  json: {
    type: 'object',
    properties: Object.fromEntries(ownPhrases.map((id) => [id, prompt.json])),
    additionalProperties: false,
  },
  read(node, report) {
    if (node.kind !== 'map') return wrongKind(node, this.expected, report)
    const own: Flow['phrases'] = new Map()
    for (const { key, value } of node.entries) {
      const id = ownPhrases.find((known) => known === key.value)
      if (!id) unknownKey(key, ownPhrases, '"phrases"', report)
      const words = id && prompt.read(value, report)
      if (words) own.set(id, words)
    }
    return own
  },
}

const outgoing = group(
  {
    person: must(target, 'Where the call begins when a person answers.'),
    machine: may(target, 'Where it begins when a machine answers.'),
    nobody: may(target, 'Where it leads when nobody answers.'),
    between: may(name('opening hours'), 'When calls may be made.'),
    tries: may(count(1, 10), 'How often one person is tried.'),
  },
  '"outgoing"',
)

export const flowFields = {
  flow: must(text, 'The name of the flow.'),
  about: may(text, 'What it is for, in a sentence.'),
  languages: may(
    table(language, 'languages'),
    'Languages with their voices; the first is the default. A sub-flow may leave them to the flow that uses it.',
  ),
  start: must(name('a step'), 'The step a call begins with.'),
  help: may(target, 'Where "operator", 0 and worn-out questions lead.'),
  main: may(name('a step'), 'Where "start over" leads; the first menu without it.'),
  'after call': may(target, 'The first of the silent steps that run however the call ended.'),
  given: may(
    raw,
    'Values a call may be begun with: a type, or the keys of a slot. Read as `given.NAME`; a sub-flow sees those it declares too.',
  ),
  takes: may(
    raw,
    'Values a sub-flow is given, with their types. One that is private there is declared as a slot too.',
  ),
  gives: may(list(name('a slot')), 'Slots a sub-flow gives back.'),
  ends: may(list(text), 'The exits of a sub-flow.'),
  listen: may(
    among('both', 'keys', 'speech'),
    'How callers may answer, unless a step says otherwise.',
  ),
  wait: may(
    duration(LEAST_WAIT, MOST_WAIT),
    `How long to wait for an answer; ${writeDuration(WAIT)} without it.`,
  ),
  tries: may(count(1, MOST_TRIES), `Attempts at each question; ${TRIES} without it.`),
  misses: may(
    count(1, 50),
    `Misunderstandings and silences in the whole call before \`help\`; ${MISSES} without it.`,
  ),
  limits: may(limitsShape, 'Hard limits of a call.'),
  confidence: may(
    confidenceShape,
    'From which confidence an answer is understood, and taken for sure.',
  ),
  promise: may(
    promiseShape,
    'What callers are promised, and `check` proves: a person within so many turns and seconds.',
  ),
  budget: may(
    budgetShape,
    'How long callers may have to listen; `callflow check --times` tells how long they do.',
  ),
  speech: may(among('google', 'twilio'), 'Who turns speech into words; twilio without it.'),
  keys: may(keys, 'Keys of the universals; each a key or off.'),
  faq: may(text, 'A FAQ file; its questions may be asked at any menu or question.'),
  switches: may(list(text), 'Notices that staff turn on and off.'),
  anywhere: may(options, 'Options that work at every question.'),
  phrases: may(phrasesOfFlow, "The engine's own phrases in your words."),
  hours: may(raw, 'Opening hours by name.'),
  slots: may(raw, 'What is remembered during a call.'),
  lookups: may(
    table(lookupShape, 'lookups'),
    'Outside systems by name; their addresses are in lines.yaml.',
  ),
  desks: may(table(deskShape, 'desks'), 'Where people answer.'),
  outgoing: may(outgoing, 'How callflow calls out with this flow (not available yet).'),
  steps: must(raw, 'The steps by name.'),
}
