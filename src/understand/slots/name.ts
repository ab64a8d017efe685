// Names of people, said or spelled.
import type { Hearing } from '../hearing.ts'
import { allLanguages, languageOf, type Language } from '../../languages/language.ts'
import { normalise, phraseAt, clean } from '../../languages/normalise.ts'
import { spelling, type Spelled } from '../spelling.ts'
import { fits, hintList, noKeys, nothing, type SlotKind } from './kind.ts'

/** A name has at most this many words; more is a sentence. */
const MOST_NAMES = 5

/** So many words of a spelling alphabet in a row are letters; fewer may be names: Mike,
 * Victor, Anna. */
const SPELLED_FROM = 3

/** Said before a part of a name that is spelled. */
const parts = new Set(allLanguages().flatMap(({ nameParts }) => [...nameParts]))

/** The words as they were said, without a lead such as "my name is" and without fillers before
 * them. */
export function withoutLead(text: string, leads: string[][], language: Language): string {
  const said = clean(text)
    .split(' ')
    .filter((word) => normalise(word) !== '')
  const plain = said.map(normalise)
  const lengthAt = (at: number): number =>
    phraseAt(plain, at, leads)?.length ?? (language.fillers.has(plain[at] ?? '') ? 1 : 0)
  let at = 0
  for (let length = lengthAt(at); length > 0; length = lengthAt(at)) at += length
  return said
    .slice(at)
    .join(' ')
    .replace(/[.,!?;:…]+$/u, '')
}

function nameIn(text: string, hearing: Hearing): string | undefined {
  const language = languageOf(hearing.language)
  const spelled = spelledIn(text, hearing.language)
  // the letters may be those of a filler: E R M
  const said = (spelled ?? withoutLead(text, language.nameLeads, language))
    .replace(/[^\p{L}\p{M}'’ -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const names = said.split(' ').filter((name) => /\p{L}/u.test(name))
  const plain = names.map(normalise)
  if (
    names.length === 0 ||
    names.length > MOST_NAMES ||
    (spelled === undefined &&
      plain.every((name) => language.small.has(name) || language.numbers.has(name)))
  )
    return undefined
  return names.map(capitalise).join(' ')
}

/** O'Neill and Anna-Maria; what is in capitals as a whole is not. */
const capitalise = (name: string): string =>
  name.replace(
    /(^|[-'’])(\p{L})(\p{L}*)/gu,
    (_, mark: string, first: string, rest: string) =>
      mark + first.toUpperCase() + (rest === rest.toUpperCase() ? rest.toLowerCase() : rest),
  )

/** A name said and then spelled, or only spelled: "Smyth, S M Y T H", "D for delta, A, double N".
 * Undefined when nothing was spelled. */
function spelledIn(text: string, tag: string): string | undefined {
  const said = spelling(text.replace(/(?<=\p{L})-(?=\p{L}(?:[-\s.,]|$))/gu, ' '), tag)
  const runs = runsOf(said)
  if (!runs.some(isSpelled)) return undefined
  const language = languageOf(tag)
  const names: string[] = []
  let between: string[] = []
  const takeWords = () => {
    names.push(...wordsIn(between.join(' '), language))
    between = []
  }
  for (const run of runs)
    if (isSpelled(run)) {
      takeWords()
      const letters = lettersOf(run)
      // what was said before is spelled now
      if (normalise(names.at(-1) ?? '')[0] === normalise(letters)[0]) names.pop()
      names.push(letters)
    } else between.push(...run.map(({ text: word }) => word))
  takeWords()
  return names.join(' ')
}

/** Words one by one, and the letters between them together. */
function runsOf(said: readonly Spelled[]): Spelled[][] {
  const runs: Spelled[][] = []
  for (const one of said) {
    const run = runs.at(-1)
    if (run && one.kind !== 'word' && run.at(-1)?.kind !== 'word') run.push(one)
    else runs.push([one])
  }
  return runs
}

function isSpelled(run: readonly Spelled[]): boolean {
  const letters = run.filter(({ kind }) => kind === 'letter')
  return letters.filter(({ sure }) => sure).length >= 2 || letters.length >= SPELLED_FROM
}

const wordsIn = (text: string, language: Language): string[] =>
  withoutLead(text, language.nameLeads, language)
    .split(' ')
    .filter((word) => word !== '' && !parts.has(normalise(word)))

const lettersOf = (run: readonly Spelled[]): string =>
  run
    .filter(({ kind, text }) => kind === 'letter' || (kind === 'sign' && text !== '.'))
    .map(({ native, latin }) => native[0] ?? latin[0] ?? '')
    .join('')
    .toLowerCase()

export const name: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = /\d/.test(text) ? undefined : nameIn(text, hearing)
    if (found === undefined) return nothing
    if (fits(found, spec.pattern)) return { readings: [{ value: found, text: found }] }
    return { readings: [], why: 'invalid' }
  },
  key: noKeys,
  hints: (spec) => hintList(spec.hints ?? []),
  maxKeys: () => undefined,
  expects: 'words',
  open: () => true,
}
