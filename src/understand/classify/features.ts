// What an utterance is made of, for comparing: words, neighbours, letters within words, ideas,
// pairs of ideas and scenes.
import { unlessEmpty } from '../../ground/lists.ts'
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'
import { add, countOf, type Counts } from './counts.ts'
import { ideasIn, scenesIn } from './ideas.ts'

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

export type Kind = (typeof kinds)[number]['name']

/** A word with its stem and the ideas it stands for. */
export type Word = { text: string; stem: string; ideas: readonly number[] }

/** The words, and how often each feature of a kind was met: a text, or the number of an idea, a
 * pair or a scene. */
export type Features = {
  words: Word[]
  counts: {
    words: Counts<string>
    neighbours: Counts<string>
    letters: Counts<string>
    ideas: Counts<number>
    pairs: Counts<number>
    scenes: Counts<number>
  }
}

/** The most words of one utterance, and the most ideas that are paired. */
const MOST_WORDS = 60
const MOST_PAIRED = 24

/** Letters are compared in runs of three and four, which outlives endings and misheard sounds. */
const SHORTEST_RUN = 3
const LONGEST_RUN = 4

/** Two ideas as one number. */
const PAIR = 10_000

export function featuresOf(text: string, language: Language): Features {
  const said = withoutNumbers(words(text).slice(0, MOST_WORDS), language)
  const stems = said.map(language.stem)
  const senses = ideasIn(stems, language)
  const neighbours = Array.from(
    { length: stems.length + 1 },
    (_, at) => `${stems[at - 1] ?? '^'} ${stems[at] ?? '$'}`,
  )
  const ideas = countIdeas(senses)
  return {
    words: said.map((word, i) => ({ text: word, stem: stems[i] ?? word, ideas: senses[i] ?? [] })),
    counts: {
      words: countOf(stems),
      neighbours: countOf(neighbours),
      letters: countLetters(said),
      ideas,
      pairs: countOf(pairsOf([...ideas.keys()])),
      scenes: sumUp(scenesIn(stems, language)),
    },
  }
}

/** A word of several senses gives each of them its part. */
function countIdeas(senses: readonly number[][]): Counts<number> {
  const counts: Counts<number> = new Map()
  for (const ideas of senses) for (const idea of ideas) add(counts, idea, 1 / ideas.length)
  return counts
}

function pairsOf(ideas: readonly number[]): number[] {
  const paired = ideas.toSorted((a, b) => a - b).slice(0, MOST_PAIRED)
  return paired.flatMap((one, i) => paired.slice(i + 1).map((other) => one * PAIR + other))
}

/** A long word has more letters, but no more to say. */
function countLetters(said: readonly string[]): Counts<string> {
  const counts: Counts<string> = new Map()
  for (const word of said) {
    const runs = lettersOf(word)
    for (const run of runs) add(counts, run, 1 / Math.sqrt(runs.length))
  }
  return counts
}

function lettersOf(word: string): string[] {
  const whole = `^${word}$`
  const runs: string[] = []
  for (let length = SHORTEST_RUN; length <= LONGEST_RUN; length++)
    for (let at = 0; at + length <= whole.length; at++) runs.push(whole.slice(at, at + length))
  return runs
}

function sumUp(all: readonly ReadonlyMap<number, number>[]): Counts<number> {
  const counts: Counts<number> = new Map()
  for (const own of all) for (const [name, weight] of own) add(counts, name, weight)
  return counts
}

/** A run of so many numbers is a value, told besides what is wanted: "renew my books, card one two
 * three four". */
const A_VALUE = 3

function withoutNumbers(said: string[], { numbers }: Language): readonly string[] {
  const runs: string[][] = []
  let open: string[] | undefined
  for (const word of said) {
    const isNumber = numbers.has(word) || /^\d+$/.test(word)
    if (isNumber && open) open.push(word)
    else {
      const run = [word]
      runs.push(run)
      open = isNumber ? run : undefined
    }
  }
  const isValue = (run: string[]) => run.length >= A_VALUE || /^\d{3,}$/.test(run[0] ?? '')
  const left = runs.filter((run) => !isValue(run)).flat()
  return unlessEmpty(left, said)
}

/** What was said without fillers, as one text; they stay when there is nothing else. */
export function withoutFillers(text: string, { fillers }: Language): string {
  const all = words(text).slice(0, MOST_WORDS)
  const left = all.filter((word) => !fillers.has(word))
  return unlessEmpty(left, all).join(' ')
}

/** The stems of what was said without words of courtesy and grammar; empty when there is nothing
 * else. */
export function substanceOf(text: string, { small, stem }: Language): string {
  return words(text)
    .slice(0, MOST_WORDS)
    .filter((word) => !small.has(word))
    .map(stem)
    .join(' ')
}
