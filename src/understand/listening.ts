// What the recogniser should be told to expect, and how many keys can make an answer.
import type { Hearing } from './hearing.ts'
import { languageOf } from './languages.ts'
import { slotKinds } from './slots.ts'
import { hintList } from './slots/kind.ts'

/** Twilio takes at most 500 hints. */
const mostHints = 500

/** `maxKeys` is absent when only `#` or the timer ends an answer. */
export type Expected = { hints: string[]; expects: 'choice' | 'digits' | 'words'; maxKeys?: number }

export function expected(hearing: Hearing): Expected {
  const { wants, options, anywhere, questions, language } = hearing
  const kind = wants?.kind === 'slot' ? slotKinds[wants.slot.type] : undefined
  const { words, universals } = languageOf(language)
  const listed = [...options, ...(wants?.kind === 'rows' ? wants.rows : []), ...anywhere, ...questions].flatMap(({ label, phrases }) => [label, ...phrases])
  const agreeing = wants?.kind === 'yes-no' || hearing.confirming ? [words.yes, words.no] : []
  const common = Object.keys(hearing.universals).map((name) => universals[name as keyof typeof universals].at(-1)?.join(' ') ?? '')
  const own = wants?.kind === 'slot' && kind ? kind.hints(wants.slot, language) : []
  const maxKeys = wants?.kind === 'slot' && kind && !hearing.confirming ? kind.maxKeys(wants.slot) : 1
  return { hints: hintList([...agreeing, ...own, ...listed, ...common]).slice(0, mostHints), expects: kind && !hearing.confirming ? kind.expect : 'choice', maxKeys }
}
