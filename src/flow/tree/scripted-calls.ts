// Scripted calls (`*.calls.yaml`): what a caller does, what the outside answers, and what must come
// of it.
import { IMAGINED_CALLER, SCRIPTED_CONFIDENCE } from '../defaults.ts'
import { error, type Diagnostic, type Report } from '../text/diagnostic.ts'
import { MINUTE, SECOND } from '../text/duration.ts'
import type { Located, Node, Range } from '../text/located.ts'
import {
  among,
  decimal,
  duration,
  group,
  list,
  may,
  must,
  scalar,
  table,
  text,
  unknownKey,
  wrongKind,
  yesNo,
  type FieldsRead,
  type Named,
  type Shape,
} from './shape.ts'
import { readYaml } from '../text/yaml.ts'

/** One thing that happens in a call. `duration` in milliseconds; 0: nothing was said after the
 * tone. */
export type Act = { range?: Range } & (
  | { type: 'system'; text: string }
  | { type: 'caller'; text: string; confidence?: number }
  | { type: 'keys'; keys: string }
  | { type: 'message'; duration: number }
  | { type: 'silence' | 'hang up' | 'operator hangs up' }
  /** at a desk that is served by the queue: an operator takes the caller, none does in time, or the
   * operator's connection breaks */
  | { type: 'operator answers' | 'nobody answers' | 'operator drops' }
  | { type: 'operator sends back'; step: string }
)

export type CannedReply = 'not found' | 'failed' | Node

const simple = [
  'silence',
  'hang up',
  'operator hangs up',
  'operator answers',
  'nobody answers',
  'operator drops',
] as const

const spoken = group(
  {
    text: must(text, 'What the caller says.'),
    confidence: may(
      decimal(0, 1),
      `How sure the recogniser is; ${SCRIPTED_CONFIDENCE} without it.`,
    ),
  },
  'what the caller says',
)
const keys = scalar('keys of the telephone, such as "1" or "204819#"', (value) =>
  /^[0-9*#]+$/.test(value) ? value : undefined,
)
const message = scalar('a duration such as 12 seconds, or nothing', (value) => value)
const messageLength = duration(SECOND, 10 * MINUTE)

type ActReader = (node: Node, report: Report) => Act | undefined

const acts: Record<string, ActReader> = {
  system: (node, report) => {
    const said = text.read(node, report)
    return said && { type: 'system', text: said.value }
  },
  caller: (node, report) => {
    if (node.kind === 'text') {
      const said = text.read(node, report)
      return said && { type: 'caller', text: said.value }
    }
    const said = spoken.read(node, report)
    if (!said) return undefined
    return { type: 'caller', text: said.text?.value ?? '', confidence: said.confidence?.value }
  },
  'operator sends back': (node, report) => {
    const step = text.read(node, report)
    return step && { type: 'operator sends back', step: step.value }
  },
  keys: (node, report) => {
    const pressed = keys.read(node, report)
    return pressed && { type: 'keys', keys: pressed.value }
  },
  message: (node, report) => {
    if (node.kind === 'text' && node.value === 'nothing') return { type: 'message', duration: 0 }
    const length = message.read(node, report) && messageLength.read(node, report)
    return length && { type: 'message', duration: length.value }
  },
}

const talk: Shape<Act> = {
  expected:
    'one of system, caller, keys, message, silence, operator answers, nobody answers, operator hangs up, operator drops, operator sends back, hang up',
  json: {},
  read(node, report) {
    if (node.kind === 'list') return wrongKind(node, this.expected, report)
    if (node.kind === 'text') {
      const said = among(...simple).read(node, report)
      return said && { type: said.value, range: node.range }
    }
    const [entry, second] = node.entries
    if (!entry) return wrongKind(node, this.expected, report)
    if (second) {
      const { value, range } = second.key
      report(
        error('two-acts', `"${value}" belongs into an item of its own`, range, `- ${value}: …`),
      )
    }
    const read = acts[entry.key.value]
    if (!read) return unknownKey(entry.key, Object.keys(acts), 'a talk', report)
    const done = read(entry.value, report)
    return done && { ...done, range: entry.key.range }
  },
}

const reply: Shape<CannedReply> = {
  expected: 'the fields of an answer, the text of one that is bare text, not found, or failed',
  json: {},
  read(node, report) {
    if (node.kind === 'list') return wrongKind(node, this.expected, report)
    if (node.kind === 'text' && (node.value === 'not found' || node.value === 'failed'))
      return node.value
    return node
  },
}

const replies: Shape<CannedReply[]> = {
  expected: `${reply.expected}, or a list of these, one for each use`,
  json: {},
  read(node, report) {
    const all = (node.kind === 'list' ? node.items : [node]).map((item) => reply.read(item, report))
    return all.flatMap((one) => one ?? [])
  },
}

/** What a switch says: one text for every language, or one a language. */
export type SwitchWords = Located<string> | Named<Located<string>>

const textsByLanguage = table(text, 'texts by language')

const switchWords: Shape<SwitchWords> = {
  expected: 'on, off, words, or words by language',
  json: { anyOf: [text.json, textsByLanguage.json] },
  read(node, report) {
    if (node.kind === 'list') return wrongKind(node, this.expected, report)
    return (node.kind === 'map' ? textsByLanguage : text).read(node, report)
  },
}

const time = scalar('a time such as 2026-03-02 10:00', (value) =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(value) ? value : undefined,
)

export const reachesFields = {
  goal: may(text, 'A goal that is reached.'),
  desk: may(text, 'A desk the call is handed to.'),
  slots: may(table(text, 'values'), 'What slots hold at the end.'),
  card: may(
    table(text, 'values'),
    'What the operator reads on the card; "not asked" for what nobody asked.',
  ),
  ended: may(yesNo, 'Whether the call is over at the end.'),
}

const callerFields = {
  name: may(text, 'The name that the telephone company tells.'),
  country: may(text, 'The country, such as BY; that of the number without it.'),
  verified: may(yesNo, 'Whether the telephone company vouches for the number.'),
  'forwarded from': may(text, 'The number that was called first.'),
  campaign: may(text, 'The campaign of a call that we make.'),
  tags: may(list(text), 'Tags of the caller.'),
}

export const callFields = {
  call: must(text, 'What happens in this call, in a few words.'),
  at: must(time, 'When the call is made.'),
  zone: may(text, 'The zone of that time; without it, that of the first opening hours, else UTC.'),
  from: may(text, `Who calls; ${IMAGINED_CALLER} without it.`),
  withheld: may(yesNo, 'yes: the number is withheld.'),
  caller: may(group(callerFields, '"caller"'), 'What else is known of the caller.'),
  line: may(table(text, 'values'), 'Values of the line: {{ line.brand }}.'),
  given: may(table(text, 'values'), 'Values the call is begun with: { contact: "42" }.'),
  language: may(text, 'The language the line begins in.'),
  switches: may(
    table(switchWords, 'switches'),
    'Switches that are on: their words, words by language, or on; off is the same as not named.',
  ),
  lookups: may(
    table(replies, 'answers'),
    'What lookups answer; the last one repeats. Without it a lookup answers its example.',
  ),
  desks: may(
    table(among('answered', 'busy', 'no answer', 'queue'), 'desks'),
    'How desks are found; answered without it. queue: operators serve it, and the caller waits in its queue.',
  ),
  'call backs': may(
    among('taken', 'refused'),
    'Whether a call back may be promised; taken without it.',
  ),
  talk: must(list(talk, 'a list of what is said and done'), 'What is said and done, in order.'),
  reaches: may(group(reachesFields, 'what a call reaches'), 'What must have come of it.'),
}

export type CallScript = FieldsRead<typeof callFields> & { range: Range }

const callsFields = {
  flow: must(text, 'The file of the flow, beside this one.'),
  calls: must(list(group(callFields, 'a call')), 'The calls.'),
}

/** `flow` is the path of the flow's file as written. Calls that could not be read whole are left
 * out and reported. */
export type CallsFile = {
  file: string
  flow: Located<string>
  calls: CallScript[]
  diagnostics: Diagnostic[]
}

/** Reads a file of scripted calls; `flow` is absent when the file does not say which flow they are
 * for. */
export function readCalls(
  file: string,
  source: string,
): Omit<CallsFile, 'flow'> & { flow?: Located<string> } {
  const { root, diagnostics } = readYaml(file, source)
  const report: Report = (found) => void diagnostics.push({ ...found, file: found.range.file })
  const whole = root && group(callsFields, 'a file of scripted calls').read(root, report)
  const calls = (whole?.calls?.value ?? []).filter((one) => one.call && one.at && one.talk)
  return { file, flow: whole?.flow, calls, diagnostics }
}
