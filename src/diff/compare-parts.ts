// What differs between the slots, lookups and opening hours of two versions.
import type { Flow, Lookup, Slot } from '../flow/tree/flow.ts'
import type { Hours, Span } from '../flow/tree/hours.ts'
import type { Located } from '../flow/text/located.ts'
import type { Choice } from '../flow/tree/slot.ts'
import type { Kind } from './difference.ts'
import { match, type Both, type Pair } from './match.ts'
import type { Tell } from './compare-steps.ts'
import { compareLists } from './compare-words.ts'
import { same, plainText } from './plain-text.ts'

const limits = [
  'length',
  'checksum',
  'min',
  'max',
  'from',
  'to',
  'pattern',
  'hints',
  'others',
] as const

export function tellSlots({ slots }: Both, tell: Tell): void {
  for (const pair of slots.pairs) tellSlot(pair, tell)
  for (const { name, type, located } of slots.added)
    tell('slot added', `${name} (${type}) is now remembered`, { range: located.range })
  for (const { name, type, located } of slots.removed)
    tell('slot removed', `${name} (${type}) is no longer remembered`, {
      range: located.range,
      gone: true,
    })
}

function tellSlot({ was, now, renamed }: Pair<Slot>, tell: Tell): void {
  const say = (kind: Kind, text: string) => tell(kind, text, { range: now.located.range })
  if (renamed) say('slot renamed', `${was.name} is now called ${now.name}`)
  if (was.type !== now.type)
    say('slot type', `${now.name} is now of type ${now.type} (was ${was.type})`)
  for (const key of limits) {
    const [old, fresh] = [limit(was[key]), limit(now[key])]
    if (old !== fresh) say('slot limits', `${now.name}: "${key}" is now ${fresh} (was ${old})`)
  }
  tellChoices(was, now, say)
  if ((was.private ?? false) !== (now.private ?? false))
    say(
      'slot private',
      now.private ? `${now.name} is now private` : `${now.name} is no longer private`,
    )
  if ((was.readBack ?? false) !== (now.readBack ?? false))
    say(
      'slot private',
      now.readBack ? `${now.name} may now be read back` : `${now.name} may no longer be read back`,
    )
  if (!same(was.start, now.start))
    say(
      'slot start',
      `${now.name} now begins as "${plainText(now.start) || 'not known'}" (was "${plainText(was.start) || 'not known'}")`,
    )
  if (was.label !== now.label && !(renamed && was.label === was.name))
    say(
      'slot label',
      `${now.name} is now labelled "${now.label}" on cards and reports (was "${was.label}")`,
    )
}

function limit(value: unknown): string {
  if (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    typeof value.value === 'object' &&
    value.value !== null &&
    'min' in value.value
  ) {
    const { min, max } = value.value as { min: number; max: number }
    return min === max ? String(min) : `${min}-${max}`
  }
  if (typeof value === 'object' && value !== null && 'min' in value && 'max' in value)
    return value.min === value.max ? String(value.min) : `${String(value.min)}-${String(value.max)}`
  return plainText(value) || 'not given'
}

function tellChoices(was: Slot, now: Slot, say: (kind: Kind, text: string) => void): void {
  const [old, fresh] = [
    new Map((was.options ?? []).map((one) => [one.value, one])),
    new Map((now.options ?? []).map((one) => [one.value, one])),
  ]
  const { added, removed } = compareLists([...old.keys()], [...fresh.keys()])
  for (const value of added) say('slot choices', `${now.name} can now be "${value}"`)
  for (const value of removed) say('slot choices', `${now.name} can no longer be "${value}"`)
  for (const [value, choice] of fresh) {
    const before = old.get(value)
    if (before && before.key !== choice.key)
      say(
        'slot choices',
        `${now.name}: the key of "${value}" is now ${choice.key ?? 'none'} (was ${before.key ?? 'none'})`,
      )
    if (before && choiceWords(before) !== choiceWords(choice))
      say(
        'slot choices',
        `${now.name}: "${value}" is now called or understood as ${choiceWords(choice)} (was ${choiceWords(before)})`,
      )
  }
}

const choiceWords = ({ labels, phrases }: Choice): string =>
  [...Object.values(labels), ...Object.values(phrases).flat()].map((text) => `"${text}"`).join(', ')

export function tellLookups({ was, now }: Both, tell: Tell): void {
  const { pairs, added, removed } = match(was.lookups, now.lookups, () => 0)
  for (const pair of pairs) tellLookup(pair, tell)
  for (const { name } of added)
    tell('lookup added', `the lookup "${name.value}" is new`, { range: name.range })
  for (const { name } of removed)
    tell('lookup removed', `the lookup "${name.value}" was removed`, {
      range: name.range,
      gone: true,
    })
}

function tellLookup({ was, now }: Pair<Lookup>, tell: Tell): void {
  const say = (kind: Kind, text: string) =>
    tell(kind, `lookup "${now.name.value}": ${text}`, { range: now.name.range })
  const names = (list: { value: Located<string>[] } | undefined) =>
    (list?.value ?? []).map(({ value }) => value)
  for (const [key, is, done] of [
    ['takes', 'is', 'given'],
    ['optional', 'can', 'do without'],
  ] as const) {
    const { added, removed } = compareLists(names(was[key]), names(now[key]))
    if (added.length > 0) say('lookup takes', `it ${is} now ${done} ${added.join(', ')}`)
    if (removed.length > 0) say('lookup takes', `it ${is} no longer ${done} ${removed.join(', ')}`)
  }
  const fields = (lookup: Lookup) =>
    new Map(
      (lookup.fields ?? []).map(({ name, type }) => [
        name,
        typeof type === 'string'
          ? type
          : `list of ${type.list.map((field) => `${field.name} (${field.type})`).join(', ')}`,
      ]),
    )
  const [old, fresh] = [fields(was), fields(now)]
  for (const [name, type] of fresh)
    if (old.get(name) !== type)
      say(
        'lookup gives',
        old.has(name)
          ? `its ${name} is now ${type} (was ${old.get(name)})`
          : `it now gives ${name} (${type})`,
      )
  for (const [name] of old) if (!fresh.has(name)) say('lookup gives', `it no longer gives ${name}`)
  if ((was.changes?.value ?? false) !== (now.changes?.value ?? false))
    say(
      'lookup changes',
      now.changes?.value
        ? 'it now counts as changing something, so it is sent once only'
        : 'it no longer counts as changing something',
    )
  if (!same(was.example, now.example)) say('lookup example', 'its example is another one')
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export function tellHours({ was, now }: { was: Flow; now: Flow }, tell: Tell): void {
  const { pairs, added, removed } = match(was.hours, now.hours, () => 0)
  for (const pair of pairs)
    tellOneHours(pair.was.value, pair.now.value, (kind, text) =>
      tell(kind, `hours ${pair.now.name.value}: ${text}`, { range: pair.now.name.range }),
    )
  for (const { name, value } of added)
    tell('hours added', `the hours ${name.value} are new: ${week(value)}`, { range: name.range })
  for (const { name } of removed)
    tell('hours removed', `the hours ${name.value} were removed`, { range: name.range, gone: true })
}

function tellOneHours(was: Hours, now: Hours, say: (kind: Kind, text: string) => void): void {
  if (was.zone !== now.zone)
    say('hours zone', `they are now those of ${now.zone} (was ${was.zone})`)
  const changed = days.flatMap((day, index) =>
    spans(was.week[index]) === spans(now.week[index])
      ? []
      : [{ day, old: spans(was.week[index]), fresh: spans(now.week[index]) }],
  )
  for (const [index, { day, old, fresh }] of changed.entries()) {
    const like = (other: (typeof changed)[number] | undefined) =>
      other?.old === old && other.fresh === fresh
    if (changed.findIndex(like) < index) continue
    const all = changed.filter(like).map((one) => one.day)
    say('hours week', `${all.length > 1 ? range(all) : day} now ${fresh} (was ${old})`)
  }
  const calendar = ({ holidays }: Hours) =>
    holidays ? [holidays.country, holidays.region].filter(Boolean).join(' ') : 'none'
  if (calendar(was) !== calendar(now))
    say('hours holidays', `the holidays are now those of ${calendar(now)} (was ${calendar(was)})`)
  for (const date of [
    ...new Set([...Object.keys(was.except), ...Object.keys(now.except)]),
  ].sort()) {
    const [old, fresh] = [was.except[date], now.except[date]]
    if (old && fresh ? spans(old) !== spans(fresh) : old !== fresh)
      say(
        'hours except',
        `${date} is now ${fresh ? spans(fresh) : 'as on other days'} (was ${old ? spans(old) : 'as on other days'})`,
      )
  }
}

/** Days in a row are written from the first to the last. */
function range(all: string[]): string {
  const at = all.map((day) => days.indexOf(day))
  const inARow = at.every((day, index) => index === 0 || day === (at[index - 1] ?? 0) + 1)
  return inARow && all.length > 2 ? `${all[0]}-${all.at(-1)}` : all.join(', ')
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const spans = (open: Span[] | undefined): string =>
  (open ?? [])
    .map(({ from, to }) => `${clock(from)}-${to % 1440 === 0 ? '24:00' : clock(to)}`)
    .join(' ') || 'closed'
const week = ({ week: all }: Hours): string =>
  [...new Set(all.map(spans))]
    .map((text) => `${range(days.filter((_, index) => spans(all[index]) === text))} ${text}`)
    .join(', ')
