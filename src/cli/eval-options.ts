// callflow eval --train: options learnt from a labelled file, and random menus drawn from it.
import { ACCEPT_AT, SURE_AT } from '../flow/defaults.ts'
import {
  measureMenus,
  measureOptions,
  type LabelledSet,
  type ModelTimes,
} from '../eval/labelled-options.ts'
import type { Progress } from '../eval/measure.ts'
import type { Bin, Score, Taken } from '../eval/option-score.ts'
import { percent } from '../ground/percent.ts'
import { labelledIn, milliseconds, type Evaluated } from './evaluated.ts'
import { plural } from '../ground/plural.ts'

/** The files of utterances and of phrases to learn, in a language (BCP 47). */
export type TrainedOn = { file: string; train: string; language: string }

const MOST_CONFUSIONS = 10

/** All labels of the training file at once. */
export async function evalOptions(files: TrainedOn, progress: Progress): Promise<Evaluated> {
  const set = await setIn(files)
  const { labels, result, times } = measureOptions(set, progress)
  const { length: phrases } = set.train
  return {
    json: { ...files, labels, phrases, ...resultOf(result, times) },
    lines: [
      `${files.file}: ${plural(set.cases.length, 'utterance')}, ${plural(labels, 'label')} with ${plural(phrases, 'phrase')}`,
      ...linesOf(result, times),
    ],
  }
}

/** Menus of six options with five phrases each: what belongs to them, and as much that does not. */
export async function evalMenus(
  files: TrainedOn,
  drawing: { menus: number; seed: number },
  progress: Progress,
): Promise<Evaluated> {
  const { menus, seed } = drawing
  const { utterances, result, times } = measureMenus(await setIn(files), drawing, progress)
  return {
    json: { ...files, menus, seed, ...resultOf(result, times) },
    lines: [
      `${files.file}: ${plural(menus, 'random menu')} of 6 options with 5 phrases, seed ${seed}; ${plural(utterances, 'utterance')}`,
      ...linesOf(result, times),
    ],
  }
}

async function setIn({ file, train, language }: TrainedOn): Promise<LabelledSet> {
  const cases = await labelledIn(file)
  return { cases, train: await labelledIn(train), language }
}

const resultOf = (result: Score, times: ModelTimes) => ({
  sureFrom: SURE_AT,
  acceptedFrom: ACCEPT_AT,
  ...result,
  milliseconds: times,
})

function linesOf(result: Score, times: ModelTimes): string[] {
  const { accuracy, insiders, outsiders, sure, accepted, ninety, calibration, confusions } = result
  const of = outsiders === 0 ? '' : ` of ${outsiders}`
  return [
    `  likeliest option right   ${percent(accuracy, 1)} of ${insiders}`,
    `  taken at once            ${takenIn(sure)}${of} (from ${SURE_AT} on)`,
    `  taken or asked back      ${takenIn(accepted)} (from ${ACCEPT_AT} on)`,
    ...(ninety
      ? [`  where 90 % are refused   ${takenIn(ninety)} (above ${ninety.from.toFixed(2)})`]
      : []),
    `  calibration error        ${errorsIn(calibration, outsiders)}`,
    ...calibration.bins.filter(({ count }) => count > 0).map(binLine),
    `  time                     model ${milliseconds(times.model)}; utterance ${milliseconds(times.median)} (median), ${milliseconds(times.p99)} (99 %)`,
    ...confusionLines(confusions),
  ]
}

const takenIn = ({ right, wrong, refused }: Taken): string =>
  [
    `right ${percent(right, 1)}, wrong ${percent(wrong, 1)}`,
    ...(refused === undefined ? [] : [`outsiders refused ${percent(refused, 1)}`]),
  ].join('; ')

function errorsIn(
  { assumedOutside, error, allBelonging, which }: Score['calibration'],
  outsiders: number,
): string {
  const inAll = `${error.toFixed(3)} with ${percent(assumedOutside, 1)} outsiders; `
  return `${outsiders === 0 ? '' : inAll}${allBelonging.toFixed(3)} when all belong, ${which.toFixed(3)} of which option it is`
}

const binLine = ({ from, count, said, right }: Bin): string =>
  `    called ${from.toFixed(1)}-${(from + 0.1).toFixed(1)}: ${String(count).padStart(6)} utterances, mean ${said.toFixed(2)}, right ${right.toFixed(2)}`

function confusionLines(confusions: Score['confusions']): string[] {
  if (confusions.length === 0) return []
  const lines = confusions
    .slice(0, MOST_CONFUSIONS)
    .map(
      ({ label, taken, count, example }) =>
        `    ${String(count).padStart(4)}  ${label} taken for ${taken}: "${example}"`,
    )
  return ['  most often confused', ...lines]
}
