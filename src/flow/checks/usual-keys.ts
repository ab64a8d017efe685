// Dialogue rules about keys that mean the same in every system: 0, star, hash, and those for yes and
// no.
import { KEYS } from '../defaults.ts'
import { allLanguages } from '../../languages/language.ts'
import { fold } from '../../languages/normalise.ts'
import { allOptions } from './flow-options.ts'
import type { View } from './flow-view.ts'
import type { Rule } from './rule.ts'
import { labelOf } from './wording.ts'

const leadsToDesk = ({ flow }: View, target: string | undefined): boolean =>
  target !== undefined && (flow.desks.has(target) || target === flow.help?.value)

/** The key of an option that says yes or no, by what it says. */
const answerKeys = (): Map<string, string> =>
  new Map(
    allLanguages().flatMap(({ words }) => [
      [words.yes, '1'],
      [words.no, '2'],
    ]),
  )

export const usualKeyRules: Rule[] = [
  {
    code: 'key-0',
    severity: 'warning',
    waivable: true,
    about: 'Key 0 does something else than call a person or help.',
    check(view, find) {
      if (view.flow.keys.operator === KEYS.operator) return
      for (const { key, then } of allOptions(view.flow))
        if (key?.value === KEYS.operator && !leadsToDesk(view, then?.value))
          find({ range: key.range, message: 'callers expect a person behind key 0' })
    },
  },
  {
    code: 'key-star',
    severity: 'info',
    waivable: true,
    about: 'An option has the star key, which elsewhere goes back.',
    check({ flow }, find) {
      for (const { key } of allOptions(flow))
        if (key?.value === KEYS.back)
          find({ range: key.range, message: 'star goes back elsewhere' })
    },
  },
  {
    code: 'key-hash',
    severity: 'warning',
    waivable: true,
    about: 'An option has the hash key, which ends what is keyed in.',
    check({ flow }, find) {
      for (const { key } of allOptions(flow))
        if (key?.value === '#')
          find({
            range: key.range,
            message: 'hash ends an entry, and is no choice of a menu',
            hint: 'take a digit',
          })
    },
  },
  {
    code: 'yes-no',
    severity: 'warning',
    waivable: true,
    about:
      'A menu offers yes and no, but not on keys 1 and 2. Better ask with "ask", "yes" and "no".',
    check({ flow, languages }, find) {
      const keys = answerKeys()
      for (const option of allOptions(flow)) {
        const label = labelOf(option, languages)
        const usual = keys.get(fold(label))
        if (usual && option.key && option.key.value !== usual)
          find({
            range: option.key.range,
            message: `"${label}" is on key ${option.key.value}; callers know it on ${usual}`,
            hint: `key: ${usual}`,
          })
      }
    },
  },
]
