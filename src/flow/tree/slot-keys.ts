// The keys of a slot, which follow from its type.
import { LONGEST_CODE } from '../defaults.ts'
import { error, oneOf, type Report } from '../text/diagnostic.ts'
import { DAY, MINUTE } from '../text/duration.ts'
import type { Located, MapNode, Range } from '../text/located.ts'
import type { Slot } from './flow.ts'
import { labelsOf } from './label.ts'
import { firstText } from './option.ts'
import { phrases, prompt } from './prompt.ts'
import {
  among,
  decimal,
  duration,
  group,
  key,
  list,
  may,
  must,
  readFields,
  schemaOf,
  template,
  text,
  wrongKind,
  yesNo,
  type Field,
  type FieldsRead,
  type Shape,
} from './shape.ts'
import { checksums, slotTypes, type Checksum, type Choice, type SlotType } from './slot.ts'

const choiceFields = {
  value: must(text, 'The value kept.'),
  key: may(key, 'The key that chooses it.'),
  label: may(prompt, 'What the caller hears and may say; the value without it.'),
  phrases: may(phrases, 'Other words that choose it.'),
}

const choice: Shape<Choice> = {
  expected: 'a text, or a group of value, key, label and phrases',
  json: { anyOf: [{ type: 'string' }, group(choiceFields, 'a choice').json] },
  read(item, report) {
    if (item.kind === 'text') return { value: item.value, labels: { '': item.value }, phrases: {} }
    const read = group(choiceFields, 'a choice').read(item, report)
    if (!read?.value) return undefined
    const labels: Choice['labels'] = { '': read.value.value }
    for (const { texts } of read.label?.pieces ?? [])
      for (const [language, { source }] of Object.entries(texts)) labels[language] = source
    const said: Choice['phrases'] = {}
    for (const { language, phrase } of read.phrases ?? [])
      (said[language] ??= []).push(phrase.value)
    return { value: read.value.value, key: read.key?.value, labels, phrases: said }
  },
}

type Length = { min: number; max: number }

const length: Shape<Located<Length>> = {
  expected: 'a length such as 10 or 4-8',
  json: { type: ['integer', 'string'], pattern: '^\\d{1,2}(-\\d{1,2})?$' },
  read(item, report) {
    const match = item.kind === 'text' ? /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(item.value) : null
    const [min, max] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (min >= 1 && max >= min && max <= LONGEST_CODE)
      return { value: { min, max }, range: item.range }
    report(error('wrong-value', `expected ${this.expected}`, item.range))
    return undefined
  },
}

const commonSlot = {
  type: must(among(...slotTypes), 'What kind of value it is.'),
  label: may(prompt, 'Its name on cards and reports.'),
  value: may(template, 'Its value at the start of the call.'),
  private: may(
    yesNo,
    'yes: masked on cards, sealed in the log, never in a program log, URL or header.',
  ),
  'read back': may(yesNo, 'yes: a private value may still be read back to the caller.'),
}

/** The largest number or amount. */
const MOST = 1e9

/** What may be read at a slot besides what all have. */
type Own = {
  options?: Located<Choice[]>
  others?: Located<boolean>
  length?: Located<Length>
  checksum?: Located<Checksum>
  min?: Located<number>
  max?: Located<number>
  from?: Located<string>
  to?: Located<string>
  hints?: Located<Located<string>[]>
  pattern?: Located<string>
}

type OwnFields = { [K in keyof Own]?: Field<NonNullable<Own[K]>, boolean> }

const numbers = (least: number) => ({
  min: may(decimal(least, MOST), 'The least.'),
  max: may(decimal(least, MOST), 'The most.'),
})
const slotFieldsOf = {
  choice: {
    options: must(list(choice), 'What may be chosen.'),
    others: may(yesNo, 'yes: other answers are taken too.'),
  },
  'yes-no': {},
  digits: {
    length: may(length, 'How many digits: 10 or 4-8.'),
    checksum: may(
      among(...checksums.filter((name) => name !== 'iban')),
      'A checksum the digits must fulfil.',
    ),
    pattern: may(text, 'A regular expression the digits must fit.'),
  },
  number: numbers(-MOST),
  ordinal: { max: may(decimal(1, MOST), 'The last place there is.') },
  date: {
    from: may(text, 'The first day: a date, or today.'),
    to: may(text, 'The last day: a date, or today.'),
  },
  time: {},
  'date-time': { from: may(text, 'The first day.'), to: may(text, 'The last day.') },
  duration: {
    min: may(duration(MINUTE, 365 * DAY), 'The shortest, such as 15 minutes.'),
    max: may(duration(MINUTE, 365 * DAY), 'The longest, such as 2 hours.'),
  },
  name: {},
  phone: {},
  money: numbers(0),
  code: {
    length: may(length, 'How many letters and digits: 6 or 5-8.'),
    checksum: may(among(...checksums), 'A checksum the code must fulfil.'),
    pattern: may(text, 'A regular expression the code must fit, such as [A-Z]{2}\\d{4}.'),
  },
  email: {},
  text: {
    hints: may(list(text), 'Words the recogniser should expect.'),
    pattern: may(text, 'A regular expression the text must fit.'),
  },
  recording: {},
  row: {},
} satisfies Record<SlotType, OwnFields>

/** The keys of a slot of one type. */
export const slotFields = (type: SlotType) => ({ ...commonSlot, ...slotFieldsOf[type] })

export const anySlot: Shape<Omit<Slot, 'name' | 'located'> & { range: Range }> = {
  expected: 'a slot with its type',
  json: {
    anyOf: slotTypes.map((type) => {
      const json = schemaOf(slotFields(type))
      return { ...json, properties: { ...json.properties, type: { const: type } } }
    }),
  },
  read(item, report) {
    if (item.kind !== 'map') return wrongKind(item, this.expected, report)
    const type = readTypeOf(item, report)
    return type && readSlot(item, type, report)
  },
}

function readTypeOf({ entries, range }: MapNode, report: Report): SlotType | undefined {
  const entry = entries.find(({ key }) => key.value === 'type')
  if (entry) return commonSlot.type.shape.read(entry.value, report)?.value
  report(error('missing-key', `a slot needs "type": ${oneOf(slotTypes)}`, range))
  return undefined
}

function readSlot(item: MapNode, type: SlotType, report: Report) {
  const fields: typeof commonSlot = slotFields(type)
  const read: FieldsRead<typeof commonSlot> & Own = readFields(
    item,
    fields,
    `a slot of type ${type}`,
    report,
  )
  return {
    type,
    range: item.range,
    label: firstText(read.label),
    labels: labelsOf(read.label),
    start: read.value,
    private: read.private?.value,
    readBack: read['read back']?.value,
    length: read.length?.value,
    checksum: read.checksum?.value,
    min: read.min?.value,
    max: read.max?.value,
    options: withKeys(read.options?.value),
    others: read.others?.value,
    from: read.from?.value,
    to: read.to?.value,
    hints: read.hints?.value.map(({ value }) => value),
    pattern: read.pattern?.value,
  }
}

/** A choice whose options have no keys gets 1, 2, 3 … in order. */
function withKeys(choices: Choice[] | undefined): Choice[] | undefined {
  if (!choices || choices.some(({ key }) => key)) return choices
  return choices.map((choice, index) =>
    index < 9 ? { ...choice, key: String(index + 1) } : choice,
  )
}
