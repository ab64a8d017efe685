// Yes or no, as people say it.
import { languageOf, type Language } from '../languages/language.ts'
import { phraseAt, words } from '../languages/normalise.ts'

/** True for a yes, false for a no, undefined for neither. `rest` is what was said besides, in
 * normalised words; `hedged`: said with a doubt. */
export type Agreement = { yes: boolean; rest: string[]; hedged?: boolean }

/** `turned`: a negation and what it turned round, which says more than a word alone. `doubt`: as "I
 * think so". */
type Hit = {
  yes: boolean
  at: number
  length: number
  negation: boolean
  turned: boolean
  doubt: boolean
}

/** Answers come first or last; a "right" in the middle of a long sentence is something else. */
const NEAR_START = 4
const NEAR_END = 3

const thumbsUp = /[👌👍🙆✅🆗]/gu
const thumbsDown = /[👎🙅❌🚫]/gu

export function agreement(text: string, tag: string): Agreement | undefined {
  const language = languageOf(tag)
  const said = words(
    text.replace(thumbsUp, ` ${language.words.yes} `).replace(thumbsDown, ` ${language.words.no} `),
  )
  const hits: Hit[] = []
  const rest: string[] = []
  let unsure = false
  for (let at = 0; at < said.length;) {
    const answer = answerAt(said, at, language)
    if (!answer || isDescription(answer, said, at, language)) rest.push(...said.slice(at, at + 1))
    else if (answer.yes === undefined) unsure ||= answer.doubt
    else addHit(hits, { ...answer, yes: answer.yes, at }, language)
    at += answer?.phrase.length ?? 1
  }
  const near = hits.filter(
    ({ at, length }) => at < NEAR_START || at + length > said.length - NEAR_END,
  )
  const meant = near.find(({ turned }) => turned) ?? near.find(({ doubt }) => !doubt) ?? near[0]
  if (!meant) return undefined
  return { yes: meant.yes, rest, ...((unsure || meant.doubt) && { hedged: true }) }
}

/** What a phrase answers; neither yes nor no when it only looks like an answer, or doubts. */
type Answer = { phrase: string[]; yes?: boolean; doubt: boolean }

/** The longest phrase here and what it answers. */
function answerAt(said: readonly string[], at: number, language: Language): Answer | undefined {
  const kinds = [
    { phrases: language.neither, doubt: false },
    { phrases: language.unsure, doubt: true },
    { phrases: language.unlikely, yes: false, doubt: true },
    { phrases: language.likely, yes: true, doubt: true },
    { phrases: language.no, yes: false, doubt: false },
    { phrases: language.yes, yes: true, doubt: false },
    { phrases: language.echoes, yes: true, doubt: false, last: true },
  ]
  const found = kinds.flatMap(({ phrases, last, yes, doubt }): Answer[] => {
    const phrase = phraseAt(said, at, phrases)
    if (!phrase || (last && at + phrase.length < said.length)) return []
    return [{ phrase, yes, doubt }]
  })
  return found.toSorted((a, b) => b.phrase.length - a.phrase.length)[0]
}

/** "a good table" answers nothing. */
function isDescription(
  { phrase, yes }: Answer,
  said: readonly string[],
  at: number,
  { articles }: Language,
): boolean {
  return (
    phrase.length === 1 && yes === true && articles.has(said[at - 1] ?? '') && at + 1 < said.length
  )
}

/** "not ok" is a no and "not wrong" a yes; "no, wrong" is a no. */
function addHit(
  hits: Hit[],
  { phrase, yes, at, doubt }: Answer & { yes: boolean; at: number },
  { wrong, negatesTwice, negations }: Language,
): void {
  const before = hits.at(-1)
  const { length } = phrase
  const [first = ''] = phrase
  const turns = yes || (length === 1 && wrong.has(first) && negatesTwice)
  if (before?.negation && turns && before.at + before.length >= at - 1) {
    const whole = at + length - before.at
    hits.splice(-1, 1, { ...before, yes: !yes, length: whole, negation: false, turned: true })
  } else {
    const negation = !yes && negations.has(phrase.at(-1) ?? '')
    hits.push({ yes, at, length, negation, turned: false, doubt })
  }
}
