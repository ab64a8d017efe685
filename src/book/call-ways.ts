// The ways of a call with what the flow itself has set: a journey that chose "damage" does not go
// on where the topic is something else.
import { scopedName } from '../flow/machine/scoped-name.ts'
import { parseEvent } from '../flow/machine/machine-event.ts'
import { fold } from '../languages/normalise.ts'
import { isDayWord } from '../flow/tree/weekdays.ts'
import { plainName, type Condition, type Template, type Test } from '../flow/text/expression.ts'
import type { Action, Machine, Scope } from '../flow/machine/machine.ts'
import { optionIds } from '../flow/tree/option.ts'
import type { Edge, Graph, Node } from '../times/machine-graph.ts'
import { happens } from './edge-kinds.ts'

/** A place of the graph with the slots that have a text known from the flow, by scope and name. */
export type Place = { id: number; node: Node; known: Known; moves: Move[] | undefined }
export type Move = { edge: Edge; to: Place }

type Known = Readonly<Record<string, string>>

export type Ways = { first: Place; moves(place: Place): Move[] }

/** Past so many places for each node of the graph what is set is forgotten again. */
const MOST_PLACES = 20

type Values = Map<string, { value: Template }>

/** With `aware` false nothing is known of what is set, and any language may be chosen: for what can
 * be reached only so. */
export function waysOf(graph: Graph, aware: boolean, language?: string): Ways {
  const { machine } = graph
  const tracked = aware ? askedFor(machine) : new Set<string>()
  const spoken = aware ? language : undefined
  const places = new Map<string, Place>()
  const most = graph.nodes.length * MOST_PLACES
  const at = (node: Node, known: Known): Place => {
    const kept = places.size > most ? {} : known
    const key = `${node.id} ${JSON.stringify(kept)}`
    const place = places.get(key) ?? { id: places.size, node, known: kept, moves: undefined }
    places.set(key, place)
    return place
  }
  return {
    first: at(
      graph.first.to,
      after(machine, tracked, beginning(machine, tracked), graph.first.actions),
    ),
    moves(place) {
      place.moves ??= (graph.out[place.node.id] ?? []).flatMap((edge) => {
        if (edge.event === 'HUNG_UP' || !happens(edge)) return []
        if (spoken !== undefined && choosesOther(machine, edge, spoken)) return []
        const learnt = learntFrom(machine, tracked, place, edge)
        return learnt
          ? [{ edge, to: at(edge.to, after(machine, tracked, learnt, edge.actions)) }]
          : []
      })
      return place.moves
    },
  }
}

/** The caller, or the flow, takes another language. */
const choosesOther = (machine: Machine, { actions }: Edge, language: string): boolean =>
  actions.some((action) => {
    const chosen =
      action.type === 'choose' || action.type === 'set'
        ? constant(valuesOf(machine, action)?.get('language')?.value)
        : undefined
    return chosen !== undefined && chosen !== fold(language)
  })

/** What an option or a step sets. */
function valuesOf(
  machine: Machine,
  action: Action & { type: 'choose' | 'set' | 'fill' | 'hold' | 'save' | 'notify' },
): Values | undefined {
  const found = machine.steps.get(action.params.step)
  if (action.type !== 'choose') return found?.step.set
  const list = found
    ? (found.step.options?.value ?? [])
    : (machine.scopes.get(action.params.step)?.flow.anywhere ?? [])
  return list[optionIds(list).indexOf(action.params.option)]?.set
}

const slotOf = (scope: Scope, name: string): string => scopedName(scope.prefix, plainName(name))

/** Slots that a decision asks about. */
function askedFor(machine: Machine): Set<string> {
  const asked = new Set<string>()
  for (const { step, scope } of machine.steps.values()) {
    const tests = (step.decide?.value ?? []).flatMap(({ if: { tests: all } }) => all)
    const slots = new Set([...scope.flow.slots.keys()].map(plainName))
    for (const { path } of tests) {
      const [name = ''] = path.names
      if (path.names.length === 1 && slots.has(plainName(name))) asked.add(slotOf(scope, name))
    }
  }
  return asked
}

const constant = (template: Template | undefined): string | undefined =>
  template?.parts.every((part) => typeof part === 'string') ? fold(template.source) : undefined

function beginning(machine: Machine, tracked: ReadonlySet<string>): Known {
  const scope = machine.scopes.get('')
  const known: Record<string, string> = {}
  for (const { name, start } of scope?.flow.slots.values() ?? []) {
    const text = constant(start)
    if (scope && text !== undefined && tracked.has(slotOf(scope, name)))
      known[slotOf(scope, name)] = text
  }
  return known
}

/** What is known after the actions of an edge. */
function after(
  machine: Machine,
  tracked: ReadonlySet<string>,
  before: Known,
  actions: Action[],
): Known {
  if (tracked.size === 0) return before
  let known = before
  for (const action of actions) {
    if (action.type === 'begin' || action.type === 'give')
      return Object.fromEntries(
        Object.entries(known).filter(([slot]) => !slot.startsWith(`${action.params.step}>`)),
      )
    for (const { slot, text } of changesBy(machine, action))
      if (tracked.has(slot)) known = withText(known, slot, text)
  }
  return known
}

function withText(known: Known, slot: string, text: string | undefined): Known {
  if (known[slot] === text) return known
  const others = Object.entries(known).filter(([other]) => other !== slot)
  return Object.fromEntries(text === undefined ? others : [...others, [slot, text]])
}

/** The slots that an action gives a text, or clears. */
function changesBy(machine: Machine, action: Action): { slot: string; text?: string }[] {
  switch (action.type) {
    case 'choose':
    case 'set': {
      const { step } = action.params
      const scope = machine.steps.get(step)?.scope ?? machine.scopes.get(step)
      return [...(valuesOf(machine, action) ?? [])].flatMap(([name, { value }]) =>
        scope ? [{ slot: slotOf(scope, name), text: constant(value) }] : [],
      )
    }
    case 'enter':
    case 'fill':
    case 'take':
    case 'recorded': {
      // a question clears its slot before it asks
      const found = machine.steps.get(action.params.step)
      if (!found?.step.slot || (action.type === 'enter' && !found.step.ask)) return []
      return [{ slot: slotOf(found.scope, found.step.slot.value) }]
    }
    default:
      return []
  }
}

/** What is known once a decision went this way; undefined when it cannot. */
function learntFrom(
  machine: Machine,
  tracked: ReadonlySet<string>,
  { known }: Place,
  { from: { leaf }, event }: Edge,
): Known | undefined {
  const decided = parseEvent(event)
  const found = machine.steps.get(leaf.step)
  if (decided.kind !== 'branch' || tracked.size === 0 || !found) return known
  const cases = found.step.decide?.value ?? []
  const number = decided.at === undefined ? cases.length : decided.at - 1
  const value = (condition: Condition): boolean | undefined =>
    judge(condition, (test) => holds(test, tracked, known, found.scope))
  if (cases.slice(0, number).some((one) => value(one.if) === true)) return undefined
  const own = cases[number]?.if
  if (!own) return known
  return value(own) === false ? undefined : { ...known, ...saidBy(own, tracked, found.scope) }
}

/** A slot that a condition which holds gives away whole. */
function saidBy({ tests }: Condition, tracked: ReadonlySet<string>, scope: Scope): Known {
  const [only] = tests
  if (tests.length !== 1 || only?.comparison !== 'is') return {}
  // a Saturday is still many days
  if (isDayWord(only.value?.text ?? '') && !isChoice(scope, only.path.names)) return {}
  const slot = slotOf(scope, only.path.names.join('.'))
  return tracked.has(slot) ? { [slot]: fold(only.value?.text ?? '') } : {}
}

const isChoice = ({ flow }: Scope, [name = '']: string[]): boolean =>
  [...flow.slots.values()].some(
    (slot) => slot.type === 'choice' && plainName(slot.name) === plainName(name),
  )

/** Undefined: it may or may not. */
function judge(
  { tests, joined }: Condition,
  one: (test: Test) => boolean | undefined,
): boolean | undefined {
  const each = tests.map(one)
  const deciding = joined === 'or'
  if (each.includes(deciding)) return deciding
  return each.includes(undefined) ? undefined : !deciding
}

function holds(
  { path, comparison, value }: Test,
  tracked: ReadonlySet<string>,
  known: Known,
  scope: Scope,
): boolean | undefined {
  const slot = slotOf(scope, path.names.join('.'))
  const text = known[slot]
  if (!tracked.has(slot) || text === undefined) return undefined
  switch (comparison) {
    case 'is':
      return text === fold(value?.text ?? '')
    case 'is not':
      return text !== fold(value?.text ?? '')
    case 'is known':
      return true
    case 'is not known':
      return false
    default:
      return undefined
  }
}
