// Slots during a call: filled, set, cleared, and their values at the start.
import { isoDurationOf } from '../flow/text/duration.ts'
import type { Template } from '../flow/text/expression.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { SlotType } from '../flow/tree/slot.ts'
import type { Value } from '../understand/hearing.ts'
import type { Draft } from './draft.ts'
import { lookUp } from './scope-names.ts'
import { fillIn } from './prompt-words.ts'

export function putSlot(
  draft: Draft,
  scope: Scope,
  name: string,
  step: string,
  value: Value | undefined,
): void {
  const key = scope.prefix + name
  if (value) draft.session.slots[key] = value
  else delete draft.session.slots[key]
  draft.events.push({ type: 'filled', step, slot: key, value: value ?? null })
}

/** Back to what it was at the start of the call. */
export function resetSlot(draft: Draft, scope: Scope, name: string, step: string): void {
  const start = scope.flow.slots.get(name)?.start
  const had = draft.session.slots[scope.prefix + name]
  const value = start && computed(draft, scope, start, scope.flow.slots.get(name)?.type ?? 'text')
  if (had || value) putSlot(draft, scope, name, step, value)
}

/** Slots with a `value` at the start of a flow or sub-flow. */
export function startSlots(draft: Draft, scope: Scope): void {
  for (const slot of scope.flow.slots.values()) {
    delete draft.session.slots[scope.prefix + slot.name]
    const value = slot.start && computed(draft, scope, slot.start, slot.type)
    if (value) draft.session.slots[scope.prefix + slot.name] = value
  }
}

/** A template's value: one bare name keeps its type, anything else becomes text, a number where a
 * number is wanted. */
export function computed(
  draft: Draft,
  scope: Scope,
  template: Template,
  type: SlotType | 'text',
): Value | undefined {
  const [only] = template.parts
  if (
    template.parts.length === 1 &&
    only &&
    typeof only !== 'string' &&
    only.filters.length === 0
  ) {
    const named = lookUp(draft, scope, only.path.names)
    const held = draft.session.slots[scope.prefix + (only.path.names[0] ?? '')]
    if (!named) return undefined
    return only.path.names.length === 1 && held
      ? { ...held, volunteered: undefined, unsure: undefined }
      : {
          value: named.value,
          text: named.text ?? String(named.value),
          from: sourceOf(only.path.names[0]),
          confirmed: false,
        }
  }
  const text = fillIn(draft, scope, template, draft.session.language)
  if (text === undefined) return undefined
  return { value: typed(text, type), text, from: 'flow', confirmed: true }
}

const sourceOf = (name = ''): Value['from'] =>
  name === 'caller' || name === 'line' || name === 'call' ? 'line' : 'lookup'

function typed(text: string, type: SlotType | 'text'): unknown {
  if (type === 'number' && text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text)
  if (type === 'yes-no') return text === 'yes' || text === 'true'
  if (type === 'duration') return isoDurationOf(text) ?? text
  return text
}
