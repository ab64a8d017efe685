// One of a declared list, by words, by number or by key.
import type { ByLanguage, Choice, SlotSpec } from '../../flow/tree/slot.ts'
import { choose, chooseExactly, withKeys } from '../choices.ts'
import type { Choosable } from '../hearing.ts'
import { normalise, shown } from '../../languages/normalise.ts'
import { hintList, nothing, type Reading, type SlotKind } from './kind.ts'

/** What stands for a language: its own entry, that of its base language, or the one written without
 * a language. */
export function inLanguage<T>(table: ByLanguage<T>, tag: string): T | undefined {
  const base = tag.split('-')[0]!
  const near = Object.keys(table).find((key) => key !== '' && key.split('-')[0] === base)
  return table[tag] ?? (near === undefined ? undefined : table[near]) ?? table['']
}

/** What a choice is called in a language. */
export function labelOf(choice: Choice, tag: string): string {
  return inLanguage(choice.labels, tag) ?? choice.value
}

/** The options of a choice as something to choose from, each with its key; more than nine have none
 * beyond the ninth. */
export function choosables(spec: SlotSpec, tag: string): Choosable[] {
  return withKeys(spec.options ?? []).map((choice) => ({
    id: choice.value,
    label: labelOf(choice, tag),
    phrases: [
      ...new Set([
        choice.value,
        ...(choice.phrases[''] ?? []),
        ...(inLanguage(choice.phrases, tag) ?? []),
      ]),
    ],
    key: choice.key,
  }))
}

function reading(item: Choosable): Reading {
  return { value: item.id, text: item.label }
}

export const choice: SlotKind = {
  hear: (text, spec, hearing) => {
    const items = choosables(spec, hearing.language)
    const match = spec.others
      ? (chooseExactly(text, items, hearing.language) ?? firm(text, items, hearing.language))
      : choose(text, items, hearing.language)
    const item = match && items[match.index]
    if (item) return { readings: [reading(item)], unsure: !match.sure }
    return spec.others && /\p{L}/u.test(normalise(text))
      ? { readings: [{ value: shown(text), text: shown(text) }] }
      : nothing
  },
  key: (keys, spec, hearing) => {
    const item = choosables(spec, hearing.language).find(({ key }) => key === keys[0])
    return item
      ? { state: 'complete', reading: reading(item), used: 1 }
      : { state: 'refused', why: 'invalid', used: 1 }
  },
  readBack: (value, spec, language) => {
    const own = spec.options?.find((option) => option.value === value)
    return own ? labelOf(own, language) : String(value)
  },
  hints: (spec, language) =>
    hintList(choosables(spec, language).flatMap(({ label, phrases }) => [label, ...phrases])),
  maxKeys: () => 1,
  expects: 'choice',
  open: (spec) => spec.others === true,
}

// Where other answers are taken too, a loose likeness is more likely another answer.
function firm(text: string, items: Choosable[], language: string) {
  const match = choose(text, items, language)
  return match?.sure ? match : undefined
}
