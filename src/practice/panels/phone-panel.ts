// The telephone itself: line, display, keypad, words, tone, sound.
import { html, type Content, type Html } from '../../pages/html.ts'
import { LONGEST_GIVEN } from '../../call/given-values.ts'
import type { CallableLine } from '../page.ts'

const keys: [key: string, letters: string, name?: string][] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', '', 'star'],
  ['0', '+'],
  ['#', '', 'hash'],
]

export function phoneView(lines: CallableLine[], hears: boolean): Html {
  return html`<section class="phone" id="phone" aria-labelledby="phone-title">
    <h2 id="phone-title">Telephone</h2>
    ${choiceView(lines)}
    <div class="display">
      <p id="status" role="status">Ready to call</p>
      <p id="words" aria-live="polite"></p>
      <p id="hearing" class="hearing"></p>
      <p class="pressed"><span class="unseen">Keys pressed: </span><span id="pressed"></span></p>
    </div>
    <p id="fault" class="fault" role="alert"></p>
    <div class="buttons">
      <button type="button" id="call" class="go"${lines.length === 0 && html` disabled`}>Call</button>
      <button type="button" id="hang-up" class="stop" hidden>Hang up</button>
    </div>
    ${keypadView()}
    ${speechView()}
    ${toneView()}
    ${sideView()}
    <fieldset class="settings"><legend>Settings</legend>
      <label class="tick"><input type="checkbox" id="sound"> Read prompts aloud</label>
      <label class="tick"><input type="checkbox" id="real-time">
        Keep real time: a silence counts by itself</label>
      ${hears ? microphoneView() : noMicrophoneView()}
    </fieldset>
  </section>`
}

function choiceView(lines: CallableLine[]): Html {
  return html`<div id="choice">
      ${
        lines.length === 0 &&
        html`<p>There is no line to call: <code>lines.yaml</code> names none, or has faults.</p>`
      }
      <label for="line">Line to call</label>
      <select id="line" aria-describedby="about">${lines.map(lineOption)}</select>
      <p id="about" class="hint"></p>
      <details><summary>Who calls</summary>
        <label for="from">Caller’s number, empty for withheld</label>
        <input type="tel" id="from" value="+12025550147" maxlength="16" autocomplete="off">
      </details>
      ${lines.map(givenView)}
    </div>`
}

/** Fields for what a call to this line may be begun with; the page shows those of the line chosen. */
function givenView({ number, given }: CallableLine, line: number): Content {
  if (given.length === 0) return ''
  const field = ({ name, label, type }: CallableLine['given'][number], index: number): Html => {
    const id = `given-${line}-${index}`
    return html`<label for="${id}">${label} <small>${type}</small></label>
        <input type="text" id="${id}" name="${name}" maxlength="${LONGEST_GIVEN}" autocomplete="off">`
  }
  return html`<fieldset data-given="${number}" hidden><legend>Begun with</legend>
      ${given.map(field)}
      <p class="hint">Empty: not known.</p></fieldset>`
}

const lineOption = ({ number, name, inForce, about, flow }: CallableLine): Html =>
  html`<option value="${number}" data-about="${number}, flow “${flow}”. ${about}"${
    !inForce && html` disabled`
  }>${name}${!inForce && ' (the flow has faults)'}</option>`

const keypadView = (): Html =>
  html`<div class="keypad" id="keypad" role="group" aria-label="Keypad"
      aria-describedby="keypad-hint" tabindex="-1">
      ${keys.map(keyView)}
    </div>
    <p id="keypad-hint" class="hint">Your keyboard’s digits, * and # work too while the focus is
      here.</p>`

const keyView = ([key, letters, name]: (typeof keys)[number]): Content =>
  html`<button type="button" data-key="${key}"${name !== undefined && html` aria-label="${name}"`}>
    <span class="digit">${key}</span>
    <span class="letters" aria-hidden="true">${letters}</span></button>`

const speechView = (): Html =>
  html`<form id="speech" autocomplete="off" hidden>
      <label for="say">Say something</label>
      <div class="row"><input type="text" id="say" maxlength="500" aria-describedby="listens">
        <button type="submit">Say</button></div>
      <p id="listens" class="hint"></p>
      <div class="row spread">
        <button type="button" id="silence" class="quiet">Stay silent</button>
        <details><summary>How clearly</summary>
          <label for="confidence">Confidence of the recogniser:
            <output id="confidence-shown" for="confidence">90 %</output></label>
          <input type="range" id="confidence" min="0" max="100" step="5" value="90">
        </details>
      </div>
    </form>`

/** What stands here is filled in by the page as the caller waits, talks, or is called back. */
const sideView = (): Html =>
  html`<section id="side" class="side" aria-label="The operator" hidden>
      <p id="side-told" role="status"></p>
      <ol id="side-lines" class="talk scrolls" aria-live="polite" tabindex="0"
        aria-label="Conversation with the operator" hidden></ol>
      <form id="side-form" autocomplete="off" hidden>
        <label for="side-text">Write to the operator</label>
        <div class="row"><input type="text" id="side-text" maxlength="500">
          <button type="submit">Send</button></div>
      </form>
      <div class="buttons" id="side-rings" hidden>
        <button type="button" id="side-answer">Answer</button>
        <button type="button" id="side-decline" class="quiet">Do not answer</button>
      </div>
    </section>`

const toneView = (): Html =>
  html`<form id="tone" hidden>
      <label for="seconds">After the tone: length of the message, in seconds</label>
      <input type="number" id="seconds" min="1" max="3600" value="12" required>
      <div class="buttons">
        <button type="submit">Leave the message</button>
        <button type="button" id="leave">Leave it and hang up</button>
        <button type="button" id="nothing" class="quiet">Leave nothing</button>
      </div>
    </form>`

const microphoneView = (): Html =>
  html`<label class="tick"><input type="checkbox" id="microphone"> Answer with the microphone</label>`

const noMicrophoneView = (): Html =>
  html`<p class="hint">No recogniser is connected, so the microphone is not used: what you would say
    is typed.</p>`
