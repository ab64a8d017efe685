// Options learnt from labelled utterances, all at once or as random menus, against others.
import { modelOf } from '../understand/classify/models.ts'
import { itemsOf, type Labelled } from './labelled.ts'
import { measure, quantile, spread, type Progress, type Times } from './measure.ts'
import { judge, score, type Outcome, type Score } from './option-score.ts'
import { judgeMenu, randomMenus } from './random-menus.ts'

/** Milliseconds; `model`: to learn. */
export type ModelTimes = Times & { model: number }

/** `train` are the phrases that options are learnt from, `cases` what is to be understood. */
export type LabelledSet = {
  train: readonly Labelled[]
  cases: readonly Labelled[]
  language: string
}

/** All labels of the training file at once. */
export function measureOptions(
  { train, cases, language }: LabelledSet,
  progress: Progress,
): { labels: number; result: Score; times: ModelTimes } {
  const items = itemsOf(train)
  const began = performance.now()
  const model = modelOf(items, language)
  judge(model, cases[0] ?? { label: '', text: 'warm up' })
  const learnt = performance.now() - began
  const ids = new Set(items.map(({ id }) => id))
  const { judged, times } = measure(
    cases,
    (one) => ({ ...judge(model, one), inside: ids.has(one.label) }),
    progress,
  )
  return {
    labels: items.length,
    result: score(judged, language),
    times: { model: learnt, ...times },
  }
}

/** Menus of six options with five phrases each: what belongs to them, and as much that does not. */
export function measureMenus(
  { train, cases, language }: LabelledSet,
  drawing: { menus: number; seed: number },
  progress: Progress,
): { utterances: number; result: Score; times: ModelTimes } {
  const judged: Outcome[] = []
  const learning: number[] = []
  const hearing: number[] = []
  for (const menu of randomMenus(train, cases, drawing)) {
    const began = performance.now()
    modelOf(menu.items, language)
    const learnt = performance.now()
    judged.push(...judgeMenu(menu, language))
    learning.push(learnt - began)
    hearing.push((performance.now() - learnt) / Math.max(1, menu.cases.length))
    progress(learning.length, drawing.menus, 'menu')
  }
  return {
    utterances: judged.length,
    result: score(judged, language),
    times: { model: quantile(learning, 0.5), ...spread(hearing) },
  }
}
