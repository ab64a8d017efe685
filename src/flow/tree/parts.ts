// The declared parts of a flow: desks, lookups and slots, with their keys.
import { nearest, oneOf, type Report } from '../text/diagnostic.ts'
import type { Located, Node, Range } from '../text/located.ts'
import type { Field, Slot } from './flow.ts'
import { firstText, options } from './option.ts'
import { phrases, prompt } from './prompt.ts'
import {
  among,
  count,
  decimal,
  duration,
  group,
  key,
  list,
  may,
  must,
  name,
  readFields,
  target,
  template,
  text,
  wrongKind,
  yesNo,
  type Shape,
} from './shape.ts'
import { checksums, slotTypes, type Choice, type SlotType } from './slot.ts'

const node: Shape<Node> = { expected: 'a value', json: {}, read: (value) => value }

export const deskFields = {
  label: may(prompt, "The desk's name as callers and operators hear it."),
  needs: may(
    list(name('a slot')),
    'Slots the operator must know: checked on every way the author wrote.',
  ),
  shows: may(list(text), "Further values on the operator's card."),
  whisper: may(template, 'What the operator hears before the caller is put through.'),
  skills: may(list(text), 'Skills an operator needs.'),
  hours: may(name('opening hours'), 'When the desk is open.'),
  record: may(yesNo, 'yes: the conversation is recorded.'),
  music: may(text, 'What is played while the caller waits, or none.'),
  'wait at most': may(
    duration(10_000, 3_600_000),
    'The longest a caller waits; 5 minutes without it.',
  ),
  'while waiting': may(
    group(
      {
        say: may(prompt, 'Said while the caller waits.'),
        every: may(duration(10_000, 600_000), 'How often.'),
        options: may(options, 'Ways out of the queue.'),
      },
      '"while waiting"',
    ),
    'What a waiting caller hears and may choose.',
  ),
  'back to': may(list(target), 'Steps the operator may send the caller to.'),
  number: may(template, "A looked-up number to ring instead of the desk's people."),
  'show number': may(
    among('line', 'caller'),
    "Which number the operator sees; the line's without it.",
  ),
  rings: may(duration(5000, 120_000), 'How long each person is rung; 20 seconds without it.'),
  nobody: must(target, 'Where the call goes when nobody takes it.'),
  closed: may(target, 'Where the call goes outside the hours; without it, to `nobody`.'),
  then: may(target, 'Where the call goes after the conversation; without it, it ends.'),
  instead: may(text, 'Another place the caller is told to turn to.'),
}

export const lookupFields = {
  takes: may(list(name('a value')), 'Values it is given.'),
  optional: may(list(name('a value')), 'Those of `takes` that may be unknown.'),
  gives: may(node, 'Fields of its answer with their types, or lists of fields.'),
  changes: may(yesNo, 'yes: it changes something, so it is sent once only.'),
  example: may(node, 'An answer for the practice phone and scripted calls.'),
}

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
    const said: Record<string, string[]> = {}
    for (const { language, phrase } of read.phrases ?? [])
      (said[language] ??= []).push(phrase.value)
    return {
      value: read.value.value,
      key: read.key?.value,
      labels: Object.assign(
        { '': read.value.value },
        ...(read.label?.pieces ?? []).map((piece) =>
          Object.fromEntries(
            Object.entries(piece.texts).map(([language, { source }]) => [language, source]),
          ),
        ),
      ),
      phrases: said,
    }
  },
}

const length: Shape<Located<{ min: number; max: number }>> = {
  expected: 'a length such as 10 or 4-8',
  json: { type: ['integer', 'string'], pattern: '^\\d{1,2}(-\\d{1,2})?$' },
  read(item, report) {
    const match = item.kind === 'text' ? /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(item.value) : null
    const min = Number(match?.[1]),
      max = Number(match?.[2] ?? match?.[1])
    if (match && min >= 1 && max >= min && max <= 40)
      return { value: { min, max }, range: item.range }
    report({
      code: 'wrong-value',
      severity: 'error',
      message: `expected ${this.expected}`,
      range: item.range,
    })
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
  number: { min: may(decimal(-1e9, 1e9), 'The least.'), max: may(decimal(-1e9, 1e9), 'The most.') },
  ordinal: { max: may(decimal(1, 1e9), 'The last place there is.') },
  date: {
    from: may(text, 'The first day: a date, or today.'),
    to: may(text, 'The last day: a date, or today.'),
  },
  time: {},
  'date-time': { from: may(text, 'The first day.'), to: may(text, 'The last day.') },
  duration: {
    min: may(duration(60_000, 365 * 86_400_000), 'The shortest, such as 15 minutes.'),
    max: may(duration(60_000, 365 * 86_400_000), 'The longest, such as 2 hours.'),
  },
  name: {},
  phone: {},
  money: { min: may(decimal(0, 1e9), 'The least.'), max: may(decimal(0, 1e9), 'The most.') },
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
} as const satisfies Record<SlotType, object>

/** The keys of a slot of one type. */
export const slotFields = (type: SlotType) => ({ ...commonSlot, ...slotFieldsOf[type] })

export const anySlot: Shape<Omit<Slot, 'name' | 'located'> & { range: Range }> = {
  expected: 'a slot with its type',
  json: {
    anyOf: slotTypes.map((type) => {
      const { json } = group(slotFields(type), `a slot of type ${type}`)
      return { ...json, properties: { ...(json.properties as object), type: { const: type } } }
    }),
  },
  read(item, report) {
    if (item.kind !== 'map') return wrongKind(item, this.expected, report)
    const typeNode = item.entries.find(({ key }) => key.value === 'type')
    const type = typeNode ? commonSlot.type.shape.read(typeNode.value, report)?.value : undefined
    if (!typeNode)
      report({
        code: 'missing-key',
        severity: 'error',
        message: `a slot needs "type": ${oneOf(slotTypes)}`,
        range: item.range,
      })
    if (!type) return undefined
    const fields: ReturnType<typeof slotFields> & Record<string, unknown> = slotFields(type)
    const read = readFields(
      item.entries,
      item.range,
      fields as typeof commonSlot,
      `a slot of type ${type}`,
      report,
    )
    const extra = read as unknown as Record<string, Located<unknown> | undefined>
    return {
      type,
      range: item.range,
      label: firstText(read.label),
      labels: read.label,
      start: read.value,
      private: read.private?.value,
      readBack: read['read back']?.value,
      length: extra.length?.value as Slot['length'],
      checksum: extra.checksum?.value as Slot['checksum'],
      min: extra.min?.value as number | undefined,
      max: extra.max?.value as number | undefined,
      options: numbered(extra.options?.value as Choice[] | undefined),
      others: extra.others?.value as boolean | undefined,
      from: extra.from?.value as string | undefined,
      to: extra.to?.value as string | undefined,
      hints: (extra.hints?.value as Located<string>[] | undefined)?.map(({ value }) => value),
      pattern: extra.pattern?.value as string | undefined,
    }
  },
}

/** A choice whose options have no keys gets 1, 2, 3 … in order. */
function numbered(choices: Choice[] | undefined): Choice[] | undefined {
  if (!choices || choices.some(({ key }) => key)) return choices
  return choices.map((choice, index) =>
    index < 9 ? { ...choice, key: String(index + 1) } : choice,
  )
}

/** The types of a lookup's answer. */
export function readGives(gives: Node, report: Report): Field[] | undefined {
  if (gives.kind !== 'map') return wrongKind(gives, 'fields with their types', report)
  return gives.entries.flatMap(({ key, value }): Field[] => {
    if (value.kind === 'text')
      return readType(value, report).map((type) => ({ name: key.value, type }))
    const inner = value.kind === 'list' ? value.items[0] : undefined
    if (inner?.kind !== 'map') {
      wrongKind(value, 'a type, or a list of fields such as [{ id: text, day: date }]', report)
      return []
    }
    const fields = inner.entries.flatMap((field) =>
      readType(field.value, report).map((type) => ({ name: field.key.value, type })),
    )
    return [{ name: key.value, type: { list: fields } }]
  })
}

export function readType(value: Node, report: Report): SlotType[] {
  if (value.kind !== 'text') {
    wrongKind(value, `a type: ${oneOf(slotTypes)}`, report)
    return []
  }
  const type = slotTypes.find((known) => known === value.value)
  if (type) return [type]
  const near = nearest(value.value, slotTypes)
  report({
    code: 'unknown-type',
    severity: 'error',
    message: `"${value.value}" is not a type; expected ${oneOf(slotTypes)}`,
    range: value.range,
    hint: near ? `did you mean "${near}"?` : undefined,
  })
  return []
}

export const deskShape = group(deskFields, 'a desk')
export const lookupShape = group(lookupFields, 'a lookup')
export const confidenceShape = group(
  {
    reject: may(decimal(0, 1), 'Below this nothing was understood; 0.45 without it.'),
    sure: may(decimal(0, 1), 'From this on nothing need be confirmed; 0.8 without it.'),
  },
  '"confidence"',
)
export const budgetShape = group(
  {
    option: may(
      duration(1000, 600_000),
      'Until the key of each option was heard, on the shortest way to it.',
    ),
    person: may(
      duration(1000, 600_000),
      'Until somebody is rung, or a recorder listens, for who asks for a person at the first question.',
    ),
    silence: may(
      duration(1000, 3_600_000),
      'Until who says nothing, or is never understood, reaches a person, a recorder or a goodbye after a goal.',
    ),
    call: may(
      duration(1000, 3_600_000),
      'The call that is to be expected, without a conversation.',
    ),
  },
  '"budget"',
)
export const limitsShape = group(
  {
    turns: may(count(5, 500), 'Turns of the caller in a call; 40 without it.'),
    minutes: may(count(1, 240), 'Minutes outside a conversation; 60 without it.'),
  },
  '"limits"',
)
