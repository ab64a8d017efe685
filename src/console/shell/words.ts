// What stands on every page of the console, and what is said instead of a page.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const shellWords = { en, be, ru }
