// What differs between the ways out of two versions of a step.
import { type Step, kindOf } from '../flow/steps/index.ts'
import type { Located } from '../flow/text/located.ts'
import type { Kind, Tell } from './difference.ts'
import type { Both } from './match.ts'
import { outcome, plainWays, targetOf, type Without } from './outcome.ts'

/** A way in both versions. `when` begins the sentence; `without` is what a way that is not written
 * means. */
type WayPair = {
  when: string
  was?: Located<string>
  now?: Located<string>
  without?: Without
  kind?: Kind
}

/** Implicit ways follow `help`, which is told once. */
export function tellWay(both: Both, way: WayPair, tell: Tell): void {
  const { when, was, now, without = 'help', kind = 'way' } = way
  if (!was && !now) return
  const [from, to] = [targetOf(both.was, was, without), targetOf(both.now, now, without)]
  if (nameNow(both, from) === to) return
  const text = `${when}, callers now go to ${outcome(both.now, to)} (was ${outcome(both.was, from)})`
  tell(kind, text, { range: now?.range })
}

/** What a step or desk of the old version is called now. */
export const nameNow = ({ renamed }: Both, name: string | undefined): string | undefined =>
  name === undefined ? undefined : (renamed.get(name) ?? name)

/** When each way is taken, in words. */
const whenTaken: Record<string, string> = {
  then: 'after it',
  yes: 'after a yes',
  no: 'after a no',
  silence: 'after the first silence',
  stuck: 'after the last try',
  'too many': 'after too many visits',
  empty: 'when there is nothing',
  none: 'after "none of these"',
  unanswered: 'when there is no answer',
  done: 'when the caller is done',
  'not found': 'when nothing is found',
  failed: 'when the lookup fails',
  refused: 'when it is refused',
  nobody: 'when nobody answers',
  closed: 'when closed',
  otherwise: 'otherwise',
}

/** What a way that is new was before. */
const insteadOf: Record<string, string> = {
  silence: 'a silence counted as a try',
  'not found': 'it was the same as when the lookup fails',
  'too many': 'there was no limit of visits',
}

function whenOf(way: string, step: Step): string {
  if (way.startsWith('end ')) return `after the end '${way.slice('end '.length)}'`
  return kindOf(step).compared?.ways?.[way] ?? whenTaken[way] ?? way
}

export function tellWays(both: Both, was: Step, now: Step, tell: Tell): void {
  const [before, after] = [plainWays(was), plainWays(now)]
  for (const name of new Set([...after, ...before].map((way) => way.name))) {
    const old = before.find((way) => way.name === name)
    const fresh = after.find((way) => way.name === name)
    const when = whenOf(name, now)
    const here: Tell = (kind, text, at) => tell(kind, text, { way: name, ...at })
    const without = name === 'done' ? 'end' : 'help'
    if (old && fresh) tellWay(both, { when, was: old.to, now: fresh.to }, here)
    else if (fresh) {
      const to = outcome(both.now, targetOf(both.now, fresh.to, without))
      const instead = insteadOf[name] ? ` (${insteadOf[name]})` : ''
      here('way', `${when}, callers now go to ${to}${instead}`, { range: fresh.to?.range })
    } else {
      const to = outcome(both.was, targetOf(both.was, old?.to, without))
      here('way', `${when}, callers no longer go to ${to}`)
    }
  }
}
