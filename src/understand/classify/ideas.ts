// Which ideas a word stands for, and in which scenes it is at home: the built-in thesaurus of a
// language, looked up by stem.
import type { Language } from '../../languages/language.ts'
import { words } from '../../languages/normalise.ts'

type Joined = { rest: string[]; idea: number }

/** Ideas by stem, and those of words that count only together by the stem of the first. */
type Thesaurus = { single: Map<string, number[]>; joined: Map<string, Joined[]> }

const read = new Map<string, Thesaurus>()

/** The ideas each word of an utterance stands for, by the stems of its words. Ideas are numbered
 * within a language. */
export function ideasIn(stems: readonly string[], language: Language): number[][] {
  const { single, joined } = thesaurusOf(language)
  return stems.map((stem, at) => {
    const alone = single.get(stem) ?? []
    const together = joined
      .get(stem)
      ?.filter(({ rest }) => rest.every((next, i) => stems[at + 1 + i] === next))
    return together && together.length > 0
      ? [...new Set([...alone, ...together.map(({ idea }) => idea)])]
      : alone
  })
}

function thesaurusOf(language: Language): Thesaurus {
  const known = read.get(language.code)
  if (known) return known
  const made: Thesaurus = { single: new Map(), joined: new Map() }
  language.thesaurus.split('\n').forEach((line, idea) => {
    for (const entry of line.split(' ')) {
      const [first, ...rest] = words(entry.replaceAll('_', ' ')).map(language.stem)
      if (first === undefined) continue
      if (rest.length > 0)
        made.joined.set(first, [...(made.joined.get(first) ?? []), { rest, idea }])
      else if (!made.single.get(first)?.includes(idea))
        made.single.set(first, [...(made.single.get(first) ?? []), idea])
    }
  })
  read.set(language.code, made)
  return made
}

/** Scenes are numbered from here on; below stand ideas. */
const firstScene = 5000

/** What a scene of a word weighs against an idea of it, and what is akin to them against
 * themselves. */
const sceneWeight = 2
const akinWeight = 8

/** The most scenes and ideas of one word; its weakest would tie it to everything. */
const mostScenes = 12

type Scenes = ReadonlyMap<number, number>

const none: Scenes = new Map()
const seen = new Map<string, Map<string, Scenes>>()

/**
 * For each word the scenes and ideas it belongs to and those akin to them, with weights: "outlook"
 * is at home where mail is read. Two are akin when they share
 * words, so it is one step of diffusion over the graph of words and lines. Nothing for a language
 * without scenes.
 */
export function scenesIn(stems: readonly string[], language: Language): Scenes[] {
  if (!language.scenes) return []
  const known = seen.get(language.code) ?? sceneTable(language)
  seen.set(language.code, known)
  return stems.map((stem) => known.get(stem) ?? none)
}

function sceneTable(language: Language): Map<string, Scenes> {
  const table = memberships(language)
  const sizes = new Map<number, number>()
  for (const own of table.values())
    for (const [i, share] of own) sizes.set(i, (sizes.get(i) ?? 0) + share)
  const akin = new Map<number, Map<number, number>>()
  for (const own of table.values())
    for (const [i, mine] of own) {
      const others = akin.get(i) ?? new Map<number, number>()
      for (const [j, share] of own)
        if (j !== i)
          others.set(
            j,
            (others.get(j) ?? 0) + (mine * share) / Math.sqrt(sizes.get(i)! * sizes.get(j)!),
          )
      akin.set(i, others)
    }
  return new Map(
    [...table].map(([stem, own]) => {
      const all = new Map(own)
      for (const [i, share] of own)
        for (const [j, kinship] of akin.get(i)!)
          all.set(j, (all.get(j) ?? 0) + akinWeight * share * kinship)
      return [stem, new Map([...all].sort((a, b) => b[1] - a[1]).slice(0, mostScenes))]
    }),
  )
}

/** By stem the ideas and scenes it stands in, each with its share of the word. */
function memberships(language: Language): Map<string, Map<number, number>> {
  const table = new Map<string, Map<number, number>>()
  const add = (stem: string, at: number, weight: number) =>
    table.set(stem, (table.get(stem) ?? new Map<number, number>()).set(at, weight))
  for (const [stem, ideas] of thesaurusOf(language).single)
    for (const idea of ideas) add(stem, idea, 1)
  language.scenes
    ?.trim()
    .split('\n')
    .forEach((line, n) => {
      for (const stem of words(line).map(language.stem)) add(stem, firstScene + n, sceneWeight)
    })
  for (const own of table.values()) {
    const sum = [...own.values()].reduce((total, weight) => total + weight, 0)
    for (const [at, weight] of own) own.set(at, weight / sum)
  }
  return table
}
