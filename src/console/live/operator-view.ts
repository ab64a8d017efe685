// One operator as a supervisor sees them: the state and how to change it, the wrap-up's end, and
// the ways into a conversation.
import type { Supervision } from '../../desk/control.ts'
import { field, notice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import type { OperatorRow } from './rows.ts'
import { contactView, presenceView, type Look } from './view.ts'
import { liveWords } from './words.ts'
import { formatDuration } from '../../pages/time-words.ts'

export type Powers = { status: boolean; finish: boolean; listen: boolean }

const choices = ['ready', 'away', 'offline'] as const

export function operatorView(
  row: OperatorRow,
  at: number,
  { language }: Look,
  { powers, told, fault }: { powers: Powers; told?: string; fault?: string },
): Html {
  const words = liveWords[language]
  const { operator, presence, contact, today } = row
  const path = `/console/live/operators/${encodeURIComponent(operator.id)}`
  return html`<p><a href="/console/live">${words.back}</a></p>
<h1>${operator.name}</h1>
${notice(told)}${fault !== undefined && html`<p class="warning" role="alert">${fault}</p>`}
<div class="sheet wide">
<dl class="facts">
<dt>${words.state}</dt><dd>${presenceView(row, at, language)}</dd>
<dt>${words.with}</dt><dd>${contactView(row, at, language, true)}</dd>
<dt>${words.today}</dt><dd>${today.talks === 0 ? '–' : words.todayOf(today.talks, formatDuration(today.length, language))}</dd>
</dl>
${!powers.status && !powers.listen && html`<p class="hint">${words.mayOnlyLook}</p>`}
</div>
${
  powers.finish &&
  presence.status === 'wrapping' &&
  contact &&
  html`<form class="sheet wide" method="post" action="${path}/finish">
<p class="hint" id="finish-hint">${words.finishHint}</p>
<input type="hidden" name="contact" value="${contact.id}">
<div class="buttons"><button aria-describedby="finish-hint">${words.finish}</button></div>
</form>`
}
${powers.listen && contact && listening(contact.id, contact.legs.supervisor !== undefined, language)}
${
  powers.status &&
  html`<form class="sheet wide stack" method="post" action="${path}/status">
<h2>${words.setStatus}</h2>
<div class="field"><label for="status">${words.status}</label><select id="status" name="status">${choices.map((choice) => html`<option value="${choice}"${choice === presence.status && html` selected`}>${words.statuses[choice]}</option>`)}</select></div>
${field({ name: 'reason', label: words.why, maxlength: 80, hint: words.whyHint })}
<div class="buttons"><button>${words.save}</button></div>
</form>`
}`
}

function listening(contact: string, inIt: boolean, language: Look['language']): Content {
  const words = liveWords[language]
  const modes: Supervision[] = ['listen', 'whisper', 'barge']
  return html`<form class="sheet wide" method="post" action="/console/live/contacts/${encodeURIComponent(contact)}/supervise">
<h2>${words.listening}</h2>
<div class="buttons">${modes.map((mode) => html`<span><button class="quiet" name="mode" value="${mode}" aria-describedby="${mode}-hint">${words.listen[mode]}</button> <small id="${mode}-hint">${words.listenHint[mode]}</small></span>`)}${inIt && html`<button class="stop" name="mode" value="stop">${words.listen.stop}</button>`}</div>
</form>`
}
