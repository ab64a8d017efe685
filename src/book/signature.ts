// What a signed book was: each script with a mark of its words, so that a later edition tells which
// have changed.
import { createHash } from 'node:crypto'
import type { Book, Words } from './script-book.ts'

/** `mark` changes with the words, and with nothing else: not with places in the file, nor with
 * numbers of journeys. */
export type Signature = { key: string; title: string; mark: string }

export type Signed = { flow: string; languages: string[]; scripts: Signature[] }

/** A script that was not signed as it is now. */
export type Changed = { key: string; title: string; how: 'changed' | 'new' | 'gone' }

const mark = (...what: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 12)

/** A branch has the name that signed books know it by, so that no edition counts as changed for a
 * name that nobody reads. */
const lastingKey = (key: string): string => key.replaceAll(' branch:', ' case:')

const words = (one: Words): [string, string][] => Object.entries(one)

export function signaturesOf({ journeys, ladders, universals, answers }: Book): Signature[] {
  const keys = new Map(journeys.map(({ number, key }) => [number, lastingKey(key)]))
  return [
    ...journeys.map(({ key, title, lines, onward }) => ({
      key: lastingKey(key),
      title,
      mark: mark(
        lines.map((line) => [line.who, words(line.words)]),
        onward && keys.get(onward.journey),
      ),
    })),
    ...ladders.map(({ step, rungs, last, others }) => ({
      key: `ladder ${step}`,
      title: `when “${step}” does not understand`,
      mark: mark(
        Object.entries(rungs).map(([miss, { heard, leads }]) => [miss, heard.map(words), leads]),
        last,
        others,
      ),
    })),
    ...universals.map(({ title, heard, leads, except }) => ({
      key: `anywhere ${title}`,
      title,
      mark: mark(heard.map(words), leads, except),
    })),
    ...answers.map(({ key, question, answer }) => ({
      key: `answer ${key}`,
      title: `the answer to “${Object.values(question)[0] ?? ''}”`,
      mark: mark(words(question), words(answer)),
    })),
  ]
}

/** The signatures as text that a page hides; no part of it can end a comment. */
export function signatureComment(book: Book): string {
  const lines = signaturesOf(book).map(
    ({ key, title, mark: own }) => `${own} ${safe(key)} ${safe(title)}`,
  )
  return [
    '<!-- callflow book',
    `${safe(book.flow)} ${book.languages.join(',')}`,
    ...lines,
    '-->',
  ].join('\n')
}

const safe = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')

/** The signatures in a page; undefined when it is no book. */
export function readSignatures(page: string): Signed | undefined {
  const block = /<!-- callflow book\r?\n([^>]*?)\r?\n-->/.exec(page)?.[1]
  const [head = '', ...lines] = block?.split(/\r?\n/) ?? []
  const [flow, languages] = head.split(' ')
  if (!flow || !languages) return undefined
  try {
    return {
      flow: decodeURIComponent(flow),
      languages: languages.split(','),
      scripts: lines.map((line) => {
        const [own = '', key = '', title = ''] = line.split(' ')
        return { mark: own, key: decodeURIComponent(key), title: decodeURIComponent(title) }
      }),
    }
  } catch {
    return undefined
  }
}

/** What is otherwise than it was signed, in the order of the book, what is gone last. */
export function changesSince(signed: readonly Signature[], book: Book): Changed[] {
  const before = new Map(signed.map((one) => [one.key, one]))
  const now = signaturesOf(book)
  const here = new Set(now.map(({ key }) => key))
  return [
    ...now.flatMap(({ key, title, mark: own }): Changed[] => {
      const was = before.get(key)
      if (was === undefined) return [{ key, title, how: 'new' }]
      return was.mark === own ? [] : [{ key, title, how: 'changed' }]
    }),
    ...signed
      .filter(({ key }) => !here.has(key))
      .map(({ key, title }): Changed => ({ key, title, how: 'gone' })),
  ]
}
