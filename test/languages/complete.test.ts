// What a language must have to be spoken here. A new one is a folder and a line in the index; what
// it still lacks is named.
import { expect, test } from 'vitest'
import type { Unit } from '../../src/languages/calendar.ts'
import { currencyNamesOf } from '../../src/languages/currency-names.ts'
import { languages } from '../../src/languages/index.ts'
import type { Language } from '../../src/languages/language.ts'
import { phraseIds } from '../../src/languages/phrases.ts'
import { ALPHABET } from '../../src/languages/scripts.ts'

type Piece = (language: Language) => boolean

const upTo = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, i) => from + i)
const namesAll = (names: ReadonlyMap<string, number>, values: number[]): boolean =>
  values.every((value) => new Set(names.values()).has(value))
const filled = (lists: (string[][] | ReadonlySet<string>)[]): boolean =>
  lists.every((list) => [...list].length > 0)
const lines = (text: string): number => text.trim().split('\n').length
const units: Unit[] = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

const pieces: Record<string, Piece> = {
  'a code that Intl knows': ({ code }) => Intl.PluralRules.supportedLocalesOf(code).length === 1,
  'numbers to twenty and the tens': ({ numbers }) =>
    namesAll(numbers, [0, ...upTo(20), ...upTo(9).map((ten) => ten * 10)]),
  'hundreds, thousands, millions': ({ numbers, hundred, scales }) =>
    (hundred.size > 0 || namesAll(numbers, [100])) && namesAll(scales, [1e3, 1e6]),
  'ordinals to thirty, and how they end in figures': ({ ordinals, ordinalEnd, sayOrdinal }) =>
    namesAll(ordinals, [...upTo(20), 30]) && ordinalEnd.test(sayOrdinal(3)),
  'words of numbers': ({ point, minus, plus, pieces: parts, extension }) =>
    filled([point, minus, plus, extension]) && namesAll(parts, [0.5, 0.25]),
  'places in a row': ({ places, placeNames, fromEnd }) =>
    ['end+0', 'end-1', 'current+1', 'current-1', 'current+0'].every(
      (place) => filled([places[place] ?? []]) && placeNames[place] !== undefined,
    ) && filled([fromEnd]),
  'corrections while speaking': ({ corrections }) => filled([corrections]),
  months: ({ calendar }) => namesAll(calendar.months, upTo(12)),
  weekdays: ({ calendar }) => namesAll(calendar.weekdays, upTo(7)),
  'days near today': ({ calendar }) =>
    [-1, 0, 1, 2].every((day) => calendar.days.some(([, from]) => from === day)),
  feasts: ({ calendar }) => calendar.feasts.length > 0,
  'words of dates': ({ calendar: { this: now, next, previous, coming, ahead, ago, after } }) =>
    filled([now, next, previous, coming, ahead, ago, after]),
  'units of time': ({ calendar: { yearUnits, monthUnits, dayUnits, secondUnits } }) =>
    namesAll(yearUnits, [1]) &&
    namesAll(monthUnits, [1]) &&
    namesAll(dayUnits, [1, 7]) &&
    namesAll(secondUnits, [1, 60, 3600]),
  'units of time as they are counted': ({ calendar, code }) =>
    units.every((unit) =>
      new Intl.PluralRules(code)
        .resolvedOptions()
        .pluralCategories.every((form) => calendar.forms[unit][form] !== undefined),
    ),
  'the hours of the day': ({ calendar: { clock } }) =>
    filled([clock.parts.evening, clock.parts.night, clock.noon, clock.midnight, clock.half]),
  'dates and times, said and written': ({ calendar }) =>
    calendar.sayDate('2026-03-05', true, true).includes('2026') &&
    calendar.writeDate('2026-03-05').includes('2026') &&
    calendar.sayTime(15, 30).includes('30') &&
    calendar.writeTime('15:30').includes('30'),
  'yes and no': ({ yes, no, words }) =>
    [yes, no].every((phrases) => phrases.length >= 20) &&
    yes.some((phrase) => phrase.join(' ') === words.yes) &&
    no.some((phrase) => phrase.join(' ') === words.no),
  doubts: ({ likely, unlikely, unsure, neither }) => filled([likely, unlikely, unsure, neither]),
  negations: ({ negations, not, wrong }) => filled([negations, not, wrong]),
  'what may be asked for at any time': ({ universals }) =>
    filled([universals.operator, universals.repeat, universals.back, universals['start over']]),
  'the end of a visit': ({ done, none }) => filled([done, none]),
  'words without weight': ({ small, fillers, carriers, leads, nameLeads, nameParts, emailLeads }) =>
    small.size >= 100 && filled([fillers, carriers, leads, nameLeads, nameParts, emailLeads]),
  stems: ({ stem }) => stem('') === '',
  'the alphabet for spelling': ({ spelling, letterNames }) => {
    const letters = letterNames.own.length > 0 ? letterNames.own : letterNames.latin
    const named = new Set(spelling.alphabet.values())
    return letters.filter(({ letter }) => !named.has(letter)).length <= 3
  },
  'the names of letters and signs': ({ spelling }) =>
    spelling.letters.size > 0 &&
    filled([spelling.as]) &&
    namesAll(spelling.doubles, [2, 3]) &&
    [...`-/.@_+'`].every(
      (sign) => spelling.spoken[sign] && [...spelling.signs.values()].includes(sign),
    ),
  'the letters in recordings': ({ letterNames }) => letterNames.latin.length === ALPHABET.length,
  'corrections of what was read back': ({ readBack }) =>
    Object.values(readBack).every((pattern) => pattern.source !== '(?:)'),
  currencies: (language) =>
    ['USD', 'EUR'].every((code) =>
      language.currencies.some((one) => one.code === code && one.main),
    ) && currencyNamesOf(language).nouns.size >= 50,
  'the phrases of the engine': ({ phrases }) => phraseIds.every((id) => phrases[id].trim() !== ''),
  'sentences without a flow': ({ sentences }) => Object.keys(sentences).length >= 6,
  'what the dialogue rules look for': ({ promptWording: { blame, howToAnswer, length } }) =>
    [blame, howToAnswer, length].every((pattern) => pattern.flags === 'iu'),
  'a thesaurus': ({ thesaurus }) => lines(thesaurus) >= 80,
  opposites: ({ opposites }) =>
    lines(opposites) >= 10 &&
    opposites
      .trim()
      .split('\n')
      .every((line) => line.includes(' / ')),
  'talk of anything': ({ background }) => lines(background) >= 60,
  samples: ({ samples }) => Object.values(samples).every((sample) => sample.length > 0),
}

const lacks = (language: Language): string[] =>
  Object.entries(pieces)
    .filter(([, has]) => !has(language))
    .map(([name]) => name)

test.each(Object.entries(languages))('%s has all that a language must have', (_, language) => {
  expect(lacks(language)).toEqual([])
})

test.each<[string, Partial<Language>]>([
  ['a thesaurus', { thesaurus: '' }],
  ['negations', { negations: new Set() }],
  ['the letters in recordings', { letterNames: { own: [], latin: [] } }],
])('without it %s is named', (piece, without) => {
  for (const language of Object.values(languages))
    expect(lacks({ ...language, ...without })).toContain(piece)
})
