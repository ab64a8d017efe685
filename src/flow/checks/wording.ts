// What the dialogue rules look for in the words of prompts.
import { SPOKEN_WORD } from '../text/duration.ts'
import { allLanguages } from '../../languages/language.ts'
import type { PromptWording } from '../../languages/prompt-wording.ts'
import type { Language } from '../tree/flow.ts'
import type { Prompt } from '../tree/prompt.ts'

type Pattern = keyof PromptWording

/** A pattern is looked for in the words of any language. */
const inAnyLanguage = (pattern: Pattern): RegExp =>
  new RegExp(
    allLanguages()
      .flatMap(({ promptWording }) => promptWording[pattern]?.source ?? [])
      .join('|'),
    'iu',
  )

/** What the dialogue rules look for in prompts. */
export const wording: Record<Pattern, RegExp> = {
  keyFirst: inAnyLanguage('keyFirst'),
  forSay: inAnyLanguage('forSay'),
  moreOptions: inAnyLanguage('moreOptions'),
  blame: inAnyLanguage('blame'),
  jargon: inAnyLanguage('jargon'),
  menuChanged: inAnyLanguage('menuChanged'),
  recorded: inAnyLanguage('recorded'),
  howToAnswer: inAnyLanguage('howToAnswer'),
  length: inAnyLanguage('length'),
  terminator: inAnyLanguage('terminator'),
  enterKey: inAnyLanguage('enterKey'),
}

/** How long a voice takes, in ms. */
export const spokenTime = (words: string): number =>
  (words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) * SPOKEN_WORD

/** The words of a prompt in each language that it is written in; values stand as `{{ }}`. */
export function wordsByLanguage(prompt: Prompt | undefined, languages: Language[]): string[] {
  if (!prompt) return []
  const all = languages.map(({ tag }) =>
    prompt.pieces
      .map(
        ({ texts }) =>
          (texts[tag] ?? texts[''])?.parts
            .map((part) => (typeof part === 'string' ? part : '{{ }}'))
            .join('') ?? '',
      )
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return [...new Set(all)].filter((words) => words !== '')
}

/** Sentences with the mark they end in. */
export const sentences = (words: string): string[] =>
  words
    .match(/[^.!?…]+[.!?…]*["»”)]*/gu)
    ?.map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}{]/u.test(one)) ?? []
