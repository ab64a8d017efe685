// Rules about values that are passed on: what lookups and sub-flows take, and what sub-flows give.
import { didYouMean } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import { stepsWith } from '../steps/index.ts'
import type { Flow } from '../tree/flow.ts'
import { mustBe } from './declared-names.ts'
import { flowsAround, type View } from './flow-view.ts'
import { withUnderscores } from './known-value.ts'
import type { Find, Rule } from './rule.ts'

/** What is asked or gone through, and the names of the values it takes. */
type Taker = { name: Located<string>; takes: string[]; optional: string[] }

type Given = ReadonlyMap<string, { name: Located<string> }> | undefined

const textsOf = (list: Located<Located<string>[]> | undefined): string[] =>
  (list?.value ?? []).map(({ value }) => value)

function lookupTaker(flows: readonly Flow[], name: Located<string> | undefined): Taker | undefined {
  const lookup =
    name && flows.find(({ lookups }) => lookups.has(name.value))?.lookups.get(name.value)
  return lookup && { name, takes: textsOf(lookup.takes), optional: textsOf(lookup.optional) }
}

function findMissing({ name, takes, optional }: Taker, given: Given, find: Find): void {
  const missing = takes.filter((one) => !given?.has(one) && !optional.includes(one))
  if (missing.length === 0) return
  const values = takes.map((one) => `${one}: "{{ ${withUnderscores(one)} }}"`)
  find({
    range: name.range,
    message: `"${name.value}" takes ${missing.map((one) => `"${one}"`).join(', ')}, which "with" does not give`,
    hint: `with: { ${values.join(', ')} }`,
  })
}

function findNotTaken({ name, takes }: Taker, given: Given, find: Find): void {
  for (const { name: one } of given?.values() ?? [])
    if (!takes.includes(one.value))
      find({
        range: one.range,
        message: `lookup "${name.value}" does not take "${one.value}"`,
        hint:
          didYouMean(one.value, takes) ??
          `add it to the lookup: takes: [${[...takes, one.value].join(', ')}]`,
      })
}

function findValuesPassed(view: View, find: Find): void {
  const flows = flowsAround(view)
  for (const step of stepsWith(view.flow, 'request', 'notify')) {
    const taker = lookupTaker(flows, step.request ?? step.notify)
    if (!taker) continue
    findMissing(taker, step.with, find)
    findNotTaken(taker, step.with, find)
  }
  for (const { do: name, with: given } of stepsWith(view.flow, 'do')) {
    const inner = name && view.flow.subflows.get(name.value)
    if (inner) findMissing({ name, takes: [...inner.takes.keys()], optional: [] }, given, find)
  }
}

export const passingRules: Rule[] = [
  {
    code: 'missing-value',
    severity: 'error',
    about: 'A lookup or sub-flow is not given a value it takes, or one it does not take.',
    check(view, find) {
      findValuesPassed(view, find)
      for (const { takes, optional } of view.flow.lookups.values()) {
        const taken = { known: textsOf(takes), none: 'there is no value among "takes" called' }
        for (const one of optional?.value ?? []) mustBe(one, taken, find)
      }
    },
  },
  {
    code: 'wrong-save',
    severity: 'error',
    about: 'A "do" step saves a value that the sub-flow does not give back.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'do')) {
        const inner = view.flow.subflows.get(step.do?.value ?? '')
        if (!inner) continue
        const gives = inner.gives.map(({ value }) => value)
        for (const { value } of step.save?.values() ?? [])
          if (!gives.includes(value.value))
            find({
              range: value.range,
              message: `flow "${inner.name.value}" does not give back "${value.value}"`,
              hint:
                didYouMean(value.value, gives) ??
                `add it there: gives: [${[...gives, value.value].join(', ')}]`,
            })
      }
    },
  },
]
