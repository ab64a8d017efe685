// The words of signing in, of one-time links and of one's own account.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const signInWords = { en, be, ru }
