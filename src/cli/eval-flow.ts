// callflow eval --flow --step: the options of a step of a flow against a labelled file.
import { labelsAt, measureStep } from '../eval/flow-options.ts'
import type { Progress } from '../eval/measure.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { percent } from '../ground/percent.ts'
import { placesOf, type Place } from '../proof/listening-places.ts'
import { labelledIn, milliseconds, type Evaluated } from './evaluated.ts'
import { openFlow } from './flow-files.ts'
import { plural } from '../ground/plural.ts'
import { UsageError, type Io } from './io.ts'

/** A step of a flow by their names, in a language (BCP 47), else in the flow's first. */
export type NamedStep = { flow: string; step: string; language?: string }

const MOST_WRONG = 20

export async function evalFlow(
  file: string,
  named: NamedStep,
  io: Io,
  progress: Progress,
): Promise<Evaluated> {
  const { flow } = await openFlow(named.flow, io)
  const language = spokenBy(flow, named.language)
  const place = placeIn(flow, named.step, language)
  const cases = await labelledIn(file)
  const labels = labelsAt(place)
  const unknown = cases.find(({ label }) => !labels.has(label))
  if (unknown)
    throw new UsageError(
      `"${unknown.label}" is no option or question of "${named.step}"; expected ${[...labels].join(', ')}`,
    )
  const result = measureStep({ place, flow, language }, cases, progress)
  const { inside, outside, right, withoutAsking, refused, wrong, times } = result
  return {
    json: {
      file,
      flow: flow.name.value,
      step: named.step,
      language,
      utterances: cases.length,
      right,
      withoutAsking,
      refused,
      wrong,
      milliseconds: times,
    },
    lines: [
      `${file}: ${plural(cases.length, 'utterance')} at "${named.step}" of ${flow.name.value}, in ${language}`,
      ...(inside === 0
        ? []
        : [
            `  understood right         ${percent(right, 1)} of ${inside}; without asking back ${percent(withoutAsking, 1)}`,
          ]),
      ...(refused === undefined
        ? []
        : [`  outsiders refused        ${percent(refused, 1)} of ${outside}`]),
      `  time                     utterance ${milliseconds(times.median)} (median), ${milliseconds(times.p99)} (99 %)`,
      ...wrong
        .slice(0, MOST_WRONG)
        .map(({ label, taken, text }) => `    ${label} taken for ${taken}: "${text}"`),
    ],
  }
}

function spokenBy(flow: Flow, tag: string | undefined): string {
  const tags = flow.languages.map((one) => one.tag)
  const language = tag ?? tags[0] ?? 'en-US'
  if (tags.includes(language)) return language
  throw new UsageError(
    `"${flow.name.value}" does not speak ${language}; it speaks ${tags.join(', ')}`,
  )
}

function placeIn(flow: Flow, name: string, language: string): Place {
  const places = placesOf(flow, language)
  const place = places.find(({ step }) => step?.name.value === name)
  if (place) return place
  const names = places.flatMap(({ step }) => (step ? [`"${step.name.value}"`] : []))
  throw new UsageError(
    `"${flow.name.value}" has no step "${name}" with options or questions; it has ${names.join(', ') || 'none'}`,
  )
}
