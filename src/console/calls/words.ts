// The words of the list of calls and of one call as a story.
import * as be from './words/be.ts'
import * as en from './words/en.ts'
import * as ru from './words/ru.ts'

export const callsWords = { en: en.calls, be: be.calls, ru: ru.calls }
export const storyWords = { en: en.story, be: be.story, ru: ru.story }
