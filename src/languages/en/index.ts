// English, put together.
import type { Language } from '../language.ts'
import { background } from './background.ts'
import { calendar, calendarUS } from './calendar.ts'
import { currencies } from './currencies.ts'
import { letterNames } from './letter-names.ts'
import { numerals } from './numerals.ts'
import { opposites } from './opposites.ts'
import { phrases, phrasesUS } from './phrases.ts'
import { promptWording } from './prompt-wording.ts'
import { readBack } from './read-back.ts'
import { scenes } from './scenes.ts'
import { sentences } from './sentences.ts'
import { spelling } from './spelling.ts'
import { stem } from './stem.ts'
import { thesaurus } from './thesaurus.ts'
import { words } from './words.ts'

export const en: Language = {
  code: 'en',
  ...numerals,
  ...words,
  ...currencies,
  monthFirst: false,
  calibrated: true,
  recognised: true,
  calendar,
  spelling,
  readBack,
  stem,
  thesaurus,
  scenes,
  opposites,
  background,
  words: { yes: 'yes', no: 'no', minus: 'minus', plus: 'plus' },
  phrases,
  sentences,
  letterNames,
  promptWording,
  samples: {
    greeting: 'Good morning.',
    please: 'please',
    names: ['Anna Novak', 'Anna Smith'],
    and: 'and',
    noise: 'um the er what hello no well maybe train blue something it on and',
  },
}

/** As it is spoken in the United States. */
export const enUS: Language = {
  ...en,
  calendar: calendarUS,
  monthFirst: true,
  phrases: phrasesUS,
}
