// The live page: queues, waiting calls and operators; each part is sent again on its own when it
// changes.
import {
  averageWait,
  serviceLevel,
  serviceLevels,
  USUAL_SERVICE_LEVEL,
  USUAL_TARGET,
} from '../../desk/service-level.ts'
import type { PresenceStatus } from '../../desk/operator.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { wordFor } from '../../pages/dictionary.ts'
import { percent } from '../../ground/percent.ts'
import { formatDuration } from '../../pages/time-words.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import {
  lateness,
  talkingSince,
  talks,
  waits,
  type DeskRow,
  type Lateness,
  type OperatorRow,
  type Seen,
  type WaitingRow,
} from './rows.ts'
import { liveWords } from './words.ts'

export type Look = {
  language: InterfaceLanguage
  /** whether the visitor may open the calls of a company */ opens: (tenant: string) => boolean
}

export const parts = ['summary', 'desks', 'waiting', 'operators'] as const

export type Part = (typeof parts)[number]

export const clockOf = (at: number, language: InterfaceLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'medium' }).format(
    at,
  )

const hourOf = (at: number, language: InterfaceLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'short' }).format(at)

export const languageOf = (tag: string, language: InterfaceLanguage): string =>
  tag === ''
    ? ''
    : (new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(
        tag.split('-')[0] ?? tag,
      ) ?? tag)

/** A length that goes on; the page's own clock counts it from `data-since`. */
const since = (from: number, at: number, language: InterfaceLanguage): Html =>
  html`<time class="since" data-since="${from}" datetime="PT${Math.max(0, Math.floor((at - from) / 1000))}S">${formatDuration(at - from, language)}</time>`

const late = (how: Lateness, words: Record<Exclude<Lateness, 'fine'>, string>): Content =>
  how !== 'fine' && html` <strong class="late ${how}">${words[how]}</strong>`

export function livePage(seen: Seen, look: Look): Html {
  const words = liveWords[look.language]
  return html`<div class="head"><h1>${words.title}</h1><p class="row"><small>${words.asOf} <span id="as-of" data-now="${seen.at}">${clockOf(seen.at, look.language)}</span></small> <a class="button quiet" href="/console/live">${words.refresh}</a></p></div>
<p class="warning" id="lost" role="alert" data-lost="${words.lost}"></p>
<div hx-ext="sse" sse-connect="/console/live/events" class="parts">
<p id="live-summary" class="unseen" role="status"></p>
${parts.map(
  (
    part,
  ) => html`<div sse-swap="${part}" id="live-${part}-part" class="${part === 'summary' ? 'summary' : 'sheet'}">
${partView(part, seen, look)}
</div>
`,
)}</div>`
}

export function partView(part: Part, seen: Seen, look: Look): Html {
  switch (part) {
    case 'summary':
      return summaryView(seen, look)
    case 'desks':
      return desksView(seen, look)
    case 'waiting':
      return waitingView(seen, look)
    case 'operators':
      return operatorsView(seen, look)
  }
}

function summaryView({ at, waiting, dayStart }: Seen, { language }: Look): Html {
  const words = liveWords[language]
  const longest =
    waiting.length === 0
      ? undefined
      : formatDuration(at - Math.min(...waiting.map(({ contact }) => contact.enqueuedAt)), language)
  return html`<p><small id="spoken-summary">${words.summary(waiting.length, longest)}</small></p><p><small>${words.rule(USUAL_SERVICE_LEVEL, USUAL_TARGET.within / 1000, USUAL_TARGET.short / 1000, hourOf(dayStart, language))}</small></p>`
}

const percentOf = (part: number | null): string => (part === null ? '–' : percent(part, 1))

function table(name: string, title: string, heads: string[], rows: Content[]): Html {
  return html`<h2 id="live-${name}">${title}</h2>
<div class="scrolls" role="region" aria-labelledby="live-${name}" tabindex="0" id="live-${name}-table">
<table class="folds ${name}-table">
<caption class="unseen">${title}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>`
}

const empty = (name: string, title: string, text: string): Html =>
  html`<h2 id="live-${name}">${title}</h2>
<p class="empty">${text}</p>`

function desksView({ at, desks, tenants }: Seen, { language }: Look): Html {
  const words = liveWords[language]
  if (desks.length === 0) return empty('desks', words.queues, words.noDesks)
  const several = tenants.length > 1
  const heads = [
    words.desk,
    words.waiting,
    words.longest,
    words.offered,
    words.talking,
    words.operators,
    `${words.level} (${USUAL_SERVICE_LEVEL}, T ${formatDuration(USUAL_TARGET.within, language)})`,
    words.abandoned,
    words.speed,
  ]
  return table(
    'desks',
    words.queues,
    heads,
    desks.map((desk) => deskRow(desk, at, language, several)),
  )
}

function deskRow(
  { tenant, label, waiting, longestSince, offered, talking, operators, today }: DeskRow,
  at: number,
  language: InterfaceLanguage,
  several: boolean,
): Html {
  const words = liveWords[language]
  const { met, of } = serviceLevels[USUAL_SERVICE_LEVEL](today)
  const speed = averageWait(today)
  const groups = (['ready', 'talking', 'wrapping', 'away', 'offline'] as const).filter(
    (group) => operators[group] > 0,
  )
  const nobody =
    waiting > 0 && operators.ready + operators.talking + operators.wrapping + operators.away === 0
  return html`<tr>
<th scope="row">${label}${several && html` <small>${tenant}</small>`}</th>
<td class="count" data-label="${words.waiting}">${waiting}</td>
<td data-label="${words.longest}">${longestSince === undefined ? '–' : html`${since(longestSince, at, language)}${late(lateness(at - longestSince, waits), words.waitLate)}`}</td>
<td class="count" data-label="${words.offered}">${offered}</td>
<td class="count" data-label="${words.talking}">${talking}</td>
<td data-label="${words.operators}">${groups.length === 0 ? html`<span class="late over">0</span>` : groups.map((group) => html`<span class="state ${group}${nobody && ' late over'}">${operators[group]} ${words.groups[group]}</span> `)}</td>
<td data-label="${words.level}">${percentOf(serviceLevel(today))} ${of > 0 && html`<small>${words.of(met, of)}</small>`}</td>
<td data-label="${words.abandoned}">${today.offered > 0 ? words.of(today.abandoned, today.offered) : '–'}</td>
<td data-label="${words.speed}">${speed === null ? '–' : formatDuration(speed, language)}</td>
</tr>
`
}

function waitingView({ at, waiting, tenants }: Seen, look: Look): Html {
  const words = liveWords[look.language]
  if (waiting.length === 0) return empty('waiting', words.waitingCalls, words.nobodyWaits)
  return table(
    'waiting',
    words.waitingCalls,
    [words.reason, words.desk, words.wait, words.priority, words.language, words.offeredTo],
    waiting.map((row) => waitingRow(row, at, look, tenants.length > 1)),
  )
}

function waitingRow(
  { contact, reason, offeredTo }: WaitingRow,
  at: number,
  { language, opens }: Look,
  several: boolean,
): Html {
  const words = liveWords[language]
  const { id, callId, tenant, label, enqueuedAt, kind, front, practice, priority } = contact
  const why = reason !== '' ? reason : opens(tenant) ? words.open : '–'
  return html`<tr>
<td data-label="${words.reason}">${opens(tenant) ? html`<a id="call-${id}" href="/console/calls/${encodeURIComponent(callId)}">${why}</a>` : why} ${front && html`<span class="tag">${words.front}</span>`}${kind === 'callback' && html`<span class="tag">${words.callback}</span>`}${practice && html`<span class="tag plain">${words.practice}</span>`}</td>
<td data-label="${words.desk}">${label}${several && html` <small>${tenant}</small>`}</td>
<td data-label="${words.wait}">${since(enqueuedAt, at, language)}${late(lateness(at - enqueuedAt, waits), words.waitLate)}</td>
<td data-label="${words.priority}">${words.priorities[priority]}</td>
<td data-label="${words.language}">${languageOf(contact.language, language)}</td>
<td data-label="${words.offeredTo}">${offeredTo ?? '–'}</td>
</tr>
`
}

function operatorsView({ at, operators, tenants }: Seen, { language }: Look): Html {
  const words = liveWords[language]
  if (operators.length === 0) return empty('operators', words.operators, words.noOperators)
  return table(
    'operators',
    words.operators,
    [words.name, words.state, words.with, words.today],
    operators.map((row) => operatorRow(row, at, language, tenants.length > 1)),
  )
}

/** A reason of the house in the visitor's language, any other as it was typed. */
export const reasonOf = (reason: string | undefined, language: InterfaceLanguage): string =>
  reason === undefined || reason === ''
    ? ''
    : (wordFor(liveWords[language].reasons, reason) ?? reason)

export const stateOf = (
  status: PresenceStatus,
  reason: string | undefined,
  language: InterfaceLanguage,
): string =>
  [liveWords[language].statuses[status], reasonOf(reason, language)].filter(Boolean).join(', ')

function operatorRow(
  row: OperatorRow,
  at: number,
  language: InterfaceLanguage,
  several: boolean,
): Html {
  const words = liveWords[language]
  const { operator, help, today } = row
  return html`<tr${help !== undefined && html` class="helps"`}>
<th scope="row"><a id="operator-${operator.id}" href="/console/live/operators/${encodeURIComponent(operator.id)}">${operator.name}</a></th>
<td data-label="${words.state}">${presenceView(row, at, language)}</td>
<td data-label="${words.with}">${contactView(row, at, language, several)}</td>
<td data-label="${words.today}">${today.talks === 0 ? '–' : words.todayOf(today.talks, formatDuration(today.length, language))}</td>
</tr>
`
}

export function presenceView(
  { presence, help }: OperatorRow,
  at: number,
  language: InterfaceLanguage,
): Html {
  const words = liveWords[language]
  const { status, reason, next } = presence
  return html`<span class="state ${status}">${stateOf(status, reason, language)}</span>${presence.since > 0 && html` ${since(presence.since, at, language)}`}${next && html` <small>${words.after(stateOf(next.status, next.reason, language))}</small>`}${help !== undefined && html` <strong class="late over">${words.helps}</strong> ${since(help, at, language)}`}`
}

export function contactView(
  { contact, elsewhere }: OperatorRow,
  at: number,
  language: InterfaceLanguage,
  several: boolean,
): Content {
  const words = liveWords[language]
  if (!contact) return elsewhere ? words.elsewhere : '–'
  const { status, label, tenant, hold, legs } = contact
  const talking = status === 'talking' ? talkingSince(contact) : undefined
  return html`${label}${several && html` <small>${tenant}</small>`} <small>${words.contact[status]}</small>${talking !== undefined && html` ${since(talking, at, language)}${late(lateness(at - talking, talks), words.talkLate)}`}${hold !== undefined && html` <span class="tag">${words.held}</span>`}${legs.supervisor !== undefined && html` <span class="tag">${words.heard}</span>`}`
}
