// The values that callflow gives by itself: the caller, the line, the hours, the desks and so on.
import { plainName } from '../text/expression.ts'
import type { Flow, Slot } from '../tree/flow.ts'
import type { View } from './flow-view.ts'
import {
  hasParts,
  notOneOf,
  sameName,
  tooFar,
  withUnderscores,
  type Known,
  type Unknown,
} from './known-value.ts'

export const givenNames: readonly string[] = [
  'language',
  'priority',
  'today',
  'now',
  'caller',
  'line',
  'call',
  'given',
  'hours',
  'desks',
  'switches',
]

export const priorities = ['high', 'normal', 'low']

type Parts = Record<string, Known>

const callerParts: Parts = {
  number: { type: 'phone' },
  name: { type: 'name' },
  country: { type: 'text' },
  verified: { type: 'yes-no' },
  'forwarded from': { type: 'phone' },
  campaign: { type: 'text' },
  tags: { type: 'list' },
  withheld: { type: 'yes-no' },
}

const callParts: Parts = {
  id: { type: 'text' },
  lot: { type: 'number' },
  talked: { type: 'yes-no' },
  disposition: { type: 'text' },
}

const deskParts: Parts = {
  free: { type: 'number' },
  waiting: { type: 'number' },
  wait: { type: 'duration' },
  place: { type: 'number' },
}

/** What a name stands for that begins with one of `givenNames`; undefined for any other. `flows` are
 * those whose hours, desks and switches may be named. */
export function givenValue(
  view: View,
  flows: readonly Flow[],
  names: readonly string[],
): Known | Unknown | undefined {
  const alone = (known: Known): Known | Unknown =>
    names.length > 1 ? tooFar(names, names[0] ?? '') : known
  switch (plainName(names[0] ?? '')) {
    case 'language':
      return alone({ type: 'text', values: view.languages.map(({ tag }) => tag) })
    case 'priority':
      return alone({ type: 'text', values: priorities })
    case 'today':
      return alone({ type: 'date' })
    case 'now':
      return alone({ type: 'date-time' })
    case 'caller':
      return partOf(callerParts, names)
    case 'call':
      return partOf(callParts, names)
    case 'given':
      return givenToCall(view.flow, names)
    case 'line':
      return lineValue(view, flows, names[1])
    case 'hours':
      return declaredPart(names, {
        declared: flows.flatMap(({ hours }) => [...hours.keys()]),
        what: 'the name of opening hours',
        itself: { type: 'text', values: ['open', 'closed', 'holiday'] },
        owner: 'opening hours',
        parts: { opens: { type: 'date-time' } },
      })
    case 'switches':
      return declaredPart(names, {
        declared: flows.flatMap(({ switches }) => switches.map(({ value }) => value)),
        what: 'a switch',
        itself: { type: 'text', values: ['on', 'off'] },
        owner: 'a switch',
        parts: { text: { type: 'text' } },
      })
    case 'desks':
      return declaredPart(names, {
        declared: flows.flatMap(({ desks }) => [...desks.keys()]),
        what: 'a desk',
        owner: 'a desk',
        parts: deskParts,
      })
    default:
      return undefined
  }
}

/** `caller.number`: a part that there always is. */
function partOf(parts: Parts, names: readonly string[]): Known | Unknown {
  const [first = '', second] = names
  const known = Object.keys(parts).map(withUnderscores)
  if (second === undefined) return hasParts(`"${first}"`, first, known)
  const found = Object.hasOwn(parts, plainName(second)) ? parts[plainName(second)] : undefined
  if (!found) return notOneOf(`a part of "${first}"`, second, known, (near) => `${first}.${near}`)
  return names.length > 2 ? tooFar(names, `${first}.${second}`) : found
}

/** Things a flow declares, each with the same parts; `itself` is what the thing alone stands for. */
type Declared = {
  declared: readonly string[]
  what: string
  itself?: Known
  owner: string
  parts: Parts
}

/** `desks.front desk.free`: a part of something that the flow declares. */
function declaredPart(
  [first = '', second, third, ...more]: readonly string[],
  { declared, what, itself, owner, parts }: Declared,
): Known | Unknown {
  if (second === undefined) {
    const example = `${first}.${withUnderscores(declared[0] ?? 'office')}`
    return { message: `"${first}" needs a name after it, such as ${example}` }
  }
  if (!declared.some((name) => plainName(name) === plainName(second)))
    return notOneOf(what, second, declared, (near) => `${first}.${withUnderscores(near)}`)
  const begin = `${first}.${second}`
  if (third === undefined) return itself ?? hasParts(owner, begin, Object.keys(parts))
  const found = Object.hasOwn(parts, third) ? parts[third] : undefined
  if (found && more.length === 0) return found
  return notOneOf(`a part of ${owner}`, third, Object.keys(parts), (near) => `${begin}.${near}`)
}

/** A value the call is begun with. */
function givenToCall({ given }: Flow, names: readonly string[]): Known | Unknown {
  const [, name, third] = names
  const known = [...given.keys()].map(withUnderscores)
  const example = 'given: { contact: text }'
  if (name === undefined && known.length > 0) return hasParts('"given"', 'given', known)
  if (name === undefined)
    return { message: '"given" has parts, but this flow is given nothing', hint: example }
  const found = sameName(given, name)
  if (!found)
    return {
      hint: `declare it: given: { ${plainName(name)}: text }`,
      ...withoutEmpty(notOneOf('a value this flow is given', name, [...given.keys()], givenName)),
    }
  if (third !== undefined) return tooFar(names, `given.${name}`)
  const { type, readBack, ...slot } = found[1]
  return { type, private: slot.private && !readBack, values: closedValues(found[1]) }
}

const givenName = (name: string): string => `given.${withUnderscores(name)}`

const withoutEmpty = ({ message, hint }: Unknown): Unknown =>
  hint === undefined ? { message } : { message, hint }

/** All that a choice can be, where no other answers are taken. */
export const closedValues = ({ type, others, options }: Slot): string[] | undefined =>
  type === 'choice' && !others ? options?.map(({ value }) => value) : undefined

/** Values of the lines that one of the flows answers. */
function lineValue(view: View, flows: readonly Flow[], name: string | undefined): Known | Unknown {
  if (name === undefined)
    return { message: '"line" has parts: line.name, line.number, and the values of lines.yaml' }
  if (name === 'number') return { type: 'phone' }
  const answering = new Set(flows.map((flow) => flow.name.value))
  const all = [...(view.project.lines?.lines.values() ?? [])]
  const has = ({ value }: (typeof all)[number]): boolean =>
    value.values !== undefined && sameName(value.values, name) !== undefined
  const lines = all.filter(({ value }) => answering.has(value.flow?.value ?? ''))
  const lacking = lines.find((line) => !has(line))
  if (name === 'name' || (!lacking && (all.length === 0 || all.some(has)))) return { type: 'text' }
  if (!lacking) return undefinedValue(all, name)
  const known = ['name', 'number', ...(lacking.value.values?.keys() ?? [])]
  return {
    ...notOneOf('a value of the line', name, known, (near) => `line.${withUnderscores(near)}`),
    message: `line "${lacking.name.value}" of lines.yaml has no value "${plainName(name)}"`,
  }
}

/** Said of a value that no line at all has. */
function undefinedValue(
  lines: { value: { values?: ReadonlyMap<string, unknown> } }[],
  name: string,
): Unknown {
  const values = lines.flatMap(({ value }) => [...(value.values?.keys() ?? [])])
  const known = ['name', 'number', ...new Set(values)]
  return {
    ...notOneOf('a value of the line', name, known, (near) => `line.${withUnderscores(near)}`),
    message: `no line of lines.yaml has a value "${plainName(name)}"`,
  }
}
