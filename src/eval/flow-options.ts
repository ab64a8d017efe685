// The options of a step of a flow against labelled utterances: labels are ids of options or
// questions, or `nothing`.
import { hearingIn, type Place } from '../proof/listening-places.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Meaning } from '../understand/hearing.ts'
import { understandSpeech } from '../understand/understand.ts'
import type { Labelled } from './labelled.ts'
import { measure, type Progress, type Times } from './measure.ts'
import { isOpen } from '../flow/steps/index.ts'

/** Nothing of the step was meant. */
const NOTHING = 'nothing'

/** As a recogniser hears clear speech. */
const CLEAR = 0.95

/** Shares are 0..1: of those that belong to the step, `refused` of those that do not. */
export type StepScore = {
  inside: number
  outside: number
  right: number
  withoutAsking: number
  refused?: number
  wrong: { label: string; taken: string; text: string }[]
  times: Times
}

/** What may stand as a label in a file for this place. */
export function labelsAt({ options, anywhere, questions }: Place): Set<string> {
  const ids = [...options, ...anywhere, ...questions].map(({ id }) => id)
  return new Set([...ids, 'operator', 'repeat', 'back', 'start over', 'done', NOTHING])
}

/** Through the whole of understanding: options, universals, questions and refusal. `language` is a
 * BCP 47 tag. */
export function measureStep(
  { place, flow, language }: { place: Place; flow: Flow; language: string },
  cases: readonly Labelled[],
  progress: Progress,
): StepScore {
  const { step } = place
  const hearing = {
    ...hearingIn(place, flow, language),
    done: step?.again !== undefined || (step !== undefined && isOpen(step)),
  }
  const { judged, times } = measure(
    cases,
    ({ label, text }) => {
      const meaning = understandSpeech(hearing, [{ text, confidence: CLEAR }])
      return { label, text, taken: takenFor(meaning), sure: !('sure' in meaning) || meaning.sure }
    },
    progress,
  )
  const inside = judged.filter(({ label }) => label !== NOTHING)
  const outside = judged.filter(({ label }) => label === NOTHING)
  const right = inside.filter(({ label, taken }) => taken === label)
  const refused = outside.filter(({ taken }) => taken === NOTHING)
  return {
    inside: inside.length,
    outside: outside.length,
    right: right.length / (inside.length || 1),
    withoutAsking: right.filter(({ sure }) => sure).length / (inside.length || 1),
    refused: outside.length === 0 ? undefined : refused.length / outside.length,
    wrong: judged
      .filter(({ label, taken }) => taken !== label)
      .map(({ label, taken, text }) => ({ label, taken, text })),
    times,
  }
}

function takenFor(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'option':
    case 'question':
      return meaning.id
    case 'universal':
      return meaning.universal
    case 'no match':
    case 'invalid':
      return NOTHING
    default:
      return meaning.kind
  }
}
