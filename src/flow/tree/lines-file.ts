// lines.yaml: which number is answered by which flow, who sits at the desks, where the lookups are.
import { LOOKUP_TIMEOUT, MOST_WAITING, WRAP_UP } from '../defaults.ts'
import type { Report } from '../text/diagnostic.ts'
import { HOUR, SECOND, writeDuration } from '../text/duration.ts'
import type { Node, Range } from '../text/located.ts'
import { companyFields, type CompanyEntry } from './company.ts'
import { people } from './people.ts'
import {
  among,
  count,
  duration,
  group,
  list,
  may,
  must,
  scalar,
  table,
  text,
  type FieldsRead,
  type Named,
} from './shape.ts'

export const lineFields = {
  name: may(text, 'The name of the line.'),
  tenant: may(
    text,
    'The company the line belongs to, where one flat folder serves several; "default" without it.',
  ),
  flow: must(text, 'The flow that answers, by the name after its `flow:`.'),
  language: may(text, 'The language a call begins in.'),
  speech: may(
    among('google', 'relay', 'twilio'),
    'Who turns speech into words on this line, whatever its flow says; relay: Twilio hears and speaks over one connection.',
  ),
  'if all fails': may(text, 'A number dialled when nothing else works.'),
  'may be sent to': may(
    list(text),
    'Numbers that calls may be sent on to while the line is closed, besides the one above.',
  ),
  blocked: may(list(text), 'Callers who are turned away.'),
  greeting: may(text, 'What an operator says first; it stands on the card.'),
  values: may(table(text, 'values'), 'Values prompts may use: {{ line.brand }}.'),
}

export const peopleFields = {
  people: may(
    people,
    'Numbers, sip: addresses or client: names; or on duty, those of the shifts (not available yet).',
  ),
  ring: may(among('in order', 'together'), 'One after the other, or all at once.'),
  'may dial': may(
    list(text),
    'Country codes (BY) whose looked-up numbers may be dialled, and whose callers may be called back, besides that of the line.',
  ),
  'most waiting': may(
    count(1, 10_000),
    `How many callers may wait for its operators; ${MOST_WAITING} without it. A further one goes the way of 'nobody'.`,
  ),
  'wrap up': may(
    duration(0, HOUR),
    `How long an operator has to write a contact up; ${WRAP_UP / SECOND} seconds without it.`,
  ),
  outcomes: may(list(text), 'What an operator may choose from as the outcome of a contact.'),
}

export const addressFields = {
  url: must(
    scalar('an address that starts with http:// or https://', (value) =>
      URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? value : undefined,
    ),
    'Where the lookup is.',
  ),
  method: may(
    among('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    'POST when the lookup changes something, else GET.',
  ),
  headers: may(table(text, 'headers'), 'Further headers.'),
  secret: may(text, 'The environment variable that holds the secret.'),
  header: may(text, 'The header the secret is sent in; without it, Authorization: Bearer.'),
  timeout: may(
    duration(SECOND / 2, 20 * SECOND),
    `How long to wait; ${writeDuration(LOOKUP_TIMEOUT)} without it.`,
  ),
  'private network': may(among('allowed'), 'The address may be in a private network.'),
}

export const linesFields = {
  company: may(
    group(companyFields, 'a company'),
    "Whose folder this is; its lines name no 'tenant'.",
  ),
  lines: must(table(group(lineFields, 'a line'), 'lines'), 'Lines by number.'),
  desks: may(table(group(peopleFields, 'the people of a desk'), 'desks'), 'Who is rung.'),
  lookups: may(
    table(group(addressFields, 'the address of a lookup'), 'lookups'),
    'Where lookups are.',
  ),
}

export type LineEntry = FieldsRead<typeof lineFields> & { range: Range }
export type DeskEntry = FieldsRead<typeof peopleFields> & { range: Range }
export type LookupEntry = FieldsRead<typeof addressFields> & { range: Range }

export type Lines = {
  file: string
  /** where the file begins */
  range: Range
  company?: CompanyEntry
  lines: Named<LineEntry>
  desks: Named<DeskEntry>
  lookups: Named<LookupEntry>
}

/** Reads lines.yaml; numbers and names are checked against the flows elsewhere. */
export function readLines(file: string, root: Node, report: Report): Lines {
  const read = group(linesFields, 'the lines').read(root, report)
  return {
    file,
    range: headOf(root),
    company: read?.company,
    lines: read?.lines ?? new Map(),
    desks: read?.desks ?? new Map(),
    lookups: read?.lookups ?? new Map(),
  }
}

const headOf = (root: Node): Range =>
  (root.kind === 'map' ? root.entries[0]?.key.range : undefined) ?? root.range
