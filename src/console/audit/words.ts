// The words of the audit page.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const auditWords = { en, be, ru }
