// Looks for a call to each option and each goal, by trying everything there is on the engine
// itself: shortest calls first.
import { ownName } from '../../flow/machine/scoped-name.ts'
import { chosenOption } from '../../flow/machine/chosen-option.ts'
import { parseEvent } from '../../flow/machine/machine-event.ts'
import { resume, start, type Turn } from '../../call/engine.ts'
import type { Event } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import type { Session } from '../../call/session.ts'
import { plainName } from '../../flow/text/expression.ts'
import type { Located, Range } from '../../flow/text/located.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { wayAt } from '../../flow/machine/arrow-ways.ts'
import { firstText, optionIds, type Option } from '../../flow/tree/option.ts'
import type { Edge, Graph } from '../../times/machine-graph.ts'
import { reachableNodes } from '../../times/paths.ts'
import { triesAt } from './acts.ts'
import { settingsFor, type Setting } from './settings.ts'
import { testsIn, wantedOf } from './wanted.ts'

/** Something a call is looked for: an option taken, or the goal of a step. `name` as messages tell
 * it. */
export type Target = { kind: 'option' | 'goal'; name: string; step: string; range: Range }

/** A call in which it comes about: all inputs from its beginning, and how many of them are turns of
 * the caller. */
export type Witness = { target: Target; inputs: Input[]; turns: number }

/** `turns` is how many the engine played. `spent`: the search was ended before everything was
 * tried. `seen` are the steps that calls came to. */
export type Searched = {
  found: Witness[]
  missing: Target[]
  turns: number
  spent: boolean
  seen: ReadonlySet<string>
}

type Place = { session: Session; before?: Place; input: Input }

/** Looks until each target is found, all is tried, or the engine has played `most` turns. */
export function searchWitnesses(graph: Graph, most: number): Searched {
  const { machine } = graph
  const tests = testsIn(machine.root)
  const wanted = wantedOf(tests)
  const targets = targetsOf(graph)
  const found: Witness[] = []
  const seen = new Set<string>()
  let turns = 0
  const counts = new Set(
    [...machine.steps]
      .filter(
        ([, { step }]) =>
          step['at most'] !== undefined || step.again !== undefined || step.do !== undefined,
      )
      .map(([name]) => name),
  )
  const relevant = relevantTo(
    machine,
    new Set(tests.map(({ path }) => plainName(path.names[0] ?? ''))),
  )
  const settings = settingsFor(machine, wanted)
  // what only comes about on a later visit is looked for last, since counting visits makes many
  // more calls differ
  for (const visited of [false, true]) {
    let runs = (visited ? settings.slice(0, 1) : settings).map((setting) => run(setting, visited))
    while (runs.length > 0 && !over())
      runs = runs.filter((one) => over() || one.next().done !== true)
  }
  return { found, missing: [...targets.values()], turns, spent: turns >= most, seen }

  function over(): boolean {
    return targets.size === 0 || turns >= most
  }

  /** Tries all that is plain in one world, then one odd thing after the other with all that is
   * plain behind it. Other worlds have their turn in between. */
  function* run(setting: Setting, visited: boolean): Generator<void, void> {
    const known = new Set<string>()
    const ring: Place[] = []
    const odd: (() => void)[] = []
    const arrive = (
      turn: Turn,
      input: Input,
      before: Place | undefined,
      anywhere?: string,
    ): void => {
      turns++
      // a long call would carry visits along that nothing asks about
      const visits = Object.fromEntries(
        Object.entries(turn.session.counters.visits).filter(([name]) => counts.has(name)),
      )
      const session = { ...turn.session, counters: { ...turn.session.counters, visits } }
      const place = { session, before, input }
      mark(turn.events, place, anywhere)
      if (session.status === 'ended') return
      const key = keyOf(session, relevant) + (visited ? JSON.stringify(visits) : '')
      if (known.has(key)) return
      known.add(key)
      ring.push(place)
    }
    const { at, facts, from, withheld, tags, values, language, callId } = setting
    const input: Input & { type: 'started' } = {
      type: 'started',
      at,
      facts,
      callId,
      from,
      to: '+15005550006',
      withheld,
      tags,
      line: { name: machine.flow, tenant: 'witness', values, language },
      practice: true,
    }
    arrive(start(machine, input), input, undefined)
    for (;;) {
      for (const place of ring) {
        const leaf = machine.leaves.get(place.session.state.leaf)
        if (!leaf) continue
        for (const one of triesAt({ machine, session: place.session, leaf, setting, wanted })) {
          const act = (): void => {
            const session = { ...place.session, seq: place.session.seq + 1 }
            const turn = resume(machine, session, one.input)
            if (turn) arrive(turn, one.input, place, one.anywhere)
          }
          if (one.odd) odd.push(act)
          else act()
          if (over()) return
        }
      }
      ring.length = 0
      yield
      while (ring.length === 0) {
        const act = odd.shift()
        if (!act) return
        act()
        if (over()) return
      }
    }
  }

  function mark(events: Event[], place: Place, anywhere: string | undefined): void {
    for (const event of events) {
      if (event.type === 'entered') seen.add(event.step)
      const step =
        'step' in event && event.step !== undefined
          ? machine.steps.get(event.step)?.step
          : undefined
      if (event.type === 'left') reach(wayAt(machine, event.step, event.way)?.option, place)
      if (event.type === 'reached goal') reach(step, place)
      if (event.type === 'heard' && event.meaning === 'option' && event.option === anywhere)
        for (const scope of machine.scopes.values())
          reach(scope.flow.anywhere[optionIds(scope.flow.anywhere).indexOf(anywhere ?? '')], place)
    }
  }

  function reach(what: object | undefined, place: Place): void {
    const target = what && targets.get(what)
    if (!target) return
    targets.delete(what)
    const inputs: Input[] = []
    for (let at: Place | undefined = place; at; at = at.before) inputs.unshift(at.input)
    found.push({ target, inputs, turns: place.session.counters.turns })
  }
}

/** Options and goals that some edge of the machine leads to, by what the author wrote them as; each
 * once, however often its flow is gone through. */
function targetsOf(graph: Graph): Map<object, Target> {
  const { machine } = graph
  const targets = new Map<object, Target>()
  for (const edge of reachableNodes(graph).flatMap(({ id }) => graph.out[id] ?? [])) {
    const option = chosenOption(machine, edge.from.leaf.step, edge.event)
    if (option) targets.set(option, optionTarget(machine, edge, option))
    for (const action of edge.actions) {
      if (action.type !== 'reached') continue
      const step = machine.steps.get(action.params.step)?.step
      if (step?.goal) targets.set(step, goalTarget(step.name.value, step.goal))
    }
  }
  return targets
}

function optionTarget(machine: Machine, { from, event }: Edge, option: Option): Target {
  const chosen = parseEvent(event)
  const anywhere = chosen.kind === 'anywhere'
  const id = 'id' in chosen ? chosen.id : ''
  return {
    kind: 'option',
    name: firstText(option.label) || (anywhere ? chosen.scope + id : id),
    step: anywhere ? '' : ownName(from.leaf.step),
    range: option.then?.range ?? option.range,
  }
}

const goalTarget = (step: string, { value, range }: Located<string>): Target => ({
  kind: 'goal',
  name: value,
  step,
  range,
})

/** Which slots and saved answers conditions ask about, by their names in a session. */
function relevantTo(
  machine: Machine,
  names: ReadonlySet<string>,
): { slots: string[]; saved: string[] } {
  const slots = new Set<string>()
  const saved = new Set<string>()
  for (const { flow, prefix } of machine.scopes.values()) {
    for (const name of [...flow.slots.keys(), ...flow.takes.keys()])
      if (names.has(plainName(name))) slots.add(prefix + name)
    for (const step of flow.steps.values()) {
      const name = step.request && step.save?.value
      if (name !== undefined && names.has(plainName(name))) saved.add(prefix + name)
    }
  }
  return { slots: [...slots], saved: [...saved] }
}

/** Calls that stand alike go on alike, as far as conditions and goals are concerned. */
function keyOf(
  { state, slots, saved, language, pending, working, ringing, queued, rows }: Session,
  relevant: { slots: string[]; saved: string[] },
): string {
  return JSON.stringify([
    state.leaf,
    state.context,
    language,
    pending?.option,
    working?.kind,
    ringing !== undefined,
    queued !== undefined,
    rows?.at,
    relevant.slots.map((name) => slots[name]?.value),
    relevant.saved.map((name) => saved[name]),
  ])
}
