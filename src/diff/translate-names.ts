// What the old version's steps, places and events are called in the new one.
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import {
  anywhereEvent,
  backEvent,
  backToEvent,
  caseEvent,
  optionEvent,
  parseEvent,
  waitingEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import { optionIds, type Option } from '../flow/tree/option.ts'
import { matchOptions, type Both } from './match.ts'
import { matchCases } from './compare-cases.ts'
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
  const steps = new Map<string, string>()
  const step = (scoped: string): string => {
    const known = steps.get(scoped)
    if (known !== undefined) return known
    const after = scoped.startsWith('after:') ? 'after:' : ''
    let both = boths.get(was.root.name.value)
    const pieces = scoped
      .slice(after.length)
      .split('>')
      .map((name) => {
        const to = both?.renamed.get(name) ?? name
        both = boths.get(plainText(both?.was.steps.get(name)?.do))
        return to
      })
    const found = after + pieces.join('>')
    steps.set(scoped, found)
    return found
  }
  const idOf = (
    before: Option[],
    after: Option[],
    id: string,
    renamed: Map<string, string>,
  ): string | undefined =>
    matchOptions(before, after, renamed).pairs.find((pair) => pair.was.id === id)?.now.id
  const bothAt = (name: string) =>
    boths.get(
      (was.steps.get(name) ?? was.desks.get(name))?.scope.flow.name.value ?? was.root.name.value,
    )
  const events = new Map<string, MachineEvent | undefined>()
  const translateEvent = (leaf: Leaf, event: MachineEvent): MachineEvent | undefined => {
    const meant = parseEvent(event)
    const none = new Map<string, string>()
    if (meant.kind === 'option' || meant.kind === 'waiting') {
      const id = idOf(
        optionsAt(was, leaf.step),
        optionsAt(now, step(leaf.step)),
        meant.id,
        bothAt(leaf.step)?.renamed ?? none,
      )
      if (id === undefined) return undefined
      return meant.kind === 'option' ? optionEvent(id) : waitingEvent(id)
    }
    if (meant.kind === 'BACK_TO') {
      const to = bothAt(leaf.step)?.renamed.get(meant.step) ?? meant.step
      return now.desks
        .get(step(leaf.step))
        ?.desk['back to']?.value.some(({ value }) => value === to)
        ? backToEvent(to)
        : undefined
    }
    if (meant.kind === 'anywhere') {
      const there = meant.scope === '' ? '' : `${step(meant.scope.slice(0, -1))}>`
      const id = idOf(
        flowAt(was, meant.scope)?.anywhere ?? [],
        flowAt(now, there)?.anywhere ?? [],
        meant.id,
        none,
      )
      return id === undefined ? undefined : anywhereEvent(there, id)
    }
    if (meant.kind === 'case' && meant.at !== undefined) {
      const place = meant.at - 1
      const [old, fresh] = [was.steps.get(leaf.step)?.step, now.steps.get(step(leaf.step))?.step]
      const at =
        old && fresh?.word === 'decide'
          ? [...matchCases(old, fresh, bothAt(leaf.step)?.renamed ?? none)].find(
              ([, from]) => from === place,
            )?.[0]
          : undefined
      return at === undefined ? undefined : caseEvent(at + 1)
    }
    return meant.kind === 'back' ? backEvent(step(meant.step)) : event
  }
  return {
    step,
    leaf: (leaf) =>
      leaf.step === '' || !leaf.id.startsWith(`${leaf.step}`)
        ? leaf.id
        : step(leaf.step) + leaf.id.slice(leaf.step.length),
    event(leaf, event) {
      const key = `${leaf.step}\0${event}`
      if (!events.has(key)) events.set(key, translateEvent(leaf, event))
      return events.get(key)
    },
  }
}

const flowAt = (machine: Machine, prefix: string): Flow | undefined =>
  machine.scopes.get(prefix)?.flow

/** What can be chosen at a step, or by those who wait at a desk. */
function optionsAt(machine: Machine, name: string): Option[] {
  const desk = machine.desks.get(name)?.desk
  return desk
    ? waitingOptions(desk)
    : ((machine.steps.get(name)?.step.options as { value: Option[] } | undefined)?.value ?? [])
}

/** The label of an option by its event, for sentences. */
export function labelOf(machine: Machine, name: string, id: string): string {
  const options = optionsAt(machine, name)
  const option = options[optionIds(options).indexOf(id)]
  return plainText(option?.label) || id
}
