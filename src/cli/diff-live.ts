// callflow diff --live: where the calls in progress stand, and whether the new version has those
// places.
import { compile } from '../flow/machine/compile.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { readProject, withIncluded } from '../flow/tree/project.ts'
import { bothsOf, versionOf } from '../diff/compare-projects.ts'
import { placeWords } from '../diff/place.ts'
import { placesOf } from '../diff/waiting-places.ts'
import type { Session } from '../call/session.ts'
import type { Store } from '../store/store.ts'
import { plural } from '../ground/plural.ts'
import { print, printJson, exit, type Io } from './io.ts'
import { companyOf, type Opened } from './flow-files.ts'

/** `kept`: at places there are in both; `gone`: by place, in words; `newest`: on the new version
 * already; `unknown`: nobody knows where they stand; `known`: the new version has the flow, without errors. */
type Live = {
  company?: string
  flow: string
  calls: number
  newest: number
  kept: number
  gone: Map<string, number>
  unknown: number
  known: boolean
}

const MOST_LIVE = 100_000

/** The new machines of a company; without an id those of all that share a flat folder. */
type New = { company?: string; machines: Map<string, Machine> }

function newOf(opened: Opened): New {
  const { project, only } = opened
  const machines = [...versionOf(project, only).machines]
    .filter(([flow]) => !only || only.has(flow.file))
    .map(([flow, machine]): [string, Machine] => [flow.name.value, machine])
  return { company: companyOf(opened), machines: new Map(machines) }
}

/** Calls in progress finish on the version they began with, whatever is gone in the new one. */
export async function liveCalls(
  all: Opened[],
  store: Store,
  io: Io,
  json: boolean,
): Promise<number> {
  const news = all.map(newOf)
  const isPart = all.some(({ inside }) => inside !== undefined)
  const onlySome = all.some(({ only }) => only !== undefined)
  const standings = new Map<string, Promise<Standing | undefined>>()
  const standingOf = (version: string, machine: Machine) => {
    const known = standings.get(version) ?? standingIn(version, machine, store)
    standings.set(version, known)
    return known
  }
  const flows = new Map<string, Live>()
  const calls = await store.calls({ live: true, limit: MOST_LIVE })
  for (const { callId, tenant, flow, version } of calls) {
    const own = news.find(({ company }) => company === undefined || company === tenant)
    const machine = own?.machines.get(flow)
    if (!machine && (onlySome || (!own && isPart))) continue
    const company = own ? own.company : tenant
    const key = JSON.stringify([company, flow])
    const live = flows.get(key) ?? noneLive(flow, company, machine !== undefined)
    flows.set(key, live)
    live.calls++
    if (machine?.version === version) live.newest++
    else count(live, await store.loadCall(callId), machine && (await standingOf(version, machine)))
  }
  const found = [...flows.values()]
  if (json)
    printJson(io, {
      flows: found.map(({ gone, known: _, ...live }) => ({
        ...live,
        gone: Object.fromEntries(gone),
      })),
    })
  else
    print(
      io,
      found.length === 0
        ? 'No call is in progress.'
        : found.map((live) => describeLive(live)).join('\n'),
    )
  return found.some(({ gone }) => gone.size > 0) ? exit.problems : exit.fine
}

const noneLive = (flow: string, company: string | undefined, known: boolean): Live => ({
  company,
  flow,
  calls: 0,
  newest: 0,
  kept: 0,
  gone: new Map(),
  unknown: 0,
  known,
})

/** Counts a call on another version by where it stands. */
function count(live: Live, session: Session | undefined, standing: Standing | undefined): void {
  const leaf = session && standing?.leaf(session.state.leaf)
  if (!standing || !leaf) return void live.unknown++
  if (standing.there(leaf) !== undefined) return void live.kept++
  const place = placeWords(leaf)
  live.gone.set(place, (live.gone.get(place) ?? 0) + 1)
}

type Standing = { leaf(id: string): Leaf | undefined; there(leaf: Leaf): string | undefined }

async function standingIn(
  version: string,
  now: Machine,
  store: Store,
): Promise<Standing | undefined> {
  const kept = await store.loadVersion(version)
  const flow =
    kept &&
    [...readProject(kept.sources).flows.values()].find(({ name }) => name.value === kept.flow)
  if (!kept || !flow) return undefined
  const was = compile(flow, kept.sources)
  return {
    leaf: (id) => was.leaves.get(id),
    there: placesOf(was, now, bothsOf(withIncluded(flow), withIncluded(now.root))),
  }
}

function describeLive(live: Live): string {
  const { company, flow, calls, newest, kept, gone, unknown, known } = live
  const whose = company === undefined ? '' : ` of ${company}`
  const head = `Flow ${flow}${whose}: ${plural(calls, 'call')} in progress`
  if (!known) return `${head}; the new version has no such flow without errors. ${FINISH}`
  const parts: [number, string][] = [
    [newest, 'on this version already'],
    [kept, 'at places that are in the new version too'],
    ...[...gone].map(([place, many]): [number, string] => [many, `at ${place}, which is gone`]),
    [unknown, 'of which nobody knows where they stand'],
  ]
  const told = parts.filter(([many]) => many > 0).map((part) => part.join(' '))
  return `${head}: ${told.join(', ')}.${gone.size > 0 ? ` ${FINISH}` : ''}`
}

const FINISH = 'They finish on the version they began with.'
