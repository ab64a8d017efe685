// Belarusian, put together.
import type { Language } from '../language.ts'
import { background } from './background.ts'
import { calendar } from './calendar.ts'
import { currencies } from './currencies.ts'
import { letterNames } from './letter-names.ts'
import { numerals } from './numerals.ts'
import { opposites } from './opposites.ts'
import { phrases } from './phrases.ts'
import { promptWording } from './prompt-wording.ts'
import { readBack } from './read-back.ts'
import { sentences } from './sentences.ts'
import { spelling } from './spelling.ts'
import { stem } from './stem.ts'
import { thesaurus } from './thesaurus.ts'
import { words } from './words.ts'

export const be: Language = {
  code: 'be',
  ...numerals,
  ...words,
  ...currencies,
  monthFirst: false,
  calibrated: false,
  recognised: false,
  calendar,
  spelling,
  readBack,
  stem,
  thesaurus,
  scenes: '',
  opposites,
  background,
  words: { yes: 'так', no: 'не', minus: 'мінус', plus: 'плюс' },
  phrases,
  sentences,
  letterNames,
  promptWording,
  samples: {
    greeting: 'Добрай раніцы.',
    please: 'Калі ласка',
    names: ['Анна Новак', 'Анна Іванова'],
    and: 'і',
    noise: 'што',
  },
}
