// One operator as a supervisor sees them: the state and how to change it, the wrap-up's end, and
// the ways into a conversation.
import type { Contact } from '../../desk/contact.ts'
import type { Supervision } from '../../desk/control.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { field, notice, optionsOf } from '../../pages/form.ts'
import { html, type Html } from '../../pages/html.ts'
import type { OperatorRow } from './rows.ts'
import { contactView, presenceView, todayText, type Look } from './view.ts'
import { liveWords } from './words.ts'

/** What the visitor may do to the operator. */
export type Powers = { status: boolean; finish: boolean; listen: boolean }

const choices = ['ready', 'away', 'offline'] as const
const modes: Supervision[] = ['listen', 'whisper', 'barge']

export function operatorView(
  row: OperatorRow,
  at: number,
  { language }: Look,
  { powers, told, fault }: { powers: Powers; told?: string; fault?: string },
): Html {
  const words = liveWords[language]
  const { operator, presence, contact } = row
  const path = `/console/live/operators/${encodeURIComponent(operator.id)}`
  return html`<p><a href="/console/live">${words.back}</a></p>
    <h1>${operator.name}</h1>
    ${notice(told)}${fault !== undefined && html`<p class="warning" role="alert">${fault}</p>`}
    <div class="sheet wide">
    <dl class="facts">
    <dt>${words.state}</dt><dd>${presenceView(row, at, language)}</dd>
    <dt>${words.with}</dt><dd>${contactView(row, { at, language, several: true })}</dd>
    <dt>${words.today}</dt><dd>${todayText(row, language)}</dd>
    </dl>
    ${!powers.status && !powers.listen && html`<p class="hint">${words.mayOnlyLook}</p>`}
    </div>
    ${
      powers.finish &&
      presence.status === 'wrapping' &&
      contact &&
      finishForm(path, contact, language)
    }
    ${powers.listen && contact && listenForm(contact, language)}
    ${powers.status && statusForm(path, presence.status, language)}`
}

function finishForm(path: string, contact: Contact, language: PageLanguage): Html {
  const words = liveWords[language]
  return html`<form class="sheet wide" method="post" action="${path}/finish">
    <p class="hint" id="finish-hint">${words.finishHint}</p>
    <input type="hidden" name="contact" value="${contact.id}">
    <div class="buttons"><button aria-describedby="finish-hint">${words.finish}</button></div>
    </form>`
}

function statusForm(path: string, status: string, language: PageLanguage): Html {
  const words = liveWords[language]
  const options = choices.map((value) => ({ value, text: words.statuses[value] }))
  return html`<form class="sheet wide stack" method="post" action="${path}/status">
    <h2>${words.setStatus}</h2>
    <div class="field"><label for="status">${words.status}</label>
      <select id="status" name="status">${optionsOf(options, status)}</select></div>
    ${field({ name: 'reason', label: words.why, maxlength: 80, hint: words.whyHint })}
    <div class="buttons"><button>${words.save}</button></div>
    </form>`
}

function listenForm({ id, legs }: Contact, language: PageLanguage): Html {
  const words = liveWords[language]
  const modeButton = (mode: Supervision): Html =>
    html`<span><button class="quiet" name="mode" value="${mode}"
      aria-describedby="${mode}-hint">${words.listen[mode]}</button>
      <small id="${mode}-hint">${words.listenHint[mode]}</small></span>`
  return html`<form class="sheet wide" method="post"
    action="/console/live/contacts/${encodeURIComponent(id)}/supervise">
    <h2>${words.listening}</h2>
    <div class="buttons">${modes.map(modeButton)}${
      legs.supervisor !== undefined &&
      html`<button class="stop" name="mode" value="stop">${words.listen.stop}</button>`
    }</div>
    </form>`
}
