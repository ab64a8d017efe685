// The rule that the example of a lookup is an answer it could give.
import { didYouMean } from '../text/diagnostic.ts'
import { answerFrom, exampleFault, missingFields, typesOf } from '../tree/lookup-example.ts'
import type { Rule } from './rule.ts'

export const exampleRule: Rule = {
  code: 'wrong-example',
  severity: 'error',
  about: 'The example of a lookup lacks a field that it gives, or has one of another type.',
  check({ flow }, find) {
    for (const { name, example, fields, table } of flow.lookups.values()) {
      const types = fields && !table ? typesOf(fields) : undefined
      const fault = example && types && exampleFault(example, types)
      if (!fault) continue
      const [missing] = missingFields(example, types)
      const written = Object.keys(answerFrom(example, types)).filter((one) => !(one in types))
      find({
        range: example.range,
        message: `no such answer of "${name.value}" would be taken: ${fault}`,
        hint: missing && nearestHint(missing, written),
      })
    }
  },
}

function nearestHint(missing: string, written: string[]): string {
  const near = didYouMean(missing, written)
  return near === undefined ? `add it: ${missing}: …` : `write "${missing}", as "gives" has it`
}
