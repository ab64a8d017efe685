// Nothing goes untold: each key of the shipped flows is taken away in turn.
import { describe, expect, it } from 'vitest'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import type { Flow } from '../../src/flow/tree/flow.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { textPass } from '../../src/diff/text-pass.ts'
import { plainText } from '../../src/diff/plain-text.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const sources = new Map(
  Object.entries(textsIn('flows')).filter(([file]) => !file.endsWith('.calls.yaml')),
)
const files = [...sources.keys()]
const read = (file: string, source: string): Flow | undefined =>
  readProject({ [file]: source }).flows.get(file)
const flows = files.filter((file) => read(file, sources.get(file) ?? ''))

/** Where each key and each item of a list stands. */
function pathsIn(node: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (isMap(node))
    return node.items.flatMap(({ key, value }) => {
      const path = [...at, String(isScalar(key) ? (key.source ?? key.value) : key)]
      return [path, ...pathsIn(value, path)]
    })
  if (isSeq(node))
    return node.items.flatMap((value, index) => [[...at, index], ...pathsIn(value, [...at, index])])
  return []
}

/** All that was written, without places; what the reader makes of it alone. */
const whole = ({ subflows: _subflows, ...flow }: Flow): string => plainText(flow)

/** What holds where nothing is written; a way leads to `help` then, and a closed desk is one where
 * nobody answers. */
const usual: Record<string, string> = { longest: '2 minutes', rings: '20 seconds' }

const saysNothing = (flow: Flow, path: (string | number)[], value: string): boolean => {
  const key = String(path.at(-1))
  return (
    value === flow.help?.value ||
    usual[key] === value ||
    (key === 'main' && path.length === 1) ||
    (key === 'closed' && value === flow.desks.get(String(path.at(-2)))?.nobody.value)
  )
}

/** Looking at every key takes long; every fourth finds what is forgotten soon enough. */
const ONE_IN = 4

describe('a key that is taken away', () => {
  it.each(flows)(
    'from %s is told',
    (file) => {
      const source = sources.get(file) ?? ''
      const was = read(file, source)
      if (!was) throw new Error('the flow cannot be read')
      const untold: string[] = []
      for (const path of pathsIn(parseDocument(source, { schema: 'failsafe' }).contents).filter(
        (_, index) => index % ONE_IN === 0,
      )) {
        const doc = parseDocument(source, { schema: 'failsafe' })
        const value = String(doc.getIn(path))
        doc.deleteIn(path)
        const now = read(file, doc.toString({ lineWidth: 0 }))
        if (!now || whole(now) === whole(was) || saysNothing(was, path, value)) continue
        if (textPass(was, now).changes.length === 0) untold.push(path.join(' > '))
      }
      expect(untold).toEqual([])
    },
    30_000,
  )
})
