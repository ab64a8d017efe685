// Journeys: as few calls as cover every way of callers who are understood, each told from where it
// parts from the others.
import { engineIds } from '../flow/machine/leaf-id.ts'
import { withoutAfterCall, shownName } from '../flow/machine/scoped-name.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { eventsAmong, parseEvent } from '../flow/machine/machine-event.ts'
import type { Counts } from '../times/expected-length.ts'
import type { Edge, Graph, Node } from '../times/machine-graph.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { firstText } from '../flow/tree/option.ts'
import type { Line } from './script-book.ts'
import { happens, isRow, keyOf, kindOf } from './edge-kinds.ts'
import type { Visits } from './part-words.ts'
import type { Script } from './script-lines.ts'
import { waysOf, type Move, type Place, type Ways } from './call-ways.ts'

/**
 * One script. `key` names it from one edition of the book to the next. `opening`: it begins as
 * another journey does, to that line, and `lines` go on
 * from there; `first` is the number of its first line. `onward`: it goes on as that journey does
 * after that line. `played`: how many of its own edges scripted calls took.
 */
export type Journey = {
  number: number
  key: string
  group: string
  title: string
  opening?: { journey: number; line: number }
  first: number
  lines: Line[]
  onward?: { journey: number; line: number }
  played?: { edges: number; of: number }
  /** its own edges, as `keyOf` names them */
  edges: string[]
}

/** A journey is no longer than this many edges of its own, so that it can be read. */
const LONGEST = 24
/** So far it looks ahead for something not told yet. */
const AHEAD = 4

type Path = { edges: Edge[]; shared: number }

/** With `language` the calls are those of callers who choose it, as far as that goes. */
export function journeysOf(
  graph: Graph,
  script: Script,
  { played, language }: { played?: Counts; language?: string } = {},
): Journey[] {
  const paths = groupPaths(script, coverEdges(graph, language))
  const tell = teller(graph, script)
  const texts = paths.map(({ path, group }) => ({ ...tell(path.edges), edges: path.edges, group }))
  const leaves = firstTold(texts)
  const named = new Map<string, number>()
  const beginning: Told = { at: { journey: 1, line: texts[0]?.ends[0] ?? 0 }, next: new Map() }
  return texts.map(({ edges, group, lines, ends }, index): Journey => {
    const { own, opening } = shareOpening(beginning, edges, ends, index)
    const rest = edges.slice(own)
    const from = index === 0 ? 0 : (ends[own] ?? 0)
    const onward = onwardFrom(edges.at(-1), leaves)
    // where it ends in its own last line it does not go on
    const isOwnEnd = onward?.journey === index + 1 && onward.line >= lines.length
    return {
      number: index + 1,
      key: keyFor(rest[0] ?? edges.at(-1), named),
      group,
      title: titleOf(script, rest),
      opening: index === 0 || opening.line === 0 ? undefined : opening,
      first: from + 1,
      lines: lines.slice(from),
      onward: isOwnEnd ? undefined : onward,
      played: played && playedOf(rest, played),
      edges: rest.map(keyOf),
    }
  })
}

type At = { journey: number; line: number }

/** Where a journey goes on from a leaf: the first one that tells it. */
function firstTold(texts: { edges: Edge[]; ends: number[] }[]): Map<string, At> {
  const leaves = new Map<string, At>()
  for (const [index, { edges, ends }] of texts.entries())
    for (const [at, { from }] of edges.entries())
      if (!leaves.has(from.leaf.id))
        leaves.set(from.leaf.id, { journey: index + 1, line: ends[at] ?? 0 })
  return leaves
}

const onwardFrom = (last: Edge | undefined, leaves: Map<string, At>): At | undefined =>
  last && goesOn(last.to) ? leaves.get(last.to.leaf.id) : undefined

/** One way may part from the others at several places, such as before and after a goal. */
function keyFor(begins: Edge | undefined, named: Map<string, number>): string {
  const name = begins ? keyOf(begins) : engineIds.begin
  const times = (named.get(name) ?? 0) + 1
  named.set(name, times)
  return times === 1 ? name : `${name} ${times}`
}

const goesOn = ({ leaf }: Node): boolean => leaf.kind !== 'over' && leaf.kind !== 'bridged'

/** What was told of calls that begin in one way: in which journey, and how it went on. */
type Told = { at: At; next: Map<Edge, Told> }

/** As far as it begins as one that was told; `own` is the first edge that is its own. What is its
 * own is told from now on. */
function shareOpening(
  beginning: Told,
  edges: Edge[],
  ends: number[],
  index: number,
): { own: number; opening: At } {
  let told = beginning
  let own = 0
  for (const edge of edges) {
    const next = told.next.get(edge)
    if (!next) break
    told = next
    own++
  }
  const opening = told.at
  for (const [past, edge] of edges.slice(own).entries()) {
    const line = ends[own + past + 1] ?? 0
    const further: Told = { at: { journey: index + 1, line }, next: new Map() }
    told.next.set(edge, further)
    told = further
  }
  return { own, opening }
}

/** Greedy: the nearest edge not told yet, then on along others that are not. What the flow sets is
 * held to where it can be. */
function coverEdges(graph: Graph, language: string | undefined): Path[] {
  const open = new Set<string>()
  for (const edges of graph.out)
    for (const edge of edges)
      if (kindOf(edge, graph.machine) === 'journey' && happens(edge)) open.add(keyOf(edge))
  const paths = [true, false].flatMap((aware) =>
    open.size > 0 ? coverBy(waysOf(graph, aware, language), graph.machine, open) : [],
  )
  return paths.length > 0 ? paths : [{ edges: [], shared: 0 }]
}

function coverBy(ways: Ways, machine: Machine, open: Set<string>): Path[] {
  const goesOn = (move: Move): boolean => kindOf(move.edge, machine) === 'journey'
  const tree = treeOf(ways, goesOn)
  const paths: Path[] = []
  for (const { from, move } of tree.order.flatMap((place) =>
    ways
      .moves(place)
      .filter(goesOn)
      .map((one) => ({ from: place, move: one })),
  )) {
    if (!open.has(keyOf(move.edge))) continue
    const moves = [...tree.to(from), move]
    const shared = moves.length - 1
    for (
      let last: Move | undefined = move;
      last && moves.length - shared < LONGEST;
      last = moves.at(-1)
    ) {
      for (const { edge } of moves) open.delete(keyOf(edge))
      // who chooses again begins another journey
      const asked = new Set(moves.map(({ edge }) => edge.from.leaf.step))
      const on = (one: Move): boolean =>
        goesOn(one) && !(isOption(one.edge.event) && asked.has(one.edge.from.leaf.step))
      const untold = (one: Move): boolean => open.has(keyOf(one.edge))
      // what goes well first, so that failures are short
      const next =
        nearest(ways, last.to, (one) => on(one) && !isFailure(one.edge.event), untold) ??
        nearest(ways, last.to, on, untold)
      if (!next) break
      moves.push(...next)
    }
    for (const { edge } of moves) open.delete(keyOf(edge))
    paths.push({ edges: moves.map(({ edge }) => edge), shared })
  }
  return paths
}

const isOption = eventsAmong('option')
const isFailure = eventsAmong('NOT_FOUND', 'FAILED', 'SHUT', 'UNANSWERED', 'EMPTY', 'EMPTY_LIST')

/** The shortest way on to an edge not told yet, without leaving what callers who are understood
 * do. */
function nearest(
  ways: Ways,
  from: Place,
  goesOn: (move: Move) => boolean,
  wanted: (move: Move) => boolean,
): Move[] | undefined {
  let ring: Reached[] = [{ place: from, way: [] }]
  let later: Reached[] = []
  const seen = new Set([from])
  const lookFrom = ({ place, way }: Reached): Move[] | undefined => {
    for (const move of ways.moves(place).filter(goesOn)) {
      const longer = [...way, move]
      if (wanted(move)) return longer
      if (!seen.has(move.to)) later.push({ place: move.to, way: longer })
      seen.add(move.to)
    }
    return undefined
  }
  for (let depth = 0; depth < AHEAD; depth++) {
    for (const reached of ring) {
      const found = lookFrom(reached)
      if (found) return found
    }
    ring = later
    later = []
  }
  return undefined
}

type Reached = { place: Place; way: Move[] }

/** How a call comes to each place: as few misses and universals as can be, then as few events. */
function treeOf(
  ways: Ways,
  goesOn: (move: Move) => boolean,
): { order: Place[]; to(place: Place): Move[] } {
  const cameBy = new Map<Place, { from: Place; move: Move } | undefined>([[ways.first, undefined]])
  const order = [ways.first]
  let ring = [ways.first]
  const visit = (from: Place, move: Move): void => {
    if (cameBy.has(move.to)) return
    cameBy.set(move.to, { from, move })
    order.push(move.to)
    ring.push(move.to)
  }
  let odd: { from: Place; move: Move }[] = []
  const follow = (from: Place): void => {
    for (const move of ways.moves(from)) {
      if (goesOn(move)) visit(from, move)
      else odd.push({ from, move })
    }
  }
  while (ring.length > 0) {
    for (const place of ring) follow(place)
    const later = odd
    ring = []
    odd = []
    for (const { from, move } of later) visit(from, move)
  }
  return {
    order,
    to(place) {
      const path: Move[] = []
      for (let step = cameBy.get(place); step; step = cameBy.get(step.from)) path.unshift(step.move)
      return path
    },
  }
}

/** The lines of a path; `ends[n]` is how many lines there are before edge n. What is said depends
 * on the visits before. */
function teller(
  graph: Graph,
  script: Script,
): (edges: Edge[]) => { lines: Line[]; ends: number[] } {
  const known = new Map<Edge, Map<string, Line[]>>()
  const stepsEntered = (edge: Edge): string[] =>
    edge.actions.flatMap((action) => (action.type === 'enter' ? [action.params.step] : []))
  return (edges) => {
    const visits: Visits = {}
    const lines = [...script.beginning(graph.first.actions, visits)]
    const ends = [lines.length]
    for (const edge of edges) {
      const steps = stepsEntered(edge)
      const key = `${(visits[edge.from.leaf.step] ?? 0) ? 1 : 0}${steps.map((step) => ((visits[step] ?? 0) > 0 ? 2 : 1)).join('')}`
      const made = known.get(edge) ?? new Map<string, Line[]>()
      known.set(edge, made)
      const found = made.get(key)
      if (found) for (const step of steps) visits[step] = (visits[step] ?? 0) + 1
      const told = found ?? script.edge(edge, visits)
      made.set(key, told)
      lines.push(...told)
      ends.push(lines.length)
    }
    return { lines, ends }
  }
}

type Chosen = { title: string; intent?: string }

function chosenBy({ machine }: Script, { from: { leaf }, event }: Edge): Chosen | undefined {
  const chosen = parseEvent(event)
  if (chosen.kind !== 'option') return undefined
  if (machine.steps.get(leaf.step)?.step['in every language']?.value) return undefined
  const option = chosenOption(machine, leaf.step, event)
  return option && { title: firstText(option.label) || chosen.id, intent: option.intent?.value }
}

/** By what the caller wants: the last intent on the way, else the first option chosen. Journeys of
 * one group stand together. */
function groupPaths(script: Script, paths: Path[]): { path: Path; group: string }[] {
  const groups = new Map<string, Path[]>()
  for (const path of paths) {
    const chosen = path.edges.flatMap((edge) => chosenBy(script, edge) ?? [])
    const named = path.edges
      .slice(0, path.shared + 1)
      .flatMap((edge) => chosenBy(script, edge) ?? [])
    const group =
      named.findLast(({ intent }) => intent !== undefined)?.intent ??
      named[0]?.title ??
      chosen[0]?.intent ??
      chosen[0]?.title ??
      ''
    groups.set(group, [...(groups.get(group) ?? []), path])
  }
  return [...groups].flatMap(([group, all]) => all.map((path) => ({ path, group })))
}

/** What happens first in it that another journey does not have. */
function titleOf(script: Script, own: Edge[]): string {
  const first = own.find((edge) => script.doing(edge) !== undefined)
  const option = own.map((edge) => chosenBy(script, edge)).find((one) => one !== undefined)?.title
  if (!first || chosenBy(script, first)) return option ?? ''
  const words = script.doing(first)?.words ?? {}
  const text = `${shownName(withoutAfterCall(first.from.leaf.step))}: ${(words[''] ?? Object.values(words)[0] ?? '').replace(/[.:]$/, '')}`
  return option === undefined ? text : `${text} – ${option}`
}

function playedOf(edges: Edge[], played: Counts): { edges: number; of: number } {
  // nobody notices these, and no log tells them apart
  const told = edges.filter(({ event }) => event !== 'FITS' && event !== 'LISTED')
  const isPlayed = ({ from, event }: Edge): boolean => {
    const counts = played.get(from.leaf.id)
    return isRow(event) ? [...(counts?.keys() ?? [])].some(isRow) : counts?.has(event) === true
  }
  return { edges: told.filter(isPlayed).length, of: told.length }
}
