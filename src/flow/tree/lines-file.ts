// lines.yaml: which number is answered by which flow, who sits at the desks, where the lookups are.
import { LOOKUP_TIMEOUT, MOST_WAITING, WRAP_UP } from '../defaults.ts'
import type { Report } from '../text/diagnostic.ts'
import { HOUR, MINUTE, SECOND, writeDuration } from '../text/duration.ts'
import type { Located, Node, Range } from '../text/located.ts'
import { companyFields, country, type CompanyEntry } from './company.ts'
import type { Hours } from './hours.ts'
import { people } from './people.ts'
import { readHours } from './read-hours.ts'
import {
  among,
  count,
  duration,
  group,
  list,
  may,
  must,
  name,
  raw,
  readByName,
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
  country: may(country, 'Where its callers are at home; without it the country of its number.'),
  flow: must(text, 'The flow that answers, by the name after its `flow:`.'),
  language: may(text, 'The language a call begins in.'),
  speech: may(
    among('google', 'relay', 'twilio'),
    'Who turns speech into words on this line, whatever its flow says; relay: Twilio hears and speaks over one connection.',
  ),
  'speech model': may(text, 'Which model of the recogniser hears the callers.'),
  'if all fails': may(text, 'A number dialled when nothing else works.'),
  'may be sent to': may(
    list(text),
    'Numbers that calls may be sent on to while the line is closed, besides the one above.',
  ),
  blocked: may(list(text), 'Callers who are turned away.'),
  trunk: may(
    among('trusted'),
    'The line is a SIP trunk of ours: values that its headers carry may be given to the flow.',
  ),
  'calls back': may(text, 'The flow that answers who was called by us and calls back.'),
  greeting: may(text, 'What an operator says first; it stands on the card.'),
  values: may(table(text, 'values'), 'Values prompts may use: {{ line.brand }}.'),
  desks: may(
    table(
      group(
        { people: must(list(text), 'Who is rung for callers of this line.') },
        'a desk of a line',
      ),
      'desks of a line',
    ),
    'Desks that other people serve on this line.',
  ),
}

/** A hundred of all there are. */
const ALL = 100

const percent = scalar('a share such as 80 %', (value) => {
  const share = Number(/^(\d{1,3}) ?%$/.exec(value)?.[1])
  if (share >= 1 && share <= ALL) return share
  return undefined
})

/** How the service level of a desk is reckoned; the letters are those of its usual variants. */
export const targetFields = {
  within: may(duration(SECOND, HOUR), 'In which time callers are to be answered.'),
  share: may(percent, 'How many of them, such as 80 %.'),
  variant: may(
    among('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'),
    'How it is counted: A those answered only, B every abandon against us, C without short abandons (usual), D without abandons in time, E abandons in time for us, F short abandons for us, G by who leaves the queue, H with those who left by another way.',
  ),
  short: may(duration(0, MINUTE), 'An abandon before that is not worth counting.'),
}

export const peopleFields = {
  people: may(
    people,
    'Numbers, sip: addresses or client: names; or on duty, those of the shifts (not available yet).',
  ),
  hours: may(
    name('opening hours of the company'),
    'When it is open, by the name of hours of the company; decides, whatever a flow says.',
  ),
  target: may(group(targetFields, 'a target'), 'The service level it is to reach.'),
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
  secret: may(
    text,
    'The environment variable that holds the secret: LOOKUP_, the company in capitals, two underscores and a name, such as LOOKUP_SWIFT__TRACKING.',
  ),
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
  hours: may(raw, 'Opening hours that all flows of the company may use, by name.'),
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
  hours: Named<Hours>
  /** the hours as they are written, with the company's zone where they name none */
  written?: Node
  lines: Named<LineEntry>
  desks: Named<DeskEntry>
  lookups: Named<LookupEntry>
}

/** Reads lines.yaml; numbers and names are checked against the flows elsewhere. */
export function readLines(file: string, root: Node, report: Report): Lines {
  const read = group(linesFields, 'the lines').read(root, report)
  const zone = read?.company?.zone?.value
  const written = read?.hours && inZoneOf(read.hours, zone)
  return {
    file,
    range: headOf(root),
    company: read?.company,
    hours: hoursIn(written, report),
    written,
    lines: read?.lines ?? new Map(),
    desks: read?.desks ?? new Map(),
    lookups: read?.lookups ?? new Map(),
  }
}

/** Hours that name no zone are those of the company's. */
function inZoneOf(node: Node, zone: string | undefined): Node {
  if (node.kind !== 'map' || zone === undefined) return node
  return {
    ...node,
    entries: node.entries.map(({ key, value }) => ({ key, value: inZone(value, zone) })),
  }
}

function inZone(node: Node, zone: string): Node {
  if (node.kind !== 'map' || node.entries.some(({ key }) => key.value === 'zone')) return node
  const { range } = node
  const value: Node = { kind: 'text', value: zone, quoted: false, range }
  return { ...node, entries: [{ key: { value: 'zone', range }, value }, ...node.entries] }
}

function hoursIn(node: Node | undefined, report: Report): Named<Hours> {
  const hoursAt = (value: Node, name: Located<string>) => ({
    name,
    value: readHours(value, name.value, report),
  })
  return (node && readByName(node, 'hours', report, hoursAt)) ?? new Map()
}

const headOf = (root: Node): Range =>
  (root.kind === 'map' ? root.entries[0]?.key.range : undefined) ?? root.range
