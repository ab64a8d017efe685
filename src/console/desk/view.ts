// The desk as a page, of parts that change while it stands open.
import { html, markup, type Content, type Html } from '../../pages/html.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { orDash } from '../../pages/table.ts'
import { formatTimer } from '../../pages/time-words.ts'
import { barView } from './bar-view.ts'
import { cardView } from './card-view.ts'
import { shortcuts } from './choices.ts'
import type { DeskState } from './desk-state.ts'
import { stateView } from './state-view.ts'
import { tellState, type Parts } from './tell-desk.ts'
import { deskWords } from './words.ts'
import { chatView, notesView } from './writing-view.ts'

/** `reveals`: the reader may have private values shown. */
export type Reader = { language: PageLanguage; reveals: boolean }

function viewsOf(state: DeskState, reader: Reader): Record<keyof Parts, Content> {
  const { work, presence } = state
  const { language } = reader
  const taken = work && presence.status !== 'offered'
  return {
    status: stateView(state, language),
    bar: barView(state, language),
    card: work && cardView({ ...work, ...reader }),
    notes: taken && notesView(work, language),
    chat: taken && work.controls.text && chatView(work, language),
    today: todayView(state, language),
  }
}

export function renderParts(state: DeskState, reader: Reader): Parts {
  const views = viewsOf(state, reader)
  const render = (name: keyof Parts): string => markup(html`${views[name]}`)
  return {
    status: render('status'),
    bar: render('bar'),
    card: render('card'),
    notes: render('notes'),
    chat: render('chat'),
    today: render('today'),
  }
}

function todayView({ today }: DeskState, language: PageLanguage): Html {
  const words = deskWords[language]
  const figures: [string, Content][] = [
    [words.talks, today.talks],
    [words.handling, orDash(today.handling, formatTimer)],
    [words.talking, formatTimer(today.talking)],
    [words.passed, today.passed],
  ]
  return html`<h2>${words.today}</h2>
    <dl class="figures">${figures.map(
      ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
    )}</dl>
    <p class="hint">${words.counts}${!today.all && ` ${words.notAll}`}</p>`
}

/** `voice` is the path of the telephone's script, absent when conversations come another way. */
export function deskView(
  state: DeskState,
  { voice, ...reader }: Reader & { voice?: string },
): Html {
  const { language } = reader
  const words = deskWords[language]
  const views = viewsOf(state, reader)
  const part = (name: keyof Parts, label: string): Html =>
    html`<section id="part-${name}" class="part" aria-label="${label}" tabindex="-1"${
      !views[name] && html` hidden`
    }>${views[name]}</section>`
  return html`<div id="desk" data-account="${state.operator.id}"
    data-state="${JSON.stringify(tellState(state, language))}"
    data-words="${JSON.stringify(words.script)}"${
      voice !== undefined && html` data-voice-script="${voice}"`
    }>
    <h1 class="unseen">${words.title}</h1>
    <noscript><p class="warning">${words.noScript}</p></noscript>
    <p id="desk-alert" role="alert" class="unseen"></p>
    <p id="desk-told" role="status" class="unseen"></p>
    <p id="desk-trouble" role="status" class="warning" hidden></p>
    <section id="taken" class="warning" aria-label="${words.takenTitle}" hidden>
      <h2>${words.takenTitle}</h2><p>${words.takenText}</p>
      <p><button type="button" id="take-over">${words.takeOver}</button></p></section>
    <div id="desk-work">
    ${part('status', words.choose)}
    ${part('bar', words.title)}
    <div class="columns">
    ${part('card', words.card)}
    <div class="writing">${part('chat', words.chat)}${part('notes', words.notes)}</div>
    </div>
    ${part('today', words.today)}
    ${voice !== undefined && devicesView(language)}
    ${keysView(language)}
    </div>
    </div>`
}

function devicesView(language: PageLanguage): Html {
  const words = deskWords[language]
  const list = (id: string, label: string): Html =>
    html`<label for="${id}">${label}</label><select id="${id}"></select>`
  return html`<details id="devices" class="part">
    <summary><span id="voice-state" role="status">${words.script.voiceOff}</span></summary>
    <div class="choice">${list('microphone', words.microphone)}${list('speaker', words.speaker)}</div>
    </details>`
}

function keysView(language: PageLanguage): Html {
  const words = deskWords[language]
  const row = (name: (typeof shortcuts)[number]): Html =>
    html`<tr><th scope="row">${words.actions[name]}</th><td><kbd data-key-of="${name}"></kbd></td>
      <td><button type="button" class="quiet small" data-change-key="${name}"
        aria-label="${words.change}: ${words.actions[name]}">${words.change}</button></td></tr>`
  return html`<details id="keys" class="part"><summary data-action="list">${words.keys}</summary>
    <p class="hint">${words.keysHint}</p>
    <label class="tick"><input type="checkbox" id="single-keys" checked> ${words.single}</label>
    <table><tbody>${shortcuts.map(row)}</tbody></table>
    <p class="buttons">
      <button type="button" class="quiet small" id="reset-keys">${words.reset}</button>
      <button type="button" class="quiet small" id="test-ring">${words.soundTest}</button></p>
    </details>`
}
