// The words of the desk.
import { be } from './words/be.ts'
import { en } from './words/en.ts'
import { ru } from './words/ru.ts'

export const deskWords = { en, be, ru }

/** What the page's own script says. */
export type ScriptWords = typeof en.script

/** Why the desk does not do what was pressed. */
export type Refused = keyof typeof en.refused
