// The card: who calls, for which company, why, and what is known already; the first line is what to
// say.
import type { HandoffValue } from '../../call/session.ts'
import type { Contact } from '../../desk/contact.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { percent } from '../../ground/percent.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { stepName } from '../../practice/words.ts'
import { pathOf } from './bar-view.ts'
import type { Card, Did } from './read-card.ts'
import { clock, elapsed, lengthOf } from './moments.ts'
import { deskWords } from './words.ts'

type Given = {
  contact: Contact
  card: Card
  language: InterfaceLanguage
  /** the reader may have private values shown */ reveals: boolean
}

export function cardView({ contact, card, language, reveals }: Given): Html {
  const words = deskWords[language]
  const { handoff, greeting, earlier, today, callbacks, names } = card
  const lastName = earlier
    .flatMap(({ talks }) => talks.toReversed())
    .map(({ operator }) => names[operator])
    .find((name) => name !== undefined && name !== '')
  return html`<h2 class="greeting"><strong>${contact.tenant}</strong>${greeting !== undefined && html` <span class="say">${words.say}: “${greeting}”</span>`}</h2>
<p class="desk-of">${contact.label}${contact.kind === 'callback' && html` <span class="tag">${words.callback}</span>`}${card.isRecorded && html` <span class="tag plain">${words.isRecorded}</span>`}</p>
${(contact.front ?? false) && html`<p class="warning">${words.broughtBack}</p>`}
<p class="who"><span class="number">${contact.caller === '' ? words.withheld : contact.caller}</span> <span class="tag plain">${languageName(contact.language, language)}</span>${contact.priority !== 'normal' && html` <span class="tag plain">${words.priority}: ${words.priorities[contact.priority]}</span>`}${today > 0 && html` <span class="tag">${words.earlier(today)}</span>`}${lastName !== undefined && html` <span class="tag">${words.last(lastName)}</span>`}${callbacks.length > 0 && html` <span class="tag">${words.openCallbacks(callbacks.length)}</span>`}</p>
${handoff && handoff.reason !== '' && html`<p class="why"><span class="soft">${words.why}:</span> ${handoff.reason}</p>`}
<p class="soft">${words.waited} ${contact.talks.length === 0 && contact.status !== 'talking' ? elapsed(contact.enqueuedAt) : lengthOf((contact.talks[0]?.from ?? contact.since) - contact.enqueuedAt)}</p>
${handoff && handoff.values.length > 0 && html`<h3>${words.values}</h3><dl class="facts">${handoff.values.map((value) => valueView(value, { contact, card, language, reveals }))}</dl>`}
<h3>${words.did}</h3>
${card.did.length === 0 ? html`<p class="soft">${words.nothingDid}</p>` : html`<ul class="did">${card.did.map((one) => html`<li>${didText(one, language)}</li>`)}</ul>`}
${card.notes.map(({ operator, text }) => html`<div class="before"><h3>${words.colleagueNotes} ${names[operator] ?? ''}</h3><p class="written">${text}</p></div>`)}
${earlier.length > 0 && html`<details id="earlier"><summary>${words.earlierCalls} (${earlier.length})</summary><ul class="folded">${earlier.map((one) => earlierView(one, names, language))}</ul></details>`}
${handoff && handoff.transcript.length > 0 && html`<details id="transcript"><summary>${words.transcript} (${handoff.transcript.length})</summary><ol class="folded">${handoff.transcript.map(({ who, text }) => html`<li><b>${who === 'system' ? words.system : words.caller}</b> <span lang="${contact.language}">${text}</span></li>`)}</ol></details>`}`
}

function valueView(
  { slot, label, text, from, confidence, confirmed = false, private: hidden = false }: HandoffValue,
  { contact, language, reveals }: Given,
): Html {
  const words = deskWords[language]
  if (text === undefined) return html`<dt>${label}</dt><dd class="unfilled">${words.notAsked}</dd>`
  const sure = from === 'keys' ? words.sure : confidence === undefined ? '' : percent(confidence)
  const grounds = [
    from && words.sources[from],
    sure,
    confirmed && (from === 'speech' || from === 'keys') ? words.confirmed : '',
  ]
    .filter(Boolean)
    .join(', ')
  const shown: Content = hidden
    ? html`<span class="private"><span class="unseen">${words.hidden}</span><span aria-hidden="true">${text}</span></span>${reveals && html` <form class="inline" method="post" action="${pathOf(contact, 'private')}" data-reveal><input type="hidden" name="slot" value="${slot}"><button class="quiet small" aria-label="${words.show}: ${label}">${words.show}</button></form>`}`
    : text
  return html`<dt>${label}</dt><dd>${shown}${grounds !== '' && html` <small>${grounds}</small>`}</dd>`
}

function didText(one: Did, language: InterfaceLanguage): string {
  const words = deskWords[language]
  switch (one.did) {
    case 'reached':
      return `${words.reached} ${one.goal}`
    case 'looked up':
      return `${stepName(one.lookup)}: ${words.lookedUp[one.outcome]}`
    case 'not understood':
      return words.notUnderstood(one.times)
    case 'heard nothing':
      return words.heardNothing(one.times)
    case 'recorded':
      return words.recorded(one.seconds)
    case 'asked for a person':
      return words.askedForPerson
  }
}

function earlierView(
  { enqueuedAt, label, talks }: Contact,
  names: Record<string, string>,
  language: InterfaceLanguage,
): Html {
  const by = [...new Set(talks.map(({ operator }) => names[operator] ?? ''))]
    .filter(Boolean)
    .join(', ')
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
  }).format(enqueuedAt)
  return html`<li>${day} ${clock(enqueuedAt, language)} ${label}${by !== '' && html`, ${deskWords[language].handledBy} ${by}`}</li>`
}

function languageName(tag: string, language: InterfaceLanguage): string {
  try {
    return (
      new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(
        tag.split('-')[0] ?? tag,
      ) ?? tag
    )
  } catch {
    return tag
  }
}
