// Which of two values was meant, when what was said could be either: "the second", "in April", "in
// the afternoon".
import type { SlotSpec } from '../flow/tree/slot.ts'
import { choose } from './choices.ts'
import type { Hearing } from './hearing.ts'
import { languageOf } from '../languages/language.ts'
import { words } from '../languages/normalise.ts'
import { kindFor } from './slots.ts'
import type { Reading } from './slots/kind.ts'
import { readBack } from '../say/read-back.ts'

/** The one of two readings that the words settle on; `both` when they are said again as unclear as
 * before, undefined when they fit neither. */
export function whichOfTwo(
  text: string,
  first: Reading,
  second: Reading,
  spec: SlotSpec,
  hearing: Hearing,
): Reading | 'both' | undefined {
  const two = [first, second].map(({ value, text: shown }): Reading => ({ value, text: shown }))
  const kind = kindFor(spec.type)
  const place = placeIn(text, hearing.language)
  if (place !== undefined) return two[place - 1]
  const heard = (said: string) =>
    new Set(kind.hear(said, spec, hearing).readings.map(({ value }) => JSON.stringify(value)))
  const whole = heard(text)
  const settled = only(two, ({ value }) => whole.has(JSON.stringify(value)))
  if (settled) return settled
  if (two.every(({ value }) => whole.has(JSON.stringify(value)))) return 'both'
  const parted = only(two, ({ value }) => sharesPart(String(value), text, spec, hearing))
  if (parted) return parted
  const phrases = two.map(({ value }) => readBack(value, spec, hearing.language, hearing.now))
  const chosen = choose(
    text,
    phrases.map((phrase, at) => ({ id: String(at), label: '', phrases: [phrase] })),
    hearing.language,
  )
  // another value is none of the two, however alike it sounds
  return chosen?.sure &&
    words(text).some((word) =>
      phrases.every((phrase, at) => words(phrase).includes(word) === (at === chosen.index)),
    )
    ? two[chosen.index]
    : undefined
}

const only = (
  two: readonly Reading[],
  fits: (reading: Reading) => boolean,
): Reading | undefined => {
  const fitting = two.filter(fits)
  return fitting.length === 1 ? fitting[0] : undefined
}

/** "The first one", "second": a place and nothing else of weight. */
function placeIn(text: string, tag: string): 1 | 2 | undefined {
  const { ordinals, small, carriers, fillers, numbers } = languageOf(tag)
  const said = words(text)
  const places = said
    .map((word) => ordinals.get(word))
    .filter((place) => place === 1 || place === 2)
  const rest = said.filter(
    (word) =>
      !ordinals.has(word) &&
      !small.has(word) &&
      !carriers.has(word) &&
      !fillers.has(word) &&
      numbers.get(word) !== 1,
  )
  return places.length === 1 && rest.length === 0 ? places[0] : undefined
}

/** True when the day or the hour that was said is that of the value: "in the afternoon" of five
 * o'clock, "on Friday" of a moment. */
function sharesPart(value: string, text: string, spec: SlotSpec, hearing: Hearing): boolean {
  const [, day, hour, minute] = /^(\d{4}-\d\d-\d\d)?T?(?:(\d\d):(\d\d))?$/.exec(value) ?? []
  const hears = (type: 'date' | 'time', said: string, part: string) =>
    kindFor(type)
      .hear(said, { ...spec, type }, hearing)
      .readings.map((reading) => reading.value)
      .includes(part)
  if (day !== undefined && hears('date', text, day)) return true
  if (hour === undefined) return false
  const clock = `${hour}:${minute}`
  return (
    hears('time', text, clock) ||
    hears('time', `${Number(hour) % 12 || 12}:${minute} ${text}`, clock)
  )
}
