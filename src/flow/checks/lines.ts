// Rules about lines.yaml: numbers that can be dialled, flows that exist, people for desks and
// addresses for lookups.
import { nearest } from '../text/diagnostic.ts'
import { plainName } from '../text/expression.ts'
import type { Flow } from '../tree/flow.ts'
import type { Lines } from '../tree/lines-file.ts'
import type { Located } from '../text/located.ts'
import type { Project } from '../tree/project.ts'
import { withIncluded } from '../tree/project.ts'
import type { Find, Rule } from './rule.ts'
import { mustBe } from './declared-names.ts'
import { placeholdersIn } from './spoken-texts.ts'

/** A rule about the lines of a project; the `check` of these looks at the whole, not at one
 * flow. */
export type LineRule = Omit<Rule, 'check'> & {
  checkLines(lines: Lines, project: Project, find: Find): void
}

const e164 = /^\+[1-9]\d{6,14}$/

function number(located: Located<string>, find: Find): void {
  const { value, range } = located
  if (e164.test(value)) return
  const digits = value.replace(/\D/g, '')
  if (digits.length < 7) {
    find({
      range,
      message: `"${value}" has fewer than seven digits; short and emergency numbers cannot be dialled from here`,
    })
    return
  }
  const meant = `+${digits.replace(/^00/, '')}`
  find({
    range,
    message: `"${value}" is not a whole telephone number; expected + and the country code before it, without spaces`,
    hint: e164.test(meant) ? `did you mean "${meant}"?` : undefined,
  })
}

/** The flows that lines answer with, each with all it includes. */
function answering(lines: Lines, project: Project): Flow[] {
  const named = new Set([...lines.lines.values()].map(({ value }) => value.flow?.value))
  return [
    ...new Set(
      [...project.flows.values()]
        .filter(({ name }) => named.has(name.value))
        .flatMap((flow) => withIncluded(flow)),
    ),
  ]
}

export const lineRules: LineRule[] = [
  {
    code: 'bad-number',
    severity: 'error',
    about: 'A telephone number in lines.yaml cannot be dialled, or is none.',
    checkLines(lines, _project, find) {
      for (const { name, value } of lines.lines.values()) {
        number(name, find)
        if (value['if all fails']) number(value['if all fails'], find)
      }
      for (const { value } of lines.desks.values())
        for (const person of value.people?.value ?? [])
          if (!/^(sip:[^\s@]+@[^\s@]+|client:\S+)$/.test(person.value)) number(person, find)
    },
  },
  {
    code: 'unknown-line-name',
    severity: 'error',
    about: 'A flow, desk, lookup or language that lines.yaml names does not exist in any flow.',
    checkLines(lines, project, find) {
      const flows = [...project.flows.values()]
      for (const { value } of lines.lines.values()) {
        mustBe(
          value.flow,
          flows.map(({ name }) => name.value),
          'there is no flow',
          find,
        )
        const flow = flows.find(({ name }) => name.value === value.flow?.value)
        const tags = flow?.languages.map(({ tag }) => tag) ?? []
        if (value.language && flow && !tags.includes(value.language.value))
          find({
            range: value.language.range,
            message: `flow "${flow.name.value}" does not speak ${value.language.value}`,
            hint: hintOf(value.language.value, tags),
          })
      }
      for (const { name } of lines.desks.values())
        mustBe(
          name,
          flows.flatMap(({ desks }) => [...desks.keys()]),
          'there is no desk in any flow called',
          find,
        )
      for (const { name } of lines.lookups.values())
        mustBe(
          name,
          flows.flatMap(({ lookups }) => [...lookups.keys()]),
          'there is no lookup in any flow called',
          find,
        )
    },
  },
  {
    code: 'desk-without-people',
    severity: 'info',
    about:
      'A desk of a flow that a line answers with has no people in lines.yaml, so that nobody takes calls there while no operator is signed in; or it rings a looked-up number, and no country is allowed for it (a warning).',
    checkLines(lines, project, find) {
      for (const flow of answering(lines, project)) {
        for (const desk of flow.desks.values()) {
          const people = lines.desks.get(desk.name.value)?.value
          if (desk.number) {
            if (!people?.['may dial'])
              find({
                severity: 'warning',
                range: desk.name.range,
                message: `desk "${desk.name.value}" rings a looked-up number, but lines.yaml does not say which countries it may dial`,
                hint: `in lines.yaml: desks: { ${desk.name.value}: { may dial: [GB] } }`,
              })
          } else if (!people?.people?.value.length)
            find({
              range: desk.name.range,
              message: `desk "${desk.name.value}" has no people in lines.yaml: only operators who are signed in at the console take its calls`,
              hint: `in lines.yaml: desks: { ${desk.name.value}: { people: ["+442079460100"] } }`,
            })
        }
      }
    },
  },
  {
    code: 'lookup-without-address',
    severity: 'error',
    about: 'A lookup of a flow that a line answers with has no address in lines.yaml.',
    checkLines(lines, project, find) {
      for (const flow of answering(lines, project))
        for (const { name } of flow.lookups.values())
          if (!lines.lookups.has(name.value))
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
        for (const step of flow.steps.values()) {
          const name = (step.request ?? step.notify)?.value
          const asked = name === undefined ? undefined : lines.lookups.get(name)?.value
          const method =
            asked?.method?.value ?? (flow.lookups.get(name ?? '')?.changes?.value ? 'POST' : 'GET')
          if (!asked || (method !== 'GET' && method !== 'DELETE')) continue
          for (const { value } of step.with?.values() ?? [])
            for (const { path } of placeholdersIn(value))
              if (
                [...flow.slots.values()].some(
                  (slot) => slot.private && plainName(slot.name) === plainName(path.names[0] ?? ''),
                )
              )
                find({
                  range: path.range,
                  message: `"${path.names.join('.')}" is private, but lookup "${name}" is asked with ${method}, which writes values into the address`,
                  hint: `in lines.yaml, at the lookup: method: POST`,
                })
        }
      }
    },
  },
]

function hintOf(written: string, known: string[]): string | undefined {
  const near = nearest(written, known)
  return near === undefined ? undefined : `did you mean "${near}"?`
}
