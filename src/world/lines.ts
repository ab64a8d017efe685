// The lines of a company, its desks and the addresses of its lookups, as lines.yaml says.
import { LOOKUP_TIMEOUT, MOST_WAITING, WRAP_UP } from '../flow/defaults.ts'
import type { Person } from '../call/input.ts'
import type { DeskEntry, LineEntry, Lines, LookupEntry } from '../flow/tree/lines-file.ts'
import type { Address } from './lookup.ts'

/** A number we answer, as lines.yaml says. */
export type Line = {
  number: string
  name: string
  /** the company it belongs to, by its id */
  tenant: string
  flow: string
  language?: string
  /** where its callers are at home */
  country?: string
  /** who turns speech into words on this line, whatever its flow says */
  speech?: 'google' | 'relay' | 'twilio'
  /** what an operator says first */
  greeting?: string
  /** dialled when all else fails: `if all fails` */
  ifAllFails?: string
  /** where calls may be sent on to while the line is closed */
  maySendTo: string[]
  /** who is rung for a desk on this line, where that is not whom the desk has */
  people: ReadonlyMap<string, Person[]>
  blocked: string[]
  values: Record<string, string>
}

/** Who is rung for a desk, and how its operators work; a looked-up number is dialled only into the
 * countries of `mayDial`. `mostWaiting` callers fit into its queue; `wrapUp` in milliseconds. */
export type DeskPeople = {
  people: Person[]
  order: 'in order' | 'together'
  mayDial: string[]
  mostWaiting: number
  wrapUp: number
  outcomes: string[]
}

/** What holds for a desk where lines.yaml says nothing. */
export const usualDesk: DeskPeople = {
  people: [],
  order: 'in order',
  mayDial: [],
  mostWaiting: MOST_WAITING,
  wrapUp: WRAP_UP,
  outcomes: [],
}

/** The value of a secret by the name of its environment variable. */
export type Secrets = (name: string) => string | undefined

/** The secrets of lookups in an environment; whatever else stands there is nobody's to name. */
export const secretsIn =
  (env: NodeJS.ProcessEnv): Secrets =>
  (name) =>
    name.startsWith('LOOKUP_') ? env[name] : undefined

/** What a reading of lines.yaml puts into force. */
export type LinesInForce = {
  lines: Line[]
  desks: Map<string, DeskPeople>
  lookups: Map<string, Address>
}

export function linesInForce(read: Lines, secret: Secrets): LinesInForce {
  const company = read.company?.id?.value
  const country = read.company?.country?.value
  return {
    lines: [...read.lines].map(([number, { value }]) =>
      lineOf(number, value, { company, country }),
    ),
    desks: new Map([...read.desks].map(([name, { value }]) => [name, deskOf(value)])),
    lookups: new Map(
      [...read.lookups].map(([name, { value }]) => [name, addressOf(value, secret)]),
    ),
  }
}

const listOf = (list: { value: { value: string }[] } | undefined): string[] =>
  (list?.value ?? []).map(({ value }) => value)

function tableOf(table: Map<string, { value: { value: string } }> | undefined) {
  return [...(table ?? [])].map(([name, { value }]): [string, string] => [name, value.value])
}

function lineOf(
  number: string,
  entry: LineEntry,
  { company, country }: { company?: string; country?: string },
): Line {
  return {
    number,
    name: entry.name?.value ?? number,
    tenant: company ?? entry.tenant?.value ?? 'default',
    flow: entry.flow?.value ?? '',
    language: entry.language?.value,
    country: entry.country?.value ?? country,
    speech: entry.speech?.value,
    greeting: entry.greeting?.value,
    ifAllFails: entry['if all fails']?.value,
    maySendTo: sendableOf(entry),
    people: new Map(
      [...(entry.desks ?? [])].map(([name, { value }]) => [name, peopleOf(value.people)]),
    ),
    blocked: listOf(entry.blocked),
    values: Object.fromEntries(tableOf(entry.values)),
  }
}

/** Its list, and the number that answers when all else fails. */
const sendableOf = (entry: LineEntry): string[] => {
  const last = entry['if all fails']?.value
  return [...new Set([...listOf(entry['may be sent to']), ...(last === undefined ? [] : [last])])]
}

const peopleOf = (list: { value: { value: string }[] } | undefined): Person[] =>
  listOf(list).map((to) => ({ to }))

function deskOf(entry: DeskEntry): DeskPeople {
  return {
    people: peopleOf(entry.people),
    order: entry.ring?.value ?? usualDesk.order,
    mayDial: listOf(entry['may dial']),
    mostWaiting: entry['most waiting']?.value ?? usualDesk.mostWaiting,
    wrapUp: entry['wrap up']?.value ?? usualDesk.wrapUp,
    outcomes: listOf(entry.outcomes),
  }
}

function addressOf(entry: LookupEntry, secret: Secrets): Address {
  // an empty value is no secret
  const value = (entry.secret && secret(entry.secret.value)) || undefined
  return {
    url: entry.url?.value ?? '',
    method: entry.method?.value,
    headers: Object.fromEntries(
      tableOf(entry.headers).map(([name, text]) => [name.toLowerCase(), text]),
    ),
    secret: value,
    unset: value === undefined ? entry.secret?.value : undefined,
    secretHeader: entry.header?.value.toLowerCase(),
    timeout: entry.timeout?.value ?? LOOKUP_TIMEOUT,
    privateNetwork: entry['private network'] !== undefined,
  }
}
