// The card: who calls, for which company, why, and what is known already; the first line is what to
// say.
import type { HandoffValue } from '../../call/session.ts'
import { labelIn } from '../../flow/tree/label.ts'
import type { Contact } from '../../desk/contact.ts'
import { groundsOf, stepName } from '../../pages/call-words.ts'
import { nameLanguage, type PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { formatDay, formatTimer } from '../../pages/time-words.ts'
import { pathOf } from './contact-path.ts'
import type { Did } from './did.ts'
import type { Card } from './read-card.ts'
import { clock, timerSince } from './moments.ts'
import { deskWords } from './words.ts'

type Given = {
  contact: Contact
  card: Card
  language: PageLanguage
  /** the reader may have private values shown */
  reveals: boolean
}

const tag = (text: string, look = 'tag'): Html => html` <span class="${look}">${text}</span>`

export function cardView(given: Given): Html {
  const { contact, card, language } = given
  const words = deskWords[language]
  const { handoff, greeting } = card
  return html`<h2 class="greeting"><strong>${contact.tenant}</strong>${
    greeting !== undefined && html` <span class="say">${words.say}: “${greeting}”</span>`
  }</h2>
    <p class="desk-of">${labelIn(contact, language)}${contact.kind === 'callback' && tag(words.callback)}${
      card.isRecorded && tag(words.isRecorded, 'tag plain')
    }</p>
    ${contact.front === true && html`<p class="warning">${words.broughtBack}</p>`}
    ${whoView(given)}
    ${
      handoff &&
      handoff.reason !== '' &&
      html`<p class="why"><span class="soft">${words.why}:</span> ${handoff.reason}</p>`
    }
    <p class="soft">${words.waited} ${waitedFor(contact)}</p>
    ${
      handoff &&
      handoff.values.length > 0 &&
      html`<h3>${words.values}</h3>
        <dl class="facts">${handoff.values.map((value) => valueView(value, given))}</dl>`
    }
    ${beforeView(given)}`
}

function whoView({ contact, card, language }: Given): Html {
  const words = deskWords[language]
  const { caller, priority } = contact
  const { earlier, today, callbacks, names } = card
  const lastName = earlier
    .flatMap(({ talks }) => talks.toReversed())
    .map(({ operator }) => names[operator])
    .find((name) => name !== undefined && name !== '')
  return html`<p class="who"><span class="number">${caller === '' ? words.withheld : caller}</span>${[
    tag(nameLanguage(contact.language, language), 'tag plain'),
    priority !== 'normal' && tag(`${words.priority}: ${words.priorities[priority]}`, 'tag plain'),
    today > 0 && tag(words.earlier(today)),
    lastName !== undefined && tag(words.last(lastName)),
    callbacks.length > 0 && tag(words.openCallbacks(callbacks.length)),
  ]}</p>`
}

function waitedFor({ talks, status, enqueuedAt, since }: Contact): Content {
  const waits = talks.length === 0 && status !== 'talking'
  return waits ? timerSince(enqueuedAt) : formatTimer((talks[0]?.from ?? since) - enqueuedAt)
}

/** What came before: what the line did, what colleagues wrote, earlier calls, what was said. */
function beforeView({ contact, card, language }: Given): Content {
  const words = deskWords[language]
  const { did, notes, names, earlier, handoff } = card
  const transcript = handoff?.transcript ?? []
  return html`<h3>${words.did}</h3>
    ${
      did.length === 0
        ? html`<p class="soft">${words.nothingDid}</p>`
        : html`<ul class="did">${did.map((one) => html`<li>${didText(one, language)}</li>`)}</ul>`
    }
    ${notes.map(
      ({ operator, text }) =>
        html`<div class="before"><h3>${words.colleagueNotes} ${names[operator]}</h3>
          <p class="written">${text}</p></div>`,
    )}
    ${
      earlier.length > 0 &&
      html`<details id="earlier"><summary>${words.earlierCalls} (${earlier.length})</summary>
        <ul class="folded">${earlier.map((one) => earlierView(one, names, language))}</ul></details>`
    }
    ${
      transcript.length > 0 &&
      html`<details id="transcript"><summary>${words.transcript} (${transcript.length})</summary>
        <ol class="folded">${transcript.map(
          ({ who, text }) =>
            html`<li><b>${words[who]}</b>
              <span lang="${contact.language}">${text}</span></li>`,
        )}</ol></details>`
    }`
}

function valueView(value: HandoffValue, given: Given): Html {
  const words = deskWords[given.language]
  const label = labelIn(value, given.language)
  const { text } = value
  if (text === undefined) return html`<dt>${label}</dt><dd class="unfilled">${words.notAsked}</dd>`
  const grounds = groundsOf(value, words)
  return html`<dt>${label}</dt><dd>${value.private ? veiledView(value, given) : text}${
    grounds !== '' && html` <small>${grounds}</small>`
  }</dd>`
}

function veiledView({ slot, label, text }: HandoffValue, given: Given): Html {
  const { contact, language, reveals } = given
  const words = deskWords[language]
  return html`<span class="private"><span class="unseen">${words.hidden}</span>${html`<span aria-hidden="true">${text}</span></span>`}${
    reveals &&
    html` <form class="inline" method="post" action="${pathOf(contact, 'private')}" data-reveal>
      <input type="hidden" name="slot" value="${slot}">
      <button class="quiet small" aria-label="${words.show}: ${label}">${words.show}</button></form>`
  }`
}

function didText(one: Did, language: PageLanguage): string {
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
  language: PageLanguage,
): Html {
  const operators = new Set(talks.map(({ operator }) => names[operator] ?? ''))
  const by = [...operators].filter(Boolean).join(', ')
  return html`<li>${formatDay(enqueuedAt, language)} ${clock(enqueuedAt, language)} ${label}${
    by !== '' && html`, ${deskWords[language].handledBy} ${by}`
  }</li>`
}
