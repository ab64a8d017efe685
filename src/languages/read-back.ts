// The words with which a value that was read back is corrected: "the last digit is nine".

/** Each is found in words between single spaces. */
export type ReadBackWords = {
  /** before or after the signs at the end of a number: "at the end", "the last two digits are" */
  end: RegExp
  start: RegExp
  lastButOne: RegExp
  /** what a position may be counted in: the third digit */
  unit: RegExp
  /** before what was wrong: not five, six */
  not: RegExp
  /** between what is right and what was wrong: six instead of five */
  instead: RegExp
  /** between what was wrong and what is right: not five but six */
  but: RegExp
}

/** A pattern for any of the alternatives as whole words. */
export const asWords = (...alternatives: string[]): RegExp =>
  new RegExp(` (?:${alternatives.join('|')}) `)
