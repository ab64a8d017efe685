// The values of a call at its end, and which of it is private.
import type { Labelled } from '../../flow/tree/label.ts'
import type { Value } from '../../understand/hearing.ts'
import { mask, slotOf } from '../../pages/call-words.ts'
import type { StoredCall } from './call-story.ts'
import { isPrivateAnswer } from './veil.ts'

export type Known = {
  label: string
  labels?: Labelled['labels']
  text?: string
  hidden: boolean
  from?: Value['from']
  confidence?: number
  confirmed: boolean
}

type Ended = Pick<StoredCall, 'session' | 'machine'>

/** What the call was begun with first, then the slots of the flow. */
export function valuesOf({ session, machine, revealed }: Ended & { revealed: boolean }): Known[] {
  const keys = new Set([...machine.root.slots.keys(), ...Object.keys(session.slots)])
  const given = [...machine.root.given.values()].map((slot) =>
    knownAs(
      { label: slot.label, labels: slot.labels, private: slot.private ?? false },
      session.given?.[slot.name],
      revealed,
    ),
  )
  const slots = [...keys].map((key) => knownAs(slotOf(machine, key), session.slots[key], revealed))
  return [...given, ...slots]
}

function knownAs(
  { label, labels, private: hidden }: ReturnType<typeof slotOf>,
  held: Value | undefined,
  revealed: boolean,
): Known {
  if (!held) return { label, labels, hidden, confirmed: false }
  const { text, from, confidence, confirmed } = held
  return {
    label,
    labels,
    hidden,
    confirmed,
    text: mask(text, hidden && !revealed),
    from,
    ...(confidence !== undefined && { confidence }),
  }
}

/** Something of the call is hidden from who may see private values. */
export function hidesSomething({ turns, session, machine }: Ended & Pick<StoredCall, 'turns'>) {
  const values = valuesOf({ session, machine, revealed: false })
  return (
    values.some(({ hidden, text }) => hidden && text !== undefined) ||
    turns.some(({ events }) =>
      events.some((event) => event.type === 'heard' && isPrivateAnswer(event, machine)),
    )
  )
}
