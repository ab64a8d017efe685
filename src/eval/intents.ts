// How well options are told apart: a labelled file through the classifier that serves calls, and
// random menus drawn from it.
import {
  acceptAt,
  classify,
  modelOf,
  outsideIn,
  sureAt,
  type Model,
} from '../understand/choices.ts'
import type { Choosable } from '../understand/hearing.ts'
import { languageOf } from '../languages/language.ts'

/** An utterance and what was meant by it. */
export type Labelled = { label: string; text: string }

/** What the classifier made of one. `best` is the likeliest label, `probability` how likely it was
 * said to be, `which` how likely if some label was meant at all. */
export type Judged = Labelled & {
  best?: string
  probability: number
  which: number
  accepted: boolean
  sure: boolean
}

/** One of ten equal bins of probability: how many fell into it, and, outsiders weighed as the share
 * assumed, the mean of what was said and the share that was right. */
export type Bin = { from: number; count: number; said: number; right: number }

/** What came of a threshold. Shares are 0..1; `refused` is undefined where there are no
 * outsiders. */
export type Taken = { right: number; wrong: number; refused?: number }

/**
 * Shares are 0..1. `accuracy`: of the utterances that belong to an option, those whose likeliest
 * option is right. `sure`: taken at once, from the upper
 * band of a flow on; `accepted`: taken or asked back, from the lower band on; `ninety`: above the
 * probability that refuses nine in ten outsiders. Of each, how
 * many of those that belong were right and wrong, and how many that belong to none were not taken.
 * `calibration` is the expected calibration error over ten
 * bins (Naeini, Cooper and Hauskrecht 2015): `error` where outsiders are the share of callers that
 * probabilities assume, `allBelonging` without outsiders,
 * `which` of the probability of an option given that some option was meant.
 */
export type Score = {
  insiders: number
  outsiders: number
  accuracy: number
  sure: Taken
  accepted: Taken
  ninety?: Taken & { from: number }
  calibration: {
    assumedOutside: number
    error: number
    allBelonging: number
    which: number
    bins: Bin[]
  }
  confusions: { label: string; taken: string; count: number; example: string }[]
}

const BINS = 10
const REFUSED = 0.9
const MOST_CONFUSIONS = 20

/** Lines of `label<TAB>utterance`; empty lines are passed over. Throws with the line that is
 * otherwise. */
export function readLabelled(text: string): Labelled[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const tab = line.indexOf('\t')
    if (tab <= 0 || line.slice(tab + 1).trim() === '')
      throw new Error(`line ${index + 1}: expected a label, a tab and an utterance`)
    return [{ label: line.slice(0, tab).trim(), text: line.slice(tab + 1).trim() }]
  })
}

/** Options by label, with the utterances as their phrases. */
export function itemsOf(train: readonly Labelled[]): Choosable[] {
  const phrases = new Map<string, string[]>()
  for (const { label, text } of train) phrases.set(label, [...(phrases.get(label) ?? []), text])
  // a label of a data set is no word that callers hear
  return [...phrases].map(([id, own]) => ({ id, label: own[0]!, phrases: own }))
}

/** One utterance through the classifier, by the thresholds that serve calls. */
export function judge(model: Model, { label, text }: Labelled): Judged {
  const likely = classify(model, [{ text, confidence: 1 }])
  const probability = likely[0]?.probability ?? 0
  const some = likely.reduce((sum, one) => sum + one.probability, 0)
  return {
    label,
    text,
    best: likely[0]?.id,
    probability,
    which: some === 0 ? 0 : probability / some,
    accepted: likely.length > 0 && probability >= acceptAt,
    sure: likely.length > 0 && probability >= sureAt,
  }
}

/** What came of many in a language (BCP 47); `labels` are those that could be chosen when an
 * utterance was judged. */
export function score(
  judged: readonly (Judged & { inside: boolean })[],
  language = 'en-US',
): Score {
  const assumedOutside = outsideIn(languageOf(language))
  const insiders = judged.filter(({ inside }) => inside)
  const outsiders = judged.filter(({ inside }) => !inside)
  const share = (some: readonly unknown[], all: readonly unknown[]) =>
    all.length === 0 ? 0 : some.length / all.length
  const right = ({ label, best, inside }: Judged & { inside: boolean }) => inside && label === best
  const outside =
    outsiders.length === 0
      ? 0
      : (assumedOutside / (1 - assumedOutside)) * (insiders.length / outsiders.length)
  const said = judged.map((one) => ({
    probability: one.probability,
    right: right(one),
    weight: one.inside ? 1 : outside,
  }))
  const { bins, error } = calibrationOf(said)
  const taken = (when: (one: Judged) => boolean): Taken => ({
    right: share(
      insiders.filter((one) => when(one) && right(one)),
      insiders,
    ),
    wrong: share(
      insiders.filter((one) => when(one) && !right(one)),
      insiders,
    ),
    refused:
      outsiders.length === 0
        ? undefined
        : share(
            outsiders.filter((one) => !when(one)),
            outsiders,
          ),
  })
  const from =
    outsiders.map(({ probability }) => probability).sort((a, b) => a - b)[
      Math.ceil(outsiders.length * REFUSED) - 1
    ] ?? 0
  const confused = new Map<
    string,
    { label: string; taken: string; count: number; example: string }
  >()
  for (const one of insiders.filter((each) => !right(each))) {
    const key = `${one.label}\n${one.best}`
    confused.set(key, {
      label: one.label,
      taken: one.best ?? 'nothing',
      count: (confused.get(key)?.count ?? 0) + 1,
      example: confused.get(key)?.example ?? one.text,
    })
  }
  return {
    insiders: insiders.length,
    outsiders: outsiders.length,
    accuracy: share(insiders.filter(right), insiders),
    sure: taken(({ sure }) => sure),
    accepted: taken(({ accepted }) => accepted),
    ninety:
      outsiders.length === 0
        ? undefined
        : { from, ...taken(({ probability }) => probability > from) },
    calibration: {
      assumedOutside,
      error,
      bins,
      allBelonging: calibrationOf(said.filter((_, i) => judged[i]!.inside)).error,
      which: calibrationOf(
        insiders.map((one) => ({ probability: one.which, right: right(one), weight: 1 })),
      ).error,
    },
    confusions: [...confused.values()]
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
      .slice(0, MOST_CONFUSIONS),
  }
}

function calibrationOf(said: readonly { probability: number; right: boolean; weight: number }[]): {
  bins: Bin[]
  error: number
} {
  const weightOf = (some: typeof said) => some.reduce((sum, { weight }) => sum + weight, 0)
  const all = weightOf(said) || 1
  let error = 0
  const bins = Array.from({ length: BINS }, (_, bin): Bin => {
    const own = said.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    )
    const whole = weightOf(own) || 1
    const mean = own.reduce((sum, { probability, weight }) => sum + probability * weight, 0) / whole
    const right = weightOf(own.filter((one) => one.right)) / whole
    if (own.length > 0) error += (whole / all) * Math.abs(mean - right)
    return { from: bin / BINS, count: own.length, said: mean, right }
  })
  return { bins, error }
}

/** A menu of a few labels with a few phrases each, what belongs to it, and as many utterances that
 * do not. */
export type Menu = { items: Choosable[]; cases: (Labelled & { inside: boolean })[] }

/** Draws menus; the same seed draws the same ones. Labels with too few phrases are left out. */
export function* randomMenus(
  train: readonly Labelled[],
  test: readonly Labelled[],
  {
    menus,
    seed,
    options = 6,
    phrases = 5,
  }: { menus: number; seed: number; options?: number; phrases?: number },
): Generator<Menu> {
  const chance = generator(seed)
  const items = itemsOf(train).filter((item) => item.phrases.length >= phrases)
  if (items.length <= options)
    throw new Error(
      `menus of ${options} options need more than ${options} labels with ${phrases} phrases or more; there are ${items.length}`,
    )
  for (let n = 0; n < menus; n++) {
    const chosen = drawn(items, options, chance).map((item) => {
      const own = drawn(item.phrases, phrases, chance)
      return { ...item, label: own[0]!, phrases: own }
    })
    const ids = new Set(chosen.map(({ id }) => id))
    const inside = test
      .filter(({ label }) => ids.has(label))
      .map((one) => ({ ...one, inside: true }))
    const outside = drawn(
      test.filter(({ label }) => !ids.has(label)),
      inside.length,
      chance,
    ).map((one) => ({ ...one, inside: false }))
    yield { items: chosen, cases: [...inside, ...outside] }
  }
}

/** Learns a menu and judges its cases. */
export function judgeMenu(
  { items, cases }: Menu,
  language: string,
): (Judged & { inside: boolean })[] {
  const model = modelOf(items, language)
  return cases.map((one) => ({ ...judge(model, one), inside: one.inside }))
}

/** So many of a list at most, in the order drawn. */
export function drawn<T>(from: readonly T[], count: number, chance: () => number): T[] {
  const left = [...from]
  for (let at = 0; at < Math.min(count, left.length); at++) {
    const other = at + Math.floor(chance() * (left.length - at))
    ;[left[at], left[other]] = [left[other]!, left[at]!]
  }
  return left.slice(0, count)
}

/** Mulberry32 (Tommy Ettinger): small, and good enough to draw lots. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
