// Who is rung for a desk: people by their addresses, or whoever is on duty by the shifts.
import { didYouMean, error } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import { list, text, wrongKind, type Shape } from './shape.ts'

export const ON_DUTY = 'on duty'

/** `onDuty`: those of the shifts, and none by name. */
type People = Located<Located<string>[]> & { onDuty?: true }

const byName = list(text)

export const people: Shape<People> = {
  expected: `a list of numbers, sip: addresses or client: names, or "${ON_DUTY}"`,
  json: { anyOf: [byName.json, { const: ON_DUTY }] },
  read(node, report) {
    if (node.kind === 'text' && node.value.trim() === ON_DUTY)
      return { value: [], range: node.range, onDuty: true }
    if (node.kind === 'list') return byName.read(node, report)
    if (node.kind !== 'text') return wrongKind(node, this.expected, report)
    const hint = didYouMean(node.value, [ON_DUTY]) ?? `people: ["${node.value}"]`
    const message = `expected ${this.expected}, but found "${node.value}"`
    report(error('wrong-type', message, node.range, hint))
    return undefined
  },
}
