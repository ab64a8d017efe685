// What is typed about a notice: read into how it is to stand, or why it cannot.
import { refusalOf, type Wish } from '../../notices/change.ts'
import { writtenTexts, type Texts } from '../../notices/standing.ts'
import { readUntil } from '../../notices/until.ts'
import type { Form } from '../../pages/form.ts'
import type { noticesWords } from './words.ts'

export type TypedNotice = { texts: Texts; until: string; sendTo: string }

/** The name of the field for the words of a language. */
export const textField = (language: string): string => `text ${language}`

export const typedIn = (form: Form, languages: readonly string[]): TypedNotice => ({
  texts: Object.fromEntries(
    languages.map((language) => [language, form.text(textField(language))]),
  ),
  until: form.text('until'),
  sendTo: form.text('send-to'),
})

/** `languages` are those that need words while it is on; `sendable` as of a line. */
export type Reading = {
  on: boolean
  languages: readonly string[]
  sendable: readonly string[]
  zone: string
  now: number
}

export type Read = { wish: Wish & { sendTo?: string } } | { fault: string }

export function readNotice(
  { texts, until, sendTo }: TypedNotice,
  { on, languages, sendable, zone, now }: Reading,
  { faults }: (typeof noticesWords)['en'],
): Read {
  const end = until === '' ? undefined : readUntil(until, zone, now)
  if (on && until !== '' && end === undefined) return { fault: faults['no moment'] }
  if (sendTo !== '' && !sendable.includes(sendTo)) return { fault: faults['no such number'] }
  const wish = { on, texts: writtenTexts(texts), ...(on && end !== undefined && { until: end }) }
  const refusal = refusalOf(wish, languages, now)
  if (!refusal) return { wish: { ...wish, ...(sendTo !== '' && { sendTo }) } }
  if (refusal.fault === 'end is over') return { fault: faults['end is over'] }
  return { fault: faults[refusal.fault](refusal.languages.join(', ')) }
}
