// What lookups and lists of a flow leave behind: the fields of saved answers and of chosen rows.
import type { Field, Flow } from '../tree/flow.ts'
import { caseGives } from '../steps/later.ts'
import { stepsWith } from '../steps/index.ts'
import { splitName } from '../text/expression.ts'
import { sameName, type FieldTypes } from './known-value.ts'

type Saved = ReadonlyMap<string, FieldTypes>

/** What steps of a flow save, by name; of several answers under one name, all fields.
 * `flows` are those whose lookups it may ask. */
export function savedIn(flow: Flow, flows: readonly Flow[]): Saved {
  const saved = new Map<string, FieldTypes>()
  for (const { save, request, case: kind } of flow.steps.values()) {
    // a sub-flow's values are saved in slots
    if (!save || save instanceof Map) continue
    const known = saved.get(save.value) ?? new Map<string, Field['type']>()
    const fields = kind ? caseGives : request && fieldsOf(request.value, flows)
    saved.set(save.value, fields && known !== 'any' ? new Map([...known, ...fields]) : 'any')
  }
  return saved
}

/** What a lookup answers with, where that is declared. */
function fieldsOf(lookup: string, flows: readonly Flow[]): [string, Field['type']][] | undefined {
  const found = flows.find(({ lookups }) => lookups.has(lookup))
  return found?.lookups.get(lookup)?.fields?.map(({ name, type }) => [name, type])
}

/** The fields of a list among saved answers, named by both. */
export function rowFieldsOf(
  saved: Saved,
  answer: string,
  list: string,
): ReadonlyMap<string, Field['type']> | undefined {
  const fields = sameName(saved, answer)?.[1]
  const type = fields && fields !== 'any' ? sameName(fields, list)?.[1] : undefined
  if (!type || typeof type === 'string') return undefined
  return new Map(type.list.map((one) => [one.name, one.type]))
}

/** The fields of each row slot: those of the lists that are chosen from into it. */
export function chosenRows(flow: Flow, saved: Saved): Map<string, FieldTypes> {
  const rows = new Map<string, ReadonlyMap<string, Field['type']>>()
  for (const { slot, from } of stepsWith(flow, 'choose')) {
    const [answer, list] = splitName(from?.value ?? '')
    const fields = rowFieldsOf(saved, answer, list)
    if (slot && fields) rows.set(slot.value, new Map([...(rows.get(slot.value) ?? []), ...fields]))
  }
  return rows
}
