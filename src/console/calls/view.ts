// The list of calls: what is looked for, and what was found, the newest first.
import { formatNumber } from './telephone-number.ts'
import type { FoundCall } from '../../store/call-search.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { momentOf } from '../../pages/dictionary.ts'
import { durationOf } from '../../pages/duration-words.ts'
import { field } from '../../pages/form.ts'
import { html, type Html } from '../../pages/html.ts'
import { addressOf, type Asked, type Faults } from './read-search.ts'
import { callsWords } from './words.ts'

/** What there is to choose from, of the visitor's companies alone. */
export type Choices = {
  companies: string[]
  flows: string[]
  desks: { name: string; label: string }[]
  operators: { id: string; name: string }[]
}

type Shown = {
  language: InterfaceLanguage
  asked: Asked
  faults: Faults
  choices: Choices
  first: boolean
  older?: FoundCall
  now: number
}

export function callsView(calls: FoundCall[], shown: Shown): Html {
  const { language, asked, faults, choices, first, older, now } = shown
  const words = callsWords[language]
  return html`<h1>${words.title}</h1>
${searchForm(shown)}
${
  Object.keys(faults).length === 0 &&
  html`<div class="sheet">
${
  calls.length === 0
    ? html`<p class="empty" role="status">${words.none}</p>`
    : html`<table class="folds">
<caption class="unseen">${words.title}</caption>
<thead><tr>${[words.begun, words.caller, words.outcome, words.flow, words.length, ...(choices.companies.length > 1 ? [words.company] : [])].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${calls.map((call) => row(call, language, now, choices.companies.length > 1))}</tbody>
</table>`
}
</div>`
}
<div class="pager">${!first && html`<a class="button quiet" href="${addressOf(asked)}">${words.newest}</a>`}${older && html`<a class="button quiet" href="${addressOf(asked, older)}" rel="next">${words.older}</a>`}</div>`
}

function row(
  { callId, tenant, flow, status, practice, from, startedAt, at, erased, outcome }: FoundCall,
  language: InterfaceLanguage,
  now: number,
  several: boolean,
): Html {
  const words = callsWords[language]
  return html`<tr>
<th scope="row"><a href="/console/calls/${encodeURIComponent(callId)}"><time datetime="${new Date(startedAt).toISOString()}">${momentOf(startedAt, language)}</time></a></th>
<td data-label="${words.caller}">${callerOf(from, erased, language)} ${practice && html`<span class="tag plain">${words.practiceCall}</span>`}${erased && html`<span class="tag plain">${words.erased}</span>`}</td>
<td data-label="${words.outcome}"><span class="outcome ${outcome}">${words.outcomes[outcome]}</span></td>
<td data-label="${words.flow}">${flow}</td>
<td data-label="${words.length}">${durationOf((status === 'ended' ? at : now) - startedAt, language)}</td>
${several && html`<td data-label="${words.company}">${tenant}</td>`}
</tr>
`
}

export const callerOf = (from: string, erased: boolean, language: InterfaceLanguage): string =>
  from !== '' ? formatNumber(from) : erased ? '–' : callsWords[language].withheld

function searchForm({ language, asked, faults, choices }: Shown): Html {
  const words = callsWords[language]
  const select = (
    name: keyof Asked,
    label: string,
    options: { value: string; text: string }[],
    any = words.any,
  ): Html =>
    html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">${any}</option>${options.map(({ value, text }) => html`<option value="${value}"${value === asked[name] && html` selected`}>${text}</option>`)}</select></div>`
  const day = (name: 'from' | 'to', label: string): Html =>
    html`<div class="field${faults[name] && ' wrong'}"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="date" value="${asked[name].slice(0, 10)}" aria-describedby="days-hint"${faults[name] && html` aria-invalid="true"`}>${faults[name] && html`<p class="fault">${words.badDate}</p>`}</div>`
  const same = (list: string[]) => list.map((value) => ({ value, text: value }))
  return html`<form class="sheet search" method="get" action="/console/calls" role="search" aria-label="${words.search}">
<div class="fields">
${day('from', words.from)}${day('to', words.to)}
${field({ name: 'number', label: words.number, value: asked.number, type: 'tel', maxlength: 30, hint: words.numberHint, ...(faults.number && { fault: words.badNumber }) })}
${choices.companies.length > 1 && select('company', words.company, same(choices.companies))}
${select('flow', words.flow, same(choices.flows))}
${select(
  'outcome',
  words.outcome,
  Object.entries(words.outcomes).map(([value, text]) => ({ value, text })),
)}
${select(
  'desk',
  words.desk,
  choices.desks.map(({ name, label }) => ({ value: name, text: label })),
)}
${select(
  'operator',
  words.operator,
  choices.operators.map(({ id, name }) => ({ value: id, text: name })),
)}
${select(
  'practice',
  words.practice,
  [
    { value: 'without', text: words.withoutPractice },
    { value: 'only', text: words.onlyPractice },
  ],
  words.withPractice,
)}
</div>
<div class="buttons"><button>${words.show}</button><a class="button quiet" href="/console/calls">${words.clear}</a><small id="days-hint">${words.dayHint}</small></div>
</form>`
}
