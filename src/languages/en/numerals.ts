// English number words, ordinals and the words of fractions.
import type { NumberWords } from '../numerals.ts'
import { lexicon, phraseList, wordSet } from '../normalise.ts'

const ordinals = lexicon({
  0: 'zeroth',
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  6: 'sixth',
  7: 'seventh',
  8: 'eighth',
  9: 'ninth nineth',
  10: 'tenth',
  11: 'eleventh',
  12: 'twelfth twelveth',
  13: 'thirteenth',
  14: 'fourteenth',
  15: 'fifteenth',
  16: 'sixteenth',
  17: 'seventeenth',
  18: 'eighteenth',
  19: 'nineteenth',
  20: 'twentieth',
  30: 'thirtieth',
  40: 'fortieth fourtieth',
  50: 'fiftieth',
  60: 'sixtieth',
  70: 'seventieth',
  80: 'eightieth',
  90: 'ninetieth',
})
const ordinalScales = lexicon({
  100: 'hundredth',
  1e3: 'thousandth',
  1e6: 'millionth',
  1e9: 'billionth',
  1e12: 'trillionth',
})

const ordinalForms = new Intl.PluralRules('en', { type: 'ordinal' })
const ends: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }

export const numerals: NumberWords = {
  decimal: '.',
  numbers: lexicon({
    0: 'zero oh o nought naught nil',
    1: 'one',
    2: 'two',
    3: 'three',
    4: 'four',
    5: 'five',
    6: 'six',
    7: 'seven',
    8: 'eight',
    9: 'nine niner',
    10: 'ten',
    11: 'eleven',
    12: 'twelve',
    13: 'thirteen',
    14: 'fourteen',
    15: 'fifteen',
    16: 'sixteen',
    17: 'seventeen',
    18: 'eighteen',
    19: 'nineteen',
    20: 'twenty',
    30: 'thirty',
    40: 'forty fourty',
    50: 'fifty',
    60: 'sixty',
    70: 'seventy',
    80: 'eighty',
    90: 'ninety ninty',
  }),
  hundred: wordSet('hundred hundreds'),
  scales: lexicon({
    1e3: 'thousand thousands grand k',
    1e5: 'lakh lakhs lac lacs',
    1e6: 'million millions mil mln',
    1e7: 'crore crores',
    1e9: 'billion billions bn bln',
    1e12: 'trillion trillions tn tln',
    1e15: 'quadrillion quadrillions',
    1e18: 'quintillion quintillions',
  }),
  and: wordSet('and'),
  articles: wordSet('a an'),
  repeats: lexicon({ 2: 'double', 3: 'triple treble', 4: 'quadruple' }),
  digitNouns: lexicon({
    0: 'zeros zeroes ohs noughts',
    1: 'ones',
    2: 'twos',
    3: 'threes',
    4: 'fours',
    5: 'fives',
    6: 'sixes',
    7: 'sevens',
    8: 'eights',
    9: 'nines',
  }),
  homophones: lexicon({ 1: 'won', 2: 'to too', 4: 'for fore', 6: 'sex sicks', 8: 'ate' }),
  letterZeros: wordSet('oh o'),
  point: wordSet('point dot decimal'),
  minus: wordSet('minus negative'),
  plus: wordSet('plus'),
  of: wordSet('of'),
  over: phraseList('over | out of | in'),
  pieces: lexicon({ 0.5: 'half halves', 0.25: 'quarter quarters' }),
  dozens: lexicon({ 12: 'dozen dozens dz dzs doz dozs' }),
  with: wordSet('and'),
  ordinals,
  ordinalEnd: /st|nd|rd|th/,
  ordinalScales,
  joinedTails: new Map(),
  // seconds are units of time
  denominators: new Map(
    [...ordinals, ...ordinalScales]
      .filter(([, value]) => value !== 0 && value !== 2)
      .map(([word, value]) => [`${word}s`, value]),
  ),
  pronounBefore: wordSet(`
    the this that which last next previous current other another every each any no some right
    wrong
  `),
  places: {
    'end+0': phraseList('last | final | very last'),
    'end-1': phraseList(`
      penultimate | last but one | next to last | next to the last | second last |
      one before last | one before the last | one before the last one | last one but one
    `),
    'end-2': phraseList('antepenultimate | last but two | third last'),
    'end-3': phraseList('last but three'),
    'current+1': phraseList('next | following'),
    'current-1': phraseList('previous | preceding | one before this one | one before this'),
    'current+0': phraseList('current'),
  },
  sayOrdinal: (place) => `${place}${ends[ordinalForms.select(place)] ?? 'th'}`,
  placeNames: {
    'end+0': 'the last',
    'end-1': 'the last but one',
    'current+1': 'the next',
    'current-1': 'the one before this one',
    'current+0': 'the current one',
  },
  extension: wordSet('extension ext x'),
  otherNumbers: wordSet(
    'account card credit visa mastercard amex express discover ssn pin order invoice',
  ),
  fromEnd: phraseList(
    'from the end | to last | to the last | from last | from the last | from the bottom',
  ),
  corrections: phraseList(`
    no | sorry | no sorry | no wait | wait | oops | i mean | i meant | no i mean | or rather |
    rather | actually | correction | scratch that | make that | let me correct that | my mistake
  `),
}
