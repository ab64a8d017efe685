// What an operator is handed: the values the desk declared, each with where it came from and how
// sure we are.
import { scopedName } from '../flow/machine/scoped-name.ts'
import { MASK } from '../ground/mask.ts'
import { deskLabel, type Labelled } from '../flow/tree/label.ts'
import type { Draft } from './draft.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { Desk } from '../flow/tree/flow.ts'
import { declaredAs } from './given-values.ts'
import { lookUp, sameName } from './scope-names.ts'
import type { Handoff, HandoffValue } from './session.ts'
import type { Template } from '../flow/text/expression.ts'
import { formatNamed, voiceOf } from './prompt-words.ts'
import type { Speech } from '../say/speech.ts'

export function handoffOf(draft: Draft, scope: Scope, desk: Desk, id: string): Handoff {
  const { session } = draft
  const names = [...(desk.needs?.value ?? []), ...(desk.shows?.value ?? [])].map(
    ({ value }) => value,
  )
  const named = deskLabel(desk)
  return {
    id,
    callId: session.callId,
    tenant: session.tenant,
    desk: desk.name.value,
    label: named.label,
    labels: named.labels,
    reason: session.reason,
    values: [...new Set(names)].map((name) => valueOf(draft, scope, name)),
    transcript: [],
    status: 'ringing',
  }
}

function valueOf(draft: Draft, scope: Scope, name: string): HandoffValue {
  const path = name.split('.').map((part) => part.trim())
  const slot = [...scope.flow.slots.values()].find((declared) =>
    sameName(path[0] ?? '', declared.name),
  )
  const { label, labels } = labelOf(scope, path, name)
  const named = lookUp({ draft, scope }, path)
  if (!named) return { slot: name, label, labels }
  const held = slot && draft.session.slots[scopedName(scope.prefix, slot.name)]
  const text = named.text ?? formatNamed({ draft, scope }, named, typeFilter(named.type))
  return {
    slot: name,
    label,
    labels,
    text: named.private ? MASK : text,
    from: held?.from ?? (path[0] === 'given' ? 'line' : 'lookup'),
    confidence: held?.confidence,
    confirmed: held?.confirmed,
    private: named.private,
  }
}

/** What a value is called on the card. */
function labelOf({ flow }: Scope, path: string[], name: string): Labelled {
  const [first = '', second] = path
  const given = first === 'given' ? declaredAs(flow.given, second ?? '') : undefined
  if (given) return given
  if (second !== undefined) return { label: name.replaceAll('.', ', ').replaceAll('_', ' ') }
  const slot = [...flow.slots.values()].find((one) => sameName(first, one.name))
  return slot ?? { label: name }
}

const typeFilter = (type: string) =>
  ['date', 'time', 'date-time', 'duration', 'money'].includes(type)
    ? [{ name: 'spoken', args: [] }]
    : []

/** The whisper in the line's language: what is not known is left out together with its comma;
 * private values never come into it. */
export function whisperOf(draft: Draft, scope: Scope, desk: Desk): Speech[] {
  const template = desk.whisper
  if (!template) return []
  const text = pieces(template)
    .map((piece) =>
      piece.map((part) => {
        if (typeof part === 'string') return part
        const named = lookUp({ draft, scope }, part.path.names)
        return !named || named.value === '' || named.private
          ? undefined
          : formatNamed({ draft, scope }, named, part.filters)
      }),
    )
    .filter((piece) => !piece.includes(undefined))
    .map((piece) => piece.join('').trim())
    .filter(Boolean)
    .join(', ')
  return text === '' ? [] : [{ kind: 'text', text, ...voiceOf(scope, draft.session.language) }]
}

/** A template cut at its commas. */
function pieces(template: Template): Template['parts'][] {
  const cut: Template['parts'][] = [[]]
  for (const part of template.parts) {
    if (typeof part !== 'string') cut.at(-1)?.push(part)
    else
      part.split(',').forEach((text, index) => {
        if (index > 0) cut.push([])
        cut.at(-1)?.push(text)
      })
  }
  return cut
}
