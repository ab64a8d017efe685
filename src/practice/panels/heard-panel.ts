// What was understood of the caller's last answer, and how sure the engine is of it.
import type { Machine } from '../../flow/machine/machine.ts'
import type { LoggedTurn } from '../../store/store.ts'
import { percent } from '../../ground/percent.ts'
import { html, type Html } from '../../pages/html.ts'
import { confidenceOf, given, isPrivate, stepName, understood } from '../words.ts'

export function heardView({ turns, machine }: { turns: LoggedTurn[]; machine: Machine }): Html {
  const event = turns.flatMap(({ events }) => events).findLast((one) => one.type === 'heard')
  if (!event) return html`<p class="empty">Nothing yet. Press a key or say something.</p>`
  const hidden = isPrivate(machine, event.step)
  const { kind, text } = given(event, hidden)
  const confidence = confidenceOf(event)
  return html`<dl class="facts">
    <dt>Heard</dt><dd>${kind === 'keys' ? html`keys <kbd>${text}</kbd>` : kind === 'words' ? `“${text}”` : text}</dd>
    <dt>Meaning</dt><dd>${understood(event, hidden)}</dd>
    <dt>At</dt><dd>${stepName(event.step)}</dd>
    ${confidence !== undefined ? html`<dt>Confidence</dt><dd>${meter(confidence, machine.root.confidence)}</dd>` : kind === 'keys' && html`<dt>Confidence</dt><dd>keys are always sure</dd>`}
  </dl>`
}

function meter(confidence: number, { reject, sure }: { reject: number; sure: number }): Html {
  const band =
    confidence >= sure
      ? 'sure'
      : confidence >= reject
        ? 'unsure, so it is read back'
        : 'too low to count'
  return html`<meter min="0" max="1" low="${reject}" high="${sure}" optimum="1" value="${confidence}" aria-label="Confidence">${percent(confidence)}</meter> ${percent(confidence)}, ${band}`
}
