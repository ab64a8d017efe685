// What a table answers to a request: found in the flow's own version, so it is there at once.
import type { Lookup } from '../flow/tree/flow.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import type { Effect } from './event.ts'
import type { Input } from './input.ts'

/** A lookup as a scope declares it, else a table of the flows around it. */
export function lookupIn(scope: Scope, name: string): Lookup | undefined {
  const own = scope.flow.lookups.get(name)
  if (own) return own
  const around = scope.parent && lookupIn(scope.parent, name)
  return around?.answers ? around : undefined
}

/** The answer of a table, as an input of `at`; undefined for what is asked of another system. */
export function tableAnswer(
  { steps }: Machine,
  { key, step, lookup, params }: Effect & { kind: 'request' },
  at: number,
): Input | undefined {
  const scope = steps.get(step)?.scope
  const answers = scope && lookupIn(scope, lookup)?.answers
  if (!answers) return undefined
  const data = answers.find(params)
  return data
    ? { type: 'fetched', at, key, found: true, data }
    : { type: 'fetched', at, key, found: false }
}
