// One of a declared list, by words, by number or by key.
import { inLanguage, labelOf, type SlotSpec } from '../../flow/tree/slot.ts'
import { choose, chooseExactly, withKeys } from '../choices.ts'
import type { Choosable } from '../hearing.ts'
import { normalise, clean } from '../../languages/normalise.ts'
import { accept, hintList, nothing, refuse, type Reading, type SlotKind } from './kind.ts'

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
    if (spec.others && /\p{L}/u.test(normalise(text)))
      return { readings: [{ value: clean(text), text: clean(text) }] }
    return nothing
  },
  key: (keys, spec, hearing) => {
    const item = choosables(spec, hearing.language).find(({ key }) => key === keys[0])
    const entry = keys.slice(0, 1)
    return item ? accept(entry, reading(item)) : refuse(entry, 'invalid')
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
