// How a call that nobody telephones begins, and what it finds outside.
import { IMAGINED_CALLER } from '../flow/defaults.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { CallerKnown } from './caller.ts'
import type { Facts, Input } from './input.ts'
import { sameName } from './scope-names.ts'
import { addSwitchFacts } from './switch-facts.ts'

/** How desks are found, by name. */
export type Desks = Record<string, 'answered' | 'busy' | 'no answer' | 'queue'>

/** Milliseconds of the wait that is told to a caller of a desk with a queue. */
export const ESTIMATED = 120_000

/** A number that nobody has. */
export const IMAGINED_LINE = '+15005550006'

/** `refused`: no call back is promised. */
export type Setting = {
  started: Input & { type: 'started' }
  facts?: Facts
  desks: Desks
  callBacks?: 'taken' | 'refused'
}

/** By name: `on`, `off`, words for every language, or words by language. */
export type Switches = Record<string, string | Record<string, string>>

type Given = {
  callId: string
  at: number
  from?: string
  withheld?: boolean
  caller?: CallerKnown
  tags?: string[]
  language?: string
  values?: Record<string, string>
  given?: Record<string, string>
  switches?: Switches
  desks?: Desks
  callBacks?: Setting['callBacks']
}

/** How a call begins, and what it finds outside. `at` in UTC milliseconds; `switches` are those
 * that are on, or `off`. */
export function makeSetting(machine: Machine, given: Given): Setting {
  const { callId, at, from = IMAGINED_CALLER, withheld = false, language, values = {} } = given
  const { switches = {}, desks = {}, callBacks, caller, tags = [] } = given
  const begunWith = Object.keys(given.given ?? {}).length > 0 ? given.given : undefined
  const asks = machine.facts.length > 0
  const facts = asks ? { ...switchFacts(switches), ...deskFacts(machine, desks) } : undefined
  return {
    started: {
      type: 'started',
      at,
      facts,
      callId,
      from,
      to: IMAGINED_LINE,
      withheld,
      tags,
      caller,
      line: { name: machine.flow, tenant: 'test', values, language },
      practice: true,
      given: begunWith,
    },
    facts,
    desks,
    callBacks,
  }
}

function switchFacts(switches: Switches): Facts {
  const facts: Facts = {}
  for (const [name, words] of Object.entries(switches))
    addSwitchFacts(facts, name, { on: words !== 'off', texts: textsOf(words) })
  return facts
}

/** Words of a switch by language, as they are kept. */
export function textsOf(words: Switches[string]): Record<string, string> {
  if (typeof words !== 'string') return words
  return words === 'on' || words === 'off' ? {} : { '': words }
}

/** Nobody waits before this caller. */
function deskFacts(machine: Machine, desks: Desks): Facts {
  const facts: Facts = {}
  for (const name of machine.facts) {
    const [kind, desk = '', what] = name.split('.')
    if (kind !== 'desks') continue
    const state = deskState(desks, desk)
    if (what === 'free') facts[name] = state === 'busy' || state === 'queue' ? 0 : 1
    if (what === 'waiting') facts[name] = 0
    if (what === 'wait' && state === 'queue') facts[name] = ESTIMATED
  }
  return facts
}

/** Who says nothing of a desk finds somebody there. */
export const deskState = (desks: Desks, name: string) =>
  Object.entries(desks).find(([desk]) => sameName(desk, name))?.[1] ?? 'answered'
