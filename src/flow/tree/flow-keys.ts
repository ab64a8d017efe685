// The keys of a flow file, each with its shape and what it means.
import { KEYS, LEAST_WAIT, MISSES, MOST_TRIES, MOST_WAIT, TRIES, WAIT } from '../defaults.ts'
import { phraseIds, type PhraseId } from '../../languages/phrases.ts'
import { error } from '../text/diagnostic.ts'
import { writeDuration } from '../text/duration.ts'
import type { Located } from '../text/located.ts'
import { deskShape } from './desk-keys.ts'
import { budgetShape, confidenceShape, limitsShape, promiseShape } from './flow-limits.ts'
import type { Flow, Language } from './flow.ts'
import { lookupShape } from './lookup-keys.ts'
import { options } from './option.ts'
import { phrases, prompt, type Phrases } from './prompt.ts'
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

/** Not a phrase of ours, but words of callers. */
const EMERGENCY_WORDS = 'emergency words'

/** The author's words for the engine's phrases, and those of callers in danger with their key. */
type PhrasesOfFlow = { own: Flow['phrases']; emergency?: { key: Located<string>; words: Phrases } }

const phrasesOfFlow: Shape<PhrasesOfFlow> = {
  expected: "the engine's phrases in your own words",
  json: {
    type: 'object',
    properties: {
      ...Object.fromEntries(ownPhrases.map((id) => [id, prompt.json])),
      [EMERGENCY_WORDS]: {
        description: 'Words of callers in danger, instead of those of the languages.',
        ...phrases.json,
      },
    },
    additionalProperties: false,
  },
  read(node, report) {
    if (node.kind !== 'map') return wrongKind(node, this.expected, report)
    const own: Flow['phrases'] = new Map()
    const read: PhrasesOfFlow = { own }
    for (const { key, value } of node.entries) {
      if (key.value === EMERGENCY_WORDS) {
        const words = phrases.read(value, report)
        if (words) read.emergency = { key, words }
        continue
      }
      const id = ownPhrases.find((known) => known === key.value)
      if (!id) unknownKey(key, [...ownPhrases, EMERGENCY_WORDS], '"phrases"', report)
      const words = id && prompt.read(value, report)
      if (words) own.set(id, words)
    }
    return read
  },
}

/** A share of callers, in hundredths of them. */
const share: Shape<Located<number>> = {
  expected: 'a share such as 20 %',
  json: { type: 'string', pattern: '^\\d{1,3}(\\.\\d+)? ?%$', examples: ['20 %'] },
  read(node, report) {
    if (node.kind !== 'text') return wrongKind(node, this.expected, report)
    const [, figure, sign] = /^(\d{1,3}(?:\.\d+)?) ?(%?)$/.exec(node.value) ?? []
    const value = Number(figure)
    if (value <= MOST_PERCENT && sign !== '') return { value, range: node.range }
    const hint = value <= MOST_PERCENT ? `write "${figure} %"` : undefined
    const message = `expected ${this.expected}, but found "${node.value}"`
    report(error('wrong-value', message, node.range, hint))
    return undefined
  },
}

const MOST_PERCENT = 100

const callingOut = group(
  {
    person: must(target, 'Where the call begins when a person answers.'),
    machine: may(target, 'Where it begins when a machine answers.'),
    nobody: may(target, 'Where it leads when nobody answers.'),
    between: may(name('opening hours'), 'When calls may be made.'),
    tries: may(count(1, 10), 'How often one person is tried.'),
  },
  '"outgoing"',
)

/** What a call is begun with was written here once. */
const outgoing: typeof callingOut = {
  ...callingOut,
  read(node, report) {
    if (node.kind !== 'map') return callingOut.read(node, report)
    const takes = node.entries.find(({ key }) => key.value === 'takes')
    if (takes) {
      const message = '"takes" of "outgoing" stands at the flow now, as "given"'
      report(error('unknown-key', message, takes.key.range, 'given: { name: name }'))
    }
    return callingOut.read(
      { ...node, entries: node.entries.filter((entry) => entry !== takes) },
      report,
    )
  },
}

export const flowFields = {
  flow: must(text, 'The name of the flow.'),
  about: may(text, 'What it is for, in a sentence.'),
  languages: may(
    table(language, 'languages'),
    'Languages with their voices; the first is the default. A sub-flow may leave them to the flow that uses it.',
  ),
  start: must(name('a step'), 'The step a call begins with.'),
  help: may(target, 'Where "operator", 0 and worn-out questions lead.'),
  emergency: may(
    target,
    'Where callers in danger are led from every question (not available yet); their words may be given under `phrases` as `emergency words`.',
  ),
  outsiders: may(
    share,
    'How many callers want something that no option is for (not available yet).',
  ),
  pronounce: may(
    table(text, 'words'),
    'Words with how they are spoken: { WORD: as spoken } (not available yet).',
  ),
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
