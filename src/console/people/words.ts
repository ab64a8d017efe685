// The words of the people's page.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const peopleWords = { en, be, ru }
