// Names in scripted calls that the flow does not have: a slip of the pen there would test nothing.
import { error, didYouMean, oneOf, type Diagnostic, type Report } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import type { Machine } from '../machine/machine.ts'
import type { Lookup } from '../tree/flow.ts'
import type { Named } from '../tree/shape.ts'
import { BARE } from '../tree/lookup-answer.ts'
import { exampleFault, missingFields, typesOf } from '../tree/lookup-example.ts'
import type { CallScript, CannedReply } from '../tree/scripted-calls.ts'

/** All that scripted calls may name, of the whole flow. */
type Nameable = Record<
  'desk' | 'switch' | 'slot' | 'language' | 'given value',
  ReadonlySet<string>
> & {
  lookup: ReadonlyMap<string, Lookup>
}

function nameableIn({ root, scopes }: Machine): Nameable {
  const flows = [...scopes.values()].map(({ flow }) => flow)
  const inner = [...scopes].flatMap(([prefix, { flow }]) =>
    [...flow.slots.keys()].map((slot) => prefix + slot),
  )
  return {
    lookup: new Map(flows.flatMap(({ lookups }) => [...lookups])),
    desk: new Set(flows.flatMap(({ desks }) => [...desks.keys()])),
    switch: new Set(flows.flatMap(({ switches }) => switches.map(({ value }) => value))),
    slot: new Set([...root.slots.keys(), ...inner]),
    language: new Set(root.languages.map(({ tag }) => tag)),
    'given value': new Set(root.given.keys()),
  }
}

const plain = (name: string): string => name.replaceAll('_', ' ')

/** Unknown lookups, desks, switches, slots and languages, and canned answers that lack a field. */
export function checkCalls(calls: CallScript[], machine: Machine): Diagnostic[] {
  const nameable = nameableIn(machine)
  const found: Diagnostic[] = []
  const report: Report = (one) => found.push({ ...one, file: one.range.file })
  const check = (what: keyof Nameable, { value, range }: Located<string>): void => {
    const names = [...nameable[what].keys()]
    if (names.some((name) => plain(name) === plain(value))) return
    const message = `the flow has no ${what} "${value}"; expected ${oneOf(names)}`
    report(error('unknown-name', message, range, didYouMean(value, names)))
  }
  for (const call of calls) {
    for (const { name, value } of call.lookups?.values() ?? []) {
      check('lookup', name)
      checkReplies(name.value, value, nameable.lookup, report)
    }
    for (const [what, name] of namesIn(call)) check(what, name)
  }
  return found
}

/** All that a scripted call names besides lookups, and as what. */
function namesIn(call: CallScript): [what: keyof Nameable, name: Located<string>][] {
  const { desks, switches, reaches, language, given } = call
  const names = (what: keyof Nameable, named: Named<unknown> | undefined) =>
    [...(named?.values() ?? [])].map(({ name }): [keyof Nameable, Located<string>] => [what, name])
  const all = [
    ...names('desk', desks),
    ...names('switch', switches),
    ...names('given value', given),
    ...[...(switches?.values() ?? [])].flatMap(({ value }) =>
      value instanceof Map ? names('language', value) : [],
    ),
    ...names('slot', reaches?.slots),
  ]
  if (reaches?.desk) all.push(['desk', reaches.desk])
  if (language) all.push(['language', language])
  return all
}

const missingOf = (lookup: string, field: string): string =>
  field === BARE
    ? `"${lookup}" answers with a text, not found or failed`
    : `an answer of "${lookup}" has "${field}" too`

function checkReplies(
  name: string,
  replies: CannedReply[],
  lookups: Nameable['lookup'],
  report: Report,
): void {
  const lookup = [...lookups].find(([declared]) => plain(declared) === plain(name))?.[1]
  const types = typesOf(lookup?.fields ?? [])
  for (const reply of replies) {
    if (typeof reply === 'string') continue
    const missing = missingFields(reply, types)
    for (const one of missing) report(error('missing-key', missingOf(name, one), reply.range))
    const fault = missing.length === 0 && exampleFault(reply, types)
    if (fault) report(error('wrong-value', `an answer of "${name}": ${fault}`, reply.range))
  }
}
