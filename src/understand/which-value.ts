// Which of two values was meant, when what was said could be either: "the second", "in April", "in
// the afternoon".
import type { SlotSpec } from '../flow/tree/slot.ts'
import { languageOf } from '../languages/language.ts'
import { words } from '../languages/normalise.ts'
import { readBack } from '../say/read-back.ts'
import { choose } from './choices.ts'
import type { Hearing } from './hearing.ts'
import { kindFor } from './slots.ts'
import type { Reading } from './slots/kind.ts'

/** The one of two readings that the words settle on; `both` when they are said again as unclear as
 * before, undefined when they fit neither. */
export function whichValue(
  text: string,
  two: readonly [Reading, Reading],
  spec: SlotSpec,
  hearing: Hearing,
): Reading | 'both' | undefined {
  const [first, second] = two
  const place = placeIn(text, hearing.language)
  if (place !== undefined) return place === 1 ? first : second
  const { readings } = kindFor(spec.type).hear(text, spec, hearing)
  const values = new Set(readings.map(({ value }) => JSON.stringify(value)))
  const hears = ({ value }: Reading) => values.has(JSON.stringify(value))
  if (hears(first) && hears(second)) return 'both'
  return (
    onlyOne(two, hears) ??
    onlyOne(two, ({ value }) => sharesPart(String(value), text, spec, hearing)) ??
    bySound(text, two, spec, hearing)
  )
}

function onlyOne(
  two: readonly Reading[],
  fits: (reading: Reading) => boolean,
): Reading | undefined {
  const [fitting, ...more] = two.filter(fits)
  return more.length === 0 ? fitting : undefined
}

/** The value that sounds like what was said. Another value is none of the two, however alike it
 * sounds. */
function bySound(
  text: string,
  two: readonly Reading[],
  spec: SlotSpec,
  { language, now }: Hearing,
): Reading | undefined {
  const phrases = two.map(({ value }) => readBack(value, spec, language, now))
  const items = phrases.map((phrase, at) => ({ id: String(at), label: '', phrases: [phrase] }))
  const match = choose(text, items, language)
  if (!match?.sure) return undefined
  const tellsApart = (word: string) =>
    phrases.every((phrase, at) => words(phrase).includes(word) === (at === match.index))
  return words(text).some(tellsApart) ? two[match.index] : undefined
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
