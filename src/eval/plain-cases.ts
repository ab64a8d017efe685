// The plain form of slot cases, for every type: what is said and the value it stands for.
import { slotTypes, type SlotSpec, type SlotType } from '../flow/tree/slot.ts'
import type { Hearing } from '../understand/hearing.ts'
import { kindFor } from '../understand/slots.ts'
import type { Scored } from './slot-cases.ts'

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
  const hearing: Hearing = {
    language,
    options: [],
    anywhere: [],
    universals: {},
    confirming: false,
    done: false,
    questions: [],
    bands: { reject: 0, sure: 0.8 },
    now,
    zone: 'UTC',
    country: language.slice(-2),
  }
  const wrong = cases.flatMap(({ said, value, slot }) => {
    const got =
      kindFor(type).hear(said, { name: 'value', label: 'Value', ...slot, type }, hearing)
        .readings[0]?.value ?? null
    return JSON.stringify(got) === JSON.stringify(value)
      ? []
      : [{ input: said, expected: value, got }]
  })
  return { right: cases.length - wrong.length, total: cases.length, wrong }
}
