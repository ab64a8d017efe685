// The rule that the same words do not stand for two things.
import { fold } from '../../languages/normalise.ts'
import type { Range } from '../text/located.ts'
import type { Slot } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import type { Phrases, Prompt } from '../tree/prompt.ts'
import type { Choice } from '../tree/slot.ts'
import type { FaqEntry } from '../tree/faq.ts'
import { faqsOf, optionLists, together } from './flow-options.ts'
import type { Find, Rule } from './rule.ts'

/** Words in one language; `''` stands for each. */
type Words = { language: string; words: string; range: Range }

const keyOf = ({ language, words }: Words): string => `${language} ${fold(words)}`

/** What can be said to choose something: its label, where that is one piece, and its phrases. */
function wordsOf(label: Prompt | undefined, phrases: Phrases = []): Words[] {
  const pieces = label?.pieces.length === 1 ? label.pieces : []
  const labels = pieces.flatMap(({ texts }) =>
    Object.entries(texts).map(([language, { source, range }]) => ({
      language,
      words: source,
      range,
    })),
  )
  const others = phrases.map(({ language, phrase: { value, range } }) => ({
    language,
    words: value,
    range,
  }))
  return [...labels, ...others]
}

function findInOptions(options: readonly Option[], find: Find): void {
  const said = new Map<string, Option[]>()
  const all = options.flatMap((option) =>
    wordsOf(option.label, option.phrases).map((words) => ({ option, words })),
  )
  for (const { option, words } of all) {
    const earlier = said.get(keyOf(words)) ?? []
    const twin = earlier.find((other) => other !== option && together(option, other))
    const { range } = words
    if (twin)
      find({
        range,
        message: `"${words.words}" stands under the option on line ${twin.range.line} too`,
      })
    said.set(keyOf(words), [...earlier, option])
  }
}

function findInQuestions(entries: readonly FaqEntry[], find: Find): void {
  const asked = new Map<string, number>()
  const all = entries.flatMap(({ question, phrasings, range }) =>
    wordsOf(question, phrasings).map((words) => ({ line: range.line, words })),
  )
  for (const { line, words } of all) {
    const first = asked.get(keyOf(words)) ?? line
    asked.set(keyOf(words), first)
    const message = `"${words.words}" is asked in the entry on line ${first} too`
    if (first !== line) find({ range: words.range, message })
  }
}

/** All that a value of a slot is called, by language. */
const namesOf = ({ value, labels, phrases }: Choice): [language: string, words: string][] => [
  ...Object.entries(labels),
  ...Object.entries(phrases).flatMap(([language, all]) =>
    all.map((one): [string, string] => [language, one]),
  ),
  ['', value],
]

function findInSlot({ name, options = [], located: { range } }: Slot, find: Find): void {
  const meant = new Map<string, string>()
  const all = options.flatMap((choice) =>
    namesOf(choice).map(([language, words]) => ({ value: choice.value, language, words })),
  )
  for (const { value, language, words } of all) {
    const key = keyOf({ language, words, range })
    const first = meant.get(key) ?? value
    meant.set(key, first)
    const message = `"${words}" stands for both "${first}" and "${value}" in slot "${name}"`
    if (first !== value) find({ range, message })
  }
}

export const sameWordsRule: Rule = {
  code: 'option-mutual',
  severity: 'error',
  waivable: true,
  about: 'The same words stand under two options, so they cannot tell them apart.',
  check({ flow }, find) {
    for (const { options } of optionLists(flow)) findInOptions(options, find)
    for (const { entries } of faqsOf(flow)) findInQuestions(entries, find)
    for (const slot of flow.slots.values()) findInSlot(slot, find)
  },
}
