// Rules about questions: what must be understood as one, and what must not.
import type { FaqEntry } from '../flow/tree/faq.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Phrases } from '../flow/tree/prompt.ts'
import type { Meaning } from '../understand/hearing.ts'
import { understandSpeech } from '../understand/understand.ts'
import { hearingIn, placesOf, type Place } from './listening-places.ts'
import type { ProjectRule } from './proof-rule.ts'

/** As a recogniser hears clear speech. */
const CLEAR = 0.95

export const questionRules: ProjectRule[] = [
  {
    code: 'must-match',
    severity: 'error',
    about: 'What must be understood as a question is understood as something else, or not at all.',
    inspect: (flow, _project, find) =>
      tryUtterances(
        flow,
        ({ mustMatch }) => mustMatch,
        (entry, place, { phrase }, meaning) => {
          if (isAsked(meaning, entry)) return false
          find({
            range: phrase.range,
            message: `"${phrase.value}" is not understood as this question${at(place)}: ${describeMeaning(meaning, place)}`,
            hint: 'add a phrasing with words of this kind',
          })
          return true
        },
      ),
  },
  {
    code: 'must-not-match',
    severity: 'error',
    about: 'What must not be taken for a question is taken for it.',
    inspect: (flow, _project, find) =>
      tryUtterances(
        flow,
        ({ mustNotMatch }) => mustNotMatch,
        (entry, place, { phrase }, meaning) => {
          if (!isAsked(meaning, entry)) return false
          find({
            range: phrase.range,
            message: `"${phrase.value}" is taken for this question${at(place)}`,
            hint: 'make the phrasings more definite, or add a question of its own',
          })
          return true
        },
      ),
  },
]

/** Tries utterances of each entry at each place where it may be asked, in their language, until it
 * is judged badly once. */
function tryUtterances(
  flow: Flow,
  utterances: (entry: FaqEntry) => Phrases,
  judge: (entry: FaqEntry, place: Place, utterance: Utterance, meaning: Meaning) => boolean,
): void {
  const told = new Set<Utterance>()
  for (const { place, entry, utterance, tag } of triesIn(flow, utterances)) {
    if (told.has(utterance)) continue
    const spoken = [{ text: utterance.phrase.value, confidence: CLEAR }]
    const meaning = understandSpeech(hearingIn(place, flow, tag), spoken)
    if (judge(entry, place, utterance, meaning)) told.add(utterance)
  }
}

type Utterance = Phrases[number]

/** Each utterance in its language, at each place where it may be asked. */
function triesIn(flow: Flow, utterances: (entry: FaqEntry) => Phrases) {
  return flow.languages.flatMap(({ tag }) =>
    placesOf(flow, tag).flatMap((place) =>
      (place.faq?.entries ?? []).flatMap((entry) =>
        utterances(entry)
          .filter(({ language }) => language === tag || language === '')
          .map((utterance) => ({ place, entry, utterance, tag })),
      ),
    ),
  )
}

const isAsked = (meaning: Meaning, { id }: FaqEntry): boolean =>
  meaning.kind === 'question' && meaning.id === id

const at = ({ step }: Place): string => (step ? ` at "${step.name.value}"` : '')

function describeMeaning(meaning: Meaning, { questions }: Place): string {
  if (meaning.kind === 'question')
    return `it is taken for "${questions.find(({ id }) => id === meaning.id)?.label ?? meaning.id}"`
  if (meaning.kind === 'option') return `it is taken for the option "${meaning.text}"`
  return meaning.kind === 'universal'
    ? `it is taken for "${meaning.universal}"`
    : 'it is taken for nothing'
}
