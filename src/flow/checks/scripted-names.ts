// Names in scripted calls that the flow does not have: a slip of the pen there would test nothing.
import { nearest, oneOf, type Diagnostic } from '../text/diagnostic.ts'
import type { CallScript } from '../tree/scripted-calls.ts'
import { missingFields } from '../tree/lookup-example.ts'
import type { Located } from '../text/located.ts'
import type { Machine } from '../machine/machine.ts'

/** Unknown lookups, desks, switches, slots and languages, and canned answers that lack a field. */
export function checkCalls(calls: CallScript[], { root, scopes }: Machine): Diagnostic[] {
  const flows = [...scopes.values()].map(({ flow }) => flow)
  const lookups = new Map(flows.flatMap((flow) => [...flow.lookups]))
  const desks = new Set(flows.flatMap((flow) => [...flow.desks.keys()]))
  const slots = new Set([
    ...root.slots.keys(),
    ...[...scopes].flatMap(([prefix, { flow }]) =>
      [...flow.slots.keys()].map((slot) => prefix + slot),
    ),
  ])
  const switches = new Set(flows.flatMap((flow) => flow.switches.map(({ value }) => value)))
  const languages = new Set(root.languages.map(({ tag }) => tag))
  const found: Diagnostic[] = []
  const known = (
    what: string,
    { value, range }: Located<string>,
    names: ReadonlySet<string>,
  ): void => {
    if ([...names].some((name) => plain(name) === plain(value))) return
    const near = nearest(value, names)
    found.push({
      code: 'unknown-name',
      severity: 'error',
      message: `the flow has no ${what} "${value}"; expected ${oneOf(names)}`,
      file: range.file,
      range,
      hint: near ? `did you mean "${near}"?` : undefined,
    })
  }
  for (const call of calls) {
    for (const { name, value } of call.lookups?.values() ?? []) {
      known('lookup', name, new Set(lookups.keys()))
      const fields =
        [...lookups].find(([declared]) => plain(declared) === plain(name.value))?.[1].fields ?? []
      const types = Object.fromEntries(
        fields.map((field) => [field.name, typeof field.type === 'string' ? field.type : {}]),
      )
      for (const reply of value) {
        if (typeof reply === 'string') continue
        for (const missing of missingFields(reply, types))
          found.push({
            code: 'missing-key',
            severity: 'error',
            message: `an answer of "${name.value}" has "${missing}" too`,
            file: reply.range.file,
            range: reply.range,
          })
      }
    }
    for (const { name } of call.desks?.values() ?? []) known('desk', name, desks)
    for (const { name } of call.switches?.values() ?? []) known('switch', name, switches)
    for (const { name } of call.reaches?.slots?.values() ?? []) known('slot', name, slots)
    if (call.reaches?.desk) known('desk', call.reaches.desk, desks)
    if (call.language) known('language', call.language, languages)
  }
  return found
}

const plain = (name: string): string => name.replaceAll('_', ' ')
