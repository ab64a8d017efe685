// How like an item what was said is: by its words, their ideas and scenes, and by what neither of
// them says.
import { along, SMALL_WORD, weightOf, type Held, type Phrase } from './held.ts'

type Word = Phrase['words'][number]

/** What an idea shared counts against the word itself. */
const SAME_IDEA = 0.7

/** The stems and ideas of an item or of a phrase. */
type Known = {
  stems: { has: (stem: string) => boolean }
  ideas: { has: (idea: number) => boolean }
}

/** How much of a word the words given account for: all of it when it is there, less when only its
 * idea is. */
function shareOf({ stem, ideas }: Word, known: Known): number {
  if (known.stems.has(stem)) return 1
  return ideas.some((idea) => known.ideas.has(idea)) ? SAME_IDEA : 0
}

/** The share of what was said that the item knows, by its words or by their ideas. */
export function knownShare(held: Held, { words }: Phrase): number {
  let all = 0
  let sum = 0
  for (const word of words) {
    const weight = word.small ? SMALL_WORD : 1
    all += weight
    sum += weight * shareOf(word, held)
  }
  return all === 0 ? 0 : sum / all
}

/** What speaks for an item and against it, each 0..1. */
export type Likeness = {
  /** the share of the words of substance that have ideas, none of them the item's: "delete my
   * alarm" where alarms are only set */
  foreign: number
  /** of the ideas that were not said the one in most phrases of the item, the share of its
   * phrases */
  lacking: number
  /** the share of its phrases that say the opposite of what was said */
  opposed: number
  /** what the likest phrase and what was said have in common, of all that the two say */
  nearest: number
  /** how alike their ideas are, at the phrase with the likest */
  sense: number
  /** how alike the scenes are to those of all phrases */
  setting: number
  unity: number
}

export function likenessOf(held: Held, said: Phrase): Likeness {
  const { ideas, phrases, setting, unity } = held
  const unsaid = [...ideas].filter(([idea]) => !said.ideas.has(idea)).map(([, share]) => share)
  return {
    foreign: foreignShare(held, said),
    lacking: highest(unsaid),
    opposed: opposedShare(held, said),
    nearest: highest(phrases.map((phrase) => commonShare(said, phrase))),
    sense: highest(phrases.map(({ sense }) => along(said.sense, sense))),
    setting: along(said.setting, setting),
    unity,
  }
}

/** The highest of many, at least 0. */
const highest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

function foreignShare(held: Held, { words }: Phrase): number {
  let all = 0
  let sum = 0
  for (const word of words) {
    if (word.small) continue
    all += word.rarity
    if (word.ideas.length > 0 && shareOf(word, held) === 0) sum += word.rarity
  }
  return all === 0 ? 0 : sum / all
}

function opposedShare({ phrases }: Held, said: Phrase): number {
  const against = [...said.sides].map((side) => -side)
  if (against.length === 0 || phrases.length === 0) return 0
  const opposed = phrases.filter(({ sides }) => against.some((side) => sides.has(side)))
  return opposed.length / phrases.length
}

function commonShare(one: Omit<Phrase, 'setting'>, other: Omit<Phrase, 'setting'>): number {
  const weight = one.weight + other.weight
  if (weight === 0) return 0
  return (coveredWeight(one.words, other) + coveredWeight(other.words, one)) / weight
}

const coveredWeight = (words: readonly Word[], by: Known): number =>
  words.reduce((sum, word) => sum + weightOf(word) * shareOf(word, by), 0)
