// The number words of one language.

/** Number words of a language. Maps go from a normalised word to its value, lists of phrases are
 * longest first. */
export type NumberWords = {
  decimal: '.' | ','
  numbers: Map<string, number>
  /** one hundred as a factor (`two hundred`); languages with a word for each hundred have none */
  hundred: Set<string>
  scales: Map<string, number>
  /** what may stand inside a number without weight */
  and: Set<string>
  /** a, an: the one of "a third" */
  articles: Set<string>
  /** double, triple */
  repeats: Map<string, number>
  /** sevens, zeros, threes: three sevens are 777 */
  digitNouns: Map<string, number>
  /** what a recogniser writes for a figure when it hears a word: `for` 4 */
  homophones: Map<string, number>
  /** zeros among digits that mean nothing alone: oh */
  letterZeros: Set<string>
  point: Set<string>
  minus: Set<string>
  plus: Set<string>
  /** of: the link in "two thirds of a million" */
  of: Set<string>
  /** one over three, two out of five; the last one only for less than one */
  over: string[][]
  /** half, quarter; `with` joins them to the number before: one and a half */
  pieces: Map<string, number>
  with: Set<string>
  dozens: Map<string, number>
  ordinals: Map<string, number>
  /** how an ordinal in figures ends: 3rd */
  ordinalEnd: RegExp
  /** hundredth, millionth: what stands before multiplies */
  ordinalScales: Map<string, number>
  /** ends of ordinals that are written as one word, as in Russian: "twothousandth" */
  joinedTails: Map<string, number>
  /** thirds, tenths */
  denominators: Map<string, number>
  /** words after which "one" is no number: the one, that one */
  pronounBefore: Set<string>
  /** places that are not counted from the start: `end+0` the last, `end-1` the one before it,
   * `current+1` the next */
  places: Record<string, string[][]>
  /** the third from the end */
  fromEnd: string[][]
  /** how a place in a row is read back: 21st, the last */
  sayOrdinal: (place: number) => string
  placeNames: Record<string, string>
  /** before the digits of an extension, the first as it is read back */
  extension: Set<string>
  /** numbers that are not of a telephone: account, card */
  otherNumbers: Set<string>
  /** said before a better version of what was just said */
  corrections: string[][]
}
