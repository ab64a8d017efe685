// Plays a scripted call: the script is the caller and everything outside, the engine answers, and
// both are compared.
import { DateTime } from 'luxon'
import type { CallScript } from '../flow/tree/scripted-calls.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { slug } from '../flow/tree/option.ts'
import type { CallerKnown } from '../call/caller.ts'
import type { Effect, Event } from '../call/event.ts'
import type { Facts, Input } from '../call/input.ts'
import { sameName, zoneOf } from '../call/scope-names.ts'
import { makeSetting, type Setting, type Switches } from '../call/setting.ts'
import { exampleReply, performAct, settleCall } from './outside.ts'
import { replay } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import { compareReached, type Mismatch } from './compare-reached.ts'
import { beginCall, type Stage } from './stage.ts'
import { waitingWords } from '../call/waiting.ts'
import { type Speech, textOf } from '../say/speech.ts'

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
  const differs = playTalk(stage, setting, script)
  assertReplay(stage)
  return {
    name: script.call.value,
    mismatches: differs ? [differs] : compareReached(stage, script),
    events: stage.log.flatMap(({ events }) => events),
    log: stage.log,
    session: stage.session,
  }
}

/** Goes through the talk; gives the first place where the call is not as written. */
function playTalk(stage: Stage, setting: Setting, script: CallScript): Mismatch | undefined {
  const playing = { machine: stage.machine, script, used: new Map<string, number>() }
  const settle = () => settleCall(stage, setting, (effect, at) => cannedReply(playing, effect, at))
  settle()
  let from = 0
  for (const act of script.talk.value) {
    const range = act.range ?? script.range
    if (act.type === 'system') {
      const heard = heardSince(stage, from, setting.facts)
      if (includes(heard, act.text)) continue
      const instead = heard === '' ? 'nothing was said' : `heard "${heard}"`
      return { message: `expected "${act.text}", but ${instead}`, range }
    }
    from = stage.log.length
    const message = performAct(stage, setting, act)
    if (message !== undefined) return { message, range }
    settle()
  }
  return undefined
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
    caller: callerOf(script),
    tags: script.caller?.tags?.value.map(({ value }) => value),
    callBacks: script['call backs']?.value,
    language: script.language?.value,
    values: texts(script.line),
    given: texts(script.given),
    switches: switchesIn(script),
    desks,
  })
}

function callerOf({ caller }: CallScript): CallerKnown | undefined {
  if (!caller) return undefined
  return {
    name: caller.name?.value,
    country: caller.country?.value,
    verified: caller.verified?.value,
    forwardedFrom: caller['forwarded from']?.value,
    campaign: caller.campaign?.value,
  }
}

/** The switches a script names, as the setting of a call takes them. */
export const switchesIn = ({ switches }: Pick<CallScript, 'switches'>): Switches =>
  Object.fromEntries(
    [...(switches ?? [])].map(([name, { value }]) => [
      name,
      value instanceof Map
        ? Object.fromEntries([...value].map(([language, words]) => [language, words.value.value]))
        : value.value,
    ]),
  )

/** A script under way; `used` counts the replies each lookup has given. */
export type Script = { machine: Machine; script: CallScript; used: Map<string, number> }

/** What the script lets a lookup answer: its replies in order, then the last one again. */
export function cannedReply(
  { machine, script, used }: Script,
  effect: Effect & { kind: 'request' },
  at: number,
): Input {
  const replies =
    [...(script.lookups ?? [])].find(([name]) => sameName(name, effect.lookup))?.[1].value ?? []
  const times = used.get(effect.lookup) ?? 0
  used.set(effect.lookup, times + 1)
  return exampleReply(machine, effect, at, replies[Math.min(times, replies.length - 1)])
}

const spoken: ReadonlySet<Event['type']> = new Set([
  'said',
  'asked',
  'handed off',
  'queued',
  'closed',
])

const speechIn = (event: Event): Speech[] =>
  spoken.has(event.type) && 'speech' in event ? event.speech : []

/** All words the caller heard in the turns from `first` on; a caller who waits in a queue as the
 * next one hears what is said there. */
export function heardSince(stage: Stage, first: number, facts: Facts = {}): string {
  const said = stage.log
    .slice(first)
    .flatMap(({ events }) => events.map((event) => textOf(speechIn(event))))
  return [...said, stage.session.queued ? textOf(waitingAs(stage, facts)) : '']
    .filter(Boolean)
    .join(' ')
}

function waitingAs({ machine, session }: Stage, facts: Facts): Speech[] {
  const desk =
    machine.desks.get(machine.leaves.get(session.state.leaf)?.step ?? '')?.desk.name.value ?? ''
  const wait = Object.entries(facts).find(([name]) => sameName(name, `desks.${desk}.wait`))?.[1]
  const known = { free: 0, waiting: 1, place: 1, wait: typeof wait === 'number' ? wait : undefined }
  return waitingWords(machine, session, { at: session.at, facts: known, others: facts }).speech
}

const foldWords = (words: string): string => words.replace(/\s+/g, ' ').trim().toLowerCase()
const includes = (heard: string, expected: string): boolean =>
  foldWords(heard).includes(foldWords(expected))

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
