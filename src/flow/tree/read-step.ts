// One step of a flow: its word, and the keys of that word.
import { error, nearest, oneOf, type Report } from '../text/diagnostic.ts'
import type { Entry, Located, Node } from '../text/located.ts'
import { isStepWord, kindOf, stepKinds, stepWords, type Step } from '../steps/index.ts'
import { readFields, wrongKind } from './shape.ts'
import { commonFields } from './step.ts'

export function readStep(name: Located<string>, node: Node, report: Report): Step | undefined {
  if (node.kind !== 'map')
    return wrongKind(node, `a step: one word (${stepWords.join(', ')}) with its keys`, report)
  const [first, ...others] = node.entries.filter(({ key }) => isStepWord(key.value))
  if (!first) return withoutWord(name, node.entries, report)
  const kind = kindOf({ word: first.key.value })
  const second = others.find(
    ({ key }) => key.value !== first.key.value && !(key.value in kind.fields),
  )
  if (second) {
    const message = `a step has one word, but this one has "${kind.word}" and "${second.key.value}"`
    report(error('two-words', message, second.key.range, 'make two steps of it'))
  }
  const own = { ...node, entries: node.entries.filter((entry) => entry !== second) }
  const fields = { ...kind.fields, ...commonFields }
  const read = readFields(own, fields, `a "${kind.word}" step`, report)
  return { ...read, name, word: kind.word } as unknown as Step
}

/** Words that have another name now. */
const renamed: Record<string, string> = { ticket: 'case' }

/** The likeliest key is taken for a misspelt word, so that one slip gives one message. */
function withoutWord(name: Located<string>, entries: Entry[], report: Report): undefined {
  const old = entries.find(({ key }) => Object.hasOwn(renamed, key.value))
  if (old) {
    const { value: word, range } = old.key
    const now = renamed[word] ?? ''
    const line = old.value.kind === 'text' ? `${now}: ${old.value.value}` : `${now}: …`
    report(error('unknown-step', `"${word}" is called "${now}" now`, range, line))
    return undefined
  }
  const guess = entries
    .map(({ key }) => ({ key, near: nearest(key.value, stepWords) }))
    .find(({ near }) => near)
  const known = new Set(stepKinds.flatMap(({ fields }) => Object.keys(fields)))
  const odd = entries.find(({ key }) => !known.has(key.value))?.key
  const what = odd ? `"${odd.value}" is not a step word` : `step "${name.value}" has no word`
  const { range } = guess?.key ?? odd ?? name
  const hint = guess && `did you mean "${guess.near}"?`
  report(error('unknown-step', `${what}; expected ${oneOf(stepWords)}`, range, hint))
}
