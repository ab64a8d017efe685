// Yes or no, as people say it.
import { languageOf } from './languages.ts'
import { phraseAt, words } from './normalise.ts'

/** True for a yes, false for a no, undefined for neither. `rest` is what was said besides, in normalised words. */
export type Agreement = { yes: boolean; rest: string[] }

type Hit = { yes: boolean; at: number; length: number; weak: boolean }

// Answers come first or last; a "right" in the middle of a long sentence is something else.
const nearStart = 4
const nearEnd = 3

export function agreement(text: string, tag: string): Agreement | undefined {
  const language = languageOf(tag)
  const said = words(text)
  const hits: Hit[] = []
  const rest: string[] = []
  for (let at = 0; at < said.length; ) {
    if (phraseAt(said, at, language.unsure)) return undefined
    const no = phraseAt(said, at, language.no)
    const yes = phraseAt(said, at, language.yes)
    const found = (yes?.length ?? 0) > (no?.length ?? 0) ? yes! : no
    if (!found) rest.push(said[at]!)
    else {
      const weak = found.length === 1 && language.not.has(found[0]!) && found[0] !== language.words.no
      const opposed = hits.at(-1)
      // "not ok": the no before it swallows the yes
      if (opposed?.weak && found === yes && opposed.at + opposed.length >= at - 1) opposed.length = at + found.length - opposed.at
      else hits.push({ yes: found === yes, at, length: found.length, weak })
    }
    at += found?.length ?? 1
  }
  const answer = hits.find(({ at, length }) => at < nearStart || at + length > said.length - nearEnd)
  return answer && { yes: answer.yes, rest }
}
