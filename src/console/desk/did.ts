// What the line did before it gave a call to a person, in the order it did it.
import type { Input } from '../../call/input.ts'
import { SECOND } from '../../flow/text/duration.ts'
import type { LoggedTurn } from '../../store/store.ts'

export type Did =
  | { did: 'reached'; goal: string }
  | { did: 'looked up'; lookup: string; outcome: 'found' | 'not found' | 'failed' }
  | { did: 'not understood' | 'heard nothing'; times: number }
  | { did: 'recorded'; seconds: number }
  | { did: 'asked for a person' }

/** What the line did, shortened: goals, lookups with their outcome, and how often it did not get
 * on. */
export function didOf(turns: Pick<LoggedTurn, 'inputs' | 'events'>[]): Did[] {
  const events = turns.flatMap((turn) => turn.events)
  const heard = events.flatMap((event) => (event.type === 'heard' ? [event.meaning] : []))
  const counts: Did[] = [
    { did: 'not understood', times: countOf(heard, 'no match', 'invalid') },
    { did: 'heard nothing', times: countOf(heard, 'silence') },
  ]
  return [
    ...workDone(turns),
    ...counts.filter((one) => 'times' in one && one.times > 0),
    ...(heard.at(-1) === 'operator' ? [{ did: 'asked for a person' } as const] : []),
  ]
}

const countOf = (heard: string[], ...meanings: string[]): number =>
  heard.filter((meaning) => meanings.includes(meaning)).length

/** A lookup stands where it began, once its result is there. */
function workDone(turns: Pick<LoggedTurn, 'inputs' | 'events'>[]): Did[] {
  const results = new Map<string, Input>()
  for (const { inputs } of turns)
    for (const input of inputs) if ('key' in input) results.set(input.key, input)
  const begun = new Set<string>()
  return turns
    .flatMap((turn) => turn.events)
    .flatMap((event): Did[] => {
      if (event.type === 'reached goal') return [{ did: 'reached', goal: event.goal }]
      if (event.type === 'recorded')
        return [{ did: 'recorded', seconds: Math.round(event.duration / SECOND) }]
      if (event.type !== 'sought' || event.effect.kind !== 'request') return []
      const { key, lookup } = event.effect
      const result = results.get(key)
      if (begun.has(key) || result === undefined) return []
      begun.add(key)
      return [{ did: 'looked up', lookup, outcome: outcomeOf(result) }]
    })
}

function outcomeOf(result: Input): 'found' | 'not found' | 'failed' {
  if (result.type !== 'fetched') return 'failed'
  return result.found ? 'found' : 'not found'
}
