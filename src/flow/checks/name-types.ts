// Rules about names in prompts and conditions, and about the types of what they stand for.
import { fold } from '../../languages/normalise.ts'
import { didYouMean, oneOf } from '../text/diagnostic.ts'
import { plainName, type Test } from '../text/expression.ts'
import type { Range } from '../text/located.ts'
import { comparisonFault, orderFault, valueFault } from '../tree/compare.ts'
import { dayWords } from '../tree/weekdays.ts'
import type { Flow } from '../tree/flow.ts'
import { knownIn, resolvedIn } from './declared-values.ts'
import { optionsOfTalk } from './flow-options.ts'
import type { View } from './flow-view.ts'
import { priorities } from './given-values.ts'
import { isUnknown, type Known, type Unknown } from './known-value.ts'
import type { Find, Rule } from './rule.ts'

/** What each filter can be put after; a filter that is not here fits anything. */
const fitting: Record<string, Known['type'][]> = {
  date: ['date', 'date-time', 'text'],
  time: ['time', 'date-time', 'text'],
  money: ['money', 'number', 'text'],
  plural: ['number', 'text', 'digits'],
  add: ['date', 'time', 'date-time', 'text'],
  plus: ['number', 'money', 'date', 'time', 'date-time', 'duration', 'text'],
  minus: ['number', 'money', 'date', 'time', 'date-time', 'duration', 'text'],
}

/** A text that a value is set to. */
type Constant = { name: string; value: string; range: Range }

/** Values that are set to a text without placeholders. */
function constantsIn(flow: Flow): Constant[] {
  const sets = [...flow.steps.values(), ...optionsOfTalk(flow)].flatMap(({ set }) =>
    [...(set ?? [])].map(([name, { value }]) => ({ name, template: value })),
  )
  const starts = [...flow.slots.values()].flatMap(({ name, start }) =>
    start ? [{ name, template: start }] : [],
  )
  return [...sets, ...starts]
    .filter(({ template }) => template.parts.every((part) => typeof part === 'string'))
    .map(({ name, template: { source, range } }) => ({ name, value: source, range }))
}

/** What a value can be; `what` begins the message about another one. */
type Closed = { what: string; values: readonly string[] }

/** A value that is none of those there can be. */
function mustBeAmong(value: string, { what, values }: Closed, range: Range, find: Find): void {
  if (values.some((one) => fold(one) === fold(value))) return
  find({
    range,
    message: `${what} is never "${value}"; expected ${oneOf(values)}`,
    hint: didYouMean(value, values),
  })
}

/** What a value that is set can be; undefined where there is no list. */
function closedBy({ flow, languages }: View, name: string): Closed | undefined {
  if (name === 'language')
    return { what: 'the language of a call', values: languages.map(({ tag }) => tag) }
  if (name === 'priority') return { what: '"priority"', values: priorities }
  const slot = flow.slots.get(name)
  if (slot?.type !== 'choice' || slot.others || !slot.options) return undefined
  return { what: `slot "${name}"`, values: slot.options.map(({ value }) => value) }
}

/** A text that does not fit the type of its slot. */
function findMisfit({ flow }: View, { name, value, range }: Constant, find: Find): void {
  const type = flow.slots.get(name)?.type
  if (!type || type === 'choice' || name === 'language' || name === 'priority') return
  const fault = valueFault(type, value)
  if (fault !== undefined) find({ range, message: `slot "${name}" is a ${type}: ${fault}` })
  if (type === 'digits' && !/^[\d\s-]*$/.test(value))
    find({ range, message: `slot "${name}" holds digits, but is set to "${value}"` })
}

type TestFault = { message: string; hint?: string }

/** What is wrong with a written value. */
function writtenValueFault({ type }: Known, test: Test, view: View): TestFault | undefined {
  const text = test.value?.text ?? ''
  const message = comparisonFault(type, test.comparison, text)
  if (message === undefined) return undefined
  if (!['is', 'is not'].includes(test.comparison)) return { message }
  const isName = [...view.flow.slots.keys()].some((name) => plainName(name) === plainName(text))
  if (isName)
    return { message, hint: 'two values are compared with over, under, at least or at most' }
  return { message, hint: type.startsWith('date') ? didYouMean(text, dayWords) : undefined }
}

/** What is wrong with another value in the place of a written one. */
function otherValueFault(
  { type }: Known,
  { comparison, value }: Test,
  other: Known | Unknown,
): TestFault | undefined {
  if (isUnknown(other)) {
    const message = comparisonFault(type, comparison, value?.text ?? '') ?? other.message
    return { message, hint: other.hint }
  }
  const message = orderFault(type, other.type)
  return message === undefined ? undefined : { message }
}

export const typeRules: Rule[] = [
  {
    code: 'unknown-name',
    severity: 'error',
    about: 'A prompt or condition names a value that nothing declares.',
    check(view, find) {
      const told = new Set<number>()
      for (const { read, found } of resolvedIn(view)) {
        // a value that is neither written well nor a name is told once, where it is compared
        if (!isUnknown(found) || read.isValue || told.has(read.path.range.start)) continue
        told.add(read.path.range.start)
        find({ range: read.path.range, message: found.message, hint: found.hint })
      }
    },
  },
  {
    code: 'place-unknown',
    severity: 'warning',
    waivable: true,
    about:
      'A place in a queue is named where nobody waits in it: it is known only in "while waiting" of that desk.',
    check(view, find) {
      for (const { read } of knownIn(view)) {
        const [first = '', desk = '', part] = read.path.names
        if (first === 'desks' && part === 'place' && plainName(read.place) !== plainName(desk))
          find({
            range: read.path.range,
            message: `"${read.path.names.join('.')}" is known only to callers who wait there`,
            hint: `say it in "while waiting" of desk "${plainName(desk)}"`,
          })
      }
    },
  },
  {
    code: 'wrong-comparison',
    severity: 'error',
    about: 'A condition compares a value with something of another type.',
    check(view, find) {
      const others = new Map(
        resolvedIn(view).flatMap(({ read, found }) => (read.isValue ? [[read.path, found]] : [])),
      )
      for (const { read, found } of knownIn(view)) {
        const { test, path, isValue } = read
        if (!test?.value || isValue) continue
        const other = test.value.path && others.get(test.value.path)
        const fault = other
          ? otherValueFault(found, test, other)
          : writtenValueFault(found, test, view)
        if (fault)
          find({
            ...fault,
            range: test.value.range,
            message: `"${path.names.join('.')}": ${fault.message}`,
          })
      }
    },
  },
  {
    code: 'unknown-value',
    severity: 'error',
    about: 'A choice is compared with, or set to, something that it can never be.',
    check(view, find) {
      for (const { read, found } of knownIn(view)) {
        const { test, path } = read
        if (
          !test?.value ||
          read.isValue ||
          !found.values ||
          !['is', 'is not'].includes(test.comparison)
        )
          continue
        const closed = { what: `"${path.names.join('.')}"`, values: found.values }
        mustBeAmong(test.value.text, closed, test.value.range, find)
      }
      for (const constant of constantsIn(view.flow)) {
        const closed = closedBy(view, constant.name)
        if (closed) mustBeAmong(constant.value, closed, constant.range, find)
        findMisfit(view, constant, find)
      }
    },
  },
  {
    code: 'wrong-filter',
    severity: 'error',
    about: 'A filter is put after a value it cannot work on.',
    check(view, find) {
      for (const { read, found } of knownIn(view)) {
        let type = found.type
        for (const filter of read.placeholder?.filters ?? []) {
          const fits = fitting[filter.name]
          if (fits && !fits.includes(type))
            find({
              range: filter.range,
              message: `"${filter.name}" is for ${oneOf(fits.filter((one) => one !== 'text'))}, but "${read.path.names.join('.')}" is a ${type}`,
            })
          if (!['plus', 'minus', 'add'].includes(filter.name)) type = 'text'
        }
      }
    },
  },
]
