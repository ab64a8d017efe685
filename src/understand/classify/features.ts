// What an utterance is made of, for comparing: words, neighbours, letters within words, ideas,
// pairs of ideas and scenes.
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'
import { ideasIn, scenesIn } from './ideas.ts'

/** Counted features by name, one map for each kind, in the order of `kinds`; and the words with
 * their stems and ideas. */
export type Features = {
  said: string[]
  stems: string[]
  ideas: number[][]
  counts: Map<string | number, number>[]
}

/**
 * How much each kind weighs, and how much where phrases are many and their own words tell more than
 * what we know of words. Each is brought to length 1
 * first, so that many letters do not drown few words.
 */
export const kinds = [
  { name: 'words', weight: 0.8, ofMany: 1.1 },
  { name: 'neighbours', weight: 0.6, ofMany: 0.9 },
  { name: 'letters', weight: 1, ofMany: 1.2 },
  { name: 'ideas', weight: 0.8, ofMany: 0.8 },
  { name: 'pairs', weight: 1, ofMany: 0.8 },
  { name: 'scenes', weight: 1.2, ofMany: 0.7 },
] as const

/** The most words of one utterance, and the most ideas that are paired. */
const mostWords = 60
const mostPaired = 24

/** Letters are compared in runs of three and four, which outlives endings and misheard sounds. */
const shortest = 3
const longest = 4

/** Two ideas as one number. */
const pair = 10_000

export function featuresOf(text: string, language: Language): Features {
  const said = withoutNumbers(words(text).slice(0, mostWords), language)
  const stems = said.map(language.stem)
  const ideas = ideasIn(stems, language)
  const neighbours = Array.from(
    { length: stems.length + 1 },
    (_, at) => `${stems[at - 1] ?? '^'} ${stems[at] ?? '$'}`,
  )
  // a word of several senses gives each of them its part
  const all = new Map<number, number>()
  for (const senses of ideas)
    for (const idea of senses) all.set(idea, (all.get(idea) ?? 0) + 1 / senses.length)
  const paired = [...all.keys()].sort((a, b) => a - b).slice(0, mostPaired)
  const pairs = paired.flatMap((one, i) => paired.slice(i + 1).map((other) => one * pair + other))
  const scenes = new Map<number, number>()
  for (const own of scenesIn(stems, language))
    for (const [scene, weight] of own) scenes.set(scene, (scenes.get(scene) ?? 0) + weight)
  // a long word has more letters, but no more to say
  const letters = new Map<string, number>()
  for (const word of said) {
    const runs = lettersOf(word)
    for (const run of runs) letters.set(run, (letters.get(run) ?? 0) + 1 / Math.sqrt(runs.length))
  }
  return {
    said,
    stems,
    ideas,
    counts: [counted(stems), counted(neighbours), letters, all, counted(pairs), scenes],
  }
}

/** A run of so many numbers is a value, told besides what is wanted: "renew my books, card one two
 * three four". */
const aValue = 3

function withoutNumbers(said: string[], { numbers }: Language): string[] {
  const isNumber = (word: string | undefined): boolean =>
    word !== undefined && (numbers.has(word) || /^\d+$/.test(word))
  const kept: string[] = []
  for (let at = 0; at < said.length;) {
    let end = at
    while (isNumber(said[end])) end++
    if (end - at < aValue && !/^\d{3,}$/.test(said[at]!))
      kept.push(...said.slice(at, Math.max(end, at + 1)))
    at = Math.max(end, at + 1)
  }
  return kept.length > 0 ? kept : said
}

function lettersOf(word: string): string[] {
  const whole = `^${word}$`
  const runs: string[] = []
  for (let length = shortest; length <= longest; length++)
    for (let at = 0; at + length <= whole.length; at++) runs.push(whole.slice(at, at + length))
  return runs
}

function counted<T>(names: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** What was said without fillers, as one text; they stay when there is nothing else. */
export function bare(text: string, { fillers }: Language): string {
  const all = words(text).slice(0, mostWords)
  const kept = all.filter((word) => !fillers.has(word))
  return (kept.length > 0 ? kept : all).join(' ')
}

/** What is left of it without words of courtesy and grammar; empty when there is nothing else. */
export function core(text: string, { small, stem }: Language): string {
  return words(text)
    .slice(0, mostWords)
    .filter((word) => !small.has(word))
    .map(stem)
    .join(' ')
}
