// The form of one notice: words by language, an end, and the buttons.
import { LONGEST_TEXT, textFor, type Standing } from '../../notices/standing.ts'
import { untilField } from '../../notices/until.ts'
import { nameLanguage, type PageLanguage } from '../../pages/dictionary.ts'
import { optionsOf } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { textField, type TypedNotice } from './read-notice.ts'
import type { Refused } from './show-notices.ts'
import { noticesWords } from './words.ts'

/** `hidden` are fields by name; `buttons` by what they do; `sendable` only where calls can be sent
 * on. */
export type NoticeForm = {
  id: string
  action: string
  summary: string
  hidden: Record<string, string>
  languages: string[]
  standing: Standing & { sendTo?: string }
  sendable?: string[]
  buttons: { does: 'on' | 'off' | 'save'; text: string }[]
  zone: string
  language: PageLanguage
  refused?: Refused
}

export function noticeForm(form: NoticeForm): Html {
  const { id, action, summary, hidden, standing, languages, buttons, refused } = form
  const wrong = refused?.form === id ? refused : undefined
  const typed = wrong?.typed ?? typedOf(form)
  return html`<details${wrong && html` open`}><summary>${summary}</summary>
    <form method="post" action="${action}" class="stack">
    <input type="hidden" name="seq" value="${standing.seq}">
    ${Object.entries(hidden).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}
    ${wrong && html`<p class="fault faults" role="alert">${wrong.fault}</p>`}
    ${languages.map((tag) => wordsField(form, tag, typed))}
    ${afterwardsField(form, typed)}
    ${endField(form, typed)}
    <div class="buttons">${buttons.map(
      ({ does, text }, index) =>
        html`<button name="do" value="${does}"${index > 0 && html` class="quiet"`}>${text}</button>`,
    )}</div>
    </form></details>`
}

function typedOf({ languages, standing, zone }: NoticeForm): TypedNotice {
  const { texts, until, sendTo = '' } = standing
  return {
    texts: Object.fromEntries(languages.map((tag) => [tag, textFor(texts, tag) ?? ''])),
    until: until === undefined ? '' : untilField(until, zone),
    sendTo,
  }
}

function wordsField({ id, language }: NoticeForm, tag: string, { texts }: TypedNotice): Html {
  const label = noticesWords[language].words(`${nameLanguage(tag, language)} (${tag})`)
  return html`<div class="field"><label for="${id}:${tag}">${label}</label>
    <textarea id="${id}:${tag}" name="${textField(tag)}" rows="2" lang="${tag}"
      maxlength="${LONGEST_TEXT}">${texts[tag]}</textarea></div>`
}

function endField({ id, zone, language }: NoticeForm, { until }: TypedNotice): Html {
  const words = noticesWords[language]
  return html`<div class="field"><label for="${id}:until">${words.end}</label>
    <input type="datetime-local" id="${id}:until" name="until" value="${until}"
      aria-describedby="${id}:until-hint">
    <p class="hint" id="${id}:until-hint">${words.endHint(zone)}</p></div>`
}

function afterwardsField({ id, sendable, language }: NoticeForm, { sendTo }: TypedNotice): Content {
  if (!sendable || sendable.length === 0) return undefined
  const words = noticesWords[language]
  const choices = [
    { value: '', text: words.hangUp },
    ...sendable.map((number) => ({ value: number, text: words.sendOn(number) })),
  ]
  return html`<div class="field"><label for="${id}:send-to">${words.afterwards}</label>
    <select id="${id}:send-to" name="send-to">${optionsOf(choices, sendTo)}</select></div>`
}
