// The call bar: what an operator can do with their contact at the moment.
import type { Contact } from '../../desk/contact.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { elapsed, left } from './moments.ts'
import type { Shown, Ways } from './desk-state.ts'
import { deskWords } from './words.ts'

type Work = NonNullable<Shown['work']>

export const pathOf = ({ id }: Contact, action: string): string =>
  `/console/desk/contacts/${encodeURIComponent(id)}/${action}`

type Button = {
  action: string
  label: string
  path: string
  look?: string
  fields?: Record<string, string>
  confirm?: boolean
  describedBy?: string
}

/** A form with one button; `action` is the shortcut that presses it. */
export const button = ({
  action,
  label,
  path,
  look = 'quiet',
  fields = {},
  confirm = false,
}: Button): Html =>
  html`<form method="post" action="${path}"${confirm && html` data-confirm`}>
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="${look}" id="do-${action}" data-action="${action}">${label}</button></form>`

export function barView({ presence, work }: Shown, language: InterfaceLanguage): Content {
  const words = deskWords[language]
  if (!work)
    return (
      presence.status === 'ready' &&
      html`<p class="big">${words.waiting}</p><p class="hint">${words.waitingHint}</p>`
    )
  const { contact } = work
  if (presence.status === 'offered' && contact.offer)
    return html`<p class="big ringing">${words.offerAlert(contact.tenant, contact.label)}</p>
<p>${left(contact.offer.until)} ${words.secondsLeft}</p>
<div class="buttons">${button({ action: 'accept', label: words.accept, path: pathOf(contact, 'accept'), look: 'go' })}${button({ action: 'decline', label: words.decline, path: pathOf(contact, 'decline') })}</div>`
  if (presence.status === 'wrapping') return wrapView(work, presence, language)
  if (contact.status === 'accepted' || contact.status === 'briefed')
    return html`<p class="big">${contact.status === 'accepted' ? words.connecting : contact.kind === 'callback' ? words.calling : words.briefed}</p>`
  return talkView(work, language)
}

function wrapView(
  { contact }: Work,
  { operator, wrapUntil }: Shown['presence'],
  language: InterfaceLanguage,
): Html {
  const words = deskWords[language]
  const last = contact.talks.findLast((talk) => talk.operator === operator)
  return html`<p class="big">${words.wrapTitle}</p>
<p>${last?.end && words.ended[last.end]} ${wrapUntil !== undefined && html`${left(wrapUntil)} ${words.wrapLeft}`}</p>
<div class="buttons">${button({ action: 'finish', label: words.finish, path: pathOf(contact, 'finish'), look: 'go' })}</div>`
}

function talkView({ contact, controls, ways, card }: Work, language: InterfaceLanguage): Html {
  const words = deskWords[language]
  const { hold } = contact
  return html`<p class="big">${hold === undefined ? html`${words.talkingSince} ${elapsed(contact.talks.at(-1)?.from ?? contact.since)}` : html`${words.onHold} ${elapsed(hold)}`}</p>
<div class="buttons">
${controls.voice && html`<button type="button" class="quiet" id="do-mute" data-action="mute" data-voice hidden aria-pressed="false">${words.script.mute}</button>`}
${controls.hold && button({ action: 'hold', label: hold === undefined ? words.hold : words.resume, path: pathOf(contact, 'hold'), fields: { on: hold === undefined ? 'yes' : 'no' } })}
${button({ action: 'help', label: contact.help === undefined ? words.callHelp : words.cancelHelp, path: pathOf(contact, 'help'), fields: { on: contact.help === undefined ? 'yes' : 'no' } })}
${button({ action: 'hangup', label: words.hangUp, path: pathOf(contact, 'release'), look: 'stop', confirm: true })}
</div>
${contact.help !== undefined && html`<p class="warning">${words.helpAsked}</p>`}
${controls.voice && html`<details class="keypad" id="keypad" data-voice hidden><summary data-action="keypad" id="do-keypad">${words.keypad}</summary><div class="pad">${[...'123456789*0#'].map((key) => html`<button type="button" class="quiet" data-digit="${key}">${key}</button>`)}</div></details>`}
${contact.legs.guest !== undefined ? guestView(contact, language) : ways && transferView(contact, ways, card.backTo, language)}`
}

const guestView = (contact: Contact, language: InterfaceLanguage): Html =>
  html`<p>${deskWords[language].consulting}</p>
<div class="buttons">${button({ action: 'pass-on', label: deskWords[language].passOn, path: pathOf(contact, 'pass-on') })}${button({ action: 'cancel-consult', label: deskWords[language].dismiss, path: pathOf(contact, 'cancel-consult') })}</div>`

function transferView(
  contact: Contact,
  { desks, colleagues, consult }: Ways,
  backTo: string[],
  language: InterfaceLanguage,
): Html {
  const words = deskWords[language]
  const choice = (
    name: string,
    label: string,
    options: { value: string; text: string }[],
    submit: string,
    path: string,
    more?: Content,
  ): Content =>
    options.length > 0 &&
    html`<form method="post" action="${path}" class="choice">
<label for="${name}">${label}</label><div class="row"><select id="${name}" name="${name}">${options.map(({ value, text }) => html`<option value="${value}">${text}</option>`)}</select><button class="quiet" id="do-${name}">${submit}</button>${more}</div></form>`
  const ask = (id: string): Html =>
    html`<button class="quiet" id="${id}" formaction="${pathOf(contact, 'consult')}">${words.consult}</button>`
  return html`<details id="transfer"><summary data-action="transfer" id="do-transfer">${words.transfer}</summary><div class="ways">
${choice(
  'to-desk',
  words.toDesk,
  desks.map(({ name, label }) => ({
    value: name,
    text: name === contact.desk ? `${label} (${words.thisDesk})` : label,
  })),
  words.pass,
  pathOf(contact, 'transfer'),
)}
${choice(
  'to-colleague',
  words.toColleague,
  colleagues.map(({ id, name, free }) => ({
    value: id,
    text: `${name} (${free ? words.free : words.busy})`,
  })),
  words.pass,
  pathOf(contact, 'transfer'),
  consult && ask('ask-colleague'),
)}
${consult && html`<form method="post" action="${pathOf(contact, 'consult')}" class="choice"><label for="to-number">${words.toNumber}</label><div class="row"><input id="to-number" name="number" type="tel" maxlength="20" autocomplete="off" required>${ask('ask-number')}</div></form>`}
${choice(
  'to-step',
  words.sendBack,
  backTo.map((step) => ({ value: step, text: step })),
  words.back,
  pathOf(contact, 'send-back'),
)}
</div></details>`
}
