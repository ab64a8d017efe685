// Options learnt from a labelled file, and random menus drawn from it.
import { readFile } from 'node:fs/promises'
import { acceptAt, modelOf, sureAt } from '../understand/choices.ts'
import {
  itemsOf,
  judge,
  judgeMenu,
  randomMenus,
  readLabelled,
  score,
  type Judged,
  type Labelled,
  type Score,
  type Taken,
} from './intents.ts'
import { milliseconds, percent, type Evaluated, type Progress } from '../cli/eval.ts'
import { counted, UsageError } from '../cli/io.ts'

/** Milliseconds: to learn, and per utterance at the median and at 99 %. */
type Times = { model: number; median: number; p99: number }

/** All labels of the training file at once. */
export async function evalOptions(
  file: string,
  train: string,
  language: string,
  progress: Progress,
): Promise<Evaluated> {
  const [cases, known] = [await labelledIn(file), await labelledIn(train)]
  const items = itemsOf(known)
  const began = performance.now()
  const model = modelOf(items, language)
  judge(model, cases[0] ?? { label: '', text: 'warm up' })
  const learnt = performance.now() - began
  const ids = new Set(items.map(({ id }) => id))
  const { judged, times } = timed(
    cases,
    (one) => ({ ...judge(model, one), inside: ids.has(one.label) }),
    progress,
  )
  const result = score(judged, language)
  const header = `${file}: ${counted(cases.length, 'utterance')}, ${counted(items.length, 'label')} with ${counted(known.length, 'phrase')}`
  return {
    json: {
      file,
      train,
      language,
      labels: items.length,
      phrases: known.length,
      sureFrom: sureAt,
      acceptedFrom: acceptAt,
      ...result,
      milliseconds: { model: learnt, ...times },
    },
    lines: [header, ...linesOf(result, { model: learnt, ...times })],
  }
}

/** Menus of six options with five phrases each: what belongs to them, and as much that does not. */
export async function evalMenus(
  file: string,
  train: string,
  { menus, seed, language }: { menus: number; seed: number; language: string },
  progress: Progress,
): Promise<Evaluated> {
  const [cases, known] = [await labelledIn(file), await labelledIn(train)]
  const judged: (Judged & { inside: boolean })[] = []
  const [learning, hearing] = [[] as number[], [] as number[]]
  let done = 0
  for (const menu of randomMenus(known, cases, { menus, seed })) {
    const began = performance.now()
    modelOf(menu.items, language)
    const learnt = performance.now()
    judged.push(...judgeMenu(menu, language))
    learning.push(learnt - began)
    hearing.push((performance.now() - learnt) / Math.max(1, menu.cases.length))
    progress(++done, menus, 'menu')
  }
  const times = { model: at(learning, 0.5), median: at(hearing, 0.5), p99: at(hearing, 0.99) }
  const result = score(judged, language)
  const header = `${file}: ${counted(menus, 'random menu')} of 6 options with 5 phrases, seed ${seed}; ${counted(judged.length, 'utterance')}`
  return {
    json: {
      file,
      train,
      language,
      menus,
      seed,
      sureFrom: sureAt,
      acceptedFrom: acceptAt,
      ...result,
      milliseconds: times,
    },
    lines: [header, ...linesOf(result, times)],
  }
}

export async function labelledIn(file: string): Promise<Labelled[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`there is no file "${file}"`)
  })
  try {
    const labelled = readLabelled(text)
    if (labelled.length === 0) throw new Error('it is empty')
    return labelled
  } catch (error) {
    throw new UsageError(`"${file}" cannot be read: ${(error as Error).message}`)
  }
}

/** Judges one after the other and takes the time of each. */
export function timed<T, R>(
  cases: readonly T[],
  one: (given: T) => R,
  progress: Progress,
): { judged: R[]; times: Omit<Times, 'model'> } {
  const times: number[] = []
  const judged = cases.map((given, index) => {
    const began = performance.now()
    const made = one(given)
    times.push(performance.now() - began)
    progress(index + 1, cases.length, 'utterance')
    return made
  })
  return { judged, times: { median: at(times, 0.5), p99: at(times, 0.99) } }
}

const at = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0

const takenIn = ({ right, wrong, refused }: Taken): string =>
  `right ${percent(right)}, wrong ${percent(wrong)}${refused === undefined ? '' : `; outsiders refused ${percent(refused)}`}`

export function linesOf(result: Score, times: Times): string[] {
  const { calibration, confusions, ninety, outsiders } = result
  const { assumedOutside, error, allBelonging, which } = calibration
  return [
    `  likeliest option right   ${percent(result.accuracy)} of ${result.insiders}`,
    `  taken at once            ${takenIn(result.sure)}${outsiders === 0 ? '' : ` of ${outsiders}`} (from ${sureAt} on)`,
    `  taken or asked back      ${takenIn(result.accepted)} (from ${acceptAt} on)`,
    ...(ninety
      ? [`  where 90 % are refused   ${takenIn(ninety)} (above ${ninety.from.toFixed(2)})`]
      : []),
    `  calibration error        ${outsiders === 0 ? '' : `${error.toFixed(3)} with ${percent(assumedOutside)} outsiders; `}${allBelonging.toFixed(3)} when all belong, ${which.toFixed(3)} of which option it is`,
    ...calibration.bins
      .filter(({ count }) => count > 0)
      .map(
        ({ from, count, said, right }) =>
          `    called ${from.toFixed(1)}-${(from + 0.1).toFixed(1)}: ${String(count).padStart(6)} utterances, mean ${said.toFixed(2)}, right ${right.toFixed(2)}`,
      ),
    `  time                     model ${milliseconds(times.model)}; utterance ${milliseconds(times.median)} (median), ${milliseconds(times.p99)} (99 %)`,
    ...(confusions.length === 0
      ? []
      : [
          '  most often confused',
          ...confusions
            .slice(0, 10)
            .map(
              ({ label, taken, count, example }) =>
                `    ${String(count).padStart(4)}  ${label} taken for ${taken}: "${example}"`,
            ),
        ]),
  ]
}
