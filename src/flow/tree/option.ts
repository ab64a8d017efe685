// An option: something a caller can choose by voice or key, at a menu or as another way out of a
// question.
import { memo } from '../../ground/memo.ts'
import { transliterate } from '../../languages/scripts.ts'
import {
  condition,
  group,
  key,
  list,
  may,
  table,
  target,
  template,
  text,
  yesNo,
  type FieldsRead,
  type Shape,
} from './shape.ts'
import { phrases, prompt, type Prompt } from './prompt.ts'
import type { Range } from '../text/located.ts'

export const optionFields = {
  label: may(prompt, 'What the caller hears and may say: "For LABEL, press KEY".'),
  key: may(key, 'The key that chooses it.'),
  phrases: may(phrases, 'Other words that choose it.'),
  id: may(text, 'A stable name for logs and reports; without it, made from the label.'),
  hidden: may(yesNo, 'yes: it can be chosen but is not read out.'),
  if: may(condition, 'The option exists only while this holds.'),
  set: may(table(template, 'values'), 'Slots that are set when it is chosen.'),
  intent: may(text, 'What the caller wants, for reports.'),
  then: may(target, 'Where it leads.'),
}

export type Option = FieldsRead<typeof optionFields> & { range: Range }

export const option: Shape<Option> = group(optionFields, 'an option')
export const options = list(option, 'a list of options')

/** The name used in logs, diffs and events: the `id`, else a slug of the first label there is. */
export function optionId(option: Option, index: number): string {
  if (option.id) return slug(option.id.value)
  return slug(firstText(option.label)) || `option-${index + 1}`
}

/** Ids of a list of options, each made unique; worked out once for each list, since every turn
 * asks. */
export const optionIds = memo((options: Option[]): string[] => {
  const seen = new Map<string, number>()
  return options.map((option, index) => {
    const id = optionId(option, index)
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return times === 1 ? id : `${id}-${times}`
  })
})

/** The words of a prompt in the language it was first written in. */
export function firstText(prompt: Prompt | undefined): string {
  const texts = (prompt?.pieces ?? []).flatMap((piece) => Object.values(piece.texts))
  return texts[0]?.source ?? ''
}

/** Lower-case Latin letters, digits and hyphens; Cyrillic is transliterated. Frozen: ids made by it
 * stand in logs of calls for years. */
export function slug(words: string): string {
  return transliterate(words.toLowerCase())
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
