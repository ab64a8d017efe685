// The options of a step of a flow against a labelled file: labels are ids of options or questions,
// or `nothing`.
import { hearingIn, placesOf } from '../proof/listening-places.ts'
import type { Meaning } from '../understand/hearing.ts'
import { understandSpeech } from '../understand/understand.ts'
import { percent, milliseconds, type Evaluated, type Progress } from '../cli/eval.ts'
import { counted, UsageError, type Io } from '../cli/io.ts'
import { openFlow } from '../cli/flow-files.ts'
import { labelledIn, timed } from './labelled-options.ts'

/** Nothing of the step was meant. */
const NOTHING = 'nothing'

/** As a recogniser hears clear speech. */
const CLEAR = 0.95

/** Through the whole door of understanding: options, universals, questions and refusal. */
export async function evalFlow(
  file: string,
  named: string,
  stepName: string,
  tag: string | undefined,
  io: Io,
  progress: Progress,
): Promise<Evaluated> {
  const { flow } = await openFlow(named, io)
  const language = tag ?? flow.languages[0]?.tag ?? 'en-US'
  if (!flow.languages.some((one) => one.tag === language))
    throw new UsageError(
      `"${flow.name.value}" does not speak ${language}; it speaks ${flow.languages.map((one) => one.tag).join(', ')}`,
    )
  const places = placesOf(flow, language)
  const place = places.find(({ step }) => step?.name.value === stepName)
  if (!place)
    throw new UsageError(
      `"${flow.name.value}" has no step "${stepName}" with options or questions; it has ${places.flatMap(({ step }) => (step ? [`"${step.name.value}"`] : [])).join(', ') || 'none'}`,
    )
  const cases = await labelledIn(file)
  const labels = new Set(
    [...place.options, ...place.anywhere, ...place.questions]
      .map(({ id }) => id)
      .concat('operator', 'repeat', 'back', 'start over', 'done', NOTHING),
  )
  const unknown = cases.find(({ label }) => !labels.has(label))
  if (unknown)
    throw new UsageError(
      `"${unknown.label}" is no option or question of "${stepName}"; expected ${[...labels].join(', ')}`,
    )
  const hearing = {
    ...hearingIn(place, flow, language),
    done: place.step?.again !== undefined || place.step?.word === 'answer',
  }
  const { judged, times } = timed(
    cases,
    (one) => ({ ...one, got: understandSpeech(hearing, [{ text: one.text, confidence: CLEAR }]) }),
    progress,
  )
  const inside = judged.filter(({ label }) => label !== NOTHING)
  const outside = judged.filter(({ label }) => label === NOTHING)
  const wrong = judged.filter(({ label, got }) => takenFor(got) !== label)
  const right = inside.filter(({ label, got }) => takenFor(got) === label)
  const sure = right.filter(({ got }) => !('sure' in got) || got.sure)
  const refused = outside.filter(({ got }) => takenFor(got) === NOTHING)
  const shares = {
    right: right.length / (inside.length || 1),
    withoutAsking: sure.length / (inside.length || 1),
    refused: outside.length === 0 ? undefined : refused.length / outside.length,
  }
  return {
    json: {
      file,
      flow: flow.name.value,
      step: stepName,
      language,
      utterances: cases.length,
      ...shares,
      wrong: wrong.map(({ label, text, got }) => ({ label, taken: takenFor(got), text })),
      milliseconds: times,
    },
    lines: [
      `${file}: ${counted(cases.length, 'utterance')} at "${stepName}" of ${flow.name.value}, in ${language}`,
      ...(inside.length === 0
        ? []
        : [
            `  understood right         ${percent(shares.right)} of ${inside.length}; without asking back ${percent(shares.withoutAsking)}`,
          ]),
      ...(shares.refused === undefined
        ? []
        : [`  outsiders refused        ${percent(shares.refused)} of ${outside.length}`]),
      `  time                     utterance ${milliseconds(times.median)} (median), ${milliseconds(times.p99)} (99 %)`,
      ...wrong
        .slice(0, 20)
        .map(({ label, text, got }) => `    ${label} taken for ${takenFor(got)}: "${text}"`),
    ],
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
