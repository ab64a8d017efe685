// Names of people, said or spelled.
import type { Hearing } from '../hearing.ts'
import { allLanguages, languageOf, type Language } from '../../languages/language.ts'
import { normalise, phraseAt, clean } from '../../languages/normalise.ts'
import { spelling, type Spelled } from '../spelling.ts'
import { fits, hintList, noKeys, nothing, type SlotKind } from './kind.ts'

/** A name has at most this many words; more is a sentence. */
const mostNames = 5

/** So many words of a spelling alphabet in a row are letters; fewer may be names: Mike,
 * Victor, Anna. */
const spelledAll = 3

/** Said before a part of a name that is spelled. */
const parts = new Set(allLanguages().flatMap(({ nameParts }) => [...nameParts]))

/** The words as they were said, without a lead such as "my name is" and without fillers before
 * them. */
export function withoutLead(text: string, leads: string[][], language: Language): string {
  const said = clean(text)
    .split(' ')
    .filter((word) => normalise(word) !== '')
  const plain = said.map(normalise)
  let at = 0
  for (;;) {
    const lead = phraseAt(plain, at, leads)
    if (lead) at += lead.length
    else if (language.fillers.has(plain[at] ?? '')) at += 1
    else break
  }
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
    names.length > mostNames ||
    (spelled === undefined &&
      plain.every((name) => language.small.has(name) || language.numbers.has(name)))
  )
    return undefined
  return names
    .map((name) =>
      name.replace(
        /(^|[-'’])(\p{L})(\p{L}*)/gu,
        (_, mark: string, first: string, rest: string) =>
          mark + first.toUpperCase() + (rest === rest.toUpperCase() ? rest.toLowerCase() : rest),
      ),
    )
    .join(' ')
}

/** A name said and then spelled, or only spelled: "Smyth, S M Y T H", "D for delta, A, double N".
 * Undefined when nothing was spelled. */
function spelledIn(text: string, tag: string): string | undefined {
  const said = spelling(text.replace(/(?<=\p{L})-(?=\p{L}(?:[-\s.,]|$))/gu, ' '), tag)
  const runs = said.reduce<Spelled[][]>((all, one) => {
    if (one.kind === 'word' || all.length === 0 || all.at(-1)!.at(-1)?.kind === 'word')
      all.push([one])
    else all.at(-1)!.push(one)
    return all
  }, [])
  const isSpelled = (run: Spelled[]) =>
    run.filter(({ kind, sure }) => kind === 'letter' && sure).length >= 2 ||
    run.filter(({ kind }) => kind === 'letter').length >= spelledAll
  if (!runs.some(isSpelled)) return undefined
  const language = languageOf(tag)
  const words: string[] = []
  let between: string[] = []
  const close = () => {
    words.push(
      ...withoutLead(between.join(' '), language.nameLeads, language)
        .split(' ')
        .filter((word) => word !== '' && !parts.has(normalise(word))),
    )
    between = []
  }
  for (const run of runs) {
    if (!isSpelled(run)) {
      between.push(...run.map(({ text: word }) => word))
      continue
    }
    close()
    const letters = run
      .filter(({ kind }) => kind !== 'figure')
      .map(({ kind, native, latin, text: sign }) =>
        kind === 'sign' ? (sign === '.' ? '' : native[0]!) : (native[0] ?? latin[0] ?? ''),
      )
      .join('')
      .toLowerCase()
    // what was said before is spelled now
    if (words.length > 0 && normalise(words.at(-1)!)[0] === normalise(letters)[0]) words.pop()
    words.push(letters)
  }
  close()
  return words.join(' ')
}

export const name: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = /\d/.test(text) ? undefined : nameIn(text, hearing)
    if (found === undefined) return nothing
    return fits(found, spec.pattern)
      ? { readings: [{ value: found, text: found }] }
      : { readings: [], why: 'invalid' }
  },
  key: noKeys,
  hints: (spec) => hintList(spec.hints ?? []),
  maxKeys: () => undefined,
  expects: 'words',
  open: () => true,
}
