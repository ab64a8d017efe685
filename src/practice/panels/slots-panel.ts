// The slots of a call as they fill up.
import { labelIn } from '../../flow/tree/label.ts'
import type { Session } from '../../call/session.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { groundsOf, mask, slotOf } from '../../pages/call-words.ts'
import { html, type Html } from '../../pages/html.ts'
import { callWords } from '../words.ts'

/** The practice phone speaks to who writes flows. */
const PAGE_LANGUAGE = 'en'

export function slotsView({ session, machine }: { session: Session; machine: Machine }): Html {
  const keys = [...new Set([...machine.root.slots.keys(), ...Object.keys(session.slots)])]
  const given = [...machine.root.given.values()]
  if (keys.length + given.length === 0)
    return html`<p class="empty">This flow asks for no values.</p>`
  const heads = ['Slot', 'Value', 'Where from, how sure']
  return html`<table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>${given.map((slot) =>
      row(
        { label: slot.label, labels: slot.labels, private: slot.private ?? false },
        session.given?.[slot.name],
      ),
    )}${keys.map((key) => row(slotOf(machine, key), session.slots[key]))}</tbody>
    </table>`
}

function row(
  { private: hidden, ...named }: ReturnType<typeof slotOf>,
  held: Session['slots'][string] | undefined,
): Html {
  const label = labelIn(named, PAGE_LANGUAGE)
  if (!held)
    return html`<tr class="unfilled"><th scope="row">${label}</th>
      <td colspan="2">not known yet</td></tr>`
  return html`<tr><th scope="row">${label}</th><td>${mask(held.text, hidden)}</td>
    <td>${groundsOf(held, callWords)}</td></tr>`
}
