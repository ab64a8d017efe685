// The call bar: what an operator can do with their contact at the moment.
import { labelIn } from '../../flow/tree/label.ts'
import type { Contact } from '../../desk/contact.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { pathOf } from './contact-path.ts'
import type { DeskState, Work } from './desk-state.ts'
import { timerSince, timerUntil } from './moments.ts'
import { transferView } from './transfer-view.ts'
import { deskWords } from './words.ts'

/** `action` is the shortcut that presses it, and where it is sent to unless `to` says otherwise;
 * `on`: it turns something on, or off. */
type Button = {
  action: string
  label: string
  to?: string
  look?: 'quiet' | 'go' | 'stop'
  on?: boolean
  confirm?: boolean
}

/** A form with one button. */
function button(contact: Contact, { action, label, to = action, on, ...more }: Button): Html {
  const { look = 'quiet', confirm } = more
  return html`<form method="post" action="${pathOf(contact, to)}"${confirm && html` data-confirm`}>${
    on !== undefined && html`<input type="hidden" name="on" value="${on ? 'yes' : 'no'}">`
  }<button class="${look}" id="do-${action}" data-action="${action}">${label}</button></form>`
}

/** Turns something on, or off that is on since then. */
function toggle(
  contact: Contact,
  action: string,
  since: number | undefined,
  [start, stop]: [start: string, stop: string],
): Html {
  const on = since === undefined
  return button(contact, { action, label: on ? start : stop, on })
}

export function barView({ presence, work }: DeskState, language: PageLanguage): Content {
  const words = deskWords[language]
  if (!work)
    return (
      presence.status === 'ready' &&
      html`<p class="big">${words.waiting}</p><p class="hint">${words.waitingHint}</p>`
    )
  const { contact } = work
  if (presence.status === 'offered' && contact.offer)
    return html`<p class="big ringing">${words.offerAlert(contact.tenant, labelIn(contact, language))}</p>
      <p>${timerUntil(contact.offer.until)} ${words.secondsLeft}</p>
      <div class="buttons">
      ${button(contact, { action: 'accept', label: words.accept, look: 'go' })}
      ${button(contact, { action: 'decline', label: words.decline })}
      </div>`
  if (presence.status === 'wrapping') return wrapView(contact, presence, language)
  const { status, kind } = contact
  if (status === 'accepted') return html`<p class="big">${words.connecting}</p>`
  if (status === 'briefed')
    return html`<p class="big">${kind === 'callback' ? words.calling : words.briefed}</p>`
  return talkView(work, language)
}

function wrapView(
  contact: Contact,
  { operator, wrapUntil }: DeskState['presence'],
  language: PageLanguage,
): Html {
  const words = deskWords[language]
  const last = contact.talks.findLast((talk) => talk.operator === operator)
  return html`<p class="big">${words.wrapTitle}</p>
    <p>${last?.end && words.ended[last.end]}
    ${wrapUntil !== undefined && html`${timerUntil(wrapUntil)} ${words.wrapLeft}`}</p>
    <div class="buttons">
    ${button(contact, { action: 'finish', label: words.finish, look: 'go' })}
    </div>`
}

function talkView({ contact, controls, ways, card }: Work, language: PageLanguage): Html {
  const words = deskWords[language]
  const { hold, help, talks, since, legs } = contact
  const [state, from] =
    hold === undefined ? [words.talkingSince, talks.at(-1)?.from ?? since] : [words.onHold, hold]
  return html`<p class="big">${state} ${timerSince(from)}</p>
    <div class="buttons">
    ${
      controls.voice &&
      html`<button type="button" class="quiet" id="do-mute" data-action="mute" data-voice hidden
        aria-pressed="false">${words.script.mute}</button>`
    }
    ${controls.hold && toggle(contact, 'hold', hold, [words.hold, words.resume])}
    ${toggle(contact, 'help', help, [words.callHelp, words.cancelHelp])}
    ${button(contact, {
      action: 'hangup',
      label: words.hangUp,
      to: 'release',
      look: 'stop',
      confirm: true,
    })}
    </div>
    ${help !== undefined && html`<p class="warning">${words.helpAsked}</p>`}
    ${controls.voice && keypadView(language)}
    ${legs.guest !== undefined && guestView(contact, language)}
    ${legs.guest === undefined && ways && transferView(contact, ways, card.backTo, language)}`
}

const keypadView = (language: PageLanguage): Html =>
  html`<details class="keypad" id="keypad" data-voice hidden>
    <summary data-action="keypad" id="do-keypad">${deskWords[language].keypad}</summary>
    <div class="pad">${[...'123456789*0#'].map(
      (key) => html`<button type="button" class="quiet" data-digit="${key}">${key}</button>`,
    )}</div></details>`

function guestView(contact: Contact, language: PageLanguage): Html {
  const words = deskWords[language]
  return html`<p>${words.consulting}</p>
    <div class="buttons">
    ${button(contact, { action: 'pass-on', label: words.passOn })}
    ${button(contact, { action: 'cancel-consult', label: words.dismiss })}
    </div>`
}
