// What a caller says beyond the option they chose: digits that answer the question the option leads to.
import { optionIds } from '../flow/option.ts'
import type { Leaf } from '../flow/machine.ts'
import type { Listening } from '../flow/step.ts'
import type { Alternative, Meaning } from '../understand/hearing.ts'
import { kindFor } from '../understand/slots.ts'
import { as, stepOf, type Draft } from './draft.ts'
import { hearingAt } from './hear.ts'

/** "Track parcel 1234567890" fills the slot; the question is then skipped, or the value read back if the step confirms. */
export function volunteer(draft: Draft, leaf: Leaf, meaning: Meaning & { kind: 'option' }, alternatives: Alternative[]): void {
  const { step, scope } = stepOf(draft, leaf.step)
  const options = as<Listening>(step).options?.value ?? []
  const next = scope.flow.steps.get(options[optionIds(options).indexOf(meaning.id)]?.then?.value ?? '')
  const name = next?.word === 'ask' ? as<{ slot?: { value: string } }>(next).slot?.value : undefined
  const slot = name === undefined ? undefined : scope.flow.slots.get(name)
  const [said] = alternatives
  if (meaning.anywhere || slot?.type !== 'digits' || !said) return
  const { readings } = kindFor('digits').hear(said.text, slot, hearingAt(draft, leaf))
  const [reading] = readings
  if (readings.length !== 1 || !reading) return
  draft.session.slots[scope.prefix + slot.name] = { value: reading.value, text: reading.text, from: 'speech', confidence: said.confidence ?? 0.6, confirmed: false, volunteered: true }
}
