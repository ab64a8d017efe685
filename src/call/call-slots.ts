// Slots during a call: filled, set, cleared, and their values at the start.
import { scopedName } from '../flow/machine/scoped-name.ts'
import { isoDurationOf } from '../flow/text/duration.ts'
import type { Template } from '../flow/text/expression.ts'
import type { SlotType } from '../flow/tree/slot.ts'
import type { Value } from '../understand/hearing.ts'
import { rootOf, type Here } from './draft.ts'
import { lookUp } from './scope-names.ts'
import { fillIn } from './prompt-words.ts'

export function putSlot(
  { draft, scope }: Here,
  name: string,
  step: string,
  value: Value | undefined,
): void {
  const key = scopedName(scope.prefix, name)
  if (value) draft.session.slots[key] = value
  else delete draft.session.slots[key]
  draft.events.push({ type: 'filled', step, slot: key, value: value ?? null })
}

/** Slots get the values that a step, or an option, sets; `language` and `priority` are the call's
 * own. */
export function setValues(
  here: Here,
  step: string,
  values: Map<string, { value: Template }>,
): void {
  const { draft, scope } = here
  for (const [slot, { value: template }] of values) {
    const declared = scope.flow.slots.get(slot)
    const value = computeValue(here, template, declared?.type ?? 'text')
    if (slot === 'language') {
      if (value && rootOf(draft).scope.flow.languages.some(({ tag }) => tag === value.text))
        draft.session.language = value.text
    } else if (slot === 'priority' && !declared) {
      if (value) draft.session.slots.priority = value
    } else putSlot(here, slot, step, value)
  }
}

/** Back to what it was at the start of the call. */
export function resetSlot(here: Here, name: string, step: string): void {
  const slot = here.scope.flow.slots.get(name)
  const had = here.draft.session.slots[scopedName(here.scope.prefix, name)]
  const value = slot?.start && computeValue(here, slot.start, slot.type)
  if (had || value) putSlot(here, name, step, value)
}

/** Slots with a `value` at the start of a flow or sub-flow. */
export function startSlots(here: Here): void {
  const { slots } = here.draft.session
  for (const slot of here.scope.flow.slots.values()) {
    const key = scopedName(here.scope.prefix, slot.name)
    delete slots[key]
    const value = slot.start && computeValue(here, slot.start, slot.type)
    if (value) slots[key] = value
  }
}

/** A template's value: one bare name keeps its type, anything else becomes text, a number where a
 * number is wanted. */
export function computeValue(here: Here, template: Template, type: SlotType): Value | undefined {
  const path = bareName(template)
  if (path) return valueNamed(here, path)
  const text = fillIn(here, template)
  if (text === undefined) return undefined
  return { value: parseTyped(text, type), text, from: 'flow', confirmed: true }
}

/** The path of a template that is nothing but one name. */
export function bareName({ parts }: Template): string[] | undefined {
  const [only] = parts
  return parts.length === 1 && only && typeof only !== 'string' && only.filters.length === 0
    ? only.path.names
    : undefined
}

function valueNamed(here: Here, path: string[]): Value | undefined {
  const [first = ''] = path
  const named = lookUp(here, path)
  if (!named) return undefined
  const held = here.draft.session.slots[scopedName(here.scope.prefix, first)]
  if (path.length === 1 && held) return { ...held, volunteered: undefined, unsure: undefined }
  return {
    value: named.value,
    text: named.text ?? String(named.value),
    from: sourceOf(first),
    confirmed: false,
  }
}

const ofTheLine: ReadonlySet<string> = new Set(['caller', 'line', 'call', 'given'])

const sourceOf = (name = ''): Value['from'] => (ofTheLine.has(name) ? 'line' : 'lookup')

function parseTyped(text: string, type: SlotType): unknown {
  if (type === 'number' && text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text)
  if (type === 'yes-no') return text === 'yes' || text === 'true'
  if (type === 'duration') return isoDurationOf(text) ?? text
  return text
}
