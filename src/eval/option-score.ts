// How well options are told apart: utterances through the classifier that serves calls, and what
// came of many.
import { ACCEPT_AT, SURE_AT } from '../flow/defaults.ts'
import { outsideIn } from '../understand/classify/calibration.ts'
import { classify, type Model } from '../understand/classify/models.ts'
import { languageOf } from '../languages/language.ts'
import type { Labelled } from './labelled.ts'

/** What the classifier made of one. `best` is the likeliest label, `probability` how likely it was
 * said to be, `which` how likely if some label was meant at all. */
export type Judged = Labelled & {
  best?: string
  probability: number
  which: number
  accepted: boolean
  sure: boolean
}

/** `inside`: the label is one of those that could be chosen. */
export type Outcome = Judged & { inside: boolean }

/** One of ten equal bins of probability: how many fell into it, and, outsiders weighed as the share
 * assumed, the mean of what was said and the share that was right. */
export type Bin = { from: number; count: number; said: number; right: number }

/** What came of a threshold. Shares are 0..1; `refused` is undefined where there are no
 * outsiders. */
export type Taken = { right: number; wrong: number; refused?: number }

type Confusion = { label: string; taken: string; count: number; example: string }

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
  confusions: Confusion[]
}

const BINS = 10
const REFUSED = 0.9
const MOST_CONFUSIONS = 20

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
    accepted: likely.length > 0 && probability >= ACCEPT_AT,
    sure: likely.length > 0 && probability >= SURE_AT,
  }
}

const isRight = ({ label, best, inside }: Outcome): boolean => inside && label === best

const share = <T>(all: readonly T[], when: (one: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(when).length / all.length

/** What came of many in a language (BCP 47). */
export function score(judged: readonly Outcome[], language = 'en-US'): Score {
  const insiders = judged.filter(({ inside }) => inside)
  const outsiders = judged.filter(({ inside }) => !inside)
  const weighTaken = (when: (one: Judged) => boolean): Taken => ({
    right: share(insiders, (one) => when(one) && isRight(one)),
    wrong: share(insiders, (one) => when(one) && !isRight(one)),
    refused: outsiders.length === 0 ? undefined : share(outsiders, (one) => !when(one)),
  })
  const from = refusing(outsiders)
  return {
    insiders: insiders.length,
    outsiders: outsiders.length,
    accuracy: share(insiders, isRight),
    sure: weighTaken(({ sure }) => sure),
    accepted: weighTaken(({ accepted }) => accepted),
    ninety:
      from === undefined
        ? undefined
        : { from, ...weighTaken(({ probability }) => probability > from) },
    calibration: calibrationOf(judged, outsideIn(languageOf(language))),
    confusions: confusionsOf(insiders),
  }
}

/** The probability above which nine in ten outsiders do not come. */
function refusing(outsiders: readonly Outcome[]): number | undefined {
  const rising = outsiders.map(({ probability }) => probability).sort((a, b) => a - b)
  return rising[Math.ceil(outsiders.length * REFUSED) - 1]
}

function confusionsOf(insiders: readonly Outcome[]): Confusion[] {
  const confusions = new Map<string, Confusion>()
  for (const one of insiders) {
    if (isRight(one)) continue
    const key = `${one.label}\n${one.best}`
    const known = confusions.get(key)
    if (known) known.count++
    else {
      const { label, best: taken = 'nothing', text: example } = one
      confusions.set(key, { label, taken, count: 1, example })
    }
  }
  return [...confusions.values()]
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .slice(0, MOST_CONFUSIONS)
}

/** A probability, whether it came true, and how much that counts. */
type Forecast = { probability: number; right: boolean; weight: number }

function calibrationOf(judged: readonly Outcome[], assumedOutside: number): Score['calibration'] {
  const insiders = judged.filter(({ inside }) => inside)
  const outsiders = judged.length - insiders.length
  const weight =
    outsiders === 0 ? 0 : (assumedOutside / (1 - assumedOutside)) * (insiders.length / outsiders)
  const forecast = (one: Outcome): Forecast => ({
    probability: one.probability,
    right: isRight(one),
    weight: one.inside ? 1 : weight,
  })
  const { bins, error } = binsOf(judged.map(forecast))
  return {
    assumedOutside,
    error,
    bins,
    allBelonging: binsOf(insiders.map(forecast)).error,
    which: binsOf(insiders.map((one) => ({ ...forecast(one), probability: one.which }))).error,
  }
}

function binsOf(forecasts: readonly Forecast[]): { bins: Bin[]; error: number } {
  const weightOf = (some: readonly Forecast[]) => some.reduce((sum, { weight }) => sum + weight, 0)
  const all = weightOf(forecasts) || 1
  let error = 0
  const bins = Array.from({ length: BINS }, (_, bin): Bin => {
    const own = forecasts.filter(
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
