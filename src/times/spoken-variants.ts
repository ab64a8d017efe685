// The drafts of a call in which one part of a step is said in other words each.
import { anywhereOf, type Draft } from '../call/draft.ts'
import type { Session } from '../call/session.ts'
import { leafId } from '../flow/machine/leaf-id.ts'
import { anywhereEvent, optionEvent } from '../flow/machine/machine-event.ts'
import type { Scope } from '../flow/machine/machine.ts'
import { isReadBack, parsePart, type Part } from '../flow/machine/prompt-part.ts'
import type { Step } from '../flow/steps/index.ts'
import type { Slot } from '../flow/tree/flow.ts'
import { optionIds } from '../flow/tree/option.ts'
import { isSpelled } from '../say/read-back.ts'
import { valueOf, type Extent } from './sample-values.ts'

/** The same words can name different things: each visit, each option or value that is read back,
 * each reason why an answer is impossible. */
export function variantsOf(draft: Draft, name: string, part: Part, extent: Extent): Draft[] {
  const found = draft.machine.steps.get(name)
  if (!found) return [draft]
  const { step, scope } = found
  const slot = scope.flow.slots.get(step.slot?.value ?? '')
  const { kind } = parsePart(part)
  if (kind === 'prompt' && step.again)
    return [1, 2].map((visits) =>
      withChanges(draft, { counters: { ...draft.session.counters, visits: { [name]: visits } } }),
    )
  if (kind === 'invalid')
    return reasonsOf(slot).map((why) => withChanges(draft, { pending: { why } }))
  if (!isReadBack(part)) return [draft]
  const spells = slot && isSpelled(slot.type) && draft.machine.leaves.has(leafId(name, 'confirm1'))
  const leaves = [leafId(name, 'try1'), ...(spells ? [leafId(name, 'confirm1')] : [])]
  const values = slot && step.ask ? valuesHeld(draft, step, slot, extent) : []
  const held = [...values, ...choicesHeld(step, scope)]
  return leaves.flatMap((leaf) =>
    held.map((pending) => withChanges(draft, { pending, state: { ...draft.session.state, leaf } })),
  )
}

const withChanges = (draft: Draft, changes: Partial<Session>): Draft => ({
  ...draft,
  session: {
    ...draft.session,
    ...changes,
    counters: { ...draft.session.counters, ...changes.counters },
  },
})

/** Why an answer may be impossible. */
function reasonsOf(slot: Slot | undefined): string[] {
  const reasons = ['invalid']
  if (slot?.length) reasons.push('invalid length')
  if (slot?.checksum) reasons.push('invalid checksum')
  if ((slot?.min ?? slot?.max ?? slot?.from ?? slot?.to) !== undefined)
    reasons.push('invalid range')
  return reasons
}

type Pending = Session['pending']

function valuesHeld(draft: Draft, step: Step, slot: Slot, extent: Extent): Pending[] {
  const value = valueOf(slot, extent, draft.session.language)
  if (step.confirm) return [{ value }]
  return [{ value }, { value: { ...value, other: { value: value.value, text: value.text } } }]
}

function choicesHeld(step: Step, scope: Scope): Pending[] {
  const anywhere = anywhereOf(scope)
  const options = optionIds(step.options?.value ?? []).map(optionEvent)
  return [
    ...options.map((option) => ({ option })),
    // of two that are close, which was meant is asked
    ...options.slice(1).map((rival, index) => ({ option: options[index], rival })),
    ...optionIds(anywhere.options).map((id) => ({
      option: anywhereEvent(anywhere.scope.prefix, id),
    })),
    ...(step.choose ? [{ row: 1 }] : []),
  ]
}
