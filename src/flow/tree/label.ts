// What slots, desks and given values are called, in the language in which they are shown.
import type { Desk } from './flow.ts'
import { firstText } from './option.ts'
import type { Prompt } from './prompt.ts'
import { inLanguage, type ByLanguage } from './slot.ts'

/** `label` is the one that was written first; `labels` are there where there are several. */
export type Labelled = { label: string; labels?: ByLanguage<string> }

/** The labels of a prompt by language; undefined where it is written once for all. */
export function labelsOf(prompt: Prompt | undefined): ByLanguage<string> | undefined {
  const pieces = prompt?.pieces ?? []
  const tags = new Set(pieces.flatMap(({ texts }) => Object.keys(texts)))
  if (tags.size < 2) return undefined
  return Object.fromEntries(
    [...tags].map((tag) => [
      tag,
      pieces.flatMap(({ texts }) => (texts[tag] ?? texts[''])?.source ?? []).join(' '),
    ]),
  )
}

/** In a language such as ru-RU, or ru, as staff read it; the first label where it has none. */
export const labelIn = ({ label, labels }: Labelled, language: string): string =>
  (labels && inLanguage(labels, language)) ?? label

export const deskLabel = ({ label, name }: Desk): Labelled => ({
  label: firstText(label) || name.value,
  labels: labelsOf(label),
})
