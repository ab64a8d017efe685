// Corrections of what was read back: "not five, six", "seven one at the end", "the third digit is
// nine", "no, on Tuesday".
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { SlotSpec } from '../flow/tree/slot.ts'
import type { Hearing, Value } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { simplify } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import { nothing, type Heard, type Reading } from './slots/kind.ts'
import { writeDate } from '../say/speak-value.ts'
import { spelling } from './spelling.ts'

/** The most words after a "not" that are gone through. */
const mostWords = 12

/** The words with single spaces around them; commas stay, because they part what was wrong from
 * what is right. */
const spaced = (text: string): string =>
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
  const said = spaced(text)
  const signs = spec.type === 'digits' || spec.type === 'phone' || spec.type === 'code'
  if (signs) return correctSigns(said, held, spec, hearing)
  const other = otherThan(said, held, spec, hearing)
  return other.readings.length > 0 || spec.type !== 'date-time'
    ? other
    : correctMoment(text, held, spec, hearing)
}

function correctSigns(said: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const { prefix, body } = bodyOf(held, spec)
  for (const changed of [
    ...placed(said, body, spec, hearing.language),
    ...swapped(said, body, spec, hearing.language),
  ]) {
    const { readings } = kindFor(spec.type).hear(prefix + changed, spec, hearing)
    // a sign too many or too few is no correction
    if (readings.length > 0) return { readings, unsure: true }
  }
  return nothing
}

/** The part that callers count in: a telephone number without its country, a code without its
 * dashes. */
function bodyOf({ value }: Value, { type }: SlotSpec): { prefix: string; body: string } {
  const phone = type === 'phone' ? parsePhoneNumberFromString(String(value)) : undefined
  return phone
    ? { prefix: `+${phone.countryCallingCode}`, body: phone.nationalNumber }
    : { prefix: '', body: String(value).replace(/[^\p{L}\p{N}]/gu, '') }
}

/** The letters and figures in some words. */
function signsIn(words: string, { type }: SlotSpec, tag: string): string {
  const found = spelling(words.replaceAll(',', ' '), tag).filter(
    ({ kind }) => kind === 'figure' || (kind === 'letter' && type === 'code'),
  )
  const sure = found.filter((one) => one.sure)
  return (sure.length > 0 ? sure : found)
    .map(({ native, latin }) => native[0] ?? latin[0] ?? '')
    .join('')
}

/** What was said of the end, the beginning or a counted place. */
function* placed(said: string, body: string, spec: SlotSpec, tag: string): Generator<string> {
  const { end, start, lastButOne, unit } = languageOf(tag).readBack
  const rest = (found: RegExp) => signsIn(said.replace(found, ' '), spec, tag)
  const put = (part: string, at: number) =>
    part !== '' && at >= 0 && at + part.length <= body.length
      ? [body.slice(0, at) + part + body.slice(at + part.length)]
      : []
  if (lastButOne.test(said)) yield* put(rest(lastButOne).slice(0, 1), body.length - 2)
  else if (end.test(said)) {
    const part = rest(end)
    yield* put(part, body.length - part.length)
  } else if (start.test(said)) {
    const part = rest(start)
    // a trunk zero is said but not kept
    yield* put(spec.type === 'phone' && !body.startsWith('0') ? part.replace(/^0/, '') : part, 0)
  } else {
    const words = said.trim().split(' ')
    const ordinal = words.findIndex(
      (word, at) => languageOf(tag).ordinals.has(word) && unit.test(words[at + 1] ?? ''),
    )
    if (ordinal >= 0)
      yield* put(
        signsIn(words.toSpliced(ordinal, 2).join(' '), spec, tag).slice(0, 1),
        languageOf(tag).ordinals.get(words[ordinal]!)! - 1,
      )
  }
}

/** "Not X, Y", "Y, not X" and "Y instead of X": the last X becomes Y. */
function* swapped(said: string, body: string, spec: SlotSpec, tag: string): Generator<string> {
  const wording = languageOf(tag).readBack
  const replace = (wrong: string, right: string) => {
    const at = wrong === '' || right === '' || wrong === right ? -1 : body.lastIndexOf(wrong)
    return at < 0 ? [] : [body.slice(0, at) + right + body.slice(at + wrong.length)]
  }
  const instead = wording.instead.exec(said)
  const before = instead ? signsIn(said.slice(0, instead.index), spec, tag) : ''
  if (instead && before !== '')
    return yield* replace(
      signsIn(said.slice(instead.index + instead[0].length - 1), spec, tag),
      before,
    )
  const not = wording.not.exec(said)
  if (!not) return
  const words = said
    .slice(not.index + not[0].length)
    .trim()
    .split(' ')
  if (words[0] === ',') return
  const parted = words.findIndex((word) => word === ',' || wording.but.test(word))
  if (parted > 0)
    return yield* replace(
      signsIn(words.slice(0, parted).join(' '), spec, tag),
      signsIn(words.slice(parted + 1).join(' '), spec, tag),
    )
  // without a pause only "not five six" is plain
  const all = signsIn(words.join(' '), spec, tag)
  if (all.length % 2 === 0) yield* replace(all.slice(0, all.length / 2), all.slice(all.length / 2))
}

/** "Not Tuesday, Wednesday": of two values the one that was not read back. */
function otherThan(said: string, held: Value, spec: SlotSpec, hearing: Hearing): Heard {
  const { not, instead } = languageOf(hearing.language).readBack
  const hear = (words: string) =>
    kindFor(spec.type).hear(words.replaceAll(' , ', ', '), spec, hearing)
  const isHeld = ({ value }: Reading) => JSON.stringify(value) === JSON.stringify(held.value)
  const found = instead.exec(said) ?? not.exec(said)
  if (!found) return nothing
  const [before, after] = [
    said.slice(0, found.index),
    said.slice(found.index + found[0].length - 1),
  ]
  if (
    hear(after).readings.some(isHeld) &&
    hear(before).readings.length > 0 &&
    !hear(before).readings.some(isHeld)
  )
    return { ...hear(before), unsure: true }
  const words = after.trim().split(' ').slice(0, mostWords)
  for (let at = 1; at < words.length; at++) {
    const wrong = hear(words.slice(0, at).join(' ')).readings
    const right = hear(words.slice(at).join(' ').replace(/^, /, ''))
    if (wrong.some(isHeld) && right.readings.length > 0 && !right.readings.some(isHeld))
      return { ...right, unsure: true }
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
