// callflow diff --live: where the calls in progress stand, and whether the new version has those
// places.
import { compile } from '../flow/machine/compile.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { readProject, withIncluded } from '../flow/tree/project.ts'
import { bothsOf, versionOf } from '../diff/compare-projects.ts'
import { placeWords } from '../diff/place.ts'
import { placesOf } from '../diff/waiting-places.ts'
import type { Store } from '../store/store.ts'
import { counted, print, printJson, exit, type Io } from './io.ts'
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
  const places = new Map<string, Standing | undefined>()
  const flows = new Map<string, Live>()
  for (const { callId, flow, version } of await store.calls({ live: true, limit: MOST_LIVE })) {
    const machine = machines.get(flow)
    if (!machine && now.only) continue
    const live = flows.get(flow) ?? {
      flow,
      calls: 0,
      newest: 0,
      kept: 0,
      gone: new Map<string, number>(),
      unknown: 0,
    }
    flows.set(flow, live)
    live.calls++
    if (machine?.version === version) {
      live.newest++
      continue
    }
    if (!places.has(version))
      places.set(version, machine && (await standingIn(version, machine, store)))
    const standing = places.get(version)
    const session = await store.loadCall(callId)
    const leaf = session && standing?.leaf(session.state.leaf)
    if (!machine || !standing || !leaf) live.unknown++
    else if (standing.there(leaf) !== undefined) live.kept++
    else live.gone.set(placeWords(leaf), (live.gone.get(placeWords(leaf)) ?? 0) + 1)
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
        : found.map((live) => told(live, machines.has(live.flow))).join('\n'),
    )
  return found.some(({ gone }) => gone.size > 0) ? exit.problems : exit.fine
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

function told({ flow, calls, newest, kept, gone, unknown }: Live, known: boolean): string {
  if (!known)
    return `Flow ${flow}: ${counted(calls, 'call')} in progress; the new version has no such flow without errors. They finish on the version they began with.`
  const parts = [
    newest > 0 ? `${newest} on this version already` : '',
    kept > 0 ? `${kept} at places that are in the new version too` : '',
    ...[...gone].map(([place, count]) => `${count} at ${place}, which is gone`),
    unknown > 0 ? `${unknown} of which nobody knows where they stand` : '',
  ]
  return `Flow ${flow}: ${counted(calls, 'call')} in progress: ${parts.filter((part) => part !== '').join(', ')}.${gone.size > 0 ? ' They finish on the version they began with.' : ''}`
}
