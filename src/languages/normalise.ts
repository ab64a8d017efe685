// Text as it is compared: bounded, lower case, without accents, punctuation and control characters.

/** The most characters of one utterance that are looked at. */
export const LONGEST_TEXT = 500

/** What was said as it may be shown: bounded, one line, no control characters; case and punctuation
 * kept. */
export function clean(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

// й would lose its breve and become и; ё and ў should lose theirs, because recognisers write them
// either way.
function stripAccents(text: string): string {
  return text.replace(/[^й]+/g, (run) =>
    run.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'),
  )
}

/** Without case, accents and repeated spaces. Letters that only look accented stay what they are:
 * short i and short u of Cyrillic, and the i with two dots; but yo becomes ye, as most write it. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/([иу]\u0306|і\u0308)|\p{M}/gu, (_, letter: string | undefined) => letter ?? '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Like `normalise`, but with the punctuation that numbers, dates and sums need. */
export function simplify(text: string): string {
  // a written fraction is set apart from the number before it: 1½ is 1 1/2
  const spaced = clean(text)
    .replace(/(?<=\d)(?=[¼-¾⅐-⅞])/gu, ' ')
    .normalize('NFKC')
    .replace(/[⁄∕]/g, '/')
    .replace(/[‐-―−]/g, '-')
  const plain = stripAccents(clean(spaced).toLowerCase())
  return plain
    .replace(/['’ʼ`]/g, '')
    .replace(/(^|[\s\d])([ap])\.\s?m\b\.?/g, '$1$2m')
    .replace(/(\d)([ap]m)\b/g, '$1 $2')
}

/** Lower-case words and numerals with single spaces between them. */
export function normalise(text: string): string {
  return simplify(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

export function words(text: string): string[] {
  const plain = normalise(text)
  return plain === '' ? [] : plain.split(' ')
}

/** A table by word from a table by value: `{ 1: 'one', 2: 'two couple' }` gives one → 1, two → 2,
 * couple → 2. */
export function lexicon(byValue: Record<number, string>): Map<string, number> {
  const entries = Object.entries(byValue).flatMap(([value, text]) =>
    words(text).map((word) => [word, Number(value)] as const),
  )
  return new Map(entries)
}

/** A table by word from a table of stems: each with each of the endings. */
export function decline(stems: Record<number, string>, endings: string): Map<string, number> {
  return lexicon(
    Object.fromEntries(
      Object.entries(stems).map(([value, stem]) => [
        value,
        endings
          .split(' ')
          .map((ending) => stem + ending)
          .join(' '),
      ]),
    ),
  )
}

/** The words of a list as they are written, separated by spaces. */
export const list = (text: string): string[] => text.trim().split(/\s+/)

/** A table of one entry a line, in which an indented line goes on with the one before it. */
export const unfold = (table: string): string => table.replace(/\n +/g, ' ')

/** The source of a pattern for any of some words separated by spaces. */
export const oneOf = (words: string): string => `(?:${list(words).join('|')})`

/** A set of the words in a list, however long: only what callers say is bounded. */
export function wordSet(list: string): Set<string> {
  return new Set(list.split(/\s+/).flatMap(words))
}

/** Phrases separated by `|`, each as its words, the longest first so that a search finds the whole
 * before its part. */
export function phraseList(text: string): string[][] {
  return text
    .split('|')
    .map(words)
    .filter((phrase) => phrase.length > 0)
    .sort((a, b) => b.length - a.length)
}

/** The first of the phrases that stands at this place. */
export function phraseAt(
  said: readonly string[],
  at: number,
  phrases: readonly string[][],
): string[] | undefined {
  return phrases.find((phrase) => phrase.every((word, i) => said[at + i] === word))
}

/** True when one of the phrases was said and, apart from such phrases, only words of no weight. */
export function amountsTo(
  said: readonly string[],
  phrases: readonly string[][],
  small: ReadonlySet<string>,
): boolean {
  let found = false
  for (let at = 0; at < said.length;) {
    const phrase = phraseAt(said, at, phrases)
    if (!phrase && !small.has(said[at] ?? '')) return false
    found ||= phrase !== undefined
    at += phrase?.length ?? 1
  }
  return found
}
