// The slots of a call as they fill up.
import type { Session } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { groundsOf, mask, slotOf } from '../../pages/call-words.ts'
import { html, type Html } from '../../pages/html.ts'
import { callWords } from '../words.ts'

export function slotsView({ session, machine }: { session: Session; machine: Machine }): Html {
  const keys = [...new Set([...machine.root.slots.keys(), ...Object.keys(session.slots)])]
  if (keys.length === 0) return html`<p class="empty">This flow asks for no values.</p>`
  const heads = ['Slot', 'Value', 'Where from, how sure']
  return html`<table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${keys.map((key) => row(key, session, machine))}</tbody>
    </table>`
}

function row(key: string, session: Session, machine: Machine): Html {
  const { label, private: hidden } = slotOf(machine, key)
  const held = session.slots[key]
  if (!held)
    return html`<tr class="unfilled"><th scope="row">${label}</th>
      <td colspan="2">not known yet</td></tr>`
  return html`<tr><th scope="row">${label}</th><td>${mask(held.text, hidden)}</td>
    <td>${groundsOf(held, callWords)}</td></tr>`
}
