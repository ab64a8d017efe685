// menu in a call: "you can say" after the first miss, the lines with their keys at last.
import type { MenuStep } from '../../flow/steps/menu.ts'
import { visits } from '../draft.ts'
import { ownOptionLines, youCanSay } from '../option-lines.ts'
import { phraseSpeech } from '../prompt-words.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const menuInCall: SpokenStep<MenuStep> = {
  rephrases: (here, { attempt }) => (attempt % 2 === 1 ? youCanSay(here) : undefined),
  keypad: (here) => [...phraseSpeech(here, 'keypad choice'), ...ownOptionLines(here)],
  // whoever was served, and comes back here
  mayBeDone: ({ draft, step, name }) =>
    step.again !== undefined &&
    visits(draft, name) > 1 &&
    (draft.session.state.context.goal ?? 0) > 0,
}
