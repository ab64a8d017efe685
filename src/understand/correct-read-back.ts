// Corrections of what was read back: "not five, six", "seven one at the end", "the third digit is
// nine", "no, on Tuesday".
import { unlessEmpty } from '../ground/lists.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { SlotSpec } from '../flow/tree/slot.ts'
import type { Hearing, Value } from './hearing.ts'
import { languageOf, type Language } from '../languages/language.ts'
import { simplify } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import { nothing, type Heard, type Reading } from './slots/kind.ts'
import { writeDate } from '../say/speak-value.ts'
import { spelling } from './spelling.ts'

/** The most words after a "not" that are gone through. */
const MOST_WORDS = 12

/** The words with single spaces around them; commas stay, because they part what was wrong from
 * what is right. */
const spaceOut = (text: string): string =>
  ` ${simplify(text)
    .replace(/[^\p{L}\p{N},+-]+/gu, ' ')
    .replace(/\s*,+\s*/g, ' , ')
    .replace(/\s+/g, ' ')
    .trim()} `

/**
 * What the value becomes that was read back. `readings` are empty when the words correct nothing.
 * A part of a number, code or telephone number is put in its place; of a day and a time the one
 * that was said again is taken.
 */
export function correct(text: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const said = spaceOut(text)
  const signs = spec.type === 'digits' || spec.type === 'phone' || spec.type === 'code'
  if (signs) return correctSigns(said, held, spec, hearing)
  const other = otherThan(said, held, spec, hearing)
  if (other.readings.length > 0 || spec.type !== 'date-time') return other
  return correctMoment(text, held, spec, hearing)
}

function correctSigns(said: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const { prefix, body } = bodyOf(held, spec)
  const signs: Signs = {
    body,
    wording: languageOf(hearing.language),
    signsIn: (words) => signsIn(words, spec, hearing.language),
    isPhone: spec.type === 'phone',
  }
  for (const corrected of [...byPlace(said, signs), ...byWrong(said, signs)]) {
    const { readings } = kindFor(spec.type).hear(prefix + corrected, spec, hearing)
    // a sign too many or too few is no correction
    if (readings.length > 0) return { readings, unsure: true }
  }
  return nothing
}

/** The letters and figures that were read back, and how they are found in words. */
type Signs = {
  body: string
  wording: Language
  signsIn: (words: string) => string
  isPhone: boolean
}

/** The part that callers count in: a telephone number without its country, a code without its
 * dashes. */
function bodyOf({ value }: Value, { type }: SlotSpec): { prefix: string; body: string } {
  const phone = type === 'phone' ? parsePhoneNumberFromString(String(value)) : undefined
  if (phone) return { prefix: `+${phone.countryCallingCode}`, body: phone.nationalNumber }
  return { prefix: '', body: String(value).replace(/[^\p{L}\p{N}]/gu, '') }
}

/** The letters and figures in some words. */
function signsIn(words: string, { type }: SlotSpec, tag: string): string {
  const found = spelling(words.replaceAll(',', ' '), tag).filter(
    ({ kind }) => kind === 'figure' || (kind === 'letter' && type === 'code'),
  )
  const sure = found.filter((one) => one.sure)
  return unlessEmpty(sure, found)
    .map(({ native, latin }) => native[0] ?? latin[0] ?? '')
    .join('')
}

/** What was said of the end, the beginning or a counted place. */
function byPlace(said: string, { body, wording, signsIn: find, isPhone }: Signs): string[] {
  const { end, start, lastButOne, unit } = wording.readBack
  const rest = (found: RegExp) => find(said.replace(found, ' '))
  const insert = (part: string, at: number) =>
    part !== '' && at >= 0 && at + part.length <= body.length
      ? [body.slice(0, at) + part + body.slice(at + part.length)]
      : []
  if (lastButOne.test(said)) return insert(rest(lastButOne).slice(0, 1), body.length - 2)
  if (end.test(said)) return insert(rest(end), body.length - rest(end).length)
  // a trunk zero is said but not kept
  if (start.test(said))
    return insert(isPhone && !body.startsWith('0') ? rest(start).replace(/^0/, '') : rest(start), 0)
  const words = said.trim().split(' ')
  for (const [at, word] of words.entries()) {
    const place = wording.ordinals.get(word)
    if (place !== undefined && unit.test(words[at + 1] ?? ''))
      return insert(find(words.toSpliced(at, 2).join(' ')).slice(0, 1), place - 1)
  }
  return []
}

/** "Not X, Y", "Y, not X" and "Y instead of X": the last X becomes Y. */
function byWrong(said: string, { body, wording, signsIn: find }: Signs): string[] {
  const { instead, not, but } = wording.readBack
  const replace = (wrong: string, right: string) => {
    const at = wrong === '' || right === '' || wrong === right ? -1 : body.lastIndexOf(wrong)
    return at < 0 ? [] : [body.slice(0, at) + right + body.slice(at + wrong.length)]
  }
  const turned = instead.exec(said)
  const right = turned ? find(said.slice(0, turned.index)) : ''
  if (turned && right !== '') return replace(find(after(turned, said)), right)
  const denied = not.exec(said)
  if (!denied) return []
  const words = said
    .slice(denied.index + denied[0].length)
    .trim()
    .split(' ')
  if (words[0] === ',') return []
  const parted = words.findIndex((word) => word === ',' || but.test(word))
  if (parted > 0)
    return replace(find(words.slice(0, parted).join(' ')), find(words.slice(parted + 1).join(' ')))
  // without a pause only "not five six" is plain
  const all = find(words.join(' '))
  const half = all.length / 2
  return Number.isInteger(half) ? replace(all.slice(0, half), all.slice(half)) : []
}

/** What follows the words found, with the space between. */
const after = (found: RegExpExecArray, said: string): string =>
  said.slice(found.index + found[0].length - 1)

/** "Not Tuesday, Wednesday": of two values the one that was not read back. */
function otherThan(said: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const { not, instead } = languageOf(hearing.language).readBack
  const hear = (words: string) =>
    kindFor(spec.type).hear(words.replaceAll(' , ', ', '), spec, hearing)
  const isHeld = ({ value }: Reading) => JSON.stringify(value) === JSON.stringify(held.value)
  const isOther = ({ readings }: Heard) => readings.length > 0 && !readings.some(isHeld)
  const found = instead.exec(said) ?? not.exec(said)
  if (!found) return nothing
  const rest = after(found, said)
  const before = hear(said.slice(0, found.index))
  if (isOther(before) && hear(rest).readings.some(isHeld)) return { ...before, unsure: true }
  const words = rest.trim().split(' ').slice(0, MOST_WORDS)
  for (let at = 1; at < words.length; at++) {
    const wrong = hear(words.slice(0, at).join(' ')).readings
    const right = hear(words.slice(at).join(' ').replace(/^, /, ''))
    if (wrong.some(isHeld) && isOther(right)) return { ...right, unsure: true }
  }
  return nothing
}

/** The day or the time of day that was said again, with the other as it was. */
function correctMoment(text: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const [day = '', clock = ''] = String(held.value).split('T')
  const dates = kindFor('date').hear(text, { ...spec, type: 'date' }, hearing).readings
  const times = kindFor('time').hear(text, { ...spec, type: 'time' }, hearing).readings
  // both were said again
  if (dates.length > 0 && times.length > 0) return nothing
  const moments =
    dates.length > 0
      ? dates.map(({ value }) => `${String(value)}T${clock}`)
      : times.map(({ value }) => `${day}T${String(value)}`)
  const readings = moments
    .filter((moment) => moment !== held.value)
    .map((moment): Reading => ({
      value: moment,
      text: `${writeDate(moment.slice(0, 10), hearing.language)}, ${moment.slice(11)}`,
    }))
  return { readings, unsure: true }
}
