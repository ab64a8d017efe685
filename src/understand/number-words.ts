// Numbers in one word: ordinals, and several number words written together.
import type { NumberWords } from '../languages/numerals.ts'

/** The longest head of a joined ordinal: "fourhundredfiftysix". */
const LONGEST_HEAD = 32

/** The shortest word that may be joined of two. */
const SHORTEST_JOINED = 9

/** What is still open below a number in words: anything under ten after "twenty". */
export function openBelow(value: number): number {
  if (value < 20) return 1
  return value < 100 ? 10 : 100
}

/** The value of an ordinal, also of one written as one word: "twothousandth". */
export function ordinalOf(word: string, words: NumberWords): number | undefined {
  const known = words.ordinals.get(word)
  if (known !== undefined || word.length < SHORTEST_JOINED) return known
  return joinedValue(word, words)
}

/** The number by which one is divided. */
export function denominatorOf(word: string, words: NumberWords): number | undefined {
  const known = words.denominators.get(word)
  if (known !== undefined || word.length <= SHORTEST_JOINED) return known
  return joinedValue(word, words)
}

/** The value of a word made of a number and the tail of a thousand, a million and so on. */
function joinedValue(word: string, words: NumberWords): number | undefined {
  for (const [tail, scale] of words.joinedTails) {
    const head = word.endsWith(tail) ? headValue(word.slice(0, -tail.length), words) : undefined
    if (head) return head * scale
  }
  return undefined
}

/** Number words written together, each smaller than the one before it. */
function headValue(text: string, words: NumberWords, under = 1000): number | undefined {
  if (text === '') return 0
  if (text.length > LONGEST_HEAD) return undefined
  for (let length = text.length; length > 1; length--) {
    const value = words.numbers.get(text.slice(0, length))
    if (value === undefined || value === 0 || value >= under) continue
    const rest = headValue(text.slice(length), words, openBelow(value))
    if (rest !== undefined) return value + rest
  }
  return undefined
}
