// Which ideas a word stands for: the built-in thesaurus of a language, looked up by stem.
import type { Language } from '../languages.ts'
import { words } from '../normalise.ts'
import { thesaurusBe } from './thesaurus-be.ts'
import { thesaurusEn } from './thesaurus-en.ts'
import { thesaurusRu } from './thesaurus-ru.ts'

type Joined = { rest: string[]; idea: number }

/** Ideas by stem, and those of words that count only together by the stem of the first. */
type Thesaurus = { single: Map<string, number[]>; joined: Map<string, Joined[]> }

const sources: Record<Language['code'], string> = { en: thesaurusEn, ru: thesaurusRu, be: thesaurusBe }
const read = new Map<string, Thesaurus>()

/** The ideas each word of an utterance stands for, by the stems of its words. Ideas are numbered within a language. */
export function ideasIn(stems: readonly string[], language: Language): number[][] {
  const { single, joined } = thesaurusOf(language)
  return stems.map((stem, at) => {
    const alone = single.get(stem) ?? []
    const together = joined.get(stem)?.filter(({ rest }) => rest.every((next, i) => stems[at + 1 + i] === next))
    return together && together.length > 0 ? [...new Set([...alone, ...together.map(({ idea }) => idea)])] : alone
  })
}

function thesaurusOf(language: Language): Thesaurus {
  const known = read.get(language.code)
  if (known) return known
  const made: Thesaurus = { single: new Map(), joined: new Map() }
  sources[language.code].split('\n').forEach((line, idea) => {
    for (const entry of line.split(' ')) {
      const [first, ...rest] = words(entry.replaceAll('_', ' ')).map(language.stem)
      if (first === undefined) continue
      if (rest.length > 0) made.joined.set(first, [...(made.joined.get(first) ?? []), { rest, idea }])
      else if (!made.single.get(first)?.includes(idea)) made.single.set(first, [...(made.single.get(first) ?? []), idea])
    }
  })
  read.set(language.code, made)
  return made
}
