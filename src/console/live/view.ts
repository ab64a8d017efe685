// The live page: queues, waiting calls and operators; each part is sent again on its own when it
// changes.
import { labelIn } from '../../flow/tree/label.ts'
import { serviceLevel, serviceLevels, averageWait } from '../../desk/service-level.ts'
import { USUAL_SERVICE_LEVEL, USUAL_TARGET } from '../../desk/service-level.ts'
import type { PresenceStatus } from '../../desk/operator.ts'
import { SECOND } from '../../flow/text/duration.ts'
import { percent } from '../../ground/percent.ts'
import { nameLanguage, wordFor, type PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { orDash, tableView } from '../../pages/table.ts'
import { formatClock, formatDuration } from '../../pages/time-words.ts'
import { lateness, TALKS, talkingSince, WAITS } from './rows.ts'
import type { DeskRow, Lateness, OperatorRow, Seen, WaitingRow } from './rows.ts'
import { liveWords } from './words.ts'

export type Look = {
  language: PageLanguage
  /** whether the visitor may open the calls of a company */
  opens: (tenant: string) => boolean
}

/** How a row is shown; `several`: of several companies, so each is named. */
type Row = { at: number; language: PageLanguage; several: boolean }

export const parts = ['summary', 'desks', 'waiting', 'operators'] as const

export type Part = (typeof parts)[number]

/** A length that goes on; the page's own clock counts it from `data-since`. */
function since(from: number, { at, language }: Pick<Row, 'at' | 'language'>): Html {
  const seconds = Math.max(0, Math.floor((at - from) / SECOND))
  return html`<time class="since" data-since="${from}"
    datetime="PT${seconds}S">${formatDuration(at - from, language)}</time>`
}

const late = (how: Lateness, words: Record<Exclude<Lateness, 'fine'>, string>): Content =>
  how !== 'fine' && html` <strong class="late ${how}">${words[how]}</strong>`

export function livePage(seen: Seen, look: Look): Html {
  const words = liveWords[look.language]
  const now = formatClock(seen.at, look.language)
  return html`<div class="head"><h1>${words.title}</h1>
    <p class="row"><small>${words.asOf} <span id="as-of" data-now="${seen.at}">${now}</span></small>
      <a class="button quiet" href="/console/live">${words.refresh}</a></p></div>
    <p class="warning" id="lost" role="alert" data-lost="${words.lost}"></p>
    <div hx-ext="sse" sse-connect="/console/live/events" class="parts">
    <p id="live-summary" class="unseen" role="status"></p>
    ${parts.map(
      (part) =>
        html`<div sse-swap="${part}" id="live-${part}-part"
          class="${part === 'summary' ? 'summary' : 'sheet'}">${partView(part, seen, look)}</div>
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
  const { within, short } = USUAL_TARGET
  const first = Math.min(...waiting.map(({ contact }) => contact.enqueuedAt))
  const longest = waiting.length === 0 ? undefined : formatDuration(at - first, language)
  const from = formatClock(dayStart, language, 'short')
  const rule = words.rule(USUAL_SERVICE_LEVEL, within / SECOND, short / SECOND, from)
  return html`<p><small id="spoken-summary">${words.summary(waiting.length, longest)}</small></p>
    <p><small>${rule}</small></p>`
}

function table(name: string, title: string, heads: string[], rows: Content[]): Html {
  return html`<h2 id="live-${name}">${title}</h2>
    <div class="scrolls" role="region" aria-labelledby="live-${name}" tabindex="0"
      id="live-${name}-table">
    ${tableView({ title, heads, rows, look: `${name}-table` })}</div>`
}

const empty = (name: string, title: string, text: string): Html =>
  html`<h2 id="live-${name}">${title}</h2><p class="empty">${text}</p>`

function desksView({ at, desks, tenants }: Seen, { language }: Look): Html {
  const words = liveWords[language]
  if (desks.length === 0) return empty('desks', words.queues, words.noDesks)
  const target = `T ${formatDuration(USUAL_TARGET.within, language)}`
  const heads = [
    words.desk,
    words.waiting,
    words.longest,
    words.offered,
    words.talking,
    words.operators,
    `${words.level} (${USUAL_SERVICE_LEVEL}, ${target})`,
    words.abandoned,
    words.speed,
  ]
  const row = { at, language, several: tenants.length > 1 }
  return table(
    'desks',
    words.queues,
    heads,
    desks.map((desk) => deskRow(desk, row)),
  )
}

function deskRow(desk: DeskRow, row: Row): Html {
  const { language, several } = row
  const { tenant, waiting, offered, talking, today } = desk
  const label = labelIn(desk, language)
  const words = liveWords[language]
  const { met, of } = serviceLevels[USUAL_SERVICE_LEVEL](today)
  const level = serviceLevel(today)
  const speed = averageWait(today)
  return html`<tr>
    <th scope="row">${label}${several && html` <small>${tenant}</small>`}</th>
    <td class="count" data-label="${words.waiting}">${waiting}</td>
    <td data-label="${words.longest}">${longestView(desk, row)}</td>
    <td class="count" data-label="${words.offered}">${offered}</td>
    <td class="count" data-label="${words.talking}">${talking}</td>
    <td data-label="${words.operators}">${groupsView(desk, language)}</td>
    <td data-label="${words.level}">${orDash(level, (share) => percent(share, 1))} ${
      of > 0 && html`<small>${words.of(met, of)}</small>`
    }</td>
    <td data-label="${words.abandoned}">${
      today.offered > 0 ? words.of(today.abandoned, today.offered) : '–'
    }</td>
    <td data-label="${words.speed}">${orDash(speed, (ms) => formatDuration(ms, language))}</td>
    </tr>
    `
}

function longestView({ longestSince: from }: DeskRow, row: Row): Content {
  if (from === undefined) return '–'
  const words = liveWords[row.language]
  return [since(from, row), late(lateness(row.at - from, WAITS), words.waitLate)]
}

/** How many operators are in which state; where callers wait and nobody is there, it is late. */
function groupsView({ operators, waiting }: DeskRow, language: PageLanguage): Content {
  const words = liveWords[language]
  const groups = (['ready', 'talking', 'wrapping', 'away', 'offline'] as const).filter(
    (group) => operators[group] > 0,
  )
  if (groups.length === 0) return html`<span class="late over">0</span>`
  const isLate = waiting > 0 && groups.every((group) => group === 'offline')
  return groups.map(
    (group) =>
      html`<span class="state ${group}${isLate && ' late over'}">${
        operators[group]
      } ${words.groups[group]}</span> `,
  )
}

function waitingView({ at, waiting, tenants }: Seen, look: Look): Html {
  const { language } = look
  const words = liveWords[language]
  if (waiting.length === 0) return empty('waiting', words.waitingCalls, words.nobodyWaits)
  const row = { at, language, several: tenants.length > 1 }
  return table(
    'waiting',
    words.waitingCalls,
    [words.reason, words.desk, words.wait, words.priority, words.language, words.offeredTo],
    waiting.map((one) => waitingRow(one, look, row)),
  )
}

function waitingRow({ contact, reason, offeredTo }: WaitingRow, { opens }: Look, row: Row): Html {
  const { at, language, several } = row
  const words = liveWords[language]
  const { id, callId, tenant, enqueuedAt, kind, front, practice, priority } = contact
  const path = `/console/calls/${encodeURIComponent(callId)}`
  const why = opens(tenant)
    ? html`<a id="call-${id}" href="${path}">${reason || words.open}</a>`
    : reason || '–'
  return html`<tr>
    <td data-label="${words.reason}">${why} ${[
      front && html`<span class="tag">${words.front}</span>`,
      kind === 'callback' && html`<span class="tag">${words.callback}</span>`,
      practice && html`<span class="tag plain">${words.practice}</span>`,
    ]}</td>
    <td data-label="${words.desk}">${labelIn(contact, language)}${several && html` <small>${tenant}</small>`}</td>
    <td data-label="${words.wait}">${since(enqueuedAt, row)}${late(
      lateness(at - enqueuedAt, WAITS),
      words.waitLate,
    )}</td>
    <td data-label="${words.priority}">${words.priorities[priority]}</td>
    <td data-label="${words.language}">${nameLanguage(contact.language, language)}</td>
    <td data-label="${words.offeredTo}">${offeredTo ?? '–'}</td>
    </tr>
    `
}

function operatorsView({ at, operators, tenants }: Seen, { language }: Look): Html {
  const words = liveWords[language]
  if (operators.length === 0) return empty('operators', words.operators, words.noOperators)
  const row = { at, language, several: tenants.length > 1 }
  return table(
    'operators',
    words.operators,
    [words.name, words.state, words.with, words.today],
    operators.map((one) => operatorRow(one, row)),
  )
}

/** A state with its reason: one of the house in the visitor's language, any other as it was
 * typed. */
function stateOf(status: PresenceStatus, reason = '', language: PageLanguage): string {
  const words = liveWords[language]
  return [words.statuses[status], wordFor(words.reasons, reason) ?? reason]
    .filter(Boolean)
    .join(', ')
}

function operatorRow(operator: OperatorRow, row: Row): Html {
  const { at, language } = row
  const words = liveWords[language]
  const { id, name } = operator.operator
  const path = `/console/live/operators/${encodeURIComponent(id)}`
  return html`<tr${operator.help !== undefined && html` class="helps"`}>
    <th scope="row"><a id="operator-${id}" href="${path}">${name}</a></th>
    <td data-label="${words.state}">${presenceView(operator, at, language)}</td>
    <td data-label="${words.with}">${contactView(operator, row)}</td>
    <td data-label="${words.today}">${todayText(operator, language)}</td>
    </tr>
    `
}

export const todayText = ({ today }: OperatorRow, language: PageLanguage): string =>
  today.talks === 0
    ? '–'
    : liveWords[language].todayOf(today.talks, formatDuration(today.length, language))

export function presenceView(
  { presence, help }: OperatorRow,
  at: number,
  language: PageLanguage,
): Html {
  const words = liveWords[language]
  const { status, reason, next } = presence
  const when = { at, language }
  return html`<span class="state ${status}">${stateOf(status, reason, language)}</span>${[
    presence.since > 0 && html` ${since(presence.since, when)}`,
    next && html` <small>${words.after(stateOf(next.status, next.reason, language))}</small>`,
    help !== undefined &&
      html` <strong class="late over">${words.helps}</strong> ${since(help, when)}`,
  ]}`
}

export function contactView({ contact, elsewhere }: OperatorRow, row: Row): Content {
  const { at, language, several } = row
  const words = liveWords[language]
  if (!contact) return elsewhere ? words.elsewhere : '–'
  const { status, label, tenant, hold, legs } = contact
  const from = talkingSince(contact)
  return html`${label}${several && html` <small>${tenant}</small>`}
    <small>${words.contact[status]}</small>${[
      status === 'talking' && html` ${since(from, row)}`,
      status === 'talking' && late(lateness(at - from, TALKS), words.talkLate),
      hold !== undefined && html` <span class="tag">${words.held}</span>`,
      legs.supervisor !== undefined && html` <span class="tag">${words.heard}</span>`,
    ]}`
}
