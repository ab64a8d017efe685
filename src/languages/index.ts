// The languages callers may speak, by the tag they are found by: one line each.
import { be } from './be/index.ts'
import { en, enUS } from './en/index.ts'
import type { Language } from './language.ts'
import { ru } from './ru/index.ts'

export const languages: Record<string, Language> = { en, 'en-us': enUS, ru, be }

/** Stands in for a language that is not here. */
export const fallback = en
