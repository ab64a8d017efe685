// Rules about names: each must be declared, once, and mean what it is used for.
import { nearest } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import type { Lookup } from '../tree/flow.ts'
import { kindOf, stepsWith } from '../steps/index.ts'
import { HANG_UP } from './step-graph.ts'
import type { Find, Rule } from './rule.ts'
import { isUnknown, namesOf, reservedNames } from './declared-values.ts'
import { placesFromDesk, type View } from './flow-view.ts'

const near = (name: string, known: Iterable<string>): string | undefined => {
  const found = nearest(name, known)
  return found === undefined ? undefined : `did you mean "${found}"?`
}

/** Reports a name that is not among those known; `none` begins the message: "there is no slot". */
export function mustBe(
  located: Located<string> | undefined,
  known: Iterable<string>,
  none: string,
  find: Find,
  declare?: string,
): void {
  const all = [...known]
  if (!located || all.includes(located.value)) return
  find({
    range: located.range,
    message: `${none} "${located.value}"`,
    hint: near(located.value, all) ?? declare,
  })
}

/** Every place a flow leads to, as written. */
function targetsOf(view: View): Located<string>[] {
  const { flow } = view
  const options = [...flow.anywhere]
  return [
    ...[flow.start, flow.help, flow.main, flow.afterCall, ...(flow.outgoing?.ways ?? [])],
    ...options.map(({ then }) => then),
    ...[...flow.steps.values()].flatMap((step) => [
      ...kindOf(step)
        .ways(step)
        .map(({ to }) => to),
      step['too many'],
    ]),
    ...[...flow.desks.values()].flatMap((desk) => [
      ...placesFromDesk(desk).map(({ to }) => to),
      ...(desk.hours ? [] : [desk.closed]),
    ]),
  ].filter((target) => target !== undefined)
}

/** What a name may lead to in a sub-flow besides its own: the desks and steps of a flow that goes
 * through it. */
function borrowed(view: View): Set<string> {
  return new Set(
    view.callers.flatMap(({ view: outer }) => [...outer.flow.desks.keys(), ...borrowed(outer)]),
  )
}

export function lookupOf(view: View, name: string): Lookup | undefined {
  return (
    view.flow.lookups.get(name) ??
    view.callers
      .map(({ view: outer }) => lookupOf(outer, name))
      .find((found) => found !== undefined)
  )
}

const own = (view: View): string[] => [
  ...view.flow.steps.keys(),
  ...view.flow.desks.keys(),
  ...view.flow.ends.map(({ value }) => value),
  HANG_UP,
]

export const nameRules: Rule[] = [
  {
    code: 'unknown-target',
    severity: 'error',
    about: 'A step leads to a step, desk or end that does not exist.',
    check(view, find) {
      const here = own(view)
      const known = new Set([...here, ...borrowed(view), ...view.flow.unread])
      const told = new Set<number>()
      for (const target of targetsOf(view)) {
        if (known.has(target.value) || told.has(target.range.start)) continue
        told.add(target.range.start)
        find({
          range: target.range,
          message: `there is no step or desk "${target.value}"`,
          hint: near(target.value, known),
        })
      }
      for (const { view: outer } of view.callers)
        for (const target of targetsOf(view))
          if (
            !here.includes(target.value) &&
            known.has(target.value) &&
            !outer.flow.desks.has(target.value) &&
            !borrowed(outer).has(target.value)
          )
            find({
              range: target.range,
              message: `flow "${outer.flow.name.value}" goes through this one, but has no desk "${target.value}"`,
            })
    },
  },
  {
    code: 'wrong-back',
    severity: 'error',
    about: 'An operator is to send callers back to something that is no step of the same file.',
    check({ flow }, find) {
      for (const { 'back to': back } of flow.desks.values())
        for (const { value, range } of back?.value ?? [])
          if (
            !flow.steps.has(value) &&
            (flow.desks.has(value) ||
              value === HANG_UP ||
              flow.ends.some((end) => end.value === value))
          )
            find({
              range,
              message: `operators send callers back to steps, but "${value}" is none`,
              hint: near(value, flow.steps.keys()),
            })
    },
  },
  {
    code: 'unknown-slot',
    severity: 'error',
    about: 'A slot is used that is not declared under "slots".',
    check(view, find) {
      const { flow } = view
      const slots = [...flow.slots.keys(), ...flow.unread]
      const settable = [...slots, 'language', 'priority']
      const declare = (name: string) => `declare it under slots: ${name}: { type: text }`
      for (const step of flow.steps.values()) {
        const slot = step.slot
        mustBe(slot, slots, 'there is no slot', find, slot && declare(slot.value))
        const options = step.options?.value ?? []
        for (const values of [step.set, ...options.map((option) => option.set)])
          for (const { name } of values?.values() ?? [])
            mustBe(name, settable, 'there is no slot', find, declare(name.value))
        if (step.save instanceof Map)
          for (const { name } of step.save.values())
            mustBe(name, slots, 'there is no slot', find, declare(name.value))
      }
      for (const option of flow.anywhere)
        for (const { name } of option.set?.values() ?? [])
          mustBe(name, settable, 'there is no slot', find, declare(name.value))
      for (const desk of flow.desks.values())
        for (const name of desk.needs?.value ?? [])
          mustBe(
            name,
            [...settable, ...flow.takes.keys()],
            'there is no slot',
            find,
            declare(name.value),
          )
      for (const name of flow.gives)
        mustBe(name, slots, 'there is no slot', find, declare(name.value))
    },
  },
  {
    code: 'unknown-desk',
    severity: 'error',
    about: 'A recording or a ticket is for a desk that does not exist.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'record', 'ticket'))
        mustBe(step.for, [...view.flow.desks.keys(), ...borrowed(view)], 'there is no desk', find)
      for (const step of stepsWith(view.flow, 'callback'))
        mustBe(
          step.callback,
          [...view.flow.desks.keys(), ...borrowed(view), 'this flow'],
          'there is no desk',
          find,
        )
    },
  },
  {
    code: 'unknown-lookup',
    severity: 'error',
    about: 'A step asks a lookup that is not declared under "lookups".',
    check(view, find) {
      const known = (from: View): string[] => [
        ...from.flow.lookups.keys(),
        ...from.callers.flatMap(({ view: outer }) => known(outer)),
      ]
      for (const step of stepsWith(view.flow, 'request', 'notify')) {
        const name = step.request ?? step.notify
        mustBe(
          name,
          known(view),
          'there is no lookup',
          find,
          name && `declare it under lookups: ${name.value}: { takes: [], gives: {} }`,
        )
      }
    },
  },
  {
    code: 'unknown-hours',
    severity: 'error',
    about: 'A desk or an outgoing call names opening hours that are not declared under "hours".',
    check(view, find) {
      const known = (from: View): string[] => [
        ...from.flow.hours.keys(),
        ...from.callers.flatMap(({ view: outer }) => known(outer)),
      ]
      for (const desk of view.flow.desks.values())
        mustBe(desk.hours, known(view), 'there are no opening hours', find)
      mustBe(view.flow.outgoing?.between, known(view), 'there are no opening hours', find)
    },
  },
  {
    code: 'unknown-flow',
    severity: 'error',
    about: 'A "do" step names a flow that is not in the folder.',
    check(view, find) {
      const known = [...view.project.flows.values()].map(({ name }) => name.value)
      for (const step of stepsWith(view.flow, 'do')) {
        const name = step.do
        if (!name || known.includes(name.value)) continue
        const file = [...view.project.flows.values()].find(
          ({ file }) => file === name.value || file.endsWith(`/${name.value}`),
        )
        find({
          range: name.range,
          message: `there is no flow "${name.value}"; expected a name that stands after "flow:" in a file of this folder`,
          hint: file ? `do: ${file.name.value}` : near(name.value, known),
        })
      }
    },
  },
  {
    code: 'unknown-list',
    severity: 'error',
    about: 'A "choose" step reads a list that no request saves.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'choose')) {
        const from = step.from
        const list = from && namesOf(view).list(from.value)
        if (from && list && isUnknown(list))
          find({ range: from.range, message: list.message, hint: list.hint })
      }
    },
  },
  {
    code: 'missing-value',
    severity: 'error',
    about: 'A lookup or sub-flow is not given a value it takes, or one it does not take.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'request', 'notify', 'do')) {
        const name = step.request ?? step.notify ?? step.do
        const lookup = step.do ? undefined : lookupOf(view, name?.value ?? '')
        const inner = view.flow.subflows.get(name?.value ?? '')
        const takes = lookup
          ? (lookup.takes?.value ?? []).map(({ value }) => value)
          : step.do && inner
            ? [...inner.takes.keys()]
            : undefined
        if (!name || !takes) continue
        const given = step.with
        const optional = lookup?.optional?.value.map(({ value }) => value) ?? []
        const missing = takes.filter((one) => !given?.has(one) && !optional.includes(one))
        if (missing.length > 0)
          find({
            range: name.range,
            message: `"${name.value}" takes ${missing.map((one) => `"${one}"`).join(', ')}, which "with" does not give`,
            hint: `with: { ${takes.map((one) => `${one}: "{{ ${one.replaceAll(' ', '_')} }}"`).join(', ')} }`,
          })
        if (!step.do)
          for (const { name: one } of given?.values() ?? [])
            if (!takes.includes(one.value))
              find({
                range: one.range,
                message: `lookup "${name.value}" does not take "${one.value}"`,
                hint:
                  near(one.value, takes) ??
                  `add it to the lookup: takes: [${[...takes, one.value].join(', ')}]`,
              })
      }
      for (const lookup of view.flow.lookups.values())
        for (const one of lookup.optional?.value ?? [])
          mustBe(
            one,
            (lookup.takes?.value ?? []).map(({ value }) => value),
            'there is no value among "takes" called',
            find,
          )
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
                near(value.value, gives) ??
                `add it there: gives: [${[...gives, value.value].join(', ')}]`,
            })
      }
    },
  },
  {
    code: 'name-taken',
    severity: 'error',
    about: 'Two of the steps, desks and ends of a flow, or two of its values, have one name.',
    check({ flow }, find) {
      const places = new Map<string, string>([[HANG_UP, 'the end of a call']])
      const place = (located: Located<string>, what: string) => {
        const earlier = places.get(located.value)
        if (earlier !== undefined)
          find({
            range: located.range,
            message: `"${located.value}" is ${earlier} already; steps, desks and ends need different names, because each can stand after "then"`,
            hint: `such as "${located.value} ${what === 'a desk' ? 'desk' : '2'}"`,
          })
        else places.set(located.value, what)
      }
      for (const { name } of flow.steps.values()) place(name, 'a step')
      for (const { name } of flow.desks.values()) place(name, 'a desk')
      for (const end of flow.ends) place(end, 'an end')
      const values = new Map<string, string>()
      const value = (located: Located<string>, what: string) => {
        const name = located.value.replaceAll('_', ' ')
        const earlier = reservedNames.has(name)
          ? 'a name that callflow gives itself'
          : values.get(name)
        if (earlier !== undefined && earlier !== what)
          find({
            range: located.range,
            message: `"${located.value}" is ${earlier} already; choose another name`,
            hint: undefined,
          })
        else values.set(name, what)
      }
      for (const { located } of flow.slots.values()) value(located, 'a slot')
      // what is taken may be declared as a slot too, with its limits or as private
      for (const { name, type } of flow.takes.values())
        if (flow.slots.get(name.value)?.type !== type) value(name, 'a value the flow takes')
      for (const step of flow.steps.values()) {
        if (step.save && !(step.save instanceof Map)) value(step.save, 'a saved answer')
      }
    },
  },
]
