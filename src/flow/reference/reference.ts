// The staff's reference of the language in Markdown, made from the words, keys and rules
// themselves.
import { dialogueRules } from '../checks/check.ts'
import type { Rule } from '../checks/rule.ts'
import { questionFields } from '../tree/faq.ts'
import { companyFields } from '../tree/company.ts'
import { addressFields, lineFields, peopleFields } from '../tree/lines-file.ts'
import { optionFields } from '../tree/option.ts'
import { deskFields } from '../tree/desk-keys.ts'
import { flowFields } from '../tree/flow-keys.ts'
import { lookupFields } from '../tree/lookup-keys.ts'
import { slotFields } from '../tree/slot-keys.ts'
import { phrases } from '../../languages/phrases.ts'
import { prompt, rungPrompts } from '../tree/prompt.ts'
import { target, type Fields } from '../tree/shape.ts'
import { slotTypes } from '../tree/slot.ts'
import { commonFields, listeningFields } from '../tree/step.ts'
import { stepKinds } from '../steps/index.ts'
import { filters } from '../text/template.ts'
import * as examples from './examples.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (heads: string[], rows: string[][]): string =>
  [
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n')

const yaml = (text: string): string => `\`\`\`yaml\n${text.trim()}\n\`\`\``

const code = (text: string): string => `\`${text}\``

/** What may stand after a key, in few words. */
function valueOf({ expected, fields }: Fields[string]['shape']): string {
  if (fields && expected.startsWith('"'))
    return `a group of ${Object.keys(fields).map(code).join(', ')}`
  return expected
    .replace(prompt.expected, 'a prompt')
    .replace(rungPrompts.expected, 'a prompt, or one for each attempt in a list')
    .replace(target.expected, 'a step, desk or end')
    .replace(/^a value$/, 'see below')
    .replace(/^a list, each of them (?:a text|the name of (.*))$/, (_, what?: string) =>
      what ? `a list: ${what.replace(/^a /, 'names of ')}s` : 'a list of texts',
    )
}

/** A key in a table; what must be written is in bold. */
const keyCell = (key: string, must: boolean): string => (must ? `**${code(key)}**` : code(key))

/** Keys with what they take and mean. */
const keysOf = (fields: Fields): string =>
  table(
    ['key', 'value', 'meaning'],
    Object.entries(fields).map(([key, { shape, about, must }]) => [
      keyCell(key, must),
      valueOf(shape),
      about,
    ]),
  )

/** Keys with what they mean, where the meaning says what they take. */
const meaningsOf = (fields: Fields): string =>
  table(
    ['key', 'meaning'],
    Object.entries(fields).map(([key, { about, must }]) => [keyCell(key, must), about]),
  )

const without = (fields: Fields, other: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key, field]) => other[key] !== field))

const places = {
  listens: 'It waits for the caller.',
  silent: 'It goes on by itself.',
  away: 'The caller is with a recorder or another service.',
}

/** Which keys of every question a word takes: mostly all. */
function alsoListening(fields: Fields): string {
  const own = Object.keys(listeningFields).filter((key) => key in fields)
  const all = own.length === Object.keys(listeningFields).length
  return all
    ? 'Also the keys of [every question](#every-question).'
    : `Also, of the keys of [every question](#every-question): ${own.map(code).join(', ')}.`
}

function words(): string[] {
  return stepKinds.flatMap(({ word, about, example, fields, place, later }) => [
    `### ${word}`,
    `${about} ${places[place]}${later ? ' *Not available yet: a flow that uses it can be drafted and checked, but not put into service.*' : ''}`,
    yaml(example),
    keysOf(without(fields, listeningFields)),
    ...(place === 'listens' ? [alsoListening(fields)] : []),
  ])
}

function slots(): string[] {
  const common = slotFields('yes-no')
  return [
    '### Slots',
    'What is remembered during a call. A slot has a type, and its keys follow from that.',
    yaml(examples.slots),
    keysOf(common),
    table(
      ['type', 'what it holds', 'its own keys'],
      slotTypes.map((type) => [
        code(type),
        examples.slotTypes[type],
        Object.entries(without(slotFields(type), common))
          .map(([key, { about }]) => `${code(key)}: ${about}`)
          .join(' '),
      ]),
    ),
  ]
}

const ruleTable = (list: readonly Rule[]): string =>
  table(
    ['code', 'level', 'what it finds'],
    list.map((rule) => [
      code(rule.code),
      rule.severity,
      `${rule.about}${rule.waivable ? ' *May be allowed.*' : ''}`,
    ]),
  )

const fileSections = (): string[] => [
  '# Writing call flows',
  '*This page is made from the program by `npm run docs`; what you read here is what `callflow check` knows.*',
  'A call flow is a text file that says what callers hear, what they can choose, and where they are led. It is written in YAML: a key, a colon, a value; what belongs to a key stands indented below it. A whole flow:',
  yaml(examples.flow),
  'Write, then run `callflow check` and talk to it with `callflow talk`. `callflow format` puts a file in order. An editor that knows YAML schemas completes and explains every key with `flow.schema.json`, which lies beside this page.',
  '## Rules of writing',
  examples.writing,
  '## The file',
  `Keys in **bold** must be there.`,
  keysOf(flowFields),
  ...(['keys', 'limits', 'confidence', 'promise', 'budget'] as const).flatMap((key) => [
    `### ${key}`,
    meaningsOf(flowFields[key].shape.fields ?? {}),
  ]),
]

const stepSections = (): string[] => [
  '## Steps',
  'A step has a name, one word that says what it does, and the keys of that word. After `then` (and every other way on) stands the name of a step or desk, an end of a sub-flow, or `hang up`. A way on is always written out: the order of steps means nothing.',
  ...words(),
  '### Every step',
  keysOf(commonFields),
  '### Every question',
  'The keys of `menu`, `ask`, `choose` and `answer`. Nothing of this need be written: callflow itself asks again in other words, changes to the keypad after two misunderstandings, and leads to `help` after the last try.',
  yaml(examples.question),
  keysOf(listeningFields),
  '### Options',
  'What a caller can choose by saying it or by a key. callflow reads them out: "For LABEL, press KEY."',
  yaml(examples.options),
  keysOf(optionFields),
]

const promptSections = (): string[] => [
  '## Words callers hear',
  examples.prompts,
  '### Values in words',
  examples.templates,
  table(
    ['filter', 'says a value'],
    Object.entries(filters).map(([name, { about }]) => [code(name), about]),
  ),
  '### Conditions',
  examples.conditions,
  '### Names that are always there',
  table(
    ['name', 'what it is'],
    examples.given.map(([name, meaning]) => [code(name), meaning]),
  ),
  "### The engine's own words",
  'callflow says these by itself, in English, Russian and Belarusian. Under `phrases` a flow may use its own words for each of them; `unclear` and `silent` stand for what is said first after a misunderstanding and after a silence. A recorded language needs a recording of each, in `audio/<language>/engine/`, and of the digits 0 to 9.',
  yaml(examples.phrases),
  table(
    ['phrase', 'when'],
    Object.entries(phrases).map(([id, about]) => [code(id), about]),
  ),
]

const partSections = (): string[] => [
  '## Parts of a flow',
  ...slots(),
  '### Desks',
  'Where people answer. Lead to a desk as you lead to a step. Its people stand in lines.yaml.',
  yaml(examples.desks),
  keysOf(deskFields),
  '### Lookups',
  'Other systems that a `request` or `notify` step asks. Their addresses stand in lines.yaml.',
  yaml(examples.lookups),
  examples.answers,
  examples.tables,
  keysOf(lookupFields),
  '### Opening hours',
  examples.hours,
  '### What a call is begun with',
  examples.begunWith,
  '### Sub-flows',
  examples.subflows,
  '### Questions and answers',
  'A FAQ file holds questions with approved answers. Under `faq` its questions may be asked at any menu or question; an `answer` step invites them.',
  yaml(examples.faq),
  meaningsOf(questionFields),
]

const lineSections = (): string[] => [
  '## Lines',
  `Each company has a folder of its own in the flows folder. What stands in \`shared/\` beside them
(flows, questions, \`audio/\`, \`tables/\`) is seen by each company as if it stood in its own
folder. Two companies may call flows, desks and lookups alike: nothing of one is seen at the
other.`,
  `In the folder of a company \`lines.yaml\` says who the company is, which number is answered by
which flow, who sits at the desks, and where the lookups are. Flows hold names only, so one flow
can be tried out and go live unchanged.`,
  yaml(examples.lines),
  `A file is what its place and name say: \`*.calls.yaml\` are scripted calls, \`tables/*.csv\`
tables, \`audio/LANGUAGE/*\` recordings (.wav or .mp3), \`cases.yaml\`, \`shifts.yaml\`,
\`training/\` and \`knowledge/\` are kept for later; every other \`.yaml\` is a flow or a FAQ
file. What is none of these is named by \`callflow check\`.`,
  `A flows folder with a lines.yaml at its top, lines that name a \`tenant\`, and no folders of
companies goes on as before: all its companies share all it holds. \`callflow format --companies\`
divides it.`,
  '### The company',
  meaningsOf(companyFields),
  `Its \`hours:\` may be used by all of its flows, as if they were declared there; without a zone of
their own they have the company's. Desks that name \`hours\` in lines.yaml are open by those,
whatever a flow says.`,
  '### A line',
  meaningsOf(lineFields),
  '### The people of a desk',
  meaningsOf(peopleFields),
  '### The address of a lookup',
  meaningsOf(addressFields),
  `A lookup whose \`secret\` the environment does not set is never asked without it: it fails, which
is told at start and by \`callflow check --live\`. In a flat folder the name begins like that of
any company the lines name.`,
]

function findingSections(rules: readonly Rule[]): string[] {
  const dialogue = new Set(dialogueRules)
  return [
    '## What `callflow check` finds',
    'Errors keep a flow from being put into service; warnings and remarks (info) do not. Where a finding may be allowed, write a comment with the reason on the line above it. It is then printed as a remark on each check:',
    yaml(examples.waiver),
    '### Good dialogue',
    ruleTable(dialogueRules),
    '### The flow and its files',
    ruleTable(rules.filter((rule) => !dialogue.has(rule))),
  ]
}

/** The whole reference, with all `rules` that can find something; it stands in flows/README.md. */
export function flowReference(rules: readonly Rule[]): string {
  const sections = [
    ...fileSections(),
    ...stepSections(),
    ...promptSections(),
    ...partSections(),
    ...lineSections(),
    ...findingSections(rules),
  ]
  return `${sections.join('\n\n')}\n`
}
