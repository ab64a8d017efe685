// Where calls may wait in the old version and can no longer in the new one.
import { ownName } from '../flow/machine/scoped-name.ts'
import { waitKinds, type Leaf, type Machine } from '../flow/machine/machine.ts'
import type { Change } from './difference.ts'
import type { Both } from './match.ts'
import { namesOf } from './translate-names.ts'

/** The new version's name for an old waiting place; undefined when there is none any more. */
export function placesOf(
  was: Machine,
  now: Machine,
  boths: ReadonlyMap<string, Both>,
): (leaf: Leaf) => string | undefined {
  const names = namesOf(was, now, boths)
  return (leaf) => {
    const there = names.leaf(leaf)
    return now.leaves.has(there) ? there : undefined
  }
}

/** One sentence for each step at which places to wait are gone. Calls in progress finish on the
 * version they began with, whatever is gone. */
export function waitingPass(
  was: Machine,
  now: Machine,
  boths: ReadonlyMap<string, Both>,
): Change[] {
  const there = placesOf(was, now, boths)
  const steps = new Map<string, { all: Leaf[]; gone: Leaf[] }>()
  for (const leaf of was.leaves.values()) {
    if (!waitKinds.has(leaf.kind)) continue
    const step = steps.get(leaf.step) ?? { all: [], gone: [] }
    step.all.push(leaf)
    if (there(leaf) === undefined) step.gone.push(leaf)
    steps.set(leaf.step, step)
  }
  return [...steps]
    .filter(([, { gone }]) => gone.length > 0)
    .map(([name, { all, gone }]) => ({
      kind: 'waiting place gone',
      flow: now.flow,
      step: ownName(name),
      text: `calls that wait at '${name}'${gone.length < all.length ? ` (${gone.map(({ rung }) => rung).join(', ')})` : ''} have no such place in the new version; they finish on the old one`,
      place: gone[0] && { file: gone[0].file, line: gone[0].line, version: 'old' },
    }))
}
