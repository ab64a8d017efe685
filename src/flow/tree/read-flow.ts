// One flow file from YAML to a Flow: shapes first, names and logic are the checker's.
import { ACCEPT_AT, KEYS, SURE_AT } from '../defaults.ts'
import { didYouMean, error, type Diagnostic, type Report } from '../text/diagnostic.ts'
import type { Located, MapNode, Node } from '../text/located.ts'
import { flowFields } from './flow-keys.ts'
import type { Flow, Language, Outgoing } from './flow.ts'
import { readGiven } from './given.ts'
import { readHours } from './read-hours.ts'
import { readGives, readTakes } from './lookup-keys.ts'
import { languageTag } from './prompt.ts'
import { readStep } from './read-step.ts'
import { readByName, readFields, wrongKind, type FieldsRead, type Named } from './shape.ts'
import { anySlot } from './slot-keys.ts'

type Read = FieldsRead<typeof flowFields>

/** Undefined when the file holds no keys. */
export function flowFrom(file: string, root: Node, diagnostics: Diagnostic[]): Flow | undefined {
  const report: Report = (found) => diagnostics.push({ ...found, file: found.range.file })
  if (root.kind !== 'map')
    return wrongKind(root, 'the keys of a flow: flow, languages, start, steps', report)
  const read = readFields(root, flowFields, 'a flow', report)
  const { range } = root
  return {
    file,
    range,
    name: read.flow ?? { value: file, range },
    about: read.about,
    ...settingsOf(read),
    languages: languagesOf(read.languages, report),
    planned: plannedIn(read, root),
    ...partsOf(read, root, report),
    subflows: new Map(),
    faqs: new Map(),
  }
}

const plannedKeys = ['emergency', 'outsiders', 'pronounce', 'outgoing']

/** The keys that are read here and work only later. */
const plannedIn = ({ phrases }: Read, { entries }: MapNode): Located<string>[] => [
  ...entries.map(({ key }) => key).filter(({ value }) => plannedKeys.includes(value)),
  ...(phrases?.emergency ? [phrases.emergency.key] : []),
]

const itemsOf = <T>(list: Located<T[]> | undefined): T[] => list?.value ?? []

/** What needs no reading beyond its shape. */
function settingsOf(read: Read) {
  return {
    start: read.start,
    help: read.help,
    main: read.main,
    listen: read.listen?.value,
    wait: read.wait?.value,
    tries: read.tries?.value,
    misses: read.misses,
    keys: keysOf(read.keys),
    anywhere: itemsOf(read.anywhere),
    faq: read.faq,
    switches: itemsOf(read.switches),
    phrases: read.phrases?.own ?? new Map(),
    emergency: read.emergency,
    emergencyWords: read.phrases?.emergency?.words,
    outsiders: read.outsiders,
    pronounce: read.pronounce,
    gives: itemsOf(read.gives),
    ends: itemsOf(read.ends),
    afterCall: read['after call'],
    limits: { turns: read.limits?.turns, minutes: read.limits?.minutes },
    ...figuresOf(read),
    speech: read.speech?.value,
  }
}

const figuresOf = ({ confidence, promise, budget }: Read) => ({
  confidence: {
    reject: confidence?.reject?.value ?? ACCEPT_AT,
    sure: confidence?.sure?.value ?? SURE_AT,
  },
  promise: { person: promise?.['person within'], operator: promise?.['operator within'] },
  budget,
})

function keysOf(keys: Read['keys']): Flow['keys'] {
  const key = (located: Located<string> | undefined, usual: string): string | undefined =>
    located?.value === 'off' ? undefined : (located?.value ?? usual)
  return {
    operator: key(keys?.operator, KEYS.operator),
    repeat: key(keys?.repeat, KEYS.repeat),
    back: key(keys?.back, KEYS.back),
    range: keys?.range,
  }
}

const knownTags = ['en-GB', 'en-US', 'ru-RU', 'be-BY', 'pl-PL', 'uk-UA', 'lt-LT', 'de-DE']

function languagesOf(languages: Read['languages'], report: Report): Language[] {
  return [...(languages?.values() ?? [])].flatMap(({ name: { value: tag, range }, value }) => {
    if (languageTag.test(tag)) return [{ ...value, tag, range }]
    const message = `"${tag}" is not a language; expected a tag such as en-GB, ru-RU or be-BY`
    report(error('unknown-language', message, range, didYouMean(tag, knownTags)))
    return []
  })
}

/** The declared parts, the steps among them, by name. */
function partsOf(read: Read, root: MapNode, report: Report) {
  const unread = new Set<string>()
  const byName = <T>(
    node: Node | undefined,
    what: string,
    part: (node: Node, name: Located<string>) => T | undefined,
  ): Map<string, T> => {
    const parts = node && readByName(node, what, report, part)
    return parts ?? new Map()
  }
  const orUnread = <T>(name: Located<string>, one: T | undefined): T | undefined => {
    if (one === undefined) unread.add(name.value)
    return one
  }
  return {
    hours: byName(read.hours, 'hours', (node, name) => ({
      name,
      value: readHours(node, name.value, report),
    })),
    slots: byName(read.slots, 'slots', (node, name) => {
      const slot = orUnread(name, anySlot.read(node, report))
      return slot && { ...slot, name: name.value, label: slot.label || name.value, located: name }
    }),
    lookups: mapNamed(read.lookups, (name, lookup) => ({
      ...lookup,
      name,
      fields: lookup.gives && readGives(lookup.gives, report),
    })),
    desks: mapNamed(read.desks, (name, desk) => ({ ...desk, name })),
    given: readGiven(read.given, report),
    takes: readTakes(read.takes, report),
    outgoing: outgoingOf(read.outgoing, root),
    steps: byName(read.steps, 'steps', (node, name) =>
      orUnread(name, readStep(name, node, report)),
    ),
    unread,
  }
}

const mapNamed = <T, U>(
  named: Named<T> | undefined,
  make: (name: Located<string>, value: T) => U,
): Map<string, U> =>
  new Map([...(named ?? [])].map(([key, { name, value }]) => [key, make(name, value)]))

function outgoingOf(outgoing: Read['outgoing'], { entries }: MapNode): Outgoing | undefined {
  if (!outgoing) return undefined
  const { person, machine, nobody, between } = outgoing
  return {
    range: entries.find(({ key }) => key.value === 'outgoing')?.key.range ?? outgoing.range,
    ways: [person, machine, nobody].filter((way) => way !== undefined),
    between,
  }
}
