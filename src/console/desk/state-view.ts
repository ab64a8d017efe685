// The operator's own state, in true words, and how they change it.
import type { Presence } from '../../desk/operator.ts'
import { optionsOf } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { reasons, type Reason } from './choices.ts'
import type { DeskState } from './desk-state.ts'
import { clock } from './moments.ts'
import { deskWords } from './words.ts'

const signs: Record<Presence['status'], string> = {
  offline: '○',
  ready: '●',
  away: '◐',
  missed: '!',
  offered: '☎',
  busy: '■',
  wrapping: '✎',
}

const isReason = (text: string | undefined): text is Reason => reasons.some((one) => one === text)

export function stateView({ presence, operator }: DeskState, language: PageLanguage): Html {
  const words = deskWords[language]
  const { status, since, next } = presence
  const truth = truthOf(presence, language)
  return html`<div class="own-state ${status}">
    <p><span class="dot" aria-hidden="true">${signs[status]}</span>
      <strong>${nameOf(presence, language)}</strong>
      <span class="soft">${words.since} ${clock(since, language)} · ${operator.name}</span></p>
    ${truth !== undefined && html`<p class="truth">${truth}</p>`}${
      next && html`<p class="truth">${words.next(nextName(next, language))}</p>`
    }</div>
    <div class="row choices">
    ${offersReady(presence) && readyForm(presence, language)}
    ${status !== 'offline' && choiceForm(status, language)}
    </div>${status === 'offline' && html`<p class="hint">${words.startHint}</p>`}`
}

function nameOf({ status, reason }: Presence, language: PageLanguage): string {
  const words = deskWords[language]
  if (status !== 'away') return words.statuses[status]
  if (isReason(reason)) return words.reasons[reason]
  return reason === 'with a colleague' ? words.advising : words.statuses.away
}

/** Why calls do not come, where the operator may not know. */
function truthOf({ status, reason, since }: Presence, language: PageLanguage): Content {
  const words = deskWords[language]
  const isLost = reason === 'connection lost'
  if (status === 'missed') return words.missed
  if (status === 'away' && reason === 'declined') return words.declined
  if (status === 'away' && isLost) return words.awayLost
  if (status !== 'offline') return undefined
  if (!isLost) return words.signedOff
  const { before, after } = words.signedOffLost
  return html`${before}${clock(since, language)}${after}`
}

function nextName(
  { status, reason }: NonNullable<Presence['next']>,
  language: PageLanguage,
): string {
  const words = deskWords[language]
  if (status === 'away' && isReason(reason)) return words.reasons[reason]
  return status === 'offline' ? words.signOff : words.statuses[status]
}

const offersReady = ({ status, next }: Presence): boolean =>
  ['offline', 'away', 'missed'].includes(status) ||
  next?.status === 'away' ||
  next?.status === 'offline'

function readyForm({ status, next }: Presence, language: PageLanguage): Html {
  const words = deskWords[language]
  const start = status === 'offline'
  const label = next ? words.cancelNext : words.ready
  return html`<form method="post" action="/console/desk/status"${start && html` data-start`}>
    <input type="hidden" name="choice" value="ready">
    <button id="do-ready" data-action="ready">${start ? words.start : label}</button></form>`
}

function choiceForm(status: Presence['status'], language: PageLanguage): Html {
  const words = deskWords[language]
  const choices = [
    ...(status === 'missed' || status === 'away' ? [{ value: 'ready', text: words.ready }] : []),
    ...reasons.map((one) => ({ value: one, text: words.reasons[one] })),
    { value: 'offline', text: words.signOff },
  ]
  return html`<form method="post" action="/console/desk/status" class="row">
    <label class="unseen" for="choice">${words.choose}</label>
    <select id="choice" name="choice" data-action="status">${optionsOf(choices)}</select>
    <button class="quiet" id="do-set">${words.set}</button></form>`
}
