// The behaviour pass: both versions in lock-step under the same meanings, for what follows from a
// change and is not told by the texts.
import { isAfterCall } from '../flow/machine/scoped-name.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { eventsAmong } from '../flow/machine/machine-event.ts'
import { countersOf } from '../flow/machine/counters.ts'
import { walker, type Configuration, type Walker } from '../flow/machine/walk.ts'
import type { Change } from './difference.ts'
import { knownPartings } from './known-partings.ts'
import type { Both } from './match.ts'
import { describePartings, type Parting } from './partings.ts'
import { namesOf, type Names } from './translate-names.ts'

/** Both versions under way together. */
type Walks = {
  was: Machine
  now: Machine
  old: Walker
  fresh: Walker
  names: Names
}
type Pair = { was: Configuration; now: Configuration }

/**
 * Begins at the start of a call and at the entry of every step there is in both, and goes on as
 * long as both stand at the same place.
 * `told` is what the texts told already. "Back" is left out: where it leads follows from the ways.
 */
export function behaviourPass(
  was: Machine,
  now: Machine,
  boths: ReadonlyMap<string, Both>,
  told: Change[],
): Change[] {
  const names = namesOf(was, now, boths)
  const old = walker(was.config, countersOf(was))
  const fresh = walker(now.config, countersOf(now))
  const walks: Walks = { was, now, old, fresh, names }
  const isKnown = knownPartings(told, { was, now, names, boths })
  const partings: Parting[] = []
  const pairs: Pair[] = []
  const seen = new Set<string>()
  const meet = (met: Parting): void => {
    if (met.was && met.now && standAlike(met.was.to, met.now.to, walks)) {
      const key = `${keyOf(met.was.to)}\n${keyOf(met.now.to)}`
      if (!seen.has(key)) pairs.push({ was: met.was.to, now: met.now.to })
      seen.add(key)
    } else if ((met.was ?? met.now) && !isKnown(met)) partings.push(met)
  }
  for (const met of beginnings(walks)) meet(met)
  for (const pair of pairs) for (const met of movesFrom(pair, walks)) meet(met)
  return describePartings(partings, was, now)
}

const keyOf = ({ leaf, context }: Configuration): string =>
  `${leaf},${Object.values(context).join()}`

function leafOf(machine: Machine, { leaf }: Configuration): Leaf {
  const found = machine.leaves.get(leaf)
  if (!found) throw new Error(`the machine has no leaf "${leaf}"`)
  return found
}

function standAlike(one: Configuration, other: Configuration, { was, now, names }: Walks): boolean {
  const leaf = leafOf(was, one)
  return names.leaf(leaf) === other.leaf && leaf.kind === leafOf(now, other).kind
}

const zero = (machine: Machine): Record<string, number> =>
  Object.fromEntries(countersOf(machine).map((counter) => [counter, 0]))

/** The start of a call, and the entry of each step and desk there is in both. */
function beginnings({ was, now, old, fresh, names }: Walks): Parting[] {
  const at = (to: Configuration, step: string): Leaf => ({
    ...leafOf(now, to),
    step,
    rung: '',
    attempt: 1,
  })
  const [first, other] = [old.initial(), fresh.initial()]
  const begin: Parting = {
    leaf: at(other.to, ''),
    event: 'BEGIN',
    was: first,
    now: other,
    vain: 0,
  }
  const entries = [...was.steps.keys(), ...was.desks.keys()].flatMap((name): Parting[] => {
    const to = names.step(name)
    if (isAfterCall(name) || !(now.steps.has(to) || now.desks.has(to))) return []
    const [one, two] = [old.enter(name, zero(was)), fresh.enter(to, zero(now))]
    return [{ leaf: at(two.to, to), event: 'ENTER', was: one, now: two, vain: 0 }]
  })
  return [begin, ...entries]
}

/** What the author wrote one by one: a new one has no fellow in the old version. */
const isWritten = eventsAmong('option', 'anywhere', 'branch', 'waiting', 'BACK_TO')
const isOwnKey = eventsAmong('own key')
const isPassedOver = eventsAmong('back', 'REPEAT', 'HUNG_UP')

/** Where each event leads on both sides. */
function movesFrom(pair: Pair, { was, now, old, fresh, names }: Walks): Parting[] {
  const [before, leaf] = [leafOf(was, pair.was), leafOf(now, pair.now)]
  if (before.kind === 'over') return []
  const vain = pair.was.context.handoffs ?? 0
  const moves: Parting[] = []
  const met = new Set<string>()
  for (const event of old.events(before.id)) {
    const meaning = names.event(before, event)
    if (meaning === undefined || isPassedOver(event)) continue
    // which keys there are while waiting is told by the texts
    if (isOwnKey(event) && !fresh.takes(leaf.id, event)) continue
    met.add(meaning)
    const [one, other] = [old.next(pair.was, event), fresh.next(pair.now, meaning)]
    moves.push({ leaf, event: meaning, was: one, now: other, vain })
  }
  for (const event of fresh.events(leaf.id)) {
    if (met.has(event) || isPassedOver(event) || isWritten(event) || isOwnKey(event)) continue
    moves.push({ leaf, event, now: fresh.next(pair.now, event), vain })
  }
  return moves
}
