// One call as a page: its facts, what happened in order, the cards and ways through the desk, and
// the steps in their file.
import type { Handoff } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { labelIn } from '../../flow/tree/label.ts'
import type { Line } from '../../store/desk-rows.ts'
import type { FoundCall } from '../../store/call-search.ts'
import { groundsOf, stepName } from '../../pages/call-words.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { notice } from '../../pages/form.ts'
import { html, type Html } from '../../pages/html.ts'
import { stepExcerpt } from '../../pages/step-excerpt.ts'
import { tableView } from '../../pages/table.ts'
import { formatDuration, formatMoment } from '../../pages/time-words.ts'
import type { Entry } from './call-story.ts'
import type { Known } from './call-values.ts'
import { contactWay, type Way } from './contact-way.ts'
import { entryView } from './entry-view.ts'
import { callerOf, lengthOf } from './view.ts'
import { callsWords, storyWords } from './words.ts'

export type Story = {
  call: FoundCall
  language: PageLanguage
  line?: { name: string; number: string }
  spoken?: string
  /** undefined when the call was erased, or the sources of its version are gone */
  told?: { entries: Entry[]; values: Known[]; machine: Machine }
  handoffs: Handoff[]
  ways: Way[]
  lines: Line[]
  names: ReadonlyMap<string, string>
  /** what the visitor may do: look at private values that are hidden, hear recordings */
  mayReveal: boolean
  mayHear: boolean
  revealed: boolean
  now: number
  /** the clocks of its company; without it those of the server */
  zone?: string
}

export function storyView(story: Story): Html {
  const { call, language, told, revealed, mayReveal, ways } = story
  const words = storyWords[language]
  const entries = told?.entries ?? []
  const steps = stepsIn(entries)
  const inStory = new Set(entries.flatMap((entry) => (entry.is === 'handoff' ? entry.handoff : [])))
  const others = ways.filter(({ contact }) => !inStory.has(contact.id))
  return html`<p><a href="/console/calls">${words.back}</a></p>
    <h1>${words.title(formatMoment(call.startedAt, language, story.zone))}</h1>
    ${notice(revealed && words.revealed)}
    ${factsView(story)}
    ${call.erased && warning(words.erased)}${!call.erased && !told && warning(words.noSources)}
    ${mayReveal && revealForm(call, language)}
    ${
      told &&
      html`<section class="sheet" aria-labelledby="story-title">
        <h2 id="story-title">${words.story}</h2>
        <ol class="story">${entries.map((entry) => entryView(entry, story, steps))}</ol>
        </section>`
    }
    ${
      others.length > 0 &&
      html`<section class="sheet">${others.map((way) => contactWay(way, story))}</section>`
    }
    ${told?.values.some(({ text }) => text !== undefined) && valuesView(told.values, language)}
    ${told && steps.length > 0 && stepsView(steps, told.machine, language)}`
}

/** The steps whose lines can be shown, in the order of the story. */
function stepsIn(entries: readonly Entry[]): string[] {
  const places = entries.flatMap((entry) => ('place' in entry ? (entry.place ?? []) : []))
  return [...new Set(places.flatMap(({ step }) => step ?? []))]
}

const warning = (text: string): Html => html`<p class="warning" role="note">${text}</p>`

function revealForm({ callId }: FoundCall, language: PageLanguage): Html {
  const words = storyWords[language]
  const action = `/console/calls/${encodeURIComponent(callId)}/private`
  return html`<form method="post" action="${action}" class="row">
    <button class="quiet" aria-describedby="reveal-hint">${words.reveal}</button>
    <small id="reveal-hint">${words.revealHint}</small></form>`
}

function factsView({ call, language, line, spoken, now }: Story): Html {
  const words = storyWords[language]
  const list = callsWords[language]
  const { practice, tenant, flow, version, outcome } = call
  return html`<section class="sheet" aria-labelledby="facts-title">
    <h2 id="facts-title">${words.facts}</h2>
    <dl class="facts">
    <dt>${list.caller}</dt><dd>${callerOf(call, language)} ${
      practice && html`<span class="tag plain">${list.practiceCall}</span>`
    }</dd>
    <dt>${list.outcome}</dt>
    <dd><span class="outcome ${outcome}">${list.outcomes[outcome]}</span></dd>
    <dt>${list.length}</dt><dd>${formatDuration(lengthOf(call, now), language)}</dd>
    ${line && html`<dt>${words.line}</dt><dd>${line.name}</dd>`}
    <dt>${list.company}</dt><dd>${tenant}</dd>
    <dt>${words.version}</dt><dd>${flow} <code>${version.slice(0, 12)}</code></dd>
    ${spoken !== undefined && html`<dt>${words.language}</dt><dd>${spoken}</dd>`}
    </dl>
    </section>`
}

function valuesView(values: Known[], language: PageLanguage): Html {
  const { values: title, slot, value, how } = storyWords[language]
  const rows = values.map((known) => valueRow(known, language))
  return html`<section class="sheet" aria-labelledby="values-title">
    <h2 id="values-title">${title}</h2>
    ${tableView({ title, heads: [slot, value, how], rows })}</section>`
}

function valueRow(known: Known, language: PageLanguage): Html {
  const words = storyWords[language]
  return html`<tr><th scope="row">${labelIn(known, language)}</th>
    <td>${known.text ?? html`<i>${words.notKnown}</i>`}</td>
    <td>${known.text !== undefined && groundsOf(known, words)}</td></tr>
    `
}

function stepsView(steps: string[], machine: Machine, language: PageLanguage): Html {
  const words = storyWords[language]
  return html`<section class="sheet" aria-labelledby="steps-title">
    <h2 id="steps-title">${words.steps}</h2>
    ${steps.map((step, index) => {
      const name = stepName(step)
      const lines = stepExcerpt(machine, step, { label: `${words.stepIn}: ${name}` })
      return html`<section id="step-${index}" class="excerpt"><h3>${name}</h3>${lines}</section>`
    })}
    </section>`
}
