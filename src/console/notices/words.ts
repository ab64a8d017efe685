// The words of the notices page.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const noticesWords = { en, be, ru }
