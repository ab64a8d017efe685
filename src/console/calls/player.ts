// A recording's player; its sound comes through us, for who may hear it.
import type { FoundCall } from '../../store/call-search.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content } from '../../pages/html.ts'
import { storyWords } from './words.ts'

export type Listener = { call: FoundCall; language: PageLanguage; mayHear: boolean }

export function player(recording: string, { call, language, mayHear }: Listener): Content {
  const words = storyWords[language]
  if (call.practice) return html` <small>${words.noSound}</small>`
  const path = `${encodeURIComponent(call.callId)}/recordings/${encodeURIComponent(recording)}`
  return (
    mayHear &&
    html`<audio controls preload="none" src="/console/calls/${path}"
      aria-label="${words.listen}"></audio>`
  )
}
