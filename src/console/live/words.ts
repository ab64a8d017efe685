// The words of the live page.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const liveWords = { en, be, ru }
