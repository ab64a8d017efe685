// What the operator sees when a call reaches a desk.
import type { Handoff, HandoffValue } from '../../call/session.ts'
import { groundsOf } from '../../pages/call-words.ts'
import { html, type Html } from '../../pages/html.ts'
import { callWords } from '../words.ts'

const states: Record<Handoff['status'], string> = {
  ringing: 'ringing',
  talking: 'in conversation',
  done: 'finished',
  nobody: 'nobody answered',
  queued: 'waiting for an operator',
  left: 'chose another way',
  callback: 'to be called back',
}

export function cardView(handoff: Handoff | undefined): Html {
  if (!handoff) return html`<p class="empty">The call has not reached a desk yet.</p>`
  const { label, status, reason, values, transcript } = handoff
  const said = transcript.map(
    ({ who, text }) => html`<li><b>${who === 'system' ? 'System' : 'Caller'}</b> ${text}</li>`,
  )
  return html`<div class="card ${status}">
    <p class="desk"><strong>${label}</strong> <span class="state">${states[status]}</span></p>
    <p class="reason">The caller ${reason}.</p>
    ${values.length > 0 && html`<dl class="facts">${values.map(valueView)}</dl>`}
    <details><summary>Conversation so far</summary><ol class="folded">${said}</ol></details>
    </div>`
}

function valueView(value: HandoffValue): Html {
  const { label, text } = value
  if (text === undefined) return html`<dt>${label}</dt><dd class="unfilled">not asked</dd>`
  const grounds = groundsOf(value, callWords)
  return html`<dt>${label}</dt><dd>${text}${grounds !== '' && html` <small>${grounds}</small>`}</dd>`
}
