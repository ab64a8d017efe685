// Rules about names in prompts and conditions, and about the types of what they stand for.
import { fold } from '../../languages/normalise.ts'
import { comparisonFault } from '../tree/compare.ts'
import { nearest, oneOf } from '../text/diagnostic.ts'
import { plainName, type Template } from '../text/expression.ts'
import type { Range } from '../text/located.ts'
import type { Find, Rule } from './rule.ts'
import { isUnknown, knownIn, priorities, resolvedIn, type Known } from './declared-values.ts'
import { type View } from './flow-view.ts'

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

/** Values that are set to a text without placeholders. */
function constants(view: View): { name: string; value: string; range: Range }[] {
  const sets = [
    ...[...view.flow.steps.values()].flatMap((step) => [
      step.set,
      ...(step.options?.value ?? []).map(({ set }) => set),
    ]),
    ...view.flow.anywhere.map(({ set }) => set),
  ]
  const constant = (name: string, template: Template) =>
    template.parts.every((part) => typeof part === 'string')
      ? [{ name, value: template.source, range: template.range }]
      : []
  return [
    ...sets.flatMap((set) =>
      [...(set ?? [])].flatMap(([name, { value }]) => constant(name, value)),
    ),
    ...[...view.flow.slots.values()].flatMap(({ name, start }) =>
      start ? constant(name, start) : [],
    ),
  ]
}

/** A value that is none of those there can be. */
function notAmong(
  value: string,
  values: readonly string[],
  range: Range,
  what: string,
  find: Find,
): void {
  if (values.some((one) => fold(one) === fold(value))) return
  const near = nearest(value, values)
  find({
    range,
    message: `${what} is never "${value}"; expected ${oneOf(values)}`,
    hint: near === undefined ? undefined : `did you mean "${near}"?`,
  })
}

export const typeRules: Rule[] = [
  {
    code: 'unknown-name',
    severity: 'error',
    about: 'A prompt or condition names a value that nothing declares.',
    check(view, find) {
      const told = new Set<number>()
      for (const { read, found } of resolvedIn(view)) {
        if (!isUnknown(found) || told.has(read.path.range.start)) continue
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
      for (const { read, found } of knownIn(view)) {
        const fault =
          read.test?.value &&
          comparisonFault(found.type, read.test.comparison, read.test.value.text)
        if (fault !== undefined)
          find({
            range: read.test?.value?.range ?? read.path.range,
            message: `"${read.path.names.join('.')}": ${fault}`,
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
        const { test } = read
        if (
          test?.value &&
          found.values &&
          (test.comparison === 'is' || test.comparison === 'is not')
        )
          notAmong(
            test.value.text,
            found.values,
            test.value.range,
            `"${read.path.names.join('.')}"`,
            find,
          )
      }
      for (const { name, value, range } of constants(view)) {
        if (name === 'language')
          notAmong(
            value,
            view.languages.map(({ tag }) => tag),
            range,
            'the language of a call',
            find,
          )
        else if (name === 'priority') notAmong(value, priorities, range, '"priority"', find)
        else {
          const slot = view.flow.slots.get(name)
          if (slot?.type === 'choice' && !slot.others && slot.options)
            notAmong(
              value,
              slot.options.map((option) => option.value),
              range,
              `slot "${name}"`,
              find,
            )
          const fault =
            slot && slot.type !== 'choice' ? comparisonFault(slot.type, 'is', value) : undefined
          if (fault !== undefined)
            find({ range, message: `slot "${name}" is a ${slot?.type}: ${fault}` })
          if (slot?.type === 'digits' && !/^[\d\s-]*$/.test(value))
            find({ range, message: `slot "${name}" holds digits, but is set to "${value}"` })
        }
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
