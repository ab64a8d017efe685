// The desk as a page and as the parts of it that change while it stands open.
import { wordFor } from '../../pages/dictionary.ts'
import { html, markup, type Content, type Html } from '../../pages/html.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { barView, pathOf } from './bar-view.ts'
import { cardView } from './card-view.ts'
import { clock, lengthOf } from './moments.ts'
import type { Shown } from './desk-state.ts'
import { reasons, shortcuts, type Reason } from './choices.ts'
import { deskWords } from './words.ts'

export const partNames = ['status', 'bar', 'card', 'notes', 'chat', 'today'] as const

export type Parts = Record<(typeof partNames)[number], string>

/**
 * What the page's script is told: the parts that changed, and the state they show. `alert` is said
 * at once by a screen reader (an offer, a lost
 * call), `told` when there is a pause. `phase` is the operator's own, `contact` the one it
 * concerns.
 */
export type Told = {
  now: number
  tab: Shown['tab']
  phase: Shown['presence']['status']
  talking: boolean
  contact?: string
  alert: string
  told: string
  notice: string
  parts: Partial<Parts>
}

type Reader = { language: InterfaceLanguage; reveals: boolean }

export function toldOf(shown: Shown, reader: Reader): Told & { parts: Parts } {
  const parts = Object.fromEntries(
    Object.entries(viewsOf(shown, reader)).map(([name, view]) => [name, markup(html`${view}`)]),
  ) as Parts
  return { ...stateOf(shown, reader), parts }
}

const stateOf = (shown: Shown, { language }: Reader): Omit<Told, 'parts'> => ({
  now: shown.now,
  tab: shown.tab,
  phase: shown.presence.status,
  talking: shown.work?.contact.status === 'talking',
  contact: shown.work?.contact.id,
  ...announced(shown, language),
})

function announced(
  { tab, presence, work }: Shown,
  language: InterfaceLanguage,
): Pick<Told, 'alert' | 'told' | 'notice'> {
  const words = deskWords[language]
  const quiet = { alert: '', told: '', notice: '' }
  if (tab === 'other') return { ...quiet, told: words.takenTitle }
  if (presence.status === 'offered' && work) {
    const offer = words.offerAlert(work.contact.tenant, work.contact.label)
    const { reason = '' } = work.card.handoff ?? {}
    // no caller's words outside the page, where anybody may look over a shoulder
    return {
      ...quiet,
      alert: reason === '' ? `${offer}.` : `${offer}. ${words.why}: ${reason}.`,
      notice: offer,
    }
  }
  if (presence.status === 'away' && presence.reason === 'connection lost')
    return { ...quiet, alert: words.awayLost }
  if (presence.status === 'wrapping' && work) {
    const end = work.contact.talks.findLast(({ operator }) => operator === presence.operator)?.end
    return { ...quiet, told: `${end ? words.ended[end] : ''} ${words.wrapTitle}.`.trim() }
  }
  if (presence.status === 'busy')
    return {
      ...quiet,
      told: work?.contact.status === 'talking' ? words.connected : words.connecting,
    }
  return { ...quiet, told: words.statuses[presence.status] }
}

function viewsOf(shown: Shown, reader: Reader): Record<keyof Parts, Content> {
  const { work, presence } = shown
  const { language } = reader
  const taken = work && presence.status !== 'offered'
  return {
    status: statusView(shown, language),
    bar: barView(shown, language),
    card: work && cardView({ ...work, ...reader }),
    notes: taken && notesView(work, language),
    chat: taken && work.controls.text && chatView(work, language),
    today: todayView(shown, language),
  }
}

const isReason = (text: string | undefined): text is Reason => reasons.some((one) => one === text)

function statusView({ presence, operator }: Shown, language: InterfaceLanguage): Html {
  const words = deskWords[language]
  const { status, reason, since, next } = presence
  const name =
    status !== 'away'
      ? words.statuses[status]
      : isReason(reason)
        ? words.reasons[reason]
        : reason === 'with a colleague'
          ? words.advising
          : words.statuses.away
  const [lost, when] = words.signedOffLost('|')
  const truth: Content =
    status === 'offline'
      ? reason === 'connection lost'
        ? html`${lost}${clock(since, language)}${when.replace('|', '')}`
        : words.signedOff
      : status === 'missed'
        ? words.missed
        : status !== 'away'
          ? undefined
          : reason === 'declined'
            ? words.declined
            : reason === 'connection lost'
              ? words.awayLost
              : undefined
  const nextName =
    next &&
    (next.status === 'away' && isReason(next.reason)
      ? words.reasons[next.reason]
      : next.status === 'offline'
        ? words.signOff
        : words.statuses[next.status])
  const start = status === 'offline'
  return html`<div class="own-state ${status}"><p><span class="dot" aria-hidden="true">${({ offline: '○', ready: '●', away: '◐', missed: '!', offered: '☎', busy: '■', wrapping: '✎' } as const)[status]}</span> <strong>${name}</strong> <span class="soft">${words.since} ${clock(since, language)} · ${operator.name}</span></p>
${truth !== undefined && html`<p class="truth">${truth}</p>`}${nextName !== undefined && html`<p class="truth">${words.next(nextName)}</p>`}</div>
<div class="row choices">
${(start || status === 'away' || status === 'missed' || next?.status === 'away' || next?.status === 'offline') && html`<form method="post" action="/console/desk/status"${start && html` data-start`}><input type="hidden" name="choice" value="ready"><button id="do-ready" data-action="ready">${start ? words.start : next ? words.cancelNext : words.ready}</button></form>`}
${
  !start &&
  html`<form method="post" action="/console/desk/status" class="row"><label class="unseen" for="choice">${words.choose}</label><select id="choice" name="choice" data-action="status">
${status === 'missed' || status === 'away' ? html`<option value="ready">${words.ready}</option>` : ''}${reasons.map((one) => html`<option value="${one}">${words.reasons[one]}</option>`)}<option value="offline">${words.signOff}</option></select><button class="quiet" id="do-set">${words.set}</button></form>`
}
</div>${start && html`<p class="hint">${words.startHint}</p>`}`
}

function notesView(
  { contact, note, outcomes }: NonNullable<Shown['work']>,
  language: InterfaceLanguage,
): Html {
  const words = deskWords[language]
  const named = (code: string): string => wordFor(words.outcomes, code) ?? code
  const chosen = note?.outcome
  return html`<form method="post" action="${pathOf(contact, 'notes')}" id="notes-form" data-contact="${contact.id}" data-was="${note?.at ?? 0}">
<label for="notes">${words.notes}</label>
<textarea id="notes" name="text" rows="5" maxlength="4000" aria-describedby="notes-hint" data-action="notes">
${note?.text}</textarea>
<label for="outcome">${words.outcome}</label>
<select id="outcome" name="outcome"><option value="">${words.noOutcome}</option>${[...new Set([...outcomes, ...(chosen === undefined ? [] : [chosen])])].map((code) => html`<option value="${code}"${code === chosen && html` selected`}>${named(code)}</option>`)}</select>
<p class="hint" id="notes-hint">${words.notesHint} <span id="saved" role="status">${note && html`${words.script.saved} ${clock(note.at, language)}`}</span></p>
</form>`
}

function chatView(
  { contact, lines }: NonNullable<Shown['work']>,
  language: InterfaceLanguage,
): Html {
  const words = deskWords[language]
  const sent = lines.filter(({ who }) => who === 'operator').length
  return html`<h2>${words.chat}</h2>
${lines.length === 0 ? html`<p class="soft">${words.nothingWritten}</p>` : html`<ol class="lines" id="lines" tabindex="0" aria-label="${words.chat}">${lines.map(({ who, text, at }) => html`<li class="${who}"><b>${who === 'operator' ? words.operator : words.caller}</b> <span class="written">${text}</span> <small>${clock(at, language)}</small></li>`)}</ol>`}
${contact.status === 'talking' && html`<form method="post" action="${pathOf(contact, 'say')}" id="say-form"><input type="hidden" name="sent" value="${sent}"><label for="say">${words.write}</label><div class="row"><input id="say" name="text" maxlength="1000" autocomplete="off"><button id="do-say">${words.send}</button></div></form>`}`
}

function todayView({ today }: Shown, language: InterfaceLanguage): Html {
  const words = deskWords[language]
  const figures: [string, Content][] = [
    [words.talks, today.talks],
    [words.handling, today.handling === undefined ? '–' : lengthOf(today.handling)],
    [words.talking, lengthOf(today.talking)],
    [words.passed, today.passed],
  ]
  return html`<h2>${words.today}</h2>
<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="hint">${words.counts}${!today.all && ` ${words.notAll}`}</p>`
}

/** `voice` is the path of the telephone's script, absent when conversations come another way. */
export function deskView(shown: Shown, reader: Reader & { voice?: string }): Html {
  const words = deskWords[reader.language]
  const views = viewsOf(shown, reader)
  const part = (name: keyof Parts, label: string): Html =>
    html`<section id="part-${name}" class="part" aria-label="${label}" tabindex="-1"${!views[name] && html` hidden`}>${views[name]}</section>`
  return html`<div id="desk" data-account="${shown.operator.id}" data-state="${JSON.stringify(stateOf(shown, reader))}" data-words="${JSON.stringify(words.script)}"${reader.voice !== undefined && html` data-voice-script="${reader.voice}"`}>
<h1 class="unseen">${words.title}</h1>
<noscript><p class="warning">${words.noScript}</p></noscript>
<p id="desk-alert" role="alert" class="unseen"></p>
<p id="desk-told" role="status" class="unseen"></p>
<p id="desk-trouble" role="status" class="warning" hidden></p>
<section id="taken" class="warning" aria-label="${words.takenTitle}" hidden><h2>${words.takenTitle}</h2><p>${words.takenText}</p><p><button type="button" id="take-over">${words.takeOver}</button></p></section>
<div id="desk-work">
${part('status', words.choose)}
${part('bar', words.title)}
<div class="columns">
${part('card', words.card)}
<div class="writing">${part('chat', words.chat)}${part('notes', words.notes)}</div>
</div>
${part('today', words.today)}
${reader.voice !== undefined && html`<details id="devices" class="part"><summary><span id="voice-state" role="status">${words.script.voiceOff}</span></summary><div class="choice"><label for="microphone">${words.microphone}</label><select id="microphone"></select><label for="speaker">${words.speaker}</label><select id="speaker"></select></div></details>`}
<details id="keys" class="part"><summary data-action="list">${words.keys}</summary>
<p class="hint">${words.keysHint}</p>
<label class="tick"><input type="checkbox" id="single-keys" checked> ${words.single}</label>
<table><tbody>${shortcuts.map((name) => html`<tr><th scope="row">${words.actions[name]}</th><td><kbd data-key-of="${name}"></kbd></td><td><button type="button" class="quiet small" data-change-key="${name}" aria-label="${words.change}: ${words.actions[name]}">${words.change}</button></td></tr>`)}</tbody></table>
<p class="buttons"><button type="button" class="quiet small" id="reset-keys">${words.reset}</button><button type="button" class="quiet small" id="test-ring">${words.soundTest}</button></p>
</details>
</div>
</div>`
}
