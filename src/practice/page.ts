// The practice phone as a page: the telephone on the left, what the engine makes of the call beside
// it.
import type { Diagnostic } from '../flow/text/diagnostic.ts'
import { LONGEST_TEXT } from '../notices/standing.ts'
import type { SwitchKey } from '../notices/switch.ts'
import { html, type Content, type Html } from '../pages/html.ts'
import { phoneView } from './panels/phone-panel.ts'
import { problemsView } from './panels/problems-panel.ts'

/** A line that can be called; `inForce` false: its flow has faults. */
export type CallableLine = {
  number: string
  name: string
  flow: string
  about?: string
  inForce: boolean
  /** values its calls may be begun with */
  given: { name: string; label: string; type: string }[]
}

export type SwitchState = SwitchKey & {
  on: boolean
  texts: { language: string; text: string }[]
}

/** `hears`: there is a recogniser, so the microphone can be used. */
type Page = {
  nonce: string
  lines: CallableLine[]
  switches: SwitchState[]
  hears: boolean
  problems: Diagnostic[]
}

export function pageView({ nonce, lines, switches, hears, problems }: Page): Html {
  const faults = problemsView(problems)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Practice phone – callflow</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/practice/phone.css" nonce="${nonce}">
<script src="/practice/phone.js" nonce="${nonce}" defer></script>
</head>
<body>
<header>
  <h1><span class="brand">callflow</span> Practice phone</h1>
  <p class="notice"><strong>Practice mode</strong>, for a first look and for training. No real
    telephone rings. The flows, the engine and the store are those of a live call; lookups are asked
    where <code>lines.yaml</code> says.</p>
</header>
<noscript><p class="fault">The practice phone needs JavaScript.</p></noscript>
<main>
  <div id="problems" class="problems"${!faults && html` hidden`}>${faults}</div>
  ${phoneView(lines, hears)}
  <div class="beside">
    <div class="column">
      ${panel('transcript', 'Conversation', {
        empty: 'What is said appears here, from both sides.',
        scrolls: true,
      })}
      ${panel('heard', 'Understood', {
        empty: 'What was made of an answer, and how sure the engine is.',
      })}
      ${panel('slots', 'Slots', { empty: 'The values the flow asks for, as they fill up.' })}
    </div>
    <div class="column">
      ${panel('card', 'Operator’s card', {
        empty: 'What the person at a desk is told when a call reaches them.',
        below: deskButtons(),
      })}
      ${panel('step', 'Where the call stands', {
        empty: 'The step of the flow, with its lines in the file.',
      })}
      ${switches.length > 0 && switchesView(switches)}
    </div>
  </div>
</main>
</body>
</html>
`
}

/** `empty` stands there until there is something to show. */
type Panel = { empty: string; scrolls?: boolean; below?: Content }

function panel(id: string, title: string, { empty, scrolls, below }: Panel): Html {
  const group = html` class="scrolls" tabindex="0" role="group" aria-labelledby="${id}-title"`
  return html`<section class="panel ${id}-panel" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      <div id="${id}"${scrolls && group}><p class="empty">${empty}</p></div>${below}
    </section>`
}

const deskButtons = (): Html =>
  html`<div class="buttons" id="desk">
        <button type="button" id="answers" hidden>Operator answers</button>
        <button type="button" id="nobody" class="quiet" hidden>Nobody answers</button>
        <button type="button" id="releases" hidden>Operator hangs up</button>
      </div><p class="hint">To take calls as an operator yourself, open
        <a href="/console/desk" target="_blank">the desk</a> in a second window.</p>`

const switchesView = (switches: SwitchState[]): Html =>
  html`<section class="panel" aria-labelledby="switches-title">
      <h2 id="switches-title">Switches</h2>
      <p class="hint">Staff turn these on during the day; calls notice at their next turn.</p>
      ${switches.map(switchView)}
    </section>`

const switchView = ({ tenant, flow, name, on, texts }: SwitchState, index: number): Html =>
  html`<form class="switch" data-company="${tenant}" data-flow="${flow}" data-name="${name}">
        <label class="tick"><input type="checkbox" name="on"${on && html` checked`}> <span>${name} <small>${flow} · ${tenant}</small></span></label>
        ${texts.map(({ language, text }, at) => {
          const label = texts.length > 1 ? `Spoken text, ${language}` : 'Spoken text'
          return html`<label for="switch-${index}-${at}">${label}</label>
        <input type="text" id="switch-${index}-${at}" name="${language}" maxlength="${LONGEST_TEXT}"
          lang="${language}" value="${text}">`
        })}
        <div class="row"><button type="submit" class="quiet">Set</button>
        <p class="done" role="status"></p></div>
      </form>`
