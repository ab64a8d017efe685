// What was understood of the caller's last answer, and how sure the engine is of it.
import type { Machine } from '../../flow/machine/machine.ts'
import { percent } from '../../ground/percent.ts'
import type { LoggedTurn } from '../../store/store.ts'
import { confidenceOf, isPrivate, mask, stepName, tellMeaning } from '../../pages/call-words.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { showGiven } from '../words.ts'

export function heardView({ turns, machine }: { turns: LoggedTurn[]; machine: Machine }): Html {
  const event = turns.flatMap(({ events }) => events).findLast((one) => one.type === 'heard')
  if (!event) return html`<p class="empty">Nothing yet. Press a key or say something.</p>`
  const hidden = isPrivate(machine, event.step)
  const given = showGiven(event, hidden)
  const confidence = confidenceOf(event)
  return html`<dl class="facts">
    <dt>Heard</dt><dd>${givenView(given)}</dd>
    <dt>Meaning</dt><dd>${tellMeaning(event, (text) => mask(text, hidden))}</dd>
    <dt>At</dt><dd>${stepName(event.step)}</dd>
    ${confidence !== undefined && sureView(meter(confidence, machine.root.confidence))}
    ${given.kind === 'keys' && confidence === undefined && sureView('keys are always sure')}
    </dl>`
}

function givenView({ kind, text }: ReturnType<typeof showGiven>): Content {
  if (kind === 'keys') return html`keys <kbd>${text}</kbd>`
  return kind === 'words' ? `“${text}”` : text
}

const sureView = (how: Content): Html => html`<dt>Confidence</dt><dd>${how}</dd>`

type Bands = { reject: number; sure: number }

const meter = (confidence: number, { reject, sure }: Bands): Html =>
  html`<meter min="0" max="1" low="${reject}" high="${sure}" optimum="1" value="${confidence}"
    aria-label="Confidence">${percent(confidence)}</meter>
    ${percent(confidence)}, ${bandOf(confidence, { reject, sure })}`

function bandOf(confidence: number, { reject, sure }: Bands): string {
  if (confidence >= sure) return 'sure'
  return confidence >= reject ? 'unsure, so it is read back' : 'too low to count'
}
