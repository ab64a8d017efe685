// Which partings of two versions the texts have told already: something of a step on the way, or of
// the flow, that makes an edge lead elsewhere.
import { ownName } from '../flow/machine/scoped-name.ts'
import { wayAt } from '../flow/machine/arrow-ways.ts'
import type { Action, Machine } from '../flow/machine/machine.ts'
import { eventsOf, parseEvent, type EventKind } from '../flow/machine/machine-event.ts'
import { kinds, type Change } from './difference.ts'
import type { Both } from './match.ts'
import { isBeginning, type Cause, type Parting } from './partings.ts'
import type { Names } from './translate-names.ts'

/** What the texts told that moves callers, by flow: of steps, of their ways and options, and of the
 * whole flow. */
type Told = Record<'steps' | 'ways' | 'options' | 'wide', Set<string>>

const keyOf = (...parts: string[]): string => parts.join('\0')

function collectTold(changes: Change[]): Told {
  const told: Told = { steps: new Set(), ways: new Set(), options: new Set(), wide: new Set() }
  for (const { kind, flow, step, option, way } of changes) {
    if (!kinds[kind].moves) continue
    if (step === undefined) {
      told.wide.add(keyOf(flow, kind))
      if (option !== undefined) told.wide.add(keyOf(flow, 'anywhere'))
    } else if (option !== undefined) told.options.add(keyOf(flow, step, option))
    else if (way !== undefined) told.ways.add(keyOf(flow, step, way))
    else told.steps.add(keyOf(flow, step))
  }
  return told
}

const onLadder = new Set<EventKind>([...eventsOf('miss', 'unsure'), 'NO', 'VALUE'])
const ladderKinds: Change['kind'][] = ['patience', 'listening', 'slot type']
const flowWide: { [E in Cause]?: Change['kind'][] } = {
  OPERATOR: ['help', 'universal'],
  WORN_OUT: ['help'],
  MAIN: ['start over'],
  QUESTION: ['answers'],
  BEGIN: ['start'],
  VALUE: ['slot type'],
}

type Sides = { was: Machine; now: Machine; names: Names; boths: ReadonlyMap<string, Both> }

/** Tells of a parting whether the texts told it. */
export function knownPartings(changes: Change[], sides: Sides): (parting: Parting) => boolean {
  const { was, now, names, boths } = sides
  const told = collectTold(changes)
  const flowOf = (machine: Machine, name: string): string => {
    const scope = (machine.steps.get(name) ?? machine.desks.get(name))?.scope
    const flow = scope?.flow.name.value ?? machine.root.name.value
    return boths.get(flow)?.now.name.value ?? flow
  }
  const wideAt = (flow: string, kind: Change['kind'] | 'anywhere'): boolean =>
    told.wide.has(keyOf(flow, kind)) || told.wide.has(keyOf(now.flow, kind))
  const along = (machine: Machine, newName: (name: string) => string, actions: Action[]): boolean =>
    actions.some((action) => {
      if (action.type !== 'leave' && action.type !== 'enter') return false
      const name = action.params.step
      const flow = flowOf(machine, name)
      const step = ownName(newName(name))
      if (told.steps.has(keyOf(flow, step))) return true
      if (action.type === 'enter') return false
      const { way } = action.params
      return (
        told.ways.has(keyOf(flow, step, way)) ||
        (wideAt(flow, 'help') && isImplicit(machine, name, way))
      )
    })
  const isOfFlow = (flow: string, event: Cause): boolean => {
    if ((flowWide[event] ?? []).some((kind) => wideAt(flow, kind))) return true
    if (isBeginning(event)) return false
    const { kind } = parseEvent(event)
    if (kind === 'anywhere') return wideAt(flow, 'anywhere')
    return onLadder.has(kind) && ladderKinds.some((one) => wideAt(flow, one))
  }
  return ({ leaf, event, was: before, now: after }) => {
    const flow = flowOf(now, leaf.step)
    const step = ownName(leaf.step)
    const chosen = optionIn(event)
    return (
      told.steps.has(keyOf(flow, step)) ||
      (chosen !== undefined && told.options.has(keyOf(flow, step, chosen))) ||
      isOfFlow(flow, event) ||
      along(was, names.step, before?.actions ?? []) ||
      along(now, (name) => name, after?.actions ?? [])
    )
  }
}

/** The id of the option that is chosen at a step, or by who waits at a desk. */
function optionIn(event: Cause): string | undefined {
  if (isBeginning(event)) return undefined
  const heard = parseEvent(event)
  return heard.kind === 'option' || heard.kind === 'waiting' ? heard.id : undefined
}

/** The author left the way to the engine. */
function isImplicit(machine: Machine, name: string, way: string): boolean {
  const found = machine.steps.has(name) ? wayAt(machine, name, way) : undefined
  return found !== undefined && !found.to
}
