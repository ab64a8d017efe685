// The behaviour pass: both versions in lock-step under the same meanings, for what follows from a
// change and is not told by the texts.
import type { Action, Leaf, Machine } from '../flow/machine/machine.ts'
import {
  eventsAmong,
  eventsOf,
  parseEvent,
  type EventKind,
  type MachineEvent,
  type PlainEvent,
} from '../flow/machine/machine-event.ts'
import { countersOf, walker, type Configuration, type Move } from '../flow/machine/walk.ts'
import { waysOf } from '../flow/machine/arrow-ways.ts'
import { kinds, type Change } from './difference.ts'
import type { Both } from './match.ts'
import { labelOf, namesOf, type Names } from './translate-names.ts'
import { placeWords } from './place.ts'

type Pair = { was: Configuration; now: Configuration }

/** What leads both on: an event, the beginning of a call, or a step that is entered. */
type Cause = MachineEvent | 'BEGIN' | 'ENTER'

/** The first parting of a pair: `event` as the new version calls it, where it leads on either side,
 * and how many desks were tried in vain before. */
type Parting = { leaf: Leaf; event: Cause; was?: Move; now?: Move; vain: number }

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
  const [old, fresh] = [walker(was.config, countersOf(was)), walker(now.config, countersOf(now))]
  const explained = explainer(was, now, names, boths, told)
  const partings: Parting[] = []
  const pairs: Pair[] = []
  const seen = new Set<string>()
  const leafOf = (machine: Machine, { leaf }: Configuration): Leaf =>
    machine.leaves.get(leaf) ?? fail(`the machine has no leaf "${leaf}"`)
  const same = (one: Configuration, other: Configuration): boolean =>
    names.leaf(leafOf(was, one)) === other.leaf && leafOf(was, one).kind === leafOf(now, other).kind
  const meet = (
    one: Move | undefined,
    other: Move | undefined,
    leaf: Leaf,
    event: Cause,
    vain = 0,
  ): void => {
    if (one && other && same(one.to, other.to)) {
      const key = `${keyOf(one.to)}\n${keyOf(other.to)}`
      if (!seen.has(key)) {
        seen.add(key)
        pairs.push({ was: one.to, now: other.to })
      }
    } else if ((one ?? other) && !explained(leaf, event, one?.actions ?? [], other?.actions ?? []))
      partings.push({ leaf, event, was: one, now: other, vain })
  }
  const zero = (machine: Machine) =>
    Object.fromEntries(countersOf(machine).map((counter) => [counter, 0]))
  const begin = (to: Leaf): Leaf => ({ ...to, step: '', rung: '', attempt: 1 })
  const [first, other] = [old.initial(), fresh.initial()]
  meet(first, other, begin(leafOf(now, other.to)), 'BEGIN')
  for (const name of [...was.steps.keys(), ...was.desks.keys()]) {
    const to = names.step(name)
    if (name.startsWith('after:') || !(now.steps.has(to) || now.desks.has(to))) continue
    const [one, two] = [old.enter(name, zero(was)), fresh.enter(to, zero(now))]
    meet(one, two, { ...leafOf(now, two.to), step: to, rung: '', attempt: 1 }, 'ENTER')
  }
  for (const pair of pairs) {
    const [before, after] = [leafOf(was, pair.was), leafOf(now, pair.now)]
    if (before.kind === 'over') continue
    const met = new Set<string>()
    const vain = pair.was.context.handoffs ?? 0
    for (const event of old.events(before.id)) {
      const meaning = names.event(before, event)
      // which keys there are while waiting is told by the texts
      if (
        meaning === undefined ||
        passedOver(event) ||
        (isOwnKey(event) && !fresh.takes(after.id, event))
      )
        continue
      met.add(meaning)
      meet(old.next(pair.was, event), fresh.next(pair.now, meaning), after, meaning, vain)
    }
    for (const event of fresh.events(after.id))
      if (!met.has(event) && !passedOver(event) && !isWritten(event) && !isOwnKey(event))
        meet(undefined, fresh.next(pair.now, event), after, event, vain)
  }
  return sentences(partings, was, now)
}

/** What the author wrote one by one: a new one has no fellow in the old version. */
const isWritten = eventsAmong('option', 'anywhere', 'case', 'waiting', 'BACK_TO')
const isOwnKey = eventsAmong('own key')
const passedOver = eventsAmong('back', 'REPEAT', 'HUNG_UP')

const keyOf = ({ leaf, context }: Configuration): string =>
  `${leaf},${Object.values(context).join()}`

const onLadder = new Set<EventKind>([...eventsOf('miss', 'unsure'), 'NO', 'VALUE'])
const flowWide: { [E in Cause]?: Change['kind'][] } = {
  OPERATOR: ['help', 'universal'],
  WORN_OUT: ['help'],
  MAIN: ['start over'],
  QUESTION: ['answers'],
  BEGIN: ['start'],
  VALUE: ['slot type'],
}

/** Whether the texts told what makes an edge lead elsewhere: something of a step on its way, or of
 * the flow. */
function explainer(
  was: Machine,
  now: Machine,
  names: Names,
  boths: ReadonlyMap<string, Both>,
  told: Change[],
) {
  const steps = new Set<string>(),
    ways = new Set<string>(),
    wide = new Set<string>(),
    options = new Set<string>()
  for (const { kind, flow, step, option, way } of told) {
    if (!kinds[kind].moves) continue
    if (step === undefined) {
      wide.add(`${flow}\0${kind}`)
      if (option !== undefined) wide.add(`${flow}\0anywhere`)
    } else if (option !== undefined) options.add(`${flow}\0${step}\0${option}`)
    else if (way !== undefined) ways.add(`${flow}\0${step}\0${way}`)
    else steps.add(`${flow}\0${step}`)
  }
  const newName = (flow: string) => boths.get(flow)?.now.name.value ?? flow
  const flowOf = (machine: Machine, name: string): string =>
    newName(
      (machine.steps.get(name)?.scope ?? machine.desks.get(name)?.scope)?.flow.name.value ??
        machine.root.name.value,
    )
  const last = (name: string): string => name.slice(name.lastIndexOf('>') + 1)
  const implicit = (machine: Machine, name: string, way: string): boolean => {
    const step = machine.steps.get(name)?.step
    return step !== undefined && waysOf(step).some((one) => one.name === way && !one.to)
  }
  const wideAt = (flow: string, kind: Change['kind'] | 'anywhere'): boolean =>
    wide.has(`${flow}\0${kind}`) || wide.has(`${now.flow}\0${kind}`)
  const along = (machine: Machine, newly: (name: string) => string, actions: Action[]): boolean =>
    actions.some((action) => {
      if (action.type !== 'leave' && action.type !== 'enter') return false
      const name = action.params.step,
        flow = flowOf(machine, name),
        step = last(newly(name))
      if (steps.has(`${flow}\0${step}`)) return true
      return (
        action.type === 'leave' &&
        (ways.has(`${flow}\0${step}\0${action.params.way}`) ||
          (wideAt(flow, 'help') && implicit(machine, name, action.params.way)))
      )
    })
  return (leaf: Leaf, event: Cause, before: Action[], after: Action[]): boolean => {
    const flow = flowOf(now, leaf.step),
      step = last(leaf.step)
    const heard = isBeginning(event) ? undefined : parseEvent(event)
    const chosen = heard?.kind === 'option' || heard?.kind === 'waiting' ? heard.id : undefined
    if (
      steps.has(`${flow}\0${step}`) ||
      (chosen !== undefined && options.has(`${flow}\0${step}\0${chosen}`))
    )
      return true
    if ((flowWide[event] ?? []).some((kind) => wideAt(flow, kind))) return true
    if (heard?.kind === 'anywhere' && wideAt(flow, 'anywhere')) return true
    if (
      heard &&
      onLadder.has(heard.kind) &&
      (wideAt(flow, 'patience') || wideAt(flow, 'listening') || wideAt(flow, 'slot type'))
    )
      return true
    return along(was, (name) => names.step(name), before) || along(now, (name) => name, after)
  }
}

const events: Record<PlainEvent | 'BEGIN' | 'ENTER', string> = {
  BEGIN: 'when the call begins',
  ENTER: 'at once',
  NO_INPUT: 'after a silence',
  NO_MATCH: 'when not understood',
  INVALID: 'after an impossible answer',
  OPERATOR: 'when asking for a person',
  REPEAT: 'when asking to hear it again',
  HUNG_UP: 'when hanging up',
  MAIN: 'when starting over',
  QUESTION: 'with a question',
  LONG_QUESTION: 'with a question that has a long answer',
  LAST_PIECE: 'at the end of a long answer',
  LIMIT: 'when the turns are used up',
  WORN_OUT: 'after too many misses',
  VALUE: 'with an answer',
  VALUE_UNSURE: 'with an unsure answer',
  OPTION_UNSURE: 'with an unsure choice',
  YES: 'after a yes',
  NO: 'after a no',
  DONE: 'when there is nothing else',
  NONE: 'with "none of these"',
  NEXT: 'after a no',
  OK: 'when the lookup answers',
  NOT_FOUND: 'when nothing is found',
  FAILED: 'when the lookup fails',
  OPEN: 'when open',
  SHUT: 'when closed',
  ANSWERED: 'when somebody answers',
  UNANSWERED: 'when nobody answers',
  RELEASED: 'after the conversation',
  REQUEUED: "when the operator's connection breaks",
  CALL_BACK: 'when a call back is wanted while waiting',
  LEAVE: 'when leaving the queue',
  RECORDED: 'after the recording',
  EMPTY: 'when nothing was recorded',
  FITS: 'at once',
  HAVE_NOT: 'at once',
  HAVE: 'when the answer was given before',
  HAVE_UNSURE: 'when the answer was given before',
  TOO_MANY: 'after too many visits',
  LISTED: 'with a list',
  EMPTY_LIST: 'with an empty list',
  ENTERED: 'after the call',
  NOT_ENTERED: 'after the call',
}

const isBeginning = (event: Cause): event is 'BEGIN' | 'ENTER' =>
  event === 'BEGIN' || event === 'ENTER'

function eventWords(now: Machine, leaf: Leaf, event: Cause): string {
  if (isBeginning(event)) return events[event]
  const heard = parseEvent(event)
  switch (heard.kind) {
    case 'option':
      return `with "${labelOf(now, leaf.step, heard.id)}"`
    case 'waiting':
      return `with "${labelOf(now, leaf.step, heard.id)}" while waiting`
    case 'anywhere':
      return `with "${heard.scope}${heard.id}"`
    case 'row':
      return 'with a row'
    case 'case':
      return heard.at === undefined ? 'otherwise' : `in case ${heard.at}`
    case 'back':
      return 'when going back'
    case 'BACK_TO':
      return `sent back to '${heard.step}'`
    default:
      return events[heard.kind]
  }
}

/** Where a move rests, in words. */
function restWords(machine: Machine, move: Move | undefined, at: Leaf): string {
  const leaf = move && machine.leaves.get(move.to.leaf)
  return leaf ? placeWords(leaf, at.step) : 'nothing of the kind'
}

/** Partings grouped by step and by where they lead. */
function sentences(partings: Parting[], was: Machine, now: Machine): Change[] {
  const groups = new Map<
    string,
    { leaf: Leaf; to: string; from: string; when: Set<string>; attempts: Set<number>; vain: number }
  >()
  for (const { leaf, event, was: before, now: after, vain } of partings) {
    const [from, to] = [restWords(was, before, leaf), restWords(now, after, leaf)]
    if (from === to) continue
    const key = `${leaf.step}\0${from}\0${to}`
    const group = groups.get(key) ?? { leaf, from, to, when: new Set(), attempts: new Set(), vain }
    group.when.add(eventWords(now, leaf, event))
    group.attempts.add(leaf.attempt)
    group.vain = Math.min(group.vain, vain)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ leaf, from, to, when, attempts, vain }) => {
    const step = leaf.step.slice(leaf.step.lastIndexOf('>') + 1)
    const late = attempts.has(1)
      ? ''
      : ` at attempt ${[...attempts].sort((a, b) => a - b).join(', ')}`
    const tried =
      vain === 0
        ? ''
        : `, where ${vain} ${vain === 1 ? 'desk was' : 'desks were'} rung in vain before`
    const where = leaf.step === '' ? '' : `'${leaf.step}': `
    return {
      kind: 'behaviour',
      flow: now.flow,
      step: step || undefined,
      text: `${where}${few([...when])}${late}${tried}, callers now come to ${to} (was ${from})`,
      place: { file: leaf.file, line: leaf.line, version: 'new' },
    }
  })
}

const MOST_NAMED = 3

const few = (when: string[]): string =>
  when.length <= MOST_NAMED + 1
    ? when.join(', ')
    : `${when.slice(0, MOST_NAMED).join(', ')} and in ${when.length - MOST_NAMED} other cases`

function fail(message: string): never {
  throw new Error(message)
}
