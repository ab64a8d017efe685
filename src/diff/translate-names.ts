// What the old version's steps, places and events are called in the new one.
import {
  AFTER_CALL,
  isAfterCall,
  namesDown,
  scopeAt,
  scopedStep,
  withoutAfterCall,
} from '../flow/machine/scoped-name.ts'
import { optionsAt } from '../flow/machine/chosen-option.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import {
  anywhereEvent,
  backEvent,
  backToEvent,
  branchEvent,
  optionEvent,
  parseEvent,
  waitingEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import { optionIds } from '../flow/tree/option.ts'
import { matchCases } from './compare-cases.ts'
import { matchOptions, type Both } from './match.ts'
import { plainText } from './plain-text.ts'

/** `both` of each flow by its old name, that calls begin with and its sub-flows. */
export type Names = {
  /** a scoped step or desk of the old version, as the new one calls it */
  step(scoped: string): string
  /** the id of the leaf that stands for an old one */
  leaf(leaf: Leaf): string
  /** the event that means the same; undefined: there is none any more */
  event(leaf: Leaf, event: MachineEvent): MachineEvent | undefined
}

export function namesOf(was: Machine, now: Machine, boths: ReadonlyMap<string, Both>): Names {
  const root = was.root.name.value
  const steps = new Map<string, string>()
  const events = new Map<string, MachineEvent | undefined>()
  const step = (scoped: string): string => {
    const name = steps.get(scoped) ?? translateStep(scoped, root, boths)
    steps.set(scoped, name)
    return name
  }
  const at = (leaf: Leaf): Place => {
    const scope = (was.steps.get(leaf.step) ?? was.desks.get(leaf.step))?.scope
    const renamed = boths.get(scope?.flow.name.value ?? root)?.renamed ?? new Map<string, string>()
    return { was, now, from: leaf.step, to: step(leaf.step), renamed, step }
  }
  return {
    step,
    leaf: (leaf) =>
      leaf.step === '' || !leaf.id.startsWith(leaf.step)
        ? leaf.id
        : step(leaf.step) + leaf.id.slice(leaf.step.length),
    event(leaf, event) {
      const key = `${leaf.step}\0${event}`
      if (!events.has(key)) events.set(key, translateEvent(event, at(leaf)))
      return events.get(key)
    },
  }
}

/** The name in each flow on the way down is translated by that flow. */
function translateStep(scoped: string, root: string, boths: ReadonlyMap<string, Both>): string {
  const after = isAfterCall(scoped) ? AFTER_CALL : ''
  let both = boths.get(root)
  const pieces = namesDown(withoutAfterCall(scoped)).map((name) => {
    const to = both?.renamed.get(name) ?? name
    both = boths.get(plainText(both?.was.steps.get(name)?.do))
    return to
  })
  return after + pieces.reduce((scope, name) => scopedStep(scope && scopeAt(scope), name), '')
}

/** A step or desk in both versions, and the new names in its flow. */
type Place = {
  was: Machine
  now: Machine
  from: string
  to: string
  renamed: Both['renamed']
  step: Names['step']
}

function translateEvent(event: MachineEvent, place: Place): MachineEvent | undefined {
  const meant = parseEvent(event)
  switch (meant.kind) {
    case 'option':
    case 'waiting': {
      const id = translateOption(meant.id, place)
      if (id === undefined) return undefined
      return meant.kind === 'option' ? optionEvent(id) : waitingEvent(id)
    }
    case 'anywhere':
      return translateAnywhere(meant.scope, meant.id, place)
    case 'branch':
      return meant.at === undefined ? event : translateCase(meant.at, place)
    case 'back':
      return backEvent(place.step(meant.step))
    case 'BACK_TO':
      return translateBackTo(meant.step, place)
    default:
      return event
  }
}

function translateOption(id: string, { was, now, from, to, renamed }: Place): string | undefined {
  return idNow(id, matchOptions(optionsAt(was, from), optionsAt(now, to), renamed))
}

function translateAnywhere(
  scope: string,
  id: string,
  { was, now, step }: Place,
): MachineEvent | undefined {
  const there = scope === '' ? '' : scopeAt(step(scope.slice(0, -1)))
  const old = was.scopes.get(scope)?.flow.anywhere ?? []
  const fresh = now.scopes.get(there)?.flow.anywhere ?? []
  const found = idNow(id, matchOptions(old, fresh, new Map()))
  return found === undefined ? undefined : anywhereEvent(there, found)
}

const idNow = (id: string, { pairs }: ReturnType<typeof matchOptions>): string | undefined =>
  pairs.find((pair) => pair.was.id === id)?.now.id

function translateCase(
  at: number,
  { was, now, from, to, renamed }: Place,
): MachineEvent | undefined {
  const [old, fresh] = [was.steps.get(from)?.step, now.steps.get(to)?.step]
  if (!old || !fresh?.decide) return undefined
  const found = [...matchCases(old, fresh, renamed)].find(([, place]) => place === at - 1)
  return found && branchEvent(found[0] + 1)
}

function translateBackTo(name: string, { now, to, renamed }: Place): MachineEvent | undefined {
  const step = renamed.get(name) ?? name
  const back = now.desks.get(to)?.desk['back to']?.value ?? []
  return back.some(({ value }) => value === step) ? backToEvent(step) : undefined
}

/** The label of an option by its id, for sentences. */
export function labelOf(machine: Machine, name: string, id: string): string {
  const options = optionsAt(machine, name)
  const option = options[optionIds(options).indexOf(id)]
  return plainText(option?.label) || id
}
