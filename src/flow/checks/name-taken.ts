// The rule that each name of a flow stands for one thing.
import type { Located } from '../text/located.ts'
import type { Flow } from '../tree/flow.ts'
import { reservedNames } from './declared-values.ts'
import type { Find, Rule } from './rule.ts'
import { HANG_UP } from './step-graph.ts'

/** Each can stand after "then". */
function findPlaces(flow: Flow, find: Find): void {
  const places = new Map<string, string>([[HANG_UP, 'the end of a call']])
  const declare = ({ value, range }: Located<string>, what: string) => {
    const earlier = places.get(value)
    if (earlier === undefined) places.set(value, what)
    else
      find({
        range,
        message: `"${value}" is ${earlier} already; steps, desks and ends need different names, because each can stand after "then"`,
        hint: `such as "${value} ${what === 'a desk' ? 'desk' : '2'}"`,
      })
  }
  for (const { name } of flow.steps.values()) declare(name, 'a step')
  for (const { name } of flow.desks.values()) declare(name, 'a desk')
  for (const end of flow.ends) declare(end, 'an end')
}

/** Each can stand in a prompt or condition. */
function findValues(flow: Flow, find: Find): void {
  const values = new Map<string, string>()
  const declare = ({ value, range }: Located<string>, what: string) => {
    const name = value.replaceAll('_', ' ')
    const earlier = reservedNames.has(name) ? 'a name that callflow gives itself' : values.get(name)
    if (earlier === undefined || earlier === what) values.set(name, what)
    else find({ range, message: `"${value}" is ${earlier} already; choose another name` })
  }
  for (const { located } of flow.slots.values()) declare(located, 'a slot')
  // what is taken may be declared as a slot too, with its limits or as private
  for (const { name, type } of flow.takes.values())
    if (flow.slots.get(name.value)?.type !== type) declare(name, 'a value the flow takes')
  for (const { save } of flow.steps.values())
    if (save && !(save instanceof Map)) declare(save, 'a saved answer')
}

export const nameTakenRule: Rule = {
  code: 'name-taken',
  severity: 'error',
  about: 'Two of the steps, desks and ends of a flow, or two of its values, have one name.',
  check({ flow }, find) {
    findPlaces(flow, find)
    findValues(flow, find)
  },
}
