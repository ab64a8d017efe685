// What the dialogue rules look for in the words of prompts.
import { SPOKEN_WORD } from '../defaults.ts'
import { allLanguages } from '../../languages/language.ts'
import type { PromptWording } from '../../languages/prompt-wording.ts'
import type { Template } from '../text/expression.ts'
import type { Language } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import { textIn, type Prompt } from '../tree/prompt.ts'

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
  const wordsIn = (language: string): string =>
    prompt.pieces
      .map((piece) => textIn(piece, language)?.parts.map(wordsOfPart).join('') ?? '')
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim()
  const all = languages.map(({ tag }) => wordsIn(tag))
  return [...new Set(all)].filter((words) => words !== '')
}

const wordsOfPart = (part: Template['parts'][number]): string =>
  typeof part === 'string' ? part : '{{ }}'

/** The first words of a prompt, in any language, that a pattern finds. */
export function firstMatch(
  prompt: Prompt,
  pattern: RegExp,
  languages: Language[],
): string | undefined {
  for (const words of wordsByLanguage(prompt, languages)) {
    const match = pattern.exec(words)?.[0]
    if (match !== undefined) return match
  }
  return undefined
}

/** What an option is called in the first language that has words for it. */
export const labelOf = ({ label }: Option, languages: Language[]): string =>
  wordsByLanguage(label, languages)[0] ?? ''

/** Sentences with the mark they end in. */
export const sentences = (words: string): string[] =>
  words
    .match(/[^.!?…]+[.!?…]*["»”)]*/gu)
    ?.map((one) => one.trim())
    .filter((one) => /[\p{L}\p{N}{]/u.test(one)) ?? []
