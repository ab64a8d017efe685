// What a caller could key in or say for a slot: made up by type, and kept when the slot takes it.
import { RegExpParser, type AST } from '@eslint-community/regexpp'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { understandKeys } from '../../understand/keys.ts'
import { understandSpeech } from '../../understand/understand.ts'
import type { Hearing, Meaning } from '../../understand/hearing.ts'
import { languageOf } from '../../languages/language.ts'
import { DAY } from '../../flow/text/duration.ts'
import { around, isoDay } from './wanted.ts'
import { readBack } from '../../say/read-back.ts'

/** Something a caller does at a question. */
export type Act = { keys: string } | { speech: string }

/** The most values that are given at one question. */
const MOST_VALUES = 6
const MOST_TRIED = 400
const SURE = 0.95

/** Acts that give different values, those that conditions ask about first. `mode` is how the
 * question listens. */
export function valuesFor(
  slot: SlotSpec,
  hearing: Hearing,
  mode: string,
  wanted: ReadonlySet<string>,
): Act[] {
  const kept = new Map<string, Act>()
  let tried = 0
  for (const act of actsFor(slot, hearing, [...wanted].flatMap(around))) {
    if (++tried > MOST_TRIED || kept.size >= MOST_VALUES + wanted.size) break
    if (('keys' in act && mode === 'speech') || ('speech' in act && mode === 'keys')) continue
    const meaning = meaningOf(hearing, act)
    if (meaning?.kind !== 'value' || !meaning.sure) continue
    const key = JSON.stringify(meaning.value.value)
    if (!kept.has(key)) kept.set(key, act)
  }
  return [...kept.values()]
}

function meaningOf(hearing: Hearing, act: Act): Meaning | undefined {
  if ('speech' in act) return understandSpeech(hearing, [{ text: act.speech, confidence: SURE }])
  const keyed = understandKeys(hearing, act.keys, true)
  return 'wait' in keyed ? undefined : keyed.meaning
}

function* actsFor(slot: SlotSpec, hearing: Hearing, wanted: string[]): Generator<Act> {
  const { language } = hearing
  for (const value of valuesOf(slot, hearing, wanted)) {
    for (const keys of keyings(slot, value)) yield { keys }
    yield { speech: readBack(value, slot, language) }
    yield { speech: String(typeof value === 'object' ? '' : value) }
    yield { speech: [...String(value)].join(' ') }
  }
  if (slot.type === 'yes-no') {
    const { yes, no } = languageOf(language).words
    yield { speech: yes }
    yield { speech: no }
  }
  for (const { key, value, labels, phrases } of slot.options ?? []) {
    if (key !== undefined) yield { keys: key }
    for (const speech of [
      labels[language],
      ...(phrases[language] ?? []),
      ...(phrases[''] ?? []),
      labels[''],
      value,
    ])
      if (speech) yield { speech }
  }
}

/** Values as they are kept, or near enough to be said and keyed in. */
function valuesOf(slot: SlotSpec, { now }: Hearing, wanted: string[]): unknown[] {
  const numbers = [
    ...wanted.map(Number).filter((value) => !Number.isNaN(value)),
    ...[slot.min, slot.max].filter((value) => value !== undefined),
    Math.round(((slot.min ?? 1) + (slot.max ?? 9)) / 2),
    3,
    12,
  ]
  const days = [
    ...wanted.filter((text) => /^\d{4}-/.test(text)).map((text) => text.slice(0, 10)),
    ...[0, 1, 7, -1, 40, -400].map((days) => isoDay(now + days * DAY)),
    ...[slot.from, slot.to].filter((day) => day !== undefined && day !== 'today'),
  ]
  const patterned = slot.pattern === undefined ? [] : textsFitting(slot.pattern)
  switch (slot.type) {
    case 'digits':
      return [...wanted.map((begin) => wholeFrom(begin, slot)), ...patterned, ...digits(slot)]
    case 'number':
    case 'ordinal':
      return numbers
    case 'money':
      return numbers.flatMap((amount) => [
        { amount, currency: 'EUR' },
        { amount, currency: undefined },
      ])
    case 'date':
      return days
    case 'time':
      return [...wanted, '10:00', '15:30', '08:05']
    case 'date-time':
      return [...wanted, ...days.map((day) => `${day}T10:00`)]
    case 'duration':
      return ['PT30M', 'PT1H', 'PT10M', 'P2D', 'PT45S']
    case 'phone':
      return ['+442079460991', '+12025550143', '+375291234567']
    case 'code':
      return [...wanted, ...patterned, ...letters(slot)]
    case 'email':
      return ['anna@example.com']
    case 'name':
      return [...patterned, ...['en', 'ru'].map((tag) => languageOf(tag).samples.names[1])]
    case 'text':
      return [...wanted, ...patterned, ...(slot.hints ?? []), 'it makes a noise']
    default:
      return []
  }
}

/** Every number of a length whose end is free to fit a checksum. */
function* digitTexts(slot: SlotSpec): Generator<string> {
  const { min, max } = slot.length ?? { min: 4, max: 8 }
  for (const length of new Set([min, Math.min(max, 10), max])) {
    const all = '481516234210842736519'.repeat(3)
    const free = Math.min(2, length)
    for (let end = 0; end < (slot.checksum || slot.pattern ? 10 ** free : 2); end++)
      yield (
        all.slice(0, length - free) +
        String(end + (slot.checksum ? 0 : 41))
          .padStart(free, '0')
          .slice(-free)
      )
  }
}

/** As long as the slot wants it: a condition may name the beginning alone. */
const wholeFrom = (begin: string, { length }: SlotSpec): string =>
  begin.padEnd(length?.min ?? 0, '4815162342')

const digits = (slot: SlotSpec): string[] => [...digitTexts(slot)]

function letters({ length, pattern }: SlotSpec): string[] {
  if (pattern !== undefined) return []
  const size = length?.min ?? 6
  return ['K7M4P2R9X3'.repeat(4).slice(0, size), '7'.repeat(size)]
}

/** The keys for a value, by its type. */
function keyings(slot: SlotSpec, value: unknown): string[] {
  const text =
    typeof value === 'object' && value !== null && 'amount' in value
      ? String(value.amount).replace('.', '*')
      : String(value)
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? []
  switch (slot.type) {
    case 'date':
      return [`${day}${month}${year}`, `${month}${day}${year}`]
    case 'time':
      return [text.replace(':', '')]
    case 'phone':
      return [`${text.replace('+', '00')}#`, `${text.replace(/^\+(44|1|375)/, '0')}#`]
    default:
      return /^[\d*]+$/.test(text) ? [`${text}#`, text] : []
  }
}

/** Some texts that fit a pattern: at each choice of it one way, then another. */
function textsFitting(pattern: string): string[] {
  try {
    const parsed = new RegExpParser({ ecmaVersion: 2023 }).parsePattern(
      pattern,
      0,
      pattern.length,
      { unicode: true, unicodeSets: false },
    )
    return [0, 1, 2].map((turn) => sampleOf(parsed, turn))
  } catch {
    return []
  }
}

type Part = AST.Pattern | AST.Alternative | AST.Element

function sampleOf(part: Part, turn: number): string {
  switch (part.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return sampleOf(part.alternatives[turn % part.alternatives.length] as AST.Alternative, turn)
    case 'Alternative':
      return part.elements.map((element) => sampleOf(element, turn)).join('')
    case 'Quantifier':
      return sampleOf(part.element, turn).repeat(
        Math.max(part.min, Math.min(part.max, part.min + (turn % 2))),
      )
    case 'Character':
      return String.fromCodePoint(part.value)
    case 'CharacterSet':
      if (part.kind === 'space') return ' '
      return (part.kind === 'digit' ? '482' : 'kmp').charAt(turn % 3)
    case 'CharacterClass':
      return part.negate ? 'k' : ofClass(part, turn)
    default:
      return ''
  }
}

function ofClass({ elements }: AST.CharacterClass, turn: number): string {
  const element = elements[turn % elements.length]
  if (!element) return ''
  if (element.type === 'Character') return String.fromCodePoint(element.value)
  if (element.type === 'CharacterClassRange')
    return String.fromCodePoint(Math.min(element.max.value, element.min.value + turn * 3))
  return element.type === 'CharacterSet' ? sampleOf(element, turn) : ''
}
