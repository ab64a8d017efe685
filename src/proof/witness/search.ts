// Looks for a call to each option and each goal, by trying everything there is on the engine
// itself: shortest calls first.
import { scopedName } from '../../flow/machine/scoped-name.ts'
import { resume, start, type Turn } from '../../call/engine.ts'
import type { Event } from '../../call/event.ts'
import type { Input } from '../../call/input.ts'
import type { Session } from '../../call/session.ts'
import { IMAGINED_LINE } from '../../call/setting.ts'
import { wayAt } from '../../flow/machine/arrow-ways.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { plainName } from '../../flow/text/expression.ts'
import { optionIds } from '../../flow/tree/option.ts'
import type { Graph } from '../../times/machine-graph.ts'
import { triesAt, type Try } from './acts.ts'
import { settingsFor, type Setting } from './settings.ts'
import { targetsOf, type Target } from './targets.ts'
import { testsIn, wantedOf, type Wanted } from './wanted.ts'

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

/** `targets` are those not found yet, `counts` the steps whose visits are told apart. */
type Search = {
  machine: Machine
  wanted: Wanted
  most: number
  targets: Map<object, Target>
  counts: ReadonlySet<string>
  relevant: Relevant
  found: Witness[]
  seen: Set<string>
  turns: number
}

/** Looks until each target is found, all is tried, or the engine has played `most` turns. */
export function searchWitnesses(graph: Graph, most: number): Searched {
  const { machine } = graph
  const tests = testsIn(machine.root)
  const wanted = wantedOf(tests)
  const asked = new Set(tests.map(({ path }) => plainName(path.names[0] ?? '')))
  const search: Search = {
    machine,
    wanted,
    most,
    targets: targetsOf(graph),
    counts: countedSteps(machine),
    relevant: relevantTo(machine, asked),
    found: [],
    seen: new Set(),
    turns: 0,
  }
  const settings = settingsFor(machine, wanted)
  playWorlds(search, settings, false)
  // what only comes about on a later visit is looked for last, since counting visits makes many
  // more calls differ
  playWorlds(search, settings.slice(0, 1), true)
  const { found, targets, turns, seen } = search
  return { found, missing: [...targets.values()], turns, spent: turns >= most, seen }
}

/** The steps at which it matters how often a call was there. */
const countedSteps = (machine: Machine): Set<string> =>
  new Set(
    [...machine.steps]
      .filter(([, { step }]) => (step['at most'] ?? step.again ?? step.do) !== undefined)
      .map(([name]) => name),
  )

const isOver = ({ targets, turns, most }: Search): boolean => targets.size === 0 || turns >= most

/** Worlds have their turns one after the other. */
function playWorlds(search: Search, settings: Setting[], visited: boolean): void {
  let worlds = settings.map((setting) =>
    playWorld({ search, setting, visited, known: new Set(), ring: [], odd: [] }),
  )
  while (worlds.length > 0 && !isOver(search))
    worlds = worlds.filter((world) => isOver(search) || world.next().done !== true)
}

/** `ring` are places to go on from, `odd` what is tried when there are none. With `visited`, places
 * differ by the visits before. */
type World = {
  search: Search
  setting: Setting
  visited: boolean
  known: Set<string>
  ring: Place[]
  odd: (() => void)[]
}

/** Tries all that is plain in one world, then one odd thing after the other with all that is plain
 * behind it. Other worlds have their turn in between. */
function* playWorld(world: World): Generator<void, void> {
  const { search, setting, ring, odd } = world
  const input = startIn(setting, search.machine)
  arrive(world, start(search.machine, input), { input })
  for (;;) {
    for (const place of ring) if (tryAll(world, place)) return
    ring.length = 0
    yield
    while (ring.length === 0) {
      const act = odd.shift()
      if (!act) return
      act()
      if (isOver(search)) return
    }
  }
}

function startIn(
  { values, language, ...known }: Setting,
  machine: Machine,
): Input & { type: 'started' } {
  return {
    type: 'started',
    ...known,
    to: IMAGINED_LINE,
    line: { name: machine.flow, tenant: 'witness', values, language },
    practice: true,
  }
}

/** True when the search is over. */
function tryAll(world: World, place: Place): boolean {
  const { search, setting, odd } = world
  const { machine, wanted } = search
  const { session } = place
  const leaf = machine.leaves.get(session.state.leaf)
  if (!leaf) return false
  for (const one of triesAt({ machine, session, leaf, setting, wanted })) {
    const act = (): void => {
      const turn = resume(machine, { ...session, seq: session.seq + 1 }, one.input)
      if (turn) arrive(world, turn, one, place)
    }
    if (one.odd) odd.push(act)
    else act()
    if (isOver(search)) return true
  }
  return false
}

function arrive(world: World, turn: Turn, { input, anywhere }: Try, before?: Place): void {
  const { search, visited, known, ring } = world
  search.turns++
  // a long call would carry visits along that nothing asks about
  const visits = Object.fromEntries(
    Object.entries(turn.session.counters.visits).filter(([name]) => search.counts.has(name)),
  )
  const session = { ...turn.session, counters: { ...turn.session.counters, visits } }
  const place = { session, before, input }
  markReached(search, turn.events, place, anywhere)
  if (session.status === 'ended') return
  const key = keyOf(session, search.relevant) + (visited ? JSON.stringify(visits) : '')
  if (known.has(key)) return
  known.add(key)
  ring.push(place)
}

function markReached(
  search: Search,
  events: Event[],
  place: Place,
  anywhere: string | undefined,
): void {
  const { machine, seen } = search
  for (const event of events) {
    if (event.type === 'entered') seen.add(event.step)
    if (event.type === 'left') reach(search, wayAt(machine, event.step, event.way)?.option, place)
    if (event.type === 'reached goal') reach(search, machine.steps.get(event.step)?.step, place)
    if (event.type === 'heard' && event.meaning === 'option' && event.option === anywhere)
      for (const { flow } of machine.scopes.values())
        reach(search, flow.anywhere[optionIds(flow.anywhere).indexOf(anywhere ?? '')], place)
  }
}

function reach({ targets, found }: Search, what: object | undefined, place: Place): void {
  const target = what && targets.get(what)
  if (!target) return
  targets.delete(what)
  const inputs: Input[] = []
  for (let at: Place | undefined = place; at; at = at.before) inputs.unshift(at.input)
  found.push({ target, inputs, turns: place.session.counters.turns })
}

type Relevant = { slots: string[]; saved: string[] }

/** Which slots and saved answers conditions ask about, by their names in a session. */
function relevantTo(machine: Machine, names: ReadonlySet<string>): Relevant {
  const slots = new Set<string>()
  const saved = new Set<string>()
  for (const { flow, prefix } of machine.scopes.values()) {
    for (const name of [...flow.slots.keys(), ...flow.takes.keys()])
      if (names.has(plainName(name))) slots.add(scopedName(prefix, name))
    for (const step of flow.steps.values()) {
      const name = step.request && step.save?.value
      if (name !== undefined && names.has(plainName(name))) saved.add(scopedName(prefix, name))
    }
  }
  return { slots: [...slots], saved: [...saved] }
}

/** Calls that stand alike go on alike, as far as conditions and goals are concerned. */
function keyOf(
  { state, slots, saved, language, pending, working, ringing, queued, rows }: Session,
  relevant: Relevant,
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
