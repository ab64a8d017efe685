// Names of people, said or spelled.
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../languages.ts'
import { normalise, phraseAt, shown } from '../normalise.ts'
import { fits, hintList, noKeys, nothing, type SlotKind } from './kind.ts'

/** A name has at most this many words; more is a sentence. */
const mostNames = 5

/** The words as they were said, without a lead such as "my name is" and without fillers before them. */
export function withoutLead(text: string, leads: string[][], language: Language): string {
  const said = shown(text).split(' ').filter((word) => normalise(word) !== '')
  const plain = said.map(normalise)
  let at = 0
  for (;;) {
    const lead = phraseAt(plain, at, leads)
    if (lead) at += lead.length
    else if (language.fillers.has(plain[at] ?? '')) at += 1
    else break
  }
  return said.slice(at).join(' ').replace(/[.,!?;:…]+$/u, '')
}

function nameIn(text: string, hearing: Hearing): string | undefined {
  const language = languageOf(hearing.language)
  const said = withoutLead(text, language.nameLeads, language).replace(/[^\p{L}\p{M}'’ -]/gu, ' ').replace(/\s+/g, ' ').trim()
  // spelled: S M I T H
  const joined = said.replace(/(?<!\p{L})\p{L}(?: \p{L}(?!\p{L}))+/gu, (run) => run.replaceAll(' ', ''))
  const names = joined.split(' ').filter((name) => /\p{L}/u.test(name))
  const plain = names.map(normalise)
  if (names.length === 0 || names.length > mostNames || plain.every((name) => language.small.has(name) || language.numbers.has(name))) return undefined
  return names.map((name) => name.replace(/(^|[-'’])(\p{L})(\p{L}*)/gu, (_, mark: string, first: string, rest: string) => mark + first.toUpperCase() + (rest === rest.toUpperCase() ? rest.toLowerCase() : rest))).join(' ')
}

export const name: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = /\d/.test(text) ? undefined : nameIn(text, hearing)
    if (found === undefined) return nothing
    return fits(found, spec.pattern) ? { readings: [{ value: found, text: found }] } : { readings: [], why: 'invalid' }
  },
  key: noKeys,
  readBack: (value) => String(value),
  hints: (spec) => hintList(spec.hints ?? []),
  maxKeys: () => undefined,
  expects: 'words',
  open: () => true,
}
