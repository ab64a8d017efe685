// What the operator sees when a call reaches a desk.
import type { Handoff, HandoffValue } from '../../call/session.ts'
import { html, type Html } from '../../pages/html.ts'
import { sourceName, sureness } from '../words.ts'

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
  return html`<div class="card ${status}">
    <p class="desk"><strong>${label}</strong> <span class="state">${states[status]}</span></p>
    <p class="reason">The caller ${reason}.</p>
    ${values.length > 0 && html`<dl class="facts">${values.map(valueView)}</dl>`}
    <details><summary>Conversation so far</summary><ol class="folded">${transcript.map(({ who, text }) => html`<li><b>${who === 'system' ? 'System' : 'Caller'}</b> ${text}</li>`)}</ol></details>
  </div>`
}

function valueView(value: HandoffValue): Html {
  if (value.text === undefined)
    return html`<dt>${value.label}</dt><dd class="unfilled">not asked</dd>`
  const grounds = [value.from && sourceName(value.from), sureness(value)].filter(Boolean).join(', ')
  return html`<dt>${value.label}</dt><dd>${value.text}${grounds && html` <small>${grounds}</small>`}</dd>`
}
