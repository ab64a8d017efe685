// Rules about lines.yaml: numbers that can be dialled, flows that exist, people for desks and
// addresses for lookups.
import { stepsWith } from '../steps/index.ts'
import { didYouMean } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import type { Desk, Flow } from '../tree/flow.ts'
import type { DeskEntry, Lines } from '../tree/lines-file.ts'
import { withIncluded, type Project } from '../tree/project.ts'
import { mustBe } from './declared-names.ts'
import { secretsIn } from './private-values.ts'
import { companyLineRules } from './companies.ts'
import type { LineRule } from './line-rule.ts'
import { secretRule } from './secrets.ts'
import type { Find } from './rule.ts'

/** The fewest digits of a whole number; shorter ones are for one network or for emergencies. */
const FEWEST_DIGITS = 7

const e164 = /^\+[1-9]\d{6,14}$/

function checkNumber(located: Located<string>, find: Find): void {
  const { value, range } = located
  if (e164.test(value)) return
  const digits = value.replace(/\D/g, '')
  const meant = `+${digits.replace(/^00/, '')}`
  if (digits.length < FEWEST_DIGITS)
    find({
      range,
      message: `"${value}" has fewer than seven digits; short and emergency numbers cannot be dialled from here`,
    })
  else
    find({
      range,
      message: `"${value}" is not a whole telephone number; expected + and the country code before it, without spaces`,
      hint: e164.test(meant) ? `did you mean "${meant}"?` : undefined,
    })
}

function checkPeople(people: { value: Located<string>[] } | undefined, find: Find): void {
  for (const person of people?.value ?? [])
    if (!/^(sip:[^\s@]+@[^\s@]+|client:\S+)$/.test(person.value)) checkNumber(person, find)
}

/** The flows that lines answer with, each with all it includes. */
function answering(lines: Lines, project: Project): Flow[] {
  const named = new Set([...lines.lines.values()].map(({ value }) => value.flow?.value))
  const flows = [...project.flows.values()].filter(({ name }) => named.has(name.value))
  return [...new Set(flows.flatMap((flow) => withIncluded(flow)))]
}

/** A language of a line that its flow does not speak. */
function findUnspoken(flow: Flow, { value, range }: Located<string>, find: Find): void {
  const tags = flow.languages.map(({ tag }) => tag)
  if (tags.includes(value)) return
  const message = `flow "${flow.name.value}" does not speak ${value}`
  find({ range, message, hint: didYouMean(value, tags) })
}

function findWithoutPeople(desk: Desk, entry: DeskEntry | undefined, find: Find): void {
  const { value: name, range } = desk.name
  if (desk.number && !entry?.['may dial'])
    find({
      severity: 'warning',
      range,
      message: `desk "${name}" rings a looked-up number, but lines.yaml does not say which countries it may dial`,
      hint: `in lines.yaml: desks: { ${name}: { may dial: [GB] } }`,
    })
  if (!desk.number && !entry?.people?.onDuty && !entry?.people?.value.length)
    find({
      range,
      message: `desk "${name}" has no people in lines.yaml: only operators who are signed in at the console take its calls`,
      hint: `in lines.yaml: desks: { ${name}: { people: ["+442079460100"] } }`,
    })
}

/** How a lookup is asked; undefined when it has no address. */
function methodOf(flow: Flow, lines: Lines, name: string): string | undefined {
  const entry = lines.lookups.get(name)?.value
  const changes = flow.lookups.get(name)?.changes?.value
  return entry && (entry.method?.value ?? (changes ? 'POST' : 'GET'))
}

export const lineRules: LineRule[] = [
  ...companyLineRules,
  secretRule,
  {
    code: 'bad-number',
    severity: 'error',
    about: 'A telephone number in lines.yaml cannot be dialled, or is none.',
    checkLines(lines, _project, find) {
      for (const { name, value } of lines.lines.values()) {
        checkNumber(name, find)
        if (value['if all fails']) checkNumber(value['if all fails'], find)
        for (const number of value['may be sent to']?.value ?? []) checkNumber(number, find)
        for (const { value: desk } of value.desks?.values() ?? []) checkPeople(desk.people, find)
      }
      for (const { value } of lines.desks.values()) checkPeople(value.people, find)
    },
  },
  {
    code: 'unknown-line-name',
    severity: 'error',
    about: 'A flow, desk, lookup or language that lines.yaml names does not exist in any flow.',
    checkLines(lines, project, find) {
      const flows = [...project.flows.values()]
      const names = {
        known: flows.map(({ name }) => name.value),
        none: 'there is no flow',
      }
      const desks = {
        known: flows.flatMap((flow) => [...flow.desks.keys()]),
        none: 'there is no desk in any flow called',
      }
      const lookups = {
        known: flows.flatMap((flow) => [...flow.lookups.keys()]),
        none: 'there is no lookup in any flow called',
      }
      for (const { value } of lines.lines.values()) {
        mustBe(value.flow, names, find)
        mustBe(value['calls back'], names, find)
        for (const { name } of value.desks?.values() ?? []) mustBe(name, desks, find)
        const flow = flows.find(({ name }) => name.value === value.flow?.value)
        if (flow && value.language) findUnspoken(flow, value.language, find)
      }
      const hours = {
        known: [...lines.hours.keys()],
        none: 'the company has no opening hours called',
      }
      for (const { name, value } of lines.desks.values()) {
        mustBe(name, desks, find)
        mustBe(value.hours, hours, find)
      }
      for (const { name } of lines.lookups.values()) mustBe(name, lookups, find)
    },
  },
  {
    code: 'desk-without-people',
    severity: 'info',
    about:
      'A desk of a flow that a line answers with has no people in lines.yaml, so that nobody takes calls there while no operator is signed in; or it rings a looked-up number, and no country is allowed for it (a warning).',
    checkLines(lines, project, find) {
      for (const flow of answering(lines, project))
        for (const desk of flow.desks.values())
          findWithoutPeople(desk, lines.desks.get(desk.name.value)?.value, find)
    },
  },
  {
    code: 'lookup-without-address',
    severity: 'error',
    about: 'A lookup of a flow that a line answers with has no address in lines.yaml.',
    checkLines(lines, project, find) {
      for (const flow of answering(lines, project))
        for (const { name, engine, table } of flow.lookups.values())
          if (!engine && !table && !lines.lookups.has(name.value))
            find({
              range: name.range,
              message: `lookup "${name.value}" has no address in lines.yaml`,
              hint: `in lines.yaml: lookups: { ${name.value}: { url: https://… } }`,
            })
    },
  },
  {
    code: 'private-in-address',
    severity: 'error',
    about:
      'A private value is given to a lookup that is asked with GET or DELETE, which would write it into an address.',
    checkLines(lines, project, find) {
      for (const flow of answering(lines, project)) {
        for (const { request, notify, with: given } of stepsWith(flow, 'request', 'notify')) {
          const name = (request ?? notify)?.value ?? ''
          const method = methodOf(flow, lines, name)
          if (method !== 'GET' && method !== 'DELETE') continue
          const secrets = [...(given?.values() ?? [])].flatMap(({ value }) =>
            secretsIn(flow, value),
          )
          for (const { range, path } of secrets)
            find({
              range,
              message: `"${path}" is private, but lookup "${name}" is asked with ${method}, which writes values into the address`,
              hint: `in lines.yaml, at the lookup: method: POST`,
            })
        }
      }
    },
  },
]
