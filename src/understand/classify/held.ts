// What an item was given to be known by: its words, their ideas, the scenes they belong to, and
// its phrases one by one.
import type { Language } from '../../languages/language.ts'
import { add, type Counts } from './counts.ts'
import type { Features } from './features.ts'
import { sidesIn } from './opposites.ts'

/** `small`: of courtesy or grammar; `rarity`: how telling it is. */
type Word = { stem: string; ideas: readonly number[]; small: boolean; rarity: number }

/** Numbers of ideas or scenes, with weights whose squares sum to 1. */
type Direction = ReadonlyMap<number, number>

/** An utterance made ready for comparing. `weight`: of all its words; `sides`: those it takes in
 * pairs of opposites. */
export type Phrase = {
  words: Word[]
  weight: number
  stems: ReadonlySet<string>
  ideas: ReadonlySet<number>
  sense: Direction
  setting: Direction
  sides: ReadonlySet<number>
}

/** `stems` and `ideas` with the share of the phrases they stand in; `setting` is the mean of the
 * scenes of the phrases, `unity` how alike these are to each other, 0..1. */
export type Held = {
  stems: ReadonlyMap<string, number>
  ideas: ReadonlyMap<number, number>
  phrases: Omit<Phrase, 'setting'>[]
  setting: ReadonlyMap<number, number>
  unity: number
}

/** What a word of grammar counts against one of substance. */
export const SMALL_WORD = 0.15

/** Unity is taken from so many phrases: each is compared with each. */
const MOST_COMPARED = 8

/** Of one phrase alone nothing is known. */
const LONE_UNITY = 0.5

/** `rarityOf` tells how telling a stem is. */
export function phraseOf(
  { words: said, counts }: Features,
  language: Language,
  rarityOf: (stem: string) => number,
): Phrase {
  const words = said.map(({ text, stem, ideas }): Word => ({
    stem,
    ideas,
    small: language.small.has(text),
    rarity: rarityOf(stem),
  }))
  const stems = words.map(({ stem }) => stem)
  return {
    words,
    weight: words.reduce((sum, word) => sum + weightOf(word), 0),
    stems: new Set(stems),
    ideas: new Set(words.flatMap(({ ideas }) => ideas)),
    sense: directionOf(counts.ideas),
    setting: directionOf(counts.scenes),
    sides: sidesIn(stems, language),
  }
}

export const weightOf = ({ small, rarity }: Word): number => (small ? SMALL_WORD : 1) * rarity

function directionOf(counts: Counts<number>): Direction {
  const length = Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0))
  return new Map([...counts].map(([name, count]) => [name, count / length]))
}

/** What is held of an item's phrases. */
export function heldOf(phrases: readonly Phrase[]): Held {
  const stems: Counts<string> = new Map()
  const ideas: Counts<number> = new Map()
  const setting: Counts<number> = new Map()
  const share = 1 / phrases.length
  for (const phrase of phrases) {
    for (const stem of phrase.stems) add(stems, stem, share)
    for (const idea of phrase.ideas) add(ideas, idea, share)
    for (const [scene, weight] of phrase.setting) add(setting, scene, weight * share)
  }
  // scenes are kept for the item as a whole: they are many
  const kept = phrases.map(({ setting: _, ...phrase }) => phrase)
  return { stems, ideas, phrases: kept, setting, unity: unityOf(phrases) }
}

function unityOf(phrases: readonly Phrase[]): number {
  const first = phrases.slice(0, MOST_COMPARED)
  const likenesses = first.flatMap((one, i) =>
    first.slice(0, i).map((other) => along(one.setting, other.setting)),
  )
  if (likenesses.length === 0) return LONE_UNITY
  return likenesses.reduce((sum, one) => sum + one, 0) / likenesses.length
}

/** The product of two directions: 1 where they are the same, 0 where they share nothing. */
export function along(one: Direction, other: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [name, weight] of one) sum += weight * (other.get(name) ?? 0)
  return sum
}
