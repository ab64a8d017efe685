// A question to hear answers at: Monday, 2 March 2026, noon in Minsk.
import { slotTypes, type SlotSpec, type SlotType } from '../../src/flow/tree/slot.ts'
import type { Hearing } from '../../src/understand/hearing.ts'

export const types = slotTypes

export function hearing(given: Partial<Hearing> = {}): Hearing {
  return {
    language: 'en-GB',
    options: [],
    anywhere: [],
    universals: { operator: '0', repeat: '9', back: '*', 'start over': '' },
    confirming: false,
    done: false,
    questions: [],
    bands: { reject: 0.45, sure: 0.8 },
    now: Date.UTC(2026, 2, 2, 9),
    zone: 'Europe/Minsk',
    country: 'GB',
    ...given,
  }
}

export function spec(type: SlotType, given: Partial<SlotSpec> = {}): SlotSpec {
  return { name: 'answer', label: 'Answer', type, ...given }
}

/** A question for a value of this type. */
export function asking(
  type: SlotType,
  given: Partial<SlotSpec> = {},
  around: Partial<Hearing> = {},
): Hearing {
  return hearing({ ...around, wants: { kind: 'slot', slot: spec(type, given) } })
}

export function length(min: number, max = min): Partial<SlotSpec> {
  return { length: { min, max } }
}
