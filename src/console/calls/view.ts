// The list of calls: what is looked for, and what was found, the newest first.
import { labelIn, type Labelled } from '../../flow/tree/label.ts'
import type { FoundCall } from '../../store/call-search.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { field, optionsOf, type Choice } from '../../pages/form.ts'
import { html, type Html } from '../../pages/html.ts'
import { pagerView, tableView } from '../../pages/table.ts'
import { formatDuration, formatMoment } from '../../pages/time-words.ts'
import { addressOf, type Asked, type Faults } from './read-search.ts'
import { formatNumber } from './telephone-number.ts'
import { callsWords } from './words.ts'

/** What there is to choose from, of the visitor's companies alone. */
export type Choices = {
  companies: string[]
  flows: string[]
  desks: ({ name: string } & Labelled)[]
  operators: { id: string; name: string }[]
}

/** `first`: the page begins with the newest call; `older`: there are more after this one. */
type List = {
  language: PageLanguage
  asked: Asked
  faults: Faults
  choices: Choices
  first: boolean
  older?: FoundCall
  now: number
  zones: Zones
}

/** The clocks of a company by its id; without one those of the server. */
export type Zones = (company: string) => string | undefined

export function callsView(calls: FoundCall[], list: List): Html {
  const { language, asked, faults, first, older } = list
  const words = callsWords[language]
  return html`<h1>${words.title}</h1>
    ${searchForm(list)}
    ${
      Object.keys(faults).length === 0 &&
      html`<div class="sheet">
        ${listView(calls, list)}
        </div>`
    }
    ${pagerView(
      !first && { path: addressOf(asked), text: words.newest },
      older !== undefined && { path: addressOf(asked, older), text: words.older },
    )}`
}

function listView(calls: FoundCall[], { language, choices, now, zones }: List): Html {
  const words = callsWords[language]
  const { title, begun, caller, outcome, flow, length, company } = words
  const several = choices.companies.length > 1
  return tableView({
    title,
    heads: [begun, caller, outcome, flow, length, ...(several ? [company] : [])],
    rows: calls.map((call) => callRow(call, { language, now, several, zones })),
    empty: html`<p class="empty" role="status">${words.none}</p>`,
  })
}

/** `several`: of several companies, so each is named. */
type Row = { language: PageLanguage; now: number; several: boolean; zones: Zones }

function callRow(call: FoundCall, { language, now, several, zones }: Row): Html {
  const words = callsWords[language]
  const { callId, tenant, flow, practice, startedAt, erased, outcome } = call
  const iso = new Date(startedAt).toISOString()
  const moment = formatMoment(startedAt, language, zones(tenant))
  const length = formatDuration(lengthOf(call, now), language)
  return html`<tr>
    <th scope="row"><a href="/console/calls/${encodeURIComponent(callId)}"><time
      datetime="${iso}">${moment}</time></a></th>
    <td data-label="${words.caller}">${callerOf(call, language)} ${
      practice && html`<span class="tag plain">${words.practiceCall}</span>`
    }${erased && html`<span class="tag plain">${words.erased}</span>`}</td>
    <td data-label="${words.outcome}"><span
      class="outcome ${outcome}">${words.outcomes[outcome]}</span></td>
    <td data-label="${words.flow}">${flow}</td>
    <td data-label="${words.length}">${length}</td>
    ${several && html`<td data-label="${words.company}">${tenant}</td>`}
    </tr>
    `
}

/** How long a call went, or has gone until now, ms. */
export const lengthOf = ({ status, startedAt, at }: FoundCall, now: number): number =>
  (status === 'ended' ? at : now) - startedAt

export function callerOf(
  { from, erased }: Pick<FoundCall, 'from' | 'erased'>,
  language: PageLanguage,
): string {
  if (from !== '') return formatNumber(from)
  return erased ? '–' : callsWords[language].withheld
}

function searchForm({ language, asked, faults, choices }: List): Html {
  const words = callsWords[language]
  const { companies, flows, desks, operators } = choices
  const select = (name: keyof Asked, label: string, options: Choice[], any = words.any): Html => {
    const all = [{ value: '', text: any }, ...options]
    return html`<div class="field"><label for="${name}">${label}</label>
      <select id="${name}" name="${name}">${optionsOf(all, asked[name] || undefined)}</select></div>`
  }
  const day = (name: 'from' | 'to', label: string): Html =>
    html`<div class="field${faults[name] && ' wrong'}"><label for="${name}">${label}</label>
      <input id="${name}" name="${name}" type="date" value="${asked[name].slice(0, 10)}"
      aria-describedby="days-hint"${faults[name] && html` aria-invalid="true"`}>${
        faults[name] && html`<p class="fault">${words.badDate}</p>`
      }</div>`
  const number = field({
    name: 'number',
    label: words.number,
    value: asked.number,
    type: 'tel',
    maxlength: 30,
    hint: words.numberHint,
    ...(faults.number && { fault: words.badNumber }),
  })
  const same = (list: string[]): Choice[] => list.map((value) => ({ value, text: value }))
  const byId = (list: { id: string; name: string }[]): Choice[] =>
    list.map(({ id, name }) => ({ value: id, text: name }))
  const outcomes = Object.entries(words.outcomes).map(([value, text]) => ({ value, text }))
  const practice = [
    { value: 'without', text: words.withoutPractice },
    { value: 'only', text: words.onlyPractice },
  ]
  return html`<form class="sheet search" method="get" action="/console/calls" role="search"
    aria-label="${words.search}">
    <div class="fields">
    ${day('from', words.from)}${day('to', words.to)}
    ${number}
    ${companies.length > 1 && select('company', words.company, same(companies))}
    ${select('flow', words.flow, same(flows))}
    ${select('outcome', words.outcome, outcomes)}
    ${select('desk', words.desk, byId(desks.map((desk) => ({ id: desk.name, name: labelIn(desk, language) }))))}
    ${select('operator', words.operator, byId(operators))}
    ${select('practice', words.practice, practice, words.withPractice)}
    </div>
    <div class="buttons"><button>${words.show}</button>
      <a class="button quiet" href="/console/calls">${words.clear}</a>
      <small id="days-hint">${words.dayHint}</small></div>
    </form>`
}
