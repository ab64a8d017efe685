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
import type { Opened } from './flow-files.ts'

/** `kept`: at places there are in both; `gone`: by place, in words; `newest`: on the new version
 * already; `unknown`: nobody knows where they stand. */
type Live = {
  flow: string
  calls: number
  newest: number
  kept: number
  gone: Map<string, number>
  unknown: number
}

const MOST_LIVE = 100_000

/** Calls in progress finish on the version they began with, whatever is gone in the new one. */
export async function liveCalls(now: Opened, store: Store, io: Io, json: boolean): Promise<number> {
  const machines = new Map(
    [...versionOf(now.project, now.only).machines]
      .filter(([flow]) => !now.only || now.only.has(flow.file))
      .map(([flow, machine]) => [flow.name.value, machine]),
  )
  const standings = new Map<string, Promise<Standing | undefined>>()
  const standingOf = (version: string, machine: Machine) => {
    const known = standings.get(version) ?? standingIn(version, machine, store)
    standings.set(version, known)
    return known
  }
  const flows = new Map<string, Live>()
  for (const { callId, flow, version } of await store.calls({ live: true, limit: MOST_LIVE })) {
    const machine = machines.get(flow)
    if (!machine && now.only) continue
    const live = flows.get(flow) ?? noneLive(flow)
    flows.set(flow, live)
    live.calls++
    if (machine?.version === version) live.newest++
    else count(live, await store.loadCall(callId), machine && (await standingOf(version, machine)))
  }
  const found = [...flows.values()]
  if (json)
    printJson(io, {
      flows: found.map(({ gone, ...live }) => ({ ...live, gone: Object.fromEntries(gone) })),
    })
  else
    print(
      io,
      found.length === 0
        ? 'No call is in progress.'
        : found.map((live) => describeLive(live, machines.has(live.flow))).join('\n'),
    )
  return found.some(({ gone }) => gone.size > 0) ? exit.problems : exit.fine
}

const noneLive = (flow: string): Live => ({
  flow,
  calls: 0,
  newest: 0,
  kept: 0,
  gone: new Map(),
  unknown: 0,
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

function describeLive({ flow, calls, newest, kept, gone, unknown }: Live, known: boolean): string {
  const head = `Flow ${flow}: ${plural(calls, 'call')} in progress`
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
