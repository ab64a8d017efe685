// Plays a scripted call: the script is the caller and everything outside, the engine answers, and
// both are compared.
import { DateTime } from 'luxon'
import type { CallScript } from '../flow/tree/scripted-calls.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Range } from '../flow/text/located.ts'
import { slug } from '../flow/tree/option.ts'
import type { Effect, Event, Speech } from '../call/event.ts'
import type { Facts, Input } from '../call/input.ts'
import { sameName, zoneOf } from '../call/scope-names.ts'
import { makeSetting, type Setting } from '../call/setting.ts'
import { exampleReply, performAct, settleCall } from './outside.ts'
import { replay } from '../call/replay.ts'
import type { Handoff, Session } from '../call/session.ts'
import { beginCall, type Stage } from './stage.ts'
import { waitingWords } from '../call/waiting.ts'
import { textOf } from '../call/prompt-words.ts'

/** What did not come as written; at most one of the talk, then those of `reaches`. */
export type Mismatch = { message: string; range: Range }

export type Played = {
  name: string
  mismatches: Mismatch[]
  events: Event[]
  log: Stage['log']
  session: Session
}

/** Plays one call to its end. Throws when the engine fails, or when the replay of the call does not
 * arrive at its session. */
export function playScript(machine: Machine, script: CallScript): Played {
  const setting = settingOf(machine, script)
  const stage = beginCall(machine, setting.started)
  const used = new Map<string, number>()
  const settle = () =>
    settleCall(stage, setting, (effect, at) => cannedReply(machine, effect, at, script, used))
  const mismatches: Mismatch[] = []
  settle()
  let from = 0
  for (const act of script.talk.value) {
    const range = act.range ?? script.range
    if (act.type === 'system') {
      const heard = heardSince(stage, from, setting.facts)
      if (!includes(heard, act.text)) {
        mismatches.push({
          message:
            heard === ''
              ? `expected "${act.text}", but nothing was said`
              : `expected "${act.text}", but heard "${heard}"`,
          range,
        })
        break
      }
      continue
    }
    from = stage.log.length
    const refused = performAct(stage, setting, act)
    if (refused !== undefined) {
      mismatches.push({ message: refused, range })
      break
    }
    settle()
  }
  if (mismatches.length === 0) mismatches.push(...compareReached(stage, script))
  assertReplay(stage)
  return {
    name: script.call.value,
    mismatches,
    events: stage.log.flatMap(({ events }) => events),
    log: stage.log,
    session: stage.session,
  }
}

/** How a scripted call begins, and what it finds outside. */
export function settingOf(machine: Machine, script: CallScript): Setting {
  const zone = script.zone?.value ?? zoneOf({ prefix: '', flow: machine.root })
  const texts = (
    table: Map<string, { value: { value: string } }> | undefined,
  ): Record<string, string> =>
    Object.fromEntries([...(table ?? [])].map(([name, { value }]) => [name, value.value]))
  const desks = Object.fromEntries(
    [...(script.desks ?? [])].map(([name, { value }]) => [name, value.value]),
  )
  return makeSetting(machine, {
    callId: `test-${slug(script.call.value)}`,
    at: DateTime.fromFormat(script.at.value, 'yyyy-MM-dd HH:mm', { zone }).toMillis(),
    from: script.from?.value,
    withheld: script.withheld?.value,
    callBacks: script['call backs']?.value,
    language: script.language?.value,
    values: texts(script.line),
    switches: texts(script.switches),
    desks,
  })
}

/** What the script lets a lookup answer; `used` counts the uses of each. */
export function cannedReply(
  machine: Machine,
  effect: Effect & { kind: 'request' },
  at: number,
  { lookups }: CallScript,
  used: Map<string, number>,
): Input {
  const replies =
    [...(lookups ?? [])].find(([name]) => sameName(name, effect.lookup))?.[1].value ?? []
  const times = used.get(effect.lookup) ?? 0
  used.set(effect.lookup, times + 1)
  return exampleReply(machine, effect, at, replies[Math.min(times, replies.length - 1)])
}

const spokenIn = (event: Event): Speech[] =>
  event.type === 'said' ||
  event.type === 'asked' ||
  event.type === 'handed off' ||
  event.type === 'queued'
    ? event.speech
    : []

/** All words the caller heard in the turns from `first` on; a caller who waits in a queue as the
 * next one hears what is said there. */
export function heardSince(stage: Stage, first: number, facts: Facts = {}): string {
  const said = stage.log
    .slice(first)
    .flatMap(({ events }) => events.map((event) => textOf(spokenIn(event))))
  return [...said, stage.session.queued ? textOf(waitingAs(stage, facts)) : '']
    .filter(Boolean)
    .join(' ')
}

function waitingAs({ machine, session }: Stage, facts: Facts): Speech[] {
  const desk =
    machine.desks.get(machine.leaves.get(session.state.leaf)?.step ?? '')?.desk.name.value ?? ''
  const wait = Object.entries(facts).find(([name]) => sameName(name, `desks.${desk}.wait`))?.[1]
  return waitingWords(
    machine,
    session,
    session.at,
    { free: 0, waiting: 1, place: 1, wait: typeof wait === 'number' ? wait : undefined },
    facts,
  ).speech
}

const foldWords = (words: string): string => words.replace(/\s+/g, ' ').trim().toLowerCase()
const includes = (heard: string, expected: string): boolean =>
  foldWords(heard).includes(foldWords(expected))

function compareReached({ log, session }: Stage, { reaches }: CallScript): Mismatch[] {
  if (!reaches) return []
  const events = log.flatMap((turn) => turn.events)
  const found: Mismatch[] = []
  const expect = (held: boolean, message: string, range: Range) => {
    if (!held) found.push({ message, range })
  }
  const list = (names: string[]) =>
    names.length > 0 ? names.map((name) => `"${name}"`).join(', ') : 'none'
  const { goal, desk, ended, slots, card } = reaches
  const goals = events.flatMap((event) => (event.type === 'reached goal' ? [event.goal] : []))
  const handoffs = events.flatMap((event) =>
    event.type === 'handed off' ||
    (event.type === 'callback promised' && typeof event.handoff !== 'string')
      ? [event.handoff as Handoff]
      : [],
  )
  if (goal)
    expect(
      goals.includes(goal.value),
      `expected the goal "${goal.value}", but reached ${list(goals)}`,
      goal.range,
    )
  if (desk)
    expect(
      handoffs.some((one) => sameName(one.desk, desk.value)),
      `expected the desk "${desk.value}", but reached ${list(handoffs.map((one) => one.desk))}`,
      desk.range,
    )
  if (ended)
    expect(
      (session.status === 'ended') === ended.value,
      ended.value
        ? `expected the call to be over, but it is at "${session.state.leaf}"`
        : 'expected the call to go on, but it is over',
      ended.range,
    )
  for (const { name, value } of slots?.values() ?? []) {
    const held = Object.entries(session.slots).find(([slot]) => sameName(slot, name.value))?.[1]
    expect(
      held !== undefined && [held.text, plain(held.value)].includes(value.value),
      `expected "${value.value}" in slot "${name.value}", but found ${held ? `"${held.text}"` : 'nothing'}`,
      value.range,
    )
  }
  const last = handoffs.at(-1)
  for (const { name, value } of card?.values() ?? []) {
    const text = last?.values.find(({ slot }) => sameName(slot, name.value))?.text ?? 'not asked'
    expect(
      last !== undefined && text === value.value,
      last
        ? `expected "${value.value}" for "${name.value}" on the card, but found "${text}"`
        : `expected a card with "${name.value}", but the call was handed to nobody`,
      value.range,
    )
  }
  return found
}

const plain = (value: unknown): string =>
  value === true ? 'yes' : value === false ? 'no' : String(value)

/** The engine owes this to every call, so a difference is a fault of ours. */
export function assertReplay({ machine, log, session }: Stage): void {
  const again = replay(machine, log)
  if (again.differs)
    throw new Error(
      `the replay of turn ${again.differs.seq} went another way: ${JSON.stringify(again.differs)}`,
    )
  if (JSON.stringify(again.session) !== JSON.stringify(session))
    throw new Error(`the replay of the call "${session.callId}" arrived at another session`)
}
