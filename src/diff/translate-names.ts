// What the old version's steps, places and events are called in the new one.
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { optionIds, type Option } from '../flow/tree/option.ts'
import { matchOptions, type Both } from './match.ts'
import { matchCases } from './compare-steps.ts'
import { written } from './written.ts'

/** `both` of each flow by its old name, that calls begin with and its sub-flows. */
export type Names = {
  /** a scoped step or desk of the old version, as the new one calls it */
  step(scoped: string): string
  /** the id of the leaf that stands for an old one */
  leaf(leaf: Leaf): string
  /** the event that means the same; undefined: there is none any more */
  event(leaf: Leaf, event: string): string | undefined
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
        both = boths.get(written(both?.was.steps.get(name)?.do))
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
  const events = new Map<string, string | undefined>()
  const mapped = (leaf: Leaf, event: string): string | undefined => {
    const [kind, rest = ''] = event.split(/:(.*)/s)
    const none = new Map<string, string>()
    if (kind === 'option' || kind === 'waiting') {
      const id = idOf(
        optionsAt(was, leaf.step),
        optionsAt(now, step(leaf.step)),
        rest,
        bothAt(leaf.step)?.renamed ?? none,
      )
      return id === undefined ? undefined : `${kind}:${id}`
    }
    if (kind === 'BACK_TO') {
      const to = bothAt(leaf.step)?.renamed.get(rest) ?? rest
      return now.desks
        .get(step(leaf.step))
        ?.desk['back to']?.value.some(({ value }) => value === to)
        ? `BACK_TO:${to}`
        : undefined
    }
    if (kind === 'anywhere') {
      const cut = rest.lastIndexOf('>') + 1
      const prefix = rest.slice(0, cut),
        there = cut === 0 ? '' : `${step(prefix.slice(0, -1))}>`
      const id = idOf(
        flowAt(was, prefix)?.anywhere ?? [],
        flowAt(now, there)?.anywhere ?? [],
        rest.slice(cut),
        none,
      )
      return id === undefined ? undefined : `anywhere:${there}${id}`
    }
    if (kind === 'case' && rest !== 'else') {
      const [old, fresh] = [was.steps.get(leaf.step)?.step, now.steps.get(step(leaf.step))?.step]
      const at =
        old && fresh?.word === 'decide'
          ? [...matchCases(old, fresh, bothAt(leaf.step)?.renamed ?? none)].find(
              ([, from]) => from === Number(rest) - 1,
            )?.[0]
          : undefined
      return at === undefined ? undefined : `case:${at + 1}`
    }
    return kind === 'back' ? `back:${step(rest)}` : event
  }
  return {
    step,
    leaf: (leaf) =>
      leaf.step === '' || !leaf.id.startsWith(`${leaf.step}`)
        ? leaf.id
        : step(leaf.step) + leaf.id.slice(leaf.step.length),
    event(leaf, event) {
      const key = `${leaf.step}\0${event}`
      if (!events.has(key)) events.set(key, mapped(leaf, event))
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
  return written(option?.label) || id
}
