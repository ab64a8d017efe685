// One flow file from YAML to a Flow: shapes first, names and logic are the checker's.
import { nearest, oneOf, type Diagnostic, type Report } from '../text/diagnostic.ts'
import { parseDuration } from '../text/duration.ts'
import type { Flow, Language, Lookup, Outgoing, Promised } from './flow.ts'
import { readHours } from './hours.ts'
import type { Entry, Located, Node, Range } from '../text/located.ts'
import { options } from './option.ts'
import {
  anySlot,
  budgetShape,
  confidenceShape,
  deskShape,
  limitsShape,
  lookupShape,
  readGives,
  readType,
} from './parts.ts'
import { phraseIds } from '../../languages/phrases.ts'
import { languageTag, prompt } from './prompt.ts'
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
  readFields,
  table,
  target,
  text,
  unknownKey,
  wrongKind,
  type Shape,
} from './shape.ts'
import { commonFields } from './step.ts'
import { isStepWord, kindOf, stepKinds, stepWords, type Step } from '../steps/index.ts'
import { readYaml } from '../text/yaml.ts'

const raw: Shape<Node> = { expected: 'a value', json: {}, read: (node) => node }

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
    const read = group(
      {
        voice: must(text, 'The voice, or recorded.'),
        'heard as': may(text, 'The language the recogniser should expect.'),
      },
      'a language',
    ).read(node, report)
    return (
      read?.voice && {
        voice: read.voice.value,
        heardAs: read['heard as']?.value,
        range: node.range,
      }
    )
  },
}

const keys = group(
  {
    operator: may(keyOrOff, 'Calls a person; 0 without it.'),
    repeat: may(keyOrOff, 'Repeats; 9 without it.'),
    back: may(keyOrOff, 'Goes back; * without it.'),
  },
  '"keys"',
)

const within: Shape<Promised> = {
  expected: 'turns, a time, or both, such as "4 turns and 90 seconds"',
  json: { type: 'string', examples: ['4 turns and 90 seconds', '90 seconds'] },
  read(node, report) {
    const [, turns, rest = ''] =
      (node.kind === 'text' &&
        /^(?:(\d{1,3}) turns?(?: *(?:,|and) *(?=\S)|$))?(.*)$/.exec(node.value.trim())) ||
      []
    const time = parseDuration(rest)
    if ((turns !== undefined && rest === '') || time !== undefined)
      return { turns: turns === undefined ? undefined : Number(turns), time, range: node.range }
    report({
      code: 'wrong-value',
      severity: 'error',
      message: `expected ${this.expected}`,
      range: node.range,
    })
    return undefined
  },
}

const promise = group(
  {
    'person within': may(
      within,
      'For callers who say nothing or are never understood: until a person is rung, a recorder listens, or they hear goodbye after a goal.',
    ),
    'operator within': may(within, 'The same for callers who ask for a person.'),
  },
  '"promise"',
)
const wordsOwn = [...phraseIds, 'unclear', 'silent']

const phrasesOfFlow: Shape<Flow['phrases']> = {
  expected: "the engine's phrases in your own words",
  json: {
    type: 'object',
    properties: Object.fromEntries(wordsOwn.map((id) => [id, prompt.json])),
    additionalProperties: false,
  },
  read(node, report) {
    if (node.kind !== 'map') return wrongKind(node, this.expected, report)
    return new Map(
      node.entries.flatMap(({ key, value }) => {
        const id = wordsOwn.find((known) => known === key.value) as 'unclear' | undefined
        if (!id) unknownKey(key, wordsOwn, '"phrases"', report)
        const words = id && prompt.read(value, report)
        return words ? [[id, words] as const] : []
      }),
    )
  },
}

const outgoing = group(
  {
    takes: may(raw, 'Values each call is given, with their types.'),
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
  wait: may(duration(3000, 30_000), 'How long to wait for an answer; 5 seconds without it.'),
  tries: may(count(1, 5), 'Attempts at each question; 3 without it.'),
  misses: may(
    count(1, 50),
    'Misunderstandings and silences in the whole call before `help`; 6 without it.',
  ),
  limits: may(limitsShape, 'Hard limits of a call.'),
  confidence: may(
    confidenceShape,
    'From which confidence an answer is understood, and taken for sure.',
  ),
  promise: may(
    promise,
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

/** Reads one flow file. Without a flow the file was too broken to go on. */
export function readFlow(file: string, source: string): { flow?: Flow; diagnostics: Diagnostic[] } {
  const { root, diagnostics } = readYaml(file, source)
  return root ? { flow: flowFrom(file, root, diagnostics), diagnostics } : { diagnostics }
}

export function flowFrom(file: string, root: Node, diagnostics: Diagnostic[]): Flow | undefined {
  const report: Report = (found) => diagnostics.push({ ...found, file: found.range.file })
  if (root.kind !== 'map')
    return wrongKind(root, 'the keys of a flow: flow, languages, start, steps', report)
  const read = readFields(root.entries, root.range, flowFields, 'a flow', report)
  const unread = new Set<string>()
  const orUnread = <T>(name: Located<string>, one: T | undefined): T | undefined => {
    if (one === undefined) unread.add(name.value)
    return one
  }
  const key = (located: Located<string> | undefined, usual: string): string | undefined =>
    located?.value === 'off' ? undefined : (located?.value ?? usual)
  return {
    file,
    range: root.range,
    name: read.flow ?? { value: file, range: root.range },
    about: read.about,
    languages: [...(read.languages?.values() ?? [])].flatMap(({ name, value }) =>
      languageTag.test(name.value)
        ? [{ ...value, tag: name.value, range: name.range }]
        : badTag(name, report),
    ),
    start: read.start,
    help: read.help,
    main: read.main,
    listen: read.listen?.value,
    wait: read.wait?.value,
    tries: read.tries?.value,
    misses: read.misses,
    keys: {
      operator: key(read.keys?.operator, '0'),
      repeat: key(read.keys?.repeat, '9'),
      back: key(read.keys?.back, '*'),
      range: read.keys?.range,
    },
    anywhere: read.anywhere?.value ?? [],
    faq: read.faq,
    switches: read.switches?.value ?? [],
    phrases: read.phrases ?? new Map(),
    hours: byName(read.hours, 'hours', report, (node, name) => ({
      name,
      value: readHours(node, name.value, report),
    })),
    slots: byName(read.slots, 'slots', report, (node, name) => {
      const slot = orUnread(name, anySlot.read(node, report))
      return slot && { ...slot, name: name.value, label: slot.label || name.value, located: name }
    }),
    lookups: new Map(
      [...(read.lookups ?? [])].map(([name, { name: located, value }]): [string, Lookup] => [
        name,
        { ...value, name: located, fields: value.gives && readGives(value.gives, report) },
      ]),
    ),
    desks: new Map(
      [...(read.desks ?? [])].map(([name, { name: located, value }]) => [
        name,
        { ...value, name: located },
      ]),
    ),
    takes: byName(
      read.takes,
      'takes',
      report,
      (node, name) => readType(node, report).map((type) => ({ name, type }))[0],
    ),
    gives: read.gives?.value ?? [],
    ends: read.ends?.value ?? [],
    afterCall: read['after call'],
    outgoing:
      read.outgoing &&
      outgoingOf(
        read.outgoing,
        root.entries.find(({ key }) => key.value === 'outgoing')?.key.range ?? read.outgoing.range,
        report,
      ),
    steps: byName(read.steps, 'steps', report, (node, name) =>
      orUnread(name, readStep(name, node, report)),
    ),
    limits: { turns: read.limits?.turns, minutes: read.limits?.minutes },
    confidence: {
      reject: read.confidence?.reject?.value ?? 0.45,
      sure: read.confidence?.sure?.value ?? 0.8,
    },
    promise: {
      person: read.promise?.['person within'],
      operator: read.promise?.['operator within'],
    },
    budget: read.budget,
    speech: read.speech?.value,
    subflows: new Map(),
    faqs: new Map(),
    unread,
  }
}

function outgoingOf(
  read: NonNullable<ReturnType<typeof outgoing.read>>,
  range: Range,
  report: Report,
): Outgoing {
  const takes = byName(
    read.takes,
    'takes',
    report,
    (node, name) => readType(node, report).map((type) => ({ name, type }))[0],
  )
  return {
    range,
    takes,
    ways: [read.person, read.machine, read.nobody].filter((way) => way !== undefined),
    between: read.between,
  }
}

function badTag(name: Located<string>, report: Report): [] {
  report({
    code: 'unknown-language',
    severity: 'error',
    message: `"${name.value}" is not a language; expected a tag such as en-GB, ru-RU or be-BY`,
    range: name.range,
    hint: nearestTag(name.value),
  })
  return []
}

function nearestTag(written: string): string | undefined {
  const near = nearest(written, [
    'en-GB',
    'en-US',
    'ru-RU',
    'be-BY',
    'pl-PL',
    'uk-UA',
    'lt-LT',
    'de-DE',
  ])
  return near && `did you mean "${near}"?`
}

function byName<T>(
  node: Node | undefined,
  what: string,
  report: Report,
  read: (node: Node, name: Located<string>) => T | undefined,
): Map<string, T> {
  if (!node) return new Map()
  if (node.kind !== 'map') {
    wrongKind(node, `${what} by name`, report)
    return new Map()
  }
  return new Map(
    node.entries.flatMap(({ key, value }) => {
      const one = read(value, key)
      return one === undefined ? [] : [[key.value, one] as const]
    }),
  )
}

function readStep(name: Located<string>, node: Node, report: Report): Step | undefined {
  if (node.kind !== 'map')
    return wrongKind(node, `a step: one word (${stepWords.join(', ')}) with its keys`, report)
  const words = node.entries.filter(({ key }) => isStepWord(key.value))
  const first = words[0] ?? misspelt(name, node.entries, report)
  if (!first) return undefined
  const second = words.find(
    ({ key }) =>
      key.value !== first.key.value && !(key.value in kindOf({ word: first.key.value }).fields),
  )
  if (second)
    report({
      code: 'two-words',
      severity: 'error',
      message: `a step has one word, but this one has "${first.key.value}" and "${second.key.value}"`,
      range: second.key.range,
      hint: 'make two steps of it',
    })
  const kind = kindOf({ word: first.key.value })
  const entries = second ? node.entries.filter((entry) => entry !== second) : node.entries
  const read = readFields(
    entries,
    node.range,
    { ...kind.fields, ...commonFields },
    `a "${kind.word}" step`,
    report,
  )
  return { ...read, name, word: kind.word } as unknown as Step
}

/** A step without a known word: the likeliest key is taken for it, so that one slip gives one
 * message. */
function misspelt(name: Located<string>, entries: Entry[], report: Report): Entry | undefined {
  const guess = entries
    .map((entry) => ({ entry, near: nearest(entry.key.value, stepWords) }))
    .find(({ near }) => near)
  const known = new Set(stepKinds.flatMap(({ fields }) => Object.keys(fields)))
  const odd = entries.find(({ key }) => !known.has(key.value))
  report({
    code: 'unknown-step',
    severity: 'error',
    message: odd
      ? `"${odd.key.value}" is not a step word; expected ${oneOf(stepWords)}`
      : `step "${name.value}" has no word; expected ${oneOf(stepWords)}`,
    range: (guess?.entry ?? odd)?.key.range ?? name.range,
    hint: guess ? `did you mean "${guess.near}"?` : undefined,
  })
  return undefined
}
