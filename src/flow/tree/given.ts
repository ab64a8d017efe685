// `given`: values a call is begun with, each with its type or the keys of a slot.
import { error, type Report } from '../text/diagnostic.ts'
import type { Located, Node } from '../text/located.ts'
import type { Slot } from './flow.ts'
import { readByName } from './shape.ts'
import { anySlot } from './slot-keys.ts'

/** Types that only a call itself can fill. */
const filledInCall: readonly string[] = ['recording', 'row']

/** The values by name; a type alone stands for a slot with nothing but that type. */
export function readGiven(node: Node | undefined, report: Report): Map<string, Slot> {
  return (
    (node && readByName(node, 'given', report, (one, name) => readOne(one, name, report))) ??
    new Map()
  )
}

function readOne(node: Node, name: Located<string>, report: Report): Slot | undefined {
  const read = anySlot.read(node.kind === 'text' ? typeAlone(node) : node, report)
  if (!read) return undefined
  const { range } = node
  if (filledInCall.includes(read.type)) {
    report(
      error('wrong-value', `a ${read.type} cannot be given: it comes about in the call`, range),
    )
    return undefined
  }
  if (read.start)
    report(
      error(
        'wrong-value',
        `"${name.value}" is given to the call, so it cannot begin with a "value"`,
        read.start.range,
        `decide on "given.${name.value} is known", and set a slot`,
      ),
    )
  return { ...read, name: name.value, label: read.label || name.value, located: name }
}

/** `contact: digits` as it were written `contact: { type: digits }`. */
const typeAlone = (node: Extract<Node, { kind: 'text' }>): Node => ({
  kind: 'map',
  range: node.range,
  entries: [{ key: { value: 'type', range: node.range }, value: node }],
})
