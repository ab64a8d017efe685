// What an author wrote, as plain text: for telling whether two parts are the same, and for showing
// both shortly.
import { writeDuration } from '../flow/text/duration.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import { stepKinds } from '../flow/steps/index.ts'

/** Keys of steps and desks that stand for a time. */
const durations = new Set([
  ...stepKinds.flatMap(({ compared }) =>
    Object.entries(compared?.settings ?? {}).flatMap(([key, one]) => (one.isDuration ? [key] : [])),
  ),
  ...['rings', 'every', 'wait at most'],
])

/** Any part of a read flow without its places in the file; what is not given is `''`. `key` is the
 * name it stands under; names in `renamed` are written as they are called now. */
export function plainText(value: unknown, key = '', renamed?: ReadonlyMap<string, string>): string {
  switch (typeof value) {
    case 'undefined':
      return ''
    case 'boolean':
      return value ? 'yes' : 'no'
    case 'number':
      return durations.has(key) ? writeDuration(value) : String(value)
    case 'object':
      return value === null ? '' : partText(value, key, renamed)
    default:
      return renamed?.get(String(value)) ?? String(value)
  }
}

function partText(part: object, key: string, renamed?: ReadonlyMap<string, string>): string {
  if (Array.isArray(part)) return part.map((item) => plainText(item, key, renamed)).join(', ')
  const entriesText = (entries: [string, unknown][]): string =>
    entries.map(([name, inner]) => `${name}: ${plainText(inner, name, renamed)}`).join(', ')
  if (part instanceof Map) return entriesText([...part])
  if ('source' in part) return String(part.source)
  if (isPrompt(part))
    return [...textsOf(part)]
      .map(([language, text]) => (language === '' ? text : `${language}: ${text}`))
      .join('; ')
  if ('value' in part && ('range' in part || 'name' in part))
    return plainText(part.value, key, renamed)
  return entriesText(
    Object.entries(part).filter(([name, inner]) => name !== 'range' && inner !== undefined),
  )
}

export const isPrompt = (part: object): part is Prompt => 'pieces' in part

/** What stands under each key. */
export const fieldsOf = (part: object): Map<string, unknown> => new Map(Object.entries(part))

export const same = (was: unknown, now: unknown, key = ''): boolean =>
  plainText(was, key) === plainText(now, key)

/** The words of a prompt by language; `''` for those of every language. Recordings, pauses and
 * conditions stand in brackets. */
export function textsOf(prompt: Prompt | undefined): Map<string, string> {
  const pieces = prompt?.pieces ?? []
  const languages = new Set(
    pieces.flatMap(({ texts, audio, pause }) => [
      ...Object.keys(texts),
      ...(audio !== undefined || pause !== undefined ? [''] : []),
    ]),
  )
  const named = [...languages].filter((language) => language !== '')
  return new Map(
    (named.length > 0 ? named : [...languages]).map((language) => [
      language,
      pieces
        .map((piece) => {
          const words = piece.texts[language] ?? piece.texts['']
          const parts = [
            piece.if && `[if ${piece.if.source}]`,
            piece.pause === undefined ? undefined : `[${writeDuration(piece.pause)} of silence]`,
            piece.audio && `[recording ${piece.audio.value}]`,
            words?.source,
          ]
          return parts.filter((part) => part !== undefined && part !== '').join(' ')
        })
        .filter((text) => text !== '')
        .join(' '),
    ]),
  )
}

const AROUND = 3
const MOST_WORDS = 14

/** Both texts in quotes, each cut to what differs with a few words around it. */
export function showDifference(was: string, now: string): { was: string; now: string } {
  const [before, after] = [wordsOf(was), wordsOf(now)]
  const shorter = Math.min(before.length, after.length)
  let front = 0
  while (front < shorter && before[front] === after[front]) front++
  let back = 0
  while (back < shorter - front && before.at(-1 - back) === after.at(-1 - back)) back++
  const cutOut = (words: string[]): string => {
    if (words.length <= MOST_WORDS) return `"${words.join(' ')}"`
    const from = Math.max(0, front - AROUND)
    const to = Math.min(words.length, words.length - back + AROUND)
    const shown = words.slice(from, Math.min(to, from + MOST_WORDS))
    return `"${from > 0 ? '… ' : ''}${shown.join(' ')}${from + shown.length < words.length ? ' …' : ''}"`
  }
  return { was: cutOut(before), now: cutOut(after) }
}

/** One text in quotes, cut after a few words. */
export function opening(text: string): string {
  const words = wordsOf(text)
  return `"${words.slice(0, MOST_WORDS).join(' ')}${words.length > MOST_WORDS ? ' …' : ''}"`
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** How much two texts have in common, from 0 to 1. */
export function likeness(was: string, now: string): number {
  const [before, after] = [new Set(wordsOf(was.toLowerCase())), new Set(wordsOf(now.toLowerCase()))]
  const shared = [...before].filter((word) => after.has(word)).length
  return shared / Math.max(1, before.size, after.size)
}
