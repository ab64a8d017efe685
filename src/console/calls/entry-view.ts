// One entry of a call's story: its moment in the call, what happened, and its place in the flow.
import type { Handoff } from '../../call/session.ts'
import { percent } from '../../ground/percent.ts'
import { groundsOf, stepName } from '../../pages/call-words.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import type { Place } from '../../pages/step-excerpt.ts'
import { formatDuration, formatMoment, formatOffset } from '../../pages/time-words.ts'
import type { Entry } from './call-story.ts'
import { contactWay } from './contact-way.ts'
import { player } from './player.ts'
import type { Story } from './story-view.ts'
import { storyWords } from './words.ts'

/** `steps` are those whose lines stand on the page. */
export function entryView(entry: Entry, story: Story, steps: string[]): Html {
  const words = storyWords[story.language]
  const item = (look: string, content: Content): Html =>
    html`<li class="${look}">${timeView(entry.at, story)}<div>${content}</div></li>`
  const where = (place: Place | undefined): Content =>
    place && placeView(place, steps, story.language)
  switch (entry.is) {
    case 'system': {
      const speech = entry.speech.map(
        ({ text, language }) => html`<span lang="${language}">${text}</span> `,
      )
      return item('system', html`<b>${words.system}</b> ${speech}${where(entry.place)}`)
    }
    case 'caller':
      return item('caller', callerView(entry, story.language, where(entry.place)))
    case 'note':
      return item('note', [entry.text, where(entry.place)])
    case 'recording': {
      const { text, written, recording } = entry
      const quote =
        written !== undefined &&
        html`<blockquote><small>${words.written}:</small> ${written}</blockquote>`
      return item('note', [text, quote, player(recording, story)])
    }
    case 'handoff': {
      const handoff = story.handoffs.find(({ id }) => id === entry.handoff)
      const way = story.ways.find(({ contact }) => contact.id === entry.handoff)
      return item('handoff', [
        html`<p>${entry.text}</p>`,
        handoff && cardView(handoff, story.language),
        way && contactWay(way, story),
      ])
    }
  }
}

function timeView(at: number, { call, language }: Story): Html {
  const [iso, moment] = [new Date(at).toISOString(), formatMoment(at, language)]
  return html`<time datetime="${iso}" title="${moment}">${formatOffset(at - call.startedAt)}</time>`
}

function placeView({ file, line, step }: Place, steps: string[], language: PageLanguage): Html {
  const place = html`<code>${file}:${line}</code>`
  if (step === undefined) return html` <small class="place">${place}</small>`
  const title = `${storyWords[language].place}: ${stepName(step)}`
  return html` <small class="place"><a href="#step-${steps.indexOf(step)}"
    title="${title}">${place}</a></small>`
}

function callerView(
  entry: Entry & { is: 'caller' },
  language: PageLanguage,
  where: Content,
): Content {
  const words = storyWords[language]
  const { given, text, meaning, confidence, band, took, others } = entry
  const said = {
    silence: html`<i>${words.silence}</i>`,
    keys: html`${words.keys} <kbd>${text}</kbd>`,
    words: html`“${text}”`,
  }
  const sure = [
    confidence !== undefined && `, ${percent(confidence)}`,
    band && `, ${words.bands[band]}`,
  ]
  return html`<b>${words.caller}</b> ${said[given]}
    <p><small>${meaning}${sure} · ${words.took(formatDuration(took, language))}</small>${where}</p>
    ${
      others.length > 0 &&
      html`<p><small>${words.alternatives}: ${others.map(otherText).join(', ')}</small></p>`
    }`
}

const otherText = ({ text, confidence }: { text: string; confidence?: number }): string =>
  `“${text}”${confidence === undefined ? '' : ` ${percent(confidence)}`}`

function cardView({ label, values }: Handoff, language: PageLanguage): Html {
  const words = storyWords[language]
  return html`<section class="card"><h3>${words.card}: ${label}</h3>
    ${
      values.length > 0 &&
      html`<dl class="facts">${values.map((value) => valueView(value, language))}</dl>`
    }</section>`
}

function valueView(value: Handoff['values'][number], language: PageLanguage): Html {
  const words = storyWords[language]
  const { label, text } = value
  if (text === undefined) return html`<dt>${label}</dt><dd><i>${words.notAsked}</i></dd>`
  return html`<dt>${label}</dt><dd>${text} <small>${groundsOf(value, words)}</small></dd>`
}
