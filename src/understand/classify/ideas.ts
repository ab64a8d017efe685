// Which ideas a word stands for, and in which scenes it is at home: the built-in thesaurus of a
// language, looked up by stem.
import { memo } from '../../ground/memo.ts'
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'
import { add, append, type Counts } from './counts.ts'

/** An idea of several words, by those after the first. */
type Compound = { rest: string[]; idea: number }

/** Ideas by stem, and those of words that count only together by the stem of the first. */
type Thesaurus = { single: Map<string, number[]>; compound: Map<string, Compound[]> }

/** The ideas each word of an utterance stands for, by the stems of its words. Ideas are numbered
 * within a language. */
export function ideasIn(stems: readonly string[], language: Language): number[][] {
  const { single, compound } = thesaurusOf(language)
  return stems.map((stem, at) => {
    const alone = single.get(stem) ?? []
    const together = compound
      .get(stem)
      ?.filter(({ rest }) => rest.every((next, i) => stems[at + 1 + i] === next))
    if (together && together.length > 0)
      return [...new Set([...alone, ...together.map(({ idea }) => idea)])]
    return alone
  })
}

const thesaurusOf = memo(
  ({ thesaurus, stem }: Language): Thesaurus => {
    const single = new Map<string, number[]>()
    const compound = new Map<string, Compound[]>()
    for (const [idea, line] of thesaurus.split('\n').entries())
      for (const entry of line.split(' ')) {
        const [first, ...rest] = words(entry.replaceAll('_', ' ')).map(stem)
        if (first === undefined) continue
        if (rest.length > 0) append(compound, first, { rest, idea })
        else if (!single.get(first)?.includes(idea)) append(single, first, idea)
      }
    return { single, compound }
  },
  { key: ({ code }) => code },
)

/** Scenes are numbered from here on; below stand ideas. */
const FIRST_SCENE = 5000

/** What a scene of a word weighs against an idea of it, and what is akin to them against
 * themselves. */
const SCENE_WEIGHT = 2
const AKIN_WEIGHT = 8

/** The most scenes and ideas of one word; its weakest would tie it to everything. */
const MOST_SCENES = 12

/** Scenes and ideas with their weights. */
type Scenes = ReadonlyMap<number, number>

const none: Scenes = new Map()

/**
 * For each word the scenes and ideas it belongs to and those akin to them, with weights: "outlook"
 * is at home where mail is read. Two are akin when they share
 * words, so it is one step of diffusion over the graph of words and lines. Nothing for a language
 * without scenes.
 */
export function scenesIn(stems: readonly string[], language: Language): Scenes[] {
  if (language.scenes === '') return []
  const scenesOf = scenesByStem(language)
  return stems.map((stem) => scenesOf.get(stem) ?? none)
}

const scenesByStem = memo(
  (language: Language): Map<string, Scenes> => {
    const table = memberships(language)
    const akin = kinships([...table.values()])
    return new Map(
      [...table].map(([stem, own]) => {
        const all = new Map(own)
        for (const [place, share] of own)
          for (const [other, kinship] of akin.get(place) ?? [])
            add(all, other, AKIN_WEIGHT * share * kinship)
        return [stem, new Map([...all].sort((a, b) => b[1] - a[1]).slice(0, MOST_SCENES))]
      }),
    )
  },
  { key: ({ code }) => code },
)

/** How akin two scenes or ideas are, by the words that stand in both. */
function kinships(memberships: readonly Scenes[]): Map<number, Counts<number>> {
  const sizes: Counts<number> = new Map()
  for (const own of memberships) for (const [place, share] of own) add(sizes, place, share)
  const akin = new Map(
    [...sizes.keys()].map((place): [number, Counts<number>] => [place, new Map()]),
  )
  const relate = (place: number, other: number, shared: number): void => {
    const others = akin.get(place)
    const size = (sizes.get(place) ?? 0) * (sizes.get(other) ?? 0)
    if (others && other !== place) add(others, other, shared / Math.sqrt(size))
  }
  for (const own of memberships)
    for (const [place, mine] of own)
      for (const [other, share] of own) relate(place, other, mine * share)
  return akin
}

/** By stem the ideas and scenes it stands in, each with its share of the word. */
function memberships(language: Language): Map<string, Counts<number>> {
  const table = new Map<string, Counts<number>>()
  const assign = (stem: string, place: number, weight: number) =>
    table.set(stem, (table.get(stem) ?? new Map<number, number>()).set(place, weight))
  for (const [stem, ideas] of thesaurusOf(language).single)
    for (const idea of ideas) assign(stem, idea, 1)
  for (const [n, line] of language.scenes.trim().split('\n').entries())
    for (const stem of words(line).map(language.stem)) assign(stem, FIRST_SCENE + n, SCENE_WEIGHT)
  for (const own of table.values()) {
    const sum = [...own.values()].reduce((total, weight) => total + weight, 0)
    for (const [place, weight] of own) own.set(place, weight / sum)
  }
  return table
}
