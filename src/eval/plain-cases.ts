// The plain form of slot cases, for every type: what is said and the value it stands for.
import { slotTypes, type SlotSpec, type SlotType } from '../flow/tree/slot.ts'
import { hearValue, tally, type Scored } from './hear-value.ts'

/** `value` null: nothing must be heard. `slot` holds limits, as a length or a pattern. */
export type PlainCase = { said: string; value: unknown; slot?: Partial<SlotSpec> }

export const isSlotType = (name: string): name is SlotType =>
  (slotTypes as readonly string[]).includes(name)

/** Undefined when the file has another form. */
export function plainCasesOf(json: unknown): PlainCase[] | undefined {
  const plain =
    Array.isArray(json) &&
    json.every(
      (one) =>
        typeof one === 'object' &&
        one !== null &&
        'said' in one &&
        typeof one.said === 'string' &&
        'value' in one,
    )
  return plain ? (json as PlainCase[]) : undefined
}

/** How many are heard right: the best reading is the value. `language` is a BCP 47 tag; `now` in
 * UTC milliseconds. */
export function scorePlain(
  type: SlotType,
  cases: readonly PlainCase[],
  language: string,
  now: number,
): Scored {
  return tally(cases, ({ said, value, slot }) => {
    const setting = { language, now, country: language.slice(-2), slot }
    const got = hearValue(type, said, setting) ?? null
    if (JSON.stringify(got) === JSON.stringify(value)) return undefined
    return { input: said, expected: value, got }
  })
}
