// What differs in prompts, in tables of values and in lists of names.
import type { Prompt } from '../flow/tree/prompt.ts'
import type { Kind, Tell } from './difference.ts'
import { fieldsOf, opening, plainText, showDifference, textsOf } from './plain-text.ts'

/** A prompt in both versions. `what` begins the sentence: `the question`. */
type PromptPair = { kind: Kind; what: string; was?: Prompt; now?: Prompt; none?: string }

/** Each language that differs is told. */
export function tellWords(pair: PromptPair, tell: Tell): void {
  const { kind, what, was, now, none = 'there was none' } = pair
  if (was && !now) return tell(kind, `${what} is gone (was ${opening(firstWords(was))})`)
  const here = (text: string): void => tell(kind, `${what}${text}`, { range: now?.range })
  const [before, after] = [textsOf(was), textsOf(now)]
  for (const [language, text] of after) {
    const alone = after.size === 1 || language === ''
    const old = before.get(language) ?? (alone ? firstOf(before) : before.get(''))
    const where = language === '' ? '' : ` in ${language}`
    if (old === text) continue
    if (!was) here(`${where} is now ${opening(text)} (${none})`)
    else here(changeText(old, text, where))
  }
  if (!was) return
  for (const [language, text] of before)
    if (!after.has(language) && language !== '')
      here(` is no longer written in ${language} (was ${opening(text)})`)
}

function changeText(was: string | undefined, now: string, where: string): string {
  if (was === undefined) return ` is now also written${where}: ${opening(now)}`
  const shown = showDifference(was, now)
  return `${where} is now ${shown.now} (was ${shown.was})`
}

/** The words in the first language there is. */
export const firstWords = (prompt: Prompt | undefined): string => firstOf(textsOf(prompt)) ?? ''

const firstOf = (texts: Map<string, string>): string | undefined => [...texts.values()][0]

/** A table of names and values in both versions; `does` is what happens with them: `it sets`. */
type TablePair = { kind: Kind; does: string; was: unknown; now: unknown }

export function tellTable({ kind, does, was, now }: TablePair, tell: Tell): void {
  const [before, after] = [rowsOf(was), rowsOf(now)]
  for (const [name, value] of after) {
    const old = before.get(name)
    if (old === undefined) tell(kind, `${does} ${name} now: "${value}"`)
    else if (old !== value) tell(kind, `${does} ${name} as "${value}" (was "${old}")`)
  }
  for (const [name, value] of before)
    if (!after.has(name)) tell(kind, `${does} ${name} no longer (was "${value}")`)
}

const rowsOf = (table: unknown): Map<string, string> =>
  new Map(
    table instanceof Map ? [...table].map(([name, entry]) => [String(name), plainText(entry)]) : [],
  )

/** Keys nobody has a sentence for yet are told too, so that no change goes untold. */
export function tellRest(
  { kind, was, now }: { kind: Kind; was: object; now: object },
  told: ReadonlySet<string>,
  tell: Tell,
): void {
  const [before, after] = [fieldsOf(was), fieldsOf(now)]
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (told.has(key)) continue
    const [old, fresh] = [before, after].map((one) => plainText(one.get(key), key) || 'not given')
    if (old !== fresh) tell(kind, `"${key}" is now ${fresh} (was ${old})`)
  }
}

/** Lists of names: what is new in them and what is gone. */
export function compareLists(
  was: readonly string[],
  now: readonly string[],
): { added: string[]; removed: string[] } {
  return {
    added: now.filter((one) => !was.includes(one)),
    removed: was.filter((one) => !now.includes(one)),
  }
}

export const quoteAll = (texts: string[]): string => texts.map((text) => `"${text}"`).join(', ')
