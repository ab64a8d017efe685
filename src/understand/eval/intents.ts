// How well options are told apart: a labelled file through the classifier that serves calls, and random menus drawn from it.
import { acceptAt, classify, modelOf, type Model } from '../choices.ts'
import type { Choosable } from '../hearing.ts'

/** An utterance and what was meant by it. */
export type Labelled = { label: string; text: string }

/** What the classifier made of one. `best` is the likeliest label, `probability` how likely it was said to be. */
export type Judged = Labelled & { best?: string; probability: number; accepted: boolean }

/** One of ten equal bins of probability: how many fell into it, the mean of what was said, and the share that was right. */
export type Bin = { from: number; count: number; said: number; right: number }

/**
 * Shares are 0..1. `accuracy`: of the utterances that belong to an option, those whose likeliest option is right; `acceptedRight` those that were
 * accepted too. `refused`: of the utterances that belong to none, those not accepted. `calibration`: expected calibration error over ten bins
 * (Naeini, Cooper and Hauskrecht 2015), first for those that belong to an option, then with those that do not.
 */
export type Score = {
  insiders: number
  outsiders: number
  accuracy: number
  acceptedRight: number
  acceptedWrong: number
  refused?: number
  calibration: { error: number; withOutsiders: number; bins: Bin[] }
  confusions: { label: string; taken: string; count: number; example: string }[]
}

const BINS = 10
const MOST_CONFUSIONS = 20

/** Lines of `label<TAB>utterance`; empty lines are passed over. Throws with the line that is otherwise. */
export function readLabelled(text: string): Labelled[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const tab = line.indexOf('\t')
    if (tab <= 0 || line.slice(tab + 1).trim() === '') throw new Error(`line ${index + 1}: expected a label, a tab and an utterance`)
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

/** One utterance through the classifier; accepted by the one threshold that serves calls. */
export function judge(model: Model, { label, text }: Labelled): Judged {
  const [best] = classify(model, [{ text, confidence: 1 }])
  return { label, text, best: best?.id, probability: best?.probability ?? 0, accepted: best !== undefined && best.probability >= acceptAt }
}

/** What came of many; `labels` are those that could be chosen when an utterance was judged. */
export function score(judged: readonly (Judged & { inside: boolean })[]): Score {
  const insiders = judged.filter(({ inside }) => inside)
  const outsiders = judged.filter(({ inside }) => !inside)
  const right = ({ label, best, inside }: Judged & { inside: boolean }) => inside && label === best
  const { bins, error } = calibrationOf(insiders.map((one) => ({ probability: one.probability, right: right(one) })))
  const confused = new Map<string, { label: string; taken: string; count: number; example: string }>()
  for (const one of insiders.filter((each) => !right(each))) {
    const key = `${one.label}\n${one.best}`
    confused.set(key, { label: one.label, taken: one.best ?? 'nothing', count: (confused.get(key)?.count ?? 0) + 1, example: confused.get(key)?.example ?? one.text })
  }
  const share = (some: readonly unknown[], all: readonly unknown[]) => (all.length === 0 ? 0 : some.length / all.length)
  return {
    insiders: insiders.length,
    outsiders: outsiders.length,
    accuracy: share(insiders.filter(right), insiders),
    acceptedRight: share(insiders.filter((one) => one.accepted && right(one)), insiders),
    acceptedWrong: share(insiders.filter((one) => one.accepted && !right(one)), insiders),
    refused: outsiders.length === 0 ? undefined : share(outsiders.filter(({ accepted }) => !accepted), outsiders),
    calibration: { error, withOutsiders: calibrationOf(judged.map((one) => ({ probability: one.probability, right: right(one) }))).error, bins },
    confusions: [...confused.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).slice(0, MOST_CONFUSIONS),
  }
}

function calibrationOf(said: readonly { probability: number; right: boolean }[]): { bins: Bin[]; error: number } {
  const bins = Array.from({ length: BINS }, (_, bin): Bin => {
    const own = said.filter(({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin)
    return { from: bin / BINS, count: own.length, said: own.reduce((sum, { probability }) => sum + probability, 0) / (own.length || 1), right: own.filter(({ right }) => right).length / (own.length || 1) }
  })
  return { bins, error: bins.reduce((sum, bin) => sum + (bin.count / (said.length || 1)) * Math.abs(bin.said - bin.right), 0) }
}

/** A menu of a few labels with a few phrases each, what belongs to it, and as many utterances that do not. */
export type Menu = { items: Choosable[]; cases: (Labelled & { inside: boolean })[] }

/** Draws menus; the same seed draws the same ones. Labels with too few phrases are left out. */
export function* randomMenus(train: readonly Labelled[], test: readonly Labelled[], { menus, seed, options = 6, phrases = 5 }: { menus: number; seed: number; options?: number; phrases?: number }): Generator<Menu> {
  const chance = generator(seed)
  const items = itemsOf(train).filter((item) => item.phrases.length >= phrases)
  if (items.length <= options) throw new Error(`menus of ${options} options need more than ${options} labels with ${phrases} phrases or more; there are ${items.length}`)
  for (let n = 0; n < menus; n++) {
    const chosen = drawn(items, options, chance).map((item) => {
      const own = drawn(item.phrases, phrases, chance)
      return { ...item, label: own[0]!, phrases: own }
    })
    const ids = new Set(chosen.map(({ id }) => id))
    const inside = test.filter(({ label }) => ids.has(label)).map((one) => ({ ...one, inside: true }))
    const outside = drawn(test.filter(({ label }) => !ids.has(label)), inside.length, chance).map((one) => ({ ...one, inside: false }))
    yield { items: chosen, cases: [...inside, ...outside] }
  }
}

/** Learns a menu and judges its cases. */
export function judgeMenu({ items, cases }: Menu, language: string): (Judged & { inside: boolean })[] {
  const model = modelOf(items, language)
  return cases.map((one) => ({ ...judge(model, one), inside: one.inside }))
}

function drawn<T>(from: readonly T[], count: number, chance: () => number): T[] {
  const left = [...from]
  for (let at = 0; at < Math.min(count, left.length); at++) {
    const other = at + Math.floor(chance() * (left.length - at))
    ;[left[at], left[other]] = [left[other]!, left[at]!]
  }
  return left.slice(0, count)
}

/** Mulberry32 (Tommy Ettinger): small, and good enough to draw lots. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
