// What an item was given to be known by, and how like it what was said is: by its words, their
// ideas and scenes, and by what neither of them says.
import type { Language } from '../../languages/language.ts'
import type { Features } from './features.ts'
import { sidesIn } from './opposites.ts'

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

/** What a word of grammar counts against one of substance, and an idea shared against the word
 * itself. */
const smallWord = 0.15
const sameIdea = 0.7

/** Unity is taken from so many phrases: each is compared with each. */
const compared = 8

/** `rarityOf` tells how telling a stem is. */
export function phraseOf(
  { said, stems, ideas, counts: [, , , senses, , scenes] }: Features,
  language: Language,
  rarityOf: (stem: string) => number,
): Phrase {
  const words = said.map((word, i): Word => ({
    stem: stems[i]!,
    ideas: ideas[i]!,
    small: language.small.has(word),
    rarity: rarityOf(stems[i]!),
  }))
  const directed = (counts: ReadonlyMap<string | number, number> | undefined): Direction => {
    const length = Math.sqrt(
      [...(counts?.values() ?? [])].reduce((sum, count) => sum + count * count, 0),
    )
    return new Map([...(counts ?? [])].map(([name, count]) => [name as number, count / length]))
  }
  return {
    words,
    weight: words.reduce((sum, word) => sum + weightOf(word), 0),
    stems: new Set(stems),
    ideas: new Set(ideas.flat()),
    sense: directed(senses),
    setting: directed(scenes),
    sides: sidesIn(stems, language),
  }
}

const weightOf = ({ small, rarity }: Word): number => (small ? smallWord : 1) * rarity

/** What is held of an item's phrases. */
export function heldOf(phrases: readonly Phrase[]): Held {
  const stems = new Map<string, number>()
  const ideas = new Map<number, number>()
  const setting = new Map<number, number>()
  const share = 1 / phrases.length
  for (const phrase of phrases) {
    for (const stem of phrase.stems) stems.set(stem, (stems.get(stem) ?? 0) + share)
    for (const idea of phrase.ideas) ideas.set(idea, (ideas.get(idea) ?? 0) + share)
    for (const [scene, weight] of phrase.setting)
      setting.set(scene, (setting.get(scene) ?? 0) + weight * share)
  }
  const first = phrases.slice(0, compared)
  const likenesses = first.flatMap((one, i) =>
    first.slice(0, i).map((other) => along(one.setting, other.setting)),
  )
  // scenes are kept for the item as a whole: they are many
  const kept = phrases.map(({ setting: _, ...phrase }) => phrase)
  return {
    stems,
    ideas,
    phrases: kept,
    setting,
    unity:
      likenesses.length === 0
        ? loneUnity
        : likenesses.reduce((sum, one) => sum + one, 0) / likenesses.length,
  }
}

/** Of one phrase alone nothing is known. */
const loneUnity = 0.5

/** The product of two directions: 1 where they are the same, 0 where they share nothing. */
function along(one: Direction, other: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [name, weight] of one) sum += weight * (other.get(name) ?? 0)
  return sum
}

/** How much of a word the words given account for: all of it when it is there, less when only its
 * idea is. */
const shareOf = (
  { stem, ideas }: Word,
  there: { stems: { has(stem: string): boolean }; ideas: { has(idea: number): boolean } },
): number =>
  there.stems.has(stem) ? 1 : ideas.some((idea) => there.ideas.has(idea)) ? sameIdea : 0

/** The share of what was said that the item knows, by its words or by their ideas. */
export function known(held: Held, { words }: Phrase): number {
  let all = 0
  let sum = 0
  for (const word of words) {
    const weight = word.small ? smallWord : 1
    all += weight
    sum += weight * shareOf(word, held)
  }
  return all === 0 ? 0 : sum / all
}

/**
 * What speaks for an item and against it, each 0..1:
 * `foreign`, the share of the words of substance that have ideas, none of them the item's: "delete
 * my alarm" where alarms are only set;
 * `lacking`, of the ideas that were not said the one in most phrases of the item, the share of its
 * phrases;
 * `opposed`, the share of its phrases that say the opposite of what was said;
 * `nearest`, what the likest phrase and what was said have in common, of all that the two say;
 * `sense`, how alike their ideas are, at the phrase with the likest; `setting`, how alike the
 * scenes are to those of all phrases; and the item's `unity`.
 */
export function likeness(
  held: Held,
  said: Phrase,
): {
  foreign: number
  lacking: number
  opposed: number
  nearest: number
  sense: number
  setting: number
  unity: number
} {
  const { phrases, unity } = held
  const against = [...said.sides].map((side) => -side)
  return {
    foreign: foreign(held, said),
    lacking: [...held.ideas].reduce(
      (most, [idea, share]) => (share > most && !said.ideas.has(idea) ? share : most),
      0,
    ),
    opposed:
      against.length === 0 || phrases.length === 0
        ? 0
        : phrases.filter(({ sides }) => against.some((side) => sides.has(side))).length /
          phrases.length,
    nearest: phrases.reduce((most, phrase) => Math.max(most, common(said, phrase)), 0),
    sense: phrases.reduce((most, { sense }) => Math.max(most, along(said.sense, sense)), 0),
    setting: along(said.setting, held.setting),
    unity,
  }
}

function foreign(held: Held, { words }: Phrase): number {
  let all = 0
  let sum = 0
  for (const word of words) {
    if (word.small) continue
    all += word.rarity
    if (word.ideas.length > 0 && shareOf(word, held) === 0) sum += word.rarity
  }
  return all === 0 ? 0 : sum / all
}

function common(one: Omit<Phrase, 'setting'>, other: Omit<Phrase, 'setting'>): number {
  const covered = (words: Word[], by: Omit<Phrase, 'setting'>): number =>
    words.reduce((sum, word) => sum + weightOf(word) * shareOf(word, by), 0)
  const weight = one.weight + other.weight
  return weight === 0 ? 0 : (covered(one.words, other) + covered(other.words, one)) / weight
}
