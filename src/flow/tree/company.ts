// Who a company is: the group `company:` at the top of its lines.yaml.
import { error } from '../text/diagnostic.ts'
import type { Located } from '../text/located.ts'
import { may, must, scalar, wrongKind, type FieldsRead, type Shape } from './shape.ts'
import { readZone } from './read-hours.ts'

/** Folders beside those of companies; no company is called so. */
const NOT_COMPANIES = new Set(['shared', 'audio'])

/** Small letters, figures and single hyphens between them, so that an id can stand in the name of
 * a setting and be read back out of it. */
export const isCompanyId = (id: string): boolean =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && !NOT_COMPANIES.has(id)

const companyId: Shape<Located<string>> = scalar(
  'an id of small letters a to z, figures and single hyphens between them, which is neither "shared" nor "audio"',
  (value) => (isCompanyId(value) ? value : undefined),
  { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
)

/** A text by language; under the empty name the one for all languages. */
export type NamesByLanguage = Record<string, string>

const NAMES = 'a text, or texts by language such as { en-GB: Swift Parcels }'

const names: Shape<Located<NamesByLanguage>> = {
  expected: NAMES,
  json: {
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    ],
  },
  read(node, report) {
    const { range } = node
    if (node.kind === 'text') {
      if (node.value.trim() !== '') return { value: { '': node.value }, range }
      report(error('wrong-value', `expected ${NAMES}, but found nothing`, range))
      return undefined
    }
    if (node.kind === 'list') return wrongKind(node, NAMES, report)
    const value: NamesByLanguage = {}
    for (const { key, value: inner } of node.entries) {
      if (!isLanguageTag(key.value)) {
        const message = `"${key.value}" is no language; expected a tag such as en-GB`
        report(error('unknown-language', message, key.range))
      } else if (inner.kind === 'text') value[key.value] = inner.value
      else wrongKind(inner, 'a text', report)
    }
    return { value, range }
  },
}

const isLanguageTag = (tag: string): boolean => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)

const zone: Shape<Located<string>> = {
  expected: 'a time zone such as Europe/Minsk',
  json: { type: 'string', examples: ['Europe/Minsk'] },
  read: (node, report) => ({ value: readZone(node, report), range: node.range }),
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** A country by its two capital letters. */
export const country: Shape<Located<string>> = scalar(
  'a country by two capital letters, such as GB',
  (value) => (/^[A-Z]{2}$/.test(value) && regions.of(value) !== undefined ? value : undefined),
  { type: 'string', pattern: '^[A-Z]{2}$' },
)

export const companyFields = {
  id: must(companyId, 'What the company is called in logs, settings and permissions; it stays.'),
  name: may(names, 'What it is called on pages, for all languages or by language.'),
  zone: may(zone, 'Its time zone: by it days are cut and times shown.'),
  country: may(country, 'Where its callers are at home, for telephone numbers without a code.'),
}

export type CompanyEntry = FieldsRead<typeof companyFields>
