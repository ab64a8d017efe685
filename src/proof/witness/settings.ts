// How calls may find the world: hours open and closed, switches on and off, callers known and
// withheld; each thing changed by itself.
import { lotOf } from '../../call/scope-names.ts'
import type { CallerKnown } from '../../call/caller.ts'
import type { Facts } from '../../call/input.ts'
import { IMAGINED_CALLER } from '../../flow/defaults.ts'
import { hoursAt, type Hours } from '../../flow/tree/hours.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Slot } from '../../flow/tree/flow.ts'
import { usualOf } from './lookup-answers.ts'
import { DAY, HOUR, MINUTE } from '../../flow/text/duration.ts'
import { around, type Wanted } from './wanted.ts'

/** `at` in UTC milliseconds. */
export type Setting = {
  at: number
  facts: Facts
  from: string
  withheld: boolean
  tags: string[]
  caller?: CallerKnown
  values: Record<string, string>
  given?: Record<string, string>
  language?: string
  callId: string
}

const MONDAY = Date.UTC(2026, 2, 2)

/** The usual call first: all is open, nothing is switched on. */
export function settingsFor(machine: Machine, wanted: Wanted): Setting[] {
  const times = instants(machine, wanted)
  const namesUnder = (first: string): [string[], Set<string>][] =>
    [...wanted]
      .map(([name, texts]): [string[], Set<string>] => [name.split('.'), texts])
      .filter(([names]) => names[0] === first)
  const values = Object.fromEntries(namesUnder('line').map(([[, name = '']]) => [name, 'Example']))
  const given = Object.fromEntries(
    [...machine.root.given.values()].map((slot) => [slot.name, usualGiven(slot)]),
  )
  const facts: Facts = {}
  for (const fact of machine.facts) facts[fact] = usualFact(fact)
  const usual: Setting = {
    at: times[0] ?? MONDAY + 10 * HOUR,
    facts,
    from: IMAGINED_CALLER,
    withheld: false,
    tags: [],
    values,
    given: unlessEmpty(given),
    callId: 'witness',
  }
  const others: Partial<Setting>[] = [
    ...times.slice(1).map((at) => ({ at })),
    ...machine.facts.flatMap((fact) =>
      factsOf(fact, wanted).map((value) => ({
        facts: {
          ...facts,
          [fact]: value,
          ...(fact.startsWith('switches.') && { [`${fact}.text`]: 'A notice.' }),
        },
      })),
    ),
    { withheld: true },
    ...namesUnder('caller').flatMap(([[, what], texts]) =>
      [...texts].map((text) => callerWith(what, text)),
    ),
    ...namesUnder('line').flatMap(([[, name = ''], texts]) =>
      [...texts].map((text) => ({ values: { ...values, [name]: text } })),
    ),
    ...Object.keys(given).map((name) => ({ given: { ...given, [name]: '' } })),
    ...namesUnder('given').flatMap(([[, name = ''], texts]) =>
      [...texts].flatMap(around).map((text) => ({ given: { ...given, [name]: text } })),
    ),
    ...machine.root.languages.slice(1).map(({ tag }) => ({ language: tag })),
    ...namesUnder('call').flatMap(([, texts]) =>
      [...texts].flatMap(around).flatMap((lot) => callWithLot(Number(lot))),
    ),
  ]
  return [usual, ...others.map((other) => ({ ...usual, ...other }))]
}

/** A caller of whom one thing is as a condition asks. */
function callerWith(what: string | undefined, text: string): Partial<Setting> {
  switch (what) {
    case 'tags':
      return { tags: [text] }
    case 'verified':
      return { caller: { verified: text === 'yes' } }
    case 'name':
    case 'country':
    case 'campaign':
      return { caller: { [what]: text } }
    case 'forwarded from':
      return { caller: { forwardedFrom: text } }
    default:
      return { from: text }
  }
}

const unlessEmpty = (given: Record<string, string>) =>
  Object.keys(given).length > 0 ? given : undefined

/** A text that is read as a value of this type, unless its limits forbid it. */
const usualGiven = ({ type, options }: Slot): string =>
  options?.[0]?.value ?? String(type === 'yes-no' ? 'yes' : usualOf(type))

/** Somebody is free, nobody waits, and nothing is switched on. */
function usualFact(fact: string): string | number {
  if (fact.endsWith('.free')) return 1
  if (fact.endsWith('.text')) return ''
  return fact.startsWith('switches.') ? 'off' : 0
}

function factsOf(fact: string, wanted: Wanted): (string | number)[] {
  if (fact.startsWith('switches.')) return fact.endsWith('.text') ? [] : ['on']
  return [
    0,
    ...[...(wanted.get(fact) ?? [])]
      .flatMap(around)
      .map(Number)
      .filter((value) => !Number.isNaN(value) && value >= 0),
    20,
  ]
}

/** One instant for each way the opening hours stand together, that with the most open first, and
 * the times conditions ask about. */
function instants(machine: Machine, wanted: Wanted): number[] {
  const hours = [
    ...new Set(
      [...machine.scopes.values()].flatMap(({ flow }) =>
        [...flow.hours.values()].map(({ value }) => value),
      ),
    ),
  ]
  const found = new Map<string, { at: number; open: number }>()
  const look = (at: number): void => {
    const states = hours.map((one) => hoursAt(one, at).state)
    const key = states.join()
    if (!found.has(key))
      found.set(key, { at, open: states.filter((state) => state === 'open').length })
  }
  for (let hour = 10; hour < 7 * 24; hour++) look(MONDAY + hour * HOUR)
  if (hours.some(hasExceptions))
    for (let day = 0; day < 400; day++) look(MONDAY + day * DAY + 11 * HOUR)
  const byHours = [...found.values()].sort((a, b) => b.open - a.open).map(({ at }) => at)
  const days = [...(wanted.get('today') ?? []), ...(wanted.get('now') ?? [])]
    .flatMap((text) => around(/^\d{4}-/.test(text) ? text.slice(0, 10) : text))
    .filter((text) => /^\d{4}-/.test(text))
    .map((day) => Date.parse(day) + 11 * HOUR)
  const times = [...(wanted.get('now') ?? [])]
    .filter((text) => /^\d\d:\d\d$/.test(text))
    .flatMap((text) =>
      [-HOUR, 0, HOUR].map(
        (shift) =>
          MONDAY + Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE + shift,
      ),
    )
  return [...byHours, ...days, ...times]
}

const hasExceptions = ({ holidays, except }: Hours): boolean =>
  holidays !== undefined || except.length > 0

function callWithLot(lot: number): { callId: string }[] {
  for (let n = 0; n < 2000; n++)
    if (lotOf(`witness-${n}`) === lot) return [{ callId: `witness-${n}` }]
  return []
}
