// Russian, put together.
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

export const ru: Language = {
  code: 'ru',
  ...numerals,
  ...words,
  ...currencies,
  monthFirst: false,
  calibrated: false,
  recognised: true,
  calendar,
  spelling,
  readBack,
  stem,
  thesaurus,
  scenes: '',
  opposites,
  background,
  words: { yes: 'да', no: 'нет', minus: 'минус', plus: 'плюс' },
  phrases,
  sentences,
  letterNames,
  promptWording,
  samples: {
    greeting: 'Доброе утро.',
    please: 'Пожалуйста',
    names: ['Анна Новак', 'Анна Иванова'],
    and: 'и',
    noise: 'ну э да так это',
  },
}
