// The letters of the scripts that languages here are written in, Latin and Cyrillic, and what one
// is in the other.
import { list } from './normalise.ts'

/** What a Cyrillic letter is in a name that machines read, and what it can be when it is spelled:
 * by sound, then by shape, as on number plates. */
const letters = list(`
  а a A б b B в v VB г g G ґ g - д d D е e E ё e E ж zh J з z Z и i I і i I ї i - й i J к k K л l
  L м m M н n NH о o O п p P р r RP с s SC т t T у u UY ў u U ф f F х h XH ц ts C ч ch - ш sh - щ
  sch - ъ - - ы y - ь - - э e E ю iu U я ia - є e -
`)

const column = (at: number): Map<string, string> =>
  new Map(
    letters.flatMap((letter, place) =>
      place % 3 === 0 ? [[letter, (letters[place + at] ?? '').replace('-', '')] as const] : [],
    ),
  )

const transliterations = column(1)
const spelledAs = column(2)

/** Lower-case text with Cyrillic letters written in Latin ones; names made by it stay the same for
 * ever, because stored calls hold them. */
export const transliterate = (text: string): string =>
  [...text].map((letter) => transliterations.get(letter) ?? letter).join('')

/** The Latin capitals that a Cyrillic letter may stand for when it is spelled, the likelier first;
 * empty when it is none of them. */
export const latinFor = (letter: string): string[] => [...(spelledAs.get(letter) ?? '')]

/** Letters that look alike, Cyrillic and Latin. */
const DOUBLES = list(
  'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS аa еe оo рp сc уy хx іi јj ѕs ԁd һh ԛq ԝw',
)
const latinDoubles = new Map(DOUBLES.map(([cyrillic = '', latin = '']) => [cyrillic, latin]))
const cyrillicDoubles = new Map(DOUBLES.map(([cyrillic = '', latin = '']) => [latin, cyrillic]))

/** The letter of the other script that looks like this one. */
export const latinLike = (cyrillic: string): string | undefined => latinDoubles.get(cyrillic)
export const cyrillicLike = (latin: string): string | undefined => cyrillicDoubles.get(latin)

/** The Latin letters in their order. */
export const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/** All letters that a pattern may be about. */
export const ALL_LETTERS = `${ALPHABET}абвгдеёжзийклмнопрстуфхцчшщъыьэюяіў`

/** A word of these letters alone could be said as one. */
export const hasVowel = (word: string): boolean => /[aeiouyаеёиоуыэюяі]/iu.test(word)

/** A letter that is also a word, so that it may not have been spelled: a, I. */
export const isWordOfOneLetter = (letter: string): boolean => /^[aiаиоувксяі]$/iu.test(letter)

/** The letter O of either script, which is called as the figure is. */
export const isLetterO = (letter: string): boolean => /^[oо]$/iu.test(letter)
