// What differs in prompts and in tables of values.
import type { Prompt } from '../flow/tree/prompt.ts'
import type { Kind } from './difference.ts'
import type { Tell } from './compare-steps.ts'
import { opening, showDifference, textsOf, plainText } from './plain-text.ts'

/** `what` begins the sentence: `the question`. Each language that differs is told. */
export function tellWords(
  kind: Kind,
  what: string,
  was: Prompt | undefined,
  now: Prompt | undefined,
  tell: Tell,
  none = 'there was none',
): void {
  const [before, after] = [textsOf(was), textsOf(now)]
  if (was && !now)
    return tell(kind, `${what} is gone (was ${opening([...before.values()][0] ?? '')})`)
  for (const [language, text] of after) {
    const old =
      before.get(language) ??
      (after.size === 1 || language === '' ? [...before.values()][0] : before.get(''))
    const inLanguage = language === '' ? '' : ` in ${language}`
    if (old === text) continue
    if (!was) {
      tell(kind, `${what}${inLanguage} is now ${opening(text)} (${none})`, { range: now?.range })
      continue
    }
    if (old === undefined) {
      tell(kind, `${what} is now also written${inLanguage}: ${opening(text)}`, {
        range: now?.range,
      })
      continue
    }
    const shown = showDifference(old, text)
    tell(kind, `${what}${inLanguage} is now ${shown.now} (was ${shown.was})`, { range: now?.range })
  }
  for (const [language, text] of before)
    if (was && now && !after.has(language) && language !== '')
      tell(kind, `${what} is no longer written in ${language} (was ${opening(text)})`, {
        range: now.range,
      })
}

/** Tables of names and values; `does` is what happens with them: `it sets`. */
export function tellTable(kind: Kind, does: string, was: unknown, now: unknown, tell: Tell): void {
  const rows = (table: unknown) =>
    new Map(
      [...((table ?? new Map()) as Map<string, { value: unknown }>)].map(([name, { value }]) => [
        name,
        plainText(value),
      ]),
    )
  const [before, after] = [rows(was), rows(now)]
  for (const [name, value] of after) {
    const old = before.get(name)
    if (old !== value)
      tell(
        kind,
        old === undefined
          ? `${does} ${name} now: "${value}"`
          : `${does} ${name} as "${value}" (was "${old}")`,
      )
  }
  for (const [name, value] of before)
    if (!after.has(name)) tell(kind, `${does} ${name} no longer (was "${value}")`)
}

/** Keys nobody has a sentence for yet are told too, so that no change goes untold. */
export function tellRest(
  kind: Kind,
  was: object,
  now: object,
  told: ReadonlySet<string>,
  tell: Tell,
): void {
  for (const key of new Set([...Object.keys(was), ...Object.keys(now)])) {
    if (told.has(key)) continue
    const [old, fresh] = [was, now].map(
      (one) => plainText((one as Record<string, unknown>)[key], key) || 'not given',
    )
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
