// Words in every language of a book: values by their labels, conditions in words.
import type { Draft } from '../call/draft.ts'
import type { Fill } from '../call/prompt-words.ts'
import { plainName, type Condition, type Placeholder } from '../flow/text/expression.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import { labelIn } from '../flow/tree/label.ts'
import { textOf, type Speech } from '../say/speech.ts'
import { sampleDraft } from '../times/sample-draft.ts'
import { withConditions } from './by-name.ts'
import type { Place, Words } from './script-book.ts'

/** `machine` shows its conditions in words. `speak` makes words once for each key. */
export type Speaker = {
  machine: Machine
  languages: string[]
  rootScope: Scope
  speak(key: string, speech: (draft: Draft, tag: string) => Speech[]): Words
}

export function makeSpeaker(original: Machine, languages: string[]): Speaker {
  const machine = withConditions(original)
  const drafts = languages.map((tag) => ({
    tag,
    draft: {
      ...sampleDraft(machine, tag, 'typical'),
      machine,
      imagined: {
        holds: (condition: Condition) => inLanguage(condition, tag),
        said: (scope: Scope, one: Placeholder) => labelOf(scope, one, tag),
      },
    },
  }))
  const made = new Map<string, Words>()
  return {
    machine,
    languages,
    rootScope: machine.scopes.get('') ?? { prefix: '', flow: machine.root },
    speak(key, speech) {
      const words =
        made.get(key) ??
        sameOnce(
          Object.fromEntries(drafts.map(({ draft, tag }) => [tag, spokenText(speech(draft, tag))])),
        )
      made.set(key, words)
      return words
    },
  }
}

/** Where a step or desk stands. */
export function placeOf({ machine }: Pick<Speaker, 'machine'>, step: string): Place {
  const named = machine.steps.get(step)?.step ?? machine.desks.get(step)?.desk ?? machine.root
  const { file, line } = named.name.range
  return { file, line }
}

/** A language's own conditions hold in it; all others are shown in words. */
const inLanguage = ({ tests, joined }: Condition, tag: string): boolean => {
  const each = tests.map(
    ({ path, comparison, value }) =>
      path.names[0] !== 'language' ||
      (value?.text.toLowerCase() === tag.toLowerCase()) === (comparison !== 'is not'),
  )
  return joined === 'or' ? each.includes(true) : !each.includes(false)
}

/** What stands where a value is said: the slot's label, else the last of its names. */
function labelOf(scope: Scope, { path: { names }, filters }: Placeholder, tag: string): string {
  const forms = filters.find(({ name }) => name === 'plural')?.args
  if (forms) return `‹${forms.join(' / ')}›`
  const given = names[0] === 'given' && sameGiven(scope, names[1])
  if (given) return `‹${labelIn(given, tag)}›`
  return names.length === 1
    ? `‹${slotLabel(scope, names[0], tag)}›`
    : `‹${(names.at(-1) ?? '').replaceAll('_', ' ')}›`
}

const sameGiven = (scope: Scope, name = '') =>
  [...scope.flow.given.values()].find((one) => plainName(one.name) === plainName(name))

export function slotLabel(scope: Scope | undefined, name = '', tag = ''): string {
  const slot = [...(scope?.flow.slots.values() ?? [])].find(
    (one) => plainName(one.name) === plainName(name),
  )
  return slot ? labelIn(slot, tag) : name.replaceAll('_', ' ')
}

/** Words in no language. */
export const plainSpeech = (text: string): Speech[] => [
  { kind: 'text', text, language: '', voice: '' },
]

export const asFills = (fills: Record<string, string>): Record<string, Fill> =>
  Object.fromEntries(
    Object.entries(fills).map(([name, text]) => [name, { text, speech: plainSpeech(text) }]),
  )

/** What is the same in every language is told once. */
function sameOnce(words: Words): Words {
  const [first = '', ...others] = Object.values(words)
  return others.length > 0 && others.every((text) => text === first) ? { '': first } : words
}

/** Recordings by their words, or by their name. */
const spokenText = (speech: Speech[]): string =>
  textOf(
    speech.map((one) =>
      one.kind === 'audio' && one.text === '' ? { ...one, text: `‹${one.audio}›` } : one,
    ),
  )
