// ask in a call: what is spelled, how the answer is keyed in, whether it was given already, and
// where it is kept.
import { scopedName } from '../../flow/machine/scoped-name.ts'
import type { AskStep } from '../../flow/steps/ask.ts'
import type { SlotSpec, SlotType } from '../../flow/tree/slot.ts'
import type { PhraseId } from '../../languages/phrases.ts'
import { putSlot } from '../call-slots.ts'
import { languageIn, leafOf, slotOf, visits, type StepHere } from '../draft.ts'
import { keyLine } from '../option-lines.ts'
import { phraseSpeech, stepPrompt, voiceHere } from '../prompt-words.ts'
import type { SpokenStep } from '../spoken-step.ts'
import type { Speech } from '../../say/speech.ts'

/** What is hard to hear is spelled on the second attempt. */
const SPELL: { [T in SlotType]?: PhraseId } = {
  name: 'spell name',
  code: 'spell code',
  email: 'spell email',
}

const KEYPAD: { [T in SlotType]?: PhraseId } = {
  digits: 'keypad digits',
  number: 'keypad number',
  ordinal: 'keypad number',
  date: 'keypad date',
  time: 'keypad time',
  'date-time': 'keypad date-time',
  duration: 'keypad duration',
  money: 'keypad money',
  phone: 'keypad phone',
  code: 'keypad digits',
}

export const askInCall: SpokenStep<AskStep> = {
  rephrases(here, { kind, attempt }) {
    const slot = slotOf(here)
    const phrase = slot && attempt === 1 && kind !== 'silent' ? SPELL[slot.type] : undefined
    return phrase && phraseSpeech(here, phrase)
  },
  keypad(here) {
    const slot = slotOf(here)
    if (here.step.yes || slot?.type === 'yes-no') return phraseSpeech(here, 'yes key')
    if (slot?.type === 'choice') return choiceLines(here, slot)
    const phrase = slot && KEYPAD[slot.type]
    return phrase ? phraseSpeech(here, phrase) : stepPrompt(here)
  },
  wants(here) {
    if (here.step.yes) return { kind: 'yes-no' }
    const slot = slotOf(here)
    return slot && { kind: 'slot', slot }
  },
  /** The question is left out on its first visit when the caller already gave the value unasked; on
   * a return it is asked anew. */
  enters(here) {
    const { draft, step, scope, name } = here
    const slot = step.slot?.value
    if (slot === undefined || step.yes !== undefined) return { event: 'FITS', grounds: {} }
    const held = draft.session.slots[scopedName(scope.prefix, slot)]
    if (!held?.volunteered || visits(draft, name) !== 1)
      return { event: 'HAVE_NOT', grounds: {}, reset: slot }
    const sure =
      held.confirmed || (!held.unsure && (held.confidence ?? 1) >= scope.flow.confidence.sure)
    return { event: sure ? 'HAVE' : 'HAVE_UNSURE', grounds: { slot } }
  },
  acts: {
    /** The pending value, sure or just confirmed, becomes the slot's. */
    fill(here) {
      const { draft, step, name } = here
      const value = draft.session.pending?.value
      const { kind } = leafOf(draft)
      draft.session.pending = undefined
      if (step.slot && value)
        putSlot(here, step.slot.value, name, {
          ...value,
          other: undefined,
          confirmed: value.confirmed || kind === 'confirm',
        })
    },
    /** What the caller volunteered is read back, or taken as it is. */
    take({ draft, step, scope }) {
      const key = scopedName(scope.prefix, step.slot?.value ?? '')
      const held = draft.session.slots[key]
      if (!held) return
      const value = { ...held, volunteered: undefined, unsure: undefined }
      draft.session.slots[key] = value
      draft.session.pending = { value }
    },
  },
}

/** The values of a choice with their keys. */
function choiceLines(here: StepHere<AskStep>, slot: SlotSpec): Speech[] {
  const language = languageIn(here)
  return [
    ...phraseSpeech(here, 'keypad choice'),
    ...(slot.options ?? []).flatMap(({ labels, value, key }) => {
      const text = labels[language] ?? labels[''] ?? value
      return keyLine(here, { text, speech: [{ kind: 'text', text, ...voiceHere(here) }] }, key)
    }),
  ]
}
