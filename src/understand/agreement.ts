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

// Answers come first or last; a "right" in the middle of a long sentence is something else.
const nearStart = 4
const nearEnd = 3

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
    const { phrase, yes, doubt } = answerAt(said, at, language)
    // "a good table" answers nothing
    const described =
      phrase?.length === 1 &&
      yes === true &&
      language.articles.has(said[at - 1] ?? '') &&
      at + 1 < said.length
    if (!phrase || described) rest.push(said[at]!)
    else if (yes === undefined) unsure ||= doubt
    else
      hit(
        hits,
        {
          yes,
          at,
          length: phrase.length,
          negation: !yes && language.negations.has(phrase.at(-1)!),
          turned: false,
          doubt,
        },
        phrase,
        language,
      )
    at += phrase?.length ?? 1
  }
  const near = hits.filter(
    ({ at, length }) => at < nearStart || at + length > said.length - nearEnd,
  )
  const answer = near.find(({ turned }) => turned) ?? near.find(({ doubt }) => !doubt) ?? near[0]
  return answer && { yes: answer.yes, rest, ...(unsure || answer.doubt ? { hedged: true } : {}) }
}

/** The longest phrase here and what it answers; neither yes nor no for words that only look like an
 * answer, or that doubt. */
function answerAt(
  said: readonly string[],
  at: number,
  language: Language,
): { phrase?: string[]; yes?: boolean; doubt: boolean } {
  const kinds = [
    { phrases: language.neither, doubt: false },
    { phrases: language.unsure, doubt: true },
    { phrases: language.unlikely, yes: false, doubt: true },
    { phrases: language.likely, yes: true, doubt: true },
    { phrases: language.no, yes: false, doubt: false },
    { phrases: language.yes, yes: true, doubt: false },
    { phrases: language.echoes, yes: true, doubt: false, last: true },
  ]
  const found = kinds
    .map(({ phrases, ...kind }) => ({ ...kind, phrase: phraseAt(said, at, phrases) }))
    .filter(
      ({ phrase, last }) => phrase !== undefined && (!last || at + phrase.length === said.length),
    )
  return found.toSorted((a, b) => b.phrase!.length - a.phrase!.length)[0] ?? { doubt: false }
}

// "not ok" is a no and "not wrong" a yes; "no, wrong" is a no.
function hit(
  hits: Hit[],
  next: Hit,
  phrase: readonly string[],
  { wrong, negatesTwice }: Language,
): void {
  const before = hits.at(-1)
  const turns =
    before?.negation &&
    before.at + before.length >= next.at - 1 &&
    (next.yes || (phrase.length === 1 && wrong.has(phrase[0]!) && negatesTwice))
  if (turns)
    Object.assign(before, {
      yes: !next.yes,
      length: next.at + next.length - before.at,
      negation: false,
      turned: true,
    })
  else hits.push(next)
}
