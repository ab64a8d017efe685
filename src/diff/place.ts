// Where a call stands, in words.
import { shownName } from '../flow/machine/scoped-name.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { isAway } from '../flow/steps/index.ts'

/** `voicemail ('message')`; `at` is the step that is spoken of, which is not named again. */
export function placeWords(leaf: Leaf, at?: string): string {
  if (leaf.kind === 'over') return 'the end of the call'
  if (leaf.step === '') return 'the last resort (name and number after a tone)'
  const step = shownName(leaf.step)
  const name = leaf.step === at ? 'the same question' : `'${step}'`
  if (leaf.kind === 'dial' || leaf.kind === 'hours') return `the desk '${step}'`
  if (leaf.kind === 'bridged') return `a person at the desk '${step}'`
  if (isAway(leaf)) return `voicemail ('${step}')`
  if (leaf.kind === 'confirm') return `the read-back at ${name}`
  return leaf.attempt > 1 ? `attempt ${leaf.attempt} at ${name}` : name
}
