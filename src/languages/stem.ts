// Words without their endings, by a list of endings.
import { list } from './normalise.ts'

/** What must be left of a word, and how long it must be for an ending to be looked for. */
const SHORTEST_STEM = 3
const LONGEST_WITHOUT_ENDING = 4

/** Cuts the first of the endings, which are separated by spaces, that a word has; `otherwise` is
 * for words that have none of them. */
export function endingCutter(
  endings: string,
  otherwise = (word: string): string => word,
): (word: string) => string {
  const all = list(endings)
  return (word) => {
    if (word.length <= LONGEST_WITHOUT_ENDING) return otherwise(word)
    const ending = all.find(
      (end) => word.endsWith(end) && word.length - end.length >= SHORTEST_STEM,
    )
    return ending === undefined ? otherwise(word) : word.slice(0, -ending.length)
  }
}
