// What the engine asks before it takes an answer it is not sure of, or one the author wants read
// back: is it this, or which of two.
import { scopedName } from '../flow/machine/scoped-name.ts'
import type { ConfirmMiss } from '../flow/machine/prompt-part.ts'
import { parseEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import { optionIds } from '../flow/tree/option.ts'
import type { SlotSpec } from '../flow/tree/slot.ts'
import { withKeys } from '../understand/choices.ts'
import type { Value } from '../understand/hearing.ts'
import { readBack, spellOut } from '../say/read-back.ts'
import { anywhereOf, leafOf, slotOf, type StepHere } from './draft.ts'
import { inLanguage, keyLine, optionsOf } from './option-lines.ts'
import { phraseSpeech, promptFill, promptSpeech, voiceHere } from './prompt-words.ts'
import type { Fill } from './prompt-words.ts'
import { spokenOf } from './steps/index.ts'
import { type Speech, playLetters } from '../say/speech.ts'

/** What is held, as a question to be answered with yes or no, or by one of two. */
export function readBackSpeech(here: StepHere): Speech[] {
  const { option, rival } = here.draft.session.pending ?? {}
  if (option === undefined) return spokenOf(here.step).readsBack?.(here) ?? valueReadBack(here)
  const { label, language } = heldOption(here, option)
  const spoken = { ...here, language }
  return rival === undefined
    ? phraseSpeech(spoken, 'confirm option', { label })
    : phraseSpeech(spoken, 'which of two', { first: label, second: heldOption(here, rival).label })
}

/** The read-back once more, after a miss at it. */
export function readBackAgain(here: StepHere, miss: ConfirmMiss): Speech[] {
  const { value, rival } = here.draft.session.pending ?? {}
  if (value?.other || rival !== undefined) return whichAgain(here, miss)
  return [
    ...phraseSpeech(here, miss.attempt === 1 ? 'confirm again' : 'confirm keys'),
    ...readBackSpeech(here),
  ]
}

/** The question which of two is meant once more, the second time with keys. */
function whichAgain(here: StepHere, { kind, attempt }: ConfirmMiss): Speech[] {
  const two = attempt === 1 ? undefined : keyedTwo(here)
  if (two) return [...phraseSpeech(here, 'keypad choice'), ...two]
  const lead = kind === 'confirm silent' ? 'silent 1' : 'unclear 1'
  return [...phraseSpeech(here, lead), ...readBackSpeech(here)]
}

/** The two between which the caller is to choose, each with a key. */
function keyedTwo(here: StepHere): Speech[] | undefined {
  const { value, option, rival } = here.draft.session.pending ?? {}
  if (option !== undefined && rival !== undefined)
    return withKeys([option, rival].map((event) => heldOption(here, event))).flatMap(
      ({ label, key, language }) => keyLine({ ...here, language }, label, key),
    )
  const slot = slotOf(here)
  if (!slot || !value) return undefined
  return twoFills(here, slot, value).flatMap((label, at) => keyLine(here, label, String(at + 1)))
}

/** Both values between which the caller is to choose. */
function twoFills(here: StepHere, slot: SlotSpec, { value, other }: Value): [Fill, Fill] {
  const { session, at } = here.draft
  const fill = (one: unknown) => valueFill(here, readBack(one, slot, session.language, at))
  return [fill(value), fill(other?.value)]
}

/** Where nothing but recordings is heard, names and codes are read letter by letter, of others the
 * figures. */
const valueFill = (here: StepHere, text: string, signs = text.replace(/\D/g, '')): Fill => ({
  text,
  speech: playLetters(voiceHere(here), signs),
})

function valueReadBack(here: StepHere): Speech[] {
  const { draft, scope, step } = here
  const { language, pending } = draft.session
  const slot = slotOf(here)
  const value = pending?.value
  if (!slot || !value) return phraseSpeech(here, 'confirm again')
  if (value.other) {
    const [first, second] = twoFills(here, slot, value)
    return phraseSpeech(here, 'which of two', { first, second })
  }
  // the second read-back is spelled where the type can be
  const { kind: at, attempt } = leafOf(draft)
  const spelled =
    at === 'confirm' || attempt > 1 ? spellOut(value.value, slot, language) : undefined
  if (step.confirm)
    return promptSpeech(
      withValue(here, scopedName(scope.prefix, slot.name), { ...value, spelled }),
      step.confirm.prompt,
    )
  if (slot.private && !slot.readBack) return phraseSpeech(here, 'confirm again')
  const isSpelt = slot.type === 'name' || slot.type === 'code'
  return phraseSpeech(here, 'confirm value', {
    value: valueFill(
      here,
      spelled ?? readBack(value.value, slot, language, draft.at),
      isSpelt ? String(value.value) : undefined,
    ),
  })
}

/** The session as it would be with a value taken: what a read-back names. */
function withValue(here: StepHere, slot: string, value: Value): StepHere {
  const { session } = here.draft
  const slots = { ...session.slots, [slot]: value }
  return { ...here, draft: { ...here.draft, session: { ...session, slots } } }
}

/** The option an event chooses, in the language of its label: at the choice of a language it may be
 * another than the one spoken so far. */
function heldOption(
  here: StepHere,
  event: MachineEvent,
): { label: Fill; key?: string; language: string } {
  const { draft, scope, step } = here
  const heard = parseEvent(event)
  const list = heard.kind === 'anywhere' ? anywhereOf(scope).options : optionsOf(step)
  const option = 'id' in heard ? list[optionIds(list).indexOf(heard.id)] : undefined
  const label = option?.label
  const spoken = draft.session.language
  const language =
    [spoken, ...scope.flow.languages.map(({ tag }) => tag)].find((tag) => inLanguage(label, tag)) ??
    spoken
  return {
    label: promptFill({ ...here, language }, label, ''),
    key: option?.key?.value,
    language,
  }
}
