// Names that authors choose: two that look alike are one, and letters of two alphabets that look
// alike are told apart.
import { cyrillicLike, latinLike } from '../../languages/scripts.ts'
import { error, type Report } from './diagnostic.ts'
import type { Located } from './located.ts'

/** Signs that nobody sees: joiners, soft hyphens, marks of direction and of byte order. */
const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff]/g

/** A name as it is compared and kept: composed letters, no sign that nobody sees, one plain space
 * for spaces of any kind. */
export const normalName = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim()

const LETTERS = {
  Latin: { is: /\p{Script=Latin}/u, like: latinLike },
  Cyrillic: { is: /\p{Script=Cyrillic}/u, like: cyrillicLike },
}
type Alphabet = keyof typeof LETTERS

/** The word with all its letters of this alphabet. Undefined: a letter of the other one has no
 * double there. */
function inAlphabet(word: string, alphabet: Alphabet): string | undefined {
  const { is, like } = LETTERS[alphabet]
  const letters = [...word].map((letter) => (is.test(letter) ? letter : like(letter)))
  return letters.every((letter) => letter !== undefined) ? letters.join('') : undefined
}

/** What changes between two words of one length. */
const differences = (word: string, other: string): number =>
  [...word].filter((letter, at) => letter !== [...other][at]).length

/** A word in which letters of two alphabets stand beside each other that look alike, and how it
 * reads in one of them: that which changes least. */
function mixtureIn(word: string): { right: string; alphabet: Alphabet } | undefined {
  if (!LETTERS.Latin.is.test(word) || !LETTERS.Cyrillic.is.test(word)) return undefined
  const found = (['Cyrillic', 'Latin'] as const).flatMap((alphabet) => {
    const right = inAlphabet(word, alphabet)
    return right === undefined ? [] : [{ right, alphabet }]
  })
  return found.sort((a, b) => differences(word, a.right) - differences(word, b.right))[0]
}

/** Reports the first letter of a name that belongs to another alphabet than the word around it. */
export function reportMixed({ value, range }: Located<string>, report: Report): void {
  for (const { 0: word, index } of value.matchAll(/[\p{L}\p{M}]+/gu)) {
    const found = mixtureIn(word)
    if (!found) continue
    const letters = [...word]
    const at = letters.findIndex((letter) => !LETTERS[found.alphabet].is.test(letter))
    const other = found.alphabet === 'Latin' ? 'Cyrillic' : 'Latin'
    const name = value.slice(0, index) + found.right + value.slice(index + word.length)
    const place = [...value.slice(0, index)].length + at + 1
    report(
      error(
        'mixed-letters',
        `letter ${place} of "${value}", the "${letters[at] ?? ''}", is ${other} and the others of its word are ${found.alphabet}: they only look alike`,
        range,
        `write "${name}" with ${found.alphabet} letters alone`,
      ),
    )
    return
  }
}
