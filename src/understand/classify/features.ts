// What an utterance is made of, for comparing: words, neighbours, letters within words, ideas and pairs of ideas.
import type { Language } from '../languages.ts'
import { words } from '../normalise.ts'
import { ideasIn } from './thesaurus.ts'

/** Counted features by name, one map for each kind, in the order of `kinds`. */
export type Features = Map<string, number>[]

/** How much each kind weighs; each is brought to length 1 first, so that many letters do not drown few words. */
export const kinds = [{ weight: 1 }, { weight: 0.4 }, { weight: 1.2 }, { weight: 1.2 }, { weight: 0.9 }] as const

/** The most words of one utterance, and the most ideas that are paired. */
export const mostWords = 60
const mostPaired = 24

/** Letters are compared in runs of three and four, which outlives endings and misheard sounds. */
const shortest = 3
const longest = 4

export function featuresOf(text: string, language: Language): Features {
  const said = words(text).slice(0, mostWords)
  const stems = said.map(language.stem)
  const [alone, beside, letters, ideas, pairs] = [count(stems), count([]), count([]), count([]), count([])]
  for (let at = 0; at <= stems.length; at++) add(beside, `${stems[at - 1] ?? '^'} ${stems[at] ?? '$'}`)
  for (const word of said) {
    const whole = `^${word}$`
    for (let length = shortest; length <= longest; length++) for (let at = 0; at + length <= whole.length; at++) add(letters, whole.slice(at, at + length))
  }
  for (const idea of ideasIn(stems, language).flat()) add(ideas, `#${idea}`)
  const paired = [...ideas.keys()].sort().slice(0, mostPaired)
  paired.forEach((one, i) => { for (const other of paired.slice(i + 1)) add(pairs, one + other) })
  return [alone, beside, letters, ideas, pairs]
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) add(counts, name)
  return counts
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
