// One call as a page: its facts, what happened in order, the cards and ways through the desk, and
// the steps in their file.
import type { Handoff } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Line } from '../../store/desk-rows.ts'
import type { FoundCall } from '../../store/call-search.ts'
import type { InterfaceLanguage } from '../../staff/account.ts'
import { percent } from '../../ground/percent.ts'
import { momentOf } from '../../pages/dictionary.ts'
import { durationOf } from '../../pages/duration-words.ts'
import { notice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { stepExcerpt } from '../../practice/panels/step-panel.ts'
import { stepName } from '../../practice/words.ts'
import { callerOf } from './view.ts'
import { player } from './player.ts'
import type { Entry, Known, Place } from './call-story.ts'
import { contactWay, type Way } from './contact-way.ts'
import { callsWords, storyWords } from './words.ts'

export type Story = {
  call: FoundCall
  language: InterfaceLanguage
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
}

export function storyView(story: Story): Html {
  const { call, language, told, revealed, mayReveal, ways } = story
  const words = storyWords[language]
  const steps = told
    ? [
        ...new Set(
          told.entries.flatMap((entry) => ('place' in entry ? (entry.place?.step ?? []) : [])),
        ),
      ]
    : []
  const inStory = new Set(
    told?.entries.flatMap((entry) => (entry.is === 'handoff' ? entry.handoff : [])),
  )
  const others = ways.filter(({ contact }) => !inStory.has(contact.id))
  return html`<p><a href="/console/calls">${words.back}</a></p>
<h1>${words.title(momentOf(call.startedAt, language))}</h1>
${notice(revealed ? words.revealed : undefined)}
${factsView(story)}
${call.erased ? html`<p class="warning" role="note">${words.erased}</p>` : !told && html`<p class="warning" role="note">${words.noSources}</p>`}
${mayReveal && html`<form method="post" action="/console/calls/${encodeURIComponent(call.callId)}/private" class="row"><button class="quiet" aria-describedby="reveal-hint">${words.reveal}</button> <small id="reveal-hint">${words.revealHint}</small></form>`}
${
  told &&
  html`<section class="sheet" aria-labelledby="story-title">
<h2 id="story-title">${words.story}</h2>
<ol class="story">${told.entries.map((entry) => entryView(entry, story, steps))}</ol>
</section>`
}
${others.length > 0 && html`<section class="sheet">${others.map((way) => contactWay(way, story))}</section>`}
${told && told.values.some(({ text }) => text !== undefined) && valuesView(told.values, language)}
${
  told &&
  steps.length > 0 &&
  html`<section class="sheet" aria-labelledby="steps-title">
<h2 id="steps-title">${words.steps}</h2>
${steps.map((step, index) => html`<section id="step-${index}" class="excerpt"><h3>${stepName(step)}</h3>${stepExcerpt(told.machine, step, `${words.stepIn}: ${stepName(step)}`)}</section>`)}
</section>`
}`
}

function factsView({ call, language, line, spoken, now }: Story): Html {
  const words = storyWords[language]
  const list = callsWords[language]
  const { from, erased, practice, tenant, flow, version, status, startedAt, at, outcome } = call
  return html`<section class="sheet" aria-labelledby="facts-title">
<h2 id="facts-title">${words.facts}</h2>
<dl class="facts">
<dt>${list.caller}</dt><dd>${callerOf(from, erased, language)} ${practice && html`<span class="tag plain">${list.practiceCall}</span>`}</dd>
<dt>${list.outcome}</dt><dd><span class="outcome ${outcome}">${list.outcomes[outcome]}</span></dd>
<dt>${list.length}</dt><dd>${durationOf((status === 'ended' ? at : now) - startedAt, language)}</dd>
${line && html`<dt>${words.line}</dt><dd>${line.name}</dd>`}
<dt>${list.company}</dt><dd>${tenant}</dd>
<dt>${words.version}</dt><dd>${flow} <code>${version.slice(0, 12)}</code></dd>
${spoken !== undefined && html`<dt>${words.language}</dt><dd>${spoken}</dd>`}
</dl>
</section>`
}

const stamp = (at: number, from: number, language: InterfaceLanguage): Html =>
  html`<time datetime="${new Date(at).toISOString()}" title="${momentOf(at, language)}">${clock(at - from)}</time>`

/** `3:07` since the call began. */
const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function entryView(entry: Entry, story: Story, steps: string[]): Html {
  const { call, language, handoffs, ways } = story
  const words = storyWords[language]
  const when = stamp(entry.at, call.startedAt, language)
  const where = (place: Place | undefined): Content =>
    place &&
    html` <small class="place">${place.step !== undefined ? html`<a href="#step-${steps.indexOf(place.step)}" title="${words.place}: ${stepName(place.step)}"><code>${place.file}:${place.line}</code></a>` : html`<code>${place.file}:${place.line}</code>`}</small>`
  switch (entry.is) {
    case 'system':
      return html`<li class="system">${when}<div><b>${words.system}</b> ${entry.speech.map(({ text, language: lang }) => html`<span lang="${lang}">${text}</span> `)}${where(entry.place)}</div></li>`
    case 'caller':
      return html`<li class="caller">${when}<div><b>${words.caller}</b> ${entry.given === 'silence' ? html`<i>${words.silence}</i>` : entry.given === 'keys' ? html`${words.keys} <kbd>${entry.text}</kbd>` : html`“${entry.text}”`}
<p><small>${entry.meaning}${entry.confidence !== undefined && html`, ${percent(entry.confidence)}${entry.band !== undefined && `, ${words.bands[entry.band]}`}`} · ${words.took(durationOf(entry.took, language))}</small>${where(entry.place)}</p>
${entry.others.length > 0 && html`<p><small>${words.alternatives}: ${entry.others.map(({ text, confidence }, index) => `${index > 0 ? ', ' : ''}“${text}”${confidence === undefined ? '' : ` ${percent(confidence)}`}`)}</small></p>`}</div></li>`
    case 'note':
      return html`<li class="note">${when}<div>${entry.text}${where(entry.place)}</div></li>`
    case 'recording':
      return html`<li class="note">${when}<div>${entry.text}${entry.written !== undefined && html`<blockquote><small>${words.written}:</small> ${entry.written}</blockquote>`}${player(entry.recording, story)}</div></li>`
    case 'handoff': {
      const handoff = handoffs.find(({ id }) => id === entry.handoff)
      const way = ways.find(({ contact }) => contact.id === entry.handoff)
      return html`<li class="handoff">${when}<div><p>${entry.text}</p>${handoff && cardView(handoff, language)}${way && contactWay(way, story)}</div></li>`
    }
  }
}

function cardView({ label, values }: Handoff, language: InterfaceLanguage): Html {
  const words = storyWords[language]
  return html`<section class="card"><h3>${words.card}: ${label}</h3>
${values.length > 0 && html`<dl class="facts">${values.map(({ label: name, text, from, confidence, confirmed = false }) => html`<dt>${name}</dt><dd>${text ?? html`<i>${words.notAsked}</i>`}${text !== undefined && html` <small>${groundsOf({ from, confidence, confirmed }, language)}</small>`}</dd>`)}</dl>`}</section>`
}

function groundsOf(
  { from, confidence, confirmed }: Pick<Known, 'from' | 'confidence' | 'confirmed'>,
  language: InterfaceLanguage,
): string {
  const words = storyWords[language]
  const heard = from === 'keys' || from === 'speech'
  return [
    from && words.sources[from],
    from === 'speech' && confidence !== undefined ? percent(confidence) : '',
    heard && confirmed ? words.confirmed : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function valuesView(values: Known[], language: InterfaceLanguage): Html {
  const words = storyWords[language]
  return html`<section class="sheet" aria-labelledby="values-title"><h2 id="values-title">${words.values}</h2>
<table class="folds"><caption class="unseen">${words.values}</caption>
<thead><tr>${[words.slot, words.value, words.how].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${values.map(
    (
      known,
    ) => html`<tr><th scope="row">${known.label}</th><td>${known.text ?? html`<i>${words.notKnown}</i>`}</td><td>${known.text !== undefined && groundsOf(known, language)}</td></tr>
`,
  )}</tbody></table></section>`
}
