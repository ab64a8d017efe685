// A place in a row: the third, the 21st, the last, the third from the end, the next.
import type { SlotSpec } from '../../flow/tree/slot.ts'
import { correcting } from '../self-corrections.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { phraseAt } from '../../languages/normalise.ts'
import { numeralAt } from '../numbers.ts'
import { findAll, textAt, tokens, type Token } from '../tokens.ts'
import { isAlone, quantities } from '../quantities.ts'
import { sayPlace } from '../../say/speak-value.ts'
import { hintList, nothing, sift, type Reading, type SlotKind, type Why } from './kind.ts'
import { number } from './number.ts'

/** A number counts from the start; a text from the end (`end+0` is the last, `end-1` the one before
 * it) or from where one is (`current+1` is the next). */
type Place = number | string

function fault(value: unknown, spec: SlotSpec): Why | undefined {
  if (typeof value === 'number')
    return value < 1 || value > (spec.max ?? Infinity) ? 'invalid range' : undefined
  if (spec.max !== undefined && Number(/^end-(\d+)$/.exec(String(value))?.[1] ?? 0) >= spec.max)
    return 'invalid range'
  return undefined
}

function reading(value: Place, { language }: Hearing): Reading {
  return { value, text: sayPlace(value, language) }
}

function placeAt(
  said: readonly Token[],
  at: number,
  plain: string[],
  language: Language,
): { place: Place; to: number } | undefined {
  const [named] = Object.entries(language.places)
    .flatMap(([place, phrases]) => {
      const phrase = phraseAt(plain, at, phrases)
      return phrase ? [{ place, to: at + phrase.length }] : []
    })
    .sort((a, b) => b.to - a.to)
  if (named) return named
  const numeral = numeralAt(said, at, language)
  if (!numeral) return undefined
  const end = phraseAt(plain, numeral.to, language.fromEnd)
  if (numeral.ordinal && end)
    return {
      place: numeral.value === 1 ? 'end+0' : `end-${numeral.value - 1}`,
      to: numeral.to + end.length,
    }
  if (numeral.ordinal && !isPart(said, at, numeral.to, language))
    return { place: numeral.value, to: numeral.to }
  return { place: NaN, to: numeral.to }
}

// "a second" is a moment and "a millionth" a fraction; "a second one" is the second.
function isPart(said: readonly Token[], at: number, to: number, language: Language): boolean {
  const before = textAt(said, at - 1)
  const word = to === at + 1 ? textAt(said, at) : ''
  const counted = language.articles.has(before) || language.numbers.get(before) === 1
  return (
    counted &&
    (language.ordinalScales.has(word) || (word === 'second' && said[to]?.kind !== 'word'))
  )
}

function placesIn(text: string, language: Language): Place[] {
  const said = tokens(text)
  const plain = said.map((token) => token.text)
  return findAll(said.length, (at) => placeAt(said, at, plain, language))
    .map(({ place }) => place)
    .filter((place) => !Number.isNaN(place))
}

export const ordinal: SlotKind = {
  hear: correcting((text, spec, hearing) => {
    const language = languageOf(hearing.language)
    const places = placesIn(text, language)
    if (places.length > 0)
      return sift(
        places.map((place) => reading(place, hearing)),
        ({ value }) => fault(value, spec),
      )
    // "number three" is a place as well
    const [counted, other] = quantities(text, language)
    if (!counted || other || !Number.isInteger(counted.value) || !isAlone(counted, language))
      return nothing
    return sift([reading(counted.value, hearing)], ({ value }) => fault(value, spec))
  }),
  key: (keys, spec, hearing, ended) => {
    const keyed = number.key(keys, { ...spec, min: 1 }, hearing, ended)
    if (keyed.state === 'complete')
      return { ...keyed, reading: reading(Number(keyed.reading.value), hearing) }
    return keyed
  },
  hints: (_spec, language) => hintList(Object.values(languageOf(language).placeNames)),
  maxKeys: (spec) => number.maxKeys(spec),
  expects: 'words',
}
