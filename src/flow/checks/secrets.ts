// Rules about the secrets of lookups: each company has only its own.
import type { Lines } from '../tree/lines-file.ts'
import type { LineRule } from './line-rule.ts'
import type { Diagnostic } from '../text/diagnostic.ts'
import { idsOf } from './line-owners.ts'
import { diagnosticOf, type Rule } from './rule.ts'

/** How the names of a company's secrets begin. As ids have no hyphen at an end and no two in a row,
 * none begins like another's. */
export const secretPrefix = (company: string): string =>
  `LOOKUP_${company.toUpperCase().replace(/[^A-Z0-9]/g, '_')}__`

/** How they may begin in a lines.yaml: in a flat folder like those of any company that it names. */
function prefixesIn(lines: Lines): string[] {
  const ids = idsOf(lines).map(({ value }) => value)
  return (ids.length > 0 ? ids : ['default']).map(secretPrefix)
}

const isSecretOf = (name: string, prefix: string): boolean =>
  name.startsWith(prefix) && /^[A-Z0-9][A-Z0-9_]*$/.test(name.slice(prefix.length))

/** What a secret would be called. */
const secretFor = (written: string, prefix: string): string =>
  prefix +
  (written
    .toUpperCase()
    .replace(/^LOOKUP_+/, '')
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'TOKEN')

export const secretRule: LineRule = {
  code: 'foreign-secret',
  severity: 'error',
  about:
    'A lookup names a secret that is not one of its company: LOOKUP_, the company in capitals, two underscores and a name.',
  checkLines(lines, _project, find) {
    const prefixes = prefixesIn(lines)
    const [first = ''] = prefixes
    for (const { value } of lines.lookups.values()) {
      const { secret } = value
      if (!secret || prefixes.some((prefix) => isSecretOf(secret.value, prefix))) continue
      find({
        range: secret.range,
        message: `"${secret.value}" is no secret of this company's: those begin with ${first}`,
        hint: `write secret: ${secretFor(secret.value, first)}, and set that`,
      })
    }
  },
}

export const missingSecretRule: Rule = {
  code: 'secret-not-set',
  severity: 'error',
  about:
    'The secret of a lookup is not set in the environment, so that the lookup fails; told by check --live and at start.',
}

/** Tells of secrets for which the environment has no value. */
export const unsetSecrets = ({ lookups }: Lines, isSet: (name: string) => boolean): Diagnostic[] =>
  [...lookups].flatMap(([name, { value }]) => {
    const { secret } = value
    if (!secret || isSet(secret.value)) return []
    const message = `${secret.value} is not set, so that lookup "${name}" fails`
    return [diagnosticOf(missingSecretRule, { range: secret.range, message })]
  })
